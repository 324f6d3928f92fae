/**
 * For tests alone: computers that keep nothing but what they have written, as JSON text. A worker that dies is an error
 * thrown before a write: whatever was not written by then is gone, and the next turn goes on from what was.
 *
 * The order of the writes is that of src/background/guardians/store.ts and mail.ts.
 * @module
 */
import * as v from 'valibot';
import { seeded } from '../../channel/testing.ts';
import { toHex } from '../../lib/bytes.ts';
import { bytes, toJson } from '../../lib/json-bytes.ts';
import { mailboxOf as addressOf } from '../../lib/mailbox.ts';
import { watchingOf } from '../ask.ts';
import { Book, type DeviceKeys, EMPTY, letterId, type Out, type State } from '../book.ts';
import type { Random } from '../group.ts';
import type { World } from '../peer.ts';
import { tryOpen } from '../recovery.ts';
import { keepBackedUp, restore } from '../restore.ts';
import { standing } from '../standing.ts';
import { readLetter, takeFromBox, takeIn, tick, tickWatch } from '../step.ts';
import { Watched } from '../watch.ts';
import { type Chance, publish, type Relay, read, remove } from './relay.ts';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const AGAIN_MS = [2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY];

/** The worker dies, or the disk is full: thrown before a write. */
export class Died extends Error {
  override name = 'Died';
}
export class DiskFull extends Error {
  override name = 'DiskFull';
}

type In = { id: string; peer: string | null; wallet: string | null; from: string; content: string; done: boolean };
type Waiting = Out & { tries: number; triedAt: number; took: string[]; done: boolean };
/** What lies on a disk. `book`, `device` and `records` only while the wallet is open. */
export type Disk = {
  watch: string;
  mailboxes: string;
  book: string;
  device: string;
  records: string;
  inbox: Map<string, In>;
  outbox: Map<string, Waiting>;
};

export type Client = {
  name: string;
  disk: Disk;
  locked: boolean;
  /** switched off: nothing of it runs */
  off: boolean;
  /** its clock against the true one, ms */
  offset: number;
  /** how many more writes there are before it dies, or its disk is full; null: none does */
  dies: number | null;
  full: number | null;
  /** how many writes there were: for tests that let it die at each */
  writes: number;
  random: Random;
};

export type Net = { now: number; relays: Relay[]; chance: Chance; clients: Client[] };

const Mailboxes = v.array(v.object({ peer: v.string(), key: bytes(32) }));
const Device = v.object({ identity: bytes(32), stop: bytes(32) });
const Records = v.record(v.string(), bytes());

/** What was written is read through its schema; a text that was read before is not read again. */
const reader = <S extends v.GenericSchema<unknown, unknown>>(schema: S) => {
  const known = new Map<string, v.InferOutput<S>>();
  return (text: string): v.InferOutput<S> => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = v.parse(schema, JSON.parse(text));
    if (known.size > 32) known.clear();
    known.set(text, value);
    return value;
  };
};
const readBook = reader(Book);
const readWatch = reader(v.array(Watched));
const readMailboxes = reader(Mailboxes);
const readDevice = reader(Device);
const readRecords = reader(Records);

export const chanceOf = (seed: string): Chance => {
  const random = seeded(seed);
  return () => new DataView(random(4).buffer).getUint32(0) / 2 ** 32;
};

export const newNet = (relays: Relay[], seed: string, now = Date.UTC(2026, 0, 1)): Net => ({
  now,
  relays,
  chance: chanceOf(`net ${seed}`),
  clients: [],
});

export const newClient = (net: Net, name: string, seed: string, fields: Partial<Client> = {}): Client => {
  const random = seeded(`client ${name} ${seed}`);
  const client: Client = {
    name,
    disk: {
      watch: toJson([]),
      mailboxes: toJson([]),
      book: toJson({ ...EMPTY, name }),
      device: toJson({ identity: random(32), stop: random(32) } satisfies DeviceKeys),
      records: toJson({}),
      inbox: new Map(),
      outbox: new Map(),
    },
    locked: false,
    off: false,
    offset: 0,
    dies: null,
    full: null,
    writes: 0,
    random,
    ...fields,
  };
  net.clients.push(client);
  return client;
};

