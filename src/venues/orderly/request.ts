/**
 * A request to Orderly that a key signs: time, method, path and body in one text. Orders and cancels are read; of everything
 * else Vouch knows nothing.
 * @see https://github.com/OrderlyNetwork/documentation-public/blob/3a6e561/build-on-omnichain/api-authentication.mdx
 *   also that the venue's clock may be 300 seconds away
 * @see https://github.com/OrderlyNetwork/js-sdk/blob/0d1ae77/packages/core/src/signer.ts
 * @module
 */
import { isNumber, isObject, type Json, type JsonObject, parseJson } from '../../signing/json.ts';
import { visibleStart } from '../../signing/visible.ts';
import { type Card, NotReadable, type OpenedText } from '../adapter.ts';
import { leaves } from '../json-leaves.ts';
import type { Field, ReadingContext } from '../reading.ts';
import { readAlgo } from './algo.ts';
import { readCancel } from './cancels.ts';
import { readBatch, readEdit, readOrder } from './orders.ts';

const TAKEN_MS = 300_000;
/** Clocks differ. What is dated further ahead could be kept until long after the grant has ended. */
const AHEAD_MS = 30_000;

/** `timestamp`: ms since 1970. `query`: in its order. `end`: seconds, when the venue stops taking it. */
export type Request = {
  timestamp: bigint;
  method: string;
  path: string;
  query: ReadonlyMap<string, string>;
  body: JsonObject | null;
  end: bigint;
};

type Reader = (request: Request) => Card;

const READ: Readonly<Record<string, Reader>> = {
  'POST /v1/order': readOrder,
  'PUT /v1/order': readEdit,
  'POST /v1/batch-order': readBatch,
  'POST /v1/algo/order': readAlgo,
};

const strange = (field: string, value: string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: visibleStart(value, 100) } });

const textIn = (json: Json | undefined, field: string): string => {
  if (typeof json !== 'string') throw strange(field, '-');
  return json;
};

const timeIn = (json: Json | undefined, { now }: ReadingContext): bigint => {
  const text = isNumber(json) ? json.number : textIn(json, 'timestamp');
  if (!/^[1-9]\d{12}$/.test(text)) throw strange('timestamp', text);
  const ahead = Number(text) - now;
  if (ahead > AHEAD_MS || ahead < -TAKEN_MS) throw new NotReadable({ id: 'why.orderlyTime', params: { time: text } });
  return BigInt(text);
};

/** Plain keys and values, each key once: what a server could read in two ways is not read. */
const queryIn = (text: string | undefined): Map<string, string> => {
  const found = new Map<string, string>();
  for (const part of text === undefined ? [] : text.split('&')) {
    const [, key = '', value = ''] = /^([a-z_]{1,40})=([\w.,:-]{1,400})$/.exec(part) ?? [];
    if (key === '' || found.has(key)) throw strange('path', part);
    found.set(key, value);
  }
  return found;
};

/** JSON text as it is posted; DELETE has none. */
const bodyIn = (text: string): JsonObject | null => {
  if (text === '') return null;
  const body = parseJson(text);
  if (!isObject(body)) throw strange('body', text);
  return body;
};

const KEYS = ['timestamp', 'method', 'path', 'body'];

/**
 * `{request: {timestamp, method, path, body?}}`, the body as the text that is posted.
 * @throws {NotReadable} for what is no order and no cancel, and for what is not of now
 * @throws {RequestError} for a body that is no JSON
 */
export const openRequest = (preimage: JsonObject, context: ReadingContext): OpenedText => {
  const request = preimage.get('request');
  const extra = [...preimage.keys()].find((key) => key !== 'request');
  if (extra !== undefined || !isObject(request)) throw strange('preimage', extra ?? 'request');
  const other = [...request.keys()].find((key) => !KEYS.includes(key));
  if (other !== undefined) throw strange('request', other);

  const timestamp = timeIn(request.get('timestamp'), context);
  const method = textIn(request.get('method'), 'method');
  const whole = textIn(request.get('path'), 'path');
  const text = textIn(request.get('body') ?? '', 'body');
  const [, path = '', query] = /^(\/v1(?:\/[a-z-]+)+)(?:\?(.*))?$/.exec(whole) ?? [];
  if (path === '') throw strange('path', whole);
  const asked: Request = {
    ...{ timestamp, method, path, query: queryIn(query), body: bodyIn(text) },
    end: (timestamp + BigInt(TAKEN_MS)) / 1000n,
  };
  const fields: Field[] = [
    { path: 'timestamp', type: 'integer', value: String(timestamp) },
    { path: 'method', type: 'string', value: visibleStart(method, 10) },
    { path: 'path', type: 'string', value: whole },
    ...(asked.body === null ? [] : leaves(asked.body, 'body')),
  ];
  return { message: `${timestamp}${method}${whole}${text}`, card: cardOf(asked), fields };
};

const cardOf = (asked: Request): Card => {
  const { method, path, query, body } = asked;
  if (method === 'DELETE' && body === null) return readCancel(asked);
  const name = `${method} ${path}`;
  const read = Object.hasOwn(READ, name) ? READ[name] : undefined;
  if (!read || query.size > 0) throw new NotReadable({ id: 'why.orderlyRequest' });
  return read(asked);
};
