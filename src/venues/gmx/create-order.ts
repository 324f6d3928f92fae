/**
 * One order of GMX v2 as a trader sees it. The same struct is signed as typed data and sent as calldata.
 * Sizes are dollars in 1e30, prices dollars in 1e30 for the smallest unit of the index token, margin is in its token's unit.
 * @see https://github.com/gmx-io/gmx-synthetics a5c0c88 (2026-03-13), `IBaseOrderUtils.sol`, `Order.sol`
 * @module
 */
import type { Text } from '../../lib/text.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed, group, ratio } from '../../signing/format.ts';
import { address, amountOf, exact, NO_CONTRACT, NotReadable, row, time, words } from '../adapter.ts';
import type { MoneyLeg } from '../money-order.ts';
import type { Shown } from '../order.ts';
import type { Flag, ReadingContext, Row, Value } from '../reading.ts';
import { coinOf } from '../tokens.ts';
import { LIST_DATE, type Market, marketOf, type Token, tokenOf } from './markets.ts';

export type CreateOrder = {
  addresses: {
    receiver: Address;
    cancellationReceiver: Address;
    callbackContract: Address;
    uiFeeReceiver: Address;
    market: Address;
    initialCollateralToken: Address;
    swapPath: readonly Address[];
  };
  numbers: {
    sizeDeltaUsd: bigint;
    initialCollateralDeltaAmount: bigint;
    triggerPrice: bigint;
    acceptablePrice: bigint;
    executionFee: bigint;
    callbackGasLimit: bigint;
    minOutputAmount: bigint;
    validFromTime: bigint;
  };
  orderType: bigint;
  decreasePositionSwapType: bigint;
  isLong: boolean;
  dataList: readonly string[];
};

/** What no row says: how long a callback may run, coins or wrapped coins, the end with the position, the referrer's code. */
export const NOT_SAID = [
  'numbers.callbackGasLimit',
  'shouldUnwrapNativeToken',
  'autoCancel',
  'referralCode',
  'dataList',
];

/** Order types by their number; 7 is a liquidation, which nobody signs. */
const TYPES = [
  { is: 'swap', words: 'market' },
  { is: 'swap', words: 'limit' },
  { is: 'increase', words: 'market' },
  { is: 'increase', words: 'limit', waits: true },
  { is: 'decrease', words: 'market' },
  { is: 'decrease', words: 'takeProfit', waits: true },
  { is: 'decrease', words: 'stopLoss', waits: true },
  null,
  { is: 'increase', words: 'stop', waits: true },
] as const;

/** Far above any price or size: how a client says "any" or "all". */
const ANY_PRICE = 2n ** 128n;
const WHOLE = 2n ** 255n;
export const USD = 30;

const unexplained = (field: string, value: bigint | string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: String(value) } });

export const typeOf = ({ orderType }: CreateOrder) => {
  const type = TYPES[Number(orderType)];
  if (!type) throw unexplained('orderType', orderType);
  return type;
};

export const unitsOf = (token: Token | undefined, amount: bigint): Value =>
  token
    ? amountOf(fixed(amount, token.decimals), token.symbol)
    : words('value.smallestUnits', { amount: group(String(amount)) });

/** The token that comes out of a path of markets; undefined where the path leaves Vouch's list. */
export const throughPath = (chain: number, start: Address, path: readonly Address[]): string | undefined => {
  let symbol = tokenOf(chain, start)?.symbol;
  for (const at of path) {
    const [long, short] = marketOf(chain, at)?.tokens ?? [];
    symbol = symbol === undefined ? undefined : symbol === long ? short : symbol === short ? long : undefined;
  }
  return symbol;
};

const nameAt = (chain: number, at: Address): string => {
  const market = marketOf(chain, at);
  return market ? `${market.name} ${market.pool}`.replace(/^swap /, '') : at;
};

/** Rows, flags and receivers that an order has whatever its type. */
export const aroundOrder = (order: CreateOrder, chain: number, context: ReadingContext) => {
  const { receiver, cancellationReceiver, callbackContract, uiFeeReceiver, swapPath } = order.addresses;
  const { validFromTime } = order.numbers;
  const ownReceiver = sameAddress(receiver, context.account);
  const foreign: Row[] = [];
  const receivers: Address[] = [];
  const flags: Flag[] = [];
  const notCovered: Text[] = [];
  if (!ownReceiver) receivers.push(receiver);
  if (cancellationReceiver !== NO_CONTRACT && !sameAddress(cancellationReceiver, context.account)) {
    receivers.push(cancellationReceiver);
  }
  if (cancellationReceiver !== NO_CONTRACT) foreign.push(row('row.cancelReceiver', address(cancellationReceiver)));
  if (uiFeeReceiver !== NO_CONTRACT) {
    foreign.push(row('row.uiFee', address(uiFeeReceiver)));
    notCovered.push({ id: 'uncovered.uiFee' });
  }
  if (callbackContract !== NO_CONTRACT) {
    flags.push({ flag: 'hooks', what: 'callbackContract' });
    foreign.push(row('row.callback', address(callbackContract)));
  }
  if (order.dataList.length > 0) flags.push({ flag: 'hooks', what: 'dataList' });
  const rows: Row[] = [
    ...(swapPath.length === 0 ? [] : [row('row.swapPath', exact(swapPath.map((at) => nameAt(chain, at)).join(', ')))]),
    ...(validFromTime === 0n ? [] : [row('row.validFrom', time(validFromTime))]),
    feeRow(order, chain),
    row('row.recipient', ownReceiver ? words('value.ownAccount') : address(receiver)),
    ...foreign,
  ];
  return { rows, receivers, flags, notCovered };
};

