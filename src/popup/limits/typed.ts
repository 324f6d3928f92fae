/**
 * What a person typed into the fields of a limit, read strictly: a number is a plain one or it is an error at its field.
 * Nothing is guessed: `1,000` is one thing in one country and a thousand in another.
 * @module
 */
import type { Text } from '../../lib/text.ts';

/** The same bounds as the policy's own amounts. */
const AMOUNT = /^(?:0|[1-9]\d{0,30})(?:\.\d{1,18})?$/;
const PLAIN = /^\d+(?:\.\d+)?$/;
const MOST_MARKETS = 200;
const LONGEST_MARKET = 100;
/** The word for an empty list, beside no list at all. */
export const NOT_ONE = 'none';

/** What is wrong, by the name of the field. */
export type Wrong = Record<string, Text>;
export type Typed<T> = { ok: T } | { wrong: Text };

/** A decimal without superfluous zeros at its end, so that equal amounts are equal texts. */
export const readAmount = (text: string): Typed<string> => {
  if (AMOUNT.test(text)) return { ok: text.includes('.') ? text.replace(/\.?0+$/, '') : text };
  if (text.includes(',')) return { wrong: { id: 'limits.wrong.comma' } };
  return { wrong: { id: PLAIN.test(text) && !/^0\d/.test(text) ? 'limits.wrong.long' : 'limits.wrong.amount' } };
};

/** A whole number within bounds. */
export const readWhole = (text: string, least: number, most: number): Typed<number> => {
  const wrong = { id: 'limits.wrong.whole', params: { least: String(least), most: String(most) } } as const;
  if (!/^[1-9]\d{0,14}$/.test(text) && text !== '0') return { wrong };
  const number = Number(text);
  return number < least || number > most ? { wrong } : { ok: number };
};

/** Names between commas, each once; nothing: every market. */
export const readMarkets = (text: string): Typed<string[] | undefined> => {
  if (text === '') return { ok: undefined };
  if (text === NOT_ONE) return { ok: [] };
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '' || name.length > LONGEST_MARKET) || names.length > MOST_MARKETS)
    return { wrong: { id: 'limits.wrong.markets' } };
  return { ok: [...new Set(names)] };
};

/** `09:30` as minutes of the day. */
export const readTime = (text: string): Typed<number> => {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined ? { wrong: { id: 'limits.wrong.time' } } : { ok: Number(hours) * 60 + Number(minutes) };
};

/** The fields of a form, one by one. Every error is kept, so that all of them are shown at once. */
export const readerOf = (data: FormData) => {
  const wrong: Wrong = {};
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const taken = <T>(name: string, typed: Typed<T>): T | undefined => {
    if ('ok' in typed) return typed.ok;
    wrong[name] ??= typed.wrong;
    return undefined;
  };
  return {
    wrong,
    text,
    taken,
    /** what is left empty is not limited */
    amount: (name: string) => (text(name) === '' ? undefined : taken(name, readAmount(text(name)))),
    whole: (name: string, least: number, most: number) => taken(name, readWhole(text(name), least, most)),
    on: (name: string): boolean => data.get(name) !== null,
  };
};

/** Leaves out what is not there, so that an absent limit has no key. */
export const present = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
