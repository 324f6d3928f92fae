/**
 * The owner's side: who the guardians are, the parts that are dealt to them, and how one set-up follows another. The
 * owner's client is the dealer; nothing counts before every guardian that can answer has proved its part (two phases).
 * @module
 */

import { identityOf } from '../channel/handshake.ts';
import { sameBytes, toHex } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { SaidError } from '../lib/said-error.ts';
import { type Backup, sealBackup } from './backup.ts';
import {
  type Book,
  dropPeer,
  findPeer,
  type Guardian,
  NotCounted,
  type Owner,
  type Pending,
  publish,
  putPeer,
  putWatch,
  type State,
  send,
  watchOf,
} from './book.ts';
import { settle as settleWatch, takeManifest } from './changes.ts';
import { decodeScalar, encodeScalar } from './group.ts';
import { type Leaf, tree } from './leaf.ts';
import type { Message } from './letters.ts';
import { type Delays, manifestHash, readManifest, type SignedManifest, signManifest } from './manifest.ts';
import { alert, change, ownerStop } from './notice.ts';
import { inviting, isOpen, type World } from './peer.ts';
import { checkProof } from './proof.ts';
import { addCommitments, addDelta, dealZero, redeal } from './refresh.ts';
import { ALERT_MS, DAY_MS, DEFAULT_DELAYS } from './rows.ts';
import { deal, decodeShare, encodeShare, freshSecret, type Secret } from './sharing.ts';
import { standing } from './standing.ts';
import { type Watched, watchFrom } from './watch.ts';

const CHECK_IN_MS = 30 * DAY_MS;
/** A guardian who has not proved it for so long is quiet. */
export const QUIET_MS = 45 * DAY_MS;
export const REFRESH_MS = 90 * DAY_MS;
/** How long a new set-up waits for guardians who do not answer, when enough have. */
const STRAGGLERS_MS = DAY_MS;
export const REHEARSE_MS = 180 * DAY_MS;
/** One part of a backup: what fits an envelope as base64. */
const PART = 8000;

export class GuardiansError extends SaidError {
  override name = 'GuardiansError';
}

/** Says to the person why their answer does not count. */
export const counted = <T>(work: () => T, isFreeze = false): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotCounted) throw new GuardiansError(isFreeze ? 'guardians.froze' : 'guardians.notCounted');
    throw error;
  }
};

const newOwner = ({ random }: World): Owner => {
  const readKey = random(32);
  return {
    wallet: random(32),
    plan: { t: 2, delays: DEFAULT_DELAYS, ownerFactor: false },
    guardians: [],
    nextX: 1,
    versions: 0,
    box: { address: mailboxOf(readKey), readKey, postKey: random(32) },
    secret: null,
    factor: null,
    manifest: null,
    pending: null,
    papers: [],
    backup: { version: 0, at: 0, of: null },
    rehearsal: { root: null, passedAt: null, running: null },
    refreshedAt: null,
    dismissed: [],
    co: null,
    stops: [],
  };
};

export const own = (book: Book): Owner => {
  if (!book.owner) throw new GuardiansError('guardians.none');
  return book.owner;
};
export const putOwner = (book: Book, changes: Partial<Owner>): Book => ({
  ...book,
  owner: { ...own(book), ...changes },
});
export const guardianOf = (owner: Owner, id: string): Guardian => {
  const found = owner.guardians.find((one) => one.id === id);
  if (!found) throw new GuardiansError('guardians.unknown');
  return found;
};
const putGuardian = (book: Book, id: string, changes: Partial<Guardian>): Book =>
  putOwner(book, {
    guardians: own(book).guardians.map((one) => (one.id === id ? { ...one, ...changes } : one)),
  });
const byPeer = (owner: Owner, peer: string): Guardian | undefined => owner.guardians.find((one) => one.peer === peer);
/** The guardians that the next manifest is to list. */
export const chosen = (owner: Owner): Guardian[] => owner.guardians.filter(({ leaving }) => !leaving);

type Described = { name: string; reach: string; common: string[] };

