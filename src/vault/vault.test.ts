import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toBase64, utf8 } from '../lib/bytes.ts';
import { removeEverything } from '../storage/db.ts';
import { clear } from '../storage/session.ts';
import { freshKdf } from './kdf.ts';
import { isUnlocked, lock } from './lock.ts';
import { putOnDisk, type Row, rowsOnDisk, stretch } from './testing.ts';
import * as vault from './vault.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));

const PASSWORD = 'a long password';
const RECORDS = {
  keyring: utf8('{"accounts":[]}'),
  'key/a': new Uint8Array(32).fill(7),
  'phrase/p': new Uint8Array(16).fill(9),
};

const create = async (password = PASSWORD, records: Record<string, Uint8Array> = RECORDS) => {
  const kdf = freshKdf();
  await vault.createVault(kdf, stretch(password, kdf), records);
};
const proof = async (password = PASSWORD) => {
  const { attempt, kdf } = await vault.beginAttempt();
  return [attempt, stretch(password, kdf)] as const;
};
const unlock = async (password = PASSWORD) => vault.unlock(...(await proof(password)));
const kinds = async (kind: string) => (await rowsOnDisk()).filter(([[first]]) => first === kind);

beforeEach(async () => {
  await removeEverything();
  await clear();
});

describe('a vault', () => {
  it('is not there, is made once, and is open then', async () => {
    expect(await vault.hasVault()).toBe(false);
    await expect(vault.beginAttempt()).rejects.toThrow(vault.NoVault);
    await create();
    expect(await vault.hasVault()).toBe(true);
    expect(await isUnlocked()).toBe(true);
    expect(await vault.readRecord('key/a')).toEqual(RECORDS['key/a']);
    await expect(create('another')).rejects.toThrow(vault.VaultExists);
    await lock();
    await unlock();
    expect(await vault.readAllRecords()).toEqual(RECORDS);
  });

  it('opens with its password alone, and a wrong one changes nothing', async () => {
    await create();
    await lock();
    const before = await rowsOnDisk();
    await expect(unlock('another')).rejects.toMatchObject({
      name: 'WrongPassword',
      text: { id: 'vault.wrong-password' },
    });
    await expect(vault.verify(...(await proof('another')))).rejects.toMatchObject({ name: 'WrongPassword' });
    expect(await rowsOnDisk()).toEqual(before);
    expect(await isUnlocked()).toBe(false);
    await vault.verify(...(await proof()));
    expect(await isUnlocked()).toBe(false);
    await unlock();
    expect(await isUnlocked()).toBe(true);
  });

  it('holds nothing readable on the disk', async () => {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    await create(PASSWORD, { 'key/a': secret, keyring: utf8('the name of an account') });
    const disk = JSON.stringify(await rowsOnDisk(), (_k, value: unknown) =>
      value instanceof Uint8Array ? `${toBase64(value)} ${String.fromCharCode(...value)}` : value,
    );
    expect(disk).toContain('key/a');
    expect(disk).not.toContain(toBase64(secret));
    expect(disk).not.toContain('the name of an account');
    expect(disk).not.toContain(PASSWORD);
  });

  it('writes all of a change, takes records out, and keeps one generation', async () => {
    await create();
    await vault.writeRecords({ 'key/b': new Uint8Array([1]), 'phrase/p': null, keyring: utf8('2') });
    expect(await vault.readRecord('keyring')).toEqual(utf8('2'));
    await expect(vault.readRecord('phrase/p')).rejects.toThrow(vault.NoSuchRecord);
    expect(await kinds('index')).toHaveLength(1);
    expect((await kinds('data')).map(([key]) => key)).toEqual([
      ['data', 2, 'key/a'],
      ['data', 2, 'key/b'],
      ['data', 2, 'keyring'],
    ]);
    await lock();
    await expect(vault.readRecord('keyring')).rejects.toMatchObject({ text: { id: 'vault.locked' } });
    await expect(vault.writeRecords({ keyring: null })).rejects.toMatchObject({ text: { id: 'vault.locked' } });
    await unlock();
    expect(Object.keys(await vault.readAllRecords()).sort()).toEqual(['key/a', 'key/b', 'keyring']);
  });

  it('answers reads while it writes', async () => {
    await create();
    const writes = Promise.all([1, 2, 3, 4].map((n) => vault.writeRecords({ count: new Uint8Array([n]) })));
    for (let i = 0; i < 40; i++) expect(await vault.readRecord('key/a')).toEqual(RECORDS['key/a']);
    await writes;
    expect(await vault.readRecord('count')).toEqual(new Uint8Array([4]));
  });

  it('takes a new password without touching data, and forgets the old one', async () => {
    await create();
    let password = PASSWORD;
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), async (next) => {
        const data = [...(await kinds('data')), ...(await kinds('index'))];
        const old = await kinds('wraps');
        const kdf = freshKdf();
        await vault.changePassword(...(await proof(password)), kdf, stretch(next, kdf));
        expect([...(await kinds('data')), ...(await kinds('index'))]).toEqual(data);
        const now = await kinds('wraps');
        expect(now).toHaveLength(1);
        expect(now).not.toEqual(old);
        await lock();
        if (next !== password) await expect(unlock(password)).rejects.toMatchObject({ name: 'WrongPassword' });
        password = next;
        await unlock(password);
        expect(await vault.readAllRecords()).toEqual(RECORDS);
      }),
      { numRuns: 10 },
    );
  });

  it('asks for parameters within the bounds', async () => {
    const weak = { ...freshKdf(), m: 19456 };
    await expect(vault.createVault(weak, new Uint8Array(32), RECORDS)).rejects.toMatchObject({
      name: 'KdfOutOfBounds',
    });
    await create();
    await expect(vault.changePassword(...(await proof()), weak, new Uint8Array(32))).rejects.toMatchObject({
      name: 'KdfOutOfBounds',
    });
    await unlock();
  });

  it('is gone after a wipe', async () => {
    await create();
    await vault.wipe();
    expect([await vault.hasVault(), await isUnlocked(), await rowsOnDisk()]).toEqual([false, false, []]);
    await create('another');
  });
});

