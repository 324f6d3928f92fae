/** When a key signs: hours of the local day. @module */
import type { Reading } from '../../venues/reading.ts';
import type { CallFacts } from './call.ts';
import type { Hours } from './limits.ts';
import { over, type Rule } from './said.ts';

const inside = ({ from, to }: Hours, minute: number): boolean =>
  from <= to ? from <= minute && minute < to : minute >= from || minute < to;

/** What only makes an account safer, or leaves it what it has: margin, money between its own pockets, taking a right back. */
const isHarmless = (reading: Reading): boolean =>
  (reading.kind === 'move-funds' && reading.own && !reading.receivers?.length) ||
  (reading.kind === 'grant-authority' && reading.scope === 'nothing');

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** @param minute of the local day, 0 to 1439 */
export const outOfHours = (
  reading: Reading,
  call: CallFacts | null,
  closing: boolean,
  hours: readonly Hours[],
  minute: number,
): Rule | null => {
  if (closing || call?.deposit || isHarmless(reading) || hours.every((one) => inside(one, minute))) return null;
  return over('limit.hours', { hours: hours.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(', ') });
};
