import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActivityEntry } from './rows.ts';

// a worker's life is a module's life
const worker = async () => {
  vi.resetModules();
  return { db: await import('./db.ts'), activity: await import('./activity.ts') };
};
const site = (origin: string, lastUsedAt = 2) => ({
  origin,
  accounts: ['0x01' as const],
  chainId: 1,
  connectedAt: 1,
  lastUsedAt,
});
const entry = (at: number): ActivityEntry => ({
  id: `request-${at}`,
  at,
  origin: 'https://a.example',
  headline: { id: 'error.unknown' },
  kind: 'order',
  state: 'approved',
  digest: '0x00',
  account: null,
});

describe('the database', () => {
  let life: Awaited<ReturnType<typeof worker>>;
  beforeEach(async () => {
    await deleteDB('vouch', { blocked: () => {} });
    life = await worker();
  });

  it('keeps what was written past the end of a worker', async () => {
    await life.db.write('permissions', site('https://a.example'));
    await life.db.write('permissions', site('https://b.example'));
    await life.db.remove('permissions', 'https://a.example');
    const { db } = await worker();
    expect(await db.readAll('permissions')).toEqual([site('https://b.example')]);
    expect(await db.read('permissions', 'https://a.example')).toBeUndefined();
  });

  it('writes nothing of a change that fails half-way', async () => {
    const half = life.db.change(['permissions', 'networks'], async (tx) => {
      await tx.objectStore('permissions').put(site('https://a.example'));
      throw new Error('stop here');
    });
    await expect(half).rejects.toThrow('stop here');
    expect(await life.db.readAll('permissions')).toEqual([]);
  });

  it('asks for a strict commit', async () => {
    const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await life.db.write('permissions', site('https://a.example'));
    expect(asked.mock.calls.at(-1)?.[2]).toEqual({ durability: 'strict' });
    asked.mockRestore();
  });

  it('writes nothing where the browser takes no notice of that', async () => {
    await life.db.write('permissions', site('https://a.example'));
    const real = IDBDatabase.prototype.transaction;
    const deaf = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      stores,
      mode,
    ) {
      return real.call(this, stores, mode, { durability: 'relaxed' });
    });
    await expect(life.db.write('permissions', site('https://b.example'))).rejects.toMatchObject({
      text: { id: 'storage.durability' },
    });
    deaf.mockRestore();
    expect(await life.db.readAll('permissions')).toHaveLength(1);
  });

  it('stands aside when another context upgrades, and opens again at the next use', async () => {
    await life.db.write('permissions', site('https://a.example'));
    await deleteDB('vouch'); // would wait for ever if the connection stayed open
    expect(await life.db.readAll('permissions')).toEqual([]);
  });

  it('opens again when the connection was closed under it', async () => {
    await life.db.write('permissions', site('https://a.example'));
    const closed = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    expect(await life.db.readAll('permissions')).toHaveLength(1);
    expect(closed.mock.calls.length).toBe(2);
    closed.mockRestore();
  });

  it('says so when a later Vouch wrote it, and leaves it as it is', async () => {
    (await openDB('vouch', 99)).close();
    await expect(life.db.readAll('permissions')).rejects.toMatchObject({
      name: 'DatabaseNewer',
      text: { id: 'vault.newer' },
    });
    const still = await openDB('vouch');
    expect(still.version).toBe(99);
    still.close();
  });

  it('empties every store', async () => {
    await life.db.write('permissions', site('https://a.example'));
    await life.activity.appendActivity(entry(1));
    await life.db.removeEverything();
    expect([await life.db.readAll('permissions'), await life.db.readAll('activity')]).toEqual([[], []]);
  });
});

describe('activity', () => {
  it('has one line a request, is read newest first, a page at a time, and shows a changed row', async () => {
    await deleteDB('vouch', { blocked: () => {} });
    const { db, activity } = await worker();
    for (const at of [10, 20, 30, 30, 40]) await activity.appendActivity(entry(at));
    expect((await activity.listActivity(2)).map(({ at }) => at)).toEqual([40, 30]);
    expect((await activity.listActivity(2, 30)).map(({ at }) => at)).toEqual([20, 10]);
    expect(await activity.brokenLink()).toBeNull();
    await db.change(['activity'], async (tx) => {
      const cursor = await tx.objectStore('activity').openCursor(2);
      if (cursor) await cursor.update({ ...cursor.value, entry: entry(21) });
    });
    expect(await activity.brokenLink()).toBe(1);
  });
});
