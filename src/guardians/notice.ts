/**
 * Notices: what guardians, paper and the owner's devices say about a wallet, signed, in the notice box where all of them
 * read it. Here they are written and read; `check.ts` says whether one counts.
 * @see docs/protocol.md#notice
 * @module
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { utf8 } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { bytes, toJson } from '../lib/json-bytes.ts';
import type { Random } from './group.ts';
import { Leaf, LeafPath } from './leaf.ts';
import type { SignedManifest } from './manifest.ts';
import { prove } from './proof.ts';
import type { Share } from './sharing.ts';

/** Milliseconds since 1970, or a length of time in ms. */
export const Ms = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const version = v.literal(1);

export type Notice = {
  text: string;
  /** of a key: 64 bytes */
  signature?: Uint8Array | undefined;
  /** of a paper's share: 97 bytes */
  proof?: Uint8Array | undefined;
  /** owner-stops of this wallet's earlier requests, and the approvals that show that those had reached a row */
  evidence?: Notice[] | undefined;
};
type NoticeJson = {
  text: string;
  signature?: string | undefined;
  proof?: string | undefined;
  evidence?: NoticeJson[] | undefined;
};

/** Evidence has no evidence of its own. */
const Bare = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(200_000)),
  signature: v.optional(bytes(64)),
  proof: v.optional(bytes(97)),
});
export const Notice: v.GenericSchema<NoticeJson, Notice> = v.strictObject({
  ...Bare.entries,
  evidence: v.optional(v.pipe(v.array(Bare), v.maxLength(600))),
});

/** `stops`: hashes (`noticeHash`) of the owner-stops of earlier requests that this one carries. */
export const Request = v.strictObject({
  v: version,
  device: bytes(33),
  nonce: bytes(32),
  at: Ms,
  stops: v.pipe(v.array(bytes(32)), v.maxLength(8)),
});
export type Request = v.InferOutput<typeof Request>;

const about = { v: version, wallet: bytes(32), manifest: bytes(32), at: Ms };
const vote = { ...about, leaf: Leaf, path: LeafPath };
const onRequest = { ...vote, request: bytes(32) };
const onChange = { ...vote, next: bytes(32) };
const byDevice = { ...about, device: bytes(33) };

const Body = v.variant('type', [
  v.strictObject({ type: v.literal('approve'), ...onRequest, text: v.pipe(v.string(), v.maxLength(4000)) }),
  v.strictObject({ type: v.literal('withdraw'), ...onRequest }),
  v.strictObject({ type: v.literal('stop'), ...onRequest }),
  v.strictObject({ type: v.literal('freeze'), ...onRequest }),
  v.strictObject({ type: v.literal('owner-stop'), ...byDevice, request: bytes(32) }),
  v.strictObject({ type: v.literal('alert'), ...byDevice, from: Ms, until: Ms }),
  v.strictObject({ type: v.literal('change'), ...byDevice, next: v.string() }),
  v.strictObject({ type: v.literal('object'), ...onChange }),
  v.strictObject({ type: v.literal('agree'), ...onChange }),
]);
export type NoticeBody = v.InferOutput<typeof Body>;
export type NoticeType = NoticeBody['type'];
export type Body<T extends NoticeType> = Extract<NoticeBody, { type: T }>;

/** Not a notice, or one that does not count. `reason` is for a log and a test, not for a screen. */
export class BadNotice extends Error {
  override name = 'BadNotice';
  readonly reason: NoticeFault;
  constructor(reason: NoticeFault) {
    super(`This notice does not count: ${reason}.`);
    this.reason = reason;
  }
}
export type NoticeFault =
  | 'not a notice'
  | 'another wallet'
  | 'another manifest'
  | 'not a guardian'
  | 'paper has no vote'
  | 'a device has no vote'
  | 'not a device'
  | 'signature'
  | 'proof'
  | 'request'
  | 'manifest';

