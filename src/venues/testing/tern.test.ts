import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mutations } from '../expected/mutate.ts';
import { faults, unseen } from '../expected/seen.ts';
import { typesOf, type Vector } from '../expected/vector.ts';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { NOT_SIGNED, summary } from '../summary.ts';
import { readTypedData } from '../typed-data.ts';
import { adapter, coverage } from './tern.ts';

const [rule] = adapter.domains;
if (!rule) throw new Error('no domain');
const [ORDER = '', WITHDRAW = ''] = Object.keys(rule.readers);
const domain = {
  name: 'Tern',
  version: '1',
  chainId: 8453,
  verifyingContract: '0x363bFcBAD70499b851a96b965EF94B6a90fC6903',
};
const order = {
  trader: ACCOUNT,
  market: 2,
  buy: true,
  amount: '500000000000000000',
  limit: '3484000000',
  reduceOnly: false,
  validUntil: '1795219500000',
  nonce: '7',
};
const withdraw = { trader: ACCOUNT, to: OTHER, amount: '250000000', nonce: '8' };

/** Tern is not among the adapters, so its rule is handed over. */
const read = (type: string, message: Record<string, unknown>) => {
  const data = dataOf(domain, type, message);
  return { reading: readTypedData(data, CONTEXT, { adapter, fit: 'exact', rule }), digest: data.digest };
};

test('an order says what its leaves say', () => {
  expect(summary(read(ORDER, order).reading)).toEqual([
    {
      verb: 'open-long',
      market: 'ETH-PERP',
      side: 'long',
      size: '0.5',
      price: '3484',
      expiry: 1795219500,
      receiver: NOT_SIGNED,
    },
  ]);
});

test.each([
  ['another account', { trader: OTHER }, 'unreadable', NOT_SIGNED],
  ['a market without a name', { market: 9 }, 'open-long', '3484'],
  ['no price', { limit: '0' }, 'open-long', NOT_SIGNED],
  ['reduce-only', { reduceOnly: true, buy: false }, 'reduce', '3484'],
])('an order with %s', (_, change, verb, price) => {
  expect(summary(read(ORDER, { ...order, ...change }).reading)).toMatchObject([{ verb, price }]);
});

test('a withdrawal', () => {
  const [row] = summary(read(WITHDRAW, withdraw).reading);
  expect(row).toMatchObject({ verb: 'withdraw', market: 'USDC', size: '250', receiver: OTHER });
});

test('what is read is said', () => {
  const types = [ORDER, WITHDRAW].map((type) => type.slice(0, type.indexOf('(')));
  expect(coverage.map(({ what }) => what)).toEqual(types);
});

describe('every leaf is seen', () => {
  test.each([
    [ORDER, order],
    [WITHDRAW, withdraw],
  ])('%s', (type, message) => {
    const before = read(type, message);
    expect(faults(before.reading)).toEqual([]);
    const primaryType = type.slice(0, type.indexOf('('));
    const vector: Vector = {
      file: 'tern',
      id: primaryType,
      kind: 'eip712',
      types: typesOf(type),
      primaryType,
      message,
    };
    const missed = mutations(vector).filter((one) => unseen(before, read(type, one.vector.message ?? {}), one.path));
    expect(missed.map(({ path }) => path)).toEqual([]);
  });
});

describe('docs/adding-a-venue.md', () => {
  const page = readFileSync(new URL('../../../docs/adding-a-venue.md', import.meta.url), 'utf8');
  const blocks = (file: string) =>
    [...page.matchAll(/^```ts ([\w.]+)\n(.*?)^```$/gms)].flatMap(([, name, code]) =>
      name === file ? [code ?? ''] : [],
    );
  const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

  test('shows this adapter, whole and in its order', () => {
    expect(blocks('tern.ts').join('\n')).toBe(text('./tern.ts'));
  });

  test('shows tests that are here', () => {
    const shown = blocks('tern.test.ts');
    expect(shown.length).toBeGreaterThan(1);
    for (const block of shown) expect(text('./tern.test.ts')).toContain(block);
  });

  test('names files that are there', () => {
    for (const [, path = ''] of page.matchAll(/`((?:src|docs|scripts|bench)\/[\w./-]+\.\w+)`/g))
      if (!path.includes('tern') && !path.includes('example'))
        expect(existsSync(new URL(`../../../${path}`, import.meta.url)), path).toBe(true);
  });
});
