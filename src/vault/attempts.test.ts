import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeEverything } from '../storage/db.ts';
import { clear } from '../storage/session.ts';
import { countAttempt, forgetAttempts, TooManyAttempts, useAttempt } from './attempts.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));

const START = Date.UTC(2026, 10, 21);
const KEY = new Uint8Array(32).fill(1);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  await removeEverything();
  await clear();
});
afterEach(() => vi.useRealTimers());

/** ms until the next try is free, 0 when this one was. */
const waits = async (): Promise<number> => {
  try {
    await countAttempt();
    return 0;
  } catch (error) {
    if (error instanceof TooManyAttempts) return error.retryAt - Date.now();
    throw error;
  }
};

describe('tries of the password', () => {
  it('are free four times, then wait 1 s, 2 s, 4 s ... and never more than 15 min', async () => {
    const seen: number[] = [];
    for (let i = 0; i < 18; i++) {
      const wait = await waits();
      seen.push(wait / 1000);
      if (wait > 0) {
        vi.setSystemTime(Date.now() + wait - 1);
        expect(await waits()).toBe(1);
        vi.setSystemTime(Date.now() + 1);
        expect(await waits()).toBe(0);
      }
    }
    expect(seen).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
  });

  it('are free again after one that fitted', async () => {
    for (let i = 0; i < 4; i++) await waits();
    expect(await waits()).toBe(1000);
    await forgetAttempts();
    expect(await waits()).toBe(0);
  });

  it('gain nothing from a clock that is set back, and lose nothing to one that stood years ahead', async () => {
    for (let i = 0; i < 14; i++) vi.setSystemTime(Date.now() + (await waits()));
    const wait = await waits();
    expect(wait).toBeGreaterThan(10_000);
    vi.setSystemTime(START - 86_400_000);
    expect(await waits()).toBe(wait);
    vi.setSystemTime(Date.now() + wait - 1);
    expect(await waits()).toBe(1);

    vi.setSystemTime(START + 10 * 365 * 86_400_000);
    expect(await waits()).toBe(0);
    const next = await waits();
    vi.setSystemTime(START);
    expect(await waits()).toBe(next);
    vi.setSystemTime(START + next);
    expect(await waits()).toBe(0);
  });

  it('stay counted when the worker or the browser ends', async () => {
    for (let i = 0; i < 4; i++) await waits();
    await clear();
    expect(await waits()).toBe(1000);
  });

  it('can be used twice with the same key, never with another, and not after the next was begun', async () => {
    const first = await countAttempt();
    await useAttempt(first, KEY);
    await useAttempt(first, KEY);
    await expect(useAttempt(first, new Uint8Array(32))).rejects.toMatchObject({
      name: 'AttemptOver',
      text: { id: 'vault.attempt-over' },
    });
    const second = await countAttempt();
    await expect(useAttempt(first, KEY)).rejects.toMatchObject({ name: 'AttemptOver' });
    await useAttempt(second, new Uint8Array(32));
    await expect(useAttempt('never begun', KEY)).rejects.toMatchObject({ name: 'AttemptOver' });
  });
});
