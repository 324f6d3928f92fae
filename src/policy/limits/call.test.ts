import { describe, expect, test } from 'vitest';
import type { Hex } from '../../lib/bytes.ts';
import { type AbiValue, encodeAbi, selectorOf, typesOf } from '../../signing/abi.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../../venues/fixtures.ts';
import type { Reading } from '../../venues/reading.ts';
import { readTransaction } from '../../venues/transaction.ts';
import { readTypedData } from '../../venues/typed-data.ts';
import { unread } from '../fixtures.ts';
import { callFacts, overCalls } from './call.ts';
import type { CallLimit } from './limits.ts';

const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const DAI = '0x6B175474E89094C44Da98b954EedeAC495271d0F';
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const SOON = 1_795_305_600n;
const MAX = 2n ** 256n - 1n;
const R = `0x${'ab'.repeat(32)}`;

const written = (signature: string, args: readonly AbiValue[]): Hex =>
  `${selectorOf(signature)}${encodeAbi(typesOf(signature), args).slice(2)}`;
const made = (changes: Partial<TransactionPlan>) => {
  const plan: TransactionPlan = {
    ...{ chainId: 1, from: ACCOUNT, to: USDC, value: '0', data: '0x', nonce: 7 },
    ...{ gasLimit: '50000', maxFeePerGas: '2000000000', maxPriorityFeePerGas: '1' },
    ...changes,
  };
  return { plan, reading: readTransaction(plan, CONTEXT) };
};
const facts = (changes: Partial<TransactionPlan>) => {
  const { plan, reading } = made(changes);
  return callFacts(plan, reading);
};
const allowance = (signature: string, args: readonly AbiValue[], to: Hex | null = USDC) =>
  facts({ to, data: written(signature, args) }).allowance;

test('a transaction is measured by what it is', () => {
  expect(facts({ to: OTHER, value: '1500000000000000000' })).toEqual({
    chainId: 1,
    contract: OTHER,
    selector: null,
    coins: '1.5',
    allowance: null,
    deposit: false,
  });
  expect(facts({ to: null, data: '0x6001' })).toMatchObject({
    contract: null,
    selector: '0x6001',
    allowance: 'unknown',
  });
  expect(facts({ data: '0x12345678' })).toMatchObject({ selector: '0x12345678', allowance: 'unknown' });
  expect(facts({ data: written('transfer(address,uint256)', [OTHER, 5n]) }).allowance).toBeNull();
});

