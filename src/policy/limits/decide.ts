/**
 * The one place where limits decide: facts of a reading, limits, session, clock and reference price in; sign, ask or refuse
 * out, with every rule that had a say. What cannot be checked counts as over the limit. Closing is never stopped by a limit.
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import { compare, plus, times } from '../../signing/format.ts';
import type { Flag, OrderFacts, Reading } from '../../venues/reading.ts';
import type { Finding, Level, Verdict } from '../verdict.ts';
import { known, sum } from './amounts.ts';
import { type CallFacts, overCalls } from './call.ts';
import { ORDINARY_FEE, overFee, signedFee } from './fees.ts';
import { outOfHours } from './hours.ts';
import {
  type AccountLimits,
  type CallLimit,
  type Count,
  DAY_MS,
  type Hours,
  type Limits,
  type Running,
  type Spent,
} from './limits.ts';
import { over, type Rule, said } from './said.ts';

/** `price` is decimal, in the quote asset; `at` is ms since 1970. */
export type Reference = { price: string; at: number };

export type Question = {
  reading: Reading;
  /** what the rules R1 to R18 say */
  verdict: Verdict;
  account: Address;
  origin: string;
  now: number;
  /** of the local day, 0 to 1439 */
  minute: number;
  /** an unreadable payload that may be an order of any size */
  mayBeOrder: boolean;
  /** null for what is no transaction */
  call: CallFacts | null;
  /** of this account, for any contract: those that fit the call hold */
  calls: readonly CallLimit[];
  /** when this account signs: all of them hold */
  hours: readonly Hours[];
  /** the share of an app, percent of the order; absent: not in the payload */
  fee?: string;
  /** of the account everywhere, and of the account at this venue; at every venue for what may be an order: all of them hold */
  limits: readonly AccountLimits[];
  /** what this account had signed at this venue, whoever decided */
  spent: readonly Spent[];
  session: Running | null;
  /** opening is blocked until then */
  coolingUntil?: number;
  /** prices of the markets of this payload, as far as there are any */
  reference: ReadonlyMap<string, Reference>;
};

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

/** What a session never signs by itself, whatever the rules say of it; nor what its card says with care. */
const SHOWN: ReadonlySet<Flag['flag']> = new Set<Flag['flag']>(['hidden-parameters', 'hooks', 'unknown-market']);
const isShown = ({ flags = [], notes }: Reading): boolean =>
  flags.some(({ flag }) => SHOWN.has(flag)) || notes.some(({ level }) => level !== 'info');
const has = ({ flags = [] }: Reading, flag: Flag['flag']): boolean => flags.some((one) => one.flag === flag);

/** What was signed in the 24 hours before. A thing signed exactly 24 hours ago no longer counts. */
const inLastDay = (spent: readonly Spent[], now: number): readonly Spent[] =>
  spent.filter(({ at }) => at > now - DAY_MS);

/** A price of nothing is none. */
const referenceOf = ({ reference }: Question, market: string): string | undefined => {
  const price = known(reference.get(market)?.price);
  return price !== undefined && compare(price, '0') > 0 ? price : undefined;
};

/** Whether a price is worse than the reference by more than so many percent. */
const isWorse = ({ side }: OrderFacts, price: string, reference: string, percent: string): boolean =>
  side === 'long'
    ? compare(times(price, '100'), times(reference, plus('100', percent))) > 0
    : compare(plus(times(price, '100'), times(reference, percent)), times(reference, '100')) < 0;

/**
 * What an order can be worth, in the quote asset. A limit price bounds what a buyer pays; who sells gets what the market
 * gives, so a sell counts at the reference where that is higher, and without one nobody knows. Nor does anybody where the
 * decimals of the market are not known.
 */
const worthOf = (order: OrderFacts, question: Question): string | undefined => {
  const notional = known(order.notional);
  if (notional === undefined || has(question.reading, 'unknown-market')) return undefined;
  if (order.side === 'long') return notional;
  const [reference, size, price] = [referenceOf(question, order.market), known(order.size), known(order.price)];
  if (reference === undefined || size === undefined || price === undefined) return undefined;
  return compare(reference, price) > 0 ? times(size, reference) : notional;
};

/** Of all orders; null for what is no order, undefined where one of them is not known. */
const notionalOf = (question: Question): string | undefined | null => {
  const { reading } = question;
  if (reading.kind !== 'order') return null;
  const all = reading.orders.map((order) => worthOf(order, question));
  return all.length > 0 && all.every((one) => one !== undefined) ? sum(all) : undefined;
};

