/** @module */
import { schnorr } from '@noble/curves/secp256k1.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The address of a mailbox: the x-only public half of its 32-byte key, 64 hexadecimal digits, as Nostr writes it. */
export const mailboxOf = (key: Uint8Array): string => bytesToHex(schnorr.getPublicKey(key));
