/**
 * Cancels of Orderly. Everything that they say stands in the path.
 * @see https://github.com/OrderlyNetwork/documentation-public/blob/3a6e561/orderly.openapi.yaml "Cancel order" and those after it
 * @module
 */
import type { Text } from '../../lib/text.ts';
import { type Card, exact, NotReadable, oneOf, row, time, words } from '../adapter.ts';
import type { Row } from '../reading.ts';
import { clientId, marketOf, ORDERLY, orderId, wrong } from './fields.ts';
import type { Request } from './request.ts';

type Kind = { needs: string[]; may?: string[]; all?: boolean; algo?: boolean };

const KINDS: Readonly<Record<string, Kind>> = {
  '/v1/order': { needs: ['order_id', 'symbol'] },
  '/v1/client/order': { needs: ['client_order_id', 'symbol'] },
  '/v1/batch-order': { needs: ['order_ids'] },
  '/v1/client/batch-order': { needs: ['client_order_ids'] },
  '/v1/orders': { needs: [], may: ['symbol'], all: true },
  '/v1/algo/order': { needs: ['order_id', 'symbol'], algo: true },
  '/v1/algo/client/order': { needs: ['client_order_id', 'symbol'], algo: true },
  '/v1/algo/orders': { needs: [], may: ['symbol', 'algo_type'], all: true, algo: true },
};
const ALGO = ['STOP', 'TP_SL', 'POSITIONAL_TP_SL', 'BRACKET', 'TRAILING_STOP'];
const MOST_IN_BATCH = 10;

const listed = (field: string, text: string, one: (field: string, text: string) => string): string[] => {
  const ids = text.split(',');
  if (ids.length > MOST_IN_BATCH) throw wrong(field, text);
  return ids.map((id) => one(field, id));
};

const VALUES: Readonly<Record<string, (value: string) => Row[]>> = {
  symbol: (value) => {
    const { market, marketFrom } = marketOf(value);
    return [row('row.market', exact(market), 'computed', ...(marketFrom?.context ?? []))];
  },
  order_id: (value) => [row('row.order', exact(orderId('order_id', value)))],
  client_order_id: (value) => [row('row.clientOrder', exact(clientId('client_order_id', value)))],
  order_ids: (value) => listed('order_ids', value, orderId).map((id) => row('row.order', exact(id))),
  client_order_ids: (value) =>
    listed('client_order_ids', value, clientId).map((id) => row('row.clientOrder', exact(id))),
  algo_type: (value) => [row('row.algoType', exact(oneOf('algo_type', value, ALGO)))],
};

const headlineOf = ({ all, algo }: Kind, query: Request['query'], rows: readonly Row[]): Text => {
  const venue = ORDERLY.name;
  if (!all) {
    const count = rows.filter(({ label }) => label === 'row.order' || label === 'row.clientOrder').length;
    return count === 1
      ? { id: 'headline.cancel', params: { venue } }
      : { id: 'headline.cancelMany', params: { count: String(count), venue } };
  }
  if (algo) return { id: 'headline.cancelAllAlgo', params: { venue } };
  const symbol = query.get('symbol');
  return symbol === undefined
    ? { id: 'headline.cancelAll', params: { venue } }
    : { id: 'headline.cancelAllIn', params: { market: marketOf(symbol).market, venue } };
};

/** @throws {NotReadable} for what cancels nothing */
export const readCancel = ({ path, query, end }: Request): Card => {
  const kind = Object.hasOwn(KINDS, path) ? KINDS[path] : undefined;
  if (!kind) throw new NotReadable({ id: 'why.orderlyRequest' });
  const { needs, may = [] } = kind;
  const strange = [...query.keys()].find((key) => !needs.includes(key) && !may.includes(key));
  const missing = needs.find((key) => !query.has(key));
  if (strange !== undefined || missing !== undefined) throw wrong('path', strange ?? missing ?? '');
  const rows = [...query].flatMap(([key, value]) => VALUES[key]?.(value) ?? []);
  return {
    kind: 'cancel-or-reduce',
    venue: ORDERLY,
    act: 'cancel',
    headline: headlineOf(kind, query, rows),
    rows: [...rows, row('row.acceptedUntil', time(end))],
    notes: [],
    notCovered: [{ id: 'uncovered.orderlyAccount' }],
    stays: [row('row.position', words('value.shownAtVenue', { venue: ORDERLY.name }), 'unsigned')],
    also: ['timestamp', 'method', 'path'],
    validUntil: Number(end),
  };
};