/** The same profile on another machine: from here on each goes its own way. */
export const copyOf = (net: Net, client: Client, name: string): Client => {
  const copy: Client = { ...client, name, disk: copyDisk(client.disk), random: seeded(`copy ${name}`) };
  net.clients.push(copy);
  return copy;
};
export const copyDisk = (disk: Disk): Disk => ({
  ...disk,
  inbox: new Map([...disk.inbox].map(([id, row]) => [id, { ...row }])),
  outbox: new Map([...disk.outbox].map(([id, row]) => [id, { ...row, took: [...row.took] }])),
});

/** The same world once more, for another story: what happens from here on is drawn from another seed. */
export const cloneNet = (net: Net, seed: string): Net => ({
  now: net.now,
  chance: chanceOf(`net ${seed}`),
  relays: net.relays.map((relay) => ({ ...relay, manners: { ...relay.manners }, stored: [...relay.stored] })),
  clients: net.clients.map((client) => ({
    ...client,
    disk: copyDisk(client.disk),
    random: seeded(`client ${client.name} ${seed}`),
  })),
});

export const clockOf = (net: Net, { offset }: Client): number => Math.floor(net.now + offset);
const worldOf = (net: Net, client: Client): World => ({
  now: clockOf(net, client),
  random: client.random,
  relays: net.relays.map(({ url }) => url),
});

export const stateOf = ({ disk }: Client): State => ({
  book: readBook(disk.book),
  watch: readWatch(disk.watch),
  device: readDevice(disk.device),
});
export const watchedBy = ({ disk }: Client): Watched[] => readWatch(disk.watch);
export const recordsOf = ({ disk }: Client): Record<string, Uint8Array> => readRecords(disk.records);

const write = (client: Client, work: () => void): void => {
  client.writes += 1;
  if (client.dies !== null && client.dies-- <= 0) {
    client.dies = null;
    throw new Died();
  }
  if (client.full !== null && client.full-- <= 0) {
    client.full = null;
    throw new DiskFull();
  }
  work();
};

const post = (client: Client, out: Out[]): void => {
  for (const one of out) {
    if (client.disk.outbox.has(one.id)) continue;
    write(client, () => client.disk.outbox.set(one.id, { ...one, tries: 0, triedAt: 0, took: [], done: false }));
  }
};

type Done<T> = { state: State; value: T; records?: Record<string, Uint8Array> };

/** One step over everything, written as the background writes it. */
export const step = <T>(net: Net, client: Client, work: (state: State, world: World) => Done<T>): T => {
  if (client.locked) throw new Error(`${client.name} is locked`);
  const before = stateOf(client);
  const { state, value, records } = work(before, worldOf(net, client));
  if (state === before && !records) return value;
  const { disk } = client;
  const mailboxes = toJson(state.book.peers.map(({ id, mailbox }) => ({ peer: id, key: mailbox })));
  write(client, () => {
    disk.watch = toJson(state.watch);
    disk.mailboxes = mailboxes;
  });
  post(client, before.book.out);
  const known = new Set(before.book.out.map(({ id }) => id));
  const book = { ...state.book, out: state.book.out.filter(({ id }) => !known.has(id)) };
  write(client, () => {
    disk.book = toJson(book);
    disk.device = toJson(state.device);
    if (records) disk.records = toJson({ ...recordsOf(client), ...records });
  });
  post(client, book.out);
  return value;
};

/** What a person does at their computer. */
export const act = (net: Net, client: Client, work: (state: State, world: World) => State): void =>
  step(net, client, (state, world) => ({ state: work(state, world), value: undefined }));

const writeWatch = (client: Client, work: (watch: Watched[]) => Watched[]): void => {
  const before = watchedBy(client);
  const after = work(before);
  const text = toJson(after);
  if (after === before || text === client.disk.watch) return;
  write(client, () => {
    client.disk.watch = text;
  });
};

