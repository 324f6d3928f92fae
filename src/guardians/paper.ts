/**
 * Pages: a paper share, the owner key, and the fingerprint on the guardian card.
 * @see docs/protocol.md#paper
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { concat } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { encodeScalar } from './group.ts';
import type { Leaf, LeafPath } from './leaf.ts';
import { decodeShare, encodeShare, type Share, SharingRefused } from './sharing.ts';
import { printed, readTyped, type TypedFault } from './typed.ts';

/** `manifest`: hash of the one it was printed under. `leaf`: of paper, with the share's x. */
export type PaperPage = { wallet: Uint8Array; manifest: Uint8Array; leaf: Leaf; path: LeafPath; share: Share };
/** `factor`: 16 bytes. */
export type OwnerKey = { wallet: Uint8Array; factor: Uint8Array };
/** `qr`: text of the QR code. `words`: the same to type, in groups of five characters with spaces. */
export type Printed = { qr: string; words: string };

export type PaperFault =
  | TypedFault
  /** an owner key where a share is asked, or the other way round */
  | { is: 'another page' }
  /** made by a newer Vouch */
  | { is: 'newer' };
export type Decoded<T> = { ok: true; value: T } | { ok: false; fault: PaperFault };

const VERSION = 1;
const SHARE = 1;
const OWNER_KEY = 2;
const FIXED = 32 + 32 + 32 + 2 + 96;

/** The page holds the share in the clear: whoever reads it has it. */
export const encodePaper = ({ wallet, manifest, leaf, path, share }: PaperPage): Printed => {
  const { index, size, siblings } = path;
  const place = Uint8Array.of(index, size);
  return printed(
    concat(Uint8Array.of(VERSION, SHARE), wallet, manifest, leaf.salt, place, encodeShare(share), ...siblings),
  );
};

/** `factor` is a secret; the wallet id says which wallet it is for. */
export const encodeOwnerKey = ({ wallet, factor }: OwnerKey): Printed => {
  if (wallet.length !== 32 || factor.length !== 16) throw new RangeError('A wallet id has 32 bytes, a factor 16.');
  return printed(concat(Uint8Array.of(VERSION, OWNER_KEY), wallet, factor));
};

const open = (text: string, kind: number): Decoded<Uint8Array> => {
  const read = readTyped(text);
  if ('fault' in read) return { ok: false, fault: read.fault };
  const [version, is] = read.content;
  if (version !== VERSION) return { ok: false, fault: { is: version === 0 ? 'not a page' : 'newer' } };
  if (is !== kind) return { ok: false, fault: { is: 'another page' } };
  return { ok: true, value: read.content.subarray(2) };
};

/** Either form. Says what is wrong and never throws. Whether the share fits the manifest is for `checkShare`. */
export const decodePaper = (text: string): Decoded<PaperPage> => {
  const read = open(text, SHARE);
  if (!read.ok) return read;
  const body = read.value;
  const hashes = body.length - FIXED;
  const [index = 0, size = 0] = body.subarray(96, 98);
  if (hashes < 0 || hashes % 32 !== 0 || index >= size) return { ok: false, fault: { is: 'not a page' } };
  try {
    const share = decodeShare(body.subarray(98, FIXED));
    const siblings = Array.from({ length: hashes / 32 }, (_, i) => body.slice(FIXED + 32 * i, FIXED + 32 * (i + 1)));
    const leaf: Leaf = { salt: body.slice(64, 96), x: encodeScalar(share.x), kind: 'paper', approvalKey: null };
    const value = {
      wallet: body.slice(0, 32),
      manifest: body.slice(32, 64),
      leaf,
      path: { index, size, siblings },
      share,
    };
    return { ok: true, value };
  } catch (error) {
    if (error instanceof SharingRefused) return { ok: false, fault: { is: 'not a page' } };
    throw error;
  }
};

/** Either form. Says what is wrong and never throws. */
export const decodeOwnerKey = (text: string): Decoded<OwnerKey> => {
  const read = open(text, OWNER_KEY);
  if (!read.ok) return read;
  if (read.value.length !== 48) return { ok: false, fault: { is: 'not a page' } };
  return { ok: true, value: { wallet: read.value.slice(0, 32), factor: read.value.slice(32) } };
};

/** Four words of the BIP-39 list: they tell wallets apart on a card; they prove nothing. */
export const cardFingerprint = (wallet: Uint8Array): string[] => {
  const hash = sha256(frame('vouch/card/1', wallet));
  const number = hash.subarray(0, 6).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return [37n, 26n, 15n, 4n].map((shift) => wordlist[Number((number >> shift) & 2047n)] ?? '');
};
