/**
 * One relationship: two clients that meet by a link, compare words on a call, and then send each other messages. Plain
 * data and pure transitions; a transition that is made twice gives the same state, and what it sends is stored with it.
 * @module
 */
import * as v from 'valibot';
import { Channel } from '../channel/channel.ts';
import { open, Refused, seal } from '../channel/envelope.ts';
import {
  Accepting,
  accept,
  complete,
  confirm,
  Finished,
  finish,
  HandshakeRefused,
  IdentityChanged,
  Inviting,
  invite,
  Revealed,
  reveal,
} from '../channel/handshake.ts';
import { needsRefill, offerPrekeys, PrekeysRefused, takePrekeys } from '../channel/prekeys.ts';
import { sameWords, Words } from '../channel/words.ts';
import { fromBase64, fromUtf8, sameBytes, toBase64, utf8 } from '../lib/bytes.ts';
import { bytes, toJson } from '../lib/json-bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { SaidError } from '../lib/said-error.ts';
import type { Random } from './group.ts';
import { Address, type Letter, Link, Message, type Purpose, Relays } from './letters.ts';
import type { SignedManifest } from './manifest.ts';

const DAY = 24 * 60 * 60_000;
const INVITE_MS = 7 * DAY;
/** Longer than the longest delay with its freezes. */
const LETTER_MS = 60 * DAY;
/** A handshake between two who know each other is begun anew when it has not ended by then. */
const AGAIN_MS = DAY;
/** What is said again on a new channel. Backups are longer; those are made anew. */
const MOST_SAID = 24;
const LONGEST_SAID = 8000;
/** Messages that came before the words were compared here. */
const MOST_HELD = 32;

const time = v.pipe(v.number(), v.safeInteger());
const Shake = v.variant('step', [Inviting, Accepting, Revealed, Finished]);

/**
 * What this client is to the other: `guardian`: they look after our wallet. `ward`: we look after theirs. `helper`: we
 * are the new device, they a guardian. `asker`: they are a new device, we a guardian.
 */
const Role = v.picklist(['guardian', 'ward', 'helper', 'asker']);

export const Peer = v.object({
  id: v.string(),
  role: Role,
  /** our own names for them */
  name: v.string(),
  reach: v.string(),
  /** secret key of our mailbox for them, and our identity towards them */
  mailbox: bytes(32),
  identity: bytes(32),
  /** where they are to be reached; null until their client has answered */
  address: v.nullable(Address),
  relays: Relays,
  expiresAt: time,
  shake: v.nullable(Shake),
  /** the letter that went out last in the handshake: sent again when theirs comes again */
  last: v.nullable(v.object({ on: v.string(), content: v.string() })),
  channel: v.nullable(Channel),
  /** the one that it replaced: it still opens what was under way, and seals nothing */
  before: v.optional(v.nullable(Channel), null),
  /** what was said last, oldest first: said again on a new channel, since nobody knows what of it was lost with the old one */
  said: v.optional(v.array(v.string()), []),
  words: v.nullable(Words),
  /** our half is `inviter` or `invited` of the words */
  side: v.picklist(['inviter', 'invited']),
  /** when the person here found the words to be the same */
  comparedAt: v.nullable(time),
  /** the identity that was compared: it must never be another without new words */
  pinned: v.nullable(bytes(33)),
  mismatch: v.boolean(),
  /** somebody else answered in their name: a loud stop until there are new words */
  changed: v.boolean(),
  /** a handshake between two who know each other */
  again: v.nullable(v.object({ shake: Shake, at: time })),
  /** what is to be said as soon as it may be, and what was heard before it may be */
  queue: v.array(v.string()),
  held: v.array(v.string()),
  /** envelopes that overtook the end of a handshake */
  early: v.array(bytes()),
});
export type Peer = v.InferOutput<typeof Peer>;

export type World = { now: number; random: Random; relays: string[] };
/** What a transition gives: the next state, letters for the other side, messages that may be acted on. */
export type Turn = { peer: Peer; letters: string[]; heard: Message[] };

class LinkError extends SaidError {
  override name = 'LinkError';
}

