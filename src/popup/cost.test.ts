import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dearer, MOST_MEMORY, MOST_PASSES, TARGET } from './cost.ts';

const floor = { salt: new Uint8Array(16), m: 47104, t: 1, p: 1 };

describe('dearer', () => {
  it('keeps the floor on a slow machine', () => {
    expect(dearer(floor, 300)).toEqual(floor);
    expect(dearer(floor, 2000)).toEqual(floor);
  });

  it('raises the memory first', () => {
    expect(dearer(floor, 150)).toEqual({ ...floor, m: 94208 });
    expect(dearer(floor, 100)).toEqual({ ...floor, m: 141312 });
  });

  it('raises the passes once the memory is at its most', () => {
    // 46 MiB in 20 ms: 256 MiB in 111 ms, so two passes fit in 300 ms
    expect(dearer(floor, 20)).toEqual({ ...floor, m: MOST_MEMORY, t: 2 });
    expect(dearer(floor, 1)).toEqual({ ...floor, m: MOST_MEMORY, t: MOST_PASSES });
    expect(dearer(floor, 0)).toEqual({ ...floor, m: MOST_MEMORY, t: MOST_PASSES });
  });

  it('stays inside the bounds and, above the floor, inside the target', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 10_000, noNaN: true }), (ms) => {
        const { m, t, p, salt } = dearer(floor, ms);
        expect(m).toBeGreaterThanOrEqual(floor.m);
        expect(m).toBeLessThanOrEqual(MOST_MEMORY);
        expect(m % 1024).toBe(0);
        expect(t).toBeGreaterThanOrEqual(1);
        expect(t).toBeLessThanOrEqual(MOST_PASSES);
        expect([p, salt]).toEqual([1, floor.salt]);
        if (ms >= 1 && ms < TARGET) expect((ms * m * t) / floor.m).toBeLessThanOrEqual(TARGET);
      }),
    );
  });
});
