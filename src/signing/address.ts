/** Addresses of accounts and contracts: 20 bytes, written with the check of EIP-55. @module */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Hex, utf8 } from '../lib/bytes.ts';

/** An address with the mixed case of EIP-55. */
export type Address = Hex;

export class AddressError extends Error {
  override name = 'AddressError';
}

/** @see https://eips.ethereum.org/EIPS/eip-55 */
export const checksum = (address: string): Address => {
  const digits = address.slice(2).toLowerCase();
  const hash = bytesToHex(keccak_256(utf8(digits)));
  return `0x${[...digits].map((c, i) => (Number.parseInt(hash[i] ?? '0', 16) > 7 ? c.toUpperCase() : c)).join('')}`;
};

/**
 * Reads an address as people and pages write it: all lower case, all upper case, or with a right EIP-55 check.
 * @throws {AddressError} for anything else.
 */
export const parseAddress = (text: string): Address => {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw new AddressError('An address is 0x and 40 hexadecimal digits.');
  const right = checksum(text);
  const digits = text.slice(2);
  if (digits !== digits.toLowerCase() && digits !== digits.toUpperCase() && text !== right)
    throw new AddressError(
      'The capital letters of this address do not fit its digits (EIP-55). Check it for a typing error.',
    );
  return right;
};

/** Two texts name one address, whatever their case. */
export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
