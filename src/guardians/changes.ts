/**
 * When a new manifest takes effect on this client: announced, waited for, stopped by the people, or at once after a
 * recovery that this client has seen mature.
 * @see docs/protocol.md#changes
 * @module
 */

import { sameBytes } from '../lib/bytes.ts';
import { addVoice, voices } from './count.ts';
import {
  BadManifest,
  equivocation,
  manifestHash,
  readManifest,
  type SignedManifest,
  sameGuardians,
  signerOf,
} from './manifest.ts';
import { type Notice, readNotice, requestId } from './notice.ts';
import { sameSecret } from './refresh.ts';
import { AFTER_STOP_MS, CHANGE_MS, majority } from './rows.ts';
import { standing } from './standing.ts';
import { checkSuccession } from './succession.ts';
import type { Watched } from './watch.ts';

export type ChangeStanding = { is: 'waiting' | 'effective' | 'stopped' | 'needs people'; effectiveAt: number };

/**
 * The guardians are the same, and so is the secret: whose it is cannot change by it, and it need not wait. Nor need the
 * new key that follows a recovery at once: the wait was before it, and its device is warranted.
 */
const isRefresh = (a: SignedManifest, b: SignedManifest): boolean => {
  if (!sameGuardians(a, b)) return false;
  return a.warrant !== undefined || sameSecret(readManifest(a).commitments, readManifest(b).commitments);
};

/** Null without an announced change. `effectiveAt` (ms): the earliest. */
export const changeStanding = (watched: Watched, now: number): ChangeStanding | null => {
  const { next, current } = watched;
  if (!next) return null;
  const least = majority(readManifest(current).people);
  const against = voices(next.objections);
  const agreed = [...voices(next.agreements).keys()].filter((leaf) => !against.has(leaf)).length;
  const wait = !next.needsAgreement && isRefresh(current, next.manifest) ? 0 : CHANGE_MS;
  const effectiveAt = next.announcedAt + wait;
  if (least !== null && against.size >= least) return { is: 'stopped', effectiveAt };
  if (next.needsAgreement && (least === null || agreed < least)) return { is: 'needs people', effectiveAt };
  return { is: Math.max(now, watched.highest) >= effectiveAt ? 'effective' : 'waiting', effectiveAt };
};

/**
 * `adopted`: it is current now. `announced`: it waits in `next`. `waiting`: the request of its warrant is not mature
 * here; give the warrant's approvals to `takeNotice` too, so that the delay begins. `evidence`: it contradicts another
 * one of a device of the owner; both are kept and neither is adopted (what is current already stays so).
 */
export type TakenManifest = {
  watched: Watched;
  outcome: 'known' | 'adopted' | 'announced' | 'waiting' | 'evidence' | 'refused';
  refused?: string;
};

/** Takes in a manifest that follows the current one, or contradicts what is known. */
export const takeManifest = (before: Watched, signed: SignedManifest, now: number): TakenManifest => {
  const at = Math.max(now, before.highest);
  const known = [before.current, before.next?.manifest, before.recovered].some((one) => one?.text === signed.text);
  if (known || before.evidence.some(({ text }) => text === signed.text)) return { watched: before, outcome: 'known' };
  try {
    const rival = rivalOf(before, signed);
    if (rival) return { watched: contradict(before, rival, signed, at), outcome: 'evidence' };
    checkSuccession(before.current, signed);
    checkFree(before, signed);
  } catch (error) {
    if (error instanceof BadManifest) return { watched: before, outcome: 'refused', refused: error.reason };
    throw error;
  }
  const held = hold(before, signed, at);
  const { watched, adopted } = settle(held, at);
  return { watched, outcome: adopted ? 'adopted' : signed.warrant ? 'waiting' : 'announced' };
};

/**
 * What contradicts it. Only who may sign for the owner can contradict: a stranger's self-made manifest is no evidence
 * of anything, and a recovery does not contradict what an old device announced.
 */
const rivalOf = (watched: Watched, signed: SignedManifest): SignedManifest | undefined => {
  const { current, next, recovered } = watched;
  if (equivocation(current, signed) && !signed.warrant && signerOf(signed, readManifest(current).devices))
    return current;
  const other = signed.warrant ? recovered : next?.manifest;
  if (!other || !equivocation(other, signed)) return undefined;
  checkSuccession(current, signed);
  return other;
};

const contradict = (watched: Watched, rival: SignedManifest, signed: SignedManifest, at: number): Watched => ({
  ...watched,
  next: rival === watched.next?.manifest ? null : watched.next,
  recovered: rival === watched.recovered ? null : watched.recovered,
  evidence: [...watched.evidence.filter(({ text }) => text !== rival.text), rival, signed],
  highest: at,
});

/** A version that was contradicted is spent, and one below what is announced is late. */
const checkFree = ({ evidence, next, recovered }: Watched, signed: SignedManifest): void => {
  const { version } = readManifest(signed);
  const spent = evidence.some((one) => !one.warrant === !signed.warrant && readManifest(one).version === version);
  if (spent) throw new BadManifest('contradicted');
  const pending = signed.warrant ? recovered : next?.manifest;
  if (pending && version < readManifest(pending).version) throw new BadManifest('an old version');
};

const hold = (watched: Watched, signed: SignedManifest, at: number): Watched =>
  signed.warrant
    ? { ...watched, recovered: signed, highest: at }
    : {
        ...watched,
        next: {
          manifest: signed,
          announcedAt: at,
          needsAgreement: isTense(watched, at),
          objections: earlyVotes(watched, signed, 'object'),
          agreements: earlyVotes(watched, signed, 'agree'),
        },
        highest: at,
      };

/** Those that came before what they are about. */
const earlyVotes = ({ early }: Watched, signed: SignedManifest, type: 'object' | 'agree'): Notice[] =>
  early.reduce<Notice[]>((votes, notice) => {
    const body = readNotice(notice);
    return body.type === type && sameBytes(body.next, manifestHash(signed)) ? addVoice(votes, notice, body) : votes;
  }, []);

/** A request is open, or was stopped not long ago: then a change needs people who agree. */
const isTense = (watched: Watched, at: number): boolean =>
  watched.stops.some((stop) => at - stop.at < AFTER_STOP_MS) ||
  watched.requests.some((watching) => !standing(watched, watching, at).over);

/**
 * Moves what has become effective to `current`. To be called at every wake. `adopted`: there is a new current manifest,
 * and every approval given under the old one is void.
 */
export const settle = (watched: Watched, now: number): { watched: Watched; adopted: boolean } => {
  const at = Math.max(now, watched.highest);
  const fresh = { next: null, recovered: null, early: [], highest: at };
  const { next, recovered } = watched;
  const id = recovered?.warrant && requestId(recovered.warrant.request);
  const done =
    id &&
    watched.requests.find((one) => sameBytes(one.id, id) && sameBytes(one.manifest, manifestHash(watched.current)));
  if (recovered && done && (done.ended?.how === 'opened' || standing(watched, done, at).mature)) {
    // the owner is back: what was done with the old devices' keys counts for nothing any more
    const ended = done.ended ?? { how: 'opened' as const, at };
    const requests = [{ ...done, ended }];
    return { watched: { ...watched, ...fresh, current: recovered, requests, stops: [], alerts: [] }, adopted: true };
  }
  if (next && changeStanding(watched, at)?.is === 'effective')
    return { watched: { ...watched, ...fresh, current: next.manifest }, adopted: true };
  return { watched: at === watched.highest ? watched : { ...watched, highest: at }, adopted: false };
};
