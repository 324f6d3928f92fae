/**
 * Ostium: transactions to its trading contract on Arbitrum. Margin is USDC in 1e6, prices are in 1e18, leverage and slippage
 * in hundredths, the builder's fee in 1e6 for one percent.
 * @see https://github.com/0xOstium/ostium-python-sdk 6e65aef (2025-10-16), `abi/trading_abi.py`, `ostium.py`
 * @module
 */
import type { Address } from '../../signing/address.ts';
import { compare, fixed, group, times } from '../../signing/format.ts';
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
import { expected, type MoneyLeg, moneyCard } from '../money-order.ts';
import { moveCard } from '../move.ts';
import {
  actingFor,
  byNumberCard,
  cancelCard,
  closeCard,
  delegateCard,
  delegateEndsCard,
  exitCard,
  type Numbered,
} from '../numbered-trades.ts';
import { CHAIN, LIST_DATE, pairAt, TRADING } from '../ostium/markets.ts';
import type { Flag, ReadingContext, Row, Venue } from '../reading.ts';

const venue: Venue = { id: 'ostium', name: 'Ostium' };

type Trade = readonly [
  collateral: bigint,
  openPrice: bigint,
  tp: bigint,
  sl: bigint,
  trader: Address,
  leverage: bigint,
  pairIndex: bigint,
  index: bigint,
  buy: boolean,
];
const TYPES = ['market', 'limit', 'stop'] as const;
/** of 1e4: 100 is 1% */
const WHOLE = 10_000n;

const price = (value: bigint): string => fixed(value, 18);
const usdc = (value: bigint): string => fixed(value, 6);
const wrong = (field: string, value: bigint): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: String(value) } });

const marketOf = (pairIndex: bigint) => {
  const name = pairAt(pairIndex);
  return {
    market: name ?? String(pairIndex),
    quote: name?.split('-')[1] ?? 'units',
    known: name !== undefined,
    flags: name ? [] : ([{ flag: 'unknown-market', what: 'pairIndex' }] satisfies Flag[]),
    notes: name
      ? []
      : [
          {
            level: 'care',
            text: { id: 'note.marketUnknown', params: { id: String(pairIndex), venue: venue.name } },
          } as const,
        ],
  };
};

const openTrade = ({ args }: Call, context: ReadingContext): Card => {
  const [trade, [builder, builderFee], orderType, slippage] = args as unknown as [
    Trade,
    [Address, bigint],
    bigint,
    bigint,
  ];
  const [collateral, open, tp, sl, trader, leverage, pairIndex, , buy] = trade;
  own(trader, context);
  const type = oneOf('orderType', TYPES[Number(orderType)] ?? String(orderType), TYPES);
  if (open === 0n) throw wrong('openPrice', open);
  if (slippage >= WHOLE) throw wrong('slippageP', slippage);
  const { market, quote, known, flags, notes } = marketOf(pairIndex);
  const size = usdc(collateral);
  const x = fixed(leverage, 2);
  const feePercent = fixed(builderFee, 6);
  const notional = times(size, x);
  const paysBuilder = builder !== NO_CONTRACT || builderFee !== 0n;
  const fee = times(notional, fixed(builderFee, 8));
  const leg: MoneyLeg = {
    market,
    ...(known
      ? { marketFrom: { mark: 'computed', context: [[words('value.listOf', { date: LIST_DATE }), 'computed']] } }
      : {}),
    side: buy ? 'long' : 'short',
    effect: 'open',
    money: 'USDC',
    quote,
    notional,
    mark: 'computed',
    dollars: true,
    // Waiting orders fill by the venue's own rules; only of a market order is the slippage known to bound the price.
    ...(type === 'market'
      ? {
          price: fixed(open * (buy ? WHOLE + slippage : WHOLE - slippage), 22),
          priceLabel: 'row.worstPrice' as const,
          priceFrom: [expected(price(open), quote, fixed(slippage, 2))],
        }
      : { trigger: price(open) }),
    type: words(`value.trade.${type}`),
    leverage: { value: exact(`${x}x`), mark: 'signed' },
    collateral: { value: amountOf(size, 'USDC'), mark: 'signed' },
    ...(tp === 0n ? {} : { takeProfit: price(tp) }),
    ...(sl === 0n ? {} : { stopLoss: price(sl) }),
  };
  const card = moneyCard({
    venue,
    legs: [leg],
    end: 'unsigned',
    leverage: 'in-legs',
    rows: [
      ...(sl === 0n ? [row('row.stopLoss', words('value.none'))] : []),
      ...(tp === 0n ? [row('row.takeProfit', words('value.none'))] : []),
      ...(type === 'market' ? [] : [row('row.slippage', exact(`${fixed(slippage, 2)}%`))]),
      ...(paysBuilder
        ? [
            row('row.builder', address(builder)),
            row('row.appFee', exact(`${feePercent}%`), 'signed', [amountOf(fee, 'USDC'), 'computed']),
          ]
        : []),
    ],
    notes: [
      ...notes,
      // The venue's own SDK refuses more than half a percent.
      ...(compare(feePercent, '0.5') > 0 ? [{ level: 'danger', text: { id: 'note.builderFee' } } as const] : []),
    ],
    ...(type === 'market' ? {} : { notCovered: [{ id: 'uncovered.fillPrice', params: { venue: venue.name } }] }),
    flags: [...(sl === 0n ? [{ flag: 'no-stop-loss', what: 'sl' } as const] : []), ...flags],
    // The contract gives the trade its number itself.
    also: ['call.0.7'],
  });
  return { ...card, builderFee: feePercent };
};

