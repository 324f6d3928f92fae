/** The form of one session that a site asks for: what is typed, read strictly, and the sentence that follows it. @module */
import type { SessionOffer } from '../../approvals/record.ts';
import type { Text } from '../../lib/text.ts';
import type { Limits } from '../../policy/limits/limits.ts';
import type { Terms } from '../../policy/limits/permission.ts';
import { group } from '../../signing/format.ts';
import { marketsIn, moment, money, ordersOf } from '../sessions/words.ts';
import { t } from '../text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SPANS = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR } as const;
const EVENING = 18;

/** `at`: ms since 1970. */
export type End = { id: 'hour' | 'today' | 'day' | 'week' | 'asked'; at: number };

/**
 * When a session may end. What the site asked for takes the place of a choice that says the same, else it is one of its own.
 * 18:00 is there while it is more than an hour away.
 * @param askedAt when the site asked, `today` now: ms since 1970
 */
export const endsOf = (asked: number, askedAt: number, today: number): End[] => {
  const evening = new Date(today).setHours(EVENING, 0, 0, 0);
  const own = (Object.keys(SPANS) as (keyof typeof SPANS)[]).find(
    (id) => Math.abs(asked - askedAt - SPANS[id]) <= MINUTE,
  );
  const choices: End[] = [
    { id: 'hour', at: today + HOUR },
    ...(evening - today > HOUR ? [{ id: 'today', at: evening } as const] : []),
    { id: 'day', at: today + SPANS.day },
    { id: 'week', at: today + SPANS.week },
  ];
  const same = own ?? choices.find(({ at }) => at === asked)?.id;
  const ends = choices.map((end) => (end.id === same ? { ...end, at: asked } : end));
  return same ? ends : [...ends, { id: 'asked', at: asked }];
};

/** In the order of the screen. */
export const AMOUNTS = ['perOrder', 'budget', 'perDay', 'orders', 'leverage', 'distance', 'fee', 'lifetime'] as const;
export type Amount = (typeof AMOUNTS)[number];

/** `markets`: null for every market. `adding`: what is typed into the field for one more. */
export type Form = {
  end: End;
  markets: readonly string[] | null;
  adding: string;
  typed: Record<Amount, string>;
  reduceOnly: boolean;
};

/** As the site asked. */
export const formOf = ({ limits, budget, orders, endsAt }: Terms, ends: readonly End[]): Form => {
  const shown = (amount: string | number | undefined) => (amount === undefined ? '' : group(String(amount)));
  const { perOrder, perDay, leverage, distance, fee, lifetime } = limits;
  return {
    end: ends.find(({ at }) => at === endsAt) ?? { id: 'asked', at: endsAt },
    markets: limits.markets ?? null,
    adding: '',
    typed: {
      perOrder: shown(perOrder),
      budget: shown(budget),
      perDay: shown(perDay),
      orders: shown(orders),
      leverage: shown(leverage),
      distance: shown(distance),
      fee: shown(fee),
      lifetime: shown(lifetime),
    },
    reduceOnly: limits.reduceOnly === true,
  };
};

/** `2,000` and `2000.50`; commas stand between thousands or nowhere. At most 30 digits, and 18 behind the point. */
const NUMBER = /^(?:\d{1,3}(?:,\d{3}){1,9}|\d{1,30})(?:\.\d{1,18})?$/;

/** What was typed as plain decimal text; null when it is no number. */
export const readNumber = (typed: string): string | null => {
  const text = typed.trim().replace(/^\$\s*/, '');
  if (!NUMBER.test(text)) return null;
  const plain = text.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
};

const MOST_ORDERS = 10_000;
const MOST_NAME = 100;
const NEEDED: ReadonlySet<Amount> = new Set(['budget', 'orders']);
/** Nothing at all is a sensible most for these. */
const ZERO: ReadonlySet<Amount> = new Set(['distance', 'fee']);

