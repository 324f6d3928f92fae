import { encodeFunctionData, type Hex, parseAbi, zeroAddress } from 'viem';
import { describe, expect, test } from 'vitest';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { ACCOUNT, CONTEXT, OTHER } from '../fixtures.ts';
import { readTransaction } from '../transaction.ts';

// GainsNetwork-org/sdk a8c6987, abi/GNSMultiCollatDiamond.json and src/contracts/addresses.json
const DIAMOND = '0xFF162c694eAA571f685030649814282eA457f169';
const abi = parseAbi([
  'struct Trade { address user; uint32 index; uint16 pairIndex; uint24 leverage; bool long; bool isOpen; uint8 collateralIndex; uint8 tradeType; uint120 collateralAmount; uint64 openPrice; uint64 tp; uint64 sl; bool isCounterTrade; uint160 positionSizeToken; uint24 placeholder; }',
  'function openTrade(Trade trade, uint16 maxSlippageP, address referrer)',
  'function openTradeNative(Trade trade, uint16 maxSlippageP, address referrer) payable',
  'function closeTradeMarket(uint32 index, uint64 expectedPrice)',
  'function cancelOpenOrder(uint32 index)',
  'function updateSl(uint32 index, uint64 newSl)',
  'function updateTp(uint32 index, uint64 newTp)',
  'function updateLeverage(uint32 index, uint24 newLeverage)',
  'function updateOpenOrder(uint32 index, uint64 triggerPrice, uint64 tp, uint64 sl, uint16 maxSlippageP)',
  'function increasePositionSize(uint32 index, uint120 collateralDelta, uint24 leverageDelta, uint64 expectedPrice, uint16 maxSlippageP)',
  'function setTradingDelegate(address delegate)',
  'function removeTradingDelegate()',
  'function delegatedTradingAction(address trader, bytes callData)',
  'function transfer(address to, uint256 amount)',
]);
const encode = (functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi, functionName, args } as never);
const send = (data: Hex, changes: Partial<TransactionPlan> = {}) =>
  readTransaction(
    {
      ...{ chainId: 42161, from: ACCOUNT, to: DIAMOND, value: '0', data, nonce: 1 },
      ...{ gasLimit: '1000000', maxFeePerGas: '100000000', maxPriorityFeePerGas: '1' },
      ...changes,
    },
    CONTEXT,
  );
/** BTC/USD, 50x, 100 USDC, at 95,000, target 100,000, stop 90,000. */
const trade = (changes: Record<string, unknown> = {}) => ({
  ...{ user: ACCOUNT, index: 0, pairIndex: 0, leverage: 50_000, long: true, isOpen: true, collateralIndex: 3 },
  ...{ tradeType: 0, collateralAmount: 100_000_000n, openPrice: 950_000_000_000_000n, tp: 1_000_000_000_000_000n },
  ...{ sl: 900_000_000_000_000n, isCounterTrade: false, positionSizeToken: 0n, placeholder: 0 },
  ...changes,
});
const open = (changes: Record<string, unknown> = {}, slippage = 1000, referrer: string = zeroAddress) =>
  send(encode('openTrade', [trade(changes), slippage, referrer]));

