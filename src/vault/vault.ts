/**
 * The vault: records under one random data key, and ways to that key. Changes are one at a time over all contexts, and
 * every step of them can be the last one of a worker's life.
 * @module
 */
import { random, sameBytes } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';
import { removeEverything } from '../storage/db.ts';
import { clear, withLock } from '../storage/session.ts';
import { countAttempt, forgetAttempts, useAttempt } from './attempts.ts';
import { importKey } from './envelope.ts';
import { checkBounds, type Kdf } from './kdf.ts';
import { held, holdGeneration, holdOpen } from './lock.ts';
import { migrate, type Records } from './migrate.ts';
import { SCHEMA } from './records.ts';
import * as rows from './rows.ts';

const DATA = ['index', 'data'] as const;
const alone = <T>(work: () => Promise<T>): Promise<T> => withLock('vault', work);

/** There is nothing to open. */
export class NoVault extends SaidError {
  override name = 'NoVault';
  constructor() {
    super('vault.none');
  }
}
export class VaultExists extends SaidError {
  override name = 'VaultExists';
  constructor() {
    super('vault.exists');
  }
}
/** What was written did not come back; the state before it stands. */
class NotReadBack extends SaidError {
  override name = 'NotReadBack';
  constructor() {
    super('vault.read-back');
  }
}
export class NoSuchRecord extends SaidError {
  override name = 'NoSuchRecord';
}

/** The right to try one password, and the parameters it is stretched with. */
export type Attempt = { attempt: string; kdf: Kdf };

const present = async (): Promise<rows.Survey> => {
  const found = await rows.survey();
  if (!found) throw new NoVault();
  if (found.wraps.length === 0 || found.data.length === 0) throw new rows.VaultTruncated();
  return found;
};

const passwordOf = (wraps: rows.Wrap[]): rows.Wrap => {
  const found = wraps.find(({ type }) => type === 'password');
  if (!found) throw new rows.VaultTruncated();
  return found;
};

/**
 * False when this computer has no vault.
 * @throws {VaultTampered | VaultTruncated | VaultNewer | KdfOutOfBounds} when it has one that cannot be used.
 */
export const hasVault = async (): Promise<boolean> => {
  if (!(await rows.survey())) return false;
  await rows.readWraps(await present());
  return true;
};

const sameRecords = (a: Records, b: Records): boolean => {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] && b[id] && sameBytes(a[id], b[id]));
};

/** Writes a generation and reads it back; one that does not come back the same is dropped. */
const writeVerified = async (
  key: CryptoKey,
  generation: number,
  records: Records,
  wraps?: rows.Wrap[],
): Promise<void> => {
  await rows.writeGeneration(key, generation, records, wraps);
  const back = await rows.openAll(key, generation).catch(() => null);
  if (back && sameRecords(back.records, records)) return;
  await rows.dropGeneration(wraps ? [...DATA, 'wraps'] : [...DATA], generation);
  throw new NotReadBack();
};

/**
 * Makes the vault and leaves it unlocked.
 * @param key the password, stretched with `kdf`: 32 bytes
 * @throws {VaultExists | KdfOutOfBounds | NotReadBack} and what `hasVault` throws: a broken vault is not overwritten.
 */
export const createVault = (kdf: Kdf, key: Uint8Array, records: Records): Promise<void> =>
  alone(async () => {
    if (await hasVault()) throw new VaultExists();
    const dataKey = random(32);
    const wrap = await rows.wrapWithPassword(dataKey, checkBounds(kdf), key);
    await writeVerified(await importKey(dataKey), 1, records, [wrap]);
    await rows.unwrap(passwordOf((await rows.readWraps(await present())).wraps), key);
    await forgetAttempts();
    await holdOpen(dataKey, 1);
  });

/**
 * Counts a try, then hands out the salt.
 * @throws {TooManyAttempts | NoVault} and what `hasVault` throws
 */
export const beginAttempt = async (): Promise<Attempt> => {
  const { kdf } = passwordOf((await rows.readWraps(await present())).wraps);
  return { attempt: await countAttempt(), kdf };
};

/** The data key, when the password fits. */
const prove = async (attempt: string, key: Uint8Array) => {
  await useAttempt(attempt, key);
  const found = await present();
  const { generation, wraps } = await rows.readWraps(found);
  const dataKey = await rows.unwrap(passwordOf(wraps), key);
  await forgetAttempts();
  return { found, generation, wraps, dataKey };
};

/**
 * The generation to use. A second one is there only when a change was cut short: then the newest that is whole stays,
 * and the other goes. Records of an older schema become a generation of their own.
 */
