/**
 * Orders of Orderly that wait for a price: a stop, take profit and stop loss, and an order with both. A stop that follows the
 * price is not read.
 * @see https://github.com/OrderlyNetwork/documentation-public/blob/3a6e561/orderly.openapi.yaml "Create algo order"
 * @module
 */
import type { JsonObject } from '../../signing/json.ts';
import { type Card, exact, given, NotReadable, oneOf, row } from '../adapter.ts';
import type { Leg } from '../order.ts';
import type { Row } from '../reading.ts';
import { amount, clientId, flag, marketOf, needed, objectsIn, only, text, wrong } from './fields.ts';
import { bodyOf, ordersCard, type Read, sideOf } from './orders.ts';
import type { Request } from './request.ts';

const KEYS = [
  ...['symbol', 'algo_type', 'client_order_id', 'type', 'price', 'quantity', 'trigger_price_type', 'trigger_price'],
  ...['reduce_only', 'side', 'child_orders', 'margin_mode'],
];
const CHILD = [
  ...['symbol', 'algo_type', 'side', 'type', 'trigger_price', 'price', 'reduce_only', 'trigger_price_type'],
];
const GROUP = ['symbol', 'algo_type', 'child_orders', 'quantity', 'trigger_price_type'];
const MOST_CHILDREN = 2;

const unfit = (field: string, type: string): NotReadable =>
  new NotReadable({ id: 'why.orderlyField', params: { field, type } });

const read = (leg: Leg, rows: Row[] = []): Read => ({ leg, spends: undefined, rows, notes: [], flags: [] });

/** The mark price starts it; there is nothing else yet. */
const checkTriggerKind = (body: JsonObject): void => {
  const kind = text(body, 'trigger_price_type');
  if (kind !== undefined) oneOf('trigger_price_type', kind, ['MARK_PRICE']);
};

const same = (symbol: string, body: JsonObject): void => {
  const own = text(body, 'symbol');
  if (own !== undefined && own !== symbol) throw wrong('symbol', own);
};

/** LIMIT has a price, and no other type does. */
const priceOf = (body: JsonObject, type: string): Pick<Leg, 'price'> => {
  const price = amount(body, 'price');
  if ((type === 'LIMIT') !== (price !== undefined)) throw unfit('price', type);
  return price === undefined ? {} : { price };
};

/** @param size of the order that it belongs to; absent: of the whole position */
const childOf = (body: JsonObject, symbol: string, size: string | undefined, at: string): Read => {
  only(body, CHILD, at);
  same(symbol, body);
  checkTriggerKind(body);
  const name = oneOf('algo_type', needed(body, 'algo_type'), ['TAKE_PROFIT', 'STOP_LOSS']);
  const whole = size === undefined;
  const type = oneOf('type', needed(body, 'type'), whole ? ['CLOSE_POSITION'] : ['MARKET', 'LIMIT']);
  const trigger = amount(body, 'trigger_price');
  if (trigger === undefined) throw unfit('trigger_price', type);
  const reduces = flag(body, 'reduce_only');
  if (whole && !reduces) throw unfit('reduce_only', type);
  return read({
    ...marketOf(symbol),
    side: sideOf(body),
    effect: whole ? 'close' : reduces ? 'reduce' : 'open',
    type: exact(`${name}, ${type}`),
    trigger,
    ...priceOf(body, type),
    ...(whole ? {} : { size }),
  });
};

const childrenOf = (body: JsonObject, symbol: string, size: string | undefined, at: string): Read[] =>
  objectsIn(body.get('child_orders'), `${at}.child_orders`, MOST_CHILDREN).map((child, i) =>
    childOf(child, symbol, size, `${at}.child_orders[${i}]`),
  );

const sizeOf = (body: JsonObject, type: string): string => {
  const size = amount(body, 'quantity');
  if (size === undefined) throw unfit('quantity', type);
  return size;
};

const entryOf = (body: JsonObject, symbol: string, trigger: string | undefined, rows: Row[]): Read => {
  const type = oneOf('type', needed(body, 'type'), ['LIMIT', 'MARKET']);
  return read(
    {
      ...marketOf(symbol),
      side: sideOf(body),
      effect: flag(body, 'reduce_only') ? 'reduce' : 'open',
      type: exact(type),
      size: sizeOf(body, type),
      ...priceOf(body, type),
      ...(trigger === undefined ? {} : { trigger }),
    },
    rows,
  );
};

/** Fields that this kind of order has no use for would be read by nobody. */
const without = (body: JsonObject, kind: string, fields: readonly string[]): void => {
  const found = fields.find((field) => body.has(field));
  if (found !== undefined) throw unfit(found, kind);
};

const groupsOf = (body: JsonObject, symbol: string, size: string): Read[] =>
  objectsIn(body.get('child_orders'), 'body.child_orders', 1).flatMap((group) => {
    const at = 'body.child_orders[0]';
    only(group, GROUP, at);
    same(symbol, group);
    checkTriggerKind(group);
    const kind = oneOf('algo_type', needed(group, 'algo_type'), ['POSITIONAL_TP_SL', 'TP_SL']);
    if (kind === 'POSITIONAL_TP_SL') without(group, kind, ['quantity']);
    return childrenOf(group, symbol, kind === 'TP_SL' ? (amount(group, 'quantity') ?? size) : undefined, at);
  });

export const readAlgo = (request: Request): Card => {
  const body = bodyOf(request);
  only(body, KEYS, 'body');
  checkTriggerKind(body);
  const symbol = needed(body, 'symbol');
  const kind = oneOf('algo_type', needed(body, 'algo_type'), ['STOP', 'TP_SL', 'POSITIONAL_TP_SL', 'BRACKET']);
  const own = text(body, 'client_order_id');
  const margin = text(body, 'margin_mode');
  if (margin !== undefined) oneOf('margin_mode', margin, ['CROSS', 'ISOLATED']);
  const rows = [
    row('row.algoType', exact(kind)),
    ...(margin === undefined ? [] : [row('row.marginMode', given(margin))]),
    ...(own === undefined ? [] : [row('row.clientOrder', exact(clientId('client_order_id', own)))]),
  ];
  if (kind === 'STOP') {
    without(body, kind, ['child_orders']);
    const trigger = amount(body, 'trigger_price');
    if (trigger === undefined) throw unfit('trigger_price', kind);
    return ordersCard([entryOf(body, symbol, trigger, rows)], request);
  }
  without(body, kind, ['trigger_price']);
  if (kind === 'BRACKET') {
    const entry = entryOf(body, symbol, undefined, rows);
    return ordersCard([entry, ...groupsOf(body, symbol, sizeOf(body, kind))], request);
  }
  without(body, kind, ['type', 'price', 'side', 'reduce_only', ...(kind === 'TP_SL' ? [] : ['quantity'])]);
  const size = kind === 'TP_SL' ? sizeOf(body, kind) : undefined;
  return ordersCard(childrenOf(body, symbol, size, 'body'), request, { rows });
};
