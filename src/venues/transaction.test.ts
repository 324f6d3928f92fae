import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { encodeFunctionData, parseAbi } from 'viem';
import { describe, expect, test } from 'vitest';
import type { TransactionPlan } from '../signing/transaction.ts';
import { ACCOUNT, CONTEXT, OTHER } from './fixtures.ts';
import { readTransaction } from './transaction.ts';

const TOKEN = '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35';
const BASE: TransactionPlan = {
  chainId: 31337,
  from: ACCOUNT,
  to: TOKEN,
  value: '0',
  data: '0x',
  nonce: 7,
  gasLimit: '50000',
  maxFeePerGas: '2000000000',
  maxPriorityFeePerGas: '1',
};
const read = (changes: Partial<TransactionPlan>) => readTransaction({ ...BASE, ...changes }, CONTEXT);
const abi = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function transferOwnership(address newOwner)',
]);
const call = (functionName: 'transfer' | 'approve', amount: bigint, to: `0x${string}` = OTHER) =>
  encodeFunctionData({ abi, functionName, args: [to, amount] });
const MAX = 2n ** 256n - 1n;

test('coins that move', () => {
  expect(read({ to: OTHER, value: '1500000000000000001' })).toMatchObject({
    kind: 'move-funds',
    headline: { params: { amount: '1.500000000000000001 ETH' } },
    rows: [
      { value: { text: '1.500000000000000001 ETH' }, mark: 'signed' },
      { value: { address: OTHER } },
      { label: 'row.networkFee', value: { text: '0.0001 ETH' }, mark: 'computed' },
    ],
    own: false,
  });
  expect(read({ to: ACCOUNT, chainId: 424242, value: '1' })).toMatchObject({ asset: 'eip155:424242', own: true });
});

test('tokens that move, in their unit or in the smallest one', () => {
  expect(read({ data: call('transfer', 1_250_000n) })).toMatchObject({
    kind: 'move-funds',
    asset: 'gUSD',
    amount: '1.25',
    recipient: OTHER,
  });
  expect(read({ to: OTHER, data: call('transfer', 1_250_000n) })).toMatchObject({
    headline: { id: 'headline.sendUnknownToken' },
    asset: OTHER,
    amount: '1250000',
    rows: [{ value: { text: { id: 'value.smallestUnits', params: { amount: '1,250,000' } } } }, {}, {}, {}],
  });
});

test('allowances', () => {
  expect(read({ data: call('approve', 5_000_000n) })).toMatchObject({
    kind: 'grant-authority',
    scope: 'spend',
    grantee: OTHER,
    can: [{ params: { amount: '5 gUSD' } }],
  });
  expect(read({ data: call('approve', MAX) })).toMatchObject({
    unlimited: true,
    headline: { id: 'headline.allowanceUnlimited' },
    rows: [{ value: { text: { id: 'value.unlimited' } } }, {}, {}, {}, {}],
  });
  expect(read({ data: call('approve', 0n) })).toMatchObject({ scope: 'nothing', can: [] });
  expect(read({ to: OTHER, data: call('approve', 5n) })).toMatchObject({ can: [{ id: 'can.spendUnits' }] });
  // An NFT contract has the same call: there 0 names a thing, and is not "nothing".
  expect(read({ to: OTHER, data: call('approve', 0n) })).toMatchObject({
    scope: 'spend',
    notes: [{ level: 'care', text: { id: 'note.maybeNft', params: { n: '0' } } }],
  });
});

test('giving a contract or shared account away is a change of owner', () => {
  const data = encodeFunctionData({ abi, functionName: 'transferOwnership', args: [OTHER] });
  expect(read({ data })).toMatchObject({ kind: 'change-owner', headline: { id: 'headline.changeOwnerOf' } });
});

describe('is shown unread', () => {
  const transfer = call('transfer', 1n);
  test.each([
    ['a new contract', { to: null, data: '0x6001' }, 'why.newContract'],
    ['an unknown call', { data: '0x12345678' }, 'why.unknownCall'],
    ['bytes that are no call', { data: '0x12' }, 'why.unknownCall'],
    ['bytes behind the call', { data: `${transfer}00` }, 'why.hiddenBytes'],
    ['a call cut short', { data: transfer.slice(0, -2) }, 'why.hiddenBytes'],
    ['bytes before the address', { data: transfer.replace('0xa9059cbb00', '0xa9059cbb01') }, 'why.hiddenBytes'],
    ['coins along with tokens', { data: transfer, value: '1' }, 'why.callWithCoins'],
  ] as [string, Partial<TransactionPlan>, string][])('%s', (_, changes, why) => {
    const reading = read(changes);
    expect(reading).toMatchObject({ kind: 'unreadable', hashOnly: false, why: { id: why } });
    expect(reading.fields.at(-1)).toEqual({ path: 'data', type: 'bytes', value: { ...BASE, ...changes }.data });
  });
});

test('what is read encodes to the same bytes again', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: MAX }),
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.constantFrom('transfer' as const, 'approve' as const),
      (amount, to, name) => {
        const reading = read({ to: OTHER, data: call(name, amount, `0x${Buffer.from(to).toString('hex')}`) });
        if (reading.kind === 'move-funds')
          expect(call('transfer', BigInt(reading.amount), reading.recipient as `0x${string}`)).toBe(
            reading.fields.at(-1)?.value,
          );
        else
          expect(reading).toMatchObject({
            kind: 'grant-authority',
            grantee: expect.stringMatching(new RegExp(Buffer.from(to).toString('hex'), 'i')),
          });
      },
    ),
  );
});

test('no bytes break it', () => {
  fc.assert(
    fc.property(fc.constantFrom('', 'a9059cbb', '095ea7b3'), fc.uint8Array({ maxLength: 80 }), (selector, bytes) => {
      const data: `0x${string}` = `0x${selector}${Buffer.from(bytes).toString('hex')}`;
      expect(read({ data }).fields.at(-1)?.value).toBe(data);
    }),
  );
});

describe('calls of venues', () => {
  const file = new URL('../../../shared/vectors/venues/calldata.json', import.meta.url);
  if (!existsSync(file)) {
    console.warn('NOT CHECKED: ../shared/vectors/venues/calldata.json is missing.');
    test.skip('the calls are missing', () => {});
    return;
  }
  test('have no adapter yet and are shown unread', () => {
    const { vectors } = JSON.parse(readFileSync(file, 'utf8'));
    expect(vectors.length).toBeGreaterThan(0);
    for (const { to, data, chainId } of vectors)
      expect(read({ to, data, chainId })).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownCall' } });
  });
});
