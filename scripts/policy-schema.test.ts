import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { NO_POLICY, Policy } from '../src/policy/limits/document.ts';
import { FILE, schema } from './policy-schema.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const published = JSON.parse(readFileSync(FILE, 'utf8'));
const byAjv = new Ajv({ strict: true, allowUnionTypes: true }).compile(published);
const byVouch = (document: unknown): boolean => v.safeParse(Policy, document).success;

/** Every field that there is, at its narrowest or widest. */
const FULL = {
  vouch: 'policy',
  version: 1,
  orders: [
    {
      account: ACCOUNT,
      venue: 'hyperliquid',
      over: 'ask',
      markets: ['ETH', '🜚'.repeat(100)],
      perOrder: `9${'0'.repeat(30)}.${'1'.repeat(18)}`,
      perDay: '0',
      leverage: '5',
      distance: '0.5',
      fee: '0.1',
      lifetime: 1,
      reduceOnly: true,
    },
    { account: 'every', venue: 'every', over: 'refuse' },
  ],
  calls: [
    {
      account: 'every',
      chainId: 1,
      contract: ACCOUNT,
      selector: '0x095ea7b3',
      over: 'refuse',
      only: [ACCOUNT],
      coins: '0.25',
      allowance: '1000',
    },
    { account: 'every', chainId: Number.MAX_SAFE_INTEGER, contract: 'every', over: 'ask', only: [] },
  ],
  hours: [
    { account: 'every', from: 0, to: 1440 },
    { account: ACCOUNT, from: 1439, to: 0 },
  ],
  moneyOut: { above: [{ asset: 'USDC', amount: '1000' }], newAddress: false, hours: 168 },
};

test('the published schema is what Vouch reads by', () => {
  // Otherwise: npm run docs:policy
  expect(published).toEqual(schema());
});

test('every field of the schema has its meaning', () => {
  const without: string[] = [];
  JSON.stringify(published, (key, value) => {
    if (key === 'properties')
      for (const [name, one] of Object.entries<object>(value))
        if (!('description' in one) && !('const' in one)) without.push(name);
    return value;
  });
  expect(without).toEqual([]);
});

/** All places in a document, as a list of keys. */
const places = (value: unknown, at: string[] = []): string[][] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))
    : []),
];
type Edit = { at: string[]; how: 'set' | 'remove' | 'add'; key: string; value: unknown };
const edited = (document: unknown, { at, how, key, value }: Edit): unknown => {
  const copy = structuredClone(document);
  if (at.length === 0) return how === 'set' ? value : { ...(copy as object), [key]: value };
  // biome-ignore lint/suspicious/noExplicitAny: any document, also a wrong one
  const holder = at.slice(0, -1).reduce<any>((inner, step) => inner[step], copy);
  const last = at.at(-1) ?? '';
  if (how === 'set') holder[last] = value;
  else if (how === 'remove') Array.isArray(holder) ? holder.splice(Number(last), 1) : delete holder[last];
  else if (typeof holder[last] === 'object' && holder[last] !== null)
    Array.isArray(holder[last]) ? holder[last].push(value) : Object.assign(holder[last], { [key]: value });
  return copy;
};

describe('both read the same', () => {
  test('documents that are in order', () => {
    for (const document of [FULL, NO_POLICY, { ...FULL, moneyOut: { ...FULL.moneyOut, above: [] } }]) {
      expect(byVouch(document), JSON.stringify(v.safeParse(Policy, document).issues?.[0]?.message)).toBe(true);
      expect(byAjv(document), JSON.stringify(byAjv.errors)).toBe(true);
    }
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['another version', { ...NO_POLICY, version: 2 }],
    ['a field too many', { ...NO_POLICY, stepUp: true }],
    ['a field too few', { ...NO_POLICY, hours: undefined }],
    ['a limit without its account', { ...NO_POLICY, orders: [{ venue: 'every', over: 'ask' }] }],
    ['too many rules', { ...NO_POLICY, hours: Array(51).fill({ account: 'every', from: 0, to: 1 }) }],
    ['a market of 101', { ...NO_POLICY, orders: [{ ...FULL.orders[1], markets: ['🜚'.repeat(101)] }] }],
    ['no hours to wait', { ...FULL, moneyOut: { ...FULL.moneyOut, hours: 0 } }],
    ['half an hour', { ...FULL, moneyOut: { ...FULL.moneyOut, hours: 0.5 } }],
    ['more than a number can hold', { ...FULL, calls: [{ ...FULL.calls[1], chainId: 2 ** 53 }] }],
    ['reduce-only that is off', { ...FULL, orders: [{ ...FULL.orders[0], reduceOnly: false }] }],
  ])('%s is refused', (_, document) => {
    // as it lies in a file
    const json = JSON.parse(JSON.stringify(document));
    expect([byVouch(json), byAjv(json)]).toEqual([false, false]);
  });

  test('whatever is changed in them', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        ...[
          '0',
          '1',
          '-1',
          '01',
          '1.',
          '.5',
          '1e3',
          '0.0000000000000000001',
          ' 1',
          '1\n',
          '١',
          'every',
          'Every',
          'ask',
          '',
        ],
        ...[ACCOUNT, ACCOUNT.toLowerCase(), `${ACCOUNT}0`, '0x095EA7B3', '0x095ea7b3', 'x'.repeat(64), 'x'.repeat(65)],
        ...[0, -0, 1, -1, 0.5, 168, 169, 1439, 1440, 1441, 1e300, 2 ** 53 - 1, true, false, null, [], {}],
      ),
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
    );
    const edit = fc.record({
      at: fc.constantFrom(...places(FULL)),
      how: fc.constantFrom('set' as const, 'set' as const, 'remove' as const, 'add' as const),
      key: fc.oneof(fc.constantFrom('perOrder', 'only', 'account', 'toString', 'constructor'), fc.string()),
      value,
    });
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(edit, (one) => {
        const document = JSON.parse(JSON.stringify(edited(FULL, one)) ?? 'null');
        const taken = byVouch(document);
        expect(byAjv(document), JSON.stringify([one, byAjv.errors])).toBe(taken);
        seen[taken ? 'taken' : 'refused']++;
      }),
      { numRuns: 4000 },
    );
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(400);
  });
});
