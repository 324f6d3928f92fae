import { describe, expect, it } from 'vitest';
import { afterRead, placeOf, type SinceState, sinceFor, sinceOf } from './since.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const place = placeOf('wss://relay.example', 'ab');

describe('since', () => {
  it('is the last complete read less two days and an hour', () => {
    expect(sinceOf(null)).toBe(0);
    expect(sinceOf(NOW)).toBe((NOW - 2 * DAY - HOUR) / 1000);
    expect(sinceOf(5)).toBe(0);
  });

  it('belongs to one relay and one mailbox', () => {
    const state = afterRead({}, place, NOW, 0);
    expect(sinceFor(state, place, NOW + HOUR)).toBe(sinceOf(NOW));
    expect(sinceFor(state, placeOf('wss://other.example', 'ab'), NOW + HOUR)).toBe(0);
    expect(sinceFor(state, placeOf('wss://relay.example', 'cd'), NOW + HOUR)).toBe(0);
  });

  it('moves with complete reads, and goes back to the beginning once a day', () => {
    let state: SinceState = afterRead({}, place, NOW, 0);
    for (let hours = 1; hours < 24; hours++) {
      const now = NOW + hours * HOUR;
      const since = sinceFor(state, place, now);
      expect(since).toBe(sinceOf(now - HOUR));
      state = afterRead(state, place, now, since);
    }
    expect(sinceFor(state, place, NOW + DAY)).toBe(0);
    expect(afterRead(state, place, NOW + DAY, 0)[place]).toEqual({ complete: NOW + DAY, whole: NOW + DAY });
  });

  it('finds, within a day, the wrap of a sender whose clock is three days behind', () => {
    const dated = (NOW - 5 * DAY) / 1000;
    const state = afterRead({}, place, NOW - 1, 0);
    expect(sinceFor(state, place, NOW)).toBeGreaterThan(dated);
    expect(sinceFor(state, place, NOW + DAY)).toBeLessThanOrEqual(dated);
  });

  it('does not lie in the future after our own clock ran ahead', () => {
    const ahead = afterRead({}, place, NOW + 30 * DAY, 0);
    expect(sinceFor(ahead, place, NOW)).toBe(0);
    const later = { [place]: { complete: NOW + DAY, whole: NOW - HOUR } };
    expect(sinceFor(later, place, NOW)).toBe(sinceOf(NOW));
  });
});
