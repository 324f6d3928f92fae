import { describe, expect, it } from 'vitest';
import { alertHelps, DEFAULT_DELAYS, majority, needsOf, needWithAlert, rowsFor } from './rows.ts';

describe('rows', () => {
  it('rows that can exist, by set', () => {
    const rows = (t: number, n: number, people: number, papers = 0) =>
      rowsFor({ t, n, people, papers }, DEFAULT_DELAYS).map(({ row, need }) => `${row}:${need}`);
    expect(rows(2, 3, 2)).toEqual(['1:2', '2:3']); // two people are no t + 1
    expect(rows(2, 3, 3)).toEqual(['1:2', '2:3', '3:3']);
    expect(rows(3, 5, 4)).toEqual(['1:3', '2:4', '3:4']);
    expect(rows(3, 5, 5)).toEqual(['1:3', '2:4', '3:5']);
    expect(rows(2, 2, 2)).toEqual(['1:2']);
    expect(rows(3, 3, 3)).toEqual(['1:3']);
    expect(rows(2, 3, 0, 3)).toEqual([]); // paper alone reaches nothing
    expect(rows(2, 3, 1, 2)).toEqual(['1:2', '2:3']);
  });

  it('only people stop row 3', () => {
    const rows = rowsFor({ t: 2, n: 3, people: 3 }, DEFAULT_DELAYS);
    expect(rows.map(({ stoppedBy }) => stoppedBy)).toEqual(['both', 'both', 'people']);
  });

  it('a majority is more than half and at least two', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 255].map(majority)).toEqual([null, null, 2, 2, 3, 3, 4, 128]);
  });

  it('alert mode raises a need by one, and never above the people or out of reach', () => {
    expect(needWithAlert(2, 3)).toBe(3);
    expect(needWithAlert(3, 3)).toBe(3);
    expect(needWithAlert(2, 1)).toBe(2);
    expect(needsOf({ t: 2, n: 3, people: 3 }, true)).toEqual({ one: 3, two: 3, three: 3 });
    expect(alertHelps({ t: 2, n: 3, people: 3 })).toBe(true);
    expect(alertHelps({ t: 2, n: 3, people: 2 })).toBe(false);
    for (let n = 2; n <= 9; n++)
      for (let t = 2; t <= n; t++)
        for (let people = 0; people <= n; people++) {
          const [calm, raised] = [needsOf({ t, n, people }), needsOf({ t, n, people }, true)];
          expect([raised.one === null, raised.two === null]).toEqual([calm.one === null, calm.two === null]);
          expect(raised.three).toBe(calm.three);
        }
  });
});
