import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, fixed, plus } from '../../signing/format.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import type { OrderFacts, Reading } from '../../venues/reading.ts';
import { cancel, grant, order } from '../fixtures.ts';
import { type Decision, decide, isClosing, type Question } from './decide.ts';
import { type AccountLimits, DAY_MS, type Limits, type Session, type Spent } from './limits.ts';

const session: Session = {
  id: 's',
  origin: 'https://app.example',
  account: ACCOUNT,
  venue: 'gannet',
  limits: {},
  orders: 90,
  budget: '10000',
  startsAt: NOW - 1000,
  endsAt: NOW + DAY_MS,
  paused: false,
};
const facts: OrderFacts = {
  market: 'ETH-PERP',
  side: 'long',
  effect: 'open',
  size: '1',
  price: '100',
  notional: '100',
  reduceOnly: false,
};
const ask: Question = {
  reading: { ...order, orders: [facts], validUntil: NOW / 1000 + 300 },
  verdict: { outcome: 'ask', findings: [] },
  account: ACCOUNT,
  origin: session.origin,
  now: NOW,
  limits: [],
  spent: [],
  session,
  sessionSpent: [],
  reference: new Map([['ETH-PERP', { price: '100', at: NOW }]]),
};
const of = (...orders: Partial<OrderFacts>[]): Reading => ({
  ...order,
  orders: orders.map((one) => ({ ...facts, ...one })),
  validUntil: NOW / 1000 + 300,
});
const said = (question: Partial<Question>) => {
  const { decision, rules } = decide({ ...ask, ...question });
  return [decision, ...rules.map(({ id }) => id)];
};
const limited = (limits: Limits, over: AccountLimits['over'] = 'ask') => ({ limits: [{ ...limits, over }] });

describe('inside a session', () => {
  test('an order and a cancel are signed', () => {
    expect(decide(ask)).toMatchObject({ decision: 'sign', level: 'info', counts: { orders: 1, notional: '100' } });
    expect(decide({ ...ask, reading: cancel })).toMatchObject({
      decision: 'sign',
      counts: { orders: 1, notional: '0' },
    });
  });

  test.each<[string, Partial<Question>]>([
    ['session.elsewhere', { origin: 'https://other.example' }],
    ['session.elsewhere', { account: OTHER }],
    ['session.elsewhere', { session: { ...session, venue: 'other' } }],
    ['session.paused', { session: { ...session, paused: true } }],
    ['session.ended', { now: session.endsAt }],
    ['session.ended', { now: session.startsAt - 1 }],
    ['session.orders', { sessionSpent: [{ at: NOW, orders: 90, notional: '0' }] }],
    ['session.budget', { sessionSpent: [{ at: NOW, orders: 1, notional: '9900.01' }] }],
    ['session.kind', { reading: { ...grant, venue: { id: 'gannet', name: 'Gannet' } } }],
  ])('%s asks', (id, change) => {
    expect(said(change)).toEqual(['ask', id]);
  });

  test('what a rule speaks of is shown to a person', () => {
    const finding = { rule: 'R12', level: 'warning' as const, text: { id: 'rule.past' as const } };
    expect(said({ verdict: { outcome: 'ask', findings: [finding] } })).toEqual(['ask', 'R12', 'session.finding']);
    expect(said({ verdict: { outcome: 'ask', findings: [{ ...finding, level: 'info' }] } })[0]).toBe('sign');
  });

  test('the last of the budget can be used, and no more', () => {
    const left = (notional: string) => said({ sessionSpent: [{ at: NOW - 1, orders: 1, notional }] })[0];
    expect([left('9900'), left('9900.000001')]).toEqual(['sign', 'ask']);
  });

  test('an order of unknown worth is not one of nothing', () => {
    const { notional: _, ...unknown } = facts;
    expect(said({ reading: { ...order, orders: [unknown] } })).toEqual(['ask', 'limit.notCheckable.notional']);
  });
});

