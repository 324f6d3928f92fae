/** What was signed, refused and sent, in order: appended to, never changed. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import type { IDBPObjectStore, StoreNames } from 'idb';
import { concat, sameBytes, utf8 } from '../lib/bytes.ts';
import { change, readAll, readBack, type Schema } from './db.ts';
import type { ActivityEntry, ActivityRow } from './rows.ts';

// not WebCrypto: a transaction ends while anything but its own requests is awaited
const linkOf = (before: ActivityRow | undefined, entry: ActivityEntry): Uint8Array =>
  sha256(concat(before?.link ?? new Uint8Array(32), utf8(JSON.stringify(entry))));

type Store = IDBPObjectStore<Schema, StoreNames<Schema>[], 'activity', 'readwrite'>;

/**
 * Appends a row inside a transaction, unless the request has one: a worker that died after writing it comes here again.
 * @returns whether it was there before
 */
export const putActivity = async (store: Store, entry: ActivityEntry): Promise<boolean> => {
  const [known, last] = await Promise.all([store.index('id').getKey(entry.id), store.openCursor(null, 'prev')]);
  if (known !== undefined) return true;
  await store.add({ entry, link: linkOf(last?.value, entry) });
  return false;
};

/** Appends a row, unless the request has one. */
export const appendActivity = async (entry: ActivityEntry): Promise<void> => {
  await change(['activity'], (tx) => putActivity(tx.objectStore('activity') as Store, entry));
};

/** Newest first; `before` is ms since 1970. */
export const listActivity = async (limit: number, before = Number.POSITIVE_INFINITY): Promise<ActivityEntry[]> => {
  const found: ActivityEntry[] = [];
  if (limit > 0)
    await readBack('activity', ({ entry }) => {
      if (entry.at < before) found.push(entry);
      return found.length < limit;
    });
  return found;
};

/** Lines written later than `since` (ms since 1970), newest first: it ends at the first older one. */
export const activitySince = async (since: number): Promise<ActivityEntry[]> => {
  const found: ActivityEntry[] = [];
  await readBack('activity', ({ entry }) => entry.at > since && found.push(entry) > 0);
  return found;
};

/** All rows, oldest first. */
export const readActivity = (): Promise<ActivityRow[]> => readAll('activity');

/** The first row (0-based) whose link does not hold, or null. */
export const brokenLink = async (rows?: readonly ActivityRow[]): Promise<number | null> => {
  let before: ActivityRow | undefined;
  for (const [index, row] of (rows ?? (await readActivity())).entries()) {
    if (!sameBytes(row.link, linkOf(before, row.entry))) return index;
    before = row;
  }
  return null;
};
