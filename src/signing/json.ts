/**
 * JSON, read strictly. What a person is shown is what these characters say, so nothing may be lost on the way: numbers
 * stay as they are written, a key may stand once, and nothing may follow.
 * @module
 */
import { RequestError } from './request-error.ts';

/** A number as it is written. Whether it is exact is for its reader to say. */
export type JsonNumber = { readonly number: string };
export type JsonObject = ReadonlyMap<string, Json>;
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;

const MAX_CHARACTERS = 256 * 1024;
const MAX_DEPTH = 32;
const MAX_ITEMS = 1024;
/** Keys that reach the prototype of an object somewhere, if not here. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 forbids exactly these in a string
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const WORDS: Record<string, [string, Json]> = { t: ['true', true], f: ['false', false], n: ['null', null] };

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const isNumber = (value: Json | undefined): value is JsonNumber =>
  typeof value === 'object' && value !== null && 'number' in value;

/**
 * Reads RFC 8259 text of at most 256 kB, 32 levels and 1,024 items a list or object.
 * @throws {RequestError} that names the place (0-based character) of what is wrong.
 */
export const parseJson = (text: string): Json => {
  if (text.length > MAX_CHARACTERS) throw new RequestError('request.large');
  let at = 0;

  const wrong = (): RequestError => new RequestError('request.json', { at: String(at) });
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) throw wrong();
    at += found.length;
    return found;
  };
  /** Skips white space, then takes one character if it is this one. */
  const take = (character: string): boolean => {
    match(SPACE);
    if (text[at] !== character) return false;
    at++;
    return true;
  };

  const readString = (): string => {
    const start = at;
    const token = match(STRING);
    const value: string = token.includes('\\') ? JSON.parse(token) : token.slice(1, -1);
    // Half of a surrogate pair has no UTF-8: another text would be hashed than the one that is shown.
    if (!value.isWellFormed()) throw new RequestError('request.halfCharacter', { at: String(start) });
    return value;
  };

  const readObject = (depth: number): JsonObject => {
    const object = new Map<string, Json>();
    if (take('}')) return object;
    do {
      match(SPACE);
      const key = readString();
      if (object.has(key)) throw new RequestError('request.duplicateKey', { key, at: String(at) });
      if (REFUSED_KEYS.has(key)) throw new RequestError('request.refusedKey', { key, at: String(at) });
      if (!take(':')) throw wrong();
      object.set(key, readValue(depth));
      if (object.size > MAX_ITEMS) throw new RequestError('request.manyItems', { at: String(at) });
    } while (take(','));
    if (!take('}')) throw wrong();
    return object;
  };

  const readList = (depth: number): Json[] => {
    const list: Json[] = [];
    if (take(']')) return list;
    do {
      list.push(readValue(depth));
      if (list.length > MAX_ITEMS) throw new RequestError('request.manyItems', { at: String(at) });
    } while (take(','));
    if (!take(']')) throw wrong();
    return list;
  };

  const readValue = (depth: number): Json => {
    match(SPACE);
    const first = text[at] ?? '';
    if (first === '"') return readString();
    if (first === '{' || first === '[') {
      if (depth === MAX_DEPTH) throw new RequestError('request.deep', { at: String(at) });
      at++;
      return first === '{' ? readObject(depth + 1) : readList(depth + 1);
    }
    const word = WORDS[first];
    if (!word) return { number: match(NUMBER) };
    if (!text.startsWith(word[0], at)) throw wrong();
    at += word[0].length;
    return word[1];
  };

  const value = readValue(0);
  match(SPACE);
  if (at !== text.length) throw wrong();
  return value;
};

/** The params of a request: a list of `least` to `most` values. */
export const parseParams = (paramsText: string, least: number, most: number): readonly Json[] => {
  const params = parseJson(paramsText);
  if (!isList(params) || params.length < least || params.length > most)
    throw new RequestError('request.params', { count: least === most ? String(least) : `${least} to ${most}` });
  return params;
};
