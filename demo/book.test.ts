import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyBook, levels, match, type Resting, remove, rest } from './book.ts';
import type { Side } from './schema.ts';

const orders = fc.array(
  fc.record({
    owner: fc.constantFrom('ann', 'ben', 'cat', 'dan'),
    side: fc.constantFrom<Side>('long', 'short'),
    ticks: fc.integer({ min: 95, max: 105 }),
    lots: fc.integer({ min: 1, max: 20 }),
    rests: fc.boolean(),
  }),
  { minLength: 30, maxLength: 80 },
);

test('no fill past a limit or a size, price first, then time, and what is bought is sold', () => {
  let seen = 0;
  fc.assert(
    fc.property(orders, (list) => {
      const book = emptyBook();
      const filled = new Map<string, number>();
      const count = (id: string, lots: number) => filled.set(id, (filled.get(id) ?? 0) + lots);
      // A second book, kept the slow way: everything that waits, in order of arrival.
      let waiting: Resting[] = [];
      let bought = 0;
      let sold = 0;
      list.forEach(({ rests, ...order }, i) => {
        const taker: Resting = { id: String(i), ...order };
        const { left, dropped } = match(
          book,
          taker,
          (maker) => maker.lots,
          ({ maker, ticks, lots }) => {
            seen++;
            const better = (other: Resting) => (maker.side === 'long' ? other.ticks > ticks : other.ticks < ticks);
            const rivals = waiting.filter(({ side, owner }) => side === maker.side && owner !== taker.owner);
            expect(rivals.some(better), 'a better price waited').toBe(false);
            expect(rivals.find((other) => other.ticks === ticks)?.id, 'an older order waited').toBe(maker.id);
            expect(ticks).toBe(list[Number(maker.id)]?.ticks);
            if (taker.side === 'long') expect(ticks).toBeLessThanOrEqual(taker.ticks);
            else expect(ticks).toBeGreaterThanOrEqual(taker.ticks);
            count(taker.id, lots);
            count(maker.id, lots);
            if (taker.side === 'long') bought += lots;
            else sold += lots;
            if (maker.side === 'long') bought += lots;
            else sold += lots;
            const mirror = waiting.find(({ id }) => id === maker.id);
            if (mirror) mirror.lots -= lots;
            waiting = waiting.filter((other) => other.lots > 0);
          },
        );
        expect(dropped.every(({ owner }) => owner === taker.owner)).toBe(true);
        waiting = waiting.filter(({ id }) => !dropped.some((gone) => gone.id === id));
        if (rests && left > 0) {
          rest(book, { ...taker, lots: left });
          waiting.push({ ...taker, lots: left });
        }
        const [bid, ask] = [book.long[0], book.short[0]];
        if (rests) expect(bid && ask && bid.ticks >= ask.ticks, 'the book is crossed').toBeFalsy();
      });
      for (const [id, lots] of filled) expect(lots).toBeLessThanOrEqual(list[Number(id)]?.lots ?? 0);
      expect(bought).toBe(sold);
      const ids = (all: readonly Resting[]) => all.map(({ id, lots }) => `${id}:${lots}`).sort();
      expect(ids([...book.long, ...book.short])).toEqual(ids(waiting));
    }),
  );
  expect(seen).toBeGreaterThan(100);
});

test('a waiting order without room falls out, one with some room fills that much', () => {
  const book = emptyBook();
  rest(book, { id: 'a', owner: 'ann', side: 'short', ticks: 100, lots: 5 });
  rest(book, { id: 'b', owner: 'ben', side: 'short', ticks: 100, lots: 5 });
  let room = 2;
  const fills: string[] = [];
  const result = match(
    book,
    { id: 'c', owner: 'cat', side: 'long', ticks: 100, lots: 6 },
    ({ id, lots }) => (id === 'a' ? room : lots),
    ({ maker, lots }) => {
      if (maker.id === 'a') room -= lots;
      fills.push(`${maker.id} ${lots}`);
    },
  );
  expect(fills).toEqual(['a 2', 'b 4']);
  expect(result.left).toBe(0);
  expect(result.dropped.map(({ id }) => id)).toEqual(['a']);
});

test('levels add up what waits at one price', () => {
  const book = emptyBook();
  for (const [id, ticks, lots] of [
    ['a', 10, 1],
    ['b', 11, 2],
    ['c', 10, 4],
    ['d', 9, 8],
  ] as const) {
    rest(book, { id, owner: id, side: 'long', ticks, lots });
  }
  expect(levels(book.long, 2)).toEqual([
    [11, 2],
    [10, 5],
  ]);
  expect(remove(book, ({ id }) => id === 'b').map(({ id }) => id)).toEqual(['b']);
  expect(levels(book.long, 9)).toEqual([
    [10, 5],
    [9, 8],
  ]);
});
