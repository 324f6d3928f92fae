/**
 * The guardian's side towards somebody whose wallet it looks after: the part that it holds, proofs that it still does, and
 * what it is told about changes.
 * @module
 */

import { identityOf } from '../channel/handshake.ts';
import { concat, sameBytes } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import { BadBackup, readBackup, validBackups } from './backup.ts';
import {
  applied,
  type Book,
  dropPeer,
  findPeer,
  publish,
  putWard,
  putWatch,
  type State,
  send,
  type Ward,
  watchOf,
} from './book.ts';
import { settle, takeManifest } from './changes.ts';
import { decodeScalar } from './group.ts';
import { leafHash, onPath } from './leaf.ts';
import type { Link, Message, Place } from './letters.ts';
import {
  BadManifest,
  equivocation,
  manifestHash,
  readManifest,
  type SignedManifest,
  sameGuardians,
  signerOf,
} from './manifest.ts';
import { agree, object } from './notice.ts';
import { counted, GuardiansError, proofContext } from './owner.ts';
import { accepting, type Names, type World } from './peer.ts';
import { prove } from './proof.ts';
import { addCommitments, addDelta, checkDelta } from './refresh.ts';
import { checkShare, decodeShare, encodeShare, SharingRefused } from './sharing.ts';
import { standing } from './standing.ts';
import { checkSuccession } from './succession.ts';
import { watchFrom } from './watch.ts';

/** Parts of a backup that are waited for. */
const MOST_PARTS = 64;
/** Versions of it that are waited for at once. */
const MOST_COMING = 4;

export const wardOf = (book: Book, peer: string): Ward => {
  const found = book.wards.find((one) => one.peer === peer);
  if (!found) throw new GuardiansError('guardians.unknown');
  return found;
};

/** Opens an invite to look after somebody. The approval key is made for this wallet alone. */
export const acceptInvite = (state: State, link: Link, names: Names, world: World): State => {
  if (findPeer(state.book, names.id)) return state; // done before a death
  const turn = accepting(link, names, world);
  const ward: Ward = {
    peer: names.id,
    wallet: null,
    approvalKey: world.random(32),
    joined: false,
    shares: [],
    box: null,
    boxRelays: [],
    backup: null,
    spare: null,
    coming: [],
    later: [],
    checkedInAt: null,
    rehearsal: null,
    resigned: false,
    removed: false,
    co: null,
    money: [],
  };
  const book = applied({ ...state.book, wards: [...state.book.wards, ward] }, turn);
  return { ...state, book };
};

/** The words were the same here: the owner may know the key that this guardian approves with. */
export const join = (state: State, peer: string, world: World): State => {
  const ward = wardOf(state.book, peer);
  if (ward.joined) return state;
  const book = putWard(state.book, { ...ward, joined: true });
  return {
    ...state,
    book: send(book, peer, { type: 'join', approvalKey: identityOf(ward.approvalKey) }, world),
  };
};

/** The part that counts, or undefined while none does. */
export const heldShare = (ward: Ward) => ward.shares.find(({ held }) => held);

/** The part that belongs to a manifest: an announced change counts from its day, whenever its commit comes. */
export const shareFor = (ward: Ward, manifest: Uint8Array) =>
  ward.shares.find((one) => sameBytes(manifestHash(one.manifest), manifest));

/** Whether what is in force here is what our part is of. */
const isListed = (state: State, ward: Ward): boolean => {
  const held = heldShare(ward);
  return held !== undefined && watchOf(state, ward.wallet)?.current.text === held.manifest.text;
};

class Refusal extends Error {
  override name = 'Refusal';
}
const need: (fact: unknown, why: string) => asserts fact = (fact, why) => {
  if (!fact) throw new Refusal(why);
};