export const addGuardian = (
  state: State,
  { kind, ...described }: Described & { kind: Guardian['kind'] },
  world: World,
): { state: State; id: string } => {
  const owner = state.book.owner ?? newOwner(world);
  const id = toHex(world.random(8)).slice(2);
  const guardian: Guardian = {
    id,
    kind,
    ...described,
    peer: null,
    x: encodeScalar(BigInt(owner.nextX)),
    salt: world.random(32),
    approvalKey: null,
    leaving: false,
    inForce: false,
    resigned: null,
    provedAt: null,
    challenge: null,
  };
  const book = {
    ...state.book,
    owner: { ...owner, nextX: owner.nextX + 1, guardians: [...owner.guardians, guardian] },
  };
  const next = { ...state, book };
  return { state: kind === 'paper' ? next : inviteAgain(next, id, world), id };
};

export const editGuardian = (state: State, id: string, described: Described): State => {
  guardianOf(own(state.book), id);
  return { ...state, book: putGuardian(state.book, id, described) };
};

/** A new invite for a guardian. The old one, and what was compared by it, is void. */
export const inviteAgain = (state: State, id: string, world: World): State => {
  const guardian = guardianOf(own(state.book), id);
  const names = { id: toHex(world.random(8)).slice(2), name: guardian.name, reach: guardian.reach };
  const { peer } = inviting(names, 'guardian', state.device.identity, world);
  const book = putPeer(dropPeer(state.book, guardian.peer), peer);
  return { ...state, book: putGuardian(book, id, { peer: peer.id, approvalKey: null, resigned: null }) };
};

/** Out of the plan: gone at once when nothing was dealt to them, else with the next change. */
export const dropGuardian = (state: State, id: string): State => {
  const owner = own(state.book);
  const guardian = guardianOf(owner, id);
  // Who says yes besides is not sent away to be rid of it: taking the role back takes a day.
  if (owner.co?.guardian === id && owner.co.state === 'accepted') throw new GuardiansError('guardians.coFirst');
  if (guardian.inForce) return { ...state, book: putGuardian(state.book, id, { leaving: true }) };
  const guardians = owner.guardians.filter((one) => one.id !== id);
  return { ...state, book: dropPeer(putOwner(state.book, { guardians }), guardian.peer) };
};

export const setPlan = (state: State, plan: Owner['plan'], world: World): State => ({
  ...state,
  book: { ...state.book, owner: { ...(state.book.owner ?? newOwner(world)), plan } },
});

/** Back to what is in force. */
export const undoDraft = (state: State, world: World): State => {
  const owner = own(state.book);
  if (!owner.manifest) throw new GuardiansError('guardians.none');
  let next = state;
  if (owner.pending) {
    const manifest = manifestHash(owner.pending.manifest);
    // also those whom it would have left out: they have read of it in the notice box
    for (const { peer } of owner.guardians)
      next = { ...next, book: send(next.book, peer, { type: 'rollback', manifest }, world) };
    const watched = watchOf(next, owner.wallet);
    if (watched?.next && sameBytes(manifestHash(watched.next.manifest), manifest))
      next = putWatch(next, { ...watched, next: null });
  }
  const { t, delays, ownerFactor } = readManifest(owner.manifest);
  const guardians = owner.guardians.filter(({ inForce }) => inForce).map((one) => ({ ...one, leaving: false }));
  return { ...next, book: putOwner(next.book, { plan: { t, delays, ownerFactor }, pending: null, guardians }) };
};

const leafOf = ({ salt, x, kind, approvalKey }: Guardian): Leaf => ({ salt, x, kind, approvalKey });

/** Whether a guardian can be given a part now. */
export const isReady = (book: Book, guardian: Guardian): boolean => {
  if (guardian.kind === 'paper') return true;
  const peer = findPeer(book, guardian.peer);
  return guardian.approvalKey !== null && peer !== undefined && isOpen(peer) && guardian.resigned === null;
};

/** A guardian with a new computer has another approval key: the part they held is void until a change. */
const sameLeaves = (owner: Owner, root: Uint8Array): boolean => {
  const leaves = owner.guardians.filter(({ inForce }) => inForce);
  if (leaves.some(({ kind, approvalKey }) => kind !== 'paper' && approvalKey === null)) return false;
  return sameBytes(tree(leaves.map(leafOf)).root, root);
};