const marketRows = (pairIndex: bigint): Row[] => {
  const { market, known } = marketOf(pairIndex);
  return [
    known
      ? row('row.market', exact(market), 'computed', [words('value.listOf', { date: LIST_DATE }), 'computed'])
      : row('row.market', exact(market)),
  ];
};

const numbered = (pairIndex: bigint, trade: bigint): Numbered => ({ venue, trade, rows: marketRows(pairIndex) });
type Numbers = [pairIndex: bigint, trade: bigint, a: bigint, b: bigint, c: bigint];
const numbers = ({ args }: Call): Numbers => args as unknown as Numbers;
const ofTrade = (call: Call): Numbered => numbered(numbers(call)[0], numbers(call)[1]);

const closeTrade = (call: Call): Card => {
  const [, , part, at, slippage] = numbers(call);
  if (part === 0n || part > WHOLE) throw wrong('closePercentage', part);
  return closeCard(ofTrade(call), part === WHOLE ? undefined : fixed(part, 2), [
    row('row.expectedPrice', exact(group(price(at)))),
    row('row.slippage', exact(`${fixed(slippage, 2)}%`)),
  ]);
};

/** Margin that goes to or comes from a trade of the same account. */
const margin = (call: Call, context: ReadingContext, out: boolean): Card => {
  const [pairIndex, trade, amount] = numbers(call);
  const card = moveCard(
    {
      venue,
      headline: 'headline.withdraw',
      amount: usdc(amount),
      asset: 'USDC',
      to: out ? context.account : TRADING,
      rows: [...marketRows(pairIndex), row('row.trade', exact(String(trade)))],
      notes: out ? [{ level: 'care', text: { id: 'note.marginOut' } }] : [],
    },
    context,
  );
  const params = { amount: `${usdc(amount)} USDC`, trade: String(trade), venue: venue.name };
  return {
    ...card,
    headline: { id: out ? 'headline.marginOut' : 'headline.marginIn', params },
    ...(card.kind === 'move-funds' ? { own: true } : {}),
  } as Card;
};

/** Calls of the account that trades; a delegate's go through `delegatedAction`. */
const TRADES: Pick<CallRule, 'signature' | 'read'>[] = [
  {
    signature:
      'openTrade((uint256,uint192,uint192,uint192,address,uint32,uint16,uint8,bool),(address,uint32),uint8,uint256)',
    read: openTrade,
  },
  { signature: 'closeTradeMarket(uint16,uint8,uint16,uint192,uint32)', read: closeTrade },
  { signature: 'cancelOpenLimitOrder(uint16,uint8)', read: (call) => cancelCard(ofTrade(call)) },
  {
    signature: 'updateSl(uint16,uint8,uint192)',
    read: (call) => exitCard(ofTrade(call), 'stop', price(numbers(call)[2])),
  },
  {
    signature: 'updateTp(uint16,uint8,uint192)',
    read: (call) => exitCard(ofTrade(call), 'target', price(numbers(call)[2])),
  },
  {
    signature: 'updateOpenLimitOrder(uint16,uint8,uint192,uint192,uint192)',
    read: (call) => {
      const [, , at, tp, sl] = numbers(call);
      return byNumberCard(ofTrade(call), [
        row('row.trigger', exact(group(price(at)))),
        row('row.takeProfit', exact(group(price(tp)))),
        row('row.stopLoss', exact(group(price(sl)))),
      ]);
    },
  },
  { signature: 'topUpCollateral(uint16,uint8,uint256)', read: (call, context) => margin(call, context, false) },
  { signature: 'removeCollateral(uint16,uint8,uint256)', read: (call, context) => margin(call, context, true) },
];

const ON = { chainIds: [CHAIN], contracts: [TRADING] };

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [],
  calls: [
    ...TRADES.map((rule) => ({ ...rule, ...ON })),
    { ...ON, signature: 'setDelegate(address)', read: ({ args }) => delegateCard(venue, args[0] as Address) },
    { ...ON, signature: 'removeDelegate()', read: () => delegateEndsCard(venue) },
    {
      ...ON,
      signature: 'delegatedAction(address,bytes)',
      read: (call, context) => actingFor(TRADES, call, context),
    },
  ],
};

const source = '0xOstium/ostium-python-sdk 6e65aef (2025-10-16), ostium_python_sdk/abi/trading_abi.py';

export const coverage: Coverage[] = [
  {
    what: 'openTrade',
    reads: 'in part',
    gap: 'What bounds the price of a limit or stop order once it starts is not documented; market orders are read whole.',
    source,
  },
  {
    what: 'closeTradeMarket, cancelOpenLimitOrder, updateSl, updateTp',
    reads: 'in part',
    gap: 'The call names the trade by market and number, so side and size are not in it.',
    source,
  },
  {
    what: 'updateOpenLimitOrder',
    reads: 'not',
    gap: 'The call changes an order whose side and margin are not in it: shown unread, with what it holds.',
    source,
  },
  { what: 'topUpCollateral, removeCollateral', reads: 'whole', source },
  { what: 'setDelegate, removeDelegate, delegatedAction', reads: 'whole', source },
];
