/**
 * Everything about guardians that lies in the vault, as one value: the relationships, what this client owns, whom it
 * looks after, what it recovers, and the letters that are still to be handed to the mail. It is written whole, so a
 * worker that dies has done a step with all its letters, or not at all.
 * @module
 */

import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { sameBytes, toHex, utf8 } from '../lib/bytes.ts';
import { bytes, toJson } from '../lib/json-bytes.ts';
import { Kind, Leaf, LeafPath } from './leaf.ts';
import { Box, type Letter, type Message, MoneyWaits, Place, Progress, Relays } from './letters.ts';
import { Delays, SignedManifest } from './manifest.ts';
import { Notice } from './notice.ts';
import { Peer, renew, say, type Turn, type World } from './peer.ts';
import { takeNotice, type Watched } from './watch.ts';

const time = v.pipe(v.number(), v.safeInteger());
const maybeTime = v.nullable(time);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hash = bytes(32);

/** One guardian as the owner keeps them. `x`, `salt`, `approvalKey` make the leaf. */
export const Guardian = v.object({
  id: v.string(),
  kind: Kind,
  name: v.string(),
  reach: v.string(),
  common: v.array(v.string()),
  /** id of the relationship; null for paper */
  peer: v.nullable(v.string()),
  x: hash,
  salt: hash,
  approvalKey: v.nullable(bytes(33)),
  /** taken out of the plan: leaves with the next change */
  leaving: v.boolean(),
  /** stands in the manifest in force */
  inForce: v.boolean(),
  resigned: v.nullable(v.picklist(['resigned', 'moved'])),
  provedAt: maybeTime,
  /** the check-in that waits for an answer */
  challenge: v.nullable(v.object({ value: hash, at: time })),
});
export type Guardian = v.InferOutput<typeof Guardian>;

const Secret = v.object({ k: bytes(32), blind: bytes(32) });

/** A manifest that is on its way to the guardians. Nothing of it counts before it is committed. */
export const Pending = v.object({
  why: v.picklist(['first', 'change', 'refresh', 'rekey']),
  manifest: SignedManifest,
  secret: Secret,
  t: count,
  delays: Delays,
  factor: v.nullable(bytes(16)),
  places: v.array(v.object({ guardian: v.string(), leaf: Leaf, path: LeafPath, share: bytes(96) })),
  dealt: v.array(v.string()),
  refused: v.array(v.object({ guardian: v.string(), why: v.string() })),
  at: time,
  /** of the backup that the new key opens: what it was made of. Null until guardians have been given one. */
  backedUp: v.optional(v.nullable(hash), null),
});
export type Pending = v.InferOutput<typeof Pending>;

/**
 * The guardian who says yes besides. It is bound to the relationship that took the role: who is invited again is somebody
 * else. `endsAt`: taken back by the owner, which holds from then on. `yes`: the first answer.
 */
export const Co = v.object({
  guardian: v.string(),
  peer: v.string(),
  role: bytes(16),
  state: v.picklist(['asked', 'accepted', 'declined']),
  endsAt: maybeTime,
  asks: v.array(v.object({ id: v.string(), digest: v.string(), expiresAt: time, yes: v.nullable(v.boolean()) })),
});
export type Co = v.InferOutput<typeof Co>;

export const Owner = v.object({
  wallet: hash,
  plan: v.object({ t: count, delays: Delays, ownerFactor: v.boolean() }),
  guardians: v.array(Guardian),
  /** the place of the next guardian: counted upwards and never given twice */
  nextX: count,
  /** the highest number that a manifest was given: one that was rolled back is never given again */
  versions: v.optional(count, 0),
  box: Box,
  /** k and the blinding of C_0; what it opens is the backup, never the vault */
  secret: v.nullable(Secret),
  factor: v.nullable(bytes(16)),
  manifest: v.nullable(SignedManifest),
  pending: v.nullable(Pending),
  /** parts of paper guardians that are in force, to be printed */
  papers: v.array(v.object({ guardian: v.string(), place: Place })),
  /** `of`: what it was made of, so that the next is made when that has changed */
  backup: v.object({ version: count, at: time, of: v.nullable(hash) }),
  rehearsal: v.object({
    /** the root of the guardians that passed one: others have to pass their own */
    root: v.nullable(hash),
    passedAt: maybeTime,
    running: v.nullable(v.object({ id: hash, at: time, answered: v.array(v.string()) })),
  }),
  refreshedAt: maybeTime,
  dismissed: v.array(v.string()),
  co: v.optional(v.nullable(Co), null),
  /** waits that another device of the owner stopped; `by`: its name here */
  stops: v.optional(v.array(v.object({ id: v.string(), by: v.string(), at: time })), []),
});
export type Owner = v.InferOutput<typeof Owner>;

