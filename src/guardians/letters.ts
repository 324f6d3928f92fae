/**
 * What clients send each other (docs/protocol.md): letters, which any carrier takes, and the messages sealed in them.
 * Everything that arrives is parsed here before anything else looks at it.
 * @module
 */
import * as v from 'valibot';
import { Accept, Confirm, Finish, Reveal } from '../channel/handshake.ts';
import { PrekeyOffer } from '../channel/prekeys.ts';
import { bytes } from '../lib/json-bytes.ts';
import { Leaf, LeafPath } from './leaf.ts';
import { SignedManifest as AnyManifest, BadManifest, readManifest } from './manifest.ts';
import { Notice as AnyNotice, BadNotice, readNotice } from './notice.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hash = bytes(32);
/** What can be read at all: nothing else gets past the door. Who signed it is asked later. */
const SignedManifest = v.pipe(
  AnyManifest,
  v.check((signed) => reads(() => readManifest(signed))),
);
const Notice = v.pipe(
  AnyNotice,
  v.check((notice) => reads(() => readNotice(notice))),
);
const reads = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof BadManifest || error instanceof BadNotice) return false;
    throw error;
  }
};

/** A mailbox: 64 hexadecimal digits. */
export const Address = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const Relays = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(8));

/** `guard`: an invite to look after somebody. `recover`: a new device asks. `again`: two who know each other. */
export const Purpose = v.picklist(['guard', 'recover', 'again']);
export type Purpose = v.InferOutput<typeof Purpose>;

const step = <S extends string, M extends v.GenericSchema>(name: S, message: M) =>
  v.object({ v: v.literal(1), kind: v.literal('handshake'), purpose: Purpose, step: v.literal(name), message });

export const Letter = v.union([
  // the first step of `guard` and `recover` is the link itself
  v.object({
    ...step('commit', v.object({ commit: hash })).entries,
    /** a new device of the same owner: the manifest that t approvals warrant */
    successor: v.nullable(SignedManifest),
    relays: Relays,
  }),
  v.object({ ...step('accept', Accept).entries, relays: Relays }),
  step('reveal', Reveal),
  step('finish', Finish),
  step('confirm', Confirm),
  v.object({ v: v.literal(1), kind: v.literal('sealed'), envelope: bytes() }),
  v.object({ v: v.literal(1), kind: v.literal('ack'), ids: v.array(v.pipe(v.string(), v.maxLength(80))) }),
  v.object({ v: v.literal(1), kind: v.literal('notice'), notice: Notice }),
]);
export type Letter = v.InferOutput<typeof Letter>;

/** Where approvals, stops and alarms about a wallet are posted: everybody concerned can read and post. */
export const Box = v.object({ address: Address, readKey: bytes(32), postKey: bytes(32) });
export type Box = v.InferOutput<typeof Box>;

/** A guardian's place: its leaf with the way up to the manifest's root, and its share (96 bytes). */
export const Place = v.object({ leaf: Leaf, path: LeafPath, share: bytes(96) });
export type Place = v.InferOutput<typeof Place>;

/** How far a request has come, as one guardian's client counts it. */
export const Progress = v.object({
  /** the manifest that this guardian goes by: a page is proved under it */
  manifest: SignedManifest,
  rows: v.array(v.object({ row: v.picklist([1, 2, 3]), need: count, delay: count })),
  approvals: count,
  dueAt: v.nullable(count),
  frozenUntil: v.nullable(count),
  stopped: v.boolean(),
});
export type Progress = v.InferOutput<typeof Progress>;

const words = (most: number) => v.pipe(v.string(), v.maxLength(most));
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const Digest = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/));
/** Of one offer of the role: an answer to an earlier one says nothing of this. */
const RoleId = bytes(16);

/** Money that waits before it goes out, in words. `account`: its last four characters. `opensAt`: ms. */
export const MoneyWaits = v.object({
  type: v.literal('money-waits'),
  id: Id,
  asset: words(100),
  amount: words(100),
  recipient: words(200),
  account: words(8),
  opensAt: count,
});
export type MoneyWaits = v.InferOutput<typeof MoneyWaits>;

