/**
 * Calldata, read strictly. What a contract would quietly ignore (unused bits, gaps between the parts, bytes behind the end)
 * is hidden from a reader, so there is one way to write a value and any other is no value.
 * @see https://docs.soliditylang.org/en/latest/abi-spec.html
 * @module
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { fromHex, fromUtf8, type Hex, toHex, utf8 } from '../lib/bytes.ts';
import { checksum } from './address.ts';

/** Integers: bigint. Addresses: with their check. `bytes`: lower-case hexadecimal. Tuples and arrays: lists. */
export type AbiValue = bigint | boolean | string | Hex | readonly AbiValue[];

/** Types that are none, or a value that is not of its type. */
export class AbiError extends Error {
  override name = 'AbiError';
}

type Type =
  | { kind: 'uint' | 'int'; bits: number }
  | { kind: 'address' | 'bool' | 'bytes' | 'string' }
  | { kind: 'fixed-bytes'; length: number }
  | { kind: 'list'; item: Type; length: number | null }
  | { kind: 'tuple'; members: readonly Type[] };

const MAX_DEPTH = 8;
const MAX_ITEMS = 1024;
const MAX_BYTES = 128 * 1024;
/** hexadecimal digits of 32 bytes */
const WORD = 64;

const TYPE = /(u?)int(\d+)|bytes(\d+)|address|bool|bytes|string/y;
const LIST = /\[(\d*)\]/y;

/** `uint` and `int` without a size are no types here: a signature is counted with their sizes. */
const parseTypes = (text: string): Type[] => {
  let at = 0;
  const wrong = (): AbiError => new AbiError(`No type of calldata at character ${at}: ${text}`);
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    at += found?.[0].length ?? 0;
    return found;
  };
  const tuple = (depth: number): Type => {
    const members: Type[] = [];
    do {
      at++;
      members.push(type(depth + 1));
    } while (text[at] === ',');
    if (text[at++] !== ')') throw wrong();
    return { kind: 'tuple', members };
  };
  const simple = (): Type => {
    const [name = '', unsigned, bits, length] = match(TYPE) ?? [];
    if (bits !== undefined) {
      if (!/^(?:[1-9]\d?|1\d\d|2[0-5]\d)$/.test(bits) || Number(bits) % 8 !== 0 || Number(bits) > 256) throw wrong();
      return { kind: unsigned === 'u' ? 'uint' : 'int', bits: Number(bits) };
    }
    if (length !== undefined) {
      if (!/^(?:[1-9]|[12]\d|3[012])$/.test(length)) throw wrong();
      return { kind: 'fixed-bytes', length: Number(length) };
    }
    if (name === 'address' || name === 'bool' || name === 'bytes' || name === 'string') return { kind: name };
    throw wrong();
  };
  const type = (depth: number): Type => {
    if (depth > MAX_DEPTH) throw wrong();
    let found = text[at] === '(' ? tuple(depth) : simple();
    for (let list = match(LIST), lists = depth; list; list = match(LIST)) {
      const length = list[1] === '' ? null : Number(list[1]);
      // An item that takes no room could be there any number of times.
      if (length === 0 || (length ?? 0) > MAX_ITEMS || ++lists > MAX_DEPTH) throw wrong();
      found = { kind: 'list', item: found, length };
    }
    return found;
  };
  if (text === '') return [];
  const types = [type(0)];
  while (text[at] === ',') {
    at++;
    types.push(type(0));
  }
  if (at !== text.length) throw wrong();
  return types;
};

/** The digits that a value takes where it stands; null when only its place is written there. */
const sizeOf = (type: Type): number | null => {
  if (type.kind === 'bytes' || type.kind === 'string') return null;
  if (type.kind === 'tuple') return sizeOfAll(type.members);
  if (type.kind !== 'list') return WORD;
  const item = sizeOf(type.item);
  return type.length === null || item === null ? null : item * type.length;
};
const sizeOfAll = (types: readonly Type[]): number | null => {
  let sum = 0;
  for (const type of types) {
    const size = sizeOf(type);
    if (size === null) return null;
    sum += size;
  }
  return sum;
};

