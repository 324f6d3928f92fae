/** Hyperliquid's orders: placed, changed, spread over time and cancelled. @module */
import { dollars, fixed, times } from '../../signing/format.ts';
import { isObject } from '../../signing/json.ts';
import { address, addressIn, type Card, exact, row, time, words } from '../adapter.ts';
import { type Leg, orderCard, type Ticket } from '../order.ts';
import type { Flag, Note, Row, Value } from '../reading.ts';
import { type At, action, finish, type Handler, marketAt } from './acts.ts';
import { settingCard } from './common.ts';
import {
  address as addressShape,
  amount,
  bool,
  cloid,
  either,
  int,
  list,
  nullable,
  type Of,
  object,
  only,
  optional,
  price,
  type Shape,
  wrong,
} from './shape.ts';

const LIMIT = object({ limit: object({ tif: only('Gtc', 'Ioc', 'Alo', 'FrontendMarket') }) });
const TRIGGER = object({ trigger: object({ isMarket: bool, triggerPx: price, tpsl: only('tp', 'sl') }) });
const ORDER = object({
  a: int,
  b: bool,
  p: price,
  s: amount,
  r: bool,
  t: either('limit', LIMIT, TRIGGER),
  c: optional(cloid),
});
type Order = Of<typeof ORDER>;

const TIF = { Gtc: 'tif.hlGtc', Ioc: 'tif.IOC', Alo: 'tif.hlAlo', FrontendMarket: 'tif.hlMarket' } as const;

const START = {
  sl: { true: 'value.hlStopMarket', false: 'value.hlStopLimit' },
  tp: { true: 'value.hlTakeMarket', false: 'value.hlTakeLimit' },
} as const;

/** The price bounds a trigger order at market too: clients put there how far the fill may slip. */
const kindOf = ({ t }: Order): Pick<Leg, 'type' | 'trigger'> => {
  if ('limit' in t) return { type: words(TIF[t.limit.tif]) };
  const { isMarket, triggerPx: trigger, tpsl } = t.trigger;
  return { type: words(START[tpsl][`${isMarket}`]), trigger };
};

type Read = { leg: Leg; perp: boolean; flags: Flag[]; notes: Note[] };

/** `grows`: the orders follow the position, so a size of 0 is the whole of it. */
const legOf = (order: Order, path: string, grows: boolean, at: At): Read => {
  const { name, kind, base, known, from, flags, notes } = marketAt(order.a, `${path}.a`, at);
  const perp = kind === 'perp';
  if (!perp && order.r) throw wrong(`${path}.r`, order.r);
  const whole = order.s === '0';
  if (whole && !(perp && order.r && grows)) throw wrong(`${path}.s`, order.s);
  const leg: Leg = {
    market: name,
    marketFrom: from,
    side: order.b ? 'long' : 'short',
    effect: perp ? (order.r ? (whole ? 'close' : 'reduce') : 'open') : 'trade',
    base,
    // What a market without a name is priced in is not known either.
    quote: perp ? 'USD' : known ? 'USDC' : 'of its quote coin',
    ...(whole ? {} : { size: order.s }),
    price: order.p,
    ...kindOf(order),
  };
  return { leg, perp, flags, notes };
};

const unique = (notes: Note[]): Note[] => [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];

const card = (read: Read[], at: At, more: { rows?: Row[]; notes?: Note[]; also?: string[] }): Card => {
  const ticket: Ticket = {
    venue: at.venue,
    legs: read.map(({ leg }) => leg),
    end: at.end ?? 'none',
    leverage: read.some(({ perp }) => perp) ? 'at-venue' : 'none',
    rows: [...(more.rows ?? []), ...at.rows],
    notes: unique([...read.flatMap(({ notes }) => notes), ...(more.notes ?? []), ...at.notes]),
    flags: read.flatMap(({ flags }) => flags),
    receivers: at.foreign ? [at.foreign] : [],
    also: [...at.also, ...(more.also ?? [])],
  };
  const made = orderCard(ticket);
  // Limits go by the venue's own number where Vouch has no name.
  return made.kind === 'order'
    ? { ...made, orders: made.orders.map((one) => ({ ...one, market: one.market.replace(/^asset /, '') })) }
    : made;
};

