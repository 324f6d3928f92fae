/** How many approvals open which row, and how long each waits. @see docs/protocol.md#rows @module */
import type { Delays } from './manifest.ts';

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

export const DEFAULT_DELAYS: Delays = { one: 7 * DAY_MS, two: 72 * HOUR_MS, three: 24 * HOUR_MS };
/** What a freeze adds. */
export const FREEZE_MS = 5 * DAY_MS;
/** A guardian's second freeze within this time is void. */
export const FREEZE_AGAIN_MS = 90 * DAY_MS;
/** The delay of a request after two that an owner's device ended. */
export const THIRD_MS = 30 * DAY_MS;
/** Alert mode: at most ALERT_MS in any ALERT_WINDOW_MS. */
export const ALERT_MS = 30 * DAY_MS;
export const ALERT_WINDOW_MS = 90 * DAY_MS;
/** From the announcement of a change to its effect. */
export const CHANGE_MS = 7 * DAY_MS;
/** A change announced this long after a stop needs people who agree. */
export const AFTER_STOP_MS = 30 * DAY_MS;
/** A request that has reached no row by then is over. Longer than any letter about it lives on a relay. */
export const REQUEST_MS = 45 * DAY_MS;

export type Row = 1 | 2 | 3;
/** Approvals each row needs; null for a row that cannot exist. */
export type Needs = { one: number | null; two: number | null; three: number | null };
/** `papers`: how many of the n are paper; 0 when left out. */
export type Set = { t: number; n: number; people: number; papers?: number };

/** More than half of the people and at least two; null when there are fewer than two of them. */
export const majority = (people: number): number | null =>
  people < 2 ? null : Math.max(2, Math.floor(people / 2) + 1);

/** In alert mode. */
export const needWithAlert = (need: number, people: number): number => Math.max(need, Math.min(need + 1, people));

/** Which rows this set has. `alert`: while alert mode is on. */
export const needsOf = ({ t, n, people, papers = 0 }: Set, alert = false): Needs => {
  const raised = (need: number): number | null => {
    const all = alert ? needWithAlert(need, people) : need;
    return all <= n && papers < n ? all : null; // no row is reached by paper alone
  };
  return { one: raised(t), two: raised(t + 1), three: people >= t + 1 ? people : null };
};

/** The rows that can exist. `delay`: ms. `stoppedBy`: `both`: an owner's device or a majority of the people. */
export const rowsFor = (
  set: Set,
  delays: Delays,
): { row: Row; need: number; delay: number; stoppedBy: 'both' | 'people' }[] => {
  const { one, two, three } = needsOf(set);
  return [
    ...(one === null ? [] : [{ row: 1 as const, need: one, delay: delays.one, stoppedBy: 'both' as const }]),
    ...(two === null ? [] : [{ row: 2 as const, need: two, delay: delays.two, stoppedBy: 'both' as const }]),
    ...(three === null ? [] : [{ row: 3 as const, need: three, delay: delays.three, stoppedBy: 'people' as const }]),
  ];
};

/** Whether alert mode changes any need of this set; where it does not, it is not offered. */
export const alertHelps = (set: Set): boolean => {
  const [calm, raised] = [needsOf(set), needsOf(set, true)];
  return calm.one !== raised.one || calm.two !== raised.two;
};
