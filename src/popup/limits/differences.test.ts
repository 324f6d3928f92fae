import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { change, differences, NO_POLICY, type Policy } from '../../policy/limits/document.ts';
import { cappedOf, holdsWhen, isOnItsWay, lineOf } from './differences.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const NOW = 1_764_000_000_000;

describe('a path', () => {
  test.each([
    [
      `orders ${ACCOUNT} gannet perOrder`,
      { about: { kind: 'orders', account: ACCOUNT, venue: 'gannet' }, field: 'perOrder' },
    ],
    ['orders every a b over', { about: { kind: 'orders', account: 'every', venue: 'a b' }, field: 'over' }],
    [
      `calls every 1 ${OTHER} coins`,
      { about: { kind: 'calls', account: 'every', chainId: '1', contract: OTHER, selector: null }, field: 'coins' },
    ],
    [
      `calls ${ACCOUNT} 1 every 0x095ea7b3 allowance`,
      {
        about: { kind: 'calls', account: ACCOUNT, chainId: '1', contract: 'every', selector: '0x095ea7b3' },
        field: 'allowance',
      },
    ],
    ['hours every 540-1020', { about: { kind: 'hours', account: 'every' }, field: 'span', name: '540-1020' }],
    ['moneyOut above USD C', { about: { kind: 'money-out' }, field: 'above', name: 'USD C' }],
    ['moneyOut newAddress', { about: { kind: 'money-out' }, field: 'newAddress' }],
    ['else', null],
  ])('%s', (path, line) => {
    expect(lineOf(path)).toEqual(line);
  });
});

const amount = fc.integer({ min: 0, max: 20 }).map(String);
const over = fc.constantFrom('ask' as const, 'refuse' as const);
const account = fc.constantFrom(ACCOUNT, 'every' as const);
const some = { noNullPrototype: true };
const policyOf = fc
  .record({
    orders: fc.uniqueArray(
      fc.record(
        {
          account,
          venue: fc.constantFrom('gannet', 'every'),
          over,
          markets: fc.uniqueArray(fc.constantFrom('ETH-PERP', 'BTC-PERP', 'SOL-PERP'), { maxLength: 3 }),
          perOrder: amount,
          perDay: amount,
          leverage: amount,
          lifetime: fc.integer({ min: 1, max: 9 }),
          reduceOnly: fc.constant(true as const),
        },
        { requiredKeys: ['account', 'venue', 'over'], ...some },
      ),
      { maxLength: 2, selector: (one) => `${one.account} ${one.venue}` },
    ),
    calls: fc.uniqueArray(
      fc.record(
        {
          account,
          chainId: fc.constant(1),
          contract: fc.constantFrom(OTHER, 'every' as const),
          selector: fc.constant('0x095ea7b3'),
          over,
          only: fc.uniqueArray(fc.constantFrom(ACCOUNT, OTHER), { maxLength: 2 }),
          coins: amount,
          allowance: amount,
        },
        { requiredKeys: ['account', 'chainId', 'contract', 'over'], ...some },
      ),
      { maxLength: 2, selector: (one) => `${one.account} ${one.contract} ${one.selector}` },
    ),
    hours: fc.uniqueArray(fc.record({ account, from: fc.constantFrom(60, 120), to: fc.constantFrom(600, 660) }, some), {
      maxLength: 2,
      selector: (one) => JSON.stringify(one),
    }),
    moneyOut: fc.option(
      fc.record(
        {
          above: fc.uniqueArray(fc.record({ asset: fc.constantFrom('USDC', 'ETH'), amount }, some), {
            maxLength: 2,
            selector: ({ asset }) => asset,
          }),
          newAddress: fc.boolean(),
          hours: fc.integer({ min: 1, max: 5 }),
        },
        some,
      ),
    ),
  })
  .map(({ moneyOut, ...rest }): Policy => ({ ...NO_POLICY, ...rest, ...(moneyOut ? { moneyOut } : {}) }) as Policy);

/** What a line allows: names in any order, and of a cap what it comes to. */
const meant = (path: string, value: string | null | undefined, { moneyOut }: Policy): string | null => {
  if (value === null || value === undefined)
    return path.startsWith('moneyOut above') && (moneyOut?.above.length ?? 0) > 0 ? '0' : null;
  return value.split(', ').sort().join(', ');
};

test('what a line says of itself is what the worker does with it', () => {
  const seen = { now: 0, later: 0, partly: 0 };
  fc.assert(
    fc.property(policyOf, policyOf, (before, after) => {
      const { inForce } = change({ inForce: before, pending: null }, after, NOW);
      const held = new Map(differences(before, inForce).map((one) => [one.path, one]));
      for (const difference of differences(before, after)) {
        const { path } = difference;
        const when = holdsWhen(difference, cappedOf(before, after));
        seen[when]++;
        const found = held.get(path);
        const [old, asked, now] = [
          meant(path, difference.before, before),
          meant(path, difference.after, after),
          meant(path, found ? found.after : difference.before, inForce),
        ];
        if (when === 'now') expect(now, path).toBe(asked);
        else if (when === 'later') expect(now, path).toBe(old);
        else expect([old, asked], path).not.toContain(now);
      }
    }),
    { numRuns: 1000 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
});

test('what is on its way comes when it comes, and only that', () => {
  const DAY = 86_400_000;
  const seen = { onItsWay: 0, more: 0 };
  fc.assert(
    fc.property(policyOf, policyOf, policyOf, (before, first, second) => {
      const state = change({ inForce: before, pending: null }, first, NOW);
      if (!state.pending) return;
      const { policy } = state.pending;
      const pending = differences(state.inForce, policy);
      // Beside anything else, what takes a part of the way back.
      for (const next of [second, { ...first, orders: before.orders }, { ...first, hours: before.hours }]) {
        const capped = cappedOf(state.inForce, next);
        const waiting = differences(state.inForce, next).filter((one) => holdsWhen(one, capped) !== 'now');
        if (waiting.length === 0) continue;
        const { pending: then } = change(state, next, NOW + 1000);
        if (waiting.every((one) => isOnItsWay(one, pending, cappedOf(policy, next)))) {
          seen.onItsWay++;
          // Never later than said.
          expect(then?.at).toBe(NOW + DAY);
        } else seen.more++;
      }
    }),
    { numRuns: 600 },
  );
  expect(seen.onItsWay).toBeGreaterThan(30);
  expect(seen.more).toBeGreaterThan(30);
});

test('a line that this version does not know is said to wait', () => {
  const capped = { before: false, after: false };
  expect(holdsWhen({ path: 'else', before: null, after: '1' }, capped)).toBe('later');
  expect(holdsWhen({ path: 'orders every every perOrder', before: '1', after: 'much' }, capped)).toBe('later');
});

test('an asset without a cap waits from nothing on, as soon as there is one', () => {
  const line = { path: 'moneyOut above ETH', before: null, after: '5' };
  expect(holdsWhen(line, { before: false, after: true })).toBe('now');
  expect(holdsWhen(line, { before: true, after: true })).toBe('later');
  const back = { path: 'moneyOut above ETH', before: '5', after: null };
  expect(holdsWhen(back, { before: true, after: true })).toBe('now');
  expect(holdsWhen(back, { before: true, after: false })).toBe('later');
});
