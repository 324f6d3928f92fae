/**
 * What goes into the backup, and the way back out of it: the accounts, the duties as a guardian, and the guardians of the
 * wallet itself, who are told of the new device and get new parts at once.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { identityOf } from '../channel/handshake.ts';
import { sameBytes, utf8 } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { toJson } from '../lib/json-bytes.ts';
import type { Backup } from './backup.ts';
import { type Book, findPeer, Owner, putWatch, renewPeer, type State, Ward, watchOf } from './book.ts';
import { leafHash } from './leaf.ts';
import { manifestHash, readManifest, type SignedManifest, signManifest } from './manifest.ts';
import { backUp, GuardiansError, protect } from './owner.ts';
import { known, Peer, type World } from './peer.ts';
import { closeRecovery, type Opened, paperApprovals } from './recovery.ts';
import { heldShare } from './ward.ts';
import { watchFrom } from './watch.ts';

const Duties = v.object({ wards: v.array(Ward), peers: v.array(Peer) });
const Owned = v.object({ name: v.string(), owner: Owner, peers: v.array(Peer) });

const peersOf = (book: Book, ids: (string | null)[]): Peer[] =>
  book.peers.filter(({ id }) => ids.includes(id)).map((peer) => ({ ...known(peer), queue: [] }));

/** @param records what of the vault is to come back, by id. Keys of sessions and agents are in no backup. */
const contentOf = ({ book }: State, records: Record<string, Uint8Array>, owner: Owner, at: number): Backup => ({
  v: 1,
  at,
  records,
  duties: toJson({
    wards: book.wards.map((ward) => ({
      ...ward,
      backup: null,
      spare: null,
      coming: [],
      later: [],
      rehearsal: null,
      money: [],
      co: ward.co && { ...ward.co, asks: [] },
    })),
    peers: peersOf(
      book,
      book.wards.map(({ peer }) => peer),
    ),
  } satisfies v.InferOutput<typeof Duties>),
  owner: toJson({
    name: book.name,
    owner: {
      ...owner,
      secret: null,
      factor: null,
      pending: null,
      papers: [],
      // what changes of itself is no reason for another backup
      backup: { version: 0, at: 0, of: null },
      guardians: owner.guardians.map((one) => ({ ...one, provedAt: null, challenge: null })),
      rehearsal: { ...owner.rehearsal, running: null },
      co: owner.co && { ...owner.co, asks: [] },
      stops: [],
    },
    peers: peersOf(
      book,
      owner.guardians.map(({ peer }) => peer),
    ),
  } satisfies v.InferOutput<typeof Owned>),
});

/**
 * Gives the guardians a new version of the backup when what it is made of has changed. A new key that they hold already,
 * but that does not count yet, gets one ahead: it may come to count without us.
 */
export const keepBackedUp = (state: State, records: Record<string, Uint8Array>, world: World): State => {
  const { owner } = state.book;
  if (!owner?.manifest || !owner.secret) return state;
  const content = contentOf(state, records, owner, world.now);
  const ofKey = ({ k }: { k: Uint8Array }): Uint8Array =>
    sha256(frame('vouch/backup-of/1', utf8(toJson({ ...content, at: 0 })), k));
  const same = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && sameBytes(a, b);
  const { pending } = owner;
  const of = ofKey(owner.secret);
  const next = same(owner.backup.of, of) ? state : backUp(state, content, of, null, world);
  if (pending?.why !== 'rekey' || same(pending.backedUp, ofKey(pending.secret))) return next;
  return backUp(next, content, ofKey(pending.secret), pending, world);
};

