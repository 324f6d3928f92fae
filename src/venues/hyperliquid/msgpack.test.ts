import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../lib/bytes.ts';
import { parseJson } from '../../signing/json.ts';
import { RequestError } from '../../signing/request-error.ts';
import { msgpack } from './msgpack.ts';

const ours = (value: unknown): string => toHex(msgpack(parseJson(JSON.stringify(value)), 'action'));
const theirs = (value: unknown): string => toHex(encode(value));

test.each([
  ['null', null, '0xc0'],
  ['false', false, '0xc2'],
  ['true', true, '0xc3'],
  ['0', 0, '0x00'],
  ['127', 127, '0x7f'],
  ['128', 128, '0xcc80'],
  ['255', 255, '0xccff'],
  ['256', 256, '0xcd0100'],
  ['65536', 65536, '0xce00010000'],
  ['2^32 - 1', 2 ** 32 - 1, '0xceffffffff'],
  ['2^32', 2 ** 32, '0xcf0000000100000000'],
  ['2^53 - 1', Number.MAX_SAFE_INTEGER, '0xcf001fffffffffffff'],
  ['-1', -1, '0xff'],
  ['-32', -32, '0xe0'],
  ['-33', -33, '0xd0df'],
  ['-129', -129, '0xd1ff7f'],
  ['-32769', -32769, '0xd2ffff7fff'],
  ['-2^31 - 1', -(2 ** 31) - 1, '0xd3ffffffff7fffffff'],
  ['no text', '', '0xa0'],
  ['no list', [], '0x90'],
  ['nothing', {}, '0x80'],
])('%s, as the specification has it', (_, value, hex) => {
  expect(ours(value)).toBe(hex);
  expect(theirs(value)).toBe(hex);
});

test.each([31, 32, 255, 256, 65_535, 65_536])('a text of %i bytes', (length) => {
  expect(ours('a'.repeat(length))).toBe(theirs('a'.repeat(length)));
});

test.each([15, 16, 1000])('a list and an object of %i', (length) => {
  const list = Array.from({ length }, (_, i) => i);
  const object = Object.fromEntries(list.map((i) => [`k${i}`, i]));
  expect([ours(list), ours(object)]).toEqual([theirs(list), theirs(object)]);
});

test('keys stand as they are written', () => {
  expect(ours({ b: 1, a: 2 })).not.toBe(ours({ a: 2, b: 1 }));
  expect(ours({ b: 1, a: 2 })).toBe(theirs({ b: 1, a: 2 }));
});

test('all values: another implementation gives the same bytes', () => {
  const leaf = fc.oneof(
    fc.maxSafeInteger().map((n) => n + 0),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.boolean(),
    fc.constant(null),
  );
  const key = fc
    .string({ maxLength: 40 })
    .filter((k) => !['__proto__', 'constructor', 'prototype'].includes(k) && !/^\d+$/.test(k));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 20 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 20, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(ours(value)).toBe(theirs(JSON.parse(JSON.stringify(value))));
    }),
    { numRuns: 1000 },
  );
}, 60_000);

describe('what clients do not agree on', () => {
  test.each(['1.5', '1.0', '1e3', '-0', '9007199254740993', '99999999999999999999', '1E2'])('%s is refused', (text) => {
    expect(() => msgpack(parseJson(`{"a":${text}}`), 'action')).toThrow(RequestError);
  });
});
