import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeEverything, writeOnly } from '../storage/db.ts';
import { DEFAULT_SETTINGS } from '../storage/rows.ts';
import { clear, getAll } from '../storage/session.ts';
import { held, holdGeneration, holdOpen, isUnlocked, Locked, lock, lockDeadline, touch } from './lock.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));

const START = Date.UTC(2026, 10, 21);
const MINUTE = 60_000;
const open = () => holdOpen(new Uint8Array(32).fill(5), 3);
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  await removeEverything();
  await clear();
});
afterEach(() => vi.useRealTimers());

describe('the lock', () => {
  it('is open for 15 minutes, to the millisecond, without any alarm', async () => {
    await open();
    expect(await lockDeadline()).toBe(START + 15 * MINUTE);
    later(15 * MINUTE - 1);
    expect((await held()).generation).toBe(3);
    later(1);
    await expect(held()).rejects.toThrow(Locked);
    expect(await isUnlocked()).toBe(false);
    // the key is gone at once; that the time is over can still be told
    expect(JSON.stringify(await getAll('vault.'))).not.toContain('BQUF');
    expect(await lockDeadline()).toBe(START + 15 * MINUTE);
    // and no clock brings it back
    vi.setSystemTime(START);
    await expect(held()).rejects.toThrow(Locked);
  });

  it('starts anew when a person touches a page, but not when the time is over', async () => {
    await open();
    later(10 * MINUTE);
    expect(await touch()).toBe(START + 25 * MINUTE);
    later(14 * MINUTE);
    expect(await isUnlocked()).toBe(true);
    later(MINUTE);
    await expect(touch()).rejects.toThrow(Locked);
    expect(await isUnlocked()).toBe(false);
  });

  it('takes the time from the settings, at most 12 hours', async () => {
    await writeOnly('settings', 'settings', { ...DEFAULT_SETTINGS, lockAfterMinutes: 1 });
    await open();
    expect(await lockDeadline()).toBe(START + MINUTE);
    await writeOnly('settings', 'settings', { ...DEFAULT_SETTINGS, lockAfterMinutes: 100_000 });
    expect(await touch()).toBe(START + 12 * 60 * MINUTE);
  });

  it('closes when the clock is set back', async () => {
    await open();
    later(-2 * MINUTE);
    await expect(held()).rejects.toThrow(Locked);
  });

  it('closes on demand, and nothing that is written late opens it', async () => {
    await open();
    await lock();
    await holdGeneration(4);
    await expect(touch()).rejects.toThrow(Locked);
    await expect(held()).rejects.toThrow(Locked);
    expect(await lockDeadline()).toBeNull();
  });
});
