import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeKeyring } from '../keyring/keyring.ts';
import { toHex } from '../lib/bytes.ts';
import { removeEverything } from '../storage/db.ts';
import { clear } from '../storage/session.ts';
import { lock } from './lock.ts';
import { migrate } from './migrate.ts';
import { deviceKeys, recoveryKey, SCHEMA } from './records.ts';
import { putOnDisk, rowsOnDisk, schema1 } from './testing.ts';
import * as vault from './vault.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));

beforeEach(async () => {
  await removeEverything();
  await clear();
});

describe('a vault of schema 1', () => {
  const fixture = schema1();
  const unlock = async () => vault.unlock((await vault.beginAttempt()).attempt, fixture.key);

  it('is brought forward at the first unlock, and only then', async () => {
    await putOnDisk(fixture.rows);
    expect(await vault.hasVault()).toBe(true);
    expect(await rowsOnDisk()).toEqual(fixture.rows);
    await unlock();
    const records = await vault.readAllRecords();
    expect(recoveryKey.decode(records[recoveryKey.id] ?? new Uint8Array())).toEqual({
      k: new Uint8Array(32).fill(0x42),
      epoch: 0,
      backupVersion: 0,
    });
    expect(decodeKeyring(records.keyring ?? new Uint8Array()).accounts[0]?.address).toBe(
      '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
    );
    expect(toHex(records['key/a'] ?? new Uint8Array())).toBe(
      '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
    );
    // one generation, and the wraps were not touched
    const after = await rowsOnDisk();
    expect(after.filter(([[kind]]) => kind !== 'wraps').every(([[, generation]]) => generation === 8)).toBe(true);
    expect(after.filter(([[kind]]) => kind === 'wraps')).toEqual(fixture.rows.filter(([[kind]]) => kind === 'wraps'));
    await lock();
    await unlock();
    expect(await rowsOnDisk()).toEqual(after);
  });

  it('without a recovery key stays as it is', () => {
    const records = { keyring: new Uint8Array([1]) };
    expect(migrate(1, records)).toEqual(records);
    expect(migrate(SCHEMA, records)).toEqual(records);
  });
});

describe('records of guardians', () => {
  const k = new Uint8Array(32).fill(1);

  it('come back as they were written', () => {
    const recovery = { k, epoch: 3, backupVersion: 12 };
    expect(recoveryKey.decode(recoveryKey.encode(recovery))).toEqual(recovery);
    const device = { identity: k, stop: new Uint8Array(32).fill(2) };
    expect(deviceKeys.decode(deviceKeys.encode(device))).toEqual(device);
  });

  it('are refused when they are something else', () => {
    // k is a number in [1, q)
    for (const bad of [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(31)])
      expect(() => recoveryKey.encode({ k: bad, epoch: 0, backupVersion: 0 })).toThrow();
    expect(() => recoveryKey.encode({ k, epoch: -1, backupVersion: 0 })).toThrow();
    expect(() => deviceKeys.decode(recoveryKey.encode({ k, epoch: 0, backupVersion: 0 }))).toThrow();
  });
});