describe('what it lets others take', () => {
  const permit2 = 'permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)';
  test.each<[string, ReturnType<typeof allowance>, string]>([
    ['an amount', allowance('approve(address,uint256)', [OTHER, 2_500_000n]), '2.5'],
    ['of a token with other decimals', allowance('approve(address,uint256)', [OTHER, 10n ** 18n], DAI), '1'],
    ['any amount', allowance('approve(address,uint256)', [OTHER, MAX]), 'unlimited'],
    ['of a token that nobody knows', allowance('approve(address,uint256)', [OTHER, 5n], OTHER), 'unknown'],
    ['on top of what it was', allowance('increaseAllowance(address,uint256)', [OTHER, 5n]), 'unknown'],
    ['all things', allowance('setApprovalForAll(address,bool)', [OTHER, true], OTHER), 'unlimited'],
    [
      'a permit',
      allowance('permit(address,address,uint256,uint256,uint8,bytes32,bytes32)', [
        ACCOUNT,
        OTHER,
        7_000_000n,
        SOON,
        27n,
        R,
        R,
      ]),
      '7',
    ],
    [
      'a permit of DAI',
      allowance(
        'permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)',
        [ACCOUNT, OTHER, 0n, SOON, true, 27n, R, R],
        DAI,
      ),
      'unlimited',
    ],
    ['Permit2', allowance('approve(address,address,uint160,uint48)', [USDC, OTHER, 3_000_000n, SOON], PERMIT2), '3'],
    [
      'a permit of Permit2',
      allowance(permit2, [ACCOUNT, [[USDC, 4_000_000n, SOON, 0n], OTHER, SOON], '0x'], PERMIT2),
      '4',
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });

  test('nothing, when it takes an allowance back', () => {
    expect(allowance('approve(address,uint256)', [OTHER, 0n])).toBeNull();
    expect(allowance('setApprovalForAll(address,bool)', [OTHER, false], OTHER)).toBeNull();
  });
});

test('margin for a venue is told from money that leaves', () => {
  const [ARBITRUM_USDC, BRIDGE] = [
    '0xaf88d065e77c8cC2239327C5EDb3A432268e5831',
    '0x2Df1c51E09aECF9cacB7bc98cB1742757f163dF7',
  ] as const;
  const deposit = (signature: string, args: readonly AbiValue[], chainId = 42161) =>
    facts({ chainId, to: ARBITRUM_USDC, data: written(signature, args) }).deposit;
  expect(deposit('transfer(address,uint256)', [BRIDGE, 5n])).toBe(true);
  expect(deposit('transfer(address,uint256)', [OTHER, 5n])).toBe(false);
  expect(deposit('transfer(address,uint256)', [BRIDGE, 5n], 1)).toBe(false);
  expect(deposit('approve(address,uint256)', [BRIDGE, 5n])).toBe(true);
  expect(deposit('approve(address,uint256)', [BRIDGE, MAX])).toBe(false);
});

describe('a permit that is signed', () => {
  const TYPE = 'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)';
  const read = (value: string) =>
    readTypedData(
      dataOf({ name: 'USD Coin', version: '2', chainId: 1, verifyingContract: USDC }, TYPE, {
        ...{ owner: ACCOUNT, spender: OTHER, value, nonce: '0', deadline: String(SOON) },
      }),
      CONTEXT,
      null,
    );
  const said = (limit: Partial<CallLimit>, value = '1000000') =>
    overCalls(null, read(value), [{ chainId: 1, contract: USDC, over: 'ask', ...limit }]).flatMap(({ found }) =>
      found.map(({ id }) => id),
    );

  test('is an allowance of its token', () => {
    expect(said({ allowance: '10' })).toEqual([]);
    expect(said({ allowance: '0.99' })).toEqual(['limit.allowance']);
    expect(said({ allowance: '0.99', contract: 'every' })).toEqual(['limit.allowance']);
    expect(said({ allowance: '10' }, String(MAX))).toEqual(['limit.unlimited']);
  });

  test('is none of another token or network, and none when it takes one back', () => {
    expect(said({ allowance: '0', contract: DAI })).toEqual([]);
    expect(said({ allowance: '0', chainId: 10 })).toEqual([]);
    expect(said({ allowance: '0' }, '0')).toEqual([]);
    expect(said({ coins: '0', only: [] })).toEqual([]);
  });

  test('with terms that nobody can read may take any amount of what it names', () => {
    const spender = { label: 'row.spender', value: { type: 'address', address: OTHER }, mark: 'signed' } as const;
    const token = { label: 'row.token', value: { type: 'address', address: USDC }, mark: 'signed' } as const;
    const limit: CallLimit = { chainId: 1, contract: USDC, over: 'ask', allowance: '5' };
    const ids = (reading: Reading) =>
      overCalls(null, reading, [limit]).flatMap(({ found }) => found.map(({ id }) => id));
    expect(ids({ ...unread, rows: [spender, token] })).toEqual(['limit.notCheckable.allowance']);
    expect(ids({ ...unread, rows: [spender] })).toEqual([]);
    expect(ids({ ...unread, rows: [token] })).toEqual([]);
  });
});

test('what Permit2 is told is an allowance of the token too', () => {
  const signature = 'approve(address,address,uint160,uint48)';
  const data = written(signature, [USDC, OTHER, 3_000_000n, SOON]);
  const { plan, reading } = made({ to: PERMIT2, data });
  for (const contract of [USDC, PERMIT2, 'every']) {
    const limit: CallLimit = { chainId: 1, contract, over: 'ask', allowance: '2.9' };
    expect(overCalls(callFacts(plan, reading), reading, [limit]), contract).toHaveLength(1);
    expect(overCalls(callFacts(plan, reading), reading, [{ ...limit, allowance: '3' }])).toEqual([]);
  }
});