describe('a trade', () => {
  test('in a trader’s words', () => {
    expect(open()).toMatchObject({
      kind: 'order',
      venue: { id: 'gtrade' },
      headline: { id: 'order.openLong.limit.now', params: { size: '5,000 USDC of BTC/USD', price: '95,950' } },
      rows: [
        { label: 'row.market', value: { text: 'BTC/USD' }, mark: 'computed' },
        { label: 'row.size', value: { text: '5,000 USDC' }, mark: 'computed' },
        {
          label: 'row.worstPrice',
          value: { text: '95,950 USD' },
          mark: 'computed',
          context: [{ value: { text: { params: { price: '95,000 USD', percent: '1' } } }, mark: 'signed' }],
        },
        { label: 'row.orderType', value: { text: { id: 'value.trade.market' } } },
        { label: 'row.reduceOnly' },
        { label: 'row.leverage', value: { text: '50x' }, mark: 'signed' },
        { label: 'row.collateral', value: { text: '100 USDC' } },
        { label: 'row.takeProfit', value: { text: '100,000 USD' } },
        { label: 'row.stopLoss', value: { text: '90,000 USD' } },
        { label: 'row.acceptedUntil', mark: 'unsigned' },
        { label: 'row.networkFee' },
      ],
      orders: [{ market: 'BTC/USD', effect: 'open', notional: '5000', price: '95950', leverage: '50' }],
      notShown: expect.arrayContaining([expect.objectContaining({ path: 'call.0.13' })]),
    });
    expect(open()).not.toHaveProperty('flags');
    expect(open()).not.toHaveProperty('receivers');
  });

  test('that is short, or waits', () => {
    expect(open({ long: false }).headline).toMatchObject({
      id: 'order.openShort.limit.now',
      params: { price: '94,050' },
    });
    expect(open({ tradeType: 1 }).headline).toMatchObject({
      id: 'order.openLong.limit.when',
      params: { trigger: '95,000' },
    });
    expect(open({ tradeType: 2 }).rows[4]).toMatchObject({ value: { text: { id: 'value.trade.stop' } } });
  });

  test('without a stop, with somebody who refers', () => {
    const reading = open({ sl: 0n, tp: 0n, leverage: 150_000 }, 10_000, OTHER);
    expect(reading).toMatchObject({
      flags: [{ flag: 'no-stop-loss', what: 'sl' }],
      notes: [{ level: 'info', text: { id: 'note.feeShare' } }],
      orders: [{ price: '104500', notional: '15000' }],
    });
    expect(reading).not.toHaveProperty('builderFee');
    expect(open({})).toMatchObject({ builderFee: '0' });
    expect(reading.rows).toContainEqual({
      label: 'row.stopLoss',
      value: { type: 'text', text: { id: 'value.none' } },
      mark: 'signed',
    });
  });

  test('whose margin is no dollar is held against no limit in dollars', () => {
    const reading = open({ collateralIndex: 2, collateralAmount: 10n ** 18n });
    expect(reading.headline.params?.size).toBe('50 WETH of BTC/USD');
    expect(reading).toMatchObject({ flags: [{ flag: 'unknown-market', what: 'collateralIndex' }] });
    expect(reading).not.toHaveProperty('orders.0.notional');
  });

  test('in a market that is not in the list says so', () => {
    expect(open({ pairIndex: 452 })).toMatchObject({
      kind: 'order',
      orders: [{ market: '452' }],
      flags: [{ flag: 'unknown-market', what: 'pairIndex' }],
      notes: [{ text: { id: 'note.marketUnknown', params: { id: '452' } } }],
    });
    expect(open({ pairIndex: 451 })).toMatchObject({ orders: [{ market: 'URNM/USD' }] });
    expect(open({ pairIndex: 22 })).toMatchObject({ orders: [{ market: 'USD/JPY' }] });
  });

  test('in coins sends just what is put in', () => {
    const native = (value: string, changes = {}, plan: Partial<TransactionPlan> = {}) =>
      send(
        encode('openTradeNative', [
          trade({ collateralIndex: 2, collateralAmount: 10n ** 18n, ...changes }),
          1000,
          zeroAddress,
        ]),
        {
          value,
          ...plan,
        },
      );
    expect(native(String(10n ** 18n)).rows).toContainEqual(
      expect.objectContaining({ label: 'row.coinsSent', value: { type: 'exact', text: '1 ETH' } }),
    );
    expect(native('1').kind).toBe('unreadable');
    expect(native(String(10n ** 18n), { collateralIndex: 3 }).kind).toBe('unreadable');
    // The coin of Polygon is no ETH.
    const polygon = { chainId: 137, to: '0x209A9A01980377916851af2cA075C2b170452018' } as const;
    expect(native(String(10n ** 18n), {}, polygon).kind).toBe('unreadable');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['for another account', { user: OTHER }, 'why.otherAccount'],
    ['of a type that there is not', { tradeType: 3 }, 'why.value'],
    ['with margin that is not known', { collateralIndex: 9 }, 'why.value'],
    ['with margin 0', { collateralIndex: 0 }, 'why.value'],
    ['at no price', { openPrice: 0n }, 'why.value'],
  ])('%s is unread', (_, changes, why) => {
    expect(open(changes)).toMatchObject({ kind: 'unreadable', why: { id: why } });
  });
});