const PREFIX = 'vouch:';
const letterOf = (letter: Letter): string => toJson(letter);
const stay = (peer: Peer): Turn => ({ peer, letters: [], heard: [] });

export const addressOf = (peer: Peer): string => mailboxOf(peer.mailbox);

/** A new device is no paired peer: its channel ends with the recovery, and its keys are deleted then. */
const isLasting = ({ role }: Peer): boolean => role === 'guardian' || role === 'ward';

/**
 * Whether messages may go and be acted on: the words were compared here, and the channel is with whom they were compared.
 * In a recovery only the guardian types words.
 */
export const isOpen = ({ channel, changed, mismatch, comparedAt, pinned, role }: Peer): boolean =>
  channel !== null &&
  !changed &&
  !mismatch &&
  (role === 'helper' || (comparedAt !== null && pinned !== null && sameBytes(channel.peer, pinned)));

const fresh = (
  fields: Pick<Peer, 'id' | 'role' | 'name' | 'reach' | 'identity' | 'side' | 'expiresAt'>,
  { random }: World,
): Peer => ({
  ...fields,
  mailbox: random(32),
  address: null,
  relays: [],
  shake: null,
  last: null,
  channel: null,
  before: null,
  said: [],
  words: null,
  comparedAt: null,
  pinned: null,
  mismatch: false,
  changed: false,
  again: null,
  queue: [],
  held: [],
  early: [],
});

export type Names = { id: string; name: string; reach: string };

/** Begins a relationship by a link that somebody else is to open. */
export const inviting = (
  names: Names,
  role: 'guardian' | 'helper',
  identity: Uint8Array,
  world: World,
): { peer: Peer; link: string } => {
  const expiresAt = world.now + INVITE_MS;
  const { state, commit } = invite(identity, world.random);
  const peer = { ...fresh({ ...names, role, identity, side: 'inviter', expiresAt }, world), shake: state };
  return { peer, link: linkOf(peer, commit, world.relays) };
};

const linkOf = (peer: Peer, commit: Uint8Array, relays: string[]): string => {
  const link = {
    v: 1,
    p: peer.role === 'helper' ? 'recover' : 'guard',
    a: addressOf(peer),
    c: commit,
    r: relays,
    e: peer.expiresAt,
  } satisfies Link;
  return `${PREFIX}${toBase64(utf8(toJson(link)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}`;
};

/** The link of a relationship that nobody has answered yet; null afterwards. */
export const openLink = (peer: Peer, relays: string[]): string | null =>
  peer.shake?.step === 'inviting' ? linkOf(peer, peer.shake.commit, relays) : null;

/** @throws {LinkError} */
export const readLink = (text: string, now: number): Link => {
  const found = /vouch:([A-Za-z0-9_-]+)/.exec(text.replace(/\s+/g, ''));
  if (!found?.[1]) throw new LinkError('link.none');
  let link: Link;
  try {
    link = v.parse(Link, JSON.parse(fromUtf8(fromBase64(found[1].replaceAll('-', '+').replaceAll('_', '/')))));
  } catch {
    throw new LinkError('link.broken');
  }
  if (link.e <= now) throw new LinkError('link.expired');
  return link;
};

const purposeOf = ({ role }: Peer): Purpose => (role === 'guardian' || role === 'ward' ? 'guard' : 'recover');

/** Opens a link. */
export const accepting = (link: Link, names: Names, world: World): Turn => {
  const { state, message } = accept(link.c, world.random(32), world.random);
  const role = link.p === 'guard' ? 'ward' : 'asker';
  const peer: Peer = {
    ...fresh({ ...names, role, identity: state.identity, side: 'invited', expiresAt: link.e }, world),
    address: link.a,
    relays: link.r,
    shake: state,
  };
  const content = letterOf({
    v: 1,
    kind: 'handshake',
    purpose: purposeOf(peer),
    step: 'accept',
    message,
    relays: world.relays,
  });
  return { peer: { ...peer, last: { on: 'link', content } }, letters: [content], heard: [] };
};

/** Our half to read out and the other half to type; null until both are bound. */
export const wordsOf = ({ words, side }: Peer): { read: string[]; type: string[] } | null =>
  words && { read: words[side], type: words[side === 'inviter' ? 'invited' : 'inviter'] };

