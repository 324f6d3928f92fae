/** From a phrase or a typed key to the key and the address of one account. @module */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { HDKey } from '@scure/bip32';
import { fromHex, toHex } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';
import { type Address, checksum } from '../signing/address.ts';
import { seedOf } from './mnemonic.ts';

export class PrivateKeyError extends SaidError {
  override name = 'PrivateKeyError';
}

/**
 * The 32-byte private key at m/44'/60'/0'/0/index.
 * @see https://github.com/bitcoin/bips/blob/master/bip-0044.mediawiki
 */
export const deriveKey = async (entropy: Uint8Array, index: number): Promise<Uint8Array> => {
  const { privateKey } = HDKey.fromMasterSeed(await seedOf(entropy)).derive(`m/44'/60'/0'/0/${index}`);
  if (!privateKey) throw new TypeError('A path from a seed always has a private key');
  return privateKey;
};

/**
 * A private key as a person pastes it: 64 hexadecimal digits, 0x or not, white space around.
 * @throws {PrivateKeyError}
 */
export const parsePrivateKey = (typed: string): Uint8Array => {
  const digits = typed.trim().replace(/^0x/i, '');
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) throw new PrivateKeyError('keyring.private-key');
  const key = fromHex(`0x${digits}`);
  if (!secp256k1.utils.isValidSecretKey(key)) throw new PrivateKeyError('keyring.private-key-range');
  return key;
};

/** The address of a public key, in either of its encodings. */
export const addressOfPublicKey = (publicKey: Uint8Array): Address =>
  checksum(toHex(keccak_256(secp256k1.Point.fromBytes(publicKey).toBytes(false).subarray(1)).subarray(12)));

export const addressOf = (privateKey: Uint8Array): Address => addressOfPublicKey(secp256k1.getPublicKey(privateKey));
