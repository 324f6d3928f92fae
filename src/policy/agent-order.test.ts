/** Orders that a key of the wallet's own signs instead of the account. */
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '../lib/bytes.ts';
import { encodeAbi } from '../signing/abi.ts';
import { RequestError } from '../signing/request-error.ts';
import { typesOf } from '../venues/expected/vector.ts';
import { ACCOUNT, CONTEXT, NOW, OTHER } from '../venues/fixtures.ts';
import { keyText } from '../venues/orderly/key.ts';
import { examineTypedData, examineVenueOrder } from './examine.ts';

const THIRD = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const KEY = `0x${'07'.repeat(32)}` as const;
/** The site is on Nado's network; the other venues have numbers of their own. */
const HERE = { ...CONTEXT, chainId: 57073 };
const ask = (given: unknown) => examineVenueOrder(JSON.stringify([given]), HERE);
const errorOf = (run: () => unknown): [string, Record<string, string>] => {
  try {
    run();
  } catch (error) {
    if (error instanceof RequestError) return [error.text.id, error.text.params ?? {}];
    throw error;
  }
  return ['none', {}];
};

const ACTION =
  'Action(uint256 subaccountId,uint256 nonce,address module,bytes data,uint256 expiry,address owner,address signer)';
const derive = (message: Record<string, unknown> = {}, domain: Record<string, unknown> = {}) => ({
  domain: {
    ...{ name: 'Matching', version: '1.0', chainId: 1 },
    verifyingContract: '0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD',
    ...domain,
  },
  types: typesOf(ACTION),
  primaryType: 'Action',
  message: {
    ...{ subaccountId: '7', nonce: `${NOW}000000`, expiry: String(NOW / 1000 + 600), owner: ACCOUNT, signer: OTHER },
    module: '0xB8D20c2B7a1Ad2EE33Bc50eF10876eD3035b5e7b',
    data: encodeAbi('address,uint256,int256,int256,uint256,uint256,bool', [
      '0xAf65752C4643E25C02F693f9D4FE19cF23a095E3',
      ...[0n, 3000n * 10n ** 18n, 10n ** 18n, 10n ** 18n, 7n, true],
    ]),
    ...message,
  },
});

const nado = (sender: string = ACCOUNT, nonce = '1') => ({
  domain: { name: 'Nado', version: '0.0.1', chainId: 57073, verifyingContract: `0x${'0'.repeat(39)}4` },
  types: typesOf('Order(bytes32 sender,int128 priceX18,int128 amount,uint64 expiration,uint64 nonce,uint128 appendix)'),
  primaryType: 'Order',
  message: {
    sender: `${sender.toLowerCase()}64656661756c740000000000`,
    ...{ priceX18: `3000${'0'.repeat(18)}`, amount: `1${'0'.repeat(18)}`, expiration: String(NOW / 1000 + 60) },
    ...{ nonce, appendix: '1' },
  },
});

const aster = (msg: string) => ({
  domain: {
    ...{ name: 'AsterSignTransaction', version: '1', chainId: 1666 },
    verifyingContract: '0x0000000000000000000000000000000000000000',
  },
  types: typesOf('Message(string msg)'),
  primaryType: 'Message',
  message: { msg },
});
const ORDER = 'symbol=ETHUSDT&side=BUY&type=LIMIT&quantity=1&price=3000&timeInForce=GTC&nonce=1748310859508867';

const TYPED = [
  ['derive', derive()],
  ['nado', nado()],
  ['aster', aster(`${ORDER}&user=${ACCOUNT}&signer=${OTHER}`)],
] as const;

