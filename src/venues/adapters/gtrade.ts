/**
 * gTrade (Gains Network): transactions to its diamond. Leverage and slippage are in thousandths, prices in 1e10, margin in
 * the unit of its token.
 * @see https://github.com/GainsNetwork-org/sdk a8c6987 (2026-03-25), `abi/GNSMultiCollatDiamond.json`, `src/contracts`
 * @module
 */
import type { Address } from '../../signing/address.ts';
import { fixed, group, times } from '../../signing/format.ts';
import {
  type Adapter,
  address,
  amountOf,
  type Call,
  type CallRule,
  type Card,
  type Coverage,
  exact,
  NO_CONTRACT,
  NotReadable,
  oneOf,
  own,
  row,
  words,
} from '../adapter.ts';
import { coinsRow } from '../coins.ts';
import { DIAMONDS, LIST_DATE, type Margin, marginAt, pairAt } from '../gtrade/markets.ts';
import { expected, type MoneyLeg, moneyCard } from '../money-order.ts';
import {
  actingFor,
  byNumberCard,
  cancelCard,
  closeCard,
  delegateCard,
  delegateEndsCard,
  exitCard,
} from '../numbered-trades.ts';
import type { Flag, ReadingContext, Row, Venue } from '../reading.ts';

const venue: Venue = { id: 'gtrade', name: 'gTrade' };

type Trade = readonly [
  user: Address,
  index: bigint,
  pairIndex: bigint,
  leverage: bigint,
  long: boolean,
  isOpen: boolean,
  collateralIndex: bigint,
  tradeType: bigint,
  collateralAmount: bigint,
  openPrice: bigint,
  tp: bigint,
  sl: bigint,
  isCounterTrade: boolean,
  positionSizeToken: bigint,
  placeholder: bigint,
];
const TRADE = '(address,uint32,uint16,uint24,bool,bool,uint8,uint8,uint120,uint64,uint64,uint64,bool,uint160,uint24)';
const TYPES = ['market', 'limit', 'stop'] as const;
/** of 1e5: 1000 is 1% */
const SLIPPAGE = 100_000n;

const price = (value: bigint): string => fixed(value, 10);
const wrong = (field: string, value: bigint): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: String(value) } });

const marginOf = (chainId: number, index: bigint): Margin => {
  const margin = marginAt(chainId, index);
  if (!margin) throw wrong('collateralIndex', index);
  return margin;
};

/** The contract works `index`, `isOpen`, `positionSizeToken` and the last field out itself. */
const ALSO = ['call.0.1', 'call.0.5', 'call.0.13', 'call.0.14'];

const openTrade = ({ args, plan }: Call, context: ReadingContext, native: boolean): Card => {
  const [trade, slippage, referrer] = args as unknown as [Trade, bigint, Address];
  const [user, , pairIndex, leverage, long, , collateralIndex, tradeType, collateral, open, tp, sl, counter] = trade;
  own(user, context);
  const margin = marginOf(plan.chainId, collateralIndex);
  const type = oneOf('tradeType', TYPES[Number(tradeType)] ?? String(tradeType), TYPES);
  // Coins are taken as the token they are wrapped into, all of them.
  const wraps = plan.chainId === 42161 && margin.symbol === 'WETH';
  if (native && (!wraps || BigInt(plan.value) !== collateral)) throw wrong('value', BigInt(plan.value));
  if (open === 0n || slippage >= SLIPPAGE)
    throw wrong(open === 0n ? 'openPrice' : 'maxSlippageP', open === 0n ? open : slippage);
  const pair = pairAt(pairIndex);
  const market = pair ?? String(pairIndex);
  const quote = pair?.split('/')[1] ?? 'units';
  const size = fixed(collateral, margin.decimals);
  const times3 = fixed(leverage, 3);
  const worst = fixed(open * (long ? SLIPPAGE + slippage : SLIPPAGE - slippage), 15);
  const referred = referrer !== NO_CONTRACT;
  const leg: MoneyLeg = {
    market,
    ...(pair
      ? { marketFrom: { mark: 'computed', context: [[words('value.listOf', { date: LIST_DATE }), 'computed']] } }
      : {}),
    side: long ? 'long' : 'short',
    effect: 'open',
    money: margin.symbol,
    quote,
    notional: times(size, times3),
    mark: 'computed',
    dollars: margin.dollar,
    price: worst,
    priceLabel: 'row.worstPrice',
    priceFrom: [expected(price(open), quote, fixed(slippage, 3))],
    ...(type === 'market' ? {} : { trigger: price(open) }),
    type: words(`value.trade.${type}`),
    leverage: { value: exact(`${times3}x`), mark: 'signed' },
    collateral: { value: amountOf(size, margin.symbol), mark: 'signed' },
    ...(tp === 0n ? {} : { takeProfit: price(tp) }),
    ...(sl === 0n ? {} : { stopLoss: price(sl) }),
  };
  const flags: Flag[] = [
    ...(sl === 0n ? [{ flag: 'no-stop-loss', what: 'sl' } as const] : []),
    ...(pair ? [] : [{ flag: 'unknown-market', what: 'pairIndex' } as const]),
    ...(margin.dollar ? [] : [{ flag: 'unknown-market', what: 'collateralIndex' } as const]),
  ];
  const card = moneyCard({
    venue,
    legs: [leg],
    end: 'unsigned',
    leverage: 'in-legs',
    rows: [
      ...(sl === 0n ? [row('row.stopLoss', words('value.none'))] : []),
      ...(tp === 0n ? [row('row.takeProfit', words('value.none'))] : []),
      ...(counter ? [row('row.counterTrade', words('value.counterTrade'))] : []),
      ...(referred ? [row('row.referredBy', address(referrer))] : []),
      ...(native ? [coinsRow(plan)] : []),
    ],
    notes: [
      ...(pair
        ? []
        : [{ level: 'care', text: { id: 'note.marketUnknown', params: { id: market, venue: venue.name } } } as const]),
      ...(referred ? [{ level: 'info', text: { id: 'note.feeShare' } } as const] : []),
    ],
    flags,
    also: ALSO,
  });
  // Besides who referred, nobody can be named who gets a share.
  return referred ? card : { ...card, builderFee: '0' };
};