const word = (value: bigint): string => BigInt.asUintN(256, value).toString(16).padStart(WORD, '0');
const repeated = (item: Type, length: number): Type[] => Array.from({ length }, () => item);

const textOf = (value: AbiValue, pattern: RegExp): string => {
  if (typeof value !== 'string' || !pattern.test(value)) throw new AbiError('This value does not fit its type.');
  return value;
};

const encodeOne = (type: Type, value: AbiValue): string => {
  switch (type.kind) {
    case 'uint':
    case 'int': {
      const wrap = type.kind === 'int' ? BigInt.asIntN : BigInt.asUintN;
      if (typeof value !== 'bigint' || wrap(type.bits, value) !== value)
        throw new AbiError('Not a number of its type.');
      return word(value);
    }
    case 'bool':
      if (typeof value !== 'boolean') throw new AbiError('Neither true nor false.');
      return word(value ? 1n : 0n);
    case 'address':
      return textOf(value, /^0x[\da-fA-F]{40}$/)
        .slice(2)
        .toLowerCase()
        .padStart(WORD, '0');
    case 'fixed-bytes': {
      const digits = textOf(value, /^0x[\da-f]*$/).slice(2);
      if (digits.length !== 2 * type.length) throw new AbiError('Not as many bytes as its type has.');
      return digits.padEnd(WORD, '0');
    }
    case 'bytes':
    case 'string': {
      const digits = (
        type.kind === 'string' ? toHex(utf8(textOf(value, /^/))) : textOf(value, /^0x(?:[\da-f]{2})*$/)
      ).slice(2);
      return word(BigInt(digits.length / 2)) + digits.padEnd(Math.ceil(digits.length / WORD) * WORD, '0');
    }
    case 'tuple':
      return encodeAll(type.members, value);
    case 'list': {
      if (!Array.isArray(value) || (type.length !== null && value.length !== type.length))
        throw new AbiError('Not a list as its type says.');
      return (
        (type.length === null ? word(BigInt(value.length)) : '') + encodeAll(repeated(type.item, value.length), value)
      );
    }
  }
};

const encodeAll = (types: readonly Type[], values: AbiValue): string => {
  if (!Array.isArray(values) || values.length !== types.length) throw new AbiError('Not one value for each type.');
  const sizes = types.map(sizeOf);
  let place = sizes.reduce<number>((sum, size) => sum + (size ?? WORD), 0);
  let heads = '';
  let tails = '';
  for (const [i, type] of types.entries()) {
    const encoded = encodeOne(type, values[i]);
    if (sizes[i] !== null) heads += encoded;
    else {
      heads += word(BigInt(place / 2));
      tails += encoded;
      place += encoded.length;
    }
  }
  return heads + tails;
};

/** Reads in one direction: what is not the next thing, right behind the last one, is refused, so nothing is read twice. */
const reader = (digits: string) => {
  const take = (at: number, length: number): string => {
    if (at + length > digits.length) throw new AbiError('The data ends too early.');
    return digits.slice(at, at + length);
  };
  const count = (at: number): number => {
    const value = BigInt(`0x${take(at, WORD)}`);
    if (value > BigInt(MAX_BYTES)) throw new AbiError('A length or place that is too large.');
    return Number(value);
  };
  const readOne = (type: Type, at: number): { value: AbiValue; end: number } => {
    const end = at + WORD;
    switch (type.kind) {
      case 'tuple':
        return readAll(type.members, at);
      case 'list': {
        const length = type.length ?? count(at);
        if (length > MAX_ITEMS) throw new AbiError(`A list of more than ${MAX_ITEMS} items.`);
        return readAll(repeated(type.item, length), type.length === null ? end : at);
      }
      case 'bytes':
      case 'string': {
        const length = 2 * count(at);
        const data: Hex = `0x${take(end, length)}`;
        return {
          value: type.kind === 'bytes' ? data : fromUtf8(fromHex(data)),
          end: end + Math.ceil(length / WORD) * WORD,
        };
      }
      case 'fixed-bytes':
        return { value: `0x${take(at, WORD).slice(0, 2 * type.length)}`, end };
      case 'address':
        return { value: checksum(`0x${take(at, WORD).slice(24)}`), end };
      default: {
        const value = BigInt(`0x${take(at, WORD)}`);
        if (type.kind === 'bool') return { value: value === 1n, end };
        return { value: type.kind === 'int' ? BigInt.asIntN(256, value) : value, end };
      }
    }
  };
  const readAll = (types: readonly Type[], start: number): { value: AbiValue[]; end: number } => {
    const sizes = types.map(sizeOf);
    let at = start;
    let end = start + sizes.reduce<number>((sum, size) => sum + (size ?? WORD), 0);
    const value = types.map((type, i) => {
      const size = sizes[i] ?? null;
      const here = at;
      at += size ?? WORD;
      if (size !== null) return readOne(type, here).value;
      if (2 * count(here) !== end - start) throw new AbiError('Its parts do not follow one another.');
      const found = readOne(type, end);
      end = found.end;
      return found.value;
    });
    return { value, end };
  };
  return readAll;
};

