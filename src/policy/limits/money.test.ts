/** The arithmetic of limits done again, by hand and otherwise: whole numbers of 1e-18, multiplied before they are compared. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOW } from '../../venues/fixtures.ts';
import { decide, type Question } from './decide.ts';
import { cents, question } from './generated.ts';
import { DAY_MS, type Limits, type Spent } from './limits.ts';

const ONE = 10n ** 18n;
const wei = (decimal: string): bigint => {
  const [whole = '0', rest = ''] = decimal.split('.');
  return BigInt(whole) * ONE + BigInt(rest.padEnd(18, '0'));
};
const day = (spent: readonly Spent[]): bigint => {
  let sum = 0n;
  for (const { at, notional } of spent) if (NOW - at < DAY_MS) sum += wei(notional);
  return sum;
};

/** Of each order; null: nobody knows. */
const worth = ({ reading, reference }: Question): (bigint | null)[] => {
  if (reading.kind !== 'order') return [];
  return reading.orders.map(({ side, market, notional, size, price }) => {
    const at = reference.get(market);
    if (notional === undefined || size === undefined || price === undefined) return null;
    if (side === 'long') return wei(notional);
    if (!at) return null;
    return wei(at.price) > wei(price) ? (wei(size) * wei(at.price)) / ONE : wei(notional);
  });
};
const sumOf = (each: readonly (bigint | null)[]): bigint | null => {
  let sum = 0n;
  for (const one of each) {
    if (one === null) return null;
    sum += one;
  }
  return sum;
};

/** Which sums are over: per order, per day, percent from the reference. */
const naive = (one: Question, limits: Limits, spent: readonly Spent[]): string[] => {
  const { reading, reference } = one;
  if (reading.kind !== 'order') return [];
  const found: string[] = [];
  const each = worth(one);
  const { perOrder, perDay } = limits;
  if (perOrder !== undefined && each.some((amount) => amount !== null && amount > wei(perOrder)))
    found.push('limit.perOrder');
  const all = sumOf(each);
  if (perDay !== undefined && all !== null && day(spent) + all > wei(perDay)) found.push('limit.perDay');
  if (limits.distance !== undefined)
    for (const { side, market, price } of reading.orders) {
      const at = reference.get(market);
      if (!at || price === undefined) continue;
      const [percent, far] = [wei(limits.distance), wei(at.price)];
      const gap = side === 'long' ? wei(price) - far : far - wei(price);
      // gap / far > percent / 100
      if (gap * 100n * ONE > percent * far) found.push('limit.distance');
    }
  return found;
};

const MEASURED = new Set(['limit.perOrder', 'limit.perDay', 'limit.distance', 'session.budget']);
const money: fc.Arbitrary<Question> = fc
  .record({
    one: question,
    used: cents(1_200_000),
    perOrder: cents(100_000),
    perDay: cents(300_000),
    distance: cents(10_000),
  })
  .map(({ one, used: notional, ...limits }) => ({
    ...one,
    session: one.session && { ...one.session, used: { orders: 3, notional } },
    limits: [{ ...limits, over: 'ask' as const }],
  }));

test('says the same of every sum', () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(money, (one) => {
      const [limits] = one.limits;
      if (!limits || !one.session) return;
      const { session, used, spent } = one.session;
      const expected = new Set([...naive(one, limits, one.spent), ...naive(one, session.limits, spent)]);
      const all = sumOf(worth(one));
      // a session for something else says nothing of its budget
      const here = 'venue' in one.reading && one.reading.venue?.id === session.venue;
      if (here && all !== null && wei(used.notional) + all > wei(session.budget)) expected.add('session.budget');
      const found = new Set(decide(one).rules.flatMap(({ id }) => (MEASURED.has(id) ? [id] : [])));
      expect([...found].sort()).toEqual([...expected].sort());
      for (const id of found) met.set(id, (met.get(id) ?? 0) + 1);
      const counted = decide(one).counts;
      if (counted && all !== null) expect(wei(counted.notional)).toBe(all);
    }),
    { numRuns: 1500 },
  );
  for (const id of MEASURED) expect(met.get(id) ?? 0, id).toBeGreaterThan(50);
});