const addresses = new Map<string, string>();
/** Worked out once for each key: everybody asks for it at every turn. */
const mailboxOf = (key: Uint8Array): string => {
  const hex = toHex(key);
  const address = addresses.get(hex) ?? addressOf(key);
  addresses.set(hex, address);
  return address;
};

type Place = { peer: string | null; wallet: string | null; key: Uint8Array; poster: string | null };
const places = (client: Client): Place[] => [
  ...readMailboxes(client.disk.mailboxes).map(({ peer, key }) => ({ peer, wallet: null, key, poster: null })),
  ...watchedBy(client).map(({ wallet, box }) => ({
    peer: null,
    wallet: toHex(wallet),
    key: box.readKey,
    poster: mailboxOf(box.postKey),
  })),
];

const wrapId = (from: string, to: string, content: string): string => letterId(`${from} ${to} ${content}`);

const fetchFrom = (net: Net, client: Client, place: Place, from: Relay): boolean => {
  const { inbox, outbox } = client.disk;
  const to = mailboxOf(place.key);
  const { wraps, complete } = read(from, to, net.now, net.chance);
  const kept = new Map<string, string[]>();
  for (const { id, from: sender, content } of wraps) {
    if (place.poster !== null && sender !== place.poster) continue;
    const key = `${place.peer ?? place.wallet} ${id}`;
    if (!inbox.has(key)) {
      const letter = readLetter(content);
      if (!letter || (letter.kind === 'notice') !== (place.wallet !== null)) continue;
      if (letter.kind === 'ack') {
        for (const one of letter.ids) {
          const row = outbox.get(one);
          if (row && row.peer === place.peer) row.done = true;
        }
        continue;
      }
      const { peer, wallet } = place;
      write(client, () => inbox.set(key, { id: key, peer, wallet, from: sender, content, done: false }));
    }
    if (place.peer !== null) kept.set(sender, [...(kept.get(sender) ?? []), letterId(content)]);
  }
  for (const [sender, ids] of kept) {
    const content = toJson({ v: 1, kind: 'ack', ids });
    publish(from, { id: wrapId(to, sender, content), from: to, to: sender, content }, net.now, net.chance);
  }
  if (place.peer !== null && complete) remove(from, new Set(wraps.map(({ id }) => id)));
  return complete;
};

const finish = (client: Client, ids: string[]): void => {
  for (const id of ids)
    write(client, () => {
      const row = client.disk.inbox.get(id);
      if (row) client.disk.inbox.set(id, { ...row, content: '', done: true });
    });
};

const waiting = ({ disk }: Client, of: 'peer' | 'wallet'): In[] =>
  [...disk.inbox.values()].filter((row) => !row.done && row[of] !== null);

const takeNotices = (net: Net, client: Client): void => {
  const rows = waiting(client, 'wallet');
  if (rows.length === 0) return;
  writeWatch(client, (before) => {
    let watch = before;
    for (const { wallet, content } of rows) {
      const letter = readLetter(content);
      const found = watch.find((one) => toHex(one.wallet) === wallet);
      if (letter?.kind === 'notice' && found)
        ({ watch } = takeFromBox(watch, found.wallet, letter.notice, clockOf(net, client)));
    }
    return watch;
  });
  finish(
    client,
    rows.map(({ id }) => id),
  );
};

const takeLetters = (net: Net, client: Client): void => {
  const rows = waiting(client, 'peer');
  if (rows.length === 0) return;
  const done = step(net, client, (state, world) => {
    let next = state;
    const taken: string[] = [];
    for (const { id, peer, from, content } of rows) {
      const letter = readLetter(content);
      const after = letter && peer !== null ? takeIn(next, peer, from, letter, world) : next;
      if (after === 'wait') continue;
      next = after;
      taken.push(id);
    }
    return { state: next, value: taken };
  });
  finish(client, done);
};

