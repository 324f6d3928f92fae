/** Bytes, hexadecimal and base64. @module */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** `0x` and an even number of hexadecimal digits. */
export type Hex = `0x${string}`;

class HexError extends Error {
  override name = 'HexError';
}

export const toHex = (bytes: Uint8Array): Hex => `0x${bytesToHex(bytes)}`;

/** @throws {HexError} when the text is not `0x` and an even number of hexadecimal digits. */
export const fromHex = (hex: string): Uint8Array => {
  if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(hex)) throw new HexError('Not hexadecimal: 0x and an even number of digits.');
  return hexToBytes(hex.slice(2));
};

export const utf8 = (text: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** @throws TypeError when the bytes are not UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

export const concat = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

export const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** @throws DOMException when the text is not base64. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** Compares without stopping at the first difference. JavaScript gives no promise of constant time. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [i, byte] of a.entries()) difference |= byte ^ (b[i] ?? 0);
  return difference === 0;
};

export const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
