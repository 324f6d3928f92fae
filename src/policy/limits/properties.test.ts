import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, fixed, plus } from '../../signing/format.ts';
import { NOW } from '../../venues/fixtures.ts';
import type { OrderFacts, Reading } from '../../venues/reading.ts';
import { type Decision, decide, type Question } from './decide.ts';
import { ask, facts, of, running } from './fixtures.ts';
import { cents, question, total } from './generated.ts';
import { type CallLimit, DAY_MS, type Hours, type Limits, type Running, type Spent } from './limits.ts';

const RANK: Record<Decision['decision'], number> = { sign: 0, ask: 1, refuse: 2 };
const half = (amount: string) =>
  compare(amount, '0.02') < 0 ? '0' : fixed(BigInt(amount.replace('.', '')) / 2n, amount.split('.')[1]?.length ?? 0);

/** The same limits with one of them tighter. */
const tighterLimits = (limits: Limits): Limits[] => [
  ...(['perOrder', 'perDay', 'leverage', 'distance', 'fee'] as const).map((key) => ({
    ...limits,
    [key]: limits[key] === undefined ? '50' : half(limits[key]),
  })),
  { ...limits, lifetime: Math.floor((limits.lifetime ?? 600) / 2) },
  { ...limits, markets: (limits.markets ?? ['ETH-PERP', 'BTC-PERP']).slice(1) },
  { ...limits, reduceOnly: true },
];
const tighterCall = (limit: CallLimit): CallLimit[] => [
  { ...limit, coins: limit.coins === undefined ? '5' : half(limit.coins) },
  { ...limit, allowance: limit.allowance === undefined ? '5' : half(limit.allowance) },
  { ...limit, only: limit.only?.slice(1) ?? [] },
  { ...limit, over: 'refuse' },
];
const tighterHours = ({ from, to }: Hours): Hours[] => [
  { from: from + 100, to },
  { from, to: to - 100 },
];
const tighterSession = ({ session, ...rest }: Running): Running[] =>
  [
    ...tighterLimits(session.limits).map((limits) => ({ limits })),
    { orders: session.orders - 87 },
    { budget: half(session.budget) },
    { paused: true },
    { endsAt: NOW },
  ].map((less) => ({ ...rest, session: { ...session, ...less } }));

const tighter = (one: Question): Question[] => [
  ...one.limits.flatMap((all, i) =>
    [...tighterLimits(all).map((limits) => ({ ...limits, over: all.over })), { ...all, over: 'refuse' as const }].map(
      (limits) => ({ ...one, limits: one.limits.with(i, limits) }),
    ),
  ),
  { ...one, limits: [...one.limits, { perOrder: '100', over: 'ask' }] },
  ...one.calls.flatMap((limit, i) => tighterCall(limit).map((calls) => ({ ...one, calls: one.calls.with(i, calls) }))),
  { ...one, calls: [...one.calls, { chainId: 1, contract: 'every', coins: '1', over: 'refuse' }] },
  ...one.hours.flatMap((span, i) => tighterHours(span).map((hours) => ({ ...one, hours: one.hours.with(i, hours) }))),
  { ...one, hours: [...one.hours, { from: 600, to: 660 }] },
  { ...one, coolingUntil: NOW + DAY_MS },
  ...(one.session ? tighterSession(one.session).map((session) => ({ ...one, session })) : []),
  { ...one, session: null },
];

test('every decision is met often', () => {
  const seen = { sign: 0, ask: 0, refuse: 0 };
  const runs = 3000;
  fc.assert(
    fc.property(question, (one) => {
      seen[decide(one).decision]++;
    }),
    { numRuns: runs },
  );
  for (const [decision, count] of Object.entries(seen))
    expect(count, `${decision} in ${JSON.stringify(seen)}`).toBeGreaterThan(runs / 5);
});

test('a tighter limit never signs what was asked or refused, and never asks what was refused', () => {
  let changed = 0;
  fc.assert(
    fc.property(question, (one) => {
      const before = decide(one).decision;
      for (const less of tighter(one)) {
        const { decision } = decide(less);
        expect(RANK[decision]).toBeGreaterThanOrEqual(RANK[before]);
        if (decision !== before) changed++;
      }
    }),
    { numRuns: 1500 },
  );
  expect(changed).toBeGreaterThan(1500);
});