/** What an order that a person approved counts at least: what it is worth beyond its own numbers nobody knows. */
const atLeast = (reading: Reading): string =>
  reading.kind !== 'order' || has(reading, 'unknown-market')
    ? '0'
    : sum(reading.orders.map(({ notional }) => known(notional) ?? '0'));

const overLeverage = (leverage: string | undefined, limit: string): Rule[] => {
  const asked = known(leverage);
  if (asked === undefined) return [over('limit.notCheckable.leverage')];
  return compare(asked, limit) > 0 ? [over('limit.leverage', { leverage: asked, limit })] : [];
};

/** One order against limits that need nothing but the order. */
const overOne = (order: OrderFacts, limits: Limits, question: Question): Rule[] => {
  const { market } = order;
  const price = known(order.price);
  const found: Rule[] = [];
  if (limits.markets && !limits.markets.includes(market)) found.push(over('limit.market', { market }));
  if (limits.reduceOnly && !order.reduceOnly) found.push(over('limit.reduceOnly'));
  if (limits.perOrder !== undefined) {
    const notional = worthOf(order, question);
    if (notional === undefined) found.push(over('limit.notCheckable.notional'));
    else if (compare(notional, limits.perOrder) > 0)
      found.push(over('limit.perOrder', { notional, limit: limits.perOrder }));
  }
  // What is bought or sold outright has none, and what makes a position smaller lowers it.
  if (limits.leverage !== undefined && order.effect === 'open' && !order.reduceOnly)
    found.push(...overLeverage(order.leverage, limits.leverage));
  if (limits.distance !== undefined) {
    const reference = referenceOf(question, market);
    if (price === undefined || reference === undefined) found.push(over('limit.notCheckable.distance'));
    else if (isWorse(order, price, reference, limits.distance))
      found.push(over('limit.distance', { price, reference, limit: limits.distance }));
  }
  return found;
};

/** All orders of a payload against one set of limits. */
const overOrders = (
  orders: readonly OrderFacts[],
  limits: Limits,
  spent: readonly Spent[],
  question: Question,
): Rule[] => {
  const found = orders.flatMap((order) => overOne(order, limits, question));
  const { reading, now } = question;
  if (limits.fee !== undefined) found.push(...overFee(orders, question.fee, limits.fee));
  if (limits.lifetime !== undefined) {
    const { validUntil } = reading;
    if (validUntil === undefined) found.push(over('limit.notCheckable.lifetime'));
    else if (validUntil * 1000 - now > limits.lifetime * 1000)
      found.push(over('limit.lifetime', { limit: String(limits.lifetime) }));
  }
  if (limits.perDay !== undefined) {
    const asked = notionalOf(question) ?? undefined;
    const before = sum(inLastDay(spent, now).map(({ notional }) => notional));
    if (asked === undefined) found.push(over('limit.notCheckable.notional'));
    else if (compare(plus(before, asked), limits.perDay) > 0)
      found.push(over('limit.perDay', { before, asked, limit: limits.perDay }));
  }
  return found;
};

/** Whether they limit anything at all. */
const limitAnything = (limits: Limits): boolean =>
  [
    limits.markets,
    limits.perOrder,
    limits.perDay,
    limits.leverage,
    limits.distance,
    limits.fee,
    limits.lifetime,
    limits.reduceOnly,
  ].some((one) => one !== undefined);

/** A payload against one set of limits. */
const overLimits = (limits: Limits, spent: readonly Spent[], question: Question): Rule[] => {
  const { reading, mayBeOrder } = question;
  if (reading.kind === 'order') return overOrders(reading.orders, limits, spent, question);
  const found: Rule[] = [];
  if (mayBeOrder && limitAnything(limits)) found.push(over('limit.notCheckable.order'));
  // what sets the leverage of orders to come
  if (reading.leverage !== undefined && limits.leverage !== undefined)
    found.push(...overLeverage(reading.leverage, limits.leverage));
  return found;
};

/** Orders count one each; a cancel counts as one. */
const countOf = (reading: Reading): number => (reading.kind === 'order' ? Math.max(1, reading.orders.length) : 1);

