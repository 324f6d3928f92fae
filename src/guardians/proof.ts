/**
 * Okamoto's proof that a guardian holds the share (s, r) at x, without telling anything about it: with
 * Y = s G + r H computed from the commitments, R = u G + v H, e = SHA-256 of everything, z_s = u + e s, z_r = v + e r,
 * and z_s G + z_r H = R + e Y. What is proved is bound to all commitments, x and a context of the caller's.
 * @see https://doi.org/10.1007/3-540-48071-4_3 (Okamoto, CRYPTO '92)
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import {
  add,
  commit,
  decodePoint,
  decodeScalar,
  encodePoint,
  encodeScalar,
  evaluatePoints,
  H,
  mul,
  NotInGroup,
  POINT,
  type Random,
  randomScalar,
  reduce,
  SCALAR,
} from './group.ts';
import { checkShare, decodeCommitments, isIndex, type Share, SharingRefused } from './sharing.ts';

const DOMAIN = 'vouch/guardian-share-proof/v1';

const challenge = (commitments: Uint8Array[], x: bigint, context: Uint8Array, nonce: Uint8Array): bigint =>
  reduce(sha256(frame(DOMAIN, encodePoint(H), ...commitments, encodeScalar(x), context, nonce)));

/**
 * 97 bytes: R, z_s, z_r. `commitments`: the t of the manifest. `context` says what the proof is for (a framed hash of
 * wallet, epoch and challenge, or of request and manifest): it holds nowhere else. Draws u, then v; with the same
 * random bytes for two contexts both would give the share away.
 * @throws {SharingRefused} when the share does not fit the commitments: nothing to prove.
 */
export const prove = (
  share: Share,
  commitments: Uint8Array[],
  context: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> => {
  const fault = checkShare(commitments, commitments.length, share);
  if (fault) throw new SharingRefused(fault);
  const u = randomScalar(random);
  const v = randomScalar(random);
  const nonce = encodePoint(commit(u, v));
  const e = challenge(commitments, share.x, context, nonce);
  return concat(nonce, encodeScalar(add(u, mul(e, share.s))), encodeScalar(add(v, mul(e, share.r))));
};

/** `commitments`: the t of the manifest, which is what says how many they must be. */
export const checkProof = (commitments: Uint8Array[], x: bigint, context: Uint8Array, proof: Uint8Array): boolean => {
  if (proof.length !== POINT + 2 * SCALAR || !isIndex(x)) return false;
  const nonce = proof.subarray(0, POINT);
  try {
    const points = decodeCommitments(commitments, commitments.length);
    const zs = decodeScalar(proof.subarray(POINT, POINT + SCALAR));
    const zr = decodeScalar(proof.subarray(POINT + SCALAR));
    const e = challenge(commitments, x, context, nonce);
    return commit(zs, zr).equals(decodePoint(nonce).add(evaluatePoints(points, x).multiplyUnsafe(e)));
  } catch (error) {
    if (error instanceof NotInGroup || error instanceof SharingRefused) return false;
    throw error;
  }
};