/** For whoever carries the order out; what the venue takes of the trade is not in it. */
const feeRow = (order: CreateOrder, chain: number): Row =>
  row('row.executionFee', amountOf(fixed(order.numbers.executionFee, 18), coinOf(chain)));

/** @throws {NotReadable} for a market that is not in the list: without its decimals no price can be told */
const marketFor = (chain: number, at: Address): Market & { index: NonNullable<Market['index']> } => {
  const market = marketOf(chain, at);
  if (!market?.index) throw new NotReadable({ id: 'why.gmxMarket', params: { market: at } });
  return { ...market, index: market.index };
};

const leverageOf = (size: bigint, collateral: bigint, token: Token | undefined): Shown => {
  if (!token?.dollar || collateral === 0n)
    return { value: words(collateral === 0n ? 'value.leverageKept' : 'value.leverageUnknown'), mark: 'unsigned' };
  const { text, exact: whole } = ratio(fixed(size, USD), fixed(collateral, token.decimals));
  return {
    value: exact(`${text}x`),
    mark: 'computed',
    context: [[words(whole ? 'value.orderAlone' : 'value.orderAloneAbout'), 'computed']],
  };
};

/** A market order at once, or one that waits for its trigger: the leg of a card, and rows that a leg has no place for. */
export const legOf = (order: CreateOrder, chain: number): { leg: MoneyLeg; rows: Row[]; flags: Flag[] } => {
  const type = typeOf(order);
  const { sizeDeltaUsd: size, initialCollateralDeltaAmount: collateral, triggerPrice, acceptablePrice } = order.numbers;
  const { minOutputAmount } = order.numbers;
  const waits = 'waits' in type;
  if (!waits && triggerPrice !== 0n) throw unexplained('triggerPrice', triggerPrice);
  const market = marketFor(chain, order.addresses.market);
  const price = (value: bigint): string => fixed(value, USD - market.index.decimals);
  const increase = type.is === 'increase';
  const buys = order.isLong === increase;
  const bounded = buys ? acceptablePrice < ANY_PRICE : acceptablePrice > 0n;
  const token = tokenOf(chain, order.addresses.initialCollateralToken);
  const whole = !increase && size >= WHOLE;
  if (increase && size >= WHOLE) throw unexplained('sizeDeltaUsd', size);
  if (order.decreasePositionSwapType > 2n)
    throw unexplained('decreasePositionSwapType', order.decreasePositionSwapType);
  const at: [Value, 'signed'][] = token ? [] : [[address(order.addresses.initialCollateralToken), 'signed']];
  const rows: Row[] = [
    ...(increase
      ? []
      : [
          row('row.marginIn', token ? exact(token.symbol) : address(order.addresses.initialCollateralToken)),
          ...(collateral === 0n ? [] : [row('row.marginOut', unitsOf(token, collateral))]),
        ]),
    ...(order.decreasePositionSwapType === 0n
      ? []
      : [
          row(
            'row.paidOutIn',
            words(order.decreasePositionSwapType === 1n ? 'value.profitSwapped' : 'value.marginSwapped'),
          ),
        ]),
    ...(minOutputAmount === 0n
      ? []
      : [
          row(
            'row.minOutput',
            increase
              ? words('value.smallestUnits', { amount: group(String(minOutputAmount)) })
              : amountOf(fixed(minOutputAmount, USD), 'USD'),
          ),
        ]),
  ];
  const leg: MoneyLeg = {
    market: `${market.name} ${market.pool}`,
    marketFrom: { mark: 'computed', context: [[words('value.listOf', { date: LIST_DATE }), 'computed']] },
    side: buys ? 'long' : 'short',
    effect: increase ? 'open' : whole ? 'close' : 'reduce',
    money: 'USD',
    quote: 'USD',
    ...(whole ? {} : { notional: fixed(size, USD) }),
    mark: 'signed',
    dollars: true,
    ...(bounded ? { price: price(acceptablePrice) } : {}),
    priceLabel: 'row.worstPrice',
    ...(waits ? { trigger: price(triggerPrice) } : {}),
    type: words(`value.trade.${type.words}`),
    ...(increase
      ? {
          collateral: { value: unitsOf(token, collateral), mark: 'signed', context: at },
          leverage: leverageOf(size, collateral, token),
        }
      : {}),
  };
  const flags: Flag[] = token ? [] : [{ flag: 'unknown-market', what: 'initialCollateralToken' }];
  return { leg, rows, flags };
};
