import { encodeFunctionData, type Hex, parseAbi, zeroAddress } from 'viem';
import { describe, expect, test } from 'vitest';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { ACCOUNT, CONTEXT, OTHER } from '../fixtures.ts';
import { readTransaction } from '../transaction.ts';

// 0xOstium/ostium-python-sdk 6e65aef, abi/trading_abi.py and config.py
const abi = parseAbi([
  'struct Trade { uint256 collateral; uint192 openPrice; uint192 tp; uint192 sl; address trader; uint32 leverage; uint16 pairIndex; uint8 index; bool buy; }',
  'struct Fee { address builder; uint32 builderFee; }',
  'function openTrade(Trade t, Fee bf, uint8 orderType, uint256 slippageP)',
  'function closeTradeMarket(uint16 pairIndex, uint8 index, uint16 closePercentage, uint192 marketPrice, uint32 slippageP)',
  'function cancelOpenLimitOrder(uint16 pairIndex, uint8 index)',
  'function updateSl(uint16 pairIndex, uint8 index, uint192 newSl)',
  'function updateTp(uint16 pairIndex, uint8 index, uint192 newTp)',
  'function updateOpenLimitOrder(uint16 pairIndex, uint8 index, uint192 price, uint192 tp, uint192 sl)',
  'function topUpCollateral(uint16 pairIndex, uint8 index, uint256 amount)',
  'function removeCollateral(uint16 pairIndex, uint8 index, uint256 amount)',
  'function setDelegate(address delegate)',
  'function removeDelegate()',
  'function delegatedAction(address trader, bytes call_data)',
]);
const encode = (functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi, functionName, args } as never);
const send = (data: Hex, changes: Partial<TransactionPlan> = {}) =>
  readTransaction(
    {
      ...{
        chainId: 42161,
        from: ACCOUNT,
        to: '0x6D0bA1f9996DBD8885827e1b2e8f6593e7702411',
        value: '0',
        data,
        nonce: 1,
      },
      ...{ gasLimit: '1000000', maxFeePerGas: '100000000', maxPriorityFeePerGas: '1' },
      ...changes,
    },
    CONTEXT,
  );
const E18 = 10n ** 18n;
/** ETH-USD, 50x, 100 USDC, at 4,000, target 5,000, stop 3,500. */
const trade = (changes: Record<string, unknown> = {}) => ({
  ...{ collateral: 100_000_000n, openPrice: 4000n * E18, tp: 5000n * E18, sl: 3500n * E18, trader: ACCOUNT },
  ...{ leverage: 5000, pairIndex: 1, index: 0, buy: true },
  ...changes,
});
const NOBODY = { builder: zeroAddress, builderFee: 0 };
const open = (changes: Record<string, unknown> = {}, fee: object = NOBODY, type = 0, slippage = 200n) =>
  send(encode('openTrade', [trade(changes), fee, type, slippage]));

describe('a trade', () => {
  test('in a trader’s words', () => {
    expect(open()).toMatchObject({
      kind: 'order',
      headline: { id: 'order.openLong.limit.now', params: { size: '5,000 USDC of ETH-USD', price: '4,080' } },
      rows: [
        { label: 'row.market', value: { text: 'ETH-USD' }, mark: 'computed' },
        { label: 'row.size', mark: 'computed' },
        {
          label: 'row.worstPrice',
          mark: 'computed',
          context: [{ value: { text: { params: { price: '4,000 USD', percent: '2' } } } }],
        },
        ...Array(2).fill({}),
        { label: 'row.leverage', value: { text: '50x' } },
        { label: 'row.collateral', value: { text: '100 USDC' } },
        { label: 'row.takeProfit', value: { text: '5,000 USD' } },
        { label: 'row.stopLoss', value: { text: '3,500 USD' } },
        ...Array(2).fill({}),
      ],
      orders: [{ market: 'ETH-USD', notional: '5000', price: '4080', leverage: '50' }],
    });
    expect(open()).not.toHaveProperty('flags');
    expect(open({ buy: false }).headline.params?.price).toBe('3,920');
  });

  test('that waits says that its price is not bound', () => {
    const reading = open({}, NOBODY, 1);
    expect(reading.headline).toMatchObject({ id: 'order.openLong.any.when', params: { trigger: '4,000' } });
    expect(reading.notCovered).toContainEqual({ id: 'uncovered.fillPrice', params: { venue: 'Ostium' } });
    expect(reading).not.toHaveProperty('orders.0.price');
  });

  test('without a stop, with an app that takes a fee', () => {
    const reading = open({ sl: 0n }, { builder: OTHER, builderFee: 500_000 });
    expect(reading).toMatchObject({ flags: [{ flag: 'no-stop-loss' }], builderFee: '0.5', notes: [] });
    expect(reading.rows).toContainEqual({
      label: 'row.appFee',
      value: { type: 'exact', text: '0.5%' },
      mark: 'signed',
      context: [{ value: { type: 'exact', text: '25 USDC' }, mark: 'computed' }],
    });
    expect(open({}, { builder: OTHER, builderFee: 500_001 }).notes).toEqual([
      { level: 'danger', text: { id: 'note.builderFee' } },
    ]);
    expect(open({}, { builder: zeroAddress, builderFee: 1 })).toMatchObject({ builderFee: '0.000001' });
    expect(open({})).toMatchObject({ builderFee: '0' });
  });

  test.each<[string, ReturnType<typeof open>, string]>([
    ['for another account', open({ trader: OTHER }), 'why.otherAccount'],
    ['at no price', open({ openPrice: 0n }), 'why.value'],
    ['of a type that there is not', open({}, NOBODY, 3), 'why.value'],
    ['with all slippage', open({}, NOBODY, 0, 10_000n), 'why.value'],
    ['with endless slippage', open({}, NOBODY, 0, 2n ** 256n - 1n), 'why.value'],
  ])('%s is unread', (_, reading, why) => {
    expect(reading).toMatchObject({ kind: 'unreadable', why: { id: why } });
  });

  test('in a market that is not in the list says so', () => {
    expect(open({ pairIndex: 25 })).toMatchObject({
      flags: [{ flag: 'unknown-market' }],
      orders: [{ market: '25' }],
      notes: [{ text: { id: 'note.marketUnknown' } }],
    });
    expect(open({ pairIndex: 24 })).toMatchObject({ orders: [{ market: 'MSFT-USD' }] });
  });
});

