/**
 * Orders of Orderly that start at once: one, a batch, and one in the place of another.
 * @see https://github.com/OrderlyNetwork/documentation-public/blob/3a6e561/orderly.openapi.yaml "Create order",
 *   "Batch create order", "Edit order"
 * @module
 */
import type { JsonObject } from '../../signing/json.ts';
import { amountOf, type Card, exact, given, NotReadable, oneOf, row, words } from '../adapter.ts';
import { type Leg, orderCard } from '../order.ts';
import type { Flag, Note, OrderFacts, Row } from '../reading.ts';
import {
  amount,
  clientId,
  flag,
  marketOf,
  needed,
  ORDERLY,
  objectsIn,
  only,
  orderId,
  QUOTE,
  text,
  wrong,
} from './fields.ts';
import type { Request } from './request.ts';

const PRICED = ['LIMIT', 'IOC', 'FOK', 'POST_ONLY'];
/** The first two at the best price of one side of the book. */
const PEGGED = ['ASK', 'BID'];
const TYPES = [...PRICED, ...PEGGED, 'MARKET'];
const BATCHED = [
  ...['symbol', 'client_order_id', 'order_type', 'order_price', 'order_quantity', 'order_amount', 'visible_quantity'],
  ...['side', 'reduce_only', 'order_tag', 'margin_mode'],
];
const PLACED = [...BATCHED, 'slippage', 'level', 'post_only_adjust'];
const EDITED = ['order_id', ...BATCHED];

const unfit = (field: string, type: string): NotReadable =>
  new NotReadable({ id: 'why.orderlyField', params: { field, type } });

/** What is read of one order. `spends`: how much of the quote it trades for, where no size is signed. */
export type Read = { leg: Leg; spends: string | undefined; rows: Row[]; notes: Note[]; flags: Flag[] };

const optional = (label: Row['label'], value: string | undefined, unit?: string): Row[] =>
  value === undefined ? [] : [row(label, unit === undefined ? given(value) : amountOf(value, unit))];

/** The mark of an app. Written as `enum:...` it adds a fee that is not in the order. */
const tagOf = (tag: string | undefined): Pick<Read, 'rows' | 'notes' | 'flags'> => {
  if (tag === undefined) return { rows: [], notes: [], flags: [] };
  const rows = [row('row.orderTag', given(tag))];
  return tag.startsWith('enum:')
    ? {
        rows,
        notes: [{ level: 'care', text: { id: 'note.orderTag' } }],
        flags: [{ flag: 'hidden-parameters', what: 'order_tag' }],
      }
    : { rows, notes: [], flags: [] };
};

export const sideOf = (body: JsonObject): Leg['side'] =>
  oneOf('side', needed(body, 'side'), ['BUY', 'SELL']) === 'BUY' ? 'long' : 'short';

const orderOf = (body: JsonObject, keys: readonly string[], at: string): Read => {
  only(body, keys, at);
  const market = marketOf(needed(body, 'symbol'));
  const type = oneOf('order_type', needed(body, 'order_type'), TYPES);
  const side = sideOf(body);
  const price = amount(body, 'order_price');
  const size = amount(body, 'order_quantity');
  const spends = amount(body, 'order_amount');
  const priced = PRICED.includes(type);
  if (priced !== (price !== undefined)) throw unfit('order_price', type);
  if ((size === undefined) === (spends === undefined) || (priced && spends !== undefined))
    throw unfit(size === undefined ? 'order_quantity' : 'order_amount', type);
  for (const [field, fits] of [
    ['slippage', type === 'MARKET'],
    ['level', PEGGED.includes(type)],
    ['post_only_adjust', type === 'POST_ONLY'],
  ] as const)
    if (body.has(field) && !fits) throw unfit(field, type);
  const margin = text(body, 'margin_mode');
  if (margin !== undefined) oneOf('margin_mode', margin, ['CROSS', 'ISOLATED']);
  const own = text(body, 'client_order_id');
  const tag = tagOf(text(body, 'order_tag'));
  return {
    leg: {
      ...market,
      side,
      effect: flag(body, 'reduce_only') ? 'reduce' : 'open',
      type: exact(type),
      ...(size === undefined ? {} : { size }),
      ...(price === undefined ? {} : { price }),
    },
    spends,
    rows: [
      ...(PEGGED.includes(type) ? [row('row.limitPrice', words('value.pegged'))] : []),
      ...optional('row.level', amount(body, 'level', true)),
      ...optional('row.slippageMost', amount(body, 'slippage', true)),
      ...(body.has('post_only_adjust')
        ? [row('row.tickAdjust', words(flag(body, 'post_only_adjust') ? 'value.adjusted' : 'value.notAdjusted'))]
        : []),
      ...optional('row.visibleSize', amount(body, 'visible_quantity', true), market.base),
      ...optional('row.marginMode', margin),
      ...(own === undefined ? [] : [row('row.clientOrder', exact(clientId('client_order_id', own)))]),
      ...tag.rows,
    ],
    notes: tag.notes,
    flags: tag.flags,
  };
};