/** The same set-up with this device alone, warranted by those who said yes: it revokes what the old devices could do. */
const successor = (state: State, opened: Opened, world: World): SignedManifest => {
  const { recovery } = state.book;
  if (!recovery) throw new GuardiansError('recovery.none');
  const { identity, stop, text, helpers } = recovery;
  const before = readManifest(opened.manifest);
  const signed = signManifest(
    {
      ...before,
      version: before.version + 1,
      previous: manifestHash(opened.manifest),
      devices: [{ identity: identityOf(identity), stop: identityOf(stop) }],
      at: world.now,
    },
    identity,
  );
  const approvals = helpers.flatMap(({ answer, approval }) => (answer === 'approved' && approval ? [approval] : []));
  return {
    ...signed,
    warrant: { request: text, approvals: [...approvals, ...paperApprovals(recovery, opened.manifest, world)] },
  };
};

/** What is watched for somebody is in no backup: it is begun anew, and the notice box tells the rest. */
const watchAgain = (state: State, ward: Ward, world: World): State => {
  const held = heldShare(ward);
  if (!held || !ward.box) return state;
  const name = findPeer(state.book, ward.peer)?.name ?? '';
  const { manifest: current, place } = held;
  const { box, boxRelays: relays, peer } = ward;
  return putWatch(
    state,
    watchFrom({ role: 'guardian', peer, name, current, box, relays, ownLeaf: leafHash(place.leaf) }, world.now),
  );
};

/**
 * What is watched lies outside of the vault, and so in no export file: after one was restored it is begun anew from the
 * book, or nobody would be alarmed.
 */
export const rewatch = (state: State, world: World): State => {
  const { owner, wards, name } = state.book;
  let next = state;
  if (owner?.manifest && !watchOf(state, owner.wallet)) {
    const { manifest: current, box } = owner;
    const fields = { role: 'owner', peer: 'me', name, current, box, relays: world.relays, ownLeaf: null } as const;
    next = putWatch(next, watchFrom(fields, world.now));
  }
  for (const ward of wards) if (!watchOf(next, ward.wallet)) next = watchAgain(next, ward, world);
  return next;
};

/**
 * The wallet is back on this device: its guardians and duties are ours again, the old devices are revoked, and new parts
 * of a new key are on their way. The records of the vault are the caller's to write, in the same write.
 * @param addresses of the accounts, to be shown
 */
export const restore = (state: State, opened: Opened, addresses: string[], world: World): State => {
  const { recovery } = state.book;
  if (!recovery) throw new GuardiansError('recovery.none');
  const { name, owner, peers } = v.parse(Owned, JSON.parse(opened.backup.owner));
  const duties = v.parse(Duties, JSON.parse(opened.backup.duties));
  const device = { identity: recovery.identity, stop: recovery.stop };
  const manifest = successor(state, opened, world);
  const guardians = peers.map((peer) => ({ ...peer, mailbox: world.random(32), identity: device.identity }));
  // what this computer looks after already stays its own
  const own = state.book.peers;
  const returned = duties.wards.flatMap((ward) => {
    const peer = duties.peers.find(({ id }) => id === ward.peer);
    return peer && !own.some(({ id }) => id === ward.peer) ? [{ ward, peer }] : [];
  });
  const { version: versions } = readManifest(manifest);
  const book: Book = {
    ...state.book,
    name: state.book.name || name,
    peers: [...own, ...guardians, ...returned.map(({ peer }) => peer)],
    owner: {
      ...owner,
      manifest,
      versions,
      secret: opened.secret,
      factor: recovery.factor,
      backup: { version: opened.version, at: opened.backup.at, of: null },
    },
    wards: [...state.book.wards, ...returned.map(({ ward }) => ward)],
  };
  // its address stands in the manifest; what a guardian says of it is not asked
  const { box } = owner;
  const { relays } = opened.release;
  const first = watchFrom(
    { role: 'owner', peer: 'me', name: book.name, current: manifest, box, relays, ownLeaf: null },
    world.now,
  );
  let next = putWatch(closeRecovery({ ...state, book, device }, addresses, opened.backup.at, world), first);
  for (const { ward } of returned) next = watchAgain(next, ward, world);
  for (const { id } of guardians) next = { ...next, book: renewPeer(next.book, id, world, manifest) };
  for (const { peer } of returned) next = { ...next, book: renewPeer(next.book, peer.id, world) };
  return protect(next, 'rekey', world);
};