const settle = async (key: CryptoKey, { data, records }: rows.Survey): Promise<number> => {
  const newest = data[0] ?? 0;
  let generation = newest;
  if (data.length > 1) {
    let first: unknown;
    const whole: number[] = [];
    for (const one of data) {
      try {
        await rows.openAll(key, one);
        whole.push(one);
        break;
      } catch (error) {
        if (error instanceof rows.VaultNewer) throw error;
        first ??= error;
      }
    }
    if (whole[0] === undefined) throw first;
    generation = whole[0];
    await rows.dropOthers([...DATA], generation);
  }
  const { schema, ids } = await rows.openIndex(key, generation);
  if (ids.some((id) => !records.get(generation)?.has(id))) throw new rows.VaultTruncated();
  if (schema === SCHEMA) return generation;
  await writeVerified(key, newest + 1, migrate(schema, (await rows.openAll(key, generation)).records));
  await rows.dropOthers([...DATA], newest + 1);
  return newest + 1;
};

/**
 * @param key the password, stretched with the parameters of the attempt: 32 bytes
 * @throws {WrongPassword | AttemptOver | NoVault | VaultTampered | VaultTruncated | VaultNewer | KdfOutOfBounds}
 */
export const unlock = (attempt: string, key: Uint8Array): Promise<void> =>
  alone(async () => {
    const { found, generation: wraps, dataKey } = await prove(attempt, key);
    const generation = await settle(await importKey(dataKey), found);
    if (found.wraps.length > 1) await rows.dropOthers(['wraps'], wraps);
    await holdOpen(dataKey, generation);
  });

/** Proves the password and changes nothing but the count of attempts. Throws as `unlock` does. */
export const verify = (attempt: string, key: Uint8Array): Promise<void> =>
  alone(async () => {
    await prove(attempt, key);
  });

/**
 * Another password. No data is touched, and no generation keeps the old way in. Throws as `unlock` does, and
 * {KdfOutOfBounds | NotReadBack}.
 */
export const changePassword = (attempt: string, key: Uint8Array, kdf: Kdf, nextKey: Uint8Array): Promise<void> =>
  alone(async () => {
    checkBounds(kdf);
    const { found, wraps, dataKey } = await prove(attempt, key);
    const others = wraps.filter(({ type }) => type !== 'password');
    const generation = (found.wraps[0] ?? 0) + 1;
    await rows.writeWraps(generation, [...others, await rows.wrapWithPassword(dataKey, kdf, nextKey)]);
    const back = await rows
      .readWraps({ ...found, wraps: [generation] })
      .then((read) => rows.unwrap(passwordOf(read.wraps), nextKey))
      .catch(() => null);
    if (!back || !sameBytes(back, dataKey)) {
      await rows.dropGeneration(['wraps'], generation);
      throw new NotReadBack();
    }
    await rows.dropOthers(['wraps'], generation);
  });

/** @throws {Locked | NoSuchRecord | VaultTampered | VaultTruncated} */
export const readRecord = async (id: string): Promise<Uint8Array> => {
  for (;;) {
    const { key, generation } = await held();
    const record = await rows.openRow(key, generation, id);
    if (record) return record;
    // between the two reads a write may have moved the records on
    if ((await held()).generation !== generation) continue;
    const { ids } = await rows.openIndex(key, generation);
    throw ids.includes(id) ? new rows.VaultTruncated() : new NoSuchRecord('vault.no-record', { id });
  }
};

/** Everything, for a copy. @throws {Locked | VaultTampered | VaultTruncated} */
export const readAllRecords = (): Promise<Records> =>
  alone(async () => {
    const { key, generation } = await held();
    return (await rows.openAll(key, generation)).records;
  });

/**
 * Writes all of the changes or none; null takes a record out.
 * @throws {Locked | NotReadBack | VaultTampered | VaultTruncated}
 */
export const writeRecords = (changes: Record<string, Uint8Array | null>): Promise<void> =>
  alone(async () => {
    const { key, generation } = await held();
    const { records } = await rows.openAll(key, generation);
    for (const [id, record] of Object.entries(changes)) {
      if (record) records[id] = record;
      else delete records[id];
    }
    const next = ((await present()).data[0] ?? generation) + 1;
    await writeVerified(key, next, records);
    await holdGeneration(next);
    await rows.dropOthers([...DATA], next);
  });

/** Forgets everything on this computer, what lies outside the vault too. Needs no password: it is what is left without one. */
export const wipe = (): Promise<void> =>
  alone(async () => {
    await removeEverything();
    await clear();
  });
