import { AbiCoder } from 'ethers';
import fc from 'fast-check';
import { type AbiParameter, encodeAbiParameters, parseAbiParameters, toFunctionSelector } from 'viem';
import { describe, expect, test } from 'vitest';
import type { Hex } from '../lib/bytes.ts';
import { AbiError, type AbiValue, abiLeaves, decodeAbi, encodeAbi, selectorOf, typesOf } from './abi.ts';
import { checksum } from './address.ts';

type Case = { type: string; value: AbiValue };

const hexOf = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`);
const cased = (type: string, values: fc.Arbitrary<AbiValue>) => values.map((value): Case => ({ type, value }));
const simple: fc.Arbitrary<Case> = fc.oneof(
  fc
    .integer({ min: 1, max: 32 })
    .chain((n) =>
      fc.oneof(
        cased(`uint${8 * n}`, fc.bigInt({ min: 0n, max: 2n ** BigInt(8 * n) - 1n })),
        cased(`int${8 * n}`, fc.bigInt({ min: -(2n ** BigInt(8 * n - 1)), max: 2n ** BigInt(8 * n - 1) - 1n })),
        cased(`bytes${n}`, hexOf(n)),
      ),
    ),
  cased('bool', fc.boolean()),
  cased('address', hexOf(20).map(checksum)),
  cased('bytes', fc.integer({ min: 0, max: 70 }).chain(hexOf)),
  // TextDecoder takes a mark of byte order away; such a text is refused, which is tested below
  cased(
    'string',
    fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed() && !text.startsWith('\ufeff')),
  ),
);
/** Values of one type: all items have the type of the first. */
const many = (one: Case, n: number): Case => ({ type: one.type, value: Array.from({ length: n }, () => one.value) });
const any: fc.Arbitrary<Case> = fc.letrec<{ any: Case }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    simple,
    fc
      .tuple(tie('any'), fc.integer({ min: 0, max: 3 }))
      .map(([one, n]) => ({ ...many(one, n), type: `${one.type}[]` })),
    fc
      .tuple(tie('any'), fc.integer({ min: 1, max: 3 }))
      .map(([one, n]) => ({ ...many(one, n), type: `${one.type}[${n}]` })),
    fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map((parts) => ({
      type: `(${parts.map((part) => part.type).join(',')})`,
      value: parts.map((part) => part.value),
    })),
  ),
})).any;
const cases = fc.array(any, { minLength: 1, maxLength: 4 });
const typesIn = (of: Case[]) => of.map(({ type }) => type).join(',');

const viem = (types: string, values: readonly AbiValue[]): Hex =>
  encodeAbiParameters(parseAbiParameters(types) as readonly AbiParameter[], values as never);

test('writes and reads what viem and ethers write', () => {
  fc.assert(
    fc.property(cases, (of) => {
      const types = typesIn(of);
      const values = of.map(({ value }) => value);
      const data = encodeAbi(types, values);
      expect(data).toBe(viem(types, values));
      expect(data).toBe(
        AbiCoder.defaultAbiCoder().encode(
          of.map(({ type }) => type),
          values,
        ),
      );
      expect(decodeAbi(types, data)).toEqual(values);
    }),
    { numRuns: 500 },
  );
});

test('any other bytes are refused, or are other values', () => {
  fc.assert(
    fc.property(cases, fc.nat(), fc.integer({ min: 1, max: 255 }), (of, place, by) => {
      const types = typesIn(of);
      const bytes = Buffer.from(
        encodeAbi(
          types,
          of.map(({ value }) => value),
        ).slice(2),
        'hex',
      );
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ by;
      const changed: Hex = `0x${bytes.toString('hex')}`;
      const read = decodeAbi(types, changed);
      if (read === null) return;
      expect(read).not.toEqual(of.map(({ value }) => value));
      expect(viem(types, read)).toBe(changed);
    }),
    { numRuns: 1000 },
  );
});

test('no bytes break it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('bytes[]', 'string,uint8[][2]', '(address,bytes)[],bool'),
      fc.uint8Array({ maxLength: 200 }),
      (types, bytes) => {
        const data: Hex = `0x${Buffer.from(bytes).toString('hex')}`;
        const read = decodeAbi(types, data);
        if (read) expect(encodeAbi(types, read)).toBe(data);
      },
    ),
  );
});

const n = (value: number | bigint) => value.toString(16).padStart(64, '0');
const ONES = 'f'.repeat(64);

describe('is no data', () => {
  test.each([
    ['bytes behind the end', 'uint8', `${n(1)}${n(0)}`],
    ['half a word behind the end', 'uint8', `${n(1)}00`],
    ['nothing', 'uint8', ''],
    ['something where nothing is', '', n(0)],
    ['a high bit of a small number', 'uint8', n(256)],
    ['a small number of the wrong sign', 'int8', n(255)],
    ['a number below its type', 'int8', `${'f'.repeat(62)}7f`],
    ['bits before an address', 'address', `${'0'.repeat(23)}1${'ab'.repeat(20)}`],
    ['bits behind fixed bytes', 'bytes4', `12345678${'0'.repeat(55)}1`],
    ['a bool of 2', 'bool', n(2)],
    ['a gap before the bytes', 'bytes', `${n(64)}${n(0)}${n(0)}`],
    ['bytes that begin in their own place', 'bytes', n(0)],
    ['two that share bytes', 'bytes,bytes', `${n(64)}${n(64)}${n(0)}`],
    ['two in the wrong order', 'bytes,bytes', `${n(96)}${n(64)}${n(0)}${n(0)}`],
    ['a place behind the end', 'bytes', ONES],
    ['a length behind the end', 'bytes', `${n(32)}${ONES}`],
    ['a length of half the room', 'bytes', `${n(32)}${n(33)}${n(0)}`],
    ['bits in the filling', 'bytes', `${n(32)}${n(1)}ab${'0'.repeat(61)}1`],
    ['a text that is no UTF-8', 'string', `${n(32)}${n(1)}${'ff'.padEnd(64, '0')}`],
    ['a text with a mark of byte order', 'string', `${n(32)}${n(3)}${'efbbbf'.padEnd(64, '0')}`],
    ['a list too long', 'uint8[]', `${n(32)}${n(1025)}${n(0).repeat(1025)}`],
    ['10,000 items', 'uint8[]', `${n(32)}${n(10_000)}${n(1).repeat(10_000)}`],
    ['10,000 items that are not there', 'bytes[]', `${n(32)}${n(10_000)}${n(0)}`],
    ['more than 128 kB', 'bytes', `${n(32)}${n(131_072)}${'00'.repeat(131_072)}`],
  ])('%s', (_, types, digits) => {
    expect(decodeAbi(types, `0x${digits}`)).toBeNull();
  });

  test('in capital letters, or no hexadecimal at all', () => {
    for (const data of [`0x${'AB'.repeat(32)}`, 'x', '0x', `0x${'zz'.repeat(32)}`])
      expect(decodeAbi('bytes32', data as Hex)).toBeNull();
  });
});

test('lists up to the cap are data', () => {
  const list = Array.from({ length: 1024 }, (_, i) => BigInt(i));
  expect(decodeAbi('uint16[]', encodeAbi('uint16[]', [list]))).toEqual([list]);
  expect(decodeAbi('', '0x')).toEqual([]);
});

describe('is no type', () => {
  test.each([
    ...['uint', 'int', 'uint7', 'uint08', 'uint264', 'uint0', 'bytes0', 'bytes33', 'byte', 'address payable', 'Uint8'],
    ...[
      '()',
      '(',
      '(uint8',
      'uint8)',
      'uint8,',
      ',uint8',
      'uint8,,uint8',
      'uint8[',
      'uint8[0]',
      'uint8[-1]',
      'uint8 a',
    ],
    ...['uint8[1025]', `${'('.repeat(9)}uint8${')'.repeat(9)}`, `uint8${'[]'.repeat(9)}`, 'tuple(uint8)', 'function'],
  ])('%s', (type) => {
    expect(() => encodeAbi(type, [1n])).toThrow(AbiError);
    expect(decodeAbi(type, `0x${n(1)}`)).toBeNull();
  });
});

describe('a value of another type is not written', () => {
  test.each<[string, AbiValue]>([
    ['uint8', 256n],
    ['uint8', -1n],
    ['int8', 128n],
    ['int8', 'a'],
    ['bool', 1n],
    ['address', '0x12'],
    ['bytes2', '0x12'],
    ['bytes2', '0x1G3'],
    ['bytes', '0x1'],
    ['string', 1n],
    ['uint8[]', 1n],
    ['uint8[2]', [1n]],
    ['(uint8,uint8)', [1n]],
  ])('%s %s', (type, value) => {
    expect(() => encodeAbi(type, [value])).toThrow(AbiError);
  });
});

test('a call is named by four bytes', () => {
  const signature = 'openTrade((address,uint32,bool)[],uint16,address)';
  expect(selectorOf('transfer(address,uint256)')).toBe('0xa9059cbb');
  expect(selectorOf(signature)).toBe(toFunctionSelector(signature));
  expect(typesOf(signature)).toBe('(address,uint32,bool)[],uint16,address');
});

test('every leaf has a place', () => {
  const types = '(address,uint8[2])[],bytes,bool[]';
  const values = [[[`0x${'00'.repeat(20)}`, [1n, 2n]]], '0x', []] as const;
  expect(abiLeaves(types, values, 'call')).toEqual([
    { path: 'call.0[0].0', type: 'address', value: `0x${'00'.repeat(20)}` },
    { path: 'call.0[0].1[0]', type: 'uint8', value: '1' },
    { path: 'call.0[0].1[1]', type: 'uint8', value: '2' },
    { path: 'call.1', type: 'bytes', value: '0x' },
    { path: 'call.2', type: 'bool[]', value: '[]' },
  ]);
  expect(abiLeaves('', [], 'call')).toEqual([]);
});
