/**
 * MessagePack of strict JSON, byte for byte as Hyperliquid's clients and the venue itself write it: the shortest form of
 * every value, keys in the order in which they stand. Whole numbers only: two clients need not agree on a fraction.
 * @see https://github.com/msgpack/msgpack/blob/8aa09e2/spec.md
 * @module
 */
import { concat, fromHex, utf8 } from '../../lib/bytes.ts';
import { isList, isNumber, type Json } from '../../signing/json.ts';
import { RequestError } from '../../signing/request-error.ts';

const bytes = (value: bigint, length: number): Uint8Array =>
  fromHex(
    `0x${BigInt.asUintN(8 * length, value)
      .toString(16)
      .padStart(2 * length, '0')}`,
  );

/** The shortest of these forms that holds `size`: [code, bytes of the size]. */
const headOf = (size: number, short: number, most: number, longer: readonly [number, number][]): Uint8Array => {
  if (size < most) return Uint8Array.of(short | size);
  for (const [code, length] of longer)
    if (size < 2 ** (8 * length)) return concat(Uint8Array.of(code), bytes(BigInt(size), length));
  throw new RequestError('request.large');
};

const POSITIVE = [
  [0xcc, 1],
  [0xcd, 2],
  [0xce, 4],
  [0xcf, 8],
] as const;
const NEGATIVE = [
  [0xd0, 1],
  [0xd1, 2],
  [0xd2, 4],
  [0xd3, 8],
] as const;

const integer = (text: string, path: string): Uint8Array => {
  if (!/^(?:0|-?[1-9]\d*)$/.test(text)) throw new RequestError('request.integer', { path, type: 'int64' });
  // A page that rounded 2^53 + 1 prints 2^53: above it a bare number proves nothing about what the page meant.
  if (!Number.isSafeInteger(Number(text))) throw new RequestError('request.rounded', { path });
  const value = BigInt(text);
  if (value >= -32n && value < 128n) return bytes(value, 1);
  const forms = value < 0n ? NEGATIVE : POSITIVE;
  for (const [code, length] of forms) {
    const fits = value < 0n ? BigInt.asIntN(8 * length, value) === value : BigInt.asUintN(8 * length, value) === value;
    if (fits) return concat(Uint8Array.of(code), bytes(value, length));
  }
  throw new RequestError('request.rounded', { path });
};

const string = (text: string): Uint8Array => {
  const encoded = utf8(text);
  const head = headOf(encoded.length, 0xa0, 32, [
    [0xd9, 1],
    [0xda, 2],
    [0xdb, 4],
  ]);
  return concat(head, encoded);
};

/**
 * @param path where the value stands, for errors
 * @throws {RequestError} for a number that is not whole, or above 2^53
 */
export const msgpack = (value: Json, path: string): Uint8Array => {
  if (value === null) return Uint8Array.of(0xc0);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xc3 : 0xc2);
  if (typeof value === 'string') return string(value);
  if (isNumber(value)) return integer(value.number, path);
  if (isList(value)) {
    const head = headOf(value.length, 0x90, 16, [
      [0xdc, 2],
      [0xdd, 4],
    ]);
    return concat(head, ...value.map((item, i) => msgpack(item, `${path}[${i}]`)));
  }
  const head = headOf(value.size, 0x80, 16, [
    [0xde, 2],
    [0xdf, 4],
  ]);
  return concat(head, ...[...value].flatMap(([key, item]) => [string(key), msgpack(item, `${path}.${key}`)]));
};
