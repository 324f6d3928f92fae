/**
 * A key as Orderly writes it: `ed25519:` and its 32 bytes in the base 58 of Bitcoin's addresses.
 * @see https://github.com/OrderlyNetwork/js-sdk/blob/0d1ae77/packages/core/src/keyPair.ts
 * @module
 */
import { fromHex, type Hex, toHex } from '../../lib/bytes.ts';

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

const encode = (bytes: Uint8Array): string => {
  const zeros = bytes.findIndex((byte) => byte !== 0);
  let text = '';
  for (let left = BigInt(toHex(bytes)); left > 0n; left /= 58n) text = (DIGITS[Number(left % 58n)] ?? '') + text;
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text;
};

/** @param name 32 bytes as hexadecimal */
export const keyText = (name: Hex): string => `ed25519:${encode(fromHex(name))}`;

/** 32 bytes as hexadecimal; null for what is no such key, or is written in another way than the venue does. */
export const keyIn = (text: string): Hex | null => {
  const digits = /^ed25519:([1-9A-HJ-NP-Za-km-z]{32,44})$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const value = [...digits].reduce((sum, digit) => sum * 58n + BigInt(DIGITS.indexOf(digit)), 0n);
  if (value >= 1n << 256n) return null;
  const name: Hex = `0x${value.toString(16).padStart(64, '0')}`;
  return keyText(name) === text ? name : null;
};
