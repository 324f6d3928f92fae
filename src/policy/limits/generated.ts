/** Any question about limits, for the tests of what always holds. @module */
import fc from 'fast-check';
import { fixed, plus } from '../../signing/format.ts';
import { NOW, OTHER } from '../../venues/fixtures.ts';
import type { OrderFacts, Reading } from '../../venues/reading.ts';
import { cancel, grant, move, order, unread } from '../fixtures.ts';
import type { CallFacts } from './call.ts';
import type { Question } from './decide.ts';
import { ask, of, running, session } from './fixtures.ts';
import { type AccountLimits, type CallLimit, DAY_MS, type Hours, type Limits, type Spent } from './limits.ts';

export const cents = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: most }).map((value) => fixed(BigInt(value), 2));
const seldom = <T>(of: fc.Arbitrary<T>, freq: number) => fc.option(of, { nil: undefined, freq });
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

const anOrder: fc.Arbitrary<Partial<OrderFacts>> = fc
  .record({
    market: fc.constantFrom('ETH-PERP', 'ETH-PERP', 'ETH-PERP', 'BTC-PERP'),
    side: fc.constantFrom('long' as const, 'short' as const),
    size: cents(1000),
    price: cents(20_000),
    notional: seldom(cents(60_000), 12),
    leverage: seldom(cents(2_000), 3),
    reduceOnly: fc.boolean(),
  })
  .map(({ notional, leverage, ...rest }) => ({
    ...rest,
    effect: rest.reduceOnly ? 'reduce' : 'open',
    ...(notional === undefined ? {} : { notional }),
    ...(leverage === undefined ? {} : { leverage }),
  }));

/** Each limit is set in some runs only, or hardly anything would ever be inside all of them. */
const someLimits: fc.Arbitrary<Limits> = fc
  .record({
    markets: fc.constantFrom(['ETH-PERP'], ['ETH-PERP', 'BTC-PERP']),
    perOrder: cents(150_000),
    perDay: cents(400_000),
    leverage: cents(4_000),
    distance: cents(10_000),
    fee: cents(20),
    lifetime: fc.integer({ min: 1, max: 900 }),
    reduceOnly: fc.constant(true as const),
  })
  .chain((all) =>
    fc
      .shuffledSubarray(Object.keys(all) as (keyof Limits)[], { maxLength: 2 })
      .map((keys) => Object.fromEntries(keys.map((key) => [key, all[key]])) as Limits),
  );
const over = fc.constantFrom('ask' as const, 'refuse' as const, 'refuse' as const);
const accountLimits: fc.Arbitrary<AccountLimits> = fc
  .tuple(someLimits, over)
  .map(([all, of]) => ({ ...all, over: of }));
const callLimit: fc.Arbitrary<CallLimit> = fc
  .record({
    chainId: fc.constantFrom(1, 1, 10),
    contract: fc.constantFrom(OTHER, OTHER.toLowerCase(), 'every', session.account),
    selector: seldom(fc.constantFrom('0x095ea7b3', '0x12345678'), 2),
    over,
    only: seldom(fc.subarray([OTHER, session.account]), 2),
    coins: seldom(cents(1000), 2),
    allowance: seldom(cents(1000), 2),
  })
  .map(defined) as fc.Arbitrary<CallLimit>;
const hours: fc.Arbitrary<Hours> = fc.record({
  from: fc.integer({ min: 0, max: 500 }),
  to: fc.integer({ min: 900, max: 1440 }),
});
const callFacts: fc.Arbitrary<CallFacts> = fc.record({
  chainId: fc.constantFrom(1, 1, 10),
  contract: fc.constantFrom(OTHER, OTHER, null),
  selector: fc.constantFrom('0x095ea7b3', null),
  coins: cents(1000),
  allowance: fc.oneof(cents(1000), fc.constantFrom('unlimited' as const, 'unknown' as const, null, null)),
  deposit: fc.constantFrom(false, false, true),
});
const someSpent: fc.Arbitrary<Spent[]> = fc.array(
  fc.record({
    at: fc.integer({ min: NOW - 2 * DAY_MS, max: NOW }),
    orders: fc.integer({ min: 1, max: 5 }),
    notional: cents(60_000),
  }),
  { maxLength: 3 },
);

type Asked = Pick<Question, 'reading' | 'mayBeOrder' | 'call'>;
const notCalled = { mayBeOrder: false, call: null };
const { venue } = order;
const orders = fc.array(anOrder, { minLength: 1, maxLength: 2 }).map((all): Reading => {
  const { notional: _, leverage: __, ...bare } = of({}).orders[0] ?? {};
  return { ...of(), orders: all.map((one) => ({ ...(bare as OrderFacts), ...one })) };
});
const called: fc.Arbitrary<Reading> = fc.constantFrom<Reading>(
  { ...grant, scope: 'spend' },
  { ...move, own: false },
  { ...unread, rows: [] },
  cancel,
);
const asked: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 12, arbitrary: orders.map((reading): Asked => ({ ...notCalled, reading })) },
  { weight: 2, arbitrary: fc.constant<Asked>({ ...notCalled, reading: cancel }) },
  {
    weight: 1,
    arbitrary: cents(4_000).map(
      (leverage): Asked => ({
        ...notCalled,
        reading: { ...grant, venue, scope: 'settings', leverage },
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Asked>({ ...notCalled, mayBeOrder: true, reading: { ...unread, hashOnly: true } }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ reading: called, call: callFacts, mayBeOrder: fc.constant(false) }),
  },
);

export const question: fc.Arbitrary<Question> = fc
  .record({
    asked,
    limits: fc.array(accountLimits, { maxLength: 1 }),
    calls: fc.array(callLimit, { maxLength: 2 }),
    hours: fc.array(hours, { maxLength: 1 }),
    minute: fc.integer({ min: 300, max: 1100 }),
    sessionLimits: fc.option(someLimits, { nil: {}, freq: 3 }),
    spent: someSpent,
    used: cents(500_000),
    ofSession: someSpent,
    paused: fc.constantFrom(false, false, false, false, true),
    cooling: fc.constantFrom(-1, -1, 1),
    fee: fc.constantFrom('0.05', '0.05', undefined),
  })
  .map(({ asked: one, sessionLimits, used, ofSession, paused, cooling, fee, ...rest }) => ({
    ...ask,
    ...one,
    ...rest,
    session: running({ limits: sessionLimits, paused }, { orders: 3, notional: used }, ofSession),
    coolingUntil: NOW + cooling,
    reference: new Map([
      ['ETH-PERP', { price: '100', at: NOW }],
      ['BTC-PERP', { price: '120', at: NOW }],
    ]),
    ...(fee === undefined ? {} : { fee }),
  }));

export const total = (all: readonly { notional: string }[]): string =>
  all.reduce((sum, { notional }) => plus(sum, notional), '0');