/** Every byte, number and text of a row, as a way to another value of it. */
const spotsOf = (value: unknown, put: (next: unknown) => void): ((pick: number) => void)[] => {
  if (value instanceof Uint8Array)
    return [...value.keys()].map((at) => (pick) => {
      value[at] = (value[at] ?? 0) ^ (1 << (pick % 8));
    });
  if (typeof value === 'number') return [(pick) => put(value + 1 + (pick % 5))];
  if (typeof value === 'string') return [(pick) => put(`${value}${pick}`)];
  if (value === null || typeof value !== 'object') return [];
  const inner = value as Record<string, unknown>;
  return Object.keys(inner).flatMap((name) =>
    spotsOf(inner[name], (next) => {
      inner[name] = next;
    }),
  );
};

/** All that a person can do with the vault, up to every record. */
const openAndReadAll = async () => {
  await clear();
  await vault.hasVault();
  await unlock();
  return vault.readAllRecords();
};
const nameOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: Error & { text?: { id: string } }) => (error.text ? error.name : `untyped ${error}`),
  );

describe('a vault that something else wrote to', () => {
  let rows: Row[];
  beforeEach(async () => {
    await create();
    await vault.writeRecords({ 'guardians/device-keys': utf8('{}') });
    rows = await rowsOnDisk();
  });
  const without = (index: number) => rows.filter((_row, i) => i !== index);

  it('never opens with any one byte, number or text of it changed, and stays as it was found', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (where, pick) => {
        const changed = structuredClone(rows);
        const spots = changed.flatMap((row) => spotsOf(row[1], () => {}));
        spots[where % spots.length]?.(pick);
        await putOnDisk(changed);
        const name = await nameOf(openAndReadAll());
        expect(['VaultTampered', 'VaultTruncated', 'VaultNewer', 'KdfOutOfBounds']).toContain(name);
        seen.add(name);
        expect(await rowsOnDisk()).toEqual(changed);
      }),
      { numRuns: 400 },
    );
    expect(seen).toContain('VaultTampered');
  });

  it('is told from a wrong password when the wrap itself was changed', async () => {
    const changed = structuredClone(rows);
    const wraps = changed.find(([[kind]]) => kind === 'wraps')?.[1].wraps as { sealed: Uint8Array }[];
    const sealed = wraps[0]?.sealed ?? new Uint8Array();
    sealed[3] = (sealed[3] ?? 0) ^ 1;
    await putOnDisk(changed);
    expect(await nameOf(openAndReadAll())).toBe('VaultTampered');
  });

  it('says that a part is missing when any row is gone', async () => {
    for (const [index, [key]] of rows.entries()) {
      await putOnDisk(without(index));
      expect([key, await nameOf(openAndReadAll())]).toEqual([key, 'VaultTruncated']);
      expect(await rowsOnDisk()).toEqual(without(index));
    }
  });

  it('says that a part is missing when any ciphertext was cut off', async () => {
    for (const [index, row] of rows.entries()) {
      const changed = structuredClone(rows);
      const value = changed[index]?.[1] ?? {};
      const target = Array.isArray(value.wraps) ? value.wraps[0] : value;
      target.sealed = (target.sealed as Uint8Array).slice(0, -1);
      await putOnDisk(changed);
      expect([row[0], await nameOf(openAndReadAll())]).toEqual([row[0], 'VaultTruncated']);
    }
  });

  it('says that it was changed when two records have changed places', async () => {
    const data = rows.filter(([[kind]]) => kind === 'data');
    const [a, b] = data;
    if (!a || !b) throw new Error('two records are needed');
    await putOnDisk(rows.map(([key, value]): Row => [key, key === a[0] ? b[1] : key === b[0] ? a[1] : value]));
    expect(await nameOf(openAndReadAll())).toBe('VaultTampered');
  });

  it('says so when a later Vouch wrote it, and will not make another in its place', async () => {
    const changed = rows.map(
      ([key, value]): Row => [key, key[0] === 'wraps' ? { format: 2, somethingNew: true } : value],
    );
    await putOnDisk(changed);
    await clear();
    expect(await nameOf(vault.hasVault())).toBe('VaultNewer');
    expect(await nameOf(vault.beginAttempt())).toBe('VaultNewer');
    expect(await nameOf(create('another'))).toBe('VaultNewer');
    expect(await rowsOnDisk()).toEqual(changed);
  });

  it('refuses parameters outside of the bounds unread', async () => {
    for (const kdf of [
      { m: 1024 },
      { m: 1 << 30 },
      { t: 0 },
      { t: 5 },
      { p: 4 },
      { salt: new Uint8Array(8) },
      { m: 50000.5 },
      { m: '50000' },
    ]) {
      const changed = structuredClone(rows);
      const wraps = changed.find(([[kind]]) => kind === 'wraps')?.[1].wraps as { kdf: object }[];
      Object.assign(wraps[0]?.kdf ?? {}, kdf);
      await putOnDisk(changed);
      expect(await nameOf(vault.beginAttempt())).toBe('KdfOutOfBounds');
    }
  });
});