/** What a guardian who says yes besides knows of the role. `yes`: as it was answered here. */
export const CoDuty = v.object({
  role: bytes(16),
  state: v.picklist(['offered', 'accepted', 'declined']),
  asks: v.array(
    v.object({
      id: v.string(),
      digest: v.string(),
      headline: v.string(),
      why: v.array(v.string()),
      at: time,
      expiresAt: time,
      yes: v.nullable(v.boolean()),
    }),
  ),
});
export type CoDuty = v.InferOutput<typeof CoDuty>;

/** Money of the owner that waits, as this device of theirs was told. `answer`: pressed here. */
const Money = v.object({
  ...v.omit(MoneyWaits, ['type']).entries,
  at: time,
  answer: v.nullable(v.picklist(['stopped', 'mine'])),
});
export type Money = v.InferOutput<typeof Money>;

const Backup = v.object({ version: count, at: time, parts: v.array(bytes()) });

/** What a manifest with a warrant followed: until the new device has sent its backup, there is one of the device before. */
const Before = v.optional(v.nullable(SignedManifest), null);

/** Somebody whose wallet we look after. `shares`: the one in force, and one that waits for its commit. */
export const Ward = v.object({
  /** of the relationship */
  peer: v.string(),
  wallet: v.nullable(hash),
  approvalKey: bytes(32),
  joined: v.boolean(),
  shares: v.array(v.object({ manifest: SignedManifest, place: Place, held: v.boolean(), at: time, before: Before })),
  box: v.nullable(Box),
  boxRelays: Relays,
  backup: v.nullable(Backup),
  /** of the epoch before: what the old part opens, until the new one counts */
  spare: v.optional(v.nullable(Backup), null),
  /** versions of which parts are missing */
  coming: v.array(Backup),
  /** what came while a request was open, the newest of each epoch: it counts when that is over */
  later: v.optional(v.array(Backup), []),
  checkedInAt: maybeTime,
  rehearsal: v.nullable(v.object({ id: hash, at: time })),
  resigned: v.boolean(),
  /** the owner says that we are left out: everything goes as soon as that is so by our own count */
  removed: v.optional(v.boolean(), false),
  co: v.optional(v.nullable(CoDuty), null),
  money: v.optional(v.array(Money), []),
});
export type Ward = v.InferOutput<typeof Ward>;

/** A request that somebody opened here: we are the guardian, the relationship is with a new device. */
export const Ask = v.object({
  peer: v.string(),
  ward: v.nullable(v.string()),
  text: v.nullable(v.string()),
  mine: v.picklist(['none', 'approved', 'declined', 'withdrawn']),
  released: maybeTime,
  told: v.nullable(v.string()),
  openedAt: time,
  cancelled: v.boolean(),
  papers: v.array(Notice),
});
export type Ask = v.InferOutput<typeof Ask>;

export const Helper = v.object({
  peer: v.string(),
  answer: v.nullable(v.picklist(['approved', 'declined', 'withdrawn'])),
  approval: v.nullable(Notice),
  at: maybeTime,
  progress: v.nullable(Progress),
  release: v.nullable(
    v.object({
      manifest: SignedManifest,
      place: Place,
      box: Box,
      relays: Relays,
      backup: v.nullable(Backup),
      before: Before,
    }),
  ),
  backup: v.nullable(Backup),
});
export type Helper = v.InferOutput<typeof Helper>;

/** This computer gets a wallet back. `identity` and `stop` become the keys of the device. */
export const Recovery = v.object({
  identity: bytes(32),
  stop: bytes(32),
  text: v.string(),
  at: time,
  helpers: v.array(Helper),
  papers: v.array(v.object({ id: v.string(), at: time, text: v.string() })),
  factor: v.nullable(bytes(16)),
  group: v.nullable(hash),
  /** what the shares opened, until it is written into the vault */
  state: v.picklist(['asking', 'open', 'cancelled']),
  openedAt: maybeTime,
  backupAt: maybeTime,
  addresses: v.array(v.string()),
  lost: v.nullable(v.picklist(['lost', 'stolen'])),
});
export type Recovery = v.InferOutput<typeof Recovery>;

/** A letter for a relationship, or a notice for the box of a wallet (hex). */
export const Out = v.object({
  id: v.string(),
  peer: v.nullable(v.string()),
  wallet: v.nullable(v.string()),
  content: v.string(),
});
export type Out = v.InferOutput<typeof Out>;

