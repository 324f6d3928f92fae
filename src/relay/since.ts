/**
 * From when on a relay is asked. Wraps are dated up to two days back (NIP-59), so the last read is no border.
 * The caller keeps the state; a lost one costs a longer read.
 * @module
 */
import { TWO_DAYS_S } from './gift.ts';

const HOUR_S = 60 * 60;
const DAY_MS = 24 * HOUR_S * 1000;

/** Of one relay and one mailbox: when the last complete read began, and the last that went back to the beginning; ms. */
export type ReadTimes = { complete: number | null; whole: number | null };

/** Keys by `placeOf`. */
export type SinceState = Readonly<Record<string, ReadTimes>>;

export const placeOf = (url: string, mailbox: string): string => `${mailbox} ${url}`;

/** Seconds. @param lastComplete when the last complete read of that relay and mailbox began, ms; null for never */
export const sinceOf = (lastComplete: number | null): number =>
  lastComplete === null ? 0 : Math.max(0, Math.floor(lastComplete / 1000) - TWO_DAYS_S - HOUR_S);

/**
 * Seconds to ask a relay for. Once a day it is 0: a sender whose clock is behind dates its wraps before any border, and
 * a mailbox that is emptied after each acknowledgement is short. A read in the future (our clock ran ahead) counts as
 * now.
 */
export const sinceFor = (state: SinceState, place: string, now: number): number => {
  const times = state[place];
  if (!times || times.complete === null || times.whole === null) return 0;
  return times.whole > now || now - times.whole >= DAY_MS ? 0 : sinceOf(Math.min(times.complete, now));
};

/** The state after a complete read. @param startedAt when it began, ms @param since what it asked for, seconds */
export const afterRead = (state: SinceState, place: string, startedAt: number, since: number): SinceState => ({
  ...state,
  [place]: { complete: startedAt, whole: since === 0 ? startedAt : (state[place]?.whole ?? null) },
});