/** Whether the plan differs from what is in force. */
export const isChanged = (owner: Owner): boolean => {
  if (!owner.manifest) return owner.guardians.length > 0;
  const { t, delays, ownerFactor } = readManifest(owner.manifest);
  const { plan } = owner;
  return (
    owner.guardians.some((one) => one.leaving === one.inForce) ||
    !sameLeaves(owner, readManifest(owner.manifest).root) ||
    plan.t !== t ||
    plan.ownerFactor !== ownerFactor ||
    (Object.keys(delays) as (keyof Delays)[]).some((row) => plan.delays[row] !== delays[row])
  );
};

type Made = { manifest: SignedManifest; places: Pending['places']; secret: Secret };

/** The next manifest with a place for each guardian. Shares that are all zero stand for a refresh: see `refresh`. */
const make = (
  state: State,
  guardians: Guardian[],
  dealing: { commitments: Uint8Array[]; shares: Uint8Array[]; secret: Secret },
  plan: { t: number; delays: Delays; ownerFactor: boolean },
  world: World,
): Made => {
  const owner = own(state.book);
  const leaves = guardians.map(leafOf);
  const { root, paths } = tree(leaves);
  const before = owner.manifest && readManifest(owner.manifest);
  const version = Math.max(before?.version ?? 0, owner.versions) + 1;
  const manifest = signManifest(
    {
      v: 1,
      wallet: owner.wallet,
      // One that was rolled back leaves a gap in both, or it would contradict this one.
      epoch: (before?.epoch ?? 0) + version - (before?.version ?? 0),
      version,
      t: plan.t,
      n: guardians.length,
      people: guardians.filter(({ kind }) => kind === 'person').length,
      delays: plan.delays,
      commitments: dealing.commitments,
      root,
      devices: before?.devices ?? [
        { identity: identityOf(state.device.identity), stop: identityOf(state.device.stop) },
      ],
      box: owner.box.address,
      ownerFactor: plan.ownerFactor,
      previous: owner.manifest && manifestHash(owner.manifest),
      at: world.now,
    },
    state.device.identity,
  );
  const places = guardians.map((guardian, i) => {
    const [leaf, path, share] = [leaves[i], paths[i], dealing.shares[i]];
    if (!leaf || !path || !share) throw new GuardiansError('guardians.unknown');
    return { guardian: guardian.id, leaf, path, share };
  });
  return { manifest, places, secret: dealing.secret };
};

const begin = (state: State, why: Pending['why'], made: Made, factor: Uint8Array | null, world: World): State => {
  const { t, delays, version } = readManifest(made.manifest);
  const pending: Pending = { ...made, why, t, delays, factor, dealt: [], refused: [], at: world.now, backedUp: null };
  return { ...state, book: putOwner(state.book, { pending, versions: version }) };
};

/**
 * Deals parts to the guardians of the plan: the first time, as a change of guardians (the same key for others), or with
 * a new key. What guardians hold now stays in force until all of them have proved the new one.
 */