describe.each(TYPED)('typed data of %s', (venue, typedData) => {
  const given = { venue, account: ACCOUNT, agent: OTHER, typedData };
  const examined = ask(given);

  test('is read, and the key signs its digest', () => {
    expect(examined).toMatchObject({
      account: ACCOUNT,
      reading: { kind: 'order', venue: { id: venue } },
      verdict: { outcome: 'ask' },
      agent: { name: OTHER, what: examined.digest },
    });
    expect(examined.mayBeOrder).toBeUndefined();
  });

  test('is the same to the last bit as what eth_signTypedData_v4 gets', () => {
    expect(examineTypedData(JSON.stringify([ACCOUNT, typedData]), HERE).digest).toBe(examined.digest);
  });

  test('is judged by the rules', () => {
    const foreign = examineVenueOrder(JSON.stringify([given]), CONTEXT);
    // R14 spares those whose chainId is their own; Nado's is a network.
    expect(foreign.verdict.findings.some(({ rule }) => rule === 'R14')).toBe(venue === 'nado');
  });

  test('of another venue is refused', () => {
    for (const [other, foreign] of TYPED)
      if (other !== venue) expect(errorOf(() => ask({ ...given, typedData: foreign }))[0]).toBe('request.venueUnread');
  });

  test('with more than is signed is refused', () => {
    const more = { ...typedData, message: { ...typedData.message, price: '1' } };
    expect(errorOf(() => ask({ ...given, typedData: more }))[0]).toBe('request.venueUnread');
    expect(errorOf(() => ask({ ...given, hash: examined.digest }))[0]).toBe('request.venueUnread');
  });

  test('of a changed domain or type is refused', () => {
    for (const domain of [
      { version: '9' },
      { chainId: 5 },
      { verifyingContract: THIRD },
      { salt: `0x${'00'.repeat(32)}` },
    ])
      expect(
        errorOf(() => ask({ ...given, typedData: { ...typedData, domain: { ...typedData.domain, ...domain } } }))[0],
      ).toBe('request.venueUnread');
    expect(errorOf(() => ask({ ...given, typedData: 1 }))[0]).toBe('request.typedData');
    expect(errorOf(() => ask({ venue, account: ACCOUNT, agent: OTHER }))[0]).toBe('request.typedData');
  });

  test('by a key of the other curve is refused', () => {
    expect(errorOf(() => ask({ ...given, agent: KEY }))[0]).toBe('request.agent');
  });
});

describe('who signs', () => {
  const why = (venue: string, typedData: unknown, agent: string | undefined = OTHER) =>
    errorOf(() => ask({ venue, account: ACCOUNT, ...(agent === undefined ? {} : { agent }), typedData }))[0];

  test('at Derive is the key that the message names, for the account alone', () => {
    expect(why('derive', derive())).toBe('none');
    expect(why('derive', derive({ signer: THIRD }))).toBe('request.venueUnread');
    expect(why('derive', derive({ signer: ACCOUNT }))).toBe('request.venueUnread');
    expect(why('derive', derive({ owner: THIRD }))).toBe('request.venueUnread');
    expect(why('derive', derive({ owner: OTHER }))).toBe('request.venueUnread');
    expect(why('derive', derive(), THIRD)).toBe('request.venueUnread');
    const unread = derive({ module: '0x66d23e59DaEEF13904eFA2D4B8658aeD05f59a92' });
    expect(why('derive', unread)).toBe('request.venueUnread');
  });

  test('at Aster is the key, which has to be named', () => {
    for (const [tail, id] of [
      [`&signer=${OTHER}`, 'none'],
      [`&user=${ACCOUNT}&signer=${OTHER}`, 'none'],
      [`&user=${ACCOUNT}`, 'request.venueUnread'],
      ['', 'request.venueUnread'],
      [`&signer=${ACCOUNT}`, 'request.venueUnread'],
      [`&signer=${THIRD}`, 'request.venueUnread'],
      [`&user=${THIRD}&signer=${OTHER}`, 'request.venueUnread'],
      [`&user=${OTHER}&signer=${OTHER}`, 'request.venueUnread'],
    ] as const)
      expect(why('aster', aster(`${ORDER}${tail}`))).toBe(id);
    // What only some endpoint makes something of is not read, so a key never signs it.
    expect(why('aster', aster(`amount=1&signer=${OTHER}`))).toBe('request.venueUnread');
  });

  test('at Nado is no matter of the message; the subaccount is the account’s', () => {
    expect(why('nado', nado())).toBe('none');
    expect(why('nado', nado(OTHER))).toBe('request.venueUnread');
  });

  test('without a key is the account, and a message for the key is not its own', () => {
    const examined = ask({ venue: 'nado', account: ACCOUNT, typedData: nado() });
    expect(examined).toEqual(examineTypedData(JSON.stringify([ACCOUNT, nado()]), HERE));
    expect(
      errorOf(() => ask({ venue: 'aster', account: ACCOUNT, typedData: aster(`${ORDER}&signer=${OTHER}`) }))[0],
    ).toBe('request.venueUnread');
  });
});

