/** The leaves of JSON, in the order in which they are written. @module */
import { isList, isNumber, isObject, type Json } from '../signing/json.ts';
import { visible } from '../signing/visible.ts';
import type { Field } from './reading.ts';

/** A key that could be taken for a path stands in quotes. */
const below = (path: string, key: string): string =>
  /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(visible(key))}]`;

/** Every leaf. A list or object with nothing in it is hashed too, and shown as such. */
export const leaves = (json: Json, path: string): Field[] => {
  if (isList(json)) {
    if (json.length === 0) return [{ path, type: 'list', value: '[]' }];
    return json.flatMap((item, i) => leaves(item, `${path}[${i}]`));
  }
  if (isObject(json)) {
    if (json.size === 0) return [{ path, type: 'object', value: '{}' }];
    return [...json].flatMap(([key, value]) => leaves(value, below(path, key)));
  }
  if (isNumber(json)) return [{ path, type: /^-?\d+$/.test(json.number) ? 'integer' : 'number', value: json.number }];
  if (json === null) return [{ path, type: 'null', value: 'null' }];
  return [{ path, type: typeof json === 'string' ? 'string' : 'bool', value: visible(String(json)) }];
};
