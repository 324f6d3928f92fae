import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_S, type PriceRound, STRESSED_DAY, STRESSED_HOUR, stressOf, stressText, stressWhy } from './stress.ts';

const NOW = 1_795_219_200;
const BEAT = 3600;
const round = (secondsAgo: number, price: number | bigint): PriceRound => ({
  answer: typeof price === 'bigint' ? price : BigInt(Math.round(price * 1e8)),
  updatedAt: NOW - secondsAgo,
});
/** An hourly heartbeat and nothing else. */
const quiet = (price = 3500): PriceRound[] => Array.from({ length: 30 }, (_, i) => round(600 + i * 3600, price));

/** The same figure, written the long way: every pair looked at by itself. */
const naive = (rounds: readonly PriceRound[], sinceSecondsAgo: number): number => {
  let sum = 0;
  for (let i = 0; i < rounds.length - 1; i++) {
    const [later, earlier] = [rounds[i], rounds[i + 1]] as [PriceRound, PriceRound];
    if (NOW - later.updatedAt >= sinceSecondsAgo) continue;
    const [a, b] = [Number(later.answer) / 1e8, Number(earlier.answer) / 1e8];
    sum += (Math.log(a) - Math.log(b)) * (Math.log(a) - Math.log(b));
  }
  return Math.sqrt(sum) * 100;
};

describe('what the figures are', () => {
  test.each([
    // five rounds a minute apart, each 1 % from the one before: root of 5 is 2.236 times ln 1.01
    [[3500 * 1.01 ** 5, 3500 * 1.01 ** 4, 3500 * 1.01 ** 3, 3500 * 1.01 ** 2, 3500 * 1.01, 3500], 2.225],
    // up and down again is as much as up and up
    [[3500, 3500 * 1.01, 3500, 3500 * 1.01, 3500, 3500], 1.9901],
    [[3500, 3500], 0],
  ])('%j within minutes is %f percent an hour', (prices, hour) => {
    const rounds = [...prices.map((price, i) => round(60 + i * 60, price)), ...quiet().slice(1)];
    const found = stressOf(rounds, NOW, BEAT);
    expect(found.hour).toBeCloseTo(hour, 3);
    expect(found.state).toBe(hour >= STRESSED_HOUR ? 'stressed' : 'calm');
  });

  test('a move counts when it was written, whenever the round before was', () => {
    const late = [round(3500, 3600), round(3600 * 20, 3500), round(3600 * 30, 3500)];
    expect(stressOf(late, NOW, 86_400)).toMatchObject({ state: 'stressed', hour: expect.closeTo(2.817, 3) });
    const over = [round(3700, 3600), round(3600 * 20, 3500), round(3600 * 30, 3500)];
    expect(stressOf(over, NOW, 86_400)).toMatchObject({ state: 'calm', hour: 0, day: expect.closeTo(2.817, 3) });
  });

  test('a day that moved is stressed though its last hour is not', () => {
    const rounds = quiet().map((one, i) => (i > 8 ? { ...one, answer: 380_000_000_000n } : one));
    const found = stressOf(rounds, NOW, BEAT);
    expect(found).toMatchObject({ state: 'stressed', hour: 0 });
    expect(found.day ?? 0).toBeGreaterThan(STRESSED_DAY);
    expect(stressWhy('ETH', found)).toEqual({ id: 'stepUp.why.daily', params: { base: 'ETH', percent: '8.2' } });
  });

  test('the words say the figures', () => {
    const found = stressOf([round(60, 3605), ...quiet()], NOW, BEAT);
    expect(stressText('ETH', 'Chainlink, Ethereum', found)).toEqual({
      id: 'stepUp.market.stressed',
      params: { base: 'ETH', source: 'Chainlink, Ethereum', hour: '3.0', day: '3.0' },
    });
    expect(stressWhy('ETH', found)).toEqual({ id: 'stepUp.why.hourly', params: { base: 'ETH', percent: '3.0' } });
    expect(stressWhy('ETH', stressOf(quiet(), NOW, BEAT))).toBeNull();
  });
});

describe('what is not known', () => {
  test.each([
    ['nothing', []],
    ['one round', [round(60, 3500)]],
    ['half an hour', [round(60, 3500), round(1800, 3500)]],
    ['a newest round of more than two heartbeats', quiet().slice(3)],
    ['rounds of before', [round(3600 * 60, 3500), round(3600 * 70, 4500)]],
  ])('%s', (_, rounds) => {
    const found = stressOf(rounds, NOW, BEAT);
    expect(found).toMatchObject({ state: 'unknown', hour: null, day: null });
    expect(stressWhy('ETH', found)).toBeNull();
    expect(stressText('ETH', 'x', found).id).toBe('stepUp.market.unknown');
  });

  test('a move in a few minutes is stress, though there is nothing older', () => {
    expect(stressOf([round(60, 3605), round(1800, 3500)], NOW, BEAT).state).toBe('stressed');
  });
});