describe('limits', () => {
  test.each<[string, Limits, Partial<OrderFacts>]>([
    ['limit.market', { markets: ['BTC-PERP'] }, {}],
    ['limit.perOrder', { perOrder: '99.99' }, {}],
    ['limit.perDay', { perDay: '99.99' }, {}],
    ['limit.leverage', { leverage: '4.9' }, { leverage: '5' }],
    ['limit.notCheckable.leverage', { leverage: '100' }, {}],
    ['limit.distance', { distance: '1' }, { price: '101.01' }],
    ['limit.distance', { distance: '1' }, { price: '98.99', side: 'short' }],
    ['limit.notCheckable.distance', { distance: '1' }, { market: 'BTC-PERP' }],
    ['limit.lifetime', { lifetime: 299 }, {}],
    ['limit.notCheckable.fee', { fee: '1' }, {}],
    ['limit.reduceOnly', { reduceOnly: true }, {}],
  ])('%s', (id, limits, change) => {
    expect(said({ ...limited(limits), reading: of(change) })).toEqual(['ask', id]);
    expect(said({ ...limited(limits, 'refuse'), reading: of(change) })).toEqual(['refuse', id]);
  });

  test.each<[Limits, Partial<OrderFacts>]>([
    [{ markets: ['ETH-PERP'], perOrder: '100', perDay: '100', lifetime: 300 }, {}],
    [{ leverage: '5' }, { leverage: '5' }],
    [{ distance: '1' }, { price: '101' }],
    [{ distance: '1' }, { price: '99', side: 'short' }],
    [{ distance: '1' }, { price: '1' }],
    [{ reduceOnly: true }, { reduceOnly: true, effect: 'reduce' }],
  ])('%j are kept', (limits, change) => {
    expect(said({ ...limited(limits), reading: of(change) })).toEqual(['sign']);
  });

  test('hold all at once', () => {
    expect(
      said({
        limits: [
          { perOrder: '200', over: 'ask' },
          { perOrder: '50', over: 'refuse' },
        ],
      })[0],
    ).toBe('refuse');
  });

  test('an order of endless life is over a lifetime', () => {
    const { validUntil: _, ...endless } = of({});
    expect(said({ ...limited({ lifetime: 1e9 }), reading: endless as Reading })[0]).toBe('ask');
  });

  test('a day is the last 24 hours', () => {
    const day = (at: number) => said({ ...limited({ perDay: '150' }), spent: [{ at, orders: 1, notional: '100' }] })[0];
    expect([day(NOW - DAY_MS), day(NOW - DAY_MS + 1)]).toEqual(['sign', 'ask']);
  });
});

describe('what a sell is worth', () => {
  const sell = (change: Partial<OrderFacts>) => ({ reading: of({ side: 'short', ...change }) });
  const cheap = { price: '0.01', notional: '0.01' };

  test('is what the market gives, not the least that is asked', () => {
    expect(said({ ...limited({ perOrder: '99' }), ...sell(cheap) })).toEqual(['ask', 'limit.perOrder']);
    expect(said({ ...limited({ perOrder: '100' }), ...sell(cheap) })[0]).toBe('sign');
    expect(decide({ ...ask, ...sell(cheap) }).counts).toEqual({ orders: 1, notional: '100' });
    expect(decide({ ...ask, ...sell({ price: '150', notional: '150' }) }).counts).toEqual({
      orders: 1,
      notional: '150',
    });
  });

  test('is not known without a reference', () => {
    expect(said({ ...sell({ ...cheap, market: 'XYZ-PERP' }) })).toEqual(['ask', 'limit.notCheckable.notional']);
    expect(said({ reading: of({ ...cheap, market: 'XYZ-PERP' }) })[0], 'a buy is bounded by its price').toBe('sign');
  });
});

describe('closing', () => {
  test('is what is signed, never what is said', () => {
    expect([isClosing(of({ reduceOnly: true })), isClosing(cancel), isClosing(of({}))]).toEqual([true, true, false]);
    expect(isClosing(of({ reduceOnly: true }, {}))).toBe(false);
    expect(isClosing(of())).toBe(false);
  });

  test('is never refused by a limit or by cooling off', () => {
    const close = of({ reduceOnly: true, effect: 'reduce' });
    expect(said({ ...limited({ perOrder: '1' }, 'refuse'), reading: close })[0]).toBe('ask');
    expect(said({ coolingUntil: NOW + 1, reading: close })[0]).toBe('sign');
    expect(said({ coolingUntil: NOW + 1, reading: cancel })[0]).toBe('sign');
    expect(said({ coolingUntil: NOW + 1 })).toEqual(['refuse', 'limit.cooling']);
    expect(said({ coolingUntil: NOW })[0]).toBe('sign');
  });
});

