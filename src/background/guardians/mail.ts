/**
 * The mail: what came into the mailboxes and notice boxes, and what is on its way. It needs no password: letters stay
 * sealed, are acknowledged once they are on the disk, and wait there until the wallet is open. Its times are the machine's,
 * as the relays' are.
 * @module
 */
import { letterId } from '../../guardians/book.ts';
import type { Letter } from '../../guardians/letters.ts';
import { readLetter } from '../../guardians/step.ts';
import type { Watched } from '../../guardians/watch.ts';
import { type Hex, random, toHex } from '../../lib/bytes.ts';
import { mailboxOf } from '../../lib/mailbox.ts';
import { relayClient } from '../../relay/connection.ts';
import { GiftError, type NostrEvent, unwrap, wrap } from '../../relay/gift.ts';
import { afterRead, placeOf, sinceFor } from '../../relay/since.ts';
import { change, read, readAll, write } from '../../storage/db.ts';
import type { LetterInRow, LetterOutRow } from '../../storage/rows.ts';
import { readMailboxes, readWatched } from './store.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long a letter is remembered, so that it is not taken twice: longer than a relay keeps it. */
const REMEMBER_MS = 90 * DAY;
/**
 * What no relay has taken is tried at every turn; what was taken and not acknowledged ever more rarely. A notice has no one
 * reader that could acknowledge it: it is posted again each day, so that a relay that lost it has it again.
 */
const AGAIN_MS = [2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 6 * 60 * MINUTE, DAY];

const client = relayClient();

/** A mailbox or a notice box: `key` opens its wraps, `poster` alone may write there. */
type Place = {
  peer: string | null;
  wallet: Hex | null;
  key: Uint8Array;
  poster: string | null;
  relays: string[];
};

const boxPlace = ({ wallet, box, relays: theirs }: Watched, own: string[]): Place => ({
  peer: null,
  wallet: toHex(wallet),
  key: box.readKey,
  poster: mailboxOf(box.postKey),
  relays: [...new Set([...own, ...theirs])],
});

const allPlaces = async (own: string[]): Promise<Place[]> => [
  ...(await readMailboxes()).map(({ peer, key }) => ({ peer, wallet: null, key, poster: null, relays: own })),
  ...(await readWatched()).map((watched) => boxPlace(watched, own)),
];

/** What a wrap holds, when it is for this place and by somebody who may write there; null otherwise. */
const openWrap = (event: unknown, place: Place): { row: LetterInRow; letter: Letter } | null => {
  try {
    const { from, content, id } = unwrap(event, place.key);
    if (place.poster !== null && from !== place.poster) return null;
    const letter = readLetter(content);
    if (!letter || (letter.kind === 'notice') !== (place.wallet !== null)) return null;
    const { peer, wallet } = place;
    return { row: { id, peer, wallet, from, content, at: Date.now(), done: false }, letter };
  } catch (error) {
    if (error instanceof GiftError) return null;
    throw error;
  }
};

/** An ack ends letters to the one who sent it, and nothing else: never a notice, which is for everybody. */
const acknowledged = (ids: string[], peer: string | null): Promise<void> =>
  change(['lettersOut'], async (tx) => {
    const store = tx.objectStore('lettersOut');
    for (const id of ids) {
      const row = await store.get(id);
      if (row && peer !== null && row.peer === peer) await store.put({ ...row, done: true });
    }
  });

/** Wraps that were answered in this worker's life: a relay that does not delete them gives them each time. */
const answered = new Set<string>();

/** Writes what came down. What it was: how many were new, and the letters to acknowledge. */
const keep = async (events: readonly unknown[], place: Place): Promise<{ fresh: number; kept: LetterInRow[] }> => {
  const kept: LetterInRow[] = [];
  let fresh = 0;
  for (const event of events) {
    const opened = openWrap(event, place);
    if (!opened) continue;
    const { row, letter } = opened;
    if (letter.kind === 'ack') await acknowledged(letter.ids, place.peer);
    else {
      const isNew = await change(['lettersIn'], async (tx) => {
        const store = tx.objectStore('lettersIn');
        if (await store.get(row.id)) return false;
        await store.put(row);
        return true;
      });
      if (isNew) fresh++;
      const wrapped = (event as { id?: unknown }).id;
      if (place.peer !== null && typeof wrapped === 'string' && !answered.has(wrapped)) {
        answered.add(wrapped);
        kept.push(row);
      }
    }
  }
  return { fresh, kept };
};