/** Everything that can be checked of a part before it is kept. */
const checkPart = (state: State, ward: Ward, manifest: SignedManifest, place: Place): void => {
  const peer = findPeer(state.book, ward.peer);
  const read = readManifest(manifest);
  const signer = signerOf(manifest, read.devices);
  need(peer?.pinned && signer && sameBytes(signer.identity, peer.pinned), 'not signed by the device that was compared');
  need(!ward.wallet || sameBytes(ward.wallet, read.wallet), 'another wallet');
  const { leaf, path } = place;
  need(leaf.kind !== 'paper' && leaf.approvalKey, 'not a place for a guardian');
  need(sameBytes(leaf.approvalKey, identityOf(ward.approvalKey)), 'another approval key');
  need(onPath(leaf, path, read.root), 'the place is not in the manifest');
  const share = decodeShare(place.share);
  need(share.x === decodeScalar(leaf.x, 1n), 'the part is for another place');
  const fault = checkShare(read.commitments, read.t, share);
  need(!fault, fault ?? '');
};

/** Keeps a part until it is committed, and proves it. */
const stage = (state: State, ward: Ward, manifest: SignedManifest, place: Place, world: World): State => {
  const watched = watchOf(state, ward.wallet);
  const other = ward.shares.find((one) => equivocation(one.manifest, manifest))?.manifest;
  const seen = watched && [watched.current, watched.next?.manifest].find((one) => one && equivocation(one, manifest));
  const contrary = other ?? seen;
  if (contrary && watched) {
    const evidence = [...watched.evidence, contrary, manifest];
    return refuse(
      putWatch(state, { ...watched, evidence }),
      ward,
      manifest,
      'it contradicts another of its number',
      world,
    );
  }
  need(!contrary, 'it contradicts another of its number');
  if (watched) checkSuccession(watched.current, manifest);
  checkPart(state, ward, manifest, place);
  const challenge = manifestHash(manifest);
  const proof = prove(
    decodeShare(place.share),
    readManifest(manifest).commitments,
    proofContext('dealt', manifest, challenge),
    world.random,
  );
  const known = ward.shares.some((one) => one.manifest.text === manifest.text);
  const shares = known ? ward.shares : [...ward.shares, { manifest, place, held: false, at: world.now, before: null }];
  const book = putWard(state.book, { ...ward, shares });
  return { ...state, book: send(book, ward.peer, { type: 'dealt', manifest: challenge, proof }, world) };
};

const refuse = (state: State, ward: Ward, manifest: SignedManifest, why: string, world: World): State => ({
  ...state,
  book: send(state.book, ward.peer, { type: 'refused', manifest: manifestHash(manifest), why }, world),
});

const guarded = (state: State, ward: Ward, manifest: SignedManifest, world: World, work: () => State): State => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal || error instanceof BadManifest || error instanceof SharingRefused)
      return refuse(state, ward, manifest, error.message, world);
    throw error;
  }
};

/** A committed part counts, and the ones before it are deleted, as soon as its manifest is the one in force here. */
const commit = (state: State, ward: Ward, hash: Uint8Array, world: World): State => {
  const share = shareFor(ward, hash);
  if (!share) return state;
  const { wallet } = readManifest(share.manifest);
  const { box } = ward;
  if (!box) return state;
  const before = watchOf(state, wallet);
  const watched = !before
    ? watchFrom(
        {
          role: 'guardian',
          peer: ward.peer,
          name: findPeer(state.book, ward.peer)?.name ?? '',
          current: share.manifest,
          box,
          relays: ward.boxRelays,
          ownLeaf: leafHash(share.place.leaf),
        },
        world.now,
      )
    : sameGuardians(before.current, share.manifest)
      ? takeManifest(before, share.manifest, world.now).watched
      : settle(before, world.now).watched;
  const next = putWatch(state, { ...watched, ownLeaf: leafHash(share.place.leaf) });
  if (watched.current.text !== share.manifest.text) return next;
  const book = putWard(next.book, { ...ward, wallet, shares: [{ ...share, held: true }], removed: false });
  return { ...next, book: share.held ? book : send(book, ward.peer, { type: 'committed', manifest: hash }, world) };
};