/** Prekeys belong to the channel that they were given on. */
const isWorthSaying = (body: string): boolean => body.length <= LONGEST_SAID && !body.startsWith('{"type":"prekeys"');

/** Seals what waits. */
const flush = (peer: Peer, world: World): Turn => {
  let { channel } = peer;
  if (!isOpen(peer) || !channel) return stay(peer);
  const letters: string[] = [];
  for (const body of peer.queue) {
    const sealed = seal(channel, utf8(body), {
      random: world.random,
      now: world.now,
      expiresAt: world.now + LETTER_MS,
    });
    channel = sealed.channel;
    letters.push(letterOf({ v: 1, kind: 'sealed', envelope: sealed.envelope }));
  }
  const said = [...peer.said, ...peer.queue.filter(isWorthSaying)].slice(-MOST_SAID);
  return { peer: { ...peer, channel, queue: [], said }, letters, heard: [] };
};

/** Says something to the other side, now or as soon as it may be. */
export const say = (peer: Peer, message: Message, world: World): Turn =>
  flush({ ...peer, queue: [...peer.queue, toJson(message)] }, world);

const refill = (turn: Turn, world: World): Turn => {
  const { channel } = turn.peer;
  if (!isOpen(turn.peer) || !channel || !isLasting(turn.peer) || !needsRefill(channel)) return turn;
  const { channel: next, offer } = offerPrekeys(channel, world.random);
  let out: Turn = { ...turn, peer: { ...turn.peer, channel: next } };
  for (const one of offer) out = and(out, say(out.peer, { type: 'prekeys', offer: one }, world));
  return out;
};

const and = (before: Turn, after: Turn): Turn => ({
  peer: after.peer,
  letters: [...before.letters, ...after.letters],
  heard: [...before.heard, ...after.heard],
});

/** What may be acted on only now: prekeys first, then what was held back. */
const release = (turn: Turn, bodies: string[], world: World): Turn => {
  let out = turn;
  for (const body of bodies) {
    let message: Message;
    try {
      message = v.parse(Message, JSON.parse(body));
    } catch {
      continue; // the other side is a later version, or lies: what is not understood is not acted on
    }
    if (message.type === 'relays') {
      out = { ...out, peer: { ...out.peer, relays: message.relays } };
      continue;
    }
    if (message.type !== 'prekeys') {
      out = { ...out, heard: [...out.heard, message] };
      continue;
    }
    const { channel } = out.peer;
    if (!channel) continue;
    try {
      out = { ...out, peer: { ...out.peer, channel: takePrekeys(channel, message.offer) } };
    } catch (error) {
      if (!(error instanceof PrekeysRefused)) throw error;
    }
  }
  return refill(out, world);
};

/** The channel is there: what waited on it goes on. */
const opened = (peer: Peer, letters: string[], world: World): Turn => {
  const { early } = peer;
  if (!peer.channel) return { peer, letters, heard: [] };
  let turn = and({ peer, letters, heard: [] }, flush({ ...peer, early: [] }, world));
  turn = refill(turn, world);
  for (const envelope of early) {
    const next = unseal(turn.peer, envelope, world, false);
    turn = and(turn, { ...next, peer: { ...next.peer, early: [] } });
  }
  return turn;
};

const openWith = (channel: Channel | null, envelope: Uint8Array, now: number) => {
  try {
    if (!channel) return { refused: 'other-channel' as const };
    const { channel: next, body } = open(channel, envelope, { now });
    return { next, text: fromUtf8(body) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.reason };
    throw error;
  }
};