export const protect = (state: State, why: 'first' | 'change' | 'rekey', world: World): State => {
  const owner = own(state.book);
  if (owner.pending) throw new GuardiansError('guardians.underWay');
  const guardians = why === 'rekey' ? owner.guardians.filter(({ inForce }) => inForce) : chosen(owner);
  const plan = why === 'rekey' && owner.manifest ? readManifest(owner.manifest) : owner.plan;
  if (guardians.length < 2 || plan.t < 2 || plan.t > guardians.length) throw new GuardiansError('guardians.tooFew');
  const unready = guardians.find((one) => !isReady(state.book, one) && why !== 'rekey');
  if (unready) throw new GuardiansError('guardians.notReady', { name: unready.name });
  const xs = guardians.map(({ x }) => decodeScalar(x, 1n));
  // A page of the owner's that is new shuts nobody out of what the old key opens: then the key is new as well.
  const kept = why === 'change' && plan.ownerFactor === (owner.factor !== null) ? owner.secret : null;
  const secret = kept ?? freshSecret(world.random);
  const dealt =
    kept && owner.manifest
      ? redeal(readManifest(owner.manifest).commitments, secret, plan.t, xs, world.random)
      : deal(secret, plan.t, xs, world.random);
  const dealing = { commitments: dealt.commitments, shares: dealt.shares.map(encodeShare), secret };
  const made = make(state, guardians, dealing, plan, world);
  const factor = plan.ownerFactor ? (owner.factor ?? world.random(16)) : null;
  let next = begin(state, why, made, factor, world);
  for (const { guardian, ...place } of made.places) {
    const message: Message = {
      type: 'deal',
      manifest: made.manifest,
      place,
      box: owner.box,
      relays: world.relays,
    };
    next = { ...next, book: send(next.book, guardianOf(owner, guardian).peer, message, world) };
  }
  return settle(next, world);
};

/**
 * Tells all old guardians at once; it takes effect after a week unless a majority of people objects. Not before every new
 * part is proved: guardians count the week themselves, and a set-up that came to count without its parts would lose the
 * wallet.
 */
const announce = (state: State, manifest: SignedManifest, world: World): State => {
  const owner = own(state.book);
  if (!owner.manifest) throw new GuardiansError('guardians.none');
  const notice = change(
    {
      wallet: owner.wallet,
      manifest: manifestHash(owner.manifest),
      device: identityOf(state.device.identity),
      at: world.now,
      next: manifest,
    },
    state.device.identity,
  );
  try {
    return publish(state, owner.wallet, notice, world);
  } catch (error) {
    if (error instanceof NotCounted) return state; // tried again at the next tick
    throw error;
  }
};

/** New shares of the same key for the same guardians: a sharing of zero is added to what they hold. */
export const refresh = (state: State, world: World): State => {
  const owner = own(state.book);
  if (owner.pending) throw new GuardiansError('guardians.underWay');
  if (!owner.manifest || !owner.secret) throw new GuardiansError('guardians.none');
  const before = readManifest(owner.manifest);
  const guardians = owner.guardians.filter(({ inForce }) => inForce);
  const unready = guardians.find((one) => one.kind !== 'paper' && one.approvalKey === null);
  if (unready) throw new GuardiansError('guardians.notReady', { name: unready.name });
  const zero = dealZero(
    before.t,
    guardians.map(({ x }) => decodeScalar(x, 1n)),
    world.random,
  );
  const deltas = zero.shares.map(encodeShare);
  const commitments = addCommitments(before.commitments, zero.commitments);
  const made = make(state, guardians, { commitments, shares: deltas, secret: owner.secret }, before, world);
  const papers = new Map(owner.papers.map(({ guardian, place }) => [guardian, place]));
  // A page holds the new share from now on, which has to be printed anew.
  const places = made.places.map((place) => {
    const page = papers.get(place.guardian);
    return page ? { ...place, share: encodeShare(addDelta(decodeShare(page.share), decodeShare(place.share))) } : place;
  });
  let next = begin(state, 'refresh', { ...made, places }, owner.factor, world);
  for (const { guardian, share: delta, ...place } of made.places) {
    const message: Message = { type: 'refresh', manifest: made.manifest, place, delta, zero: zero.commitments };
    next = { ...next, book: send(next.book, guardianOf(owner, guardian).peer, message, world) };
  }
  return settle(next, world);
};

/**
 * Everybody has proved the new part; or enough have, and a day has passed: the letters for the others wait in their
 * mailboxes, in order, and nobody who is gone for good may hold up a new key.
 */
const isProved = (pending: Pending, online: string[], manifest: SignedManifest | null, now: number): boolean => {
  const missing = online.filter((guardian) => !pending.dealt.includes(guardian));
  if (missing.length === 0) return true;
  return manifest !== null && pending.dealt.length >= pending.t && now - pending.at >= STRAGGLERS_MS;
};

