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
import { emptied, get, getMany, remove, set } from '../storage/session.ts';
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

type Kept = Held & { imported: Promise<CryptoKey> };
const stamp = (): number => writes + emptied.times;

/**
 * What was last read: the worker is the only one that writes, so one copy serves its life. It goes with `lock`, and with the
 * worker.
 */
let copy: { held: Kept | null; stamp: number } | undefined;
/** Moves with every write: what was read before it is not kept. */
let writes = 0;

const kept = (held: Partial<Held>): Kept | null => {
  const { 'vault.key': key, 'vault.generation': generation, 'vault.open': open } = held;
  if (key === undefined || generation === undefined || open === undefined) return null;
  const imported = importKey(fromBase64(key));
  imported.catch(() => {}); // thrown where it is used
  return { 'vault.key': key, 'vault.generation': generation, 'vault.open': open, imported };
};

const load = async (): Promise<Kept | null> => {
  const before = stamp();
  const held = kept(await getMany<Held>(HELD));
  copy = { held, stamp: before };
  return held;
};

/** Writes and forgets what was read: a write that fails leaves what lies there to be read again. */
const write = async (work: () => Promise<void>): Promise<void> => {
  writes++;
  copy = undefined;
  try {
    await work();
  } finally {
    writes++;
    copy = undefined;
  }
};

/** What is held, or null when the time is over: then the key goes at once, and what hangs on the lock is told by `lock`. */
const current = async (): Promise<Kept | null> => {
  const found = copy?.stamp === stamp() ? copy.held : await load();
  if (!found) return null;
  const at = now();
  const { until, since } = found['vault.open'];
  if (at < until && at >= since - SLACK) return found;
  await write(() => remove('vault.key'));
  return null;
};

export const lock = (): Promise<void> => write(() => remove(HELD));

export const holdOpen = async (dataKey: Uint8Array, generation: number): Promise<void> => {
  const open = await nextOpen();
  await write(() => set({ 'vault.key': toBase64(dataKey), 'vault.generation': generation, 'vault.open': open }));
};

/** A write has moved the records on. */
export const holdGeneration = (generation: number): Promise<void> =>
  write(() => set({ 'vault.generation': generation }));

/** @throws {Locked} */
export const held = async (): Promise<{ key: CryptoKey; generation: number }> => {
  const found = await current();
  if (!found) throw new Locked();
  return { key: await found.imported, generation: found['vault.generation'] };
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
  await write(() => set({ 'vault.open': next }));
  return next.until;
};
