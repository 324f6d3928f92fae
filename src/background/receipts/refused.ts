/**
 * What rules refuse, in the activity. A page can make refusals as fast as it can ask, so they are bounded: a line a minute for
 * one site and rule, 50 a day for one site, and 200 a day in all: none keeps out what the others leave. A refusal beyond that is refused all the same, and leaves no line.
 * @module
 */
import { activitySince, appendActivity } from '../../storage/activity.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import { withLock } from '../../storage/session.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const MOST_A_DAY = 200;
const MOST_OF_SITE = 50;

type Seen = { origin: string; rule: string; at: number };

/** Of the last day. The worker is the only writer: read from the disk once in its life. */
let known: Promise<Seen[]> | undefined;

/** For `wallet.wipe`. */
export const forgetRefusals = (): void => {
  known = undefined;
};

const seenOf = ({ origin, at, receipt }: ActivityEntry): Seen => ({
  ...{ origin, at },
  rule: receipt?.verdict.findings.find(({ level }) => level === 'forbidden')?.rule ?? '',
});

const load = (now: number): Promise<Seen[]> => {
  known ??= activitySince(now - DAY_MS).then((lines) => lines.filter(({ state }) => state === 'refused').map(seenOf));
  known.catch(forgetRefusals);
  return known;
};

/** Writes a line of `refusedEntry` down, unless there are enough. */
export const logRefusal = (entry: ActivityEntry): Promise<void> =>
  withLock('refusals', async () => {
    const one = seenOf(entry);
    // a clock that was turned back may not hold the list up: what lies ahead of it counts for nothing
    const day = (await load(one.at)).filter(({ at }) => at > one.at - DAY_MS && at <= one.at);
    const again = day.some(
      ({ origin, rule, at }) => origin === one.origin && rule === one.rule && at > one.at - MINUTE_MS,
    );
    const ofSite = day.filter(({ origin }) => origin === one.origin).length;
    if (again || ofSite >= MOST_OF_SITE || day.length >= MOST_A_DAY) return;
    await appendActivity(entry);
    known = Promise.resolve([...day, one]);
  });