/** Puts what is pending in force as soon as it may be: everybody has proved it, and a change has waited its time. */
const settle = (state: State, world: World): State => {
  const { owner } = state.book;
  const pending = owner?.pending;
  if (!owner || !pending) return state;
  const online = pending.places.filter(({ leaf }) => leaf.kind !== 'paper');
  if (
    !isProved(
      pending,
      online.map(({ guardian }) => guardian),
      owner.manifest,
      world.now,
    )
  )
    return state;
  const before = watchOf(state, owner.wallet);
  const told = before ? tellOf(state, before, pending, world) : state;
  const watched = watchOf(told, owner.wallet);
  if (watched && watched.current.text !== pending.manifest.text) return told;
  const manifest = manifestHash(pending.manifest);
  let { book } = told;
  for (const { guardian } of online)
    book = send(book, guardianOf(owner, guardian).peer, { type: 'commit', manifest }, world);
  const listed = new Set(pending.places.map(({ guardian }) => guardian));
  const gone = owner.guardians.filter(({ id, inForce }) => inForce && !listed.has(id));
  for (const { peer } of gone) book = send(book, peer, { type: 'removed' }, world);
  const root = readManifest(pending.manifest).root;
  const rehearsed = owner.rehearsal.root !== null && sameBytes(owner.rehearsal.root, root);
  book = putOwner(book, {
    manifest: pending.manifest,
    secret: pending.secret,
    factor: pending.factor,
    pending: null,
    papers: pending.places
      .filter(({ leaf }) => leaf.kind === 'paper')
      .map(({ guardian, ...place }) => ({ guardian, place })),
    rehearsal: rehearsed ? owner.rehearsal : { root: null, passedAt: null, running: null },
    refreshedAt: world.now,
    guardians: owner.guardians
      .filter(({ id }) => !gone.some((one) => one.id === id))
      .map((one) => ({
        ...one,
        inForce: listed.has(one.id) || one.inForce,
        // a page of before is void: the new one is to be printed and tested
        provedAt: one.kind === 'paper' ? null : one.provedAt,
      })),
  });
  const first = () =>
    watchFrom(
      {
        role: 'owner',
        peer: 'me',
        name: book.name,
        current: pending.manifest,
        box: owner.box,
        relays: world.relays,
        ownLeaf: null,
      },
      world.now,
    );
  return putWatch({ ...told, book }, watched ?? first());
};

/** A refresh, and the new key after a recovery, need not wait; everything else is announced once, and then waits. */
const tellOf = (state: State, before: Watched, pending: Pending, world: World): State => {
  const is = (signed: SignedManifest | undefined): boolean => signed?.text === pending.manifest.text;
  if (!is(before.current) && !is(before.next?.manifest)) {
    const taken = takeManifest(before, pending.manifest, world.now);
    if (taken.outcome === 'adopted') return putWatch(state, taken.watched);
    return announce(state, pending.manifest, world);
  }
  const { watched } = settleWatch(before, world.now);
  return watched === before ? state : putWatch(state, watched);
};

/** What a proof of a part is bound to. */
export const proofContext = (
  use: 'dealt' | 'check-in' | 'rehearsal',
  manifest: SignedManifest,
  challenge: Uint8Array,
) => {
  const { wallet, epoch } = readManifest(manifest);
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(epoch));
  return frame(`vouch/${use}/1`, wallet, number, manifestHash(manifest), challenge);
};

const proved = (
  guardian: Guardian,
  manifest: SignedManifest,
  use: Parameters<typeof proofContext>[0],
  challenge: Uint8Array,
  proof: Uint8Array,
): boolean =>
  checkProof(
    readManifest(manifest).commitments,
    decodeScalar(guardian.x, 1n),
    proofContext(use, manifest, challenge),
    proof,
  );