/** @param mayRenew false for what came before its channel: what still fits none was for one that is gone */
const unseal = (peer: Peer, envelope: Uint8Array, world: World, mayRenew = true): Turn => {
  const late = stay({ ...peer, early: [...peer.early, envelope].slice(-MOST_HELD) });
  if (!peer.channel) return late;
  const heard = (next: Peer, text: string): Turn =>
    isOpen(peer) ? release(stay(next), [text], world) : stay({ ...next, held: [...peer.held, text].slice(-MOST_HELD) });
  const now = openWith(peer.channel, envelope, world.now);
  if (now.refused === undefined) return heard({ ...peer, channel: now.next }, now.text);
  if (now.refused === 'behind') return mayRenew ? renew(peer, world) : stay(peer);
  if (now.refused !== 'other-channel') return stay(peer);
  const old = openWith(peer.before, envelope, world.now);
  if (old.refused === undefined) return heard({ ...peer, before: old.next }, old.text);
  if (old.refused !== 'other-channel' || !mayRenew) return stay(peer);
  // a channel that is just being made: its end may still be under way
  return peer.again || peer.shake ? late : renew(peer, world);
};

/**
 * The person here typed what they heard. Words that do not fit burn the invite: there may be somebody in between.
 * Nothing the other side claims about its own comparison counts.
 */
export const compare = (peer: Peer, typed: string[], world: World): Turn & { matched: boolean } => {
  const words = wordsOf(peer);
  if (!words || peer.mismatch) return { ...stay(peer), matched: false };
  if (peer.comparedAt !== null) return { ...stay(peer), matched: true };
  if (!sameWords(typed, words.type))
    return {
      ...stay({ ...peer, mismatch: true, shake: null, channel: null, queue: [], held: [], early: [] }),
      matched: false,
    };
  const known = peerIdentity(peer);
  const next: Peer = { ...peer, comparedAt: world.now, pinned: known, held: [], changed: false };
  return { ...release(opened(next, [], world), peer.held, world), matched: true };
};

const peerIdentity = ({ channel, shake }: Peer): Uint8Array | null =>
  channel?.peer ??
  (shake?.step === 'revealed' ? shake.peer.identity : shake?.step === 'finished' ? shake.channel.peer : null);

/** Two who know each other agree on a new channel: one of them has an older state than the other remembers. */
export const renew = (peer: Peer, world: World, successor: SignedManifest | null = null): Turn => {
  if (!peer.pinned || !peer.address) return stay(peer);
  if (peer.again && world.now - peer.again.at < AGAIN_MS) return stay(peer);
  const { state, commit } = invite(peer.identity, world.random, peer.channel?.epoch ?? 0);
  const letter = letterOf({
    v: 1,
    kind: 'handshake',
    purpose: 'again',
    step: 'commit',
    message: { commit },
    successor,
    relays: world.relays,
  });
  return { peer: { ...peer, again: { shake: state, at: world.now } }, letters: [letter], heard: [] };
};

/** One step of either handshake. Gives null when the letter does not belong to where it stands. */
const shakeHands = (
  peer: Peer,
  shake: v.InferOutput<typeof Shake> | null,
  letter: Extract<Letter, { kind: 'handshake' }>,
  world: World,
  pinned: Uint8Array | undefined,
): {
  shake: v.InferOutput<typeof Shake> | null;
  channel: Channel | null;
  content: string | null;
  words: Words | null;
} | null => {
  const head = { v: 1, kind: 'handshake', purpose: letter.purpose } as const;
  const epoch = peer.channel?.epoch ?? 0;
  switch (letter.step) {
    case 'commit': {
      const { state, message } = accept(letter.message.commit, peer.identity, world.random, epoch);
      const content = letterOf({ ...head, step: 'accept', message, relays: world.relays });
      return { shake: state, channel: null, content, words: null };
    }
    case 'accept': {
      if (shake?.step !== 'inviting') return null;
      const { state, message } = reveal(shake, letter.message, world.random, pinned);
      return {
        shake: state,
        channel: null,
        content: letterOf({ ...head, step: 'reveal', message }),
        words: state.words,
      };
    }
    case 'reveal': {
      if (shake?.step !== 'accepting') return null;
      const { state, message } = finish(shake, letter.message, world.random, pinned);
      return {
        shake: state,
        channel: null,
        content: letterOf({ ...head, step: 'finish', message }),
        words: state.words,
      };
    }
    case 'finish': {
      if (shake?.step !== 'revealed') return null;
      const { channel, message } = confirm(shake, letter.message);
      return { shake: null, channel, content: letterOf({ ...head, step: 'confirm', message }), words: null };
    }
    case 'confirm':
      if (shake?.step !== 'finished') return null;
      return { shake: null, channel: complete(shake, letter.message), content: null, words: null };
  }
};

