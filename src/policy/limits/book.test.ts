import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, fixed, plus } from '../../signing/format.ts';
import { type Book, type Count, count, EMPTY, type Used, usedOf } from './book.ts';

const session = { orders: 20, budget: '10000', limits: { perOrder: '1000' } };
const FAR = '1000000000';
const one = (notional: string, orders = 1): Count => ({ orders, notional });

describe('counting', () => {
  test('takes five orders at once, and writes nothing to the disk for the other four', () => {
    let book: Book = EMPTY;
    let used: Used | null = null;
    const writes: number[] = [];
    for (let i = 0; i < 6; i++) {
      const taken = count(session, book, used, one('10'), FAR, `b${i}`);
      if (!taken) throw new Error('refused');
      if (taken.book) writes.push(i);
      book = taken.book ?? book;
      used = taken.used;
    }
    expect(writes).toEqual([0, 5]);
    expect(book).toEqual({ closed: one('50', 5), block: { id: 'b5', orders: 5, notional: '5000' } });
    expect(usedOf(book, used)).toEqual(one('60', 6));
    expect(usedOf(book, null), 'after the browser').toEqual({ orders: 10, notional: '5050' });
  });

  test('goes one by one where no order has a cap', () => {
    const taken = count({ ...session, limits: {} }, EMPTY, null, one('10'), FAR, 'a');
    expect(taken?.book?.block).toEqual({ id: 'a', orders: 1, notional: '10' });
  });

  test('never takes a block past what is left', () => {
    const near: Book = { closed: { orders: 18, notional: '9500' }, block: null };
    expect(count(session, near, null, one('400'), FAR, 'a')?.book?.block).toEqual({
      id: 'a',
      orders: 2,
      notional: '500',
    });
    expect(count(session, near, null, one('400'), '450', 'a')?.book?.block).toMatchObject({ notional: '450' });
    expect(count(session, near, null, one('500.01'), FAR, 'a')).toBeNull();
    expect(count(session, near, null, one('1', 3), FAR, 'a')).toBeNull();
    expect(count(session, near, null, one('400'), '399', 'a')).toBeNull();
  });

  test('a batch larger than a block is its own block', () => {
    expect(count(session, EMPTY, null, one('7000', 7), FAR, 'a')?.book?.block).toEqual({
      id: 'a',
      orders: 7,
      notional: '7000',
    });
  });
});

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ cents: fc.integer({ min: 0, max: 120_000 }), orders: fc.constantFrom(1, 1, 1, 2) }),
  },
  { weight: 1, arbitrary: fc.constant('kill' as const) },
  // between the write to the disk and the one to memory
  { weight: 1, arbitrary: fc.constant('kill between' as const) },
);

test('whenever the browser dies: never more than granted, and at most five orders lost each time', () => {
  let [signedAll, lostAll] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 80 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 2_000_000 }),
      fc.boolean(),
      (steps, orders, cents, capped) => {
        const of = { orders, budget: fixed(BigInt(cents), 2), limits: capped ? { perOrder: '1000' } : {} };
        let book: Book = EMPTY;
        let used: Used | null = null;
        const signed: Count[] = [];
        let kills = 0;
        let dies = false;
        for (const [i, action] of steps.entries()) {
          if (action === 'kill') {
            used = null;
            kills++;
            continue;
          }
          if (action === 'kill between') {
            dies = true;
            continue;
          }
          const asked = { orders: action.orders, notional: fixed(BigInt(action.cents), 2) };
          if (capped && compare(asked.notional, '1000') > 0) continue; // the limits refused it before
          const taken = count(of, book, used, asked, FAR, String(i));
          if (!taken) continue;
          book = taken.book ?? book;
          if (dies) {
            dies = false;
            used = null;
            kills++;
            continue;
          }
          used = taken.used;
          signed.push(asked);
          const total = signed.reduce((sum, next) => ({
            orders: sum.orders + next.orders,
            notional: plus(sum.notional, next.notional),
          }));
          const counted = usedOf(book, used);
          expect(counted.orders).toBeLessThanOrEqual(of.orders);
          expect(compare(counted.notional, of.budget)).toBeLessThanOrEqual(0);
          expect(total.orders).toBeLessThanOrEqual(counted.orders);
          expect(compare(total.notional, counted.notional)).toBeLessThanOrEqual(0);
          expect(counted.orders - total.orders).toBeLessThanOrEqual(5 * kills);
        }
        signedAll += signed.length;
        lostAll += kills;
      },
    ),
    { numRuns: 1000 },
  );
  expect(Math.min(signedAll, lostAll)).toBeGreaterThan(500);
});
