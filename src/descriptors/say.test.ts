import { formatTypedData } from '@ethereum-sourcify/clear-signing';
import { keccak_256 } from '@noble/hashes/sha3.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../lib/bytes.ts';
import type { DescribedField } from './format.ts';
import type { Leaf } from './leaves.ts';
import { say, TYPE_HASH } from './say.ts';

const ARBITRUM = { chainId: 42161, token: null };
const USDC = '0xaf88d065e77c8cC2239327C5EDb3A432268e5831' as const;
const field = (format: DescribedField['format'], rest: Partial<DescribedField> = {}): DescribedField => ({
  label: 'A label',
  path: 'value',
  format,
  ...rest,
});
const uint = (value: string): Leaf => ({ type: 'uint256', value });
const int = (value: string): Leaf => ({ type: 'int256', value });

/** What the library itself prints for an integer. */
const library = async (value: string, format: 'unit' | 'date' | 'duration', params: object): Promise<unknown> => {
  const at = { chainId: 1, address: USDC };
  const { fields } = await formatTypedData(
    {
      account: USDC,
      types: { Value: [{ name: 'value', type: 'int256' }] },
      primaryType: 'Value',
      domain: { chainId: 1, verifyingContract: USDC },
      message: { value },
    },
    {
      descriptorResolverOptions: {
        type: 'custom',
        resolver: {
          index: {
            calldataIndex: {},
            typedDataIndex: {
              [`eip155:1:${USDC.toLowerCase()}`]: {
                Value: [{ path: '-', encodeTypeHashes: [toHex(keccak_256(utf8('Value(int256 value)')))] }],
              },
            },
          },
          fetchDescriptor: async () => ({
            context: { eip712: { deployments: [at] } },
            display: {
              formats: {
                'Value(int256 value)': { intent: '-', fields: [{ path: 'value', label: '-', format, params }] },
              },
            },
          }),
        },
      },
    },
  );
  const [only] = fields ?? [];
  return only && 'value' in only ? only.value : null;
};

test('the hash under which the library finds the one type it is given', () => {
  expect(TYPE_HASH).toBe(toHex(keccak_256(utf8('Value(uint256 value)'))));
});

describe('what the library says rightly is said', () => {
  test.each<[string, DescribedField, Leaf, string]>([
    ['unit', field('unit', { base: 'USD', decimals: 30 }), uint(`5${'0'.repeat(34)}`), '50000USD'],
    ['unit below one', field('unit', { base: '', decimals: 18 }), uint('500000000000000'), '0.0005'],
    ['date', field('date'), uint('1790553600'), '2026-09-28 00:00:00Z'],
    ['the last date', field('date'), uint('253402300799'), '9999-12-31 23:59:59Z'],
    ['duration', field('duration'), uint('90061'), '25:01:01'],
    ['amount', field('amount'), uint('1500000000000000000'), '1.5 ETH'],
    [
      'a token with its own unit',
      field('tokenAmount', { ticker: { symbol: 'USDT0', decimals: 6 } }),
      uint('1'),
      '0.000001 USDT0',
    ],
    [
      'enum',
      field('enum', {
        words: [
          ['0', 'Buy'],
          ['1', 'Sell'],
        ],
      }),
      { type: 'uint8', value: '1' },
      'Sell',
    ],
    [
      'enum of a bool',
      field('enum', {
        words: [
          ['true', 'Long'],
          ['false', 'Short'],
        ],
      }),
      { type: 'bool', value: 'false' },
      'Short',
    ],
    ['address', field('addressName'), { type: 'address', value: USDC }, USDC],
    ['address kept as a number', field('addressName'), uint(String(BigInt(USDC))), USDC],
    ['raw', field('raw'), { type: 'string', value: '<b>5</b>' }, '<b>5</b>'],
    ['network', field('chainId'), uint('42161'), '42161'],
  ])('%s', async (_, of, leaf, text) => {
    expect(await say(of, leaf, ARBITRUM)).toEqual({ value: text, understood: true });
  });

  test('an amount of a token that Vouch knows', async () => {
    expect(
      await say(field('tokenAmount', { token: USDC }), uint('1720500000'), { chainId: 42161, token: USDC }),
    ).toEqual({
      value: '1720.5 USDC',
      understood: true,
    });
  });
});

describe('what the library says wrongly stands as it was signed', () => {
  test.each<[string, 'unit' | 'date' | 'duration', object, string, string]>([
    ['a negative number loses its zeros', 'unit', { base: '', decimals: 2 }, '-1', '0.-1'],
    [
      'a date behind the end of dates',
      'date',
      { encoding: 'timestamp' },
      '281474976710655',
      'NaN-NaN-NaN NaN:NaN:NaNZ',
    ],
    ['a duration drops its sign', 'duration', {}, '-60', '00:01:00'],
  ])('%s', async (_, format, params, signed, wrong) => {
    // Once the library has mended it, the guard can be read again.
    expect(await library(signed, format, params)).toBe(wrong);
    const own = format === 'unit' ? { base: '', decimals: 2 } : {};
    expect(await say(field(format, own), int(signed), ARBITRUM)).toEqual({ value: signed, understood: false });
  });

  test.each<[string, DescribedField, Leaf]>([
    ['a date in milliseconds', field('date'), uint('1790553600000000')],
    ['a date before 1970', field('date'), int('-1')],
    ['an amount of a coin without a name', field('amount'), uint('5')],
    ['an amount of an unknown token', field('tokenAmount', { token: USDC }), uint('5')],
    ['a number that is a text', field('unit', { decimals: 2 }), { type: 'string', value: '500' }],
    ['a text that looks like an address', field('addressName'), { type: 'string', value: USDC }],
    ['bytes that look like an address', field('addressName'), { type: 'bytes', value: USDC.toLowerCase() }],
    ['a number too large for an address', field('addressName'), uint(String(1n << 160n))],
    ['a word that is not in the list', field('enum', { words: [['0', 'Buy']] }), uint('7')],
    ['a word of every object', field('enum', { words: [] }), { type: 'string', value: 'constructor' }],
    ['a ticker', field('tokenTicker'), { type: 'address', value: USDC }],
    ['anything else', field('other'), { type: 'bytes', value: '0x00' }],
  ])('%s', async (_, of, leaf) => {
    expect(await say(of, leaf, { chainId: 424242, token: null })).toEqual({ value: leaf.value, understood: false });
  });
});

/** The integer that a decimal stands for. */
const back = (text: string, decimals: number): bigint => {
  const [, sign = '', whole = '0', rest = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? ['', '', 'x'];
  return BigInt(`${sign}${BigInt(whole + rest.padEnd(decimals, '0'))}`);
};

test('a number that is said is the number that is signed, or it stands as it was signed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: -(2n ** 255n), max: 2n ** 256n - 1n }),
      fc.integer({ min: 0, max: 77 }),
      async (value, decimals) => {
        const leaf = value < 0n ? int(String(value)) : uint(String(value));
        const said = await say(field('unit', { base: 'x', decimals }), leaf, ARBITRUM);
        if (said.understood) expect(back(said.value.slice(0, -1), decimals)).toBe(value);
        else expect(said.value).toBe(String(value));
        if (value >= 0n) expect(said.understood).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test('a date that is said is the second that is signed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }), async (value) => {
      const said = await say(field('date'), int(String(value)), ARBITRUM);
      const fits = value >= 0n && value <= 253_402_300_799n;
      expect(said.understood).toBe(fits);
      if (fits) expect(BigInt(Date.parse(said.value.replace(' ', 'T'))) / 1000n).toBe(value);
    }),
    { numRuns: 500 },
  );
});