/** An amount of the quote is no size: the sentence names the market, and the amount is what limits count. */
const withAmounts = (card: Card, orders: readonly Read[]): Card => {
  if (card.kind !== 'order') return card;
  const facts = card.orders.map(
    (one, i): OrderFacts => ({ ...one, ...(orders[i]?.spends === undefined ? {} : { notional: orders[i].spends }) }),
  );
  const [first] = orders;
  const spends = orders.length === 1 ? first?.spends : undefined;
  const rows = card.rows.map((one) =>
    one.label === 'row.size' && spends !== undefined ? row('row.quoteAmount', amountOf(spends, QUOTE)) : one,
  );
  const more = orders.length === 1 ? [] : orders.flatMap((one) => optional('row.quoteAmount', one.spends, QUOTE));
  return { ...card, rows: [...rows, ...more], orders: facts };
};

export const ordersCard = (orders: readonly Read[], { end }: Request, more: Partial<Read> = {}): Card =>
  withAmounts(
    orderCard({
      venue: ORDERLY,
      legs: orders.map(({ leg }) => leg),
      end,
      leverage: 'at-venue',
      rows: [...orders.flatMap(({ rows }) => rows), ...(more.rows ?? [])],
      notes: [...orders.flatMap(({ notes }) => notes), ...(more.notes ?? [])],
      flags: [...orders.flatMap(({ flags }) => flags), ...(more.flags ?? [])],
      notCovered: [{ id: 'uncovered.orderlyAgain' }, { id: 'uncovered.orderlyAccount' }],
      also: ['timestamp', 'method', 'path'],
    }),
    orders,
  );

export const bodyOf = ({ body }: Request): JsonObject => {
  if (body === null) throw wrong('body', '-');
  return body;
};

export const readOrder = (request: Request): Card => ordersCard([orderOf(bodyOf(request), PLACED, 'body')], request);

const MOST_IN_BATCH = 10;
export const readBatch = (request: Request): Card => {
  const body = bodyOf(request);
  only(body, ['orders'], 'body');
  const orders = objectsIn(body.get('orders'), 'body.orders', MOST_IN_BATCH).map((one, i) => {
    if (flag(one, 'reduce_only')) throw new NotReadable({ id: 'why.orderlyBatchReduce' });
    return orderOf(one, BATCHED, `body.orders[${i}]`);
  });
  return ordersCard(orders, request);
};

/**
 * Which order it changes says its number alone: that its market and side are those of the body is not known here, and whether
 * it only reduces is what it was placed with. So it counts as one that opens, and no limit can be checked for its market.
 */
export const readEdit = (request: Request): Card => {
  const body = bodyOf(request);
  const id = orderId('order_id', needed(body, 'order_id'));
  const { leg, ...rest } = orderOf(body, EDITED, 'body');
  return ordersCard([{ ...rest, leg: { ...leg, effect: 'open', reduceOnly: 'unsigned' } }], request, {
    rows: [row('row.order', exact(id))],
    notes: [{ level: 'care', text: { id: 'note.replaces', params: { id } } }],
    flags: [{ flag: 'unknown-market', what: 'order_id' }],
  });
};