const tickAll = (net: Net, client: Client): void => {
  const state = stateOf(client);
  const now = clockOf(net, client);
  const readUpTo = new Map<string, number>();
  for (const ask of state.book.asks) {
    const found = ask.mine === 'approved' && ask.released === null ? watchingOf(state, ask) : null;
    if (!found?.watching || !standing(found.watched, found.watching, now).mature) continue;
    const wallet = toHex(found.watched.wallet);
    const place = places(client).find((one) => one.wallet === wallet);
    const complete = place ? net.relays.map((relay) => fetchFrom(net, client, place, relay)) : [];
    if (!complete.includes(true)) continue;
    takeNotices(net, client);
    readUpTo.set(wallet, now);
  }
  act(net, client, (before, world) => tick(before, (wallet) => readUpTo.get(toHex(wallet)) ?? 0, world));
};

/** The last step of a recovery, as src/background/guardians/recover.ts takes it. */
const tryRestore = (net: Net, client: Client): void => {
  if (stateOf(client).book.recovery?.state !== 'asking') return;
  step<void>(net, client, (state, world) => {
    const { recovery } = state.book;
    const opening = recovery && tryOpen(recovery);
    if (opening?.is !== 'open') return { state, value: undefined };
    const { records } = opening.backup;
    return { state: restore(state, opening, Object.keys(records), world), value: undefined, records };
  });
};

const sendAll = (net: Net, client: Client): void => {
  const peers = client.locked ? [] : stateOf(client).book.peers;
  for (const row of client.disk.outbox.values()) {
    const wait = row.took.length >= net.relays.length ? (AGAIN_MS[Math.min(row.tries, AGAIN_MS.length) - 1] ?? 0) : 0;
    if (row.done || net.now - row.triedAt < wait) continue;
    let route: { from: string; to: string };
    if (row.wallet !== null) {
      const found = watchedBy(client).find(({ wallet }) => toHex(wallet) === row.wallet);
      if (!found) continue;
      route = { from: mailboxOf(found.box.postKey), to: mailboxOf(found.box.readKey) };
    } else {
      const peer = peers.find(({ id }) => id === row.peer);
      if (!peer?.address) continue;
      route = { from: mailboxOf(peer.mailbox), to: peer.address };
    }
    const { content } = row;
    const wrap = { id: wrapId(route.from, route.to, content), ...route, content };
    const missing = net.relays.filter(({ url }) => !row.took.includes(url));
    for (const to of missing.length ? missing : net.relays)
      if (publish(to, wrap, net.now, net.chance) && !row.took.includes(to.url)) row.took.push(to.url);
    row.tries += 1;
    row.triedAt = net.now;
    if (row.wallet !== null && net.relays.every(({ url }) => row.took.includes(url))) row.done = true;
  }
};

/** A whole turn. @throws {Died | DiskFull} when it was told to */
const turn = (net: Net, client: Client): void => {
  if (client.off) return;
  for (const place of places(client)) for (const relay of net.relays) fetchFrom(net, client, place, relay);
  takeNotices(net, client);
  if (client.locked) writeWatch(client, (watch) => tickWatch(watch, clockOf(net, client)));
  else {
    post(client, stateOf(client).book.out);
    takeLetters(net, client);
    tickAll(net, client);
    tryRestore(net, client);
    const records = recordsOf(client);
    act(net, client, (state, world) => keepBackedUp(state, records, world));
  }
  sendAll(net, client);
};

/** A turn of everybody; one whose worker dies goes on at the next. */
export const round = (net: Net): void => {
  for (const client of net.clients)
    try {
      turn(net, client);
    } catch (error) {
      if (!(error instanceof Died || error instanceof DiskFull)) throw error;
    }
};

/** Time goes on, with a turn of everybody every so often. */
export const pass = (net: Net, ms: number, every = ms): void => {
  const end = net.now + ms;
  while (net.now < end) {
    net.now = Math.floor(Math.min(end, net.now + every));
    round(net);
  }
};

/** Until everybody has said what there is to say: a few rounds, three minutes apart. */
export const talk = (net: Net, rounds = 8): void => pass(net, rounds * 3 * MINUTE, 3 * MINUTE);
