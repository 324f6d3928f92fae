/**
 * A new device gets a wallet back: one link for each guardian, what they answer, and the opening of the backup once enough
 * parts fit under one manifest. It knows no key of anybody before that, so nothing is believed that cannot be checked.
 * @module
 */

import { identityOf } from '../channel/handshake.ts';
import { concat, sameBytes, toHex } from '../lib/bytes.ts';
import { type Backup, BadBackup, openBackup, readBackup, validBackups } from './backup.ts';
import { type Book, dropPeer, findPeer, type Helper, putPeer, type Recovery, type State, send } from './book.ts';
import type { Message } from './letters.ts';
import { type Device, manifestHash, readManifest, type SignedManifest } from './manifest.ts';
import { approveByPaper, makeRequest, type Notice } from './notice.ts';
import { GuardiansError } from './owner.ts';
import { decodePaper } from './paper.ts';
import { inviting, known, type Peer, type World } from './peer.ts';
import { checkShare, combine, decodeShare, type Secret, type Share } from './sharing.ts';
import { collect } from './ward.ts';

export const beginRecovery = (state: State, world: World): State => {
  const identity = world.random(32);
  const recovery: Recovery = {
    identity,
    stop: world.random(32),
    text: makeRequest(identityOf(identity), world.random, world.now),
    at: world.now,
    helpers: [],
    papers: [],
    factor: null,
    group: null,
    state: 'asking',
    openedAt: null,
    backupAt: null,
    addresses: [],
    lost: null,
  };
  return { ...state, book: { ...state.book, recovery } };
};

const going = (book: Book): Recovery => {
  if (!book.recovery) throw new GuardiansError('recovery.none');
  return book.recovery;
};
const put = (state: State, changes: Partial<Recovery>): State => ({
  ...state,
  book: { ...state.book, recovery: { ...going(state.book), ...changes } },
});
const putHelper = (state: State, helper: Helper): State =>
  put(state, {
    helpers: going(state.book).helpers.map((one) => (one.peer === helper.peer ? helper : one)),
  });

/** One link for one guardian. What is asked goes out as soon as they have opened it. */
export const addHelper = (state: State, name: string, world: World): { state: State; id: string } => {
  const recovery = going(state.book);
  const id = toHex(world.random(8)).slice(2);
  const { peer } = inviting({ id, name, reach: '' }, 'helper', recovery.identity, world);
  const helper: Helper = {
    peer: id,
    answer: null,
    approval: null,
    at: null,
    progress: null,
    release: null,
    backup: null,
  };
  const book = send(putPeer(state.book, peer), id, { type: 'request', text: recovery.text }, world);
  return { state: put({ ...state, book }, { helpers: [...recovery.helpers, helper] }), id };
};

/** Another link for a guardian who has not answered: the one before is void. */
export const linkAgain = (state: State, id: string, world: World): { state: State; id: string } => {
  const peer = findPeer(state.book, id);
  if (!peer || going(state.book).helpers.find((one) => one.peer === id)?.answer)
    throw new GuardiansError('guardians.over');
  const added = addHelper(state, peer.name, world);
  const helpers = going(added.state.book).helpers.filter((one) => one.peer !== id);
  return { state: put({ ...added.state, book: dropPeer(added.state.book, id) }, { helpers }), id: added.id };
};

/** What a guardian says to the new device. */
export const hearHelper = (state: State, peer: string, message: Message, world: World): State => {
  const { recovery } = state.book;
  const helper = recovery?.helpers.find((one) => one.peer === peer);
  if (!helper || recovery?.state !== 'asking') return state;
  switch (message.type) {
    case 'answer':
      return putHelper(state, { ...helper, answer: message.answer, approval: message.approval, at: world.now });
    case 'progress':
      return tellPapers(putHelper(state, { ...helper, progress: message.progress }), peer, world);
    case 'release': {
      const { manifest, place, box, relays, before } = message;
      const early = helper.backup?.parts.every(({ length }) => length > 0) ? helper.backup : null;
      const backup = helper.release?.backup ?? early;
      return putHelper(state, { ...helper, at: world.now, release: { manifest, place, box, relays, backup, before } });
    }
    case 'backup': {
      const { release } = helper;
      const { done, coming } = collect(helper.backup ? [helper.backup] : [], message);
      // The parts may overtake what they belong to.
      if (!release || !done) return putHelper(state, { ...helper, backup: done ?? coming[0] ?? null });
      return putHelper(state, { ...helper, backup: null, release: { ...release, backup: done } });
    }
    default:
      return state;
  }
};