const expectedRow = (value: bigint): Row => row('row.expectedPrice', exact(group(price(value))));

/** Calls of the account that trades; a delegate's go through `delegatedTradingAction`. */
const TRADES: Pick<CallRule, 'signature' | 'read'>[] = [
  { signature: `openTrade(${TRADE},uint16,address)`, read: (call, context) => openTrade(call, context, false) },
  { signature: `openTradeNative(${TRADE},uint16,address)`, read: (call, context) => openTrade(call, context, true) },
  {
    signature: 'closeTradeMarket(uint32,uint64)',
    read: ({ args }) => {
      const [trade, at] = args as [bigint, bigint];
      return closeCard({ venue, trade }, undefined, [expectedRow(at)]);
    },
  },
  {
    signature: 'cancelOpenOrder(uint32)',
    read: ({ args }) => cancelCard({ venue, trade: args[0] as bigint }),
  },
  {
    signature: 'updateSl(uint32,uint64)',
    read: ({ args }) => exitCard({ venue, trade: args[0] as bigint }, 'stop', price(args[1] as bigint)),
  },
  {
    signature: 'updateTp(uint32,uint64)',
    read: ({ args }) => exitCard({ venue, trade: args[0] as bigint }, 'target', price(args[1] as bigint)),
  },
  {
    signature: 'updateOpenOrder(uint32,uint64,uint64,uint64,uint16)',
    read: ({ args }) => {
      const [trade, trigger, tp, sl, slippage] = args as [bigint, bigint, bigint, bigint, bigint];
      return byNumberCard({ venue, trade }, [
        row('row.trigger', exact(group(price(trigger)))),
        row('row.takeProfit', exact(group(price(tp)))),
        row('row.stopLoss', exact(group(price(sl)))),
        row('row.slippage', exact(`${fixed(slippage, 3)}%`)),
      ]);
    },
  },
  {
    signature: 'updateLeverage(uint32,uint24)',
    read: ({ args }) =>
      byNumberCard({ venue, trade: args[0] as bigint }, [
        row('row.leverage', exact(`${fixed(args[1] as bigint, 3)}x`)),
      ]),
  },
  {
    signature: 'increasePositionSize(uint32,uint120,uint24,uint64,uint16)',
    read: ({ args }) => {
      const [trade, collateral, leverage, at, slippage] = args as [bigint, bigint, bigint, bigint, bigint];
      return byNumberCard({ venue, trade }, [
        row('row.collateral', words('value.smallestUnits', { amount: String(collateral) })),
        row('row.leverage', exact(`${fixed(leverage, 3)}x`)),
        expectedRow(at),
        row('row.slippage', exact(`${fixed(slippage, 3)}%`)),
      ]);
    },
  },
];

const rulesOf = ([chain, contract]: [string, Address]): CallRule[] => {
  const on = { chainIds: [Number(chain)], contracts: [contract] };
  return [
    ...TRADES.map((rule) => ({ ...rule, ...on })),
    { ...on, signature: 'setTradingDelegate(address)', read: ({ args }) => delegateCard(venue, args[0] as Address) },
    { ...on, signature: 'removeTradingDelegate()', read: () => delegateEndsCard(venue) },
    {
      ...on,
      signature: 'delegatedTradingAction(address,bytes)',
      read: (call, context) => actingFor(TRADES, call, context),
    },
  ];
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [],
  calls: Object.entries(DIAMONDS).flatMap(rulesOf),
};

const source = 'GainsNetwork-org/sdk a8c6987 (2026-03-25), abi/GNSMultiCollatDiamond.json';

export const coverage: Coverage[] = [
  { what: 'openTrade, openTradeNative', reads: 'whole', source },
  {
    what: 'closeTradeMarket, cancelOpenOrder, updateSl, updateTp',
    reads: 'in part',
    gap: 'The call names the trade by its number alone, so market, side and size are not in it.',
    source,
  },
  {
    what: 'updateOpenOrder, updateLeverage, increasePositionSize',
    reads: 'not',
    gap: 'The call changes a trade that it names by its number alone: shown unread, with what it holds.',
    source,
  },
  { what: 'setTradingDelegate, removeTradingDelegate', reads: 'whole', source },
  { what: 'delegatedTradingAction', reads: 'whole', source },
];