export const Book = v.object({
  v: v.literal(1),
  name: v.string(),
  peers: v.array(Peer),
  owner: v.nullable(Owner),
  wards: v.array(Ward),
  asks: v.array(Ask),
  recovery: v.nullable(Recovery),
  out: v.array(Out),
});
export type Book = v.InferOutput<typeof Book>;

/** The keys of this device, listed in the manifest of its wallet: 32 bytes each. */
export type DeviceKeys = { identity: Uint8Array; stop: Uint8Array };
/** All there is: the book from the vault, and what stays readable while it is locked. */
export type State = { book: Book; watch: Watched[]; device: DeviceKeys };

export const EMPTY: Book = { v: 1, name: '', peers: [], owner: null, wards: [], asks: [], recovery: null, out: [] };

export const findPeer = (book: Book, id: string | null): Peer | undefined => book.peers.find((peer) => peer.id === id);

export const putPeer = (book: Book, peer: Peer): Book => ({
  ...book,
  peers: book.peers.some(({ id }) => id === peer.id)
    ? book.peers.map((one) => (one.id === peer.id ? peer : one))
    : [...book.peers, peer],
});

export const dropPeer = (book: Book, id: string | null): Book => ({
  ...book,
  peers: book.peers.filter((peer) => peer.id !== id),
  out: book.out.filter((out) => out.peer !== id),
});

/** Both sides know a letter by the hash of its content: 32 hexadecimal digits. */
export const letterId = (content: string): string => toHex(sha256(utf8(content))).slice(2, 34);

/** Takes over what a transition of a relationship gave. */
export const applied = (book: Book, { peer, letters }: Pick<Turn, 'peer' | 'letters'>): Book => {
  const next = putPeer(book, peer);
  const out = letters.map((content) => ({ id: letterId(content), peer: peer.id, wallet: null, content }));
  return { ...next, out: [...next.out, ...out] };
};

/** Says something to the other side of a relationship, now or as soon as it may be. */
export const send = (book: Book, id: string | null, message: Message, world: World): Book => {
  const peer = findPeer(book, id);
  return peer ? applied(book, say(peer, message, world)) : book;
};

/** Everybody is told where we are to be reached from now on. */
export const tellRelays = (book: Book, world: World): Book =>
  book.peers.reduce(
    (next, { id, channel }) => (channel ? send(next, id, { type: 'relays', relays: world.relays }, world) : next),
    book,
  );

export const renewPeer = (book: Book, id: string, world: World, successor: SignedManifest | null = null): Book => {
  const peer = findPeer(book, id);
  return peer ? applied(book, renew(peer, world, successor)) : book;
};

/** Posts a notice in the box of a wallet. */
const post = (book: Book, wallet: Uint8Array, notice: Notice): Book => {
  const content = toJson({ v: 1, kind: 'notice', notice } satisfies Letter);
  return { ...book, out: [...book.out, { id: letterId(content), peer: null, wallet: toHex(wallet), content }] };
};

export const putWard = (book: Book, ward: Ward): Book => ({
  ...book,
  wards: book.wards.map((one) => (one.peer === ward.peer ? ward : one)),
});

export const putAsk = (book: Book, ask: Ask): Book => ({
  ...book,
  asks: book.asks.map((one) => (one.peer === ask.peer ? ask : one)),
});

export const watchOf = (state: State, wallet: Uint8Array | null): Watched | undefined =>
  state.watch.find((one) => wallet !== null && sameBytes(one.wallet, wallet));

export const putWatch = (state: State, watched: Watched): State => ({
  ...state,
  watch: [...state.watch.filter((one) => !sameBytes(one.wallet, watched.wallet)), watched],
});

/** Why a notice of a person does not count; the words for it are the caller's. */
export class NotCounted extends Error {
  override name = 'NotCounted';
}

/**
 * Counts a notice here and posts it for everybody, and with it what has not come by the box: an alarm is nothing else.
 * @throws {NotCounted} and nothing is posted: what does not count here counts nowhere
 */
export const publish = (state: State, wallet: Uint8Array, notice: Notice, world: World): State => {
  const watched = watchOf(state, wallet);
  if (!watched) throw new NotCounted('nothing is watched for this wallet');
  const taken = takeNotice(watched, notice, world.now, 'letter');
  if (taken.refused !== undefined) throw new NotCounted(taken.refused);
  let { book } = state;
  const all = taken.forward.some(({ text }) => text === notice.text) ? taken.forward : [notice, ...taken.forward];
  for (const one of all) book = post(book, wallet, one);
  return { ...putWatch(state, taken.watched), book };
};