test('a key signs nothing that is dated ahead: it could be handed in after the session', () => {
  const at = (ms: number) => [
    { venue: 'aster', typedData: aster(`${ORDER.replace('1748310859508867', `${ms}000`)}&signer=${OTHER}`) },
    { venue: 'nado', typedData: nado(ACCOUNT, String(BigInt(ms + 100_000) << 20n)) },
    { venue: 'hyperliquid', action: { type: 'noop' }, nonce: ms, isTestnet: false },
  ];
  for (const given of at(NOW + 60_000))
    expect(errorOf(() => ask({ ...given, account: ACCOUNT, agent: OTHER }))[0]).toBe('none');
  for (const given of at(NOW + 60_001)) {
    const [id, { why = '' }] = errorOf(() => ask({ ...given, account: ACCOUNT, agent: OTHER }));
    expect([id, why]).toEqual(['request.venueUnread', expect.stringContaining('dated ahead')]);
  }
});

test('Hyperliquid: the key signs the digest that is made here', () => {
  const action = {
    type: 'order',
    orders: [{ a: 1, b: true, p: '3484', s: '0.5', r: false, t: { limit: { tif: 'Gtc' } } }],
    grouping: 'na',
  };
  const preimage = { venue: 'hyperliquid', account: ACCOUNT, action, nonce: NOW, isTestnet: false };
  const [byAccount, byKey] = [ask(preimage), ask({ ...preimage, agent: OTHER.toLowerCase() })];
  expect(byKey).toEqual({ ...byAccount, agent: { name: OTHER, what: byAccount.digest } });
});

describe('Orderly', () => {
  const request = { timestamp: NOW, method: 'DELETE', path: '/v1/orders' };
  const given = { venue: 'orderly', account: ACCOUNT, agent: KEY, request };

  test('the key signs the text; its digest is the SHA-256 of it', () => {
    const text = utf8(`${NOW}DELETE/v1/orders`);
    expect(ask(given)).toMatchObject({
      digest: toHex(sha256(text)),
      reading: { kind: 'cancel-or-reduce' },
      verdict: { outcome: 'ask', findings: [] },
      agent: { name: KEY, what: toHex(text) },
    });
  });

  test('its key has three names', () => {
    for (const agent of [KEY, `0x${KEY.slice(2).toUpperCase()}`, keyText(KEY)])
      expect(ask({ ...given, agent })).toEqual(ask(given));
    expect(fromHex(KEY)).toHaveLength(32);
  });

  test('without a key, or with one of the other curve, is refused', () => {
    const { agent: _, ...without } = given;
    expect(errorOf(() => ask(without))[0]).toBe('request.agentNeeded');
    expect(errorOf(() => ask({ ...given, agent: OTHER }))[0]).toBe('request.agent');
  });

  test('what is neither order nor cancel is refused', () => {
    const other = { ...request, method: 'POST', path: '/v1/client/leverage', body: '{"leverage":50}' };
    expect(errorOf(() => ask({ ...given, request: other }))[0]).toBe('request.venueUnread');
  });
});

test.each([null, '', 'x', 1, [], OTHER.slice(0, -1), `${OTHER}0`, `0x${'0g'.repeat(32)}`, 'ed25519:abc', `${KEY}00`])(
  'a key of the name %j is none',
  (agent) => {
    expect(errorOf(() => ask({ venue: 'nado', account: ACCOUNT, agent, typedData: nado() }))[0]).toBe('request.agent');
  },
);

test('the third parameter of eth_signTypedData_v4 names no key: there the account signs', () => {
  const params = JSON.stringify([ACCOUNT, nado(), { venue: 'nado', agent: OTHER, typedData: nado() }]);
  expect(errorOf(() => examineTypedData(params, CONTEXT))[0]).toBe('request.agentHere');
});
