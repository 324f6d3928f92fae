import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { sameBytes, utf8 } from '../lib/bytes.ts';
import { removeEverything } from '../storage/db.ts';
import { clear } from '../storage/session.ts';
import { freshKdf, type Kdf } from './kdf.ts';
import { isUnlocked } from './lock.ts';
import { recoveryKey } from './records.ts';
import { Died, dieAt, putOnDisk, reborn, rowsOnDisk, schema1, stretch } from './testing.ts';
import * as vault from './vault.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));
vi.mock('../storage/db.ts', async (real) => (await import('./testing.ts')).mortal(await real<object>()));
vi.mock('../storage/session.ts', async (real) => (await import('./testing.ts')).mortal(await real<object>()));

const OLD = 'the old password';
const NEW = 'the new password';
const BEFORE = { keyring: utf8('before'), 'key/a': new Uint8Array(32).fill(1) };
const CHANGE = { keyring: utf8('after'), 'key/b': new Uint8Array(32).fill(2), 'key/a': null };
const AFTER = { keyring: utf8('after'), 'key/b': new Uint8Array(32).fill(2) };

const proof = async (password: string) => {
  const { attempt, kdf } = await vault.beginAttempt();
  return [attempt, stretch(password, kdf)] as const;
};
const create = async (kdf: Kdf = freshKdf()) => vault.createVault(kdf, stretch(OLD, kdf), BEFORE);
const is = (records: Record<string, Uint8Array>, expected: Record<string, Uint8Array>): boolean =>
  Object.keys(records).length === Object.keys(expected).length &&
  Object.entries(expected).every(([id, bytes]) => records[id] && sameBytes(records[id], bytes));
const counts = async () => {
  const found = await rowsOnDisk();
  return ['wraps', 'index'].map((kind) => found.filter(([[first]]) => first === kind).length);
};

/**
 * Runs `work` in lives that end at the first moment, the second, and so on, until one gets to its end. `after` looks at
 * what each left behind, in a new worker (`browser: 'open'`) or a new browser.
 */
const dyingEverywhere = async (
  prepare: () => Promise<void>,
  work: () => Promise<void>,
  after: (finished: boolean) => Promise<void>,
) => {
  let moments = 0;
  for (const browser of ['open', 'closed'] as const) {
    for (let moment = 0, finished = false; !finished; moment++) {
      reborn();
      await removeEverything();
      await clear();
      await prepare();
      dieAt(moment);
      finished = await work().then(
        () => true,
        (error: unknown) => {
          if (error instanceof Died) return false;
          throw error;
        },
      );
      reborn();
      if (browser === 'closed') await clear();
      await after(finished);
      moments++;
    }
  }
  return moments;
};
const nothing = async () => {};