/** What a guardian says to the owner. */
export const hearGuardian = (state: State, peerId: string, message: Message, world: World): State => {
  const { owner } = state.book;
  const guardian = owner && byPeer(owner, peerId);
  if (!owner || !guardian) return state;
  const { pending } = owner;
  const put = (changes: Partial<Guardian>): State => ({
    ...state,
    book: putGuardian(state.book, guardian.id, changes),
  });
  switch (message.type) {
    case 'join':
      // The key of a guardian who holds a part is in the manifest: another one needs a change.
      return guardian.approvalKey ? state : put({ approvalKey: message.approvalKey });
    case 'dealt': {
      if (!pending || !sameBytes(message.manifest, manifestHash(pending.manifest))) return state;
      if (!proved(guardian, pending.manifest, 'dealt', manifestHash(pending.manifest), message.proof)) return state;
      const dealt = [...new Set([...pending.dealt, guardian.id])];
      const next = put({ provedAt: world.now });
      return settle({ ...next, book: putOwner(next.book, { pending: { ...pending, dealt } }) }, world);
    }
    case 'refused': {
      if (!pending || !sameBytes(message.manifest, manifestHash(pending.manifest))) return state;
      const refused = [
        ...pending.refused.filter((one) => one.guardian !== guardian.id),
        { guardian: guardian.id, why: message.why },
      ];
      return { ...state, book: putOwner(state.book, { pending: { ...pending, refused } }) };
    }
    case 'proof': {
      const { challenge } = guardian;
      if (!owner.manifest || !challenge || !sameBytes(challenge.value, message.challenge)) return state;
      // They prove an older part: the commit of the new one has not reached them.
      if (!sameBytes(message.manifest, manifestHash(owner.manifest)))
        return {
          ...state,
          book: send(state.book, peerId, { type: 'commit', manifest: manifestHash(owner.manifest) }, world),
        };
      if (!proved(guardian, owner.manifest, 'check-in', challenge.value, message.proof)) return state;
      return put({ provedAt: world.now, challenge: null });
    }
    case 'rehearsed': {
      const { running } = owner.rehearsal;
      if (!owner.manifest || !running || !sameBytes(running.id, message.rehearsal)) return state;
      if (!sameBytes(message.manifest, manifestHash(owner.manifest))) return state;
      if (!proved(guardian, owner.manifest, 'rehearsal', running.id, message.proof)) return state;
      return countRehearsal(put({ provedAt: world.now }), guardian.id, world);
    }
    case 'resign':
      return put({ resigned: message.why });
    default:
      return state;
  }
};

const countRehearsal = (state: State, id: string, world: World): State => {
  const owner = own(state.book);
  const { running } = owner.rehearsal;
  if (!running || !owner.manifest) return state;
  const answered = [...new Set([...running.answered, id])];
  const { t, root } = readManifest(owner.manifest);
  const papers = owner.guardians.filter((one) => one.kind === 'paper' && one.inForce && one.provedAt !== null).length;
  // at least one computer answers, whatever lies in drawers
  if (answered.length + papers < t || answered.length === 0)
    return {
      ...state,
      book: putOwner(state.book, { rehearsal: { ...owner.rehearsal, running: { ...running, answered } } }),
    };
  let book = putOwner(state.book, { rehearsal: { root, passedAt: world.now, running: null } });
  for (const { peer, inForce } of owner.guardians)
    if (inForce) book = send(book, peer, { type: 'rehearsal-over', rehearsal: running.id }, world);
  return { ...state, book };
};

/** Nothing is opened and nobody learns anything: guardians prove that they hold their part. */
export const rehearse = (state: State, world: World): State => {
  const owner = own(state.book);
  if (!owner.manifest) throw new GuardiansError('guardians.none');
  const running = { id: world.random(32), at: world.now, answered: [] };
  let book = putOwner(state.book, { rehearsal: { ...owner.rehearsal, running } });
  for (const { peer, inForce } of owner.guardians)
    if (inForce) book = send(book, peer, { type: 'rehearsal', rehearsal: running.id, at: world.now }, world);
  return { ...state, book };
};

/** A page was read back: it is the one in force. */
export const testedPaper = (state: State, id: string, world: World): State => ({
  ...state,
  book: putGuardian(state.book, id, { provedAt: world.now }),
});