export const Message = v.variant('type', [
  v.object({ type: v.literal('prekeys'), offer: PrekeyOffer }),
  /** where the sender is to be reached from now on */
  v.object({ type: v.literal('relays'), relays: Relays }),

  // a guardian to the owner
  v.object({ type: v.literal('join'), approvalKey: bytes(33) }),
  v.object({ type: v.literal('dealt'), manifest: hash, proof: bytes(97) }),
  v.object({ type: v.literal('refused'), manifest: hash, why: v.string() }),
  v.object({ type: v.literal('committed'), manifest: hash }),
  v.object({ type: v.literal('proof'), challenge: hash, manifest: hash, proof: bytes(97) }),
  v.object({ type: v.literal('rehearsed'), rehearsal: hash, manifest: hash, proof: bytes(97) }),
  v.object({ type: v.literal('resign'), why: v.picklist(['resigned', 'moved']) }),
  v.object({ type: v.literal('co-role'), role: RoleId, accept: v.boolean() }),
  v.object({ type: v.literal('co-answer'), id: Id, digest: Digest, yes: v.boolean() }),
  v.object({ type: v.literal('money-stop'), id: Id }),

  // the owner to a guardian
  v.object({
    type: v.literal('deal'),
    manifest: SignedManifest,
    place: Place,
    box: Box,
    relays: Relays,
  }),
  /** a refresh: what is added to the share, and the commitments of the zero that it belongs to */
  v.object({
    type: v.literal('refresh'),
    manifest: SignedManifest,
    place: v.omit(Place, ['share']),
    delta: bytes(96),
    zero: v.array(bytes(33)),
  }),
  v.object({ type: v.literal('commit'), manifest: hash }),
  v.object({ type: v.literal('rollback'), manifest: hash }),
  v.object({ type: v.literal('removed') }),
  v.object({ type: v.literal('backup'), version: count, at: count, part: count, of: count, bytes: bytes() }),
  v.object({ type: v.literal('check-in'), challenge: hash }),
  v.object({ type: v.literal('rehearsal'), rehearsal: hash, at: count }),
  v.object({ type: v.literal('rehearsal-over'), rehearsal: hash }),
  v.object({ type: v.literal('co-offer'), role: RoleId }),
  v.object({
    type: v.literal('co-ask'),
    id: Id,
    digest: Digest,
    headline: words(500),
    why: v.pipe(v.array(words(500)), v.maxLength(8)),
    expiresAt: count,
  }),
  MoneyWaits,

  // either, the other
  v.object({ type: v.literal('co-end'), role: RoleId }),

  // a new device to a guardian
  v.object({ type: v.literal('request'), text: v.pipe(v.string(), v.maxLength(2000)) }),
  v.object({ type: v.literal('paper'), approval: Notice }),
  v.object({ type: v.literal('cancel') }),
  v.object({ type: v.literal('opened') }),

  // a guardian to a new device
  v.object({
    type: v.literal('answer'),
    answer: v.picklist(['approved', 'declined', 'withdrawn']),
    /** the approval itself, so that the new device can show that it was warranted */
    approval: v.nullable(Notice),
  }),
  v.object({ type: v.literal('progress'), progress: Progress }),
  v.object({
    type: v.literal('release'),
    manifest: SignedManifest,
    place: Place,
    box: Box,
    relays: Relays,
    backup: v.nullable(v.object({ version: count, parts: count })),
    /** what this manifest followed, when it was a recovery: its devices may have signed the backup */
    before: v.optional(v.nullable(SignedManifest), null),
  }),
]);
export type Message = v.InferOutput<typeof Message>;

/** An invite to be handed over: `vouch:` and base64url. `e`: ms. */
export const Link = v.object({
  v: v.literal(1),
  p: v.picklist(['guard', 'recover']),
  a: Address,
  c: hash,
  r: Relays,
  e: count,
});
export type Link = v.InferOutput<typeof Link>;