const GROUPING: Shape<'na' | 'normalTpsl' | 'positionTpsl' | { p: bigint }> = (json, path) =>
  isObject(json) ? object({ p: int })(json, path) : only('na', 'normalTpsl', 'positionTpsl')(json, path);

const groupingOf = (grouping: Of<typeof GROUPING>): { rows: Row[]; notes: Note[] } => {
  if (grouping === 'na') return { rows: [], notes: [] };
  if (grouping === 'normalTpsl') return { rows: [row('row.grouping', words('value.hlWithParent'))], notes: [] };
  if (grouping === 'positionTpsl') return { rows: [row('row.grouping', words('value.hlWithPosition'))], notes: [] };
  // p / 1e8 is a fraction
  const rate = `${fixed(grouping.p, 6)}%`;
  return {
    rows: [row('row.grouping', words('value.hlPriority', { rate }))],
    notes: [{ level: 'care', text: { id: 'note.hlPriority', params: { rate } } }],
  };
};

/** `f` counts tenths of a basis point: 1 is 0.001%. An order that names nobody pays nobody. */
const builderOf = (builder: { b: string; f: bigint } | undefined): { rows: Row[]; builderFee: string } => {
  if (!builder) return { rows: [], builderFee: '0' };
  const builderFee = fixed(builder.f, 3);
  const perTenThousand = words('value.perTenThousand', { amount: dollars(times(builderFee, '100')) });
  return {
    builderFee,
    rows: [
      row('row.hlAppFee', exact(`${builderFee}%`), 'signed', [perTenThousand, 'computed']),
      row('row.builder', address(addressIn('action.builder.b', builder.b))),
    ],
  };
};

const place = action(
  object({
    type: only('order'),
    orders: list(ORDER),
    grouping: GROUPING,
    builder: optional(object({ b: addressShape, f: int })),
  }),
  ({ orders, grouping, builder }, at) => {
    const read = orders.map((order, i) => legOf(order, `action.orders[${i}]`, grouping === 'positionTpsl', at));
    const { rows, notes } = groupingOf(grouping);
    const { rows: ofBuilder, ...fee } = builderOf(builder);
    return { ...card(read, at, { rows: [...rows, ...ofBuilder], notes, also: ['orders.c'] }), ...fee };
  },
);

const OID: Shape<bigint | string> = (json, path) => (typeof json === 'string' ? cloid(json, path) : int(json, path));
/** No app can be named here; whether the one of the order that is changed stays is not known, so no fee is said. */
type Change = { oid: bigint | string; order: Order };

const change = (changes: Change[], paths: string[], always: boolean, at: At): Card => {
  const read = changes.map(({ order }, i) => legOf(order, `${paths[i]}.order`, false, at));
  const nth = (i: number): [Value, 'computed'][] =>
    changes.length > 1 ? [[words('value.hlNth', { n: String(i + 1) }), 'computed']] : [];
  return card(read, at, {
    rows: changes.map(({ oid }, i) => row('row.hlReplaces', exact(String(oid)), 'signed', ...nth(i))),
    notes: always ? [{ level: 'care', text: { id: 'note.hlAlways' } }] : [],
    also: ['order.c', 'modifies.order.c'],
  });
};

const modify = action(
  object({ type: only('modify'), oid: OID, order: ORDER, a: optional(only(true)) }),
  ({ oid, order, a }, at) => change([{ oid, order }], ['action'], a === true, at),
);
const batchModify = action(
  object({ type: only('batchModify'), modifies: list(object({ oid: OID, order: ORDER })), a: optional(only(true)) }),
  ({ modifies, a }, at) =>
    change(
      modifies,
      modifies.map((_, i) => `action.modifies[${i}]`),
      a === true,
      at,
    ),
);