const wrapFor = (from: Uint8Array, to: string, content: string, expiresAt: number): NostrEvent =>
  wrap({ from, to, content, expiresAt, now: Date.now(), random });

/** Tells the senders that their letters lie on this disk. An ack is not kept: the letter comes again without it. */
const acknowledge = async (kept: LetterInRow[], place: Place, url: string): Promise<void> => {
  const senders = new Map<string, string[]>();
  for (const { from, content } of kept) senders.set(from, [...(senders.get(from) ?? []), letterId(content)]);
  const events = [...senders].map(([to, ids]) =>
    wrapFor(place.key, to, JSON.stringify({ v: 1, kind: 'ack', ids } satisfies Letter), Date.now() + 14 * DAY),
  );
  if (events.length) await client.publish(url, place.key, events);
};

export type Fetched = { fresh: number; unreached: number };

/** Relays that did not answer to the end when they were asked last in this worker's life. */
const faulty = new Set<string>();
export const isFaulty = (url: string): boolean => faulty.has(url);

/** One mailbox on one relay. @returns false when the relay cannot be reached at all */
const fetchOne = async (url: string, place: Place): Promise<{ fresh: number; reached: boolean }> => {
  const id = placeOf(url, mailboxOf(place.key));
  const row = await read('readTimes', id);
  const times = row ? { [id]: row } : {};
  const startedAt = Date.now();
  const since = sinceFor(times, id, startedAt);
  const { events, complete, fault } = await client.read(url, place.key, since);
  const { fresh, kept } = await keep(events, place);
  await acknowledge(kept, place, url);
  // what lies here need not lie there any more
  if (place.peer !== null && kept.length)
    void client.remove(
      url,
      place.key,
      events.map((event) => event.id),
    );
  if (complete) faulty.delete(url);
  else faulty.add(url);
  const next = complete ? afterRead(times, id, startedAt, since)[id] : undefined;
  if (next) await write('readTimes', { place: id, ...next });
  return { fresh, reached: fault !== 'unreachable' };
};

/**
 * Asks every relay for every mailbox and notice box: the relays side by side, the mailboxes of one after each other. What
 * came lies on the disk afterwards.
 */
export const fetchAll = async (own: string[]): Promise<Fetched> => {
  const places = await allPlaces(own);
  const urls = [...new Set(places.flatMap(({ relays }) => relays))];
  const counts = await Promise.all(
    urls.map(async (url) => {
      let count = 0;
      for (const place of places) {
        if (!place.relays.includes(url)) continue;
        const { fresh, reached } = await fetchOne(url, place);
        count += fresh;
        if (!reached) break; // nor will it answer for the next mailbox
      }
      return count;
    }),
  );
  return { fresh: counts.reduce((sum, count) => sum + count, 0), unreached: urls.filter(isFaulty).length };
};

/**
 * Reads a notice box back to `since` (ms; wraps are dated up to two days back) on every relay. True when at least one gave everything: only then may a part
 * be released. What came lies on the disk.
 */
export const readBack = async (watched: Watched, own: string[], since: number): Promise<boolean> => {
  const place = boxPlace(watched, own);
  const from = Math.max(0, Math.floor(since / 1000) - 3 * 24 * 60 * 60);
  // Where nobody has chosen a relay, letters go by hand, and there is no box that could be read.
  if (place.relays.length === 0) return true;
  const answers = await Promise.all(place.relays.map((url) => client.read(url, place.key, from)));
  for (const { events } of answers) await keep(events, place);
  return answers.some(({ complete }) => complete);
};

const isDue = ({ done, expiresAt, took, tries, triedAt }: LetterOutRow, urls: string[]): boolean => {
  const at = Date.now();
  if (done || expiresAt <= at) return false;
  const wait = urls.every((url) => took.includes(url)) ? (AGAIN_MS[Math.min(tries, AGAIN_MS.length) - 1] ?? 0) : 0;
  return tries === 0 || at - triedAt >= wait;
};

export type Route = { from: Uint8Array; to: string; relays: string[] };

/**
 * Sends what is due: what goes from one mailbox to one relay in one connection. `routeOf`: for a relationship, its mailbox
 * and where the other side is to be found; needs the book, so letters of a locked wallet wait.
 */
