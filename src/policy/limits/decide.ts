/**
 * The one place where limits decide: facts of a reading, limits, session, clock and reference price in; sign, ask or refuse
 * out, with every rule that had a say. What cannot be checked counts as over the limit. Closing is never stopped by a limit.
 * @module
 */
import type { Text } from '../../lib/text.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { compare, plus, times } from '../../signing/format.ts';
import type { OrderFacts, Reading } from '../../venues/reading.ts';
import type { Level, Verdict } from '../verdict.ts';
import { type AccountLimits, type Count, DAY_MS, type Limits, type Running, type Spent } from './limits.ts';

/** `price` is decimal, in the quote asset; `at` is ms since 1970. */
export type Reference = { price: string; at: number };

export type Question = {
  reading: Reading;
  /** what the rules R1 to R18 say */
  verdict: Verdict;
  account: Address;
  origin: string;
  now: number;
  /** fees of the venue and of an app together, percent of the order; absent: not in the payload */
  fee?: string;
  /** of the account everywhere, and of the account at this venue: all of them hold */
  limits: readonly AccountLimits[];
  /** what this account had signed at this venue, whoever decided */
  spent: readonly Spent[];
  session: Running | null;
  /** opening is blocked until then */
  coolingUntil?: number;
  /** prices of the markets of this payload, as far as there are any */
  reference: ReadonlyMap<string, Reference>;
};

export type Rule = { id: string; level: Level; text: Text };

export type Decision = {
  decision: 'sign' | 'ask' | 'refuse';
  level: Level;
  rules: Rule[];
  /** what is counted when it is signed */
  counts: Count | null;
};

/** Closing is what is *signed* as reduce-only, or the venue's own close type, and taking an order back. */
export const isClosing = (reading: Reading): boolean =>
  reading.kind === 'cancel-or-reduce' ||
  (reading.kind === 'order' && reading.orders.length > 0 && reading.orders.every((order) => order.reduceOnly));

const rule = (id: Text['id'], level: Level, params?: Record<string, string>): Rule => ({
  id,
  level,
  text: params ? { id, params } : { id },
});
const over = (id: Text['id'], params: Record<string, string>): Rule => rule(id, 'warning', params);

const sum = (amounts: readonly string[]): string => amounts.reduce(plus, '0');

/** What was signed in the 24 hours before. A thing signed exactly 24 hours ago no longer counts. */
const inLastDay = (spent: readonly Spent[], now: number): readonly Spent[] =>
  spent.filter(({ at }) => at > now - DAY_MS);

/** Whether a price is worse than the reference by more than so many percent. */
const isWorse = ({ side }: OrderFacts, price: string, reference: string, percent: string): boolean =>
  side === 'long'
    ? compare(times(price, '100'), times(reference, plus('100', percent))) > 0
    : compare(plus(times(price, '100'), times(reference, percent)), times(reference, '100')) < 0;

/**
 * What an order can be worth, in the quote asset. A limit price bounds what a buyer pays; who sells gets what the market
 * gives, so a sell counts at the reference where that is higher, and without one nobody knows.
 */
const worthOf = (
  { side, market, size, notional, price }: OrderFacts,
  reference: Question['reference'],
): string | undefined => {
  if (side === 'long' || notional === undefined) return notional;
  const found = reference.get(market);
  if (!found || size === undefined || price === undefined) return undefined;
  return compare(found.price, price) > 0 ? times(size, found.price) : notional;
};

/** One order against limits that need nothing but the order. */
const overOne = (order: OrderFacts, limits: Limits, question: Question): Rule[] => {
  const { market, leverage, price } = order;
  const notional = worthOf(order, question.reference);
  const found: Rule[] = [];
  if (limits.markets && !limits.markets.includes(market)) found.push(over('limit.market', { market }));
  if (limits.reduceOnly && !order.reduceOnly) found.push(rule('limit.reduceOnly', 'warning'));
  if (limits.perOrder !== undefined) {
    if (notional === undefined) found.push(rule('limit.notCheckable.notional', 'warning'));
    else if (compare(notional, limits.perOrder) > 0)
      found.push(over('limit.perOrder', { notional, limit: limits.perOrder }));
  }
  if (limits.leverage !== undefined) {
    if (leverage === undefined) found.push(rule('limit.notCheckable.leverage', 'warning'));
    else if (compare(leverage, limits.leverage) > 0)
      found.push(over('limit.leverage', { leverage, limit: limits.leverage }));
  }
  if (limits.distance !== undefined) {
    const reference = question.reference.get(market);
    if (price === undefined || !reference) found.push(rule('limit.notCheckable.distance', 'warning'));
    else if (isWorse(order, price, reference.price, limits.distance))
      found.push(over('limit.distance', { price, reference: reference.price, limit: limits.distance }));
  }
  return found;
};

