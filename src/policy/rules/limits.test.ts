import { expect, test } from 'vitest';
import { cancel, examination, order } from '../fixtures.ts';
import { unknownMarket } from './limits.ts';

test('R7: an unknown market is said', () => {
  const flags = [{ flag: 'unknown-market', what: 'marketId' } as const];
  for (const reading of [order, cancel]) {
    expect(unknownMarket(examination({ ...reading, flags }))).toEqual({
      rule: 'R7',
      level: 'warning',
      text: { id: 'rule.unknownMarket' },
    });
    expect(unknownMarket(examination({ ...reading, flags: [{ flag: 'hooks', what: 'callback' }] }))).toBeNull();
    expect(unknownMarket(examination(reading))).toBeNull();
  }
});
