/**
 * X-Wing: ML-KEM-768 and X25519 in one. A secret key is its 32-byte seed.
 * @see https://datatracker.ietf.org/doc/draft-connolly-cfrg-xwing-kem/
 * @module
 */
import { ml_kem768_x25519 as xwing } from '@noble/post-quantum/hybrid.js';

/** Gives n random bytes. */
export type Random = (n: number) => Uint8Array;

export const KEM_SECRET = 32;
export const KEM_PUBLIC = 1216;
export const KEM_CIPHERTEXT = 1120;
const ENCAPSULATION_SEED = 64;

export const kemKeys = (random: Random): { secret: Uint8Array; key: Uint8Array } => {
  const { secretKey, publicKey } = xwing.keygen(random(KEM_SECRET));
  return { secret: secretKey, key: publicKey };
};

/** @throws Error when the key is not one: ML-KEM's modulus check (FIPS 203, 7.2) or a point of low order. */
export const encapsulate = (key: Uint8Array, random: Random): { ciphertext: Uint8Array; shared: Uint8Array } => {
  const { cipherText, sharedSecret } = xwing.encapsulate(key, random(ENCAPSULATION_SEED));
  return { ciphertext: cipherText, shared: sharedSecret };
};

/**
 * A changed ciphertext gives another secret and no error (implicit rejection).
 * @throws Error when its X25519 half is a point of low order.
 */
export const decapsulate = (ciphertext: Uint8Array, secret: Uint8Array): Uint8Array =>
  xwing.decapsulate(ciphertext, secret);
