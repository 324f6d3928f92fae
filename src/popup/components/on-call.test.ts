import { expect, test } from 'vitest';
import { isOnCall } from './on-call.ts';

const met = { pairing: 'paired', comparedAt: 1000, holds: 'none' } as const;

test('words stay while either side may still have to type them', () => {
  expect(isOnCall({ ...met, pairing: 'words', comparedAt: null }, 1000)).toBe(true);
  expect(isOnCall({ ...met, pairing: 'waiting' }, 1000)).toBe(true);
  expect(isOnCall(met, 1000 + 59 * 60_000)).toBe(true);
});

test('they go after an hour, with the first part, and when they were wrong', () => {
  expect(isOnCall(met, 1000 + 60 * 60_000)).toBe(false);
  expect(isOnCall({ ...met, holds: 'offered' }, 1000)).toBe(false);
  for (const pairing of ['mismatch', 'invited', 'meeting'] as const)
    expect(isOnCall({ ...met, pairing }, 1000)).toBe(false);
});
