/**
 * What the relay keeps: one file of JSON lines, appended to and flushed to the disk before anybody is told OK. A line is
 * an event, or a tombstone that keeps a deleted event from being accepted again before it would have expired.
 * @module
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Event, Filter } from '@nostr-relay/common';

export type Store = {
  /** Durable when it returns. False: there already, or deleted before. */
  add: (event: Event) => boolean;
  /** Newest first; nothing that has expired. */
  find: (filter: Filter) => Event[];
  /** Deletes what was sent to `mailbox`, or signed by it. @returns what was there */
  remove: (ids: readonly string[], mailbox: string) => Event[];
  /** Forgets what has expired. @returns what it was */
  purge: () => Event[];
  /** Events kept for a mailbox. */
  count: (mailbox: string) => number;
  close: () => void;
};

type Line = { event: Event } | { deleted: string; until: number | null };

const MOST_ANSWERED = 500;

export const recipientOf = (event: Event): string | undefined => event.tags.find(([name]) => name === 'p')?.[1];

/** Seconds, null for never (NIP-40). */
const expiryOf = (event: Event): number | null => {
  const text = event.tags.find(([name]) => name === 'expiration')?.[1];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
};

/** NIP-01, the tag filters included. */
export const matches = (filter: Filter, event: Event): boolean => {
  if (filter.ids && !filter.ids.includes(event.id)) return false;
  if (filter.authors && !filter.authors.includes(event.pubkey)) return false;
  if (filter.kinds && !filter.kinds.includes(event.kind)) return false;
  if (filter.since !== undefined && event.created_at < filter.since) return false;
  if (filter.until !== undefined && event.created_at > filter.until) return false;
  return Object.entries(filter).every(([key, wanted]) => {
    if (!key.startsWith('#') || !Array.isArray(wanted)) return true;
    return event.tags.some(([name, value]) => name === key.slice(1) && wanted.some((one) => one === value));
  });
};

const newestFirst = (a: Event, b: Event): number => b.created_at - a.created_at || (a.id < b.id ? -1 : 1);

class StoreError extends Error {
  override name = 'StoreError';
}

/**
 * The last line has no end when the process died while it wrote: nobody was told OK, and it is dropped.
 * @throws {StoreError} when another line cannot be read: that is damage, and starting would lose what it held
 */
const readLines = (file: string): Line[] => {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.pop();
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as Line;
    } catch {
      throw new StoreError(`Line ${index + 1} of ${file} is damaged. Mend it, or move the file away to start empty.`);
    }
  });
};

const flushDirectory = (file: string): void => {
  const directory = openSync(dirname(file), 'r');
  fsyncSync(directory);
  closeSync(directory);
};

/**
 * @param now seconds
 * @throws {StoreError} when the file is damaged
 */
export const openStore = (file: string, now: () => number): Store => {
  const events = new Map<string, Event>();
  const tombstones = new Map<string, number | null>();
  const expired = (until: number | null): boolean => until !== null && until <= now();

  mkdirSync(dirname(file), { recursive: true });
  for (const line of readLines(file)) {
    if ('event' in line) events.set(line.event.id, line.event);
    else {
      tombstones.set(line.deleted, line.until);
      events.delete(line.deleted);
    }
  }
  for (const [id, event] of events) if (expired(expiryOf(event))) events.delete(id);
  for (const [id, until] of tombstones) if (expired(until)) tombstones.delete(id);

  // Only what is still worth keeping is written again, beside the old file, which is there until the new one is whole.
  const fresh = `${file}.new`;
  const lines: Line[] = [
    ...[...tombstones].map(([deleted, until]) => ({ deleted, until })),
    ...[...events.values()].map((event) => ({ event })),
  ];
  const handle = openSync(fresh, 'w');
  let size = 0;
  const append = (added: readonly Line[]): void => {
    const bytes = Buffer.from(added.map((line) => `${JSON.stringify(line)}\n`).join(''));
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, size + at);
      fsyncSync(handle);
      size += bytes.length;
    } catch (error) {
      ftruncateSync(handle, size); // half a line must not stand before the next one
      throw error;
    }
  };
  append(lines);
  renameSync(fresh, file);
  flushDirectory(file);

  return {
    add: (event) => {
      if (events.has(event.id) || tombstones.has(event.id)) return false;
      append([{ event }]);
      events.set(event.id, event);
      return true;
    },
    find: (filter) =>
      [...events.values()]
        .filter((event) => matches(filter, event) && !expired(expiryOf(event)))
        .sort(newestFirst)
        .slice(0, Math.min(filter.limit ?? MOST_ANSWERED, MOST_ANSWERED)),
    remove: (ids, mailbox) => {
      const gone = [...new Set(ids)].flatMap((id) => {
        const event = events.get(id);
        return event && (recipientOf(event) === mailbox || event.pubkey === mailbox) ? [event] : [];
      });
      if (gone.length > 0) append(gone.map((event) => ({ deleted: event.id, until: expiryOf(event) })));
      for (const event of gone) {
        events.delete(event.id);
        tombstones.set(event.id, expiryOf(event));
      }
      return gone;
    },
    purge: () => {
      const gone = [...events.values()].filter((event) => expired(expiryOf(event)));
      for (const { id } of gone) events.delete(id);
      return gone;
    },
    count: (mailbox) => [...events.values()].filter((event) => recipientOf(event) === mailbox).length,
    close: () => closeSync(handle),
  };
};
