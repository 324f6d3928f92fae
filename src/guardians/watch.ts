/**
 * What a guardian's or owner's client knows of one wallet while locked: who approved which request, since when by its own
 * clock, and what follows. It holds no share and no key that signs.
 *
 * Everything is counted here, on this client, from signed notices; nobody else's count is believed. Every transition
 * gives a new state and may be repeated.
 * @see docs/protocol.md#watch
 * @module
 */
import * as v from 'valibot';
import { sameBytes } from '../lib/bytes.ts';
import { bytes } from '../lib/json-bytes.ts';
import { takeManifest } from './changes.ts';
import { announced, checkNotice } from './check.ts';
import { addVoice } from './count.ts';
import { manifestHash, readManifest, SignedManifest } from './manifest.ts';
import { BadNotice, type Body, Ms, Notice, type NoticeBody, noticeHash } from './notice.ts';
import { endedByOwner, keepEarly, onRequest, Void } from './votes.ts';

const need = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)));
const when = v.nullable(Ms);
const seen = v.nullable(v.object({ notice: Notice, at: Ms }));

/** One request. Every time is by this client's own clock, ms. */
export const Watching = v.object({
  id: bytes(32),
  /** the request's own text */
  text: v.string(),
  manifest: bytes(32),
  firstSeen: Ms,
  /** fixed when first seen, alert mode included */
  needs: v.object({ one: need, two: need, three: need }),
  /** the third after two that an owner's device ended: 30 days whatever the row, and only people stop it */
  onlyPeople: v.boolean(),
  approvals: v.array(Notice),
  withdrawals: v.array(Notice),
  /** votes of people */
  stops: v.array(Notice),
  freeze: seen,
  ownerStop: seen,
  /** when a row was reached; null again when a withdrawal undid it */
  reached: v.object({ one: when, two: when, three: when }),
  /** what the person at this device answered to the alarm */
  decided: v.nullable(v.picklist(['me', 'stopped'])),
  ended: v.nullable(v.object({ how: v.picklist(['stopped', 'opened', 'cancelled']), at: Ms })),
  /** when the alarm was last shown */
  raisedAt: when,
});
export type Watching = v.InferOutput<typeof Watching>;

/** A manifest that waits. */
const Next = v.object({
  manifest: SignedManifest,
  announcedAt: Ms,
  /** announced while a request was open or soon after a stop */
  needsAgreement: v.boolean(),
  objections: v.array(Notice),
  agreements: v.array(Notice),
});

export const Watched = v.object({
  wallet: bytes(32),
  role: v.picklist(['owner', 'guardian']),
  /** the caller's id of the relationship, and the name this client shows */
  peer: v.string(),
  name: v.string(),
  current: SignedManifest,
  next: v.nullable(Next),
  /** with a warrant whose request is not mature here yet */
  recovered: v.nullable(SignedManifest),
  /** `address`: Nostr public key in hexadecimal; the other two are secret keys that carry no authority */
  box: v.object({ address: v.string(), readKey: bytes(32), postKey: bytes(32) }),
  relays: v.array(v.string()),
  /** hash of this client's own leaf; null for an owner */
  ownLeaf: v.nullable(bytes(32)),
  requests: v.array(Watching),
  /** votes that came before what they are about */
  early: v.array(Notice),
  /** when a request was stopped, by an owner's device or by the people */
  stops: v.array(v.object({ request: bytes(32), at: Ms })),
  alerts: v.array(v.object({ notice: Notice, at: Ms })),
  freezes: v.array(v.object({ leaf: bytes(32), at: Ms })),
  /** manifests that contradict each other */
  evidence: v.array(SignedManifest),
  /** highest time seen, ms: time never runs below it */
  highest: Ms,
});
export type Watched = v.InferOutput<typeof Watched>;

export type Via = 'box' | 'letter';
/**
 * `news`: something changed. `forward`: what did not come from the box and is to be posted there, unchanged.
 * `refused`: why it was refused or is void.
 */
export type Taken = { watched: Watched; news: boolean; forward: Notice[]; refused?: string };

/** The first state. `current` is taken as it is: whoever paired has checked it. `now` in ms. */
export const watchFrom = (
  fields: Pick<Watched, 'role' | 'peer' | 'name' | 'current' | 'box' | 'relays' | 'ownLeaf'>,
  now: number,
): Watched => ({
  ...fields,
  wallet: readManifest(fields.current).wallet,
  next: null,
  recovered: null,
  requests: [],
  early: [],
  stops: [],
  alerts: [],
  freezes: [],
  evidence: [],
  highest: now,
});

/**
 * Takes in a notice from the box or a letter, and the evidence it carries. One that is wrong or void changes nothing;
 * one that is known changes nothing.
 */
