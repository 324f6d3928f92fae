/**
 * The exact shape of an action: these keys, in this order, of these types. The venue makes the hash from what it has read,
 * in its own order, so what is written in any other way has no meaning there.
 * @module
 */
import { isList, isNumber, isObject, type Json } from '../../signing/json.ts';
import { visible } from '../../signing/visible.ts';
import { NotReadable } from '../adapter.ts';

export type Shape<T> = (json: Json | undefined, path: string) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

const said = (json: Json | undefined): string => {
  if (json === undefined) return '-';
  if (isNumber(json)) return json.number;
  if (isList(json)) return '[...]';
  return isObject(json) ? '{...}' : visible(String(json)).slice(0, 100);
};
export const wrong = (path: string, json: Json | undefined): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field: path, value: said(json) } });

const text =
  (pattern: RegExp): Shape<string> =>
  (json, path) => {
    if (typeof json !== 'string' || !pattern.test(json)) throw wrong(path, json);
    return json;
  };

export const bool: Shape<boolean> = (json, path) => {
  if (typeof json !== 'boolean') throw wrong(path, json);
  return json;
};
/** Whole, and not below 0. */
export const int: Shape<bigint> = (json, path) => {
  if (!isNumber(json) || !/^(?:0|[1-9]\d{0,15})$/.test(json.number)) throw wrong(path, json);
  return BigInt(json.number);
};
export const signedInt: Shape<bigint> = (json, path) => {
  if (!isNumber(json) || !/^(?:0|-?[1-9]\d{0,15})$/.test(json.number)) throw wrong(path, json);
  return BigInt(json.number);
};
/** A decimal as the venue writes it: no superfluous zero before or behind, no sign, no exponent. */
export const amount = text(/^(?=.{1,40}$)(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
/** The same above 0. */
export const price = text(/^(?=.{1,40}$)(?!0$)(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
/** In small letters, as the venue hashes it. */
export const address = text(/^0x[\da-f]{40}$/);
export const cloid = text(/^0x[\da-f]{32}$/);
/** A name that somebody chose: any letters, at most so many. */
export const name = (most: number): Shape<string> => text(new RegExp(`^.{0,${most}}$`, 's'));

export const only =
  <const T extends readonly (string | boolean)[]>(...known: T): Shape<T[number]> =>
  (json, path) => {
    const found = known.find((one) => one === json);
    if (found === undefined) throw wrong(path, json);
    return found;
  };

export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (json, path) =>
    json === undefined ? undefined : shape(json, path);

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (json, path) =>
    json === null ? null : shape(json, path);

export const list =
  <T>(item: Shape<T>): Shape<T[]> =>
  (json, path) => {
    if (!isList(json)) throw wrong(path, json);
    return json.map((one, i) => item(one, `${path}[${i}]`));
  };

export const object =
  <S extends Record<string, Shape<unknown>>>(members: S): Shape<{ [K in keyof S]: Of<S[K]> }> =>
  (json, path) => {
    if (!isObject(json)) throw wrong(path, json);
    const keys = [...json.keys()];
    const expected = Object.keys(members).filter((key) => json.has(key));
    for (const [i, key] of keys.entries())
      if (expected[i] !== key) throw wrong(`${path}.${visible(key)}`, json.get(key));
    return Object.fromEntries(
      Object.entries(members).map(([key, shape]) => [key, shape(json.get(key), `${path}.${key}`)]),
    ) as { [K in keyof S]: Of<S[K]> };
  };

/** The first of two shapes whose keys these are. */
export const either =
  <A, B>(key: string, first: Shape<A>, second: Shape<B>): Shape<A | B> =>
  (json, path) =>
    isObject(json) && json.has(key) ? first(json, path) : second(json, path);