describe('a worker that dies at any moment', () => {
  it('of making the vault: there is none, or a whole one that opens', async () => {
    let none = 0;
    const moments = await dyingEverywhere(nothing, create, async (finished) => {
      if (!(await vault.hasVault())) {
        none++;
        expect(finished).toBe(false);
        await create();
      }
      await vault.unlock(...(await proof(OLD)));
      expect(await vault.readAllRecords()).toEqual(BEFORE);
    });
    expect(none).toBeGreaterThan(2);
    expect(moments).toBeGreaterThan(30);
  });

  it('of writing: all of it was written or none, and the next write goes on from there', async () => {
    let seen = { before: 0, after: 0 };
    const write = () => vault.writeRecords(CHANGE);
    const moments = await dyingEverywhere(create as () => Promise<void>, write, async (finished) => {
      if (await isUnlocked()) {
        // the same worker's session: before the lock, nothing is half-way
        const now = await vault.readAllRecords();
        expect(is(now, BEFORE) || is(now, AFTER)).toBe(true);
      }
      await vault.unlock(...(await proof(OLD)));
      const records = await vault.readAllRecords();
      if (finished) expect(records).toEqual(AFTER);
      else expect(is(records, BEFORE) || is(records, AFTER)).toBe(true);
      seen = { before: seen.before + Number(is(records, BEFORE)), after: seen.after + Number(is(records, AFTER)) };
      expect(await counts()).toEqual([1, 1]);
      await write();
      expect(await vault.readAllRecords()).toEqual(AFTER);
      expect(await counts()).toEqual([1, 1]);
    });
    expect(Math.min(seen.before, seen.after)).toBeGreaterThan(4);
    expect(moments).toBeGreaterThan(30);
  });

  it('of writing: the session that is still open can write again without a new unlock', async () => {
    await dyingEverywhere(
      create as () => Promise<void>,
      () => vault.writeRecords(CHANGE),
      async () => {
        if (!(await isUnlocked())) return;
        await vault.writeRecords(CHANGE);
        expect(await vault.readAllRecords()).toEqual(AFTER);
        expect(await counts()).toEqual([1, 1]);
      },
    );
  });

  it('of changing the password: one of the two opens it, and then only that one is kept', async () => {
    const opened = { [OLD]: 0, [NEW]: 0 };
    const change = async () => {
      const kdf = freshKdf();
      await vault.changePassword(...(await proof(OLD)), kdf, stretch(NEW, kdf));
    };
    const moments = await dyingEverywhere(create as () => Promise<void>, change, async (finished) => {
      let fits: typeof OLD | typeof NEW = NEW;
      await vault.unlock(...(await proof(NEW))).catch(async (error: Error) => {
        expect(error.name).toBe('WrongPassword');
        fits = OLD;
        await vault.unlock(...(await proof(OLD)));
      });
      opened[fits]++;
      if (finished) expect(fits).toBe(NEW);
      expect(await vault.readAllRecords()).toEqual(BEFORE);
      expect(await counts()).toEqual([1, 1]);
      const other = fits === NEW ? OLD : NEW;
      await expect(vault.unlock(...(await proof(other)))).rejects.toMatchObject({ name: 'WrongPassword' });
    });
    expect(Math.min(opened[OLD], opened[NEW])).toBeGreaterThan(4);
    expect(moments).toBeGreaterThan(30);
  });

  it('of unlocking: the same attempt opens it in the next life, or a new one does', async () => {
    let attempt: readonly [string, Uint8Array] = ['', new Uint8Array()];
    const prepare = async () => {
      await create();
      await clear();
      attempt = await proof(OLD);
    };
    let again = 0;
    await dyingEverywhere(
      prepare,
      () => vault.unlock(...attempt),
      async () => {
        await vault.unlock(...attempt).then(
          () => again++,
          async (error: Error) => {
            expect(error.name).toBe('AttemptOver'); // the browser was closed: what is in memory is gone
            await vault.unlock(...(await proof(OLD)));
          },
        );
        expect(await vault.readAllRecords()).toEqual(BEFORE);
      },
    );
    expect(again).toBeGreaterThan(10);
  });
});

describe('a worker that dies while an older vault is brought forward', () => {
  it('leaves one that is brought forward by the next', async () => {
    const { key, rows } = schema1();
    const unlock = async () => vault.unlock((await vault.beginAttempt()).attempt, key);
    const moments = await dyingEverywhere(
      () => putOnDisk(rows),
      unlock,
      async () => {
        await unlock();
        const records = await vault.readAllRecords();
        expect(recoveryKey.decode(records[recoveryKey.id] ?? new Uint8Array()).k).toEqual(
          new Uint8Array(32).fill(0x42),
        );
        expect(Object.keys(records)).toHaveLength(5);
        expect(await counts()).toEqual([1, 1]);
      },
    );
    expect(moments).toBeGreaterThan(60);
  });
});

describe('a write that does not come back from the disk', () => {
  it('is taken back, and the vault is as it was', async () => {
    reborn();
    await removeEverything();
    await clear();
    await create();
    const before = await rowsOnDisk();
    const db = await import('../storage/db.ts');
    const real = vi.mocked(db.read).getMockImplementation();
    // the disk gives back another byte for the new generation
    vi.mocked(db.read).mockImplementation(async (store, key) => {
      const row = (await real?.(store, key)) as { sealed?: Uint8Array } | undefined;
      if (Array.isArray(key) && key[0] === 'data' && key[1] === 2 && row?.sealed)
        row.sealed[0] = (row.sealed[0] ?? 0) ^ 1;
      return row as never;
    });
    await expect(vault.writeRecords(CHANGE)).rejects.toMatchObject({
      name: 'NotReadBack',
      text: { id: 'vault.read-back' },
    });
    if (real) vi.mocked(db.read).mockImplementation(real);
    expect(await rowsOnDisk()).toEqual(before);
    expect(await vault.readAllRecords()).toEqual(BEFORE);
  });
});
