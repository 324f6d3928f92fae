/**
 * One step of everything about guardians: something arrives or time goes on. State in, state out; the caller writes the
 * whole of it at once, and may make the same step again after a death.
 * @module
 */
import * as v from 'valibot';
import { sameBytes } from '../lib/bytes.ts';
import { hearAsker, tickAsks } from './ask.ts';
import { applied, findPeer, putPeer, type State, watchOf } from './book.ts';
import { settle, takeManifest } from './changes.ts';
import { hearCo, hearCoWard, tickCo } from './co-sign.ts';
import { Letter, type Message } from './letters.ts';
import { readManifest, type SignedManifest } from './manifest.ts';
import type { Notice } from './notice.ts';
import { forgetBackup, hearGuardian, tickOwner } from './owner.ts';
import { compare, follow, takeLetter, type World } from './peer.ts';
import { hearHelper } from './recovery.ts';
import { rewatch } from './restore.ts';
import { followOwner, hearWard, join, tickWards } from './ward.ts';
import { takeNotice, type Watched } from './watch.ts';

/** A letter as it came out of a wrap, or null when it is none: what is not understood is not acted on. */
export const readLetter = (content: string): Letter | null => {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Letter), content);
  return read.success ? read.output : null;
};

/** Who said it decides who hears it. */
const hear = (state: State, peer: string, message: Message, world: World): State => {
  switch (findPeer(state.book, peer)?.role) {
    case 'guardian':
      return hearCo(hearGuardian(state, peer, message, world), peer, message, world);
    case 'ward': {
      const next = hearWard(state, peer, message, world);
      const ward = next.book.wards.find((one) => one.peer === peer);
      return ward && !ward.resigned ? hearCoWard(next, ward, message, world) : next;
    }
    case 'asker':
      return hearAsker(state, peer, message, world);
    case 'helper':
      return hearHelper(state, peer, message, world);
    case undefined:
      return state;
  }
};

const heardAll = (state: State, peer: string, messages: Message[], world: World): State =>
  messages.reduce((next, message) => hear(next, peer, message, world), state);

/**
 * The owner writes from a new device. It is followed when the warrant holds by this guardian's own count; `wait`: it
 * does not yet, so the letter is to be looked at again later.
 */
const succeed = (state: State, peer: string, from: string, successor: SignedManifest, world: World): State | 'wait' => {
  const ward = state.book.wards.find((one) => one.peer === peer);
  const known = findPeer(state.book, peer);
  const before = ward && watchOf(state, ward.wallet);
  if (!before || !known) return state;
  const taken = takeManifest(before, successor, world.now);
  const watch = state.watch.map((one) => (one === before ? taken.watched : one));
  const next = { ...state, watch };
  if (taken.outcome === 'waiting') return 'wait';
  if (taken.watched.current.text !== successor.text) return next;
  const [device] = readManifest(successor).devices;
  // followed already: who repeats its manifest from elsewhere is not followed there
  if (!device || (known.pinned && sameBytes(known.pinned, device.identity))) return next;
  return followOwner({ ...next, book: putPeer(next.book, follow(known, device.identity, from)) }, peer, successor);
};

/**
 * A letter in the mailbox of a relationship. `from`: the address that signed its wrap. `wait`: nothing was done, it is
 * to be looked at again.
 */
export const takeIn = (state: State, peerId: string, from: string, letter: Letter, world: World): State | 'wait' => {
  let next = state;
  if (letter.kind === 'handshake' && letter.step === 'commit' && letter.successor) {
    const followed = succeed(state, peerId, from, letter.successor, world);
    if (followed === 'wait') return 'wait';
    next = followed;
  }
  const peer = findPeer(next.book, peerId);
  if (!peer) return next;
  const turn = takeLetter(peer, from, letter, world);
  let book = applied(next.book, turn);
  // A new channel: what was under way on the old one may be lost, so the guardian gets the backup anew.
  const isNew = turn.peer.channel !== null && turn.peer.before !== peer.before;
  if (isNew && peer.role === 'guardian') book = forgetBackup(book);
  return heardAll({ ...next, book }, peerId, turn.heard, world);
};

/** The five words were typed. */
export const compareWords = (
  state: State,
  peerId: string,
  typed: string[],
  world: World,
): { state: State; matched: boolean } => {
  const peer = findPeer(state.book, peerId);
  if (!peer) return { state, matched: false };
  const turn = compare(peer, typed, world);
  let next: State = { ...state, book: applied(state.book, turn) };
  if (turn.matched && peer.role === 'ward') next = join(next, peerId, world);
  return { state: heardAll(next, peerId, turn.heard, world), matched: turn.matched };
};

/**
 * A notice from a box: needs nothing of the vault, so it is taken in while locked too. `unknown`: it is about a set-up that
 * is not the one in force here; it may be the next. `forward`: what is to be posted.
 */
export const takeFromBox = (
  watch: Watched[],
  wallet: Uint8Array,
  notice: Notice,
  now: number,
): { watch: Watched[]; news: boolean; unknown: boolean } => {
  const before = watch.find((one) => sameBytes(one.wallet, wallet));
  if (!before) return { watch, news: false, unknown: false };
  const { watched, news, refused } = takeNotice(before, notice, now, 'box');
  return { watch: watch.map((one) => (one === before ? watched : one)), news, unknown: refused === 'another manifest' };
};

/** Time goes on. While locked only what is watched does. */
export const tickWatch = (watch: Watched[], now: number): Watched[] => watch.map((one) => settle(one, now).watched);

/** @param boxRead for a wallet: ms, up to when its notice box was read to the end on at least one relay */
export const tick = (state: State, boxRead: (wallet: Uint8Array) => number, world: World): State =>
  tickAsks(tickCo(tickOwner(tickWards(rewatch(state, world), world), world), world), boxRead, world);
