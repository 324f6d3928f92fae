/**
 * The backup that the guardians' key opens: encrypted, committed to its keys, signed by a device of the owner.
 *
 * Neither XChaCha20-Poly1305 nor any usual AEAD commits to its key, so what is derived from the keys is compared before
 * anything is opened; that also tells a wrong owner key from a wrong recovery key.
 * @see docs/protocol.md#backup
 * @module
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { concat, fromUtf8, sameBytes, utf8 } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { bytes, toJson } from '../lib/json-bytes.ts';
import type { Random } from './group.ts';
import { type Device, verifies } from './manifest.ts';
import { Ms } from './notice.ts';

/** `records`: vault records by id. `duties`, `owner`: JSON of the background's. */
export const Backup = v.strictObject({
  v: v.literal(1),
  at: Ms,
  records: v.record(v.string(), bytes()),
  duties: v.string(),
  owner: v.string(),
});
export type Backup = v.InferOutput<typeof Backup>;

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const Place = { wallet: bytes(32), epoch: count, version: count };
const Version = v.object({ v: v.number() });
const Sealed = v.strictObject({
  v: v.literal(1),
  ...Place,
  ownerFactor: v.boolean(),
  keyCheck: bytes(32),
  commitment: bytes(32),
  nonce: bytes(24),
  sealed: bytes(),
  signature: bytes(64),
});
type Sealed = v.InferOutput<typeof Sealed>;

/** `epoch`: of the sharing whose key opens it. `version` counts the backups of this wallet; it is not the manifest's. */
export type BackupPlace = Pick<Sealed, 'wallet' | 'epoch' | 'version'>;
/** What stands in clear. */
export type BackupHead = BackupPlace & Pick<Sealed, 'ownerFactor'>;

export type BackupFault =
  | 'unreadable'
  /** made by a newer Vouch */
  | 'newer'
  /** none of the devices has signed it as it is */
  | 'signature'
  /** it was made with an owner key, or without one */
  | 'owner key missing'
  | 'owner key not asked'
  /** another recovery key: of another epoch or wallet */
  | 'key'
  | 'owner key'
  /** the device signed something that does not open */
  | 'altered';
export class BadBackup extends Error {
  override name = 'BadBackup';
  readonly reason: BackupFault;
  constructor(reason: BackupFault) {
    super(`This backup does not open: ${reason}.`);
    this.reason = reason;
  }
}

const STEP = 1024;
const FACTORS = [16, 32];

const placeOf = (domain: string, { wallet, epoch, version }: BackupPlace): Uint8Array =>
  frame(domain, wallet, utf8(String(epoch)), utf8(String(version)));

const keysOf = (k: Uint8Array, factor: Uint8Array | null, place: BackupPlace) => {
  if (k.length !== 32 || (factor && !FACTORS.includes(factor.length))) throw new RangeError('A key of a wrong length.');
  const derived = hkdf(
    sha256,
    concat(k, factor ?? new Uint8Array()),
    place.wallet,
    placeOf('vouch/backup-key/1', place),
    64,
  );
  return {
    key: derived.subarray(0, 32),
    commitment: derived.subarray(32),
    keyCheck: hkdf(sha256, k, place.wallet, placeOf('vouch/backup-check/1', place), 32),
  };
};

const signedHash = (sealed: Omit<Sealed, 'signature'>): Uint8Array => {
  const { ownerFactor, keyCheck, commitment, nonce } = sealed;
  const flag = Uint8Array.of(Number(ownerFactor));
  const place = placeOf('vouch/backup/1', sealed);
  return sha256(frame('vouch/backup-signature/1', place, flag, keyCheck, commitment, nonce, sealed.sealed));
};

/** A length of 4 bytes, the content, zeros: a multiple of 1 kB, so that a label more is not seen. */
const pad = (content: Uint8Array): Uint8Array => {
  const out = new Uint8Array(Math.ceil((content.length + 4) / STEP) * STEP);
  new DataView(out.buffer).setUint32(0, content.length);
  out.set(content, 4);
  return out;
};