/** All orders of a payload against one set of limits. */
const overAll = (
  orders: readonly OrderFacts[],
  limits: Limits,
  spent: readonly Spent[],
  question: Question,
): Rule[] => {
  const found = orders.flatMap((order) => overOne(order, limits, question));
  const { reading, fee, now } = question;
  if (limits.fee !== undefined) {
    if (fee === undefined) found.push(rule('limit.notCheckable.fee', 'warning'));
    else if (compare(fee, limits.fee) > 0) found.push(over('limit.fee', { fee, limit: limits.fee }));
  }
  if (limits.lifetime !== undefined) {
    const { validUntil } = reading;
    if (validUntil === undefined) found.push(rule('limit.notCheckable.lifetime', 'warning'));
    else if (validUntil * 1000 - now > limits.lifetime * 1000)
      found.push(over('limit.lifetime', { limit: String(limits.lifetime) }));
  }
  if (limits.perDay !== undefined) {
    const asked = notionalOf(orders, question.reference);
    const before = sum(inLastDay(spent, now).map(({ notional }) => notional));
    if (asked === undefined) found.push(rule('limit.notCheckable.notional', 'warning'));
    else if (compare(plus(before, asked), limits.perDay) > 0)
      found.push(over('limit.perDay', { before, asked, limit: limits.perDay }));
  }
  return found;
};

const notionalOf = (orders: readonly OrderFacts[], reference: Question['reference']): string | undefined => {
  const all = orders.map((order) => worthOf(order, reference));
  return all.every((one) => one !== undefined) ? sum(all) : undefined;
};

/** Orders count one each; a cancel counts as one. */
const countOf = (reading: Reading): number => (reading.kind === 'order' ? reading.orders.length : 1);

/** Why the session does not sign this by itself; empty when it does. */
const outside = ({ session, used, spent }: Running, question: Question, orders: readonly OrderFacts[]): Rule[] => {
  const { reading, verdict, account, origin, now } = question;
  const venue = 'venue' in reading ? reading.venue?.id : undefined;
  if (session.origin !== origin || session.venue !== venue || !sameAddress(session.account, account))
    return [rule('session.elsewhere', 'info')];
  const found = overAll(orders, session.limits, spent, question);
  if (reading.kind !== 'order' && reading.kind !== 'cancel-or-reduce') found.push(rule('session.kind', 'info'));
  if (session.paused) found.push(rule('session.paused', 'info'));
  if (now < session.startsAt || now >= session.endsAt) found.push(rule('session.ended', 'info'));
  if (verdict.findings.some(({ level }) => level !== 'info')) found.push(rule('session.finding', 'warning'));
  if (used.orders + countOf(reading) > session.orders)
    found.push(over('session.orders', { used: String(used.orders), limit: String(session.orders) }));
  const asked = notionalOf(orders, question.reference);
  if (asked === undefined) found.push(rule('limit.notCheckable.notional', 'warning'));
  else if (compare(plus(used.notional, asked), session.budget) > 0)
    found.push(over('session.budget', { before: used.notional, asked, limit: session.budget }));
  return found;
};

const GRAVEST: readonly Level[] = ['info', 'warning', 'danger', 'forbidden'];
const gravest = (rules: readonly { level: Level }[]): Level =>
  rules.reduce<Level>((worst, { level }) => (GRAVEST.indexOf(level) > GRAVEST.indexOf(worst) ? level : worst), 'info');

/**
 * `refuse` where a rule forbids it, opening is cooling off, or a limit says so; `sign` inside a session and every limit;
 * else `ask`. Closing is never refused by a limit: at most it asks.
 */
export const decide = (question: Question): Decision => {
  const { reading, verdict, limits, spent, session, now, coolingUntil } = question;
  const orders = reading.kind === 'order' ? reading.orders : [];
  const opening = orders.length > 0 && !isClosing(reading);
  const rules: Rule[] = verdict.findings.map(({ rule: id, level, text }) => ({ id, level, text }));
  let decision: Decision['decision'] = verdict.outcome === 'refuse' ? 'refuse' : 'ask';

  if (opening && coolingUntil !== undefined && now < coolingUntil) {
    decision = 'refuse';
    rules.push(rule('limit.cooling', 'forbidden', { until: String(coolingUntil) }));
  }
  let within = true;
  for (const one of limits) {
    const found = overAll(orders, one, spent, question);
    if (found.length > 0) within = false;
    const refused = found.length > 0 && one.over === 'refuse' && opening;
    if (refused) decision = 'refuse';
    rules.push(...found.map((each) => (refused ? { ...each, level: 'forbidden' as const } : each)));
  }
  if (session) {
    const found = outside(session, question, orders);
    rules.push(...found);
    if (found.length === 0 && within && decision === 'ask') decision = 'sign';
  }
  const notional = notionalOf(orders, question.reference);
  return {
    decision,
    level: gravest(rules),
    rules,
    counts: decision === 'refuse' ? null : { orders: countOf(reading), notional: notional ?? '0' },
  };
};
