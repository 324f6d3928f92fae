/** For tests alone: a cheap stand-in for Argon2id, the store as it lies, and the end of a worker at any step. @module */

import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { vi } from 'vitest';
import { concat, fromBase64, utf8 } from '../lib/bytes.ts';
import type { Kdf } from './kdf.ts';

export const stretch = (password: string, { salt, m, t }: Kdf): Uint8Array =>
  sha256(concat(utf8(`${password} ${m} ${t} `), salt));

export class Died extends Error {
  override name = 'Died';
}

/** Each call to storage has two moments, before and after it; the worker ends at the one numbered `endsAt`. */
const life = { moment: 0, endsAt: Number.POSITIVE_INFINITY };

export const dieAt = (moment: number): void => {
  life.moment = 0;
  life.endsAt = moment;
};
export const reborn = (): void => dieAt(Number.POSITIVE_INFINITY);

const tick = (): void => {
  // the dead do nothing more, whatever their catch clauses say
  if (life.moment++ >= life.endsAt) throw new Died();
};

/** A module of storage whose functions can be the last that a worker called. */
export const mortal = <M extends object>(module: M): M =>
  Object.fromEntries(
    Object.entries(module).map(([name, value]) => {
      if (typeof value !== 'function' || name === 'withLock' || /^[A-Z]/.test(name)) return [name, value];
      return [
        name,
        vi.fn(async (...args: unknown[]) => {
          tick();
          const result = await value(...args);
          tick();
          return result;
        }),
      ];
    }),
  ) as M;

const openStore = () =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('vouch');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export type Row = [key: (string | number)[], value: Record<string, unknown>];

/** The vault's rows in the order of their keys, read past the code under test. */
export const rowsOnDisk = async (): Promise<Row[]> => {
  const db = await openStore();
  const store = db.transaction('vault').objectStore('vault');
  const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
  db.close();
  return keys.map((key, i) => [key as Row[0], values[i]]);
};

export const putOnDisk = async (rows: Row[]): Promise<void> => {
  const db = await openStore();
  const store = db.transaction('vault', 'readwrite').objectStore('vault');
  await done(store.clear());
  for (const [key, value] of rows) await done(store.put(value, key));
  db.close();
};

/**
 * A vault as the code that wrote schema 1 left it: the phrase "test ... junk", a recovery key of 0x42 alone, generation 7.
 * `key` is the stretched password.
 */
export const schema1 = (): { key: Uint8Array; rows: Row[] } =>
  JSON.parse(readFileSync(new URL('./fixtures/schema-1.json', import.meta.url), 'utf8'), (name, value) =>
    name === 'key' ? fromBase64(value) : typeof value?.bytes === 'string' ? fromBase64(value.bytes) : value,
  );
