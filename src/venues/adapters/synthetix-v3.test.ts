import { encodeFunctionData, type Hex, parseAbi, stringToHex, zeroAddress, zeroHash } from 'viem';
import { describe, expect, test } from 'vitest';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { ACCOUNT, CONTEXT, OTHER } from '../fixtures.ts';
import { readTransaction } from '../transaction.ts';

// Synthetixio/synthetix-v3 23585f73c; Synthetixio/python-sdk c88c811 and 41512be
const abi = parseAbi([
  'struct Commitment { uint128 marketId; uint128 accountId; int128 sizeDelta; uint128 settlementStrategyId; uint256 acceptablePrice; bytes32 trackingCode; address referrer; }',
  'function commitOrder(Commitment commitment)',
  'function grantPermission(uint128 accountId, bytes32 permission, address user)',
  'function revokePermission(uint128 accountId, bytes32 permission, address user)',
]);
const BASE = '0x0A2AF931eFFd34b81ebcc57E3d3c9B1E1dE1C9Ce';
const ARBITRUM = '0xd762960c31210Cf1bDf75b06A5192d395EEDC659';
const encode = (functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi, functionName, args } as never);
const send = (data: Hex, changes: Partial<TransactionPlan> = {}) =>
  readTransaction(
    {
      ...{ chainId: 8453, from: ACCOUNT, to: BASE, value: '0', data, nonce: 1 },
      ...{ gasLimit: '1000000', maxFeePerGas: '100000000', maxPriorityFeePerGas: '1' },
      ...changes,
    },
    CONTEXT,
  );
const E18 = 10n ** 18n;
const commit = (changes: Record<string, unknown> = {}, plan: Partial<TransactionPlan> = {}) =>
  send(
    encode('commitOrder', [
      {
        ...{
          marketId: 100n,
          accountId: 7n,
          sizeDelta: -E18 / 2n,
          settlementStrategyId: 0n,
          acceptablePrice: 3950n * E18,
        },
        ...{ trackingCode: zeroHash, referrer: zeroAddress },
        ...changes,
      },
    ]),
    plan,
  );

describe('an order', () => {
  test('goes by the sign of its size', () => {
    expect(commit()).toMatchObject({
      kind: 'order',
      headline: { id: 'order.openShort.limit.now', params: { size: '0.5 ETH-PERP', price: '3,950' } },
      orders: [{ market: 'ETH-PERP', side: 'short', size: '0.5', price: '3950', notional: '1975', effect: 'open' }],
    });
    expect(commit({ sizeDelta: 2n * E18 })).toMatchObject({ side: 'long', orders: [{ size: '2' }] });
    expect(commit({ sizeDelta: -(2n ** 127n) })).toMatchObject({ side: 'short' });
  });

  test('without a price that bounds it', () => {
    expect(commit({ acceptablePrice: 0n })).not.toHaveProperty('orders.0.price');
    expect(commit({ sizeDelta: 1n, acceptablePrice: 2n ** 256n - 1n })).not.toHaveProperty('orders.0.price');
    expect(commit({ sizeDelta: 1n, acceptablePrice: 0n })).toMatchObject({ orders: [{ price: '0' }] });
  });

  test('names its market by the network', () => {
    const at = { chainId: 42161, to: ARBITRUM } as const;
    expect(commit({ marketId: 300n })).toMatchObject({ orders: [{ market: 'SNX-PERP' }] });
    expect(commit({ marketId: 300n }, at)).toMatchObject({ orders: [{ market: 'SOL-PERP' }] });
    for (const marketId of [0n, 101n, 5900n, 11000n, 2n ** 128n - 1n])
      expect(commit({ marketId })).toMatchObject({
        orders: [{ market: String(marketId) }],
        flags: [{ flag: 'unknown-market' }],
      });
  });

  test('says who gets something for it, and of nothing is none', () => {
    expect(commit({ referrer: OTHER })).toMatchObject({ notes: [{ level: 'info', text: { id: 'note.feeShare' } }] });
    expect(commit({ referrer: OTHER })).not.toHaveProperty('builderFee');
    expect(commit({})).toMatchObject({ builderFee: '0' });
    expect(commit({ sizeDelta: 0n })).toMatchObject({ kind: 'unreadable', why: { id: 'why.noOrder' } });
  });

  test('at another contract only looks like one', () => {
    expect(commit({}, { to: '0x1111111111111111111111111111111111111111' })).toMatchObject({
      kind: 'unreadable',
      why: { id: 'why.likeVenue', params: { venue: 'Synthetix v3' } },
    });
    expect(commit({}, { chainId: 42161 }).kind).toBe('unreadable');
  });
});

describe('a permission', () => {
  const permission = (name: string, call = 'grantPermission') =>
    send(encode(call, [7n, stringToHex(name, { size: 32 }), OTHER]));

  test('that only trades', () => {
    expect(permission('PERPS_COMMIT_ASYNC_ORDER')).toMatchObject({
      kind: 'grant-authority',
      scope: 'trade',
      grantee: OTHER,
      cannot: [{ id: 'cannot.withdraw' }],
      rows: [{}, { value: { text: 'PERPS_COMMIT_ASYNC_ORDER' } }, { value: { text: '7' } }, {}, {}, {}, {}],
    });
  });

  test('that reaches further', () => {
    for (const name of ['ADMIN', 'PERPS_MODIFY_COLLATERAL', 'BURN', 'PERPS_COMMIT_ASYNC_ORDERS'])
      expect(permission(name)).toMatchObject({
        scope: 'everything',
        cannot: [],
        headline: { params: { permission: name } },
      });
  });

  test('that is no plain name is unread', () => {
    for (const name of ['', 'admin', 'AD MIN', '\u0000ADMIN', 'ADMIN\u0000X'])
      expect(permission(name)).toMatchObject({ kind: 'unreadable', why: { id: 'why.value' } });
  });

  test('is taken back', () => {
    expect(permission('ADMIN', 'revokePermission')).toMatchObject({ scope: 'nothing', grantee: OTHER });
  });
});