/**
 * Values as Solidity's `abi.encode` writes them.
 * @param types with commas between them, without brackets around: `(address,uint32)[],bytes`
 * @throws {AbiError}
 */
export const encodeAbi = (types: string, values: readonly AbiValue[]): Hex =>
  `0x${encodeAll(parseTypes(types), values)}`;

/**
 * The values of `data`, which is what `encodeAbi` makes of them and nothing else: at most 128 kB, 1,024 items a list and
 * types nested eight deep. Null for anything else.
 * @param types as `encodeAbi` takes them
 */
export const decodeAbi = (types: string, data: Hex): readonly AbiValue[] | null => {
  if (data.length > 2 + 2 * MAX_BYTES || !/^0x(?:[\da-f]{64})*$/.test(data)) return null;
  try {
    const parsed = parseTypes(types);
    const { value } = reader(data.slice(2))(parsed, 0);
    return `0x${encodeAll(parsed, value)}` === data ? value : null;
  } catch (cause) {
    // TypeError: bytes that are no UTF-8
    if (cause instanceof AbiError || cause instanceof TypeError) return null;
    throw cause;
  }
};

/** A type as it is written, for whoever is shown its value. */
const nameOf = (type: Type): string => {
  if (type.kind === 'uint' || type.kind === 'int') return `${type.kind}${type.bits}`;
  if (type.kind === 'fixed-bytes') return `bytes${type.length}`;
  if (type.kind === 'list') return `${nameOf(type.item)}[${type.length ?? ''}]`;
  return type.kind;
};

const leavesIn = (type: Type, value: AbiValue, path: string): AbiLeaf[] => {
  if (!Array.isArray(value)) return [{ path, type: nameOf(type), value: String(value) }];
  if (value.length === 0) return [{ path, type: nameOf(type), value: '[]' }];
  const list = type.kind === 'list';
  return value.flatMap((item: AbiValue, i) => {
    const of = list ? type.item : type.kind === 'tuple' ? type.members[i] : undefined;
    return of ? leavesIn(of, item, list ? `${path}[${i}]` : `${path}.${i}`) : [];
  });
};

export type AbiLeaf = { path: string; type: string; value: string };

/**
 * Every leaf of what `decodeAbi` has read, by its place: `call.0.3` is the fourth member of the first value, `call.1[2]` the
 * third item of the second.
 * @throws {AbiError} for types that are none
 */
export const abiLeaves = (types: string, values: readonly AbiValue[], path: string): AbiLeaf[] =>
  values.length === 0 ? [] : leavesIn({ kind: 'tuple', members: parseTypes(types) }, values, path);

/** The first four bytes of a call, from `transfer(address,uint256)`. */
export const selectorOf = (signature: string): Hex => toHex(keccak_256(utf8(signature)).subarray(0, 4));

/** The types of a call, from the same text: `address,uint256`. */
export const typesOf = (signature: string): string => signature.slice(signature.indexOf('(') + 1, -1);