/** Of two channels that were made at once the one with the greater id stays, on both sides. */
const later = (a: Channel | null, b: Channel): Channel => {
  if (!a || b.epoch > a.epoch) return b;
  if (b.epoch < a.epoch) return a;
  return toBase64(b.id) > toBase64(a.id) ? b : a;
};

const replaced = (peer: Peer, made: Channel, letters: string[], world: World): Turn => {
  const channel = later(peer.channel, made);
  if (channel !== made) return { peer, letters, heard: [] };
  const queue = peer.said.length ? [...peer.said, ...peer.queue] : peer.queue;
  return opened({ ...peer, channel, before: peer.channel, queue, said: [] }, letters, world);
};

const takeHandshake = (
  peer: Peer,
  from: string,
  letter: Extract<Letter, { kind: 'handshake' }>,
  world: World,
): Turn => {
  const on = toJson({ step: letter.step, message: letter.message });
  // The same letter again: the answer that went out is given again, byte for byte.
  if (peer.last?.on === on) return { ...stay(peer), letters: [peer.last.content] };
  const again = letter.purpose === 'again';
  if (again && !peer.pinned) return stay(peer);
  // A first handshake begins with its link alone. What was compared stays: nobody begins another one behind it.
  if (!again && letter.step === 'commit') return stay(peer);
  if (!again && (letter.purpose !== purposeOf(peer) || peer.mismatch)) return stay(peer);
  const answered = letter.step === 'accept' && !again && peer.address === null;
  if (!answered && peer.address !== from) return stay(peer); // somebody else's letter in our mailbox
  if (!again && letter.step === 'accept' && world.now > peer.expiresAt) return stay(peer);
  // Both began at once: the one with the smaller address goes on as the one who asked.
  if (again && letter.step === 'commit' && peer.again?.shake.step === 'inviting' && addressOf(peer) < from)
    return stay(peer);
  try {
    const next = shakeHands(
      peer,
      again ? (peer.again?.shake ?? null) : peer.shake,
      letter,
      world,
      again ? (peer.pinned ?? undefined) : undefined,
    );
    if (!next) return stay(peer);
    const letters = next.content ? [next.content] : [];
    const relays = 'relays' in letter && (answered || again) ? letter.relays : peer.relays;
    const state: Peer = {
      ...peer,
      address: from,
      relays,
      last: next.content ? { on, content: next.content } : peer.last,
      words: again ? peer.words : (next.words ?? peer.words),
      ...(again ? { again: next.shake && { shake: next.shake, at: world.now } } : { shake: next.shake }),
    };
    return next.channel ? replaced(state, next.channel, letters, world) : { peer: state, letters, heard: [] };
  } catch (error) {
    if (error instanceof IdentityChanged) return stay({ ...peer, changed: true, again: null });
    if (error instanceof HandshakeRefused) return again ? stay({ ...peer, again: null }) : stay(peer);
    throw error;
  }
};

/** A letter that came into the mailbox of this relationship. `from`: who signed its wrap. */
export const takeLetter = (peer: Peer, from: string, letter: Letter, world: World): Turn => {
  if (letter.kind === 'handshake') return takeHandshake(peer, from, letter, world);
  // what somebody else writes into this mailbox takes no room
  if (letter.kind === 'sealed' && from === peer.address) return unseal(peer, letter.envelope, world);
  return stay(peer);
};

/**
 * The owner has a new device, which a warranted manifest lists: its identity is pinned instead of the old one, and
 * letters go to where it wrote from. The caller has checked the warrant.
 */
export const follow = (peer: Peer, identity: Uint8Array, from: string): Peer => ({
  ...peer,
  pinned: identity,
  address: from,
  changed: false,
  again: null,
  channel: null,
  before: null,
});

/** A relationship that is known from a backup: who they are and where, without the channel of the device that is lost. */
export const known = (peer: Peer): Peer => ({
  ...peer,
  channel: null,
  before: null,
  said: [],
  shake: null,
  last: null,
  again: null,
  held: [],
  early: [],
});
