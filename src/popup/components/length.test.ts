import { expect, test } from 'vitest';
import { recovery } from '../../lib/text/recovery.en.ts';
import { learn } from '../text.ts';
import { leftOf, lengthOf } from './length.ts';

learn(recovery);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [DAY, '24 hours'],
  [3 * DAY, '72 hours'],
  [7 * DAY, '7 days'],
  [30 * DAY, '30 days'],
  [100 * HOUR, '100 hours'],
])('a length of %i ms is %s', (ms, words) => expect(lengthOf(ms)).toBe(words));

test.each([
  [6 * DAY + 21 * HOUR, '6 days 21 h'],
  [DAY + 1, '1 day 0 h'],
  [21 * HOUR + 4 * MINUTE + 1, '21 h 5 min'],
  [1, '1 min'],
  [0, '0 min'],
  [-DAY, '0 min'],
])('what is left of %i ms is %s', (ms, words) => expect(leftOf(ms)).toBe(words));