describe('a trade that is named by its number', () => {
  const close = (part: number) => send(encode('closeTradeMarket', [1, 0, part, 4000n * E18, 200]));
  test('is closed in part or whole', () => {
    expect(close(5000)).toMatchObject({
      kind: 'cancel-or-reduce',
      act: 'reduce',
      headline: { id: 'headline.closePart', params: { percent: '50', trade: '0' } },
      rows: [
        { value: { text: '0' } },
        { label: 'row.market', value: { text: 'ETH-USD' } },
        { label: 'row.size', value: { text: { params: { percent: '50' } } } },
        { label: 'row.expectedPrice', value: { text: '4,000' } },
        { label: 'row.slippage', value: { text: '2%' } },
        {},
      ],
    });
    expect(close(10_000).headline.id).toBe('headline.closeTrade');
    for (const part of [0, 10_001]) expect(close(part).kind).toBe('unreadable');
  });

  test('gets a stop, is cancelled or changed', () => {
    expect(send(encode('updateSl', [1, 0, 3500n * E18])).headline).toMatchObject({ params: { price: '3,500' } });
    expect(send(encode('updateTp', [1, 0, 0n])).headline.id).toBe('headline.noTarget');
    expect(send(encode('cancelOpenLimitOrder', [1, 0]))).toMatchObject({ act: 'cancel' });
    expect(send(encode('updateOpenLimitOrder', [1, 0, 1n, 2n, 3n]))).toMatchObject({ why: { id: 'why.byNumber' } });
  });

  test('gets or loses margin', () => {
    expect(send(encode('topUpCollateral', [1, 0, 5_000_000n]))).toMatchObject({
      kind: 'move-funds',
      headline: { id: 'headline.marginIn', params: { amount: '5 USDC' } },
      own: true,
    });
    expect(send(encode('removeCollateral', [1, 0, 5_000_000n]))).toMatchObject({
      headline: { id: 'headline.marginOut' },
      recipient: ACCOUNT,
      own: true,
      notes: [{ level: 'care' }],
    });
  });
});

test('a delegate trades without end, and acts for another account', () => {
  expect(send(encode('setDelegate', [OTHER]))).toMatchObject({ scope: 'trade', grantee: OTHER });
  expect(send(encode('removeDelegate', []))).toMatchObject({ scope: 'nothing' });
  const inner = encode('openTrade', [trade({ trader: OTHER }), NOBODY, 0, 200n]);
  expect(send(encode('delegatedAction', [OTHER, inner]))).toMatchObject({
    kind: 'order',
    rows: [{ label: 'row.actsFor', value: { address: OTHER } }, ...Array(11).fill({})],
  });
});

test('at another contract it says nothing of what many contracts have, and that the rest looks alike', () => {
  const to = OTHER;
  expect(send(encode('setDelegate', [OTHER]), { to })).toMatchObject({ why: { id: 'why.unknownCall' } });
  expect(send(encode('openTrade', [trade(), NOBODY, 0, 200n]), { to })).toMatchObject({ why: { id: 'why.likeVenue' } });
});