describe('a trade that is named by its number', () => {
  test('is closed, or its order cancelled', () => {
    expect(send(encode('closeTradeMarket', [7, 950_000_000_000_000n]))).toMatchObject({
      kind: 'cancel-or-reduce',
      act: 'reduce',
      headline: { id: 'headline.closeTrade', params: { trade: '7', venue: 'gTrade' } },
      rows: [{ value: { text: '7' } }, {}, { label: 'row.expectedPrice', value: { text: '95,000' } }, {}],
    });
    expect(send(encode('cancelOpenOrder', [7]))).toMatchObject({ kind: 'cancel-or-reduce', act: 'cancel' });
  });

  test('gets or loses a stop', () => {
    expect(send(encode('updateSl', [7, 900_000_000_000_000n]))).toMatchObject({
      act: 'reduce',
      headline: { id: 'headline.setStop', params: { price: '90,000' } },
    });
    expect(send(encode('updateSl', [7, 0n]))).toMatchObject({
      act: 'cancel',
      headline: { id: 'headline.noStop' },
      flags: [{ flag: 'no-stop-loss' }],
    });
    expect(send(encode('updateTp', [7, 0n])).headline.id).toBe('headline.noTarget');
  });

  test.each([
    ['updateLeverage', [7, 150_000], '150x'],
    ['updateOpenOrder', [7, 1n, 1n, 1n, 1000], '1%'],
    ['increasePositionSize', [7, 5n, 150_000, 1n, 1000], '150x'],
  ])('%s is unread, with what it holds', (name, args, text) => {
    const reading = send(encode(name, args));
    expect(reading).toMatchObject({ kind: 'unreadable', why: { id: 'why.byNumber' } });
    expect(reading.rows.map(({ value }) => value)).toContainEqual({ type: 'exact', text });
  });
});

describe('a delegate', () => {
  test('trades without end', () => {
    expect(send(encode('setTradingDelegate', [OTHER]))).toMatchObject({
      kind: 'grant-authority',
      scope: 'trade',
      grantee: OTHER,
      cannot: [{ id: 'cannot.withdraw' }],
      notes: [{ text: { id: 'note.outsideLimits' } }, { text: { id: 'note.venueRules' } }],
    });
    expect(send(encode('setTradingDelegate', [OTHER]))).not.toHaveProperty('until');
    expect(send(encode('setTradingDelegate', [zeroAddress])).kind).toBe('unreadable');
    expect(send(encode('removeTradingDelegate', []))).toMatchObject({ scope: 'nothing', can: [] });
  });

  test('acts for another account, and it says so', () => {
    const inner = encode('openTrade', [trade({ user: OTHER }), 1000, zeroAddress]);
    expect(send(encode('delegatedTradingAction', [OTHER, inner]))).toMatchObject({
      kind: 'order',
      rows: [{ label: 'row.actsFor', value: { address: OTHER } }, { label: 'row.market' }, ...Array(10).fill({})],
      notes: [{ level: 'care', text: { id: 'note.actsFor' } }],
      notShown: [{ path: 'call.1' }],
    });
  });

  test.each([
    ['for a third account', encode('openTrade', [trade(), 1000, zeroAddress]), 'why.otherAccount'],
    ['that sends tokens', encode('transfer', [OTHER, 1n]), 'why.innerCall'],
    ['that makes a delegate', encode('setTradingDelegate', [OTHER]), 'why.innerCall'],
    ['within an action', encode('delegatedTradingAction', [OTHER, '0x']), 'why.innerCall'],
    ['with bytes behind it', `${encode('cancelOpenOrder', [1])}00` as Hex, 'why.hiddenBytes'],
    ['of nothing', '0x' as Hex, 'why.innerCall'],
  ])('acting %s is unread', (_, inner, why) => {
    expect(send(encode('delegatedTradingAction', [OTHER, inner]))).toMatchObject({
      kind: 'unreadable',
      why: { id: why },
    });
  });
});

describe('calldata that is not what it seems', () => {
  const data = encode('openTrade', [trade(), 1000, zeroAddress]);
  test.each<[string, Hex, Partial<TransactionPlan>, string]>([
    ['bytes behind it', `${data}00`, {}, 'why.hiddenBytes'],
    ['a dirty address', data.replace('5bfcc4f800', '5bfcc4f801') as Hex, {}, 'why.hiddenBytes'],
    ['cut short', data.slice(0, -2) as Hex, {}, 'why.hiddenBytes'],
    ['coins along', data, { value: '1' }, 'why.callWithCoins'],
    ['another contract', data, { to: OTHER }, 'why.likeVenue'],
    ['another network’s diamond', data, { chainId: 8453 }, 'why.likeVenue'],
  ])('with %s is unread', (_, changed, changes, why) => {
    expect(send(changed, changes)).toMatchObject({ kind: 'unreadable', why: { id: why } });
  });

  test('that looks like a call of the venue says where it goes', () => {
    expect(send(data, { to: OTHER })).toMatchObject({
      notes: [{ level: 'care', text: { id: 'note.likeVenue', params: { venue: 'gTrade' } } }],
      rows: [{ label: 'row.contract', value: { address: OTHER } }, {}, {}],
    });
  });
});