/** A page was read in. It counts as one yes, through a proof of its part, with every guardian who goes by its manifest. */
export const addPaper = (state: State, text: string, world: World): State => {
  const page = decodePaper(text);
  if (!page.ok) throw new GuardiansError('paper.unreadable');
  const id = toHex(page.value.leaf.salt).slice(2, 18);
  const recovery = going(state.book);
  if (recovery.papers.some((one) => one.id === id)) return state;
  let next = put(state, { papers: [...recovery.papers, { id, at: world.now, text }] });
  for (const { peer } of recovery.helpers) next = tellPapers(next, peer, world);
  return next;
};

/** The manifests that guardians have told of, each once. */
const manifestsOf = ({ helpers }: Recovery): SignedManifest[] => {
  const all = helpers.flatMap(({ progress, release }) => [release?.manifest, progress?.manifest]);
  return all.filter(
    (one, i): one is SignedManifest => one !== undefined && all.findIndex((it) => it?.text === one.text) === i,
  );
};

const paperShares = (
  recovery: Recovery,
  manifest: SignedManifest,
): { id: string; share: Share; page: NonNullable<ReturnType<typeof pageOf>> }[] => {
  const { commitments, t } = readManifest(manifest);
  return recovery.papers.flatMap(({ id, text }) => {
    const page = pageOf(text);
    return page && checkShare(commitments, t, page.share) === undefined ? [{ id, share: page.share, page }] : [];
  });
};
const pageOf = (text: string) => {
  const page = decodePaper(text);
  return page.ok ? page.value : null;
};

const tellPapers = (state: State, peer: string, world: World): State => {
  const recovery = going(state.book);
  const manifest = recovery.helpers.find((one) => one.peer === peer)?.progress?.manifest;
  if (!manifest) return state;
  let { book } = state;
  for (const approval of paperApprovals(recovery, manifest, world))
    book = send(book, peer, { type: 'paper', approval }, world);
  return { ...state, book };
};

/** What the pages that were read in say yes to: this request, under this manifest. */
export const paperApprovals = (recovery: Recovery, manifest: SignedManifest, world: World): Notice[] =>
  paperShares(recovery, manifest).map(({ page, share }) =>
    approveByPaper(
      {
        wallet: page.wallet,
        manifest: manifestHash(manifest),
        leaf: page.leaf,
        path: page.path,
        at: world.now,
        request: recovery.text,
      },
      share,
      readManifest(manifest).commitments,
      world.random,
    ),
  );

export type Group = { manifest: SignedManifest; good: Share[]; peers: string[]; bad: string[]; papers: string[] };

/** Answers by manifest: within a group each part is checked alone. Nobody is blamed before enough parts fit. */
export const groupsOf = (recovery: Recovery): Group[] =>
  manifestsOf(recovery).map((manifest) => {
    const { commitments, t } = readManifest(manifest);
    const group: Group = { manifest, good: [], peers: [], bad: [], papers: [] };
    const take = (share: Share): boolean => {
      if (checkShare(commitments, t, share) !== undefined) return false;
      if (!group.good.some(({ x }) => x === share.x)) group.good.push(share);
      return true;
    };
    for (const { peer, release } of recovery.helpers) {
      if (release?.manifest.text !== manifest.text) continue;
      let share: Share | null = null;
      try {
        share = decodeShare(release.place.share);
      } catch {} // no part at all: it counts as a bad one
      (share && take(share) ? group.peers : group.bad).push(peer);
    }
    for (const { id, share } of paperShares(recovery, manifest)) if (take(share)) group.papers.push(id);
    return group;
  });

const isFull = ({ manifest, good }: Group): boolean => good.length >= readManifest(manifest).t;