test('what is refused says what forbids it, and what is asked in a session says why', () => {
  fc.assert(
    fc.property(question, (one) => {
      const { decision, level, rules, counts } = decide(one);
      expect(level === 'forbidden').toBe(decision === 'refuse');
      expect(counts === null).toBe(decision === 'refuse');
      if (decision !== 'sign') expect(rules.length).toBeGreaterThan(0);
      else expect(rules).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

/** Signs one after the other what may be signed, and says what came through. */
const signAll = (one: Question, all: readonly { at: number; reading: Reading }[]) => {
  let { session, spent } = one;
  const signed: Spent[] = [];
  for (const { at, reading } of all) {
    const { decision, counts } = decide({ ...one, now: at, reading, spent, session });
    if (decision !== 'sign' || !counts || !session) continue;
    const entry = { at, ...counts };
    spent = [...spent, entry];
    const used = {
      orders: session.used.orders + counts.orders,
      notional: plus(session.used.notional, counts.notional),
    };
    session = { ...session, used, spent: [...session.spent, entry] };
    signed.push(entry);
  }
  return signed;
};
const within = (perDay: string, budget: string): Question => ({
  ...ask,
  limits: [{ perDay, over: 'ask' }],
  session: running({ budget, endsAt: NOW + 99 * DAY_MS }),
});

test('splitting an order never gets more through in any 24 hours than the limit, nor more than the budget in all', () => {
  let [through, stopped] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(fc.record({ worth: cents(40_000), wait: fc.integer({ min: 0, max: DAY_MS }) }), {
        minLength: 1,
        maxLength: 30,
      }),
      cents(100_000),
      cents(200_000),
      (pieces, perDay, budget) => {
        let at = NOW;
        const asked = pieces.map(({ worth: notional, wait }) => {
          at += Math.floor(wait / 4);
          return { at, reading: of({ notional }) };
        });
        // both the limits of the account and those of the session
        for (const one of [
          within(perDay, budget),
          { ...ask, session: running({ budget, limits: { perDay }, endsAt: NOW + 99 * DAY_MS }) },
        ]) {
          const signed = signAll(one, asked);
          through += signed.length;
          stopped += asked.length - signed.length;
          expect(compare(total(signed), budget)).toBeLessThanOrEqual(0);
          for (const { at: end } of signed) {
            const window = signed.filter((entry) => entry.at <= end && entry.at > end - DAY_MS);
            expect(compare(total(window), perDay)).toBeLessThanOrEqual(0);
          }
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(through).toBeGreaterThan(400);
  expect(stopped).toBeGreaterThan(400);
});

test('an order in pieces gets no more through than whole', () => {
  fc.assert(
    fc.property(cents(200_000), cents(200_000), fc.integer({ min: 2, max: 10 }), (notional, perDay, n) => {
      const limits = within(perDay, '100000');
      const whole = of({ notional: Array<string>(n).fill(notional).reduce(plus) });
      const pieces = signAll(
        limits,
        Array.from({ length: n }, (_, i) => ({ at: NOW + i, reading: of({ notional }) })),
      );
      if (pieces.length === n) expect(signAll(limits, [{ at: NOW, reading: whole }])).toHaveLength(1);
      const batch = signAll(limits, [
        { at: NOW, reading: of(...Array<Partial<OrderFacts>>(n).fill({ ...facts, notional })) },
      ]);
      expect(batch.length === 1).toBe(pieces.length === n);
    }),
  );
});

test('the order of equal requests, and of what was spent before, does not matter', () => {
  let through = 0;
  fc.assert(
    fc.property(question, fc.integer({ min: 1, max: 6 }), (one, n) => {
      const same = Array.from({ length: n }, () => ({ at: NOW, reading: one.reading }));
      const turned: Question = {
        ...one,
        spent: one.spent.toReversed(),
        limits: one.limits.toReversed(),
        calls: one.calls.toReversed(),
        hours: one.hours.toReversed(),
        session: one.session && { ...one.session, spent: one.session.spent.toReversed() },
      };
      const signed = signAll(one, same);
      through += signed.length;
      expect(signAll(turned, same)).toEqual(signed);
      // none that was stopped comes through after one that was not: equal ones are all alike
      expect(signAll(one, [...same, ...same]).slice(0, signed.length)).toEqual(signed);
    }),
    { numRuns: 500 },
  );
  expect(through).toBeGreaterThan(200);
});
