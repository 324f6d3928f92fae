import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fromBase64, toBase64, utf8 } from '../lib/bytes.ts';
import { removeEverything } from '../storage/db.ts';
import { clear } from '../storage/session.ts';
import { exportVault, readExportKdf, restoreExport } from './export-file.ts';
import { freshKdf } from './kdf.ts';
import { isUnlocked, lock } from './lock.ts';
import { stretch } from './testing.ts';
import { beginAttempt, createVault, hasVault, readAllRecords, unlock } from './vault.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));

const RECORDS = { keyring: utf8('{"accounts":[]}'), 'key/a': new Uint8Array(32).fill(7), empty: new Uint8Array() };
const nameOf = (work: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(work)
    .then(
      () => 'fine',
      (error: Error & { text?: unknown }) => (error.text ? error.name : `untyped ${error}`),
    );

describe('an export file', () => {
  let file: string;
  beforeEach(async () => {
    await removeEverything();
    await clear();
    const own = freshKdf();
    await createVault(own, stretch('the vault', own), RECORDS);
    const kdf = freshKdf();
    file = await exportVault(kdf, stretch('the file', kdf));
    await removeEverything();
    await clear();
  });
  const restore = (text: string, password = 'the file') => restoreExport(text, stretch(password, readExportKdf(text)));
  const edited = (edit: (json: Record<string, never>) => void): string => {
    const json = JSON.parse(file);
    edit(json);
    return JSON.stringify(json);
  };

  it('brings everything back, under its own password', async () => {
    expect(file).not.toContain(toBase64(RECORDS['key/a']));
    await restore(file);
    expect(await isUnlocked()).toBe(true);
    expect(await readAllRecords()).toEqual(RECORDS);
    await lock();
    const { attempt, kdf } = await beginAttempt();
    await unlock(attempt, stretch('the file', kdf));
    expect(await readAllRecords()).toEqual(RECORDS);
  });

  it('asks for an open wallet', async () => {
    expect(await nameOf(() => exportVault(freshKdf(), new Uint8Array(32)))).toBe('Locked');
  });

  it('overwrites no wallet that is there', async () => {
    await restore(file);
    expect(await nameOf(() => restore(file))).toBe('VaultExists');
  });

  it('tells a wrong password, another file, a damaged one, a newer one and bad parameters apart', async () => {
    expect(await nameOf(() => restore(file, 'another'))).toBe('ExportWrongPassword');
    for (const other of ['', 'hello', '{}', '[]', 'null', '{"format":"other","version":1}'])
      expect(await nameOf(() => readExportKdf(other))).toBe('ExportUnreadable');
    for (const end of [file.length - 1, 200, 40])
      expect(await nameOf(() => readExportKdf(file.slice(0, end)))).toBe('ExportDamaged');
    const newer = edited((json) => Object.assign(json, { version: 2, kdf: 'something new' }));
    expect(await nameOf(() => readExportKdf(newer))).toBe('ExportNewer');
    for (const kdf of [{ m: 1024 }, { m: 1 << 24 }, { t: 9 }, { p: 2 }, { salt: toBase64(new Uint8Array(8)) }]) {
      const outside = edited((json) => Object.assign(json.kdf ?? {}, kdf));
      expect(await nameOf(() => readExportKdf(outside))).toBe('KdfOutOfBounds');
    }
    expect(await hasVault()).toBe(false);
  });

  it('with any one byte changed is refused before a password is stretched', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('iv', 'sealed', 'check', 'salt'),
        fc.nat(),
        fc.nat(7),
        async (part, where, bit) => {
          const changed = edited((json) => {
            const target = (part === 'salt' ? json.kdf : json) as unknown as Record<string, string>;
            const bytes = fromBase64(target[part] ?? '');
            const at = where % bytes.length;
            bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
            target[part] = toBase64(bytes);
          });
          expect(await nameOf(() => readExportKdf(changed))).toBe('ExportDamaged');
        },
      ),
    );
  });
});
