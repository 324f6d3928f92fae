/**
 * The guardian's side of a recovery: somebody asks from a new device. Words come before any answer; the count, the wait
 * and the stop are this client's own (watch.ts), and a part leaves only when they allow it.
 * @module
 */
import { sameBytes } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import {
  type Ask,
  applied,
  type Book,
  findPeer,
  NotCounted,
  publish,
  putAsk,
  putWatch,
  type State,
  send,
  type Ward,
  watchOf,
} from './book.ts';
import type { Link, Message, Progress } from './letters.ts';
import { manifestHash, readManifest, sameGuardians } from './manifest.ts';
import { approve, BadNotice, freeze, readNotice, readRequest, requestId, stop, withdraw } from './notice.ts';
import { counted, GuardiansError } from './owner.ts';
import { accepting, type Names, type World } from './peer.ts';
import { standing } from './standing.ts';
import { backupFor, shareFor, voterOf, wardOf } from './ward.ts';
import { decide as decideAlarm, end, evidenceOf, type Watched, type Watching } from './watch.ts';

export const askOf = (book: Book, id: string): Ask => {
  const found = book.asks.find((one) => one.peer === id);
  if (!found) throw new GuardiansError('guardians.unknown');
  return found;
};

export const openRequest = (state: State, link: Link, names: Names, world: World): State => {
  if (findPeer(state.book, names.id)) return state; // done before a death
  const ask: Ask = {
    peer: names.id,
    ward: null,
    text: null,
    mine: 'none',
    released: null,
    told: null,
    openedAt: world.now,
    cancelled: false,
    papers: [],
  };
  const book = applied({ ...state.book, asks: [...state.book.asks, ask] }, accepting(link, names, world));
  return { ...state, book };
};

/** Whose wallet it is about is said by the guardian: the request names nobody. */
export const chooseWard = (state: State, id: string, ward: string): State => {
  const ask = askOf(state.book, id);
  wardOf(state.book, ward);
  if (ask.mine !== 'none') throw new GuardiansError('guardians.over');
  return { ...state, book: putAsk(state.book, { ...ask, ward }) };
};

/** The request as this client watches it, once it has been approved by somebody. */
export const watchingOf = (state: State, ask: Ask): { watched: Watched; watching: Watching | undefined } | null => {
  const ward = state.book.wards.find(({ peer }) => peer === ask.ward);
  const watched = ward && watchOf(state, ward.wallet);
  if (!watched) return null;
  const id = ask.text === null ? null : requestId(ask.text);
  const all = watched.requests.filter((one) => id !== null && sameBytes(one.id, id));
  const current = manifestHash(watched.current);
  // the same request may be approved again under another set-up
  return { watched, watching: all.find(({ manifest }) => sameBytes(manifest, current)) ?? all.at(-1) };
};

/** What the new device says. */
export const hearAsker = (state: State, peer: string, message: Message, world: World): State => {
  const ask = state.book.asks.find((one) => one.peer === peer);
  if (!ask) return state;
  switch (message.type) {
    case 'request': {
      if (ask.text !== null) return state;
      try {
        const { device } = readRequest(message.text);
        // The request must be of the device that the words were compared with, or another could ride on it.
        const known = findPeer(state.book, peer)?.pinned;
        if (!known || !sameBytes(known, device)) return state;
      } catch (error) {
        if (error instanceof BadNotice) return state;
        throw error;
      }
      return { ...state, book: putAsk(state.book, { ...ask, text: message.text }) };
    }
    case 'paper':
      return forwardPapers(
        { ...state, book: putAsk(state.book, { ...ask, papers: [...ask.papers, message.approval].slice(-16) }) },
        peer,
        world,
      );
    case 'cancel': {
      const found = watchingOf(state, ask);
      const next = { ...state, book: putAsk(state.book, { ...ask, cancelled: true }) };
      return found?.watching ? putWatch(next, end(found.watched, found.watching.id, 'cancelled', world.now)) : next;
    }
    case 'opened': {
      // It counts only from a device that has our part: before that it would end the wait at the asker's word.
      const found = ask.released === null ? null : watchingOf(state, ask);
      return found?.watching ? putWatch(state, end(found.watched, found.watching.id, 'opened', world.now)) : state;
    }
    default:
      return state;
  }
};

