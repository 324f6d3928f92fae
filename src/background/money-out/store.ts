/**
 * Money that waits, and what went out, on the disk. Times are kept as they were set, so a clock that is turned back opens
 * nothing earlier; a wait whose time was over once stays closed. The worker is the only writer.
 * @module
 */
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { change, readAll } from '../../storage/db.ts';
import type { SentRow, WaitRow } from '../../storage/rows.ts';
import { withLock } from '../../storage/session.ts';

/** How long a wait that is over is listed. */
export const LISTED_MS = 7 * DAY_MS;
/** Longer than any wait with its window: what is older only says who is known. */
const SENT_MS = 10 * DAY_MS;

export type Known = { waits: Map<string, WaitRow>; sent: SentRow[] };
let known: Promise<Known> | undefined;

export const forgetWaits = (): void => {
  known = undefined;
};

const keyOf = ({ account, recipient }: SentRow): string => `${account} ${recipient}`;

/** Of what is old, the newest to each recipient is enough. */
const worthKeeping = (rows: readonly SentRow[], at: number): SentRow[] => {
  const newest = new Map<string, SentRow>();
  for (const row of rows) if ((newest.get(keyOf(row))?.at ?? 0) <= row.at) newest.set(keyOf(row), row);
  return rows.filter((row) => at - row.at < SENT_MS || newest.get(keyOf(row)) === row);
};

const load = async (): Promise<Known> => {
  const [waits, sent] = await Promise.all([readAll('waits'), readAll('sent')]);
  const kept = worthKeeping(sent, now());
  if (kept.length < sent.length)
    await change(['sent'], async (tx) => {
      for (const row of sent) if (!kept.includes(row)) await tx.objectStore('sent').delete(row.id);
    });
  return { waits: new Map(waits.map((row) => [row.id, row])), sent: kept };
};

const all = (): Promise<Known> => {
  known ??= load();
  known.catch(forgetWaits);
  return known;
};

/** Written first, then known: a write that fails changes nothing. */
export const write = async (to: Known, { waits = [], sent = [] }: { waits?: WaitRow[]; sent?: SentRow[] }) => {
  if (waits.length === 0 && sent.length === 0) return;
  await change(['waits', 'sent'], async (tx) => {
    for (const row of waits) await tx.objectStore('waits').put(row);
    for (const row of sent) await tx.objectStore('sent').put(row);
  });
  for (const row of waits) to.waits.set(row.id, row);
  to.sent.push(...sent);
};

/** One at a time, with everything that is over closed first. */
export const withWaits = <T>(work: (known: Known, at: number) => Promise<T> | T): Promise<T> =>
  withLock('waits', async () => {
    const at = now();
    const found = await all();
    const rows = [...found.waits.values()];
    const over = rows.filter((row) => !row.closed && at >= row.closesAt);
    await write(found, { waits: over.map((row) => ({ ...row, closed: true })) });
    const old = rows.filter((row) => row.closed && at - row.closesAt >= LISTED_MS);
    if (old.length > 0) {
      await change(['waits'], async (tx) => {
        for (const { id } of old) await tx.objectStore('waits').delete(id);
      });
      for (const { id } of old) found.waits.delete(id);
    }
    return work(found, at);
  });

/** It can still be asked, or will be. */
export const isOn = ({ stopped, closed }: WaitRow): boolean => !stopped && !closed;

/**
 * Final, whoever says it. Needs no password: it only refuses.
 * @throws {SaidError} when there is no such wait, or it is over
 */
export const stopWait = (id: string, by: string): Promise<void> =>
  withWaits(async (found, at) => {
    const row = found.waits.get(id);
    if (!row || row.closed) throw new SaidError('wait.gone');
    if (!row.stopped) await write(found, { waits: [{ ...row, stopped: { at, by } }] });
  });

/** Newest first. */
export const listWaits = (): Promise<WaitRow[]> =>
  withWaits(({ waits }) => [...waits.values()].sort((a, b) => b.askedAt - a.askedAt));

/** The owner's other devices were told of these. */
export const markTold = (ids: readonly string[]): Promise<void> =>
  withWaits((found) =>
    write(found, {
      waits: ids.flatMap((id) => {
        const row = found.waits.get(id);
        return row ? [{ ...row, told: true as const }] : [];
      }),
    }),
  );