/** The plain decimal, undefined where the field is empty and may be, or what is wrong. */
const readField = (name: Amount, typed: string): { value: string | undefined } | { wrong: Text } => {
  if (typed.trim() === '') return NEEDED.has(name) ? { wrong: { id: 'sessions.wrong.needed' } } : { value: undefined };
  const value = readNumber(typed);
  if (name === 'orders' && (value === null || !/^[1-9]\d{0,4}$/.test(value) || Number(value) > MOST_ORDERS))
    return { wrong: { id: 'sessions.wrong.orders' } };
  if (name === 'lifetime' && (value === null || !/^[1-9]\d{0,11}$/.test(value)))
    return { wrong: { id: 'sessions.wrong.seconds' } };
  if (value === null) return { wrong: { id: 'sessions.wrong.amount' } };
  if (value === '0' && !ZERO.has(name)) return { wrong: { id: 'sessions.wrong.zero' } };
  return { value };
};

export type Wrong = Partial<Record<Amount | 'end' | 'markets' | 'adding', Text>>;
/** `values`: those that can be read. `terms`: null while anything is wrong. */
export type Read = { values: Partial<Record<Amount, string>>; wrong: Wrong; terms: Terms | null };

const asGiven = ({ limits, budget, orders }: Terms): Read['values'] => {
  const all = { ...limits, budget, orders };
  return Object.fromEntries(AMOUNTS.flatMap((name) => (all[name] === undefined ? [] : [[name, String(all[name])]])));
};

/** @param today ms since 1970 */
export const readForm = (form: Form, { asked, adjustable }: SessionOffer, today: number): Read => {
  const values: Partial<Record<Amount, string>> = {};
  const wrong: Wrong = {};
  for (const name of AMOUNTS) {
    const found = readField(name, form.typed[name]);
    if ('wrong' in found) wrong[name] = found.wrong;
    else if (found.value !== undefined) values[name] = found.value;
  }
  const { markets, adding, end, reduceOnly } = form;
  if (end.at <= today) wrong.end = { id: 'sessions.wrong.past' };
  if (adding.trim())
    wrong.adding = { id: adding.trim().length > MOST_NAME ? 'sessions.wrong.long' : 'sessions.wrong.adding' };
  else if (markets?.length === 0) wrong.markets = { id: 'sessions.wrong.noMarket' };
  // The site takes its terms or none: they go back as they came and are said as they came, whatever a person could not have
  // typed; only their end can have passed meanwhile.
  if (!adjustable)
    return { values: asGiven(asked), wrong: wrong.end ? { end: wrong.end } : {}, terms: wrong.end ? null : asked };
  const { budget, orders, lifetime, ...amounts } = values;
  if (Object.keys(wrong).length > 0 || budget === undefined || orders === undefined)
    return { values, wrong, terms: null };
  const limits: Limits = {
    ...(markets && { markets }),
    ...amounts,
    ...(lifetime !== undefined && { lifetime: Number(lifetime) }),
    ...(reduceOnly && { reduceOnly }),
  };
  const { venue, agent } = asked;
  return { values, wrong, terms: { venue, limits, orders: Number(orders), budget, endsAt: end.at, agent } };
};

/** One more market, unless it is there; its name exactly as the venue writes it. */
export const withMarket = (form: Form): Form => {
  const name = form.adding.trim();
  if (name === '' || name.length > MOST_NAME) return form;
  const before = form.markets ?? [];
  return { ...form, adding: '', markets: before.includes(name) ? before : [...before, name] };
};

/** The terms as one sentence; a value that cannot be read is left blank. */
export const sentenceOf = (form: Form, { values }: Read, site: string, venue: string, today: number): Text => {
  const { perOrder, budget, orders } = values;
  const blank = t('sessions.blank');
  const each = perOrder === undefined && form.typed.perOrder.trim() ? blank : perOrder && money(perOrder);
  return {
    id: each ? 'sessions.sentence' : 'sessions.sentence.noEach',
    params: {
      until: moment(form.end.at, today),
      site,
      venue,
      orders: orders === undefined ? blank : ordersOf(orders, form.reduceOnly),
      markets: marketsIn(form.markets),
      all: budget === undefined ? blank : money(budget),
      ...(each && { each }),
    },
  };
};
