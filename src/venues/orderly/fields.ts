/**
 * The fields of an order at Orderly: these keys and no other, numbers as plain decimals.
 * @see https://github.com/OrderlyNetwork/documentation-public/blob/3a6e561/orderly.openapi.yaml "PostOrderBody"
 * @module
 */
import { isNumber, isObject, type Json, type JsonObject } from '../../signing/json.ts';
import { visibleStart } from '../../signing/visible.ts';
import { decimal, exact, matching, NotReadable } from '../adapter.ts';
import type { Leg } from '../order.ts';
import type { Venue } from '../reading.ts';

export const ORDERLY: Venue = { id: 'orderly', name: 'Orderly' };
/** What all perpetuals there are counted in. */
export const QUOTE = 'USDC';

export const wrong = (field: string, value: string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: visibleStart(value, 100) } });

/** @throws {NotReadable} for a key that is none of these */
export const only = (body: JsonObject, keys: readonly string[], at: string): void => {
  for (const key of body.keys()) if (!keys.includes(key)) throw wrong(`${at}.${visibleStart(key, 40)}`, '');
};

export const text = (body: JsonObject, key: string): string | undefined => {
  const json = body.get(key);
  if (json === undefined) return undefined;
  if (typeof json !== 'string') throw wrong(key, '-');
  return json;
};

export const needed = (body: JsonObject, key: string): string => {
  const found = text(body, key);
  if (found === undefined) throw wrong(key, '-');
  return found;
};

export const flag = (body: JsonObject, key: string): boolean => {
  const json = body.get(key) ?? false;
  if (typeof json !== 'boolean') throw wrong(key, '-');
  return json;
};

/** A number, or the same as text. Above 0 unless `zero`. */
export const amount = (body: JsonObject, key: string, zero = false): string | undefined => {
  const json = body.get(key);
  if (json === undefined) return undefined;
  const found = decimal(key, isNumber(json) ? json.number : typeof json === 'string' ? json : '-');
  if (!zero && /^0(?:\.0*)?$/.test(found)) throw wrong(key, found);
  return found;
};

/** At most 36 letters, digits and hyphens, none of these first. */
export const clientId = (field: string, value: string): string => matching(field, value, /^[A-Za-z\d_][\w-]{0,35}$/)[0];
export const orderId = (field: string, value: string): string => matching(field, value, /^\d{1,20}$/)[0];

/** `PERP_ETH_USDC` is called `ETH-PERP` there. */
export const marketOf = (symbol: string): Pick<Leg, 'market' | 'marketFrom' | 'base' | 'quote'> => {
  const base = matching('symbol', symbol, /^PERP_([A-Z\d]{1,20})_USDC$/)[1] ?? '';
  return {
    market: `${base}-PERP`,
    marketFrom: { mark: 'computed', context: [[exact(symbol), 'signed']] },
    base,
    quote: QUOTE,
  };
};

export const objectsIn = (json: Json | undefined, field: string, most: number): JsonObject[] => {
  if (!Array.isArray(json) || json.length === 0 || json.length > most) throw wrong(field, '-');
  return json.map((one) => {
    if (!isObject(one)) throw wrong(field, '-');
    return one;
  });
};
