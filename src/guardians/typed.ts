/**
 * Bytes as text that people type: groups of four characters and a check character each, so that a slip is found in the
 * group where it was made, and a checksum over all. The alphabet has no I, L, O and U.
 * @see https://www.crockford.com/base32.html
 * @see docs/protocol.md#paper
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, sameBytes } from '../lib/bytes.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA = 4;
const GROUP = DATA + 1;
const SUM = 4;
const MAGIC = 'VOUCH:';

export type TypedFault =
  | { is: 'not a page' }
  /** `group`: counted from 1 */
  | { is: 'group'; group: number }
  | { is: 'length'; groups: number; expected: number }
  /** every group is right and the whole is not */
  | { is: 'altered' };

/** Doubling in GF(2^5) modulo x^5 + x^2 + 1. */
const twice = (value: number): number => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;

/** Any one wrong character, any two of the four changed about, and a group in a neighbour's place give another one. */
const checkOf = (values: number[], group: number): number =>
  values.reduce((sum, value) => twice(sum ^ value), twice(group & 31));

const encode = (bytes: Uint8Array): string => {
  let [out, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += ALPHABET[(held >> (bits - 5)) & 31];
  }
  if (bits > 0) out += ALPHABET[(held << (5 - bits)) & 31];
  return out.padEnd(Math.ceil(out.length / DATA) * DATA, '0');
};

const decode = (values: number[]): Uint8Array => {
  const out: number[] = [];
  let [bits, held] = [0, 0];
  for (const value of values) {
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((held >> bits) & 255);
    }
  }
  return Uint8Array.from(out);
};

/** Content is at most 60,000 bytes. `qr` has only characters of a QR code's alphanumeric mode. */
export const printed = (content: Uint8Array): { qr: string; words: string } => {
  const length = Uint8Array.of(content.length >> 8, content.length & 255);
  const body = concat(length, content);
  const text = encode(concat(body, sha256(body).subarray(0, SUM)));
  const groups = text.match(/.{4}/g) ?? [];
  const words = groups.map((group, at) => {
    const values = [...group].map((c) => ALPHABET.indexOf(c));
    return group + ALPHABET[checkOf(values, at)];
  });
  return { qr: MAGIC + text, words: words.join(' ') };
};

const digitOf = (character: string): number =>
  ALPHABET.indexOf(character.replace('O', '0').replace('I', '1').replace('L', '1'));

const inGroups = (text: string): string[] => {
  const parts = text.split(/[\s\-–—]+/).filter(Boolean);
  const whole = parts.join('');
  // groups as they were typed, where they were typed as groups
  return parts.length > whole.length / (2 * GROUP) ? parts : (whole.match(/.{1,5}/g) ?? []);
};

const readGroups = (text: string): { values: number[] } | { fault: TypedFault } => {
  const values: number[] = [];
  for (const [at, group] of inGroups(text).entries()) {
    const found = [...group].map(digitOf);
    const check = found.pop();
    if (found.length !== DATA || found.some((value) => value < 0) || check !== checkOf(found, at))
      return { fault: { is: 'group', group: at + 1 } };
    values.push(...found);
  }
  return { values };
};

/** Reads either form, whatever the case and the spaces. */
export const readTyped = (text: string): { content: Uint8Array } | { fault: TypedFault } => {
  const upper = text.trim().toUpperCase();
  const scanned = upper.startsWith(MAGIC);
  const read = scanned ? { values: [...upper.slice(MAGIC.length)].map(digitOf) } : readGroups(upper);
  if ('fault' in read) return read;
  const { values } = read;
  if (values.length < DATA || values.some((value) => value < 0)) return { fault: { is: 'not a page' } };
  const all = decode(values);
  const end = 2 + (((all[0] ?? 0) << 8) | (all[1] ?? 0));
  const expected = Math.ceil(Math.ceil(((end + SUM) * 8) / 5) / DATA);
  if (values.length !== expected * DATA)
    return { fault: { is: 'length', groups: Math.ceil(values.length / DATA), expected } };
  const sum = all.subarray(end, end + SUM);
  if (!sameBytes(sum, sha256(all.subarray(0, end)).subarray(0, SUM))) return { fault: { is: 'altered' } };
  return { content: all.slice(2, end) };
};
