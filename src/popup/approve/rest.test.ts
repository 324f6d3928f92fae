import { describe, expect, test } from 'vitest';
import { counts, REST_MS, rest } from './rest.ts';

const shown = rest(null, { type: 'shown', key: 'a:0x1', at: 1000 });
const press = (at: number, repeat = false) => ({ at, repeat });

describe('a press', () => {
  test('does not count before anything is shown', () => expect(counts(null, press(1e9))).toBe(false));
  test('does not count in the first half second', () => {
    expect(counts(shown, press(1000))).toBe(false);
    expect(counts(shown, press(1000 + REST_MS - 1))).toBe(false);
    expect(counts(shown, press(1000 + REST_MS))).toBe(true);
  });
  test('does not count when it began before the request was there', () =>
    expect(counts(shown, press(400))).toBe(false));
  test('does not count when the key is held down', () => expect(counts(shown, press(9000, true))).toBe(false));
});

describe('the rest begins again', () => {
  test('when another request is shown', () => {
    const next = rest(shown, { type: 'shown', key: 'b:0x2', at: 3000 });
    expect(counts(next, press(3100))).toBe(false);
    expect(counts(next, press(3500))).toBe(true);
  });
  test('when the same request would sign something else', () => {
    const next = rest(shown, { type: 'shown', key: 'a:0x9', at: 3000 });
    expect(counts(next, press(3100))).toBe(false);
  });
  test('when the window comes back', () => {
    const next = rest(shown, { type: 'back', at: 3000 });
    expect(counts(next, press(3499))).toBe(false);
    expect(counts(next, press(3500))).toBe(true);
  });
  test('but not when the same request is drawn again', () => {
    expect(rest(shown, { type: 'shown', key: 'a:0x1', at: 3000 })).toBe(shown);
  });
  test('and not without a request', () => expect(rest(null, { type: 'back', at: 1 })).toBe(null));
});
