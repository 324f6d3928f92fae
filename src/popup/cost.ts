/**
 * How dear a password is made to guess: Argon2id's memory and passes, from what a first run at the floor took.
 * @module
 */
import type { Kdf } from '../messaging/ui-lane.ts';

/** An unlock should take about this long, in ms. */
export const TARGET = 300;
/** KiB: 256 MiB. */
export const MOST_MEMORY = 262144;
export const MOST_PASSES = 4;
const MIB = 1024;

/**
 * @param floor the least that is allowed, with t = 1
 * @param coldMs how long the first run of a fresh context took with it
 * @returns the floor or more: memory first, since that is what a guesser pays for, then passes
 */
export const dearer = (floor: Kdf, coldMs: number): Kdf => {
  const fits = TARGET / Math.max(coldMs, 1);
  if (fits <= 1) return floor;
  const m = Math.max(floor.m, Math.min(MOST_MEMORY, Math.floor((floor.m * fits) / MIB) * MIB));
  const t = m < MOST_MEMORY ? floor.t : Math.min(MOST_PASSES, Math.max(floor.t, Math.floor((fits * floor.m) / m)));
  return { ...floor, m, t };
};