type Kept = NonNullable<Ward['backup']>;
type Part = Extract<Message, { type: 'backup' }>;

const isWhole = ({ parts }: Kept): boolean => parts.every(({ length }) => length > 0);

/** One part of a backup that comes in several, in any order and mixed with those of other versions. */
export const collect = (
  coming: Kept[],
  { version, at, part, of, bytes }: Part,
): { done: Kept | null; coming: Kept[] } => {
  if (of > MOST_PARTS || part >= of) return { done: null, coming };
  const known = coming.find((one) => one.version === version && one.parts.length === of);
  const before = known ?? { version, at, parts: Array.from({ length: of }, () => new Uint8Array()) };
  const now = { ...before, parts: before.parts.map((one, i) => (i === part ? bytes : one)) };
  const others = coming.filter((one) => one !== known);
  if (isWhole(now)) return { done: now, coming: others };
  return { done: null, coming: [...others, now].sort((a, b) => a.version - b.version).slice(-MOST_COMING) };
};

const epochOf = ({ parts }: { parts: Uint8Array[] }): number | null => {
  try {
    return readBackup(concat(...parts)).epoch;
  } catch (error) {
    if (error instanceof BadBackup) return null;
    throw error;
  }
};

/**
 * The newest of each epoch, the latest epoch first: until a new part counts, the key that the old ones open must still
 * find its backup.
 */
const byEpoch = (all: (Ward['backup'] | null)[]): NonNullable<Ward['backup']>[] =>
  all
    .flatMap((backup) => {
      const epoch = backup && epochOf(backup);
      return backup && epoch !== null ? [{ backup, epoch }] : [];
    })
    .sort((a, b) => b.epoch - a.epoch || b.backup.version - a.backup.version)
    .filter(({ epoch }, i, sorted) => sorted[i - 1]?.epoch !== epoch)
    .map(({ backup }) => backup);

const kept = (ward: Ward, ...more: Kept[]): Pick<Ward, 'backup' | 'spare' | 'later'> => {
  const [first = null, spare = null] = byEpoch([ward.backup, ward.spare, ...more]);
  return { backup: first, spare, later: [] };
};

/** Is it by a device of the owner, and of this wallet? */
const isSigned = (state: State, ward: Ward, { parts }: NonNullable<Ward['backup']>): boolean => {
  const manifests = ward.shares.map(({ manifest }) => manifest);
  const watched = watchOf(state, ward.wallet);
  if (watched) manifests.push(watched.current);
  const bytes = concat(...parts);
  const epoch = epochOf({ parts });
  return (
    ward.wallet !== null &&
    epoch !== null &&
    validBackups(
      [bytes],
      { wallet: ward.wallet, epoch },
      manifests.flatMap((one) => readManifest(one).devices),
    ).length > 0
  );
};

const isAskedFor = (state: State, ward: Ward, now: number): boolean => {
  const watched = watchOf(state, ward.wallet);
  return watched?.requests.some((one) => !standing(watched, one, now).over) ?? false;
};

/** The backup that goes with a part: of its epoch, or of an earlier one that may have the same key. */
export const backupFor = (ward: Ward, manifest: SignedManifest): Ward['backup'] => {
  const { epoch } = readManifest(manifest);
  return byEpoch([ward.backup, ward.spare]).find((one) => (epochOf(one) ?? 0) <= epoch) ?? null;
};