/** Why the session does not sign this by itself; empty when it does. */
const outside = ({ session, used, spent }: Running, question: Question): Rule[] => {
  const { reading, verdict, account, origin, now, call } = question;
  const venue = 'venue' in reading ? reading.venue : undefined;
  const elsewhere = session.network !== undefined && session.network !== venue?.network;
  if (session.origin !== origin || session.venue !== venue?.id || elsewhere || !sameAddress(session.account, account))
    return [said('session.elsewhere', 'info')];
  const found = overLimits(session.limits, spent, question);
  // What makes something smaller without being an order names no amount, and a transaction pays the network what it likes:
  // no limit of a session bounds that.
  const cancels = reading.kind === 'cancel-or-reduce' && reading.act === 'cancel';
  if ((reading.kind !== 'order' && !cancels) || call !== null) found.push(said('session.kind', 'info'));
  if (session.paused) found.push(said('session.paused', 'info'));
  if (now < session.startsAt || now >= session.endsAt) found.push(said('session.ended', 'info'));
  const fee = reading.kind === 'order' ? signedFee(reading.orders) : null;
  const costs = session.limits.fee === undefined && (fee === undefined || compare(fee ?? '0', ORDINARY_FEE) > 0);
  if (verdict.findings.some(({ level }) => level !== 'info') || isShown(reading) || costs)
    found.push(over('session.finding'));
  if (used.orders + countOf(reading) > session.orders)
    found.push(over('session.orders', { used: String(used.orders), limit: String(session.orders) }));
  const asked = notionalOf(question);
  if (asked === undefined) found.push(over('limit.notCheckable.notional'));
  else if (compare(plus(used.notional, asked ?? '0'), session.budget) > 0)
    found.push(over('session.budget', { before: used.notional, asked: asked ?? '0', limit: session.budget }));
  return found;
};

const GRAVEST: readonly Level[] = ['info', 'warning', 'danger', 'forbidden'];
const gravest = (rules: readonly { level: Level }[]): Level =>
  rules.reduce<Level>((worst, { level }) => (GRAVEST.indexOf(level) > GRAVEST.indexOf(worst) ? level : worst), 'info');
const forbidden = (rule: Rule): Rule => ({ ...rule, level: 'forbidden' });

/**
 * `refuse` where a rule forbids it, opening is cooling off, the key has no hours now, or a limit says so; `sign` inside a
 * session and every limit; else `ask`. Closing is never refused by a limit: at most it asks.
 */
export const decide = (question: Question): Decision => {
  const { reading, verdict, limits, spent, session, now, coolingUntil, mayBeOrder } = question;
  const closing = isClosing(reading);
  const opening = (reading.kind === 'order' && !closing) || mayBeOrder;
  const rules: Rule[] = verdict.findings.map(({ rule: id, level, text }) => ({ id, level, text }));
  let decision: Decision['decision'] = verdict.outcome === 'refuse' ? 'refuse' : 'ask';
  const refuse = (...found: Rule[]): void => {
    decision = 'refuse';
    rules.push(...found.map(forbidden));
  };

  if (opening && coolingUntil !== undefined && now < coolingUntil)
    refuse(over('limit.cooling', { until: String(coolingUntil) }));
  const late = outOfHours(reading, question.call, closing, question.hours, question.minute);
  if (late) refuse(late);

  const overs = [
    ...limits.map((limit) => ({ limit, found: overLimits(limit, spent, question) })),
    ...overCalls(question.call, reading, question.calls),
  ].filter(({ found }) => found.length > 0);
  for (const { limit, found } of overs) {
    if (limit.over === 'refuse' && !closing) refuse(...found);
    else rules.push(...found);
  }
  if (session) {
    const found = outside(session, question);
    rules.push(...found);
    if (found.length === 0 && overs.length === 0 && decision === 'ask') decision = 'sign';
  }
  return {
    decision,
    level: gravest(rules),
    rules,
    counts:
      decision === 'refuse' ? null : { orders: countOf(reading), notional: notionalOf(question) ?? atLeast(reading) },
  };
};

/** The verdict with what limits and the session had to say, each once, the gravest first. */
export const verdictOf = ({ decision, rules }: Decision, verdict: Verdict): Verdict => {
  const keyOf = ({ rule, text }: Finding): string => JSON.stringify([rule, text]);
  const findings = new Map(verdict.findings.map((one) => [keyOf(one), one]));
  for (const { id: rule, level, text } of rules) {
    const one: Finding = { rule, level, text };
    const before = findings.get(keyOf(one));
    if (!before || GRAVEST.indexOf(level) > GRAVEST.indexOf(before.level))
      findings.set(keyOf(one), { ...before, ...one });
  }
  return {
    ...verdict,
    outcome: decision === 'refuse' ? 'refuse' : verdict.outcome,
    findings: [...findings.values()].sort((a, b) => GRAVEST.indexOf(b.level) - GRAVEST.indexOf(a.level)),
  };
};
