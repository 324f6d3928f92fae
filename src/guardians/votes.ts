/** What votes do to the requests of a wallet. They are checked already. @see docs/protocol.md#who-counts @module */
import { bytesToHex } from '@noble/hashes/utils.js';
import { sameBytes } from '../lib/bytes.ts';
import { addVoice, alertOn, hasReached, recount, voices } from './count.ts';
import { leafHash } from './leaf.ts';
import { readManifest } from './manifest.ts';
import { type Body, type Notice, noticeHash, readNotice, readRequest } from './notice.ts';
import { FREEZE_AGAIN_MS, needsOf, REQUEST_MS } from './rows.ts';
import { stoppedByPeople } from './standing.ts';
import type { Watched, Watching } from './watch.ts';

/** How many votes of one writer are kept that came before what they are about: a guardian cannot fill the place of others. */
const MOST_EARLY = 64;
/** How many requests that nobody else has approved a guardian can bring up in the time that such a request lasts. */
const MOST_ALONE = 32;

/** A notice that is right but has no effect. */
export class Void extends Error {
  override name = 'Void';
}

export type OnRequest = Body<'approve' | 'withdraw' | 'stop' | 'freeze' | 'owner-stop'>;

/** The same state, and not a copy, when nothing changes. @throws {Void} */
export const onRequest = (watched: Watched, notice: Notice, body: OnRequest, at: number): Watched => {
  const watching = watched.requests.find(
    ({ id, manifest }) => sameBytes(id, body.request) && sameBytes(manifest, body.manifest),
  );
  if (!watching) return body.type === 'approve' ? open(watched, notice, body, at) : keepEarly(watched, notice, at);
  const voted = voteOn(watched, watching, notice, body, at);
  return voted === watching ? watched : store(watched, watching, recount(voted, at), body, at);
};

const voteOn = (watched: Watched, watching: Watching, notice: Notice, body: OnRequest, at: number): Watching => {
  switch (body.type) {
    case 'approve':
      return withVoice(watching, 'approvals', notice, body);
    case 'withdraw':
      return withVoice(watching, 'withdrawals', notice, body);
    case 'stop':
      return withVoice(watching, 'stops', notice, body);
    case 'owner-stop':
      return watching.ownerStop ? watching : { ...watching, ownerStop: { notice, at } };
    case 'freeze': {
      if (watching.freeze) return watching;
      const leaf = leafHash(body.leaf);
      if (watched.freezes.some((one) => sameBytes(one.leaf, leaf) && at - one.at < FREEZE_AGAIN_MS))
        throw new Void('a second freeze of this guardian');
      return { ...watching, freeze: { notice, at } };
    }
  }
};

const store = (watched: Watched, before: Watching, after: Watching, body: OnRequest, at: number): Watched => {
  const stopped = (one: Watching): boolean =>
    (one.ownerStop !== null && !one.onlyPeople) || stoppedByPeople(watched, one);
  const froze = after.freeze !== before.freeze && body.type === 'freeze';
  const all = {
    ...watched,
    requests: watched.requests.map((one) => (one === before ? after : one)),
    stops: !stopped(before) && stopped(after) ? [...watched.stops, { request: after.id, at }] : watched.stops,
    freezes: froze ? [...watched.freezes, { leaf: leafHash(body.leaf), at }] : watched.freezes,
    highest: at,
  };
  return { ...all, requests: all.requests.map((one) => (isThird(all, one) ? { ...one, onlyPeople: true } : one)) };
};

const withVoice = (
  watching: Watching,
  list: 'approvals' | 'withdrawals' | 'stops',
  notice: Notice,
  body: Body<'approve' | 'withdraw' | 'stop'>,
): Watching => {
  const votes = addVoice(watching[list], notice, body);
  return votes === watching[list] ? watching : { ...watching, [list]: votes };
};

/** For a vote that came before what it is about. @throws {Void} */
export const keepEarly = (watched: Watched, notice: Notice, at: number): Watched => {
  if (watched.early.some(({ text }) => text === notice.text)) return watched;
  const writer = writerOf(notice);
  if (watched.early.filter((one) => writerOf(one) === writer).length >= MOST_EARLY)
    throw new Void('too many votes about nothing known');
  return { ...watched, early: [...watched.early, notice], highest: at };
};

const writerOf = (notice: Notice): string => {
  const body = readNotice(notice);
  return ('leaf' in body ? leafHash(body.leaf) : body.device).join();
};

const checkAlone = ({ requests }: Watched, { leaf }: Body<'approve'>, at: number): void => {
  const alone = requests.filter(({ approvals, firstSeen }) => {
    const all = voices(approvals);
    return at - firstSeen < REQUEST_MS && all.size === 1 && all.has(bytesToHex(leafHash(leaf)));
  });
  if (alone.length >= MOST_ALONE) throw new Void('too many requests of one guardian');
};

/** A request that is new here, with what was said about it before. */
const open = (watched: Watched, notice: Notice, body: Body<'approve'>, at: number): Watched => {
  checkAlone(watched, body, at);
  const { t, n, people } = readManifest(watched.current);
  const watching: Watching = {
    id: body.request,
    text: body.text,
    manifest: body.manifest,
    firstSeen: at,
    needs: needsOf({ t, n, people }, alertOn(watched.alerts, at)),
    onlyPeople: endedByOwner(watched).length >= 2,
    approvals: [notice],
    withdrawals: [],
    stops: [],
    freeze: null,
    ownerStop: null,
    reached: { one: null, two: null, three: null },
    decided: null,
    ended: null,
    raisedAt: null,
  };
  return replay({ ...watched, requests: [...watched.requests, recount(watching, at)], highest: at }, body.request, at);
};

/** The votes that came before their request. */
const replay = (watched: Watched, id: Uint8Array, at: number): Watched => {
  const about = (notice: Notice): boolean => {
    const body = readNotice(notice);
    return 'request' in body && sameBytes(body.request, id);
  };
  const early = watched.early.filter(about);
  const rest = { ...watched, early: watched.early.filter((notice) => !about(notice)) };
  return early.reduce((state, notice) => {
    const body = readNotice(notice);
    try {
      return 'request' in body ? onRequest(state, notice, body, at) : state;
    } catch (error) {
      if (error instanceof Void) return state;
      throw error;
    }
  }, rest);
};

/** Two that an owner's device ended after they had reached a row, and still would without that stop. */
export const endedByOwner = ({ requests }: Watched): Watching[] =>
  requests.filter((one) => one.ownerStop !== null && hasReached(one));

/** Does it carry two such stops? */
const isThird = (watched: Watched, watching: Watching): boolean => {
  if (watching.onlyPeople) return true;
  const { stops } = readRequest(watching.text);
  const carried = endedByOwner(watched).filter(
    (one) => one.ownerStop && stops.some((hash) => sameBytes(hash, noticeHash(one.ownerStop?.notice.text ?? ''))),
  );
  return carried.length >= 2;
};