describe('properties', () => {
  const step = fc.record({
    gap: fc.integer({ min: 1, max: 7000 }),
    move: fc.integer({ min: -40, max: 40 }).map((n) => n / 1000),
  });
  /** Newest first: a walk back from the newest price. */
  const walk = fc
    .tuple(fc.integer({ min: 0, max: 12_000 }), fc.constantFrom(1, 10), fc.array(step, { minLength: 1, maxLength: 40 }))
    .map(([first, wild, steps]) => {
      let [ago, price] = [first, 3500];
      const back = steps.map(({ gap, move }) => {
        ago += gap;
        price *= Math.exp((move * wild) / 10);
        return round(ago, price);
      });
      return [round(first, 3500), ...back];
    });
  const isClose = (a: number, b: number) => Math.abs(a - b) < 1e-6;

  test('the figures are those of a second computation', () => {
    let looked = 0;
    fc.assert(
      fc.property(walk, (rounds) => {
        const { hour, day } = stressOf(rounds, NOW, BEAT);
        if (hour === null || day === null) return;
        looked++;
        const kept = rounds.filter(({ updatedAt }) => updatedAt >= NOW - 2 * 86_400);
        expect(hour).toBeCloseTo(naive(kept, HOUR_S), 6);
        expect(day).toBeCloseTo(naive(kept, 86_400), 6);
      }),
      { numRuns: 300 },
    );
    expect(looked).toBeGreaterThan(100);
  });

  test('each state is met', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(walk, (rounds) => {
        const { state } = stressOf(rounds, NOW, BEAT);
        seen.set(state, (seen.get(state) ?? 0) + 1);
      }),
      { numRuns: 600, seed: 5 },
    );
    for (const state of ['calm', 'stressed', 'unknown']) expect(seen.get(state) ?? 0, state).toBeGreaterThan(40);
  });

  test('another unit of the price changes nothing', () => {
    fc.assert(
      fc.property(walk, fc.bigInt(2n, 10n ** 30n), (rounds, by) => {
        const before = stressOf(rounds, NOW, BEAT);
        const after = stressOf(
          rounds.map((one) => ({ ...one, answer: one.answer * by })),
          NOW,
          BEAT,
        );
        if (isClose(before.hour ?? 0, STRESSED_HOUR) || isClose(before.day ?? 0, STRESSED_DAY)) return;
        expect(after.state).toBe(before.state);
        expect(after.hour ?? 0).toBeCloseTo(before.hour ?? 0, 6);
        expect(after.day ?? 0).toBeCloseTo(before.day ?? 0, 6);
      }),
    );
  });

  test('a calm round never makes it stressed, wherever it comes in', () => {
    fc.assert(
      fc.property(walk, fc.nat(), fc.nat(), (rounds, where, when) => {
        const i = where % (rounds.length + 1);
        const [later, earlier] = [rounds[i - 1], rounds[i]];
        const from = earlier?.updatedAt ?? (later?.updatedAt ?? NOW) - 86_400;
        const to = later?.updatedAt ?? NOW;
        const updatedAt = from + (when % Math.max(1, to - from + 1));
        // at the price of the round before it, or of the one after where it is the oldest
        const answer = (earlier ?? later)?.answer ?? 1n;
        const more = [...rounds.slice(0, i), { answer, updatedAt }, ...rounds.slice(i)];
        if (stressOf(rounds, NOW, BEAT).state !== 'stressed')
          expect(stressOf(more, NOW, BEAT).state).not.toBe('stressed');
      }),
      { numRuns: 500 },
    );
  });

  test('a larger jump never calms', () => {
    const jump = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(fc.nat({ max: 29 }), jump, jump, (at, a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        const jumped = (by: number) =>
          stressOf(
            quiet().map((one, i) => (i <= at ? { ...one, answer: BigInt(Math.round(3500e8 * Math.exp(by))) } : one)),
            NOW,
            BEAT,
          );
        const [less, more] = [jumped(small), jumped(large)];
        expect(more.hour ?? 0).toBeGreaterThanOrEqual(less.hour ?? 0);
        expect(more.day ?? 0).toBeGreaterThanOrEqual(less.day ?? 0);
        if (less.state === 'stressed') expect(more.state).toBe('stressed');
      }),
    );
  });

  test('a round that cannot be true is not there', () => {
    const wrong = fc.oneof(
      fc.bigInt(-(10n ** 20n), 0n).map((answer) => ({ answer, updatedAt: NOW - 120 })),
      fc.integer({ min: 301, max: 10 ** 9 }).map((ahead) => ({ answer: 1n, updatedAt: NOW + ahead })),
      fc.integer({ min: 1, max: 1_700_000_000 }).map((updatedAt) => ({ answer: 1n, updatedAt })),
      fc.constantFrom(
        { answer: 1n, updatedAt: Number.NaN },
        { answer: 1n, updatedAt: 2 ** 60 },
        { answer: 1n, updatedAt: 0.5 },
      ),
    );
    fc.assert(
      fc.property(walk, wrong, fc.nat(), (rounds, one, where) => {
        const i = where % (rounds.length + 1);
        expect(stressOf([...rounds.slice(0, i), one, ...rounds.slice(i)], NOW, BEAT)).toEqual(
          stressOf(rounds, NOW, BEAT),
        );
      }),
    );
    // written after the one that follows it
    const rounds = quiet();
    expect(stressOf([...rounds.slice(0, 3), round(10, 9000), ...rounds.slice(3)], NOW, BEAT)).toEqual(
      stressOf(rounds, NOW, BEAT),
    );
  });
});