/** What the owner says to this guardian. */
export const hearWard = (state: State, peer: string, message: Message, world: World): State => {
  const ward = state.book.wards.find((one) => one.peer === peer);
  if (!ward || ward.resigned) return state;
  const put = (changes: Partial<Ward>): State => ({ ...state, book: putWard(state.book, { ...ward, ...changes }) });
  switch (message.type) {
    case 'deal': {
      const { manifest, place, box, relays } = message;
      return guarded(state, ward, manifest, world, () => {
        need(box.address === readManifest(manifest).box, 'another notice box');
        const next = { ...ward, box, boxRelays: relays, wallet: readManifest(manifest).wallet };
        return stage({ ...state, book: putWard(state.book, next) }, next, manifest, place, world);
      });
    }
    case 'refresh': {
      const { manifest, delta, zero } = message;
      return guarded(state, ward, manifest, world, () => {
        const held = heldShare(ward);
        need(held, 'there is no part to add to');
        const before = readManifest(held.manifest);
        need(sameGuardians(held.manifest, manifest), 'a refresh changes no guardians');
        const sum = addCommitments(before.commitments, zero);
        need(
          concat(...sum).every((byte, i) => byte === concat(...readManifest(manifest).commitments)[i]),
          'other commitments',
        );
        const fault = checkDelta(zero, before.t, decodeShare(delta));
        need(!fault, fault ?? '');
        const share = encodeShare(addDelta(decodeShare(held.place.share), decodeShare(delta)));
        return stage(state, ward, manifest, { ...message.place, share }, world);
      });
    }
    case 'commit':
      return commit(state, ward, message.manifest, world);
    case 'rollback': {
      const is = (manifest: SignedManifest): boolean => sameBytes(manifestHash(manifest), message.manifest);
      const shares = ward.shares.filter((one) => one.held || !is(one.manifest));
      const next = put({ shares });
      const watched = watchOf(next, ward.wallet);
      if (!watched) return next;
      if (watched.next && is(watched.next.manifest)) return putWatch(next, { ...watched, next: null });
      // Its day came while this wallet was locked, and it was never committed: back to what the part is of.
      const held = heldShare(ward);
      if (!held || is(held.manifest) || !is(watched.current)) return next;
      return putWatch(next, { ...watched, current: held.manifest, requests: [] });
    }
    case 'removed': {
      // Only when a set-up without this guardian is in force here: an old device cannot send guardians away.
      // One that comes before its day is kept in mind until then.
      return isListed(state, ward) ? put({ removed: true }) : forget(state, peer);
    }
    case 'backup': {
      const { done, coming } = collect(ward.coming, message);
      if (!done || !isSigned(state, ward, done)) return put({ coming });
      // Who holds an old device must not put another in the place of what is being asked for.
      if (isAskedFor(state, ward, world.now)) return put({ coming, later: byEpoch([...ward.later, done]).slice(0, 2) });
      return put({ ...kept(ward, done), coming });
    }
    case 'check-in': {
      const held = heldShare(ward);
      if (!held) return state;
      const proof = prove(
        decodeShare(held.place.share),
        readManifest(held.manifest).commitments,
        proofContext('check-in', held.manifest, message.challenge),
        world.random,
      );
      const next = put({ checkedInAt: world.now });
      const manifest = manifestHash(held.manifest);
      return {
        ...next,
        book: send(next.book, peer, { type: 'proof', challenge: message.challenge, manifest, proof }, world),
      };
    }
    case 'rehearsal':
      return put({ rehearsal: { id: message.rehearsal, at: message.at } });
    case 'rehearsal-over':
      return ward.rehearsal && sameBytes(ward.rehearsal.id, message.rehearsal) ? put({ rehearsal: null }) : state;
    default:
      return state;
  }
};

/** Answers a rehearsal: only a proof of the part leaves this computer, and it holds for this rehearsal alone. */
export const answerRehearsal = (state: State, peer: string, world: World): State => {
  const ward = wardOf(state.book, peer);
  const held = heldShare(ward);
  if (!ward.rehearsal || !held) throw new GuardiansError('guardians.none');
  const rehearsal = ward.rehearsal.id;
  const proof = prove(
    decodeShare(held.place.share),
    readManifest(held.manifest).commitments,
    proofContext('rehearsal', held.manifest, rehearsal),
    world.random,
  );
  const book = putWard(state.book, { ...ward, rehearsal: null, checkedInAt: world.now });
  const message: Message = { type: 'rehearsed', rehearsal, manifest: manifestHash(held.manifest), proof };
  return { ...state, book: send(book, peer, message, world) };
};

