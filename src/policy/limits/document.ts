/**
 * The policy as a document: what a person exports, reads, compares and imports. A change that tightens holds at once; what
 * it loosens waits 24 hours, and until then the tighter of the two holds, limit by limit.
 * @module
 */
import * as v from 'valibot';
import { sameAddress } from '../../signing/address.ts';
import { compare } from '../../signing/format.ts';
import { DAY_MS } from './limits.ts';

const amount = v.pipe(
  v.string(),
  v.regex(/^(?:0|[1-9]\d{0,30})(?:\.\d{1,18})?$/, 'a plain decimal, such as 2500 or 0.5'),
);
const address = v.pipe(v.string(), v.regex(/^0x[\da-fA-F]{40}$/, 'an address'));
/** Counted as JSON Schema counts: an emoji is one. */
const text = (most: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[\\s\\S]{1,${most}}$`, 'u'), `1 to ${most} characters`));
const over = v.picklist(['ask', 'refuse']);
const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const limitFields = {
  /** the only markets, as the venue names them */
  markets: v.exactOptional(v.pipe(v.array(text(100)), v.maxLength(200))),
  perOrder: v.exactOptional(amount),
  perDay: v.exactOptional(amount),
  leverage: v.exactOptional(amount),
  distance: v.exactOptional(amount),
  fee: v.exactOptional(amount),
  lifetime: v.exactOptional(seconds),
  reduceOnly: v.exactOptional(v.literal(true)),
};

/** `venue`: the id of an adapter. Either may be `every`. */
const orderRule = v.strictObject({
  account: v.union([address, v.literal('every')]),
  venue: text(64),
  over,
  ...limitFields,
});

/**
 * Transactions to one contract (`every`: to any address), or to one function of it (`selector`: 0x and 8 digits). Amounts are
 * in whole coins or tokens.
 */
const callRule = v.strictObject({
  account: v.union([address, v.literal('every')]),
  chainId: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  contract: v.union([address, v.literal('every')]),
  selector: v.exactOptional(v.pipe(v.string(), v.regex(/^0x[\da-f]{8}$/, 'a selector'))),
  over,
  /** the only addresses that such a transaction may go to; empty: none */
  only: v.exactOptional(v.pipe(v.array(address), v.maxLength(200))),
  /** coins sent along, at most */
  coins: v.exactOptional(amount),
  /** an allowance, at most; `0`: none */
  allowance: v.exactOptional(amount),
});

/** When a key signs: minutes of the local day, `from` included and `to` not. A night is `from` above `to`. */
const hoursRule = v.strictObject({
  account: v.union([address, v.literal('every')]),
  from: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1439)),
  to: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1440)),
});

export const Policy = v.strictObject({
  vouch: v.literal('policy'),
  version: v.literal(1),
  orders: v.pipe(v.array(orderRule), v.maxLength(200)),
  calls: v.pipe(v.array(callRule), v.maxLength(200)),
  hours: v.pipe(v.array(hoursRule), v.maxLength(50)),
  /** a wait for money going out; absent until chosen */
  moneyOut: v.exactOptional(
    v.strictObject({
      /** waits for amounts above this, in whole units of the asset */
      above: v.pipe(v.array(v.strictObject({ asset: text(64), amount })), v.maxLength(200)),
      newAddress: v.boolean(),
      hours: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(168)),
    }),
  ),
});
export type Policy = v.InferOutput<typeof Policy>;

export const NO_POLICY: Policy = { vouch: 'policy', version: 1, orders: [], calls: [], hours: [] };

/** Of two that say the same the later one stands: written otherwise it is no other limit. */
const least = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined ? b : b === undefined || compare(a, b) < 0 ? a : b;
const fewest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

type Undefinable<T> = { [K in keyof T]: T[K] | undefined };
const defined = <T extends object>(of: Undefinable<T>): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T;

/** Rules of both, those about the same thing made one: also where one document speaks of it twice. */
const together = <T>(a: readonly T[], b: readonly T[], keyOf: (one: T) => string, tighter: (a: T, b: T) => T): T[] => {
  const found = new Map<string, T>();
  for (const one of [...a, ...b]) {
    const other = found.get(keyOf(one));
    found.set(keyOf(one), other ? tighter(other, one) : one);
  }
  return [...found.values()];
};

type Orders = Policy['orders'][number];
type Calls = Policy['calls'][number];
type Hours = Policy['hours'][number];
type MoneyOut = NonNullable<Policy['moneyOut']>;

const keyOfOrders = ({ account, venue }: Orders): string => `${account.toLowerCase()} ${venue}`;
const keyOfCalls = ({ account, chainId, contract, selector = '' }: Calls): string =>
  `${account} ${chainId} ${contract} ${selector}`.toLowerCase();

/** The tighter of two, limit by limit: what either forbids, both together forbid. */
const tighterOrders = (a: Orders, b: Orders): Orders =>
  defined({
    ...a,
    ...b,
    markets: a.markets && b.markets ? a.markets.filter((one) => b.markets?.includes(one)) : (a.markets ?? b.markets),
    perOrder: least(a.perOrder, b.perOrder),
    perDay: least(a.perDay, b.perDay),
    leverage: least(a.leverage, b.leverage),
    distance: least(a.distance, b.distance),
    fee: least(a.fee, b.fee),
    lifetime: fewest(a.lifetime, b.lifetime),
    reduceOnly: a.reduceOnly ?? b.reduceOnly,
    over: a.over === 'refuse' || b.over === 'refuse' ? 'refuse' : 'ask',
  });

const tighterCalls = (a: Calls, b: Calls): Calls =>
  defined({
    ...a,
    over: a.over === 'refuse' || b.over === 'refuse' ? 'refuse' : 'ask',
    only:
      a.only && b.only ? b.only.filter((one) => a.only?.some((other) => sameAddress(one, other))) : (a.only ?? b.only),
    coins: least(a.coins, b.coins),
    allowance: least(a.allowance, b.allowance),
  });

type Caps = MoneyOut['above'];
/** An asset without a cap has a cap of 0, as soon as there is any: one of 0 is said by leaving it out. */
const tidy = (caps: Caps): Caps => {
  const some = caps.filter(({ amount: most }) => compare(most, '0') > 0);
  return some.length > 0 ? some : caps.slice(0, 1);
};
const assetOf = ({ asset }: Caps[number]): string => asset.toLowerCase();
/** One for each asset: of two in one document the lower one. */
const once = (caps: Caps): Caps =>
  together(caps, [], assetOf, (a, b) => ({ ...b, amount: least(a.amount, b.amount) ?? '0' }));
const tighterCaps = (first: Caps, second: Caps): Caps => {
  const [a, b] = [once(first), once(second)];
  if (a.length === 0 || b.length === 0) return tidy(a.length === 0 ? b : a);
  return tidy(
    together([...a, ...b], [], assetOf, (_, one) => one).map((one) => {
      const [x, y] = [a, b].map((caps) => caps.find((other) => assetOf(other) === assetOf(one)));
      return { asset: one.asset, amount: (x && y && least(x.amount, y.amount)) ?? '0' };
    }),
  );
};

const tighterMoneyOut = (a: MoneyOut | undefined, b: MoneyOut | undefined): MoneyOut | undefined => {
  const [one, other] = [a ?? b, b ?? a];
  return (
    one &&
    other && {
      above: tighterCaps(one.above, other.above),
      newAddress: one.newAddress || other.newAddress,
      hours: Math.max(one.hours, other.hours),
    }
  );
};

const bothOf = (a: Policy, b: Policy): Policy =>
  defined({
    ...a,
    orders: together(a.orders, b.orders, keyOfOrders, tighterOrders),
    calls: together(a.calls, b.calls, keyOfCalls, tighterCalls),
    // Two spans of hours that differ both hold: a key signs in neither's pause.
    hours: together<Hours>(
      a.hours,
      b.hours,
      (one) => JSON.stringify([one.account.toLowerCase(), one.from, one.to]),
      (one) => one,
    ),
    moneyOut: tighterMoneyOut(a.moneyOut, b.moneyOut),
  });

/** One order of rules and of fields, so that equal policies are equal texts. */
export const textOf = (policy: Policy): string => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, sorted(one)]),
    );
  };
  return JSON.stringify(sorted(policy), null, 2);
};
/** An asset that is not named waits from nothing on as soon as another is: to name it with 0 says no more. */
const capsMeant = (caps: Caps): Caps => {
  const some = caps.filter(({ amount: most }) => compare(most, '0') > 0);
  return some.length > 0 || caps.length === 0 ? some : [{ asset: 'every', amount: '0' }];
};
const meant = (policy: Policy): Policy =>
  policy.moneyOut ? { ...policy, moneyOut: { ...policy.moneyOut, above: capsMeant(policy.moneyOut.above) } } : policy;
const same = (a: Policy, b: Policy): boolean => textOf(meant(a)) === textOf(meant(b));

/** What holds, and what will hold from `at` on (ms since 1970) unless it is taken back. */
export type PolicyState = { inForce: Policy; pending: { policy: Policy; at: number } | null };

/** Brings a state up to now. */
export const settle = (state: PolicyState, now: number): PolicyState =>
  state.pending && now >= state.pending.at ? { inForce: state.pending.policy, pending: null } : state;

/** Whether a change would let through what is over a limit now. */
export const loosens = ({ inForce }: PolicyState, next: Policy): boolean =>
  !same(bothOf(inForce, next), bothOf(next, NO_POLICY));

/**
 * A change: what tightens holds at once, what loosens in 24 hours. A change that loosens nothing beyond what was
 * already on its way does not make that wait again.
 */
export const change = (before: PolicyState, asked: Policy, now: number): PolicyState => {
  const next = bothOf(asked, NO_POLICY);
  const { inForce, pending } = settle(before, now);
  const tight = bothOf(inForce, next);
  if (same(tight, next)) return { inForce: next, pending: null };
  const onItsWay = pending !== null && same(bothOf(pending.policy, next), next);
  return { inForce: tight, pending: { policy: next, at: onItsWay ? pending.at : now + DAY_MS } };
};

/** Taking back what was on its way: what holds goes on holding. */
export const keep = (before: PolicyState, now: number): PolicyState => ({
  inForce: settle(before, now).inForce,
  pending: null,
});

export type Difference = { path: string; before: string | null; after: string | null };

const leaves = (policy: Policy): Map<string, string> => {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      found.set(path, Array.isArray(value) ? value.join(', ') : String(value));
    else
      for (const [key, one] of Object.entries(value)) if (one !== undefined) walk(one, path ? `${path} ${key}` : key);
  };
  for (const one of policy.orders) {
    const { account, venue, ...rest } = one;
    walk(rest, `orders ${account} ${venue}`);
  }
  for (const one of policy.calls) {
    const { account, chainId, contract, selector, ...rest } = one;
    walk(rest, `calls ${account} ${chainId} ${contract}${selector ? ` ${selector}` : ''}`);
  }
  for (const { account, from, to } of policy.hours) found.set(`hours ${account} ${from}-${to}`, 'only then');
  if (policy.moneyOut) {
    const { above, ...rest } = policy.moneyOut;
    walk(rest, 'moneyOut');
    for (const { asset, amount: most } of above) found.set(`moneyOut above ${asset}`, most);
  }
  return found;
};

/** Line by line, what an import or a change would make different: as it would hold, also where a rule stands there twice. */
export const differences = (before: Policy, after: Policy): Difference[] => {
  const [a, b] = [leaves(bothOf(before, NO_POLICY)), leaves(bothOf(after, NO_POLICY))];
  return [...new Set([...a.keys(), ...b.keys()])]
    .sort()
    .filter((path) => a.get(path) !== b.get(path))
    .map((path) => ({ path, before: a.get(path) ?? null, after: b.get(path) ?? null }));
};
