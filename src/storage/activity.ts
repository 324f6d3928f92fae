/** What was signed, refused and sent, in order: appended to, never changed. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, sameBytes, utf8 } from '../lib/bytes.ts';
import { change, readAll } from './db.ts';
import type { ActivityEntry, ActivityRow } from './rows.ts';

// not WebCrypto: a transaction ends while anything but its own requests is awaited
const linkOf = (before: ActivityRow | undefined, entry: ActivityEntry): Uint8Array =>
  sha256(concat(before?.link ?? new Uint8Array(32), utf8(JSON.stringify(entry))));

/** How far back a row of the same request is looked for: more than can wait for an answer at once. */
const LOOK_BACK = 64;

/** Appends a row, unless the request has one: a worker that died after writing it comes here again. */
export const appendActivity = (entry: ActivityEntry): Promise<void> =>
  change(['activity'], async (tx) => {
    const store = tx.objectStore('activity');
    let older = await store.openCursor(null, 'prev');
    const last = older?.value;
    for (let looked = 0; older && looked < LOOK_BACK; looked++) {
      if (older.value.entry.id === entry.id) return;
      older = await older.continue();
    }
    await store.add({ entry, link: linkOf(last, entry) });
  });

/** Newest first; `before` is ms since 1970. */
export const listActivity = async (limit: number, before = Number.POSITIVE_INFINITY): Promise<ActivityEntry[]> => {
  const found: ActivityEntry[] = [];
  for (const { entry } of (await readAll('activity')).reverse()) {
    if (found.length === limit) break;
    if (entry.at < before) found.push(entry);
  }
  return found;
};

/** The first row (0-based) whose link does not hold, or null. */
export const brokenLink = async (): Promise<number | null> => {
  let before: ActivityRow | undefined;
  for (const [index, row] of (await readAll('activity')).entries()) {
    if (!sameBytes(row.link, linkOf(before, row.entry))) return index;
    before = row;
  }
  return null;
};