/** A page's yes reaches the others through the notice box. */
const forwardPapers = (state: State, peer: string, world: World): State => {
  const ask = askOf(state.book, peer);
  const ward = state.book.wards.find((one) => one.peer === ask.ward);
  if (!ward?.wallet || ask.mine !== 'approved') return state;
  let next = { ...state, book: putAsk(state.book, { ...ask, papers: [] }) };
  for (const notice of ask.papers) {
    const body = readNotice(notice);
    if (body.type !== 'approve' || body.leaf.kind !== 'paper') continue;
    try {
      next = publish(next, ward.wallet, notice, world);
    } catch (error) {
      if (!(error instanceof NotCounted)) throw error; // a page of another set-up: it counts for nothing
    }
  }
  return next;
};

export type Answer = 'approve' | 'decline' | 'freeze' | 'withdraw' | 'stop';

const context = (state: State, ask: Ask): { ward: Ward; watched: Watched; request: Uint8Array; text: string } => {
  const ward = ask.ward === null ? null : wardOf(state.book, ask.ward);
  const watched = ward && watchOf(state, ward.wallet);
  if (!ward || !watched || ask.text === null) throw new GuardiansError('guardians.words');
  return { ward, watched, request: requestId(ask.text), text: ask.text };
};

/** Who has answered here is not asked by an alarm any more. */
const answered = (state: State, wallet: Uint8Array, request: Uint8Array): State => {
  const watched = watchOf(state, wallet);
  return watched ? putWatch(state, decideAlarm(watched, request, 'me')) : state;
};

/**
 * A guardian's answer. Approving needs the words, compared with the device that asks.
 * @throws {GuardiansError} when it cannot count: the person is told why
 */
export const decide = (state: State, id: string, answer: Answer, world: World): State => {
  const ask = askOf(state.book, id);
  const peer = findPeer(state.book, id);
  if (answer === 'decline') {
    const book = putAsk(state.book, { ...ask, mine: 'declined' });
    return { ...state, book: send(book, id, { type: 'answer', answer: 'declined', approval: null }, world) };
  }
  const { ward, watched, request, text } = context(state, ask);
  const wallet = watched.wallet;
  const vote = voterOf(ward, watched.current, world.now);
  const current = manifestHash(watched.current);
  const found = watched.requests.find((one) => sameBytes(one.id, request) && sameBytes(one.manifest, current));
  if (found && standing(watched, found, world.now).over) throw new GuardiansError('guardians.over');
  if (answer === 'approve') {
    if (!peer || peer.comparedAt === null) throw new GuardiansError('guardians.words');
    if (ask.mine === 'withdrawn' || ask.cancelled) throw new GuardiansError('guardians.over'); // a withdrawal is final
    if (ask.mine === 'approved') return state;
    const evidence = evidenceOf(watched);
    const signed = approve({ ...vote, request: text }, ward.approvalKey);
    const approval = evidence.length ? { ...signed, evidence } : signed;
    const next = answered(
      counted(() => publish(state, wallet, approval, world)),
      wallet,
      request,
    );
    const book = putAsk(next.book, { ...ask, mine: 'approved' });
    const said = send(book, id, { type: 'answer', answer: 'approved', approval: signed }, world);
    return tickAsk(forwardPapers({ ...next, book: said }, id, world), id, 0, world);
  }
  const fields = { ...vote, request };
  if (answer === 'withdraw') {
    if (ask.mine !== 'approved' || ask.released !== null) throw new GuardiansError('guardians.over');
    const next = counted(() => publish(state, wallet, withdraw(fields, ward.approvalKey), world));
    const book = putAsk(next.book, { ...ask, mine: 'withdrawn' });
    return { ...next, book: send(book, id, { type: 'answer', answer: 'withdrawn', approval: null }, world) };
  }
  if (answer === 'freeze' && found?.freeze) throw new GuardiansError('guardians.froze');
  const voted = (answer === 'stop' ? stop : freeze)(fields, ward.approvalKey);
  const next = counted(() => publish(state, wallet, voted, world), answer === 'freeze');
  return tickAsk(answered(next, wallet, request), id, 0, world);
};