export const takeNotice = (before: Watched, notice: Notice, now: number, via: Via): Taken => {
  try {
    const body = checkNotice(notice, before.current);
    const forward: Notice[] = [];
    const at = Math.max(now, before.highest);
    let after = before;
    for (const one of [...inOrder(notice.evidence ?? []), notice]) {
      const next = one === notice ? apply(after, bare(notice), body, at) : applyEvidence(after, one, at);
      if (next !== after && via === 'letter') forward.push(one);
      after = next;
    }
    return { watched: after.highest < at ? { ...after, highest: at } : after, news: after !== before, forward };
  } catch (error) {
    if (error instanceof BadNotice) return { watched: before, news: false, forward: [], refused: error.reason };
    if (error instanceof Void) return { watched: before, news: false, forward: [], refused: error.message };
    throw error;
  }
};

const bare = ({ text, signature, proof }: Notice): Notice => ({
  text,
  ...(signature && { signature }),
  ...(proof && { proof }),
});

/** A stop is evidence only of a request that is known: its approvals go first. */
const inOrder = (evidence: Notice[]): Notice[] => [
  ...evidence.filter(({ proof, text }) => proof || !text.includes('"type":"owner-stop"')),
  ...evidence.filter(({ proof, text }) => !proof && text.includes('"type":"owner-stop"')),
];

/** Evidence that is wrong is passed over: it does not make what it came with wrong. */
const applyEvidence = (watched: Watched, notice: Notice, at: number): Watched => {
  try {
    const body = checkNotice(notice, watched.current);
    if (body.type !== 'approve' && body.type !== 'withdraw' && body.type !== 'owner-stop') return watched;
    return apply(watched, bare(notice), body, at);
  } catch (error) {
    if (error instanceof BadNotice || error instanceof Void) return watched;
    throw error;
  }
};

/** The same state, and not a copy, when nothing changes. */
const apply = (watched: Watched, notice: Notice, body: NoticeBody, at: number): Watched => {
  switch (body.type) {
    case 'alert':
      return watched.alerts.some((one) => one.notice.text === notice.text)
        ? watched
        : { ...watched, alerts: [...watched.alerts, { notice, at }] };
    case 'change': {
      const { outcome, watched: after, refused } = takeManifest(watched, announced(body), at);
      if (outcome === 'refused') throw new Void(refused ?? outcome);
      return after;
    }
    case 'object':
    case 'agree':
      return onChange(watched, notice, body, at);
    default:
      return onRequest(watched, notice, body, at);
  }
};

const onChange = (watched: Watched, notice: Notice, body: Body<'object' | 'agree'>, at: number): Watched => {
  const { next } = watched;
  if (!next || !sameBytes(manifestHash(next.manifest), body.next)) return keepEarly(watched, notice, at);
  const list = body.type === 'object' ? 'objections' : 'agreements';
  const votes = addVoice(next[list], notice, body);
  return votes === next[list] ? watched : { ...watched, next: { ...next, [list]: votes }, highest: at };
};

const change = (watched: Watched, id: Uint8Array, to: (watching: Watching) => Partial<Watching>): Watched => ({
  ...watched,
  requests: watched.requests.map((one) => (sameBytes(one.id, id) ? { ...one, ...to(one) } : one)),
});

/** What the person at this device answered to the alarm of this request. */
export const decide = (watched: Watched, id: Uint8Array, decided: 'me' | 'stopped'): Watched =>
  change(watched, id, () => ({ decided }));

/** The alarm of this request is shown. */
export const raise = (watched: Watched, id: Uint8Array, now: number): Watched =>
  change(watched, id, () => ({ raisedAt: Math.max(now, watched.highest) }));

/** `opened`: this client has released its share, or its owner is back. `cancelled`: the new device gave it up. */
export const end = (watched: Watched, id: Uint8Array, how: 'stopped' | 'opened' | 'cancelled', now: number): Watched =>
  change(watched, id, ({ ended }) => ({ ended: ended ?? { how, at: Math.max(now, watched.highest) } }));

/** The two latest that an owner's device ended after they had reached a row. */
const latest = (watched: Watched): Watching[] => endedByOwner(watched).slice(-2);

/** Their stops and approvals: `evidence` for who has not seen them, with a notice or to a new device. */
export const evidenceOf = (watched: Watched): Notice[] =>
  latest(watched).flatMap(({ approvals, ownerStop }) => (ownerStop ? [...approvals, ownerStop.notice] : []));

/** Hashes of their stops: what a new device's next request carries. */
export const stopsOf = (watched: Watched): Uint8Array[] =>
  latest(watched).flatMap(({ ownerStop }) => (ownerStop ? [noticeHash(ownerStop.notice.text)] : []));
