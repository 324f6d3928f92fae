/**
 * What is kept about guardians, in two places: the book in the vault, and what stays readable while it is locked. They are
 * changed one at a time. A death between the two writes is mended by taking the same step again.
 * @module
 */
import * as v from 'valibot';
import { Book, type DeviceKeys, EMPTY, type State } from '../../guardians/book.ts';
import type { World } from '../../guardians/peer.ts';
import { Watched } from '../../guardians/watch.ts';
import { fromUtf8, random, utf8 } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { toJson } from '../../lib/json-bytes.ts';
import { change, read, writeOnly } from '../../storage/db.ts';
import type { LetterOutRow } from '../../storage/rows.ts';
import { withLock } from '../../storage/session.ts';
import { deviceKeys } from '../../vault/records.ts';
import { NoSuchRecord, readRecord, writeRecords } from '../../vault/vault.ts';
import { readSettings } from '../settings.ts';

const BOOK = 'guardians/book';
const LETTER_MS = 60 * 24 * 60 * 60_000;

const world = async (): Promise<World> => ({ now: now(), random, relays: (await readSettings()).relays });

/** @throws {v.ValiError} when the row has another shape: nothing is guessed and nothing overwritten. */
export const readWatched = async (): Promise<Watched[]> => {
  const row = await read('watch', 'ring');
  return row ? v.parse(v.pipe(v.string(), v.parseJson(), v.array(Watched)), row.watched) : [];
};

/** Keys of the mailboxes to be read, also while locked. */
export const readMailboxes = async (): Promise<{ peer: string; key: Uint8Array }[]> =>
  (await read('watch', 'ring'))?.mailboxes ?? [];

const writeWatch = async (watched: Watched[], mailboxes?: { peer: string; key: Uint8Array }[]): Promise<void> =>
  writeOnly('watch', 'ring', {
    version: 2,
    mailboxes: mailboxes ?? (await readMailboxes()),
    watched: toJson(watched),
  });

const record = async (id: string): Promise<Uint8Array | null> => {
  try {
    return await readRecord(id);
  } catch (error) {
    if (error instanceof NoSuchRecord) return null;
    throw error;
  }
};

/** @throws {Locked} */
export const readBook = async (): Promise<Book> => {
  const found = await record(BOOK);
  return found ? v.parse(Book, JSON.parse(fromUtf8(found))) : EMPTY;
};

const readDevice = async (): Promise<DeviceKeys | null> => {
  const found = await record(deviceKeys.id);
  return found && deviceKeys.decode(found);
};

/** The keys of this device are made at its first use: random, never derived from a phrase. @throws {Locked} */
const ownDevice = async (): Promise<DeviceKeys> => {
  const found = await readDevice();
  if (found) return found;
  const made = { identity: random(32), stop: random(32) };
  await writeRecords({ [deviceKeys.id]: deviceKeys.encode(made) });
  return made;
};

const NO_DEVICE: DeviceKeys = { identity: new Uint8Array(32), stop: new Uint8Array(32) };

/** To look at: nothing is made, so a wallet without guardians is only read. @throws {Locked} */
export const readState = async (): Promise<State> => ({
  book: await readBook(),
  watch: await readWatched(),
  device: NO_DEVICE,
});

/** Everything that waits in the book to be handed to the mail. */
const letters = (book: Book, at: number): LetterOutRow[] =>
  book.out.map(({ id, peer, wallet, content }) => ({
    id,
    peer,
    wallet,
    content,
    at,
    expiresAt: at + LETTER_MS,
    tries: 0,
    triedAt: 0,
    took: [],
    done: false,
  }));

const post = async (rows: LetterOutRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await change(['lettersOut'], async (tx) => {
    const store = tx.objectStore('lettersOut');
    for (const row of rows) if (!(await store.get(row.id))) await store.put(row);
  });
};

/** Letters of a step whose worker died before they were handed over. */
export const postLeft = async (): Promise<void> => post(letters(await readBook(), now()));

const alone = <T>(work: () => Promise<T>): Promise<T> => withLock('guardians', work);

/**
 * One step over everything. `records`: what is written into the vault in the same write. Nothing is written when `work`
 * throws or changes nothing.
 * @throws {Locked} and what `work` throws
 */
export const step = <T>(work: (state: State, world: World) => Promise<Done<T>> | Done<T>): Promise<T> =>
  alone(async () => {
    const before = { ...(await readState()), device: await ownDevice() };
    const { state, value, records } = await work(before, await world());
    const text = toJson(state.book);
    const changed = state !== before && (text !== toJson(before.book) || toJson(state.watch) !== toJson(before.watch));
    const mailboxes = state.book.peers.map(({ id, mailbox }) => ({ peer: id, key: mailbox }));
    // an export file brings a book without what lies beside it
    const isBare = mailboxes.length !== (await readMailboxes()).length;
    if (changed || records || isBare) {
      await writeWatch(state.watch, mailboxes);
      // What was in the book before this step has been handed over by the step that put it there, or is now.
      await post(letters(before.book, now()));
      const known = new Set(before.book.out.map(({ id }) => id));
      const book = { ...state.book, out: state.book.out.filter(({ id }) => !known.has(id)) };
      await writeRecords({
        ...records,
        [deviceKeys.id]: deviceKeys.encode(state.device),
        [BOOK]: utf8(toJson(book)),
      });
      await post(letters(book, now()));
    }
    return value;
  });
type Done<T> = { state: State; value: T; records?: Record<string, Uint8Array | null> };

/** A step that gives nothing back. */
export const move = (work: (state: State, world: World) => State): Promise<void> =>
  step((state, at) => ({ state: work(state, at), value: undefined }));

/** A change of what is watched alone: needs no password. */
export const watchStep = <T>(work: (watch: Watched[]) => { watch: Watched[]; value: T }): Promise<T> =>
  alone(async () => {
    const before = await readWatched();
    const { watch, value } = work(before);
    if (watch !== before) await writeWatch(watch);
    return value;
  });