const unpad = (padded: Uint8Array): Uint8Array => {
  const length = new DataView(padded.buffer, padded.byteOffset, padded.length).getUint32(0);
  if (length > padded.length - 4) throw new RangeError('A length that is too large.');
  return padded.subarray(4, 4 + length);
};

/**
 * @param k the recovery key, 32 bytes
 * @param factor the owner factor, 16 or 32 bytes; null when the wallet has none
 * @param identity secret identity key of the device that signs
 */
export const sealBackup = (
  backup: Backup,
  k: Uint8Array,
  factor: Uint8Array | null,
  place: BackupPlace,
  identity: Uint8Array,
  random: Random,
): Uint8Array => {
  const { wallet, epoch, version } = place;
  const { key, commitment, keyCheck } = keysOf(k, factor, place);
  const nonce = random(24);
  const sealed = xchacha20poly1305(key, nonce, placeOf('vouch/backup/1', place)).encrypt(pad(utf8(toJson(backup))));
  const head = { v: 1 as const, wallet, epoch, version, ownerFactor: factor !== null, keyCheck, commitment, nonce };
  const signature = secp256k1.sign(signedHash({ ...head, sealed }), identity, { prehash: false, lowS: true });
  return utf8(toJson({ ...head, sealed, signature }));
};

const parse = (file: Uint8Array): Sealed => {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8(file));
  } catch {
    throw new BadBackup('unreadable');
  }
  const head = v.safeParse(Version, json);
  if (head.success && head.output.v > 1) throw new BadBackup('newer');
  const read = v.safeParse(Sealed, json);
  if (!read.success) throw new BadBackup('unreadable');
  return read.output;
};

const checkSigned = (sealed: Sealed, devices: Device[]): void => {
  const hash = signedHash(sealed);
  if (!devices.some(({ identity }) => verifies(sealed.signature, hash, identity))) throw new BadBackup('signature');
};

/** What stands in clear; nothing but its form is checked. @throws {BadBackup} `unreadable` or `newer` */
export const readBackup = (file: Uint8Array): BackupHead => {
  const { wallet, epoch, version, ownerFactor } = parse(file);
  return { wallet, epoch, version, ownerFactor };
};

/** @param devices of the manifest: one of them must have signed it. @throws {BadBackup} */
export const openBackup = (
  file: Uint8Array,
  k: Uint8Array,
  factor: Uint8Array | null,
  devices: Device[],
): { backup: Backup; place: BackupPlace } => {
  const sealed = parse(file);
  checkSigned(sealed, devices);
  const { wallet, epoch, version, ownerFactor } = sealed;
  const place = { wallet, epoch, version };
  const { key, commitment, keyCheck } = keysOf(k, factor, place);
  if (!sameBytes(keyCheck, sealed.keyCheck)) throw new BadBackup('key');
  if (ownerFactor && !factor) throw new BadBackup('owner key missing');
  if (!ownerFactor && factor) throw new BadBackup('owner key not asked');
  if (!sameBytes(commitment, sealed.commitment)) throw new BadBackup('owner key');
  try {
    const aead = xchacha20poly1305(key, sealed.nonce, placeOf('vouch/backup/1', place));
    const backup = v.parse(Backup, JSON.parse(fromUtf8(unpad(aead.decrypt(sealed.sealed)))));
    return { backup, place };
  } catch {
    throw new BadBackup('altered');
  }
};

/** Those of this wallet and epoch that one of the devices has signed, the newest first. */
export const validBackups = (
  list: Uint8Array[],
  of: { wallet: Uint8Array; epoch: number },
  devices: Device[],
): Uint8Array[] =>
  list
    .flatMap((file) => {
      try {
        const sealed = parse(file);
        checkSigned(sealed, devices);
        return sameBytes(sealed.wallet, of.wallet) && sealed.epoch === of.epoch ? [{ file, ...sealed }] : [];
      } catch (error) {
        if (error instanceof BadBackup) return [];
        throw error;
      }
    })
    .sort((a, b) => b.version - a.version)
    .map(({ file }) => file);

/** The newest of this wallet and epoch that one of the devices has signed. */
export const newestBackup = (
  list: Uint8Array[],
  of: { wallet: Uint8Array; epoch: number },
  devices: Device[],
): Uint8Array | undefined => validBackups(list, of, devices)[0];
