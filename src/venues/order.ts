/**
 * An order in a trader's words, the same for every venue: one sentence, then the fields in one order, each with where it
 * comes from. An adapter says what the payload holds (`Leg`); here it becomes a card and the facts that limits go by.
 * @module
 */
import type { Text, TextId } from '../lib/text.ts';
import type { Address } from '../signing/address.ts';
import { group, plus, times } from '../signing/format.ts';
import { amountOf, type Card, exact, NotReadable, row, seconds, time, words } from './adapter.ts';
import type { Effect, Flag, Mark, Note, OrderFacts, Row, Side, Value, Venue } from './reading.ts';

export type Shown = { value: Value; mark: Mark; context?: [Value, Mark][] };

/** `expiry`: seconds since 1970. `strike`: decimal, in the quote asset. */
export type Option = { call: boolean; strike: string; expiry: bigint };

/** One order of a payload. Amounts are plain decimals in whole units; what the payload does not hold is absent. */
export type Leg = {
  /** `ETH-PERP`, or `optionName` */
  market: string;
  /** where the name comes from when it is not signed itself, for example the list that turned an id into it */
  marketFrom?: { mark: Mark; context?: [Value, Mark][] };
  side: Side;
  effect: Effect;
  /** the unit of `size`: `ETH`, `contracts` */
  base: string;
  /** the unit of prices: `USD` */
  quote: string;
  /** absent with `close`: the whole position */
  size?: string;
  /** the worst price that can fill it; absent where nothing bounds it */
  price?: string;
  priceLabel?: 'row.limitPrice' | 'row.worstPrice' | 'row.premium';
  /** it starts when the market reaches this */
  trigger?: string;
  /** order type and time in force, in words */
  type: Value;
  /** absent: signed */
  typeFrom?: Mark;
  /** of an order that starts at once: whether it may only reduce travels beside the signature, so it is neither on nor off */
  reduceOnly?: 'unsigned';
  leverage?: Shown;
  collateral?: Shown;
  takeProfit?: string;
  stopLoss?: string;
  option?: Option;
  /** the highest fee that is signed; `amount` in the quote asset where it can be said so */
  fee?: Shown & { amount?: string };
};

export type Ticket = {
  venue: Venue;
  legs: readonly Leg[];
  /** seconds since 1970; `none`: the payload has a field for it that names no end; `unsigned`: it has no such field */
  end: bigint | 'none' | 'unsigned';
  /** account, subaccount, receiver and what else belongs to the whole */
  rows?: Row[];
  notes?: Note[];
  /** leverage is always said: in a leg, or here as kept at the venue; `none` for what has no leverage */
  leverage: 'in-legs' | 'at-venue' | 'none';
  notCovered?: Text[];
  receivers?: Address[];
  flags?: Flag[];
  also?: readonly string[];
};

const VERB = {
  open: { long: 'openLong', short: 'openShort' },
  trade: { long: 'buy', short: 'sell' },
  reduce: { long: 'reduceShort', short: 'reduceLong' },
  close: { long: 'close', short: 'close' },
} as const;

const sizeOf = ({ size, market }: Leg): string => (size === undefined ? market : `${group(size)} ${market}`);

