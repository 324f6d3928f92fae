/** How long the words of a call stay on the screen. @module */
import type { GuardianView, WardView } from '../../messaging/guardians-lane.ts';

const HOUR_MS = 60 * 60_000;

/**
 * Words that were right here may still have to be read to the other side, and nothing tells whether they were: they stay
 * until a part is under way, or for an hour.
 */
export const isOnCall = (
  { pairing, comparedAt, holds }: Pick<GuardianView | WardView, 'pairing' | 'comparedAt' | 'holds'>,
  today: number,
): boolean =>
  pairing === 'words' ||
  pairing === 'waiting' ||
  (pairing === 'paired' && holds === 'none' && comparedAt !== null && today - comparedAt < HOUR_MS);
