/**
 * Open or locked. While it is open the data key lies in `storage.session`: in memory, gone with the browser, and read
 * in this file alone. Every read checks the deadline itself, so that a late alarm opens nothing.
 * @module
 */
import { fromBase64, toBase64 } from '../lib/bytes.ts';
import { now } from '../lib/clock.ts';
import { SaidError } from '../lib/said-error.ts';
import { read } from '../storage/db.ts';
import { DEFAULT_SETTINGS } from '../storage/rows.ts';
import { get, getMany, remove, set } from '../storage/session.ts';
import { importKey } from './envelope.ts';

/** ms since 1970. A clock behind `since` was set back: it must not make the time longer. */
type Open = { since: number; until: number };
// three values, written apart: moving the deadline or the generation never brings back a key that a lock took away
type Held = { 'vault.key': string; 'vault.generation': number; 'vault.open': Open };
const HELD: (keyof Held)[] = ['vault.key', 'vault.generation', 'vault.open'];

const MOST = 12 * 60 * 60_000;
/** What a clock may be corrected by without locking. */
const SLACK = 60_000;

export class Locked extends SaidError {
  override name = 'Locked';
  constructor() {
    super('vault.locked');
  }
}

const nextOpen = async (): Promise<Open> => {
  const { lockAfterMinutes } = (await read('settings', 'settings')) ?? DEFAULT_SETTINGS;
  const since = now();
  return { since, until: since + Math.min(lockAfterMinutes * 60_000, MOST) };
};

/** What is held, or null when the time is over: then the key goes at once, and what hangs on the lock is told by `lock`. */
const current = async (): Promise<Held | null> => {
  const { 'vault.key': key, 'vault.generation': generation, 'vault.open': open } = await getMany<Held>(HELD);
  if (key === undefined || generation === undefined || open === undefined) return null;
  const at = now();
  if (at < open.until && at >= open.since - SLACK)
    return { 'vault.key': key, 'vault.generation': generation, 'vault.open': open };
  await remove('vault.key');
  return null;
};

export const lock = (): Promise<void> => remove(HELD);

export const holdOpen = async (dataKey: Uint8Array, generation: number): Promise<void> =>
  set({ 'vault.key': toBase64(dataKey), 'vault.generation': generation, 'vault.open': await nextOpen() });

/** A write has moved the records on. */
export const holdGeneration = (generation: number): Promise<void> => set({ 'vault.generation': generation });

/** @throws {Locked} */
export const held = async (): Promise<{ key: CryptoKey; generation: number }> => {
  const found = await current();
  if (!found) throw new Locked();
  return { key: await importKey(fromBase64(found['vault.key'])), generation: found['vault.generation'] };
};

export const isUnlocked = async (): Promise<boolean> => (await current()) !== null;

/** ms since 1970; in the past when nobody has called `lock` since the time was over. Null while locked. */
export const lockDeadline = async (): Promise<number | null> => (await get<Open>('vault.open'))?.until ?? null;

/**
 * A person touched one of our pages: the time starts anew. Returns the deadline, ms since 1970.
 * @throws {Locked}
 */
export const touch = async (): Promise<number> => {
  const next = await nextOpen();
  if (!(await current())) throw new Locked();
  await set({ 'vault.open': next });
  return next.until;
};
