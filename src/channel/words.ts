/**
 * The words two people read to each other: ten of the BIP-39 English list, five each way.
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039/english.txt
 * @module
 */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import * as v from 'valibot';

const HALF = 5;
const BITS = 11n;

const half = v.pipe(v.array(v.string()), v.length(HALF));

/** Each side reads its own half aloud and types the other's. */
export const Words = v.object({ inviter: half, invited: half });
export type Words = v.InferOutput<typeof Words>;

/** The first 110 bits of a 32-byte hash: 55 for the inviter's five words, then 55 for the invited's. */
export const wordsOf = (hash: Uint8Array): Words => {
  const number = hash.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const top = BigInt(hash.length * 8);
  const word = (_: unknown, at: number): string =>
    wordlist[Number((number >> (top - BITS * BigInt(at + 1))) & 2047n)] ?? '';
  const all = Array.from({ length: 2 * HALF }, word);
  return { inviter: all.slice(0, HALF), invited: all.slice(HALF) };
};

/** Forgives case, and whatever stands between words. Nothing else: a word that is nearly right is wrong. */
export const sameWords = (typed: string[] | string, words: string[]): boolean => {
  const heard = (typeof typed === 'string' ? typed : typed.join(' '))
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length > 0 && heard.length === words.length && heard.every((word, at) => word === words[at]);
};
