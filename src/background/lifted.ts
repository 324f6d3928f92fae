/**
 * Rules that a person opened for one site. What is forbidden cannot be ignored on the spot: it opens after a day, stays
 * open for a day and closes by itself. Taking it back works at once.
 *
 * What is left of the wait shrinks only while the clock goes forward (ADR 0008). Once it is open, a clock that is set back
 * uses its time up as well: nobody keeps it open by turning the clock.
 * @module
 */
import { now } from '../lib/clock.ts';
import { SaidError } from '../lib/said-error.ts';
import type { LiftInfo } from '../messaging/ui-lane.ts';
import { readAll, remove, write } from '../storage/db.ts';
import type { LiftableRule, LiftRow } from '../storage/rows.ts';
import { withLock } from '../storage/session.ts';
import { readSite } from './sites.ts';

const DAY = 24 * 3_600_000;
/** How far a row may lag behind the clock before it is written anew. */
const LAG = 60_000;

const leftOf = ({ left, seenAt }: LiftRow, at: number): number => {
  const gone = at - seenAt;
  return Math.max(0, left - (left > DAY ? Math.max(0, gone) : Math.abs(gone)));
};

/** The worker is the only writer; one copy in memory serves its life. */
let rows: Promise<Map<string, LiftRow>> | undefined;

const all = (): Promise<Map<string, LiftRow>> => {
  rows ??= readAll('lifts').then((found) => new Map(found.map((row) => [row.id, row])));
  rows.catch(forgetLifts);
  return rows;
};

export const forgetLifts = (): void => {
  rows = undefined;
};

const idOf = (origin: string, rule: string): string => `${rule} ${origin}`;

const drop = async (known: Map<string, LiftRow>, id: string): Promise<void> => {
  known.delete(id);
  await remove('lifts', id);
};

const keep = async (known: Map<string, LiftRow>, row: LiftRow): Promise<void> => {
  known.set(row.id, row);
  await write('lifts', row);
};

/** One at a time, with every row brought up to date first: those whose time is over are gone. */
const withRows = async <T>(work: (known: Map<string, LiftRow>, at: number) => Promise<T> | T): Promise<T> =>
  withLock('lifts', async () => {
    const at = now();
    const known = await all();
    for (const row of [...known.values()]) {
      const left = leftOf(row, at);
      if (left === 0) await drop(known, row.id);
      else if (Math.abs(at - row.seenAt) >= LAG || left > DAY !== row.left > DAY)
        await keep(known, { ...row, left, seenAt: at });
    }
    return work(known, at);
  });

/** The rules that are open for this origin now. */
export const liftedFor = async (origin: string): Promise<string[]> => {
  if ((await all()).size === 0) return [];
  return withRows((known, at) =>
    [...known.values()].filter((row) => row.origin === origin && leftOf(row, at) <= DAY).map(({ rule }) => rule),
  );
};

export const listLifts = (): Promise<LiftInfo[]> =>
  withRows((known, at) =>
    [...known.values()].map((row) => {
      const left = leftOf(row, at);
      const { origin, rule } = row;
      return left > DAY
        ? { origin, rule, state: 'waiting', at: at + left - DAY }
        : { origin, rule, state: 'open', at: at + left };
    }),
  );

/** Asked once more it changes nothing. @throws {SaidError} for a site that is not connected. */
export const askLift = async (origin: string, rule: LiftableRule): Promise<void> => {
  if (!(await readSite(origin))) throw new SaidError('page.notConnected');
  await withRows(async (known, at) => {
    const id = idOf(origin, rule);
    if (!known.has(id)) await keep(known, { id, origin, rule, left: 2 * DAY, seenAt: at });
  });
};

/** Without a rule: all that was opened for this site. */
export const cancelLift = (origin: string, rule?: LiftableRule): Promise<void> =>
  withRows(async (known) => {
    for (const row of [...known.values()])
      if (row.origin === origin && (rule === undefined || row.rule === rule)) await drop(known, row.id);
  });