export const sendAll = async (routeOf: (row: LetterOutRow) => Route | null): Promise<void> => {
  const took = new Map<string, Set<string>>();
  /** by relay and mailbox */
  const batches = new Map<
    string,
    { url: string; from: Uint8Array; sent: { row: LetterOutRow; event: NostrEvent }[] }
  >();
  const tried: LetterOutRow[] = [];
  for (const row of await readAll('lettersOut')) {
    if (row.expiresAt <= Date.now() || (row.done && Date.now() - row.triedAt > REMEMBER_MS)) {
      await change(['lettersOut'], (tx) => tx.objectStore('lettersOut').delete(row.id));
      continue;
    }
    const route = row.done ? null : routeOf(row);
    if (!route || !isDue(row, route.relays)) continue;
    tried.push(row);
    took.set(row.id, new Set(row.took));
    const event = wrapFor(route.from, route.to, row.content, row.expiresAt);
    const missing = route.relays.filter((url) => !row.took.includes(url));
    for (const url of missing.length ? missing : route.relays) {
      const key = `${url} ${toHex(route.from)}`;
      const batch = batches.get(key) ?? { url, from: route.from, sent: [] };
      batch.sent.push({ row, event });
      batches.set(key, batch);
    }
  }
  const urls = [...new Set([...batches.values()].map(({ url }) => url))];
  await Promise.all(
    urls.map(async (url) => {
      for (const { from, sent } of [...batches.values()].filter((batch) => batch.url === url)) {
        const answers = await client.publish(
          url,
          from,
          sent.map(({ event }) => event),
        );
        for (const [i, { row }] of sent.entries()) if (answers[i]?.answer === 'ok') took.get(row.id)?.add(url);
        if (answers.every(({ answer }) => answer === 'none')) break; // it does not answer
      }
    }),
  );
  for (const row of tried)
    await change(['lettersOut'], async (tx) => {
      const store = tx.objectStore('lettersOut');
      const now = await store.get(row.id);
      if (!now) return;
      const all = took.get(row.id) ?? new Set();
      await store.put({ ...now, tries: now.tries + 1, triedAt: Date.now(), took: [...all] });
    });
};

/** Letters that wait for an open wallet, and notices, oldest first. */
export const waitingLetters = async (kind: 'peer' | 'wallet'): Promise<LetterInRow[]> =>
  (await readAll('lettersIn')).filter((row) => !row.done && row[kind] !== null).sort((a, b) => a.at - b.at);

export const finish = (ids: string[]): Promise<void> =>
  change(['lettersIn'], async (tx) => {
    const store = tx.objectStore('lettersIn');
    for (const id of ids) {
      const row = await store.get(id);
      // its id is enough to know it again
      if (row) await store.put({ ...row, content: '', done: true });
    }
  });

/** Letters that are older than anything a relay may still give are forgotten. */
export const forgetOld = (): Promise<void> =>
  change(['lettersIn'], async (tx) => {
    const store = tx.objectStore('lettersIn');
    for (const row of await store.getAll())
      if (row.done && Date.now() - row.at > REMEMBER_MS) await store.delete(row.id);
  });

/** Everything on its way to somebody, wrapped, to be carried by hand: the same wraps that a relay would get. */
export const wrapsFor = async (
  routeOf: (row: LetterOutRow) => Route | null,
  peer: string,
  wallet: string | null,
): Promise<NostrEvent[]> => {
  const wraps: NostrEvent[] = [];
  for (const row of await readAll('lettersOut')) {
    if (row.done || (row.peer !== peer && (wallet === null || row.wallet !== wallet))) continue;
    const route = routeOf(row);
    if (route) wraps.push(wrapFor(route.from, route.to, row.content, row.expiresAt));
  }
  return wraps;
};

/** Whether everything about a wallet that is to be posted has been taken by a relay, or there is none to take it. */
export const isPosted = async (wallet: Hex, urls: string[]): Promise<boolean> =>
  urls.length === 0 || (await readAll('lettersOut')).every((row) => row.wallet !== wallet || row.took.length > 0);

/** Takes wraps in that came by hand, whoever they are for of our places. */
export const takeWraps = async (events: unknown[], own: string[]): Promise<{ taken: number; known: number }> => {
  let taken = 0;
  let known = 0;
  for (const place of await allPlaces(own)) {
    const { fresh, kept } = await keep(events, place);
    taken += fresh;
    known += Math.max(0, kept.length - fresh);
  }
  return { taken, known };
};
