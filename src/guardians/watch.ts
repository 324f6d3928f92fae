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
import { bytes } from '../lib/json-bytes.ts';
import { SignedManifest } from './manifest.ts';
import { Ms, Notice } from './notice.ts';
import type { Row } from './rows.ts';

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
export const Next = v.object({
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
  alerts: v.array(Notice),
  freezes: v.array(v.object({ leaf: bytes(32), at: Ms })),
  /** manifests that contradict each other */
  evidence: v.array(SignedManifest),
  /** highest time seen, ms: time never runs below it */
  highest: Ms,
});
export type Watched = v.InferOutput<typeof Watched>;

export type Via = 'box' | 'letter';
/** `news`: something changed. `forward`: votes that did not come from the box and are to be posted there, unchanged. */
export type Taken = { watched: Watched; news: boolean; forward: Notice[]; refused?: string };
export type Standing = {
  /** guardians and papers that count now */
  approvals: number;
  /** the rows this request can reach, in order; `startedAt` and `due` (ms) while reached and not ended by a stop */
  rows: { row: Row; need: number; have: number; startedAt: number | null; due: number | null }[];
  /** earliest over all rows, freeze included, ms */
  due: number | null;
  /** while a freeze holds back what would be due, ms */
  frozenUntil: number | null;
  stoppedBy: null | 'owner' | 'people';
  /** nothing more will come of it */
  over: boolean;
  /** the share may be released now, if the box was read to the end */
  mature: boolean;
};
export type ChangeStanding = { is: 'waiting' | 'effective' | 'stopped' | 'needs people'; effectiveAt: number };

/** The first state: `current` is taken as it is (checked by whoever paired). */
export const watchFrom = (
  fields: Pick<Watched, 'role' | 'peer' | 'name' | 'current' | 'box' | 'relays' | 'ownLeaf'>,
  now: number,
): Watched => {
  throw new Error(`later ${fields.name} ${now}`);
};

/** Takes a notice in, from the box or from a letter. A wrong one is refused and changes nothing. */
export const takeNotice = (watched: Watched, _notice: Notice, _now: number, _via: Via): Taken => ({
  watched,
  news: false,
  forward: [],
});

export const standing = (_watched: Watched, _watching: Watching, _now: number): Standing => {
  throw new Error('later');
};

/** Requests to show an alarm for, also while locked. */
export const needsAlarm = (_watched: Watched, _now: number): Watching[] => [];

/**
 * `adopted`: it is current now. `announced`: it waits in `next`. `waiting`: its warrant's request is not mature here.
 * `evidence`: it contradicts another of its version; both are kept and neither is adopted.
 */
export type TakenManifest = {
  watched: Watched;
  outcome: 'known' | 'adopted' | 'announced' | 'waiting' | 'evidence' | 'refused';
  refused?: string;
};
export const takeManifest = (watched: Watched, _signed: SignedManifest, _now: number): TakenManifest => ({
  watched,
  outcome: 'refused',
});

/** Null without an announced change. */
export const changeStanding = (_watched: Watched, _now: number): ChangeStanding | null => null;

/** Moves what has become effective to `current`. Call it at every wake. `adopted`: a new manifest is current. */
export const settle = (watched: Watched, _now: number): { watched: Watched; adopted: boolean } => ({
  watched,
  adopted: false,
});

/** What the person at this device answered to the alarm. */
export const decide = (watched: Watched, _id: Uint8Array, _decided: 'me' | 'stopped'): Watched => watched;
/** The alarm is shown. */
export const raise = (watched: Watched, _id: Uint8Array, _now: number): Watched => watched;
/** `opened`: this client released its share, or the owner is back. `cancelled`: the new device took it back. */
export const end = (
  watched: Watched,
  _id: Uint8Array,
  _how: 'stopped' | 'opened' | 'cancelled',
  _now: number,
): Watched => watched;
/** Stops and the approvals before them, to hand on as `evidence` to who has not seen them. */
export const evidenceOf = (_watched: Watched): Notice[] => [];
