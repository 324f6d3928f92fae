/**
 * What is unusual for this person, from what they approved before. Each looks at one thing, says it in a sentence, and says
 * nothing without enough of a history: nobody new is asked more often for being new.
 * @module
 */
import type { Text } from '../../lib/text.ts';
import { compare, group, isDecimal, times } from '../../signing/format.ts';

/**
 * Something that a person signed. `at`: ms since 1970. `moves`: that it moves money to somebody else. `recipient`, `asset`: in
 * lower case; `amount`: decimal, in the asset's own unit, absent where it is not known.
 */
export type Act = { at: number; kind: string; moves?: Move };
export type Move = { recipient?: string; asset?: string; amount?: string };

/** The hour of a day, and which day it is, where the person is. */
export type Local = (at: number) => { hour: number; day: string };

/** What is asked now. `moves`: as in Act; absent for what moves no money. */
export type Now = { at: number; moves?: Move };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Transfers before a first recipient is worth a word. */
export const TRANSFERS = 3;
/** How often the largest of the last days fits into an unusual one, how many days those are, and how many transfers it takes. */
export const LARGER = 3;
export const SIZE_DAYS = 30;
export const SIZES = 5;
/** So many approvals of money or grants within so many minutes are a burst. */
export const BURST = 5;
export const BURST_MINUTES = 10;
export const ABSENT_DAYS = 14;
/** Signatures that make a history, for an absence. */
const SIGNED = 3;
/** Signatures, and days that they are spread over, before an hour can be odd. */
export const HOURS_SIGNED = 20;
export const HOURS_DAYS = 5;

const transfersIn = (acts: readonly Act[]): Move[] => acts.flatMap(({ moves }) => (moves ? [moves] : []));

export const firstRecipient = (now: Now, acts: readonly Act[]): Text | null => {
  const recipient = now.moves?.recipient;
  if (recipient === undefined) return null;
  const known = transfersIn(acts).flatMap((move) => move.recipient ?? []);
  return known.length >= TRANSFERS && !known.includes(recipient) ? { id: 'stepUp.why.recipient' } : null;
};

/** Amounts are compared within one asset. Where the last days have none of it, with all that came before. */
export const unusualSize = (now: Now, acts: readonly Act[]): Text | null => {
  const { asset, amount } = now.moves ?? {};
  if (asset === undefined || amount === undefined || !isDecimal(amount)) return null;
  const same = acts.flatMap(({ at, moves }) =>
    moves?.asset === asset && moves.amount !== undefined && isDecimal(moves.amount)
      ? [{ at, amount: moves.amount }]
      : [],
  );
  if (same.length < SIZES) return null;
  const late = same.filter(({ at }) => at > now.at - SIZE_DAYS * DAY_MS);
  const largest = (late.length > 0 ? late : same).reduce(
    (most, { amount }) => (compare(amount, most) > 0 ? amount : most),
    '0',
  );
  return compare(amount, times(largest, String(LARGER))) > 0
    ? { id: 'stepUp.why.size', params: { times: String(LARGER), largest: group(largest) } }
    : null;
};

/** Counted to both sides of the clock: one that was turned back hides nothing. */
export const burst = (now: Now, acts: readonly Act[]): Text | null => {
  const near = acts.filter(
    ({ at, kind, moves }) =>
      (moves !== undefined || kind === 'grant-authority') && Math.abs(now.at - at) <= BURST_MINUTES * MINUTE_MS,
  );
  return near.length >= BURST
    ? { id: 'stepUp.why.burst', params: { count: String(near.length), minutes: String(BURST_MINUTES) } }
    : null;
};

export const longAbsence = (now: Now, acts: readonly Act[]): Text | null => {
  if (acts.length < SIGNED) return null;
  const last = acts.reduce((latest, { at }) => Math.max(latest, at), 0);
  const days = Math.floor((now.at - last) / DAY_MS);
  return days >= ABSENT_DAYS ? { id: 'stepUp.why.absence', params: { days: String(days) } } : null;
};

export const oddHour = (now: Now, acts: readonly Act[], local: Local): Text | null => {
  if (acts.length < HOURS_SIGNED) return null;
  const times = acts.map(({ at }) => local(at));
  if (new Set(times.map(({ day }) => day)).size < HOURS_DAYS) return null;
  const { hour } = local(now.at);
  return times.some((one) => one.hour === hour) ? null : { id: 'stepUp.why.hour' };
};

/** All that is unusual about it. @param acts in any order */
export const anomalies = (now: Now, acts: readonly Act[], local: Local): Text[] =>
  [
    firstRecipient(now, acts),
    unusualSize(now, acts),
    burst(now, acts),
    longAbsence(now, acts),
    oddHour(now, acts, local),
  ].filter((found) => found !== null);
