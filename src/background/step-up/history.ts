/** The lines of the activity that tell of the person: what they signed themselves. @module */
import { readBack } from '../../storage/db.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import { withLock } from '../../storage/session.ts';

/** Lines of a session, and of what was refused, are passed over; so many rows in all, so many lines that count. */
const ROWS = 20_000;
const LINES = 5000;

const counts = ({ state, account, by }: ActivityEntry): boolean =>
  state === 'approved' && account !== null && (by ?? 'person') === 'person';

/**
 * As it was last read. The activity is only ever appended to, so the next look ends at the row that was the newest; where that
 * is not met any more, everything was forgotten, and what was read is all there is.
 */
let known: { newest: string; lines: ActivityEntry[] } | undefined;

/** Newest first. */
export const readHistory = (): Promise<ActivityEntry[]> =>
  withLock('stepUp.history', async () => {
    const fresh: ActivityEntry[] = [];
    let newest: string | undefined;
    let rows = 0;
    let met = false;
    await readBack('activity', ({ entry }) => {
      newest ??= entry.id;
      met = entry.id === known?.newest;
      if (met) return false;
      if (counts(entry)) fresh.push(entry);
      rows++;
      return rows < ROWS && fresh.length < LINES;
    });
    const lines = [...fresh, ...(met ? (known?.lines ?? []) : [])].slice(0, LINES);
    known = newest === undefined ? undefined : { newest, lines };
    return lines;
  });