/** The group that opens: the one with enough parts, or of several the one that the card decided for. */
const fullGroups = (recovery: Recovery): Group[] => groupsOf(recovery).filter(isFull);
const chosenGroup = (recovery: Recovery): Group | undefined => {
  const full = fullGroups(recovery);
  if (full.length < 2) return full[0];
  return full.find(({ manifest }) => recovery.group !== null && sameBytes(manifestHash(manifest), recovery.group));
};

/** Devices that may have signed a backup: those of the manifest, and of the one that it says it followed by a warrant. */
const signersOf = ({ manifest, before }: NonNullable<Helper['release']>): Device[] => {
  const { devices, previous } = readManifest(manifest);
  const follows = manifest.warrant && before && previous && sameBytes(previous, manifestHash(before));
  return follows ? [...devices, ...readManifest(before).devices] : devices;
};

export type Opened = {
  secret: Secret;
  manifest: SignedManifest;
  backup: Backup;
  /** of the backup */
  version: number;
  release: NonNullable<Helper['release']>;
};
/** `owner key`: the owner's own half is missing or another. `backup`: no part of the backup is here yet, or none is whole. */
export type Opening = { is: 'waiting' | 'owner key' | 'backup' } | ({ is: 'open' } & Opened);

/**
 * Enough parts, then the opening of C_0, then the tag of the backup, of which the newest valid one is taken.
 * @throws {SharingRefused} when parts that each fit do not open C_0: a broken library, not a liar
 */
export const tryOpen = (recovery: Recovery): Opening => {
  const group = chosenGroup(recovery);
  if (!group) return { is: 'waiting' };
  const { t, commitments, wallet, epoch } = readManifest(group.manifest);
  const { k, blind } = combine(commitments, t, group.good);
  const releases = recovery.helpers.flatMap(({ peer, release }) =>
    release && group.peers.includes(peer) ? [release] : [],
  );
  const kept = releases.flatMap(({ backup }) => (backup ? [concat(...backup.parts)] : []));
  const [release] = releases;
  const devices = releases.flatMap(signersOf);
  // A change of guardians keeps the key, so a backup of an earlier epoch may be the newest there is.
  const epochs = Array.from({ length: epoch }, (_, i) => epoch - i);
  const valid = epochs.flatMap((one) => validBackups(kept, { wallet, epoch: one }, devices));
  if (!release) return { is: 'backup' };
  for (const file of valid)
    try {
      const factor = readBackup(file).ownerFactor ? recovery.factor : null;
      const { backup, place } = openBackup(file, k, factor, devices);
      const { version } = place;
      return { is: 'open', secret: { k, blind }, manifest: group.manifest, backup, version, release };
    } catch (error) {
      if (!(error instanceof BadBackup)) throw error;
      if (error.reason === 'owner key' || error.reason === 'owner key missing') return { is: 'owner key' };
    }
  return { is: 'backup' };
};

export const setFactor = (state: State, factor: Uint8Array): State => put(state, { factor });
export const chooseGroup = (state: State, group: Uint8Array): State => put(state, { group });
export const answerLost = (state: State, lost: 'lost' | 'stolen'): State => put(state, { lost });

/** The wallet is back: guardians are told, and nothing of what they sent stays. */
export const closeRecovery = (state: State, addresses: string[], backupAt: number, world: World): State => {
  const recovery = going(state.book);
  let { book } = state;
  for (const { peer } of recovery.helpers) book = send(book, peer, { type: 'opened' }, world);
  const helpers = recovery.helpers.map((one) => ({ ...one, release: null, backup: null }));
  // whoever kept the envelopes and comes to this disk later opens none of them
  const gone = (peer: Peer): Peer => (peer.role === 'helper' ? { ...known(peer), identity: new Uint8Array(32) } : peer);
  book = { ...book, peers: book.peers.map(gone) };
  return put(
    { ...state, book },
    { state: 'open', openedAt: world.now, backupAt, addresses, helpers, papers: [], factor: null },
  );
};

export const cancelRecovery = (state: State, world: World): State => {
  const recovery = going(state.book);
  let { book } = state;
  for (const { peer } of recovery.helpers) book = send(book, peer, { type: 'cancel' }, world);
  return put({ ...state, book }, { state: 'cancelled', helpers: [], papers: [], factor: null });
};
