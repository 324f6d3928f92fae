/** Orders that come with what their hash is made of. */
import { describe, expect, test } from 'vitest';
import { reading as catalogue } from '../lib/text/reading.en.ts';
import { RequestError } from '../signing/request-error.ts';
import { ACCOUNT, CONTEXT, NOW, OTHER } from '../venues/fixtures.ts';
import { examineTypedData, examineVenueOrder } from './examine.ts';

const action = {
  type: 'order',
  orders: [{ a: 1, b: true, p: '3484', s: '0.5', r: false, t: { limit: { tif: 'Gtc' } } }],
  grouping: 'na',
};
const preimage = { venue: 'hyperliquid', action, nonce: NOW, isTestnet: false };
const ask = (given: unknown) => examineVenueOrder(JSON.stringify([given]), CONTEXT);
const order = ask({ ...preimage, account: ACCOUNT });

/** What the SDK asks the wallet for. */
const agent = (connectionId: string, source = 'a') => ({
  domain: {
    name: 'Exchange',
    version: '1',
    chainId: 1337,
    verifyingContract: '0x0000000000000000000000000000000000000000',
  },
  types: {
    EIP712Domain: [
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
    ],
    Agent: [
      { name: 'source', type: 'string' },
      { name: 'connectionId', type: 'bytes32' },
    ],
  },
  primaryType: 'Agent',
  message: { source, connectionId },
});
const CONNECTION = order.reading.fields.find(({ path }) => path === 'message.connectionId')?.value ?? '';
const typed = (data: unknown, ...more: unknown[]) =>
  examineTypedData(JSON.stringify([ACCOUNT, data, ...more]), CONTEXT);

const errorOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof RequestError) {
      expect(catalogue).toHaveProperty([error.text.id]);
      return error.text.id;
    }
    throw error;
  }
  return 'none';
};

test('wallet_signVenueOrder is read and hashed here', () => {
  expect(order).toMatchObject({
    account: ACCOUNT,
    reading: { kind: 'order', headline: { params: { size: '0.5 ETH-PERP' } } },
    verdict: { outcome: 'ask', findings: [] },
  });
  expect(order.digest).toMatch(/^0x[\da-f]{64}$/);
  expect(ask({ ...preimage, account: ACCOUNT, nonce: NOW + 1 }).digest).not.toBe(order.digest);
});

describe('the third parameter of eth_signTypedData_v4', () => {
  test('does not hide what the page sent along and nobody signs', () => {
    const asked = agent(CONNECTION);
    const { reading, digest } = typed({ ...asked, message: { ...asked.message, price: '1' } }, preimage);
    expect(digest).toBe(order.digest);
    expect(reading.notes).toContainEqual({
      level: 'care',
      text: { id: 'note.unsigned', params: { names: 'message.price' } },
    });
  });

  test('that fits is read as the order', () => {
    for (const third of [
      preimage,
      { ...preimage, account: ACCOUNT },
      { ...preimage, account: ACCOUNT.toLowerCase() },
    ]) {
      const examined = typed(agent(CONNECTION), third);
      expect(examined.digest).toBe(order.digest);
      expect(examined.reading).toEqual(order.reading);
      expect(examined.verdict).toEqual(order.verdict);
    }
  });

  test.each([
    [
      'another price',
      agent(CONNECTION),
      { ...preimage, action: { ...action, orders: [{ ...action.orders[0], p: '3485' }] } },
    ],
    ['another nonce', agent(CONNECTION), { ...preimage, nonce: NOW + 1 }],
    ['a vault', agent(CONNECTION), { ...preimage, vaultAddress: OTHER }],
    ['an end', agent(CONNECTION), { ...preimage, expiresAfter: NOW }],
    ['another network', agent(CONNECTION, 'b'), preimage],
    ['another hash', agent(`0x${'12'.repeat(32)}`), preimage],
    [
      'keys in another order',
      agent(CONNECTION),
      { ...preimage, action: Object.fromEntries(Object.entries(action).reverse()) },
    ],
    ['another venue’s domain', { ...agent(CONNECTION), domain: { ...agent('').domain, name: 'Exchange2' } }, preimage],
  ])('with %s is refused', (_, data, third) => {
    expect(errorOf(() => typed(data, third))).toBe('request.preimage');
  });

  test('for another account is refused', () => {
    expect(errorOf(() => typed(agent(CONNECTION), { ...preimage, account: OTHER }))).toBe('request.preimageAccount');
  });

  test('that is missing leaves a hash, which is refused', () => {
    for (const more of [[], [null]])
      expect(typed(agent(CONNECTION), ...more)).toMatchObject({
        reading: { kind: 'unreadable', hashOnly: true },
        verdict: { outcome: 'refuse', findings: [{ rule: 'R2' }] },
      });
  });
});

test.each([
  [undefined, 'request.venueOrder'],
  ['x', 'request.venueOrder'],
  [[preimage], 'request.venueOrder'],
  [preimage, 'request.address'],
  [{ ...preimage, account: '0x12' }, 'request.address'],
  [{ ...preimage, account: ACCOUNT, venue: 'gannet' }, 'request.venue'],
  [{ ...preimage, account: ACCOUNT, venue: undefined }, 'request.venue'],
  [{ ...preimage, account: ACCOUNT, venue: 'toString' }, 'request.venue'],
  [{ ...preimage, account: ACCOUNT, hash: '0x12' }, 'request.hyperliquid'],
  [{ ...preimage, account: ACCOUNT, action: 1 }, 'request.hyperliquid'],
])('%j is refused', (given, id) => {
  expect(errorOf(() => examineVenueOrder(JSON.stringify(given === undefined ? [null] : [given]), CONTEXT))).toBe(id);
});

test('one order at a time', () => {
  const params = JSON.stringify([{ ...preimage, account: ACCOUNT }, {}]);
  expect(errorOf(() => examineVenueOrder(params, CONTEXT))).toBe('request.params');
});
