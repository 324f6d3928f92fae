/**
 * The manifest: what a wallet's guardians agree on, signed by a device of the owner and chained to the one before.
 * @see docs/protocol.md#manifest
 * @module
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { sameBytes, utf8 } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { bytes, toJson } from '../lib/json-bytes.ts';
import { Ms, Notice } from './notice.ts';

const HOUR_MS = 60 * 60 * 1000;
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));
const Delay = v.pipe(Ms, v.minValue(24 * HOUR_MS, 'delays'), v.maxValue(30 * 24 * HOUR_MS, 'delays'));

/** ms, each within 24 hours to 30 days: how long after row 1, 2 or 3 was reached. */
export const Delays = v.strictObject({ one: Delay, two: Delay, three: Delay });
export type Delays = v.InferOutput<typeof Delays>;

/** Public keys of one device of the owner, 33 bytes each. */
export const Device = v.strictObject({ identity: bytes(33), stop: bytes(33) });
export type Device = v.InferOutput<typeof Device>;

export const Manifest = v.pipe(
  v.strictObject({
    v: v.literal(1),
    wallet: bytes(32),
    /** counts sharings */
    epoch: count,
    /** counts manifests */
    version: count,
    t: count,
    n: count,
    /** how many of the n are persons */
    people: v.pipe(v.number(), v.integer(), v.minValue(0)),
    delays: Delays,
    commitments: v.array(bytes(33)),
    /** of the leaves */
    root: bytes(32),
    devices: v.pipe(v.array(Device), v.minLength(1, 'devices'), v.maxLength(16, 'devices')),
    /** address of the notice box: a Nostr public key in hexadecimal */
    box: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'box')),
    ownerFactor: v.boolean(),
    /** hash of the manifest before */
    previous: v.nullable(bytes(32)),
    at: Ms,
  }),
  v.check(({ t, n }) => t >= 2 && t <= n && n <= 255, 'limits'),
  v.check(({ t, commitments }) => commitments.length === t, 'commitments'),
  v.check(({ people, n }) => people <= n, 'people'),
  v.check(({ version, previous }) => (version === 1) === (previous === null), 'previous'),
);
export type Manifest = v.InferOutput<typeof Manifest>;

/** `warrant`: of a new device after a recovery. `request`: its text. */
export const SignedManifest = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(60_000)),
  signature: bytes(64),
  warrant: v.optional(v.strictObject({ request: v.string(), approvals: v.pipe(v.array(Notice), v.maxLength(255)) })),
});
export type SignedManifest = v.InferOutput<typeof SignedManifest>;

/** A manifest that is none, or that may not follow. `reason` says what. */
export class BadManifest extends Error {
  override name = 'BadManifest';
  readonly reason: string;
  constructor(reason: string) {
    super(`This manifest is refused: ${reason}.`);
    this.reason = reason;
  }
}

const hashOf = (text: string): Uint8Array => sha256(frame('vouch/manifest/1', utf8(text)));

/** 32 bytes. The signature and the warrant are no part of it. */
export const manifestHash = ({ text }: { text: string }): Uint8Array => hashOf(text);

/** @param secret identity key of a device. @throws {BadManifest} when it breaks a limit */
export const signManifest = (manifest: Manifest, secret: Uint8Array): SignedManifest => {
  const text = toJson(manifest);
  const signed = { text, signature: secp256k1.sign(hashOf(text), secret, { prehash: false, lowS: true }) };
  readManifest(signed);
  return signed;
};

/** Reads and checks the limits, not who signed. @throws {BadManifest} */
export const readManifest = ({ text }: { text: string }): Manifest => {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Manifest), text);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new BadManifest(`${v.getDotPath(issue) ?? ''} ${issue.message}`.trim());
};

/** Which of these devices signed it? */
export const signerOf = (signed: SignedManifest, devices: Device[]): Device | undefined =>
  devices.find(({ identity }) => verifies(signed.signature, hashOf(signed.text), identity));

/** False, never an error, for a key that is no point. */
export const verifies = (signature: Uint8Array, hash: Uint8Array, key: Uint8Array): boolean => {
  try {
    return secp256k1.verify(signature, hash, key, { prehash: false, lowS: true });
  } catch {
    return false;
  }
};

/** Nothing but epoch, commitments, version, previous and at differ: a refresh. */
export const sameGuardians = (a: SignedManifest, b: SignedManifest): boolean => {
  const rest = (signed: SignedManifest): string =>
    toJson({ ...readManifest(signed), epoch: 0, commitments: [], version: 0, previous: null, at: 0 });
  return rest(a) === rest(b);
};

/** Two different manifests of one wallet and version, or of one epoch with different commitments. */
export const equivocation = (a: SignedManifest, b: SignedManifest): boolean => {
  const [one, other] = [readManifest(a), readManifest(b)];
  if (a.text === b.text || !sameBytes(one.wallet, other.wallet)) return false;
  const dealing = (manifest: Manifest): string => toJson([manifest.t, manifest.commitments]);
  return one.version === other.version || (one.epoch === other.epoch && dealing(one) !== dealing(other));
};
