/**
 * Keys that the wallet holds for trading at a venue: made at random, kept in the vault, never shown to a page, never used
 * again after they end. They are no accounts: nothing is derived from a phrase, and whoever restores the phrase does not
 * have them.
 * @module
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { type Hex, toHex } from '../lib/bytes.ts';
import type { Address } from '../signing/address.ts';
import { addressOf, parsePrivateKey } from './derive.ts';
import { SignatureFault, sign } from './sign.ts';

/** `secp256k1` signs 32 bytes that are a hash (venues with addresses); `ed25519` signs a message (Orderly). */
export type Curve = 'secp256k1' | 'ed25519';

/** What the venue is told: an address, or 32 bytes of an ed25519 public key as hexadecimal. */
export type AgentName = Address | Hex;

export const AGENT_RECORDS = 'agent/';
/** The vault record of an agent: its 32-byte secret. */
export const agentRecord = (name: AgentName): string => `${AGENT_RECORDS}${name}`;

/**
 * A new key of 32 random bytes.
 * @throws {PrivateKeyError} when they are no key of the curve (1 in 2^127 for secp256k1): take others
 */
export const makeAgent = (curve: Curve, random: Uint8Array): { secret: Uint8Array; name: AgentName } => {
  if (random.length !== 32) throw new RangeError('A key is made of 32 bytes');
  const secret = curve === 'secp256k1' ? parsePrivateKey(toHex(random)) : random.slice();
  return { secret, name: nameOf(curve, secret) };
};

export const nameOf = (curve: Curve, secret: Uint8Array): AgentName =>
  curve === 'secp256k1' ? addressOf(secret) : toHex(ed25519.getPublicKey(secret));

/**
 * r, s, v as 65 bytes for a digest on secp256k1; 64 bytes for a message on ed25519 (RFC 8032). Checked before it is given:
 * @throws {SignatureFault} when it does not lead back to the key
 */
export const signAsAgent = (curve: Curve, secret: Uint8Array, what: Uint8Array): Hex => {
  if (curve === 'secp256k1') return sign(what, secret, addressOf(secret)).hex65;
  const signature = ed25519.sign(what, secret);
  if (!ed25519.verify(signature, what, ed25519.getPublicKey(secret))) throw new SignatureFault();
  return toHex(signature);
};