export const sentenceOf = (leg: Leg): Text => {
  const { effect, side } = leg;
  const priced = leg.price === undefined ? 'any' : 'limit';
  const started = leg.trigger === undefined ? 'now' : 'when';
  return {
    id:
      leg.reduceOnly === 'unsigned' && effect === 'open'
        ? `headline.${VERB[effect][side]}.${priced}`
        : `order.${VERB[effect][side]}.${priced}.${started}`,
    params: {
      size: effect === 'close' ? leg.market : sizeOf(leg),
      ...(leg.price === undefined ? {} : { price: group(leg.price) }),
      ...(leg.trigger === undefined ? {} : { trigger: group(leg.trigger) }),
    },
  };
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `ETH 25 Jun 2027 6,000 Put`, the day in UTC as exchanges count it. */
export const optionName = (base: string, { call, strike, expiry }: Option): string => {
  const day = new Date(seconds(expiry) * 1000);
  return `${base} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()} ${group(strike)} ${call ? 'Call' : 'Put'}`;
};

const notionalOf = ({ size, price, option, trigger }: Leg): string | undefined => {
  const at = price ?? trigger;
  return size === undefined || at === undefined || option ? undefined : times(size, at);
};

const factsOf = (leg: Leg): OrderFacts => {
  const { market, side, effect, size, price } = leg;
  const notional = price === undefined ? undefined : notionalOf(leg);
  return {
    market,
    side,
    effect,
    reduceOnly: effect === 'reduce' || effect === 'close',
    ...(size === undefined ? {} : { size }),
    ...(price === undefined ? {} : { price }),
    ...(notional === undefined ? {} : { notional }),
    ...(leg.fee?.amount === undefined ? {} : { fee: leg.fee.amount }),
    ...(leg.leverage?.value.type === 'exact' ? { leverage: leg.leverage.value.text.replace(/x$/, '') } : {}),
  };
};

const typeOf = ({ type, typeFrom = 'signed' }: Leg): [Value, Mark] => [type, typeFrom];

const shown = (label: TextId, of: Shown | undefined): Row[] =>
  of === undefined ? [] : [row(label, of.value, of.mark, ...(of.context ?? []))];

/**
 * What an option can cost, worked out from what is signed, and whether fees are in it: those that are not signed, or that
 * are signed for several legs together, cannot be. Nothing where the order only makes a position smaller.
 */
const optionRows = (leg: Leg): Row[] => {
  const { option, side, size, price, quote, fee } = leg;
  if (!option) return [];
  const terms = [row('row.strike', amountOf(option.strike, quote)), row('row.expiry', time(option.expiry))];
  if (leg.effect === 'reduce' || leg.effect === 'close') return terms;
  const lose = (): Value => {
    if (side === 'short' && option.call) return words('value.notLimited');
    if (size === undefined || price === undefined) return words('value.notComputable');
    const premium = times(size, price);
    const most = side === 'long' ? premium : plus(times(option.strike, size), `-${premium}`);
    return amountOf(plus(most, fee?.amount ?? '0'), quote);
  };
  const even =
    price === undefined
      ? words('value.notComputable')
      : amountOf(plus(option.strike, option.call ? price : `-${price}`), quote);
  const fees = (value: Value, id: 'value.withFees' | 'value.withoutFees'): [Value, Mark][] =>
    value.type === 'exact' ? [[words(id), 'computed']] : [];
  const most = lose();
  return [
    ...terms,
    row(
      'row.maxLoss',
      most,
      'computed',
      ...fees(most, fee?.amount === undefined ? 'value.withoutFees' : 'value.withFees'),
    ),
    row('row.breakeven', even, 'computed', ...fees(even, 'value.withoutFees')),
  ];
};

/** What is bought or sold outright has no such thing, unless the venue has and leaves it open. */
const reduceOnlyRow = ({ effect, reduceOnly }: Leg): Row[] => {
  if (reduceOnly === 'unsigned') return [row('row.reduceOnly', words('value.notSigned'), 'unsigned')];
  if (effect === 'trade') return [];
  return [row('row.reduceOnly', words(effect === 'open' ? 'value.off' : 'value.reduceOnly'))];
};

const rowsOfOne = (leg: Leg): Row[] => {
  const { size, price, quote, base } = leg;
  const notional = notionalOf(leg);
  const premium = leg.option && size !== undefined && price !== undefined ? times(size, price) : undefined;
  const worth = notional ?? premium;
  return [
    row('row.market', exact(leg.market), leg.marketFrom?.mark ?? 'signed', ...(leg.marketFrom?.context ?? [])),
    size === undefined
      ? row('row.size', words('value.wholePosition'))
      : row(
          'row.size',
          amountOf(size, base),
          'signed',
          ...(worth === undefined ? [] : [[amountOf(worth, quote), 'computed'] as [Value, Mark]]),
        ),
    row(leg.priceLabel ?? 'row.limitPrice', price === undefined ? words('value.anyPrice') : amountOf(price, quote)),
    ...(leg.trigger === undefined ? [] : [row('row.trigger', amountOf(leg.trigger, quote))]),
    row('row.orderType', ...typeOf(leg)),
    ...reduceOnlyRow(leg),
    ...optionRows(leg),
    ...shown('row.leverage', leg.leverage),
    ...shown('row.collateral', leg.collateral),
    ...(leg.takeProfit === undefined ? [] : [row('row.takeProfit', amountOf(leg.takeProfit, quote))]),
    ...(leg.stopLoss === undefined ? [] : [row('row.stopLoss', amountOf(leg.stopLoss, quote))]),
    ...shown('row.fees', leg.fee),
  ];
};

/** At most two lines stand below a row: what does not fit there gets a row of its own. */
const rowsOfMany = (leg: Leg): Row[] => [
  row(
    'row.order',
    { type: 'text', text: sentenceOf(leg) },
    leg.marketFrom?.mark ?? 'signed',
    typeOf(leg),
    ...(leg.marketFrom?.context?.slice(0, 1) ?? []),
  ),
  ...optionRows(leg),
  ...shown('row.leverage', leg.leverage),
  ...shown('row.collateral', leg.collateral),
  ...(leg.takeProfit === undefined ? [] : [row('row.takeProfit', amountOf(leg.takeProfit, leg.quote))]),
  ...(leg.stopLoss === undefined ? [] : [row('row.stopLoss', amountOf(leg.stopLoss, leg.quote))]),
  ...shown('row.fees', leg.fee),
];

/** What all orders of a batch come to when every one of them fills, market by market. */
const netRow = (legs: readonly Leg[]): Row => {
  const sums = new Map<string, string>();
  for (const { market, side, size } of legs) {
    if (size === undefined) return row('row.net', words('value.netUnknown'), 'computed');
    sums.set(market, plus(sums.get(market) ?? '0', side === 'long' ? size : `-${size}`));
  }
  const parts = [...sums].map(
    ([market, sum]) => `${sum.startsWith('-') || /^0(\.0*)?$/.test(sum) ? '' : '+'}${group(sum)} ${market}`,
  );
  return row('row.net', exact(parts.join(', ')), 'computed');
};

const endRow = (end: Ticket['end']): Row => {
  if (end === 'unsigned') return row('row.acceptedUntil', words('value.notSigned'), 'unsigned');
  return row('row.acceptedUntil', end === 'none' ? words('value.noEnd') : time(end));
};

/** @throws {NotReadable} when there is no order in it */
export const orderCard = (ticket: Ticket): Card => {
  const {
    venue,
    legs,
    end,
    leverage,
    rows = [],
    notes = [],
    notCovered = [],
    flags = [],
    receivers = [],
    also,
  } = ticket;
  const [first] = legs;
  if (!first) throw new NotReadable({ id: 'why.noOrder' });
  const one = legs.length === 1;
  const ends = typeof end === 'bigint' ? seconds(end) : undefined;
  const uncovered: Text[] = [
    ...notCovered,
    ...(end === 'unsigned' ? [{ id: 'uncovered.expiry', params: { venue: venue.name } } as const] : []),
    ...(leverage === 'at-venue' ? [{ id: 'uncovered.leverage', params: { venue: venue.name } } as const] : []),
  ];
  return {
    kind: 'order',
    venue,
    side: first.side,
    headline: one
      ? sentenceOf(first)
      : { id: 'headline.orders', params: { count: String(legs.length), venue: venue.name } },
    rows: [
      ...(one ? rowsOfOne(first) : [...legs.flatMap(rowsOfMany), netRow(legs)]),
      ...(leverage === 'at-venue'
        ? [row('row.leverage', words('value.setAtVenue', { venue: venue.name }), 'unsigned')]
        : []),
      endRow(end),
      ...rows,
    ],
    notes,
    orders: legs.map(factsOf),
    ...(uncovered.length > 0 ? { notCovered: uncovered } : {}),
    ...(flags.length > 0 ? { flags } : {}),
    ...(receivers.length > 0 ? { receivers } : {}),
    ...(ends === undefined ? {} : { validUntil: ends }),
    ...(also ? { also } : {}),
  };
};