const positiveSize: Shape<string> = price;
const twap = action(
  object({
    type: only('twapOrder'),
    twap: object({ a: int, b: bool, s: positiveSize, r: bool, m: int, t: bool }),
    details: optional(object({ t: nullable(object({ p: price, a: bool })), s: nullable(price) })),
  }),
  ({ twap: { a, b, s, r, m, t }, details }, at) => {
    const plain = { a, b, p: '0', s, r, t: { limit: { tif: 'Ioc' } }, c: undefined } as const;
    const { leg, ...rest } = legOf(plain, 'action.twap', false, at);
    const type = words(t ? 'value.hlTwapRandom' : 'value.hlTwap', { minutes: String(m) });
    const { price: _, ...unbound } = leg;
    const starts = details?.t;
    const stops = details?.s;
    return card([{ ...rest, leg: { ...unbound, type, ...(starts ? { trigger: starts.p } : {}) } }], at, {
      rows: [
        ...(starts ? [row('row.hlStarts', words(starts.a ? 'value.hlAbove' : 'value.hlBelow'))] : []),
        ...(stops === undefined || stops === null ? [] : [row('row.hlStops', exact(`${stops} USD`))]),
        // An empty condition is signed too, and is not the same as none.
        ...(details && !starts ? [row('row.hlStarts', words('value.hlAtOnce'))] : []),
        ...(details && stops === null ? [row('row.hlStops', words('value.none'))] : []),
      ],
    });
  },
);

const cancelCard = (headline: Card['headline'], rows: Row[], notes: Note[], at: At): Card =>
  finish(
    {
      kind: 'cancel-or-reduce',
      venue: at.venue,
      act: 'cancel',
      headline,
      rows,
      notes,
      stays: [row('row.position', words('value.shownAtVenue', { venue: at.venue.name }), 'unsigned')],
    },
    at,
  );

const cancelled = (
  orders: readonly { asset: bigint; order: string; path: string }[],
  fast: true | undefined,
  at: At,
): Card => {
  if (orders.length === 0) throw wrong('action.cancels', []);
  const read = orders.map(({ asset, order, path }) => ({ order, ...marketAt(asset, path, at) }));
  const { name: venue } = at.venue;
  const headline: Card['headline'] =
    orders.length === 1
      ? { id: 'headline.cancel', params: { venue } }
      : { id: 'headline.hlCancels', params: { count: String(orders.length), venue } };
  return {
    ...cancelCard(
      headline,
      read.map(({ order, name, from }) => row('row.order', exact(order), 'signed', [exact(name), from.mark])),
      unique([
        ...read.flatMap(({ notes }) => notes),
        ...(fast ? [{ level: 'info', text: { id: 'note.hlFast' } } as const] : []),
      ]),
      at,
    ),
    flags: read.flatMap(({ flags }) => flags),
  };
};

const cancel = action(
  object({ type: only('cancel'), cancels: list(object({ a: int, o: int })), f: optional(only(true)) }),
  ({ cancels, f }, at) =>
    cancelled(
      cancels.map(({ a, o }, i) => ({ asset: a, order: String(o), path: `action.cancels[${i}].a` })),
      f,
      at,
    ),
);
const cancelByCloid = action(
  object({
    type: only('cancelByCloid'),
    cancels: list(object({ asset: int, cloid })),
    f: optional(only(true)),
  }),
  ({ cancels, f }, at) =>
    cancelled(
      cancels.map(({ asset, cloid: order }, i) => ({ asset, order, path: `action.cancels[${i}].asset` })),
      f,
      at,
    ),
);
const twapCancel = action(object({ type: only('twapCancel'), a: int, t: int }), ({ a, t }, at) =>
  cancelled([{ asset: a, order: `TWAP ${t}`, path: 'action.a' }], undefined, at),
);

const scheduleCancel = action(object({ type: only('scheduleCancel'), time: optional(int) }), (value, at) => {
  if (value.time === undefined)
    return finish(settingCard({ venue: at.venue, headline: { id: 'headline.hlNoCancelAll' }, rows: [], also: [] }), at);
  const planned = cancelCard(
    { id: 'headline.hlCancelAll', params: { venue: at.venue.name } },
    [row('row.hlCancelAt', time(value.time / 1000n))],
    [],
    at,
  );
  return value.time % 1000n === 0n ? planned : { ...planned, also: [...(planned.also ?? []), 'time'] };
});

/** Takes the number of another action away: what was sent with it can no longer arrive. */
const noop = action(object({ type: only('noop') }), (_, at) =>
  cancelCard({ id: 'headline.hlNoop' }, [row('row.hlNonce', exact(String(at.nonce)))], [], at),
);

export const ORDERS: Record<string, Handler> = {
  order: place,
  modify,
  batchModify,
  twapOrder: twap,
  cancel,
  cancelByCloid,
  twapCancel,
  scheduleCancel,
  noop,
};