/** Who stands where, for a vote of this guardian. */
export const voterOf = (ward: Ward, manifest: SignedManifest, now: number) => {
  const share = shareFor(ward, manifestHash(manifest)) ?? heldShare(ward);
  if (!share || !ward.wallet) throw new GuardiansError('guardians.none');
  return {
    wallet: ward.wallet,
    manifest: manifestHash(manifest),
    leaf: share.place.leaf,
    path: share.place.path,
    at: now,
  };
};

/** For or against an announced change of guardians. */
export const answerChange = (state: State, peer: string, agrees: boolean, world: World): State => {
  const ward = wardOf(state.book, peer);
  const watched = watchOf(state, ward.wallet);
  if (!watched?.next || !ward.wallet) throw new GuardiansError('guardians.none');
  const vote = { ...voterOf(ward, watched.current, world.now), next: manifestHash(watched.next.manifest) };
  const { wallet } = ward;
  return counted(() => publish(state, wallet, (agrees ? agree : object)(vote, ward.approvalKey), world));
};

/** Gives the part back. The owner is told and chooses somebody else. */
export const resign = (state: State, peer: string, why: 'resigned' | 'moved', world: World): State => {
  const ward = wardOf(state.book, peer);
  const book = putWard(state.book, {
    ...ward,
    resigned: true,
    shares: [],
    backup: null,
    spare: null,
    coming: [],
    rehearsal: null,
    co: null,
    money: [],
  });
  return { ...state, book: send(book, peer, { type: 'resign', why }, world) };
};

/** Deletes everything about somebody. */
export const forget = (state: State, peer: string): State => {
  const ward = wardOf(state.book, peer);
  const wards = state.book.wards.filter((one) => one.peer !== peer);
  return {
    ...state,
    book: dropPeer({ ...state.book, wards }, peer),
    watch: state.watch.filter(({ wallet }) => !ward.wallet || !sameBytes(wallet, ward.wallet)),
  };
};

/** The owner has another device, which a manifest warrants: its parts are the same, under another manifest. */
export const followOwner = (state: State, peer: string, manifest: SignedManifest): State => {
  const ward = wardOf(state.book, peer);
  const list = (signed: SignedManifest): string => toJson(readManifest(signed).commitments);
  const share = ward.shares.find((one) => list(one.manifest) === list(manifest));
  // The new device counts its backups anew: what it sends takes the place of the old device's, whatever its number.
  const anew = (one: Ward['backup']): Ward['backup'] => one && { ...one, version: 0 };
  const [backup, spare] = [anew(ward.backup), anew(ward.spare)];
  const shares = share ? [{ ...share, manifest, held: true, before: share.manifest }] : ward.shares;
  // and what the old device said that has not come to count yet is void
  const rest = { coming: [], later: [], removed: false };
  return { ...state, book: putWard(state.book, { ...ward, shares, backup, spare, ...rest }) };
};

/** Commits that came before their day. */
export const tickWards = (state: State, world: World): State => {
  let next = state;
  for (const { peer } of state.book.wards) {
    const ward = next.book.wards.find((one) => one.peer === peer);
    const before = ward && watchOf(next, ward.wallet);
    if (!ward || !before) continue;
    const { watched } = settle(before, world.now);
    if (watched !== before) next = putWatch(next, watched);
    // also when it was adopted while the wallet was locked
    const current = manifestHash(watched.current);
    if (shareFor(ward, current)?.held === false) next = commit(next, ward, current, world);
    const now = next.book.wards.find((one) => one.peer === peer);
    if (now?.later.length && !isAskedFor(next, now, world.now))
      next = { ...next, book: putWard(next.book, { ...now, ...kept(now, ...now.later) }) };
    if (now?.removed && !isListed(next, now)) next = forget(next, peer);
  }
  return next;
};