const cents = (most: number) => fc.integer({ min: 1, max: most }).map((value) => fixed(BigInt(value), 2));
const anOrder: fc.Arbitrary<OrderFacts> = fc
  .record({
    market: fc.constantFrom('ETH-PERP', 'BTC-PERP'),
    side: fc.constantFrom('long' as const, 'short' as const),
    price: fc.option(cents(20_000), { nil: undefined, freq: 8 }),
    notional: fc.option(cents(60_000), { nil: undefined, freq: 12 }),
    leverage: fc.option(cents(2_000), { nil: undefined, freq: 3 }),
    reduceOnly: fc.boolean(),
  })
  .map(({ price, notional, leverage, ...rest }) => ({
    ...rest,
    effect: rest.reduceOnly ? 'reduce' : 'open',
    ...(price === undefined ? {} : { price }),
    ...(notional === undefined ? {} : { notional }),
    ...(leverage === undefined ? {} : { leverage }),
  }));
/** Each limit is set in some runs only, or hardly anything would ever be inside all of them. */
const someLimits: fc.Arbitrary<Limits> = fc
  .record(
    {
      markets: fc.constantFrom(['ETH-PERP'], ['ETH-PERP', 'BTC-PERP']),
      perOrder: cents(150_000),
      perDay: cents(400_000),
      leverage: cents(4_000),
      distance: cents(10_000),
      fee: cents(20),
      lifetime: fc.integer({ min: 1, max: 900 }),
      reduceOnly: fc.constant(true as const),
    },
    { requiredKeys: [] },
  )
  .chain((all) =>
    fc
      .shuffledSubarray(Object.keys(all) as (keyof Limits)[], { maxLength: Math.min(2, Object.keys(all).length) })
      .map((keys) => Object.fromEntries(keys.map((key) => [key, all[key]])) as Limits),
  );
const someSpent: fc.Arbitrary<Spent[]> = fc.array(
  fc.record({
    at: fc.integer({ min: NOW - 2 * DAY_MS, max: NOW }),
    orders: fc.integer({ min: 1, max: 5 }),
    notional: cents(60_000),
  }),
  { maxLength: 3 },
);
const question: fc.Arbitrary<Question> = fc
  .record({
    orders: fc.array(anOrder, { minLength: 1, maxLength: 2 }),
    limits: fc.array(
      fc.tuple(someLimits, fc.constantFrom('ask' as const, 'refuse' as const)).map(([all, over]) => ({ ...all, over })),
      { maxLength: 1 },
    ),
    sessionLimits: fc.option(someLimits, { nil: {}, freq: 3 }),
    spent: someSpent,
    sessionSpent: someSpent,
    paused: fc.constantFrom(false, false, false, false, true),
    cooling: fc.constantFrom(-1, -1, 1),
    fee: fc.constantFrom('0.05', undefined),
  })
  .map(({ orders, limits, sessionLimits, spent, sessionSpent, paused, cooling, fee }) => ({
    ...ask,
    reading: of(...orders),
    limits,
    spent,
    session: { ...session, limits: sessionLimits, paused },
    sessionSpent,
    coolingUntil: NOW + cooling,
    ...(fee === undefined ? {} : { fee }),
  }));

const RANK: Record<Decision['decision'], number> = { sign: 0, ask: 1, refuse: 2 };
const half = (amount: string) =>
  compare(amount, '0.02') < 0 ? '0' : fixed(BigInt(amount.replace('.', '')) / 2n, amount.split('.')[1]?.length ?? 0);