/** A vote about a request that this guardian has only read of in the notice box. */
export const voteUnasked = (
  state: State,
  wallet: Uint8Array,
  request: Uint8Array,
  answer: 'freeze' | 'stop',
  world: World,
): State => {
  const ward = state.book.wards.find((one) => one.wallet !== null && sameBytes(one.wallet, wallet));
  const watched = watchOf(state, wallet);
  if (!ward || !watched) throw new GuardiansError('guardians.unknown');
  const fields = { ...voterOf(ward, watched.current, world.now), request };
  if (answer === 'freeze' && watched.requests.some((one) => sameBytes(one.id, request) && one.freeze))
    throw new GuardiansError('guardians.froze');
  const voted = (answer === 'stop' ? stop : freeze)(fields, ward.approvalKey);
  return answered(
    counted(() => publish(state, wallet, voted, world), answer === 'freeze'),
    wallet,
    request,
  );
};

/** How far the request has come by this client's own count. */
export const progressOf = (watched: Watched, watching: Watching, now: number): Progress => {
  const { approvals, rows, due, frozenUntil, stoppedBy } = standing(watched, watching, now);
  const { delays } = readManifest(watched.current);
  const delayOf = { 1: delays.one, 2: delays.two, 3: delays.three };
  return {
    manifest: watched.current,
    rows: rows.map(({ row, need }) => ({ row, need, delay: delayOf[row] })),
    approvals,
    dueAt: due,
    frozenUntil,
    stopped: stoppedBy !== null,
  };
};

/**
 * Tells the new device what has changed, and releases the part at maturity.
 * @param boxRead ms: up to then at least one relay has given everything in the notice box since the request began; 0: nothing
 */
const tickAsk = (state: State, id: string, boxRead: number, world: World): State => {
  const ask = askOf(state.book, id);
  const found = watchingOf(state, ask);
  const ward = state.book.wards.find(({ peer }) => peer === ask.ward);
  if (!found?.watching || !ward || ask.mine === 'none' || ask.cancelled) return state;
  const { watched, watching } = found;
  const progress = progressOf(watched, watching, world.now);
  const told = toJson({ ...progress, manifest: manifestHash(progress.manifest) });
  let next = state;
  if (told !== ask.told) {
    const book = putAsk(state.book, { ...ask, told });
    next = { ...state, book: send(book, id, { type: 'progress', progress }, world) };
  }
  const { mature, due } = standing(watched, watching, world.now);
  if (ask.mine !== 'approved' || ask.released !== null || !mature || due === null || boxRead < due) return next;
  return release(next, id, ward, watched, watching, world);
};

const release = (state: State, id: string, ward: Ward, watched: Watched, watching: Watching, world: World): State => {
  const share =
    shareFor(ward, watching.manifest) ?? ward.shares.find(({ manifest }) => sameGuardians(manifest, watched.current));
  if (!share || !ward.box) return state;
  const ask = askOf(state.book, id);
  const backup = backupFor(ward, share.manifest);
  let book = putAsk(state.book, { ...ask, released: world.now });
  book = send(
    book,
    id,
    {
      type: 'release',
      manifest: share.manifest,
      place: share.place,
      box: ward.box,
      relays: ward.boxRelays,
      backup: backup && { version: backup.version, parts: backup.parts.length },
      before: share.before,
    },
    world,
  );
  for (const [part, bytes] of (backup?.parts ?? []).entries())
    book = send(
      book,
      id,
      {
        type: 'backup',
        version: backup?.version ?? 0,
        at: backup?.at ?? 0,
        part,
        of: backup?.parts.length ?? 0,
        bytes,
      },
      world,
    );
  return { ...state, book };
};

/** @param boxRead by wallet, hex: see `tickAsk` */
export const tickAsks = (state: State, boxRead: (wallet: Uint8Array) => number, world: World): State => {
  let next = state;
  for (const { peer, ward } of state.book.asks) {
    const wallet = state.book.wards.find((one) => one.peer === ward)?.wallet;
    next = tickAsk(next, peer, wallet ? boxRead(wallet) : 0, world);
  }
  return next;
};
