/** Where a request stands on this client: counts, dates, stops. @see docs/protocol.md#rows-delays-and-stops @module */
import { sameBytes } from '../lib/bytes.ts';
import { approvers, NAME, progress, voices } from './count.ts';
import { manifestHash, readManifest } from './manifest.ts';
import { FREEZE_MS, majority, REQUEST_MS, type Row, THIRD_MS } from './rows.ts';
import type { Watched, Watching } from './watch.ts';

/** Every time is in ms, by this client's own clock. */
export type Standing = {
  /** guardians and papers that count now */
  approvals: number;
  /** the rows this request can reach; `startedAt`: while reached; `due` (freeze included): while no stop has ended it */
  rows: { row: Row; need: number; have: number; startedAt: number | null; due: number | null }[];
  /** the earliest over all rows */
  due: number | null;
  /** a freeze lasts at least until then; null without one */
  frozenUntil: number | null;
  /** `owner`: rows 1 and 2 have ended, row 3 has not; `people`: all */
  stoppedBy: null | 'owner' | 'people';
  /** nothing will come of it any more */
  over: boolean;
  /** the delay is over: the share may go, once the box was read to the end */
  mature: boolean;
};

/** Have the people stopped it? */
export const stoppedByPeople = (watched: Watched, { stops }: Watching): boolean => {
  const least = majority(readManifest(watched.current).people);
  return least !== null && voices(stops).size >= least;
};

/** `now` in ms; below the highest time seen it counts as that. */
export const standing = (watched: Watched, watching: Watching, now: number): Standing => {
  const at = Math.max(now, watched.highest);
  const { delays } = readManifest(watched.current);
  const { freeze, onlyPeople, reached, needs } = watching;
  const byOwner = watching.ownerStop !== null && !onlyPeople;
  const byPeople = stoppedByPeople(watched, watching);
  const rows = progress(watching).map(({ row, need, have }) => {
    const startedAt = reached[NAME[row]];
    const ended = byPeople || (byOwner && row !== 3);
    const first = startedAt === null || ended ? null : startedAt + (onlyPeople ? THIRD_MS : delays[NAME[row]]);
    const due = first !== null && freeze ? Math.max(first, freeze.at) + FREEZE_MS : first;
    return { row, need, have, startedAt, due };
  });
  const dues = rows.flatMap(({ due }) => due ?? []);
  const due = dues.length > 0 ? Math.min(...dues) : null;
  const over =
    watching.ended !== null ||
    byPeople ||
    !sameBytes(watching.manifest, manifestHash(watched.current)) || // approvals of another manifest are void
    (byOwner && needs.three === null) ||
    (due === null && at - watching.firstSeen >= REQUEST_MS);
  return {
    approvals: approvers(watching).size,
    rows,
    due,
    frozenUntil: freeze ? freeze.at + FREEZE_MS : null,
    stoppedBy: byPeople ? 'people' : byOwner ? 'owner' : null,
    over,
    mature: !over && due !== null && at >= due,
  };
};

/**
 * Requests to show an alarm for, also while locked: somebody who counts has approved, something may come of it, and the
 * person at this device has not answered. `raisedAt` says when it was last shown.
 */
export const needsAlarm = (watched: Watched, now: number): Watching[] =>
  watched.requests.filter((watching) => {
    if (watching.decided !== null) return false;
    const { approvals, over, stoppedBy, due } = standing(watched, watching, now);
    return approvals > 0 && !over && (stoppedBy === null || due !== null);
  });
