import { expect, test, vi } from 'vitest';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { clockTime, timeLeft } = await import('./time.tsx');

const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();
const SECOND = 1000;
const HOUR = 3_600_000;

test.each([
  [5 * SECOND, 'in 5 s'],
  [-40 * SECOND, '40 s ago'],
  [5 * 60 * SECOND + 59 * SECOND, 'in 5 min'],
  [2.25 * HOUR, 'in 2 h 15 min'],
  [24 * HOUR, 'in 1 day'],
  [180 * 24 * HOUR + 1, 'in 180 days'],
])('%d ms from now is %s', (away, words) => expect(timeLeft(noon + away, noon)).toBe(words));

test('today has a time, another day its date, another year its year', () => {
  expect(clockTime(new Date(2026, 10, 21, 15, 5).getTime(), noon)).toBe('15:05');
  expect(clockTime(new Date(2026, 10, 27, 11, 5).getTime(), noon)).toBe('Friday 27 November, 11:05');
  expect(clockTime(new Date(2027, 4, 20, 9, 0).getTime(), noon)).toBe('Thursday 20 May 2027, 09:00');
});

test('a moment beyond any calendar is said to be so', () => {
  expect(clockTime(281474976710655 * 1000, noon)).toBe('later than any calendar');
});