/** The same limits with one of them tighter. */
const tighter = (limits: Limits): Limits[] => [
  ...(['perOrder', 'perDay', 'leverage', 'distance', 'fee'] as const).map((key) => ({
    ...limits,
    [key]: limits[key] === undefined ? '50' : half(limits[key]),
  })),
  { ...limits, lifetime: Math.floor((limits.lifetime ?? 600) / 2) },
  { ...limits, markets: (limits.markets ?? ['ETH-PERP', 'BTC-PERP']).slice(1) },
  { ...limits, reduceOnly: true },
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
  fc.assert(
    fc.property(question, (one) => {
      const before = RANK[decide(one).decision];
      for (const [i, all] of one.limits.entries())
        for (const limits of tighter(all)) {
          const changed = one.limits.with(i, { ...limits, over: all.over });
          expect(RANK[decide({ ...one, limits: changed }).decision]).toBeGreaterThanOrEqual(before);
        }
      const { session: open } = one;
      if (!open) return;
      for (const limits of tighter(open.limits))
        expect(RANK[decide({ ...one, session: { ...open, limits } }).decision]).toBeGreaterThanOrEqual(before);
      for (const less of [
        { orders: open.orders - 1 },
        { budget: half(open.budget) },
        { paused: true },
        { endsAt: NOW },
      ])
        expect(RANK[decide({ ...one, session: { ...open, ...less } }).decision]).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 1000 },
  );
});

/** Signs one after the other what may be signed, and says what came through. */
const signAll = (one: Question, all: readonly { at: number; orders: OrderFacts[] }[]) => {
  const [spent, sessionSpent] = [[...one.spent], [...one.sessionSpent]];
  const signed: Spent[] = [];
  for (const { at, orders } of all) {
    const { decision, counts } = decide({ ...one, now: at, reading: of(...orders), spent, sessionSpent });
    if (decision !== 'sign' || !counts) continue;
    const entry = { at, ...counts };
    for (const list of [spent, sessionSpent, signed]) list.push(entry);
  }
  return signed;
};
const total = (all: readonly Spent[]) => all.reduce((sum, { notional }) => plus(sum, notional), '0');

test('splitting an order never gets more through in any 24 hours than the limit, nor more than the budget in all', () => {
  let through = 0;
  fc.assert(
    fc.property(
      fc.array(fc.record({ cents: fc.integer({ min: 1, max: 40_000 }), wait: fc.integer({ min: 0, max: DAY_MS }) }), {
        minLength: 1,
        maxLength: 30,
      }),
      cents(100_000),
      cents(200_000),
      (pieces, perDay, budget) => {
        let at = NOW;
        const asked = pieces.map(({ cents: worth, wait }) => {
          at += Math.floor(wait / 4);
          return { at, orders: [{ ...facts, notional: fixed(BigInt(worth), 2) }] };
        });
        const one: Question = {
          ...ask,
          ...limited({ perDay }),
          session: { ...session, budget, endsAt: NOW + 99 * DAY_MS },
        };
        const signed = signAll(one, asked);
        through += signed.length;
        expect(compare(total(signed), budget)).toBeLessThanOrEqual(0);
        for (const { at: end } of signed) {
          const window = signed.filter((entry) => entry.at <= end && entry.at > end - DAY_MS);
          expect(compare(total(window), perDay)).toBeLessThanOrEqual(0);
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(through).toBeGreaterThan(500);
});

test('an order in pieces gets no more through than whole', () => {
  fc.assert(
    fc.property(cents(200_000), cents(200_000), fc.integer({ min: 2, max: 10 }), (worth, perDay, n) => {
      const limits: Question = { ...ask, ...limited({ perDay }), session: { ...session, budget: '100000' } };
      const piece = { ...facts, notional: worth };
      const whole = { ...facts, notional: Array<string>(n).fill(worth).reduce(plus) };
      const pieces = signAll(
        limits,
        Array.from({ length: n }, (_, i) => ({ at: NOW + i, orders: [piece] })),
      );
      if (pieces.length === n) expect(signAll(limits, [{ at: NOW, orders: [whole] }])).toHaveLength(1);
      const batch = signAll(limits, [{ at: NOW, orders: Array<OrderFacts>(n).fill(piece) }]);
      expect(batch.length === 1).toBe(pieces.length === n);
    }),
  );
});

test('the order of equal requests does not matter', () => {
  fc.assert(
    fc.property(question, fc.integer({ min: 1, max: 6 }), (one, n) => {
      const { reading } = one;
      if (reading.kind !== 'order') return;
      const same = Array.from({ length: n }, () => ({ at: NOW, orders: reading.orders }));
      const shuffled = { ...one, spent: one.spent.toReversed(), sessionSpent: one.sessionSpent.toReversed() };
      expect(signAll(shuffled, same)).toEqual(signAll(one, same));
    }),
  );
});