/** Where a guardian stands: the same in every vote. `manifest`: its hash. `at`: ms. */
export type Voter = { wallet: Uint8Array; manifest: Uint8Array; leaf: Leaf; path: LeafPath; at: number };
/** `device`: the public key that signs, 33 bytes: the stop key, or the identity key for `change`. */
export type OwnerDevice = { wallet: Uint8Array; manifest: Uint8Array; device: Uint8Array; at: number };

/** The bytes that are signed. */
export const noticeHash = (text: string): Uint8Array => sha256(frame('vouch/notice/1', utf8(text)));

/** For dedupe, in hexadecimal: everything that was received counts, so that a spoilt copy does not hide the true one. */
export const noticeId = ({ text, signature, proof, evidence }: Notice): string =>
  bytesToHex(sha256(frame('vouch/notice-id/1', utf8(toJson([text, signature, proof, evidence])))));

/** What a paper's share proof is bound to. */
export const paperContext = (request: Uint8Array, manifest: Uint8Array): Uint8Array =>
  sha256(frame('vouch/paper/1', request, manifest));

export const requestId = (text: string): Uint8Array => sha256(frame('vouch/request/1', utf8(text)));

/** The text of a request. @param device identity key of the new device. @param stops hashes of the owner-stops it carries */
export const makeRequest = (device: Uint8Array, random: Random, now: number, stops: Uint8Array[] = []): string =>
  toJson({ v: 1, device, nonce: random(32), at: now, stops } satisfies Request);

/** @throws {BadNotice} */
export const readRequest = (text: string): Request => {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Request), text);
  if (!read.success) throw new BadNotice('request');
  return read.output;
};

/** Parses; nothing is checked against a manifest. @throws {BadNotice} */
export const readNotice = (notice: Notice): NoticeBody => {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Body), notice.text);
  if (!read.success) throw new BadNotice('not a notice');
  return read.output;
};

const sign = (body: NoticeBody, secret: Uint8Array): Notice => {
  const text = toJson(body);
  return { text, signature: secp256k1.sign(noticeHash(text), secret, { prehash: false, lowS: true }) };
};

/** `request`: its text. Signed with the leaf's approval key, as every vote below. */
export const approve = (fields: Voter & { request: string }, secret: Uint8Array): Notice =>
  sign(approval(fields), secret);

const approval = ({ request, ...voter }: Voter & { request: string }): Body<'approve'> => ({
  v: 1,
  type: 'approve',
  ...voter,
  request: requestId(request),
  text: request,
});

/** `commitments`: those of the manifest. @throws {SharingRefused} when the page's share does not fit them */
export const approveByPaper = (
  fields: Voter & { request: string },
  share: Share,
  commitments: Uint8Array[],
  random: Random,
): Notice => {
  const body = approval(fields);
  return {
    text: toJson(body),
    proof: prove(share, commitments, paperContext(body.request, body.manifest), random),
  };
};

/** `request`: its id. A withdrawal is final for this request: who approves again needs a new one. */
export const withdraw = (fields: Voter & { request: Uint8Array }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'withdraw', ...fields }, secret);

export const stop = (fields: Voter & { request: Uint8Array }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'stop', ...fields }, secret);

export const freeze = (fields: Voter & { request: Uint8Array }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'freeze', ...fields }, secret);

/** `next`: hash of the announced manifest. */
export const object = (fields: Voter & { next: Uint8Array }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'object', ...fields }, secret);

export const agree = (fields: Voter & { next: Uint8Array }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'agree', ...fields }, secret);

export const ownerStop = (fields: OwnerDevice & { request: Uint8Array }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'owner-stop', ...fields }, secret);

/** `from`, `until`: ms. */
export const alert = (fields: OwnerDevice & { from: number; until: number }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'alert', ...fields }, secret);

export const change = ({ next, ...device }: OwnerDevice & { next: SignedManifest }, secret: Uint8Array): Notice =>
  sign({ v: 1, type: 'change', ...device, next: toJson(next) }, secret);
