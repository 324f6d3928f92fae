/**
 * One signature by one account.
 *
 * The nonce is RFC 6979 with nothing mixed in: venues derive trading keys from signatures, and a signature that came
 * out differently on another day would lose people's funds. s is low (EIP-2).
 * @see https://www.rfc-editor.org/rfc/rfc6979#section-3.2
 * @module
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat, type Hex, toHex } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { addressOfPublicKey } from './derive.ts';

/** `r`, `s`: 32 bytes each. `hex65`: r, s and 27 or 28, as personal_sign and eth_signTypedData_v4 answer. */
export type Signature = { r: Hex; s: Hex; yParity: 0 | 1; hex65: Hex };

/** The signature does not lead back to the account: a fault of memory, or the wrong key. It goes nowhere. */
export class SignatureFault extends SaidError {
  override name = 'SignatureFault';
  constructor() {
    super('keyring.fault');
  }
}

const { Point } = secp256k1;
/** Public keys that led to their address before, by address; each has a table that makes the next look quick. */
const known = new Map<string, typeof Point.BASE>();
const MOST_KNOWN = 32;

/** Whether R is what this key and digest make it: (digest G + r Q) / s. The same that recovery solves for Q. */
const isOf = (key: typeof Point.BASE, recovered: Uint8Array, digest: Uint8Array): boolean => {
  const { Fn } = Point;
  const { r, s, recovery } = secp256k1.Signature.fromBytes(recovered, 'recovered');
  const inverse = Fn.inv(s);
  const byG = Point.BASE.multiplyUnsafe(Fn.mul(Fn.create(BigInt(toHex(digest))), inverse));
  const { x, y } = byG.add(key.multiplyUnsafe(Fn.mul(r, inverse))).toAffine();
  return x === r && (y & 1n) === BigInt(recovery ?? -1);
};

/** Recovers the signer; of one that is known already it is looked whether it is the same, at a third of the time. */
const leadsBack = (recovered: Uint8Array, digest: Uint8Array, address: Address): boolean => {
  const before = known.get(address.toLowerCase());
  if (before) return isOf(before, recovered, digest);
  const key = secp256k1.recoverPublicKey(recovered, digest, { prehash: false });
  if (!sameAddress(addressOfPublicKey(key), address)) return false;
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  // 4: a table of 0.5 ms; wider ones take 10 ms and more to make and save little
  known.set(address.toLowerCase(), Point.fromBytes(key).precompute(4));
  return true;
};

/**
 * Signs 32 bytes that are a hash already, and looks whether it leads back to the signer before anyone sees the result.
 * @param address the account this signature is for
 * @throws {SignatureFault}
 */
export const sign = (digest: Uint8Array, privateKey: Uint8Array, address: Address): Signature => {
  if (digest.length !== 32) throw new RangeError('A digest has 32 bytes');
  // noble hashes with SHA-256 unless told not to
  const recovered = secp256k1.sign(digest, privateKey, {
    prehash: false,
    lowS: true,
    extraEntropy: false,
    format: 'recovered',
  });
  const yParity = recovered[0];
  if (yParity !== 0 && yParity !== 1) throw new SignatureFault(); // r above the order: 1 in 2^127, and no v can say it
  if (!leadsBack(recovered, digest, address)) throw new SignatureFault();
  const rs = recovered.subarray(1);
  return {
    r: toHex(rs.subarray(0, 32)),
    s: toHex(rs.subarray(32)),
    yParity,
    hex65: toHex(concat(rs, Uint8Array.of(27 + yParity))),
  };
};

/** How often it takes until the engine has compiled what a signature runs through. Measured in Chromium. */
const ROUNDS = 20;

/** Builds the tables of the first signature, and lets the engine compile its way, before a person's press waits for them. */
export const warm = (): void => {
  const one = new Uint8Array(32);
  one[31] = 1;
  for (let round = 0; round < ROUNDS; round++) sign(one, one, '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf');
};