/** Check-ins every 30 days; what waits for its time. Refreshing and replacing are the owner's, with one press. */
export const tickOwner = (state: State, world: World): State => {
  const { owner } = state.book;
  if (!owner?.manifest) return state;
  let { book } = state;
  for (const guardian of owner.guardians) {
    if (!guardian.inForce || guardian.kind === 'paper' || guardian.resigned) continue;
    const last = guardian.challenge?.at ?? guardian.provedAt ?? 0;
    if (world.now - last < CHECK_IN_MS) continue;
    const challenge = { value: world.random(32), at: world.now };
    book = putGuardian(book, guardian.id, { challenge });
    book = send(book, guardian.peer, { type: 'check-in', challenge: challenge.value }, world);
  }
  const settled = settle({ ...state, book }, world);
  return isStale(settled, world.now) ? refresh(settled, world) : settled;
};

/** Refreshing on a calendar. Not with pages, which would have to be printed again, nor while anything is going on. */
const isStale = ({ book, watch }: State, now: number): boolean => {
  const { owner } = book;
  if (!owner?.manifest || owner.pending || owner.refreshedAt === null || now - owner.refreshedAt < REFRESH_MS)
    return false;
  const inForce = owner.guardians.filter((one) => one.inForce);
  const watched = watch.find(({ wallet }) => sameBytes(wallet, owner.wallet));
  const quiet = watched?.requests.every((one) => standing(watched, one, now).over) ?? true;
  return quiet && !isChanged(owner) && inForce.every((one) => one.kind !== 'paper' && one.resigned === null);
};

/**
 * A new version of the backup for everybody: accounts or duties have changed, or the key has. `of`: see `Owner`.
 * `pending`: under the key that does not count yet.
 */
export const backUp = (state: State, content: Backup, of: Uint8Array, pending: Pending | null, world: World): State => {
  const owner = own(state.book);
  const { manifest, secret, factor } = pending ?? owner;
  if (!manifest || !secret) return state;
  const version = owner.backup.version + 1;
  const { epoch } = readManifest(manifest);
  const place = { wallet: owner.wallet, epoch, version };
  const bytes = sealBackup(content, secret.k, factor, place, state.device.identity, world.random);
  const parts = Math.ceil(bytes.length / PART);
  let book = putOwner(
    state.book,
    pending
      ? { backup: { ...owner.backup, version, at: world.now }, pending: { ...pending, backedUp: of } }
      : { backup: { version, at: world.now, of } },
  );
  for (const { peer, inForce } of owner.guardians)
    for (let part = 0; inForce && part < parts; part++)
      book = send(
        book,
        peer,
        { type: 'backup', version, at: world.now, part, of: parts, bytes: bytes.slice(part * PART, (part + 1) * PART) },
        world,
      );
  return { ...state, book };
};

/** The next backup is made whatever has changed. */
export const forgetBackup = (book: Book): Book => {
  const { owner } = book;
  if (!owner) return book;
  const pending = owner.pending && { ...owner.pending, backedUp: null };
  return putOwner(book, { backup: { ...owner.backup, of: null }, pending });
};

const signed = (state: State) => {
  const owner = own(state.book);
  if (!owner.manifest) throw new GuardiansError('guardians.none');
  // what this client counts by: an announced change may be in force here already
  const current = watchOf(state, owner.wallet)?.current ?? owner.manifest;
  return { owner, manifest: manifestHash(current), device: identityOf(state.device.stop) };
};

/** Ends rows 1 and 2 of a request, from a device of the owner. */
export const stopRequest = (state: State, request: Uint8Array, world: World): State => {
  const { owner, manifest, device } = signed(state);
  const notice = ownerStop({ wallet: owner.wallet, manifest, device, request, at: world.now }, state.device.stop);
  return counted(() => publish(state, owner.wallet, notice, world));
};

export const setAlert = (state: State, on: boolean, world: World): State => {
  const { owner, manifest, device } = signed(state);
  // taking it back is an alert that is over in a moment: the newest is the one that counts
  const until = on ? world.now + ALERT_MS : world.now + 1;
  const notice = alert(
    { wallet: owner.wallet, manifest, device, from: world.now, until, at: world.now },
    state.device.stop,
  );
  return counted(() => publish(state, owner.wallet, notice, world));
};
