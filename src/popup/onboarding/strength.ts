/**
 * How many guesses a password takes, as bits: the cheapest way to put it together from what a guesser tries first
 * (passwords of other people, words, repeats, runs, keyboard walks, years) and single characters for the rest. An
 * estimate that would rather be too low: it knows one list of words and no names, titles or lyrics.
 * @module
 */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { COMMON } from './common-passwords.ts';

const LEAST_LENGTH = 10;
/** 2^50 guesses at Argon2id's floor are out of reach for whoever copies the vault. */
export const LEAST_BITS = 50;
const STRONG_BITS = 70;

export type Strength = { level: 'short' | 'weak' | 'enough' | 'strong'; bits: number };

/** Longer passwords are judged by their beginning. */
const LONGEST = 64;
/** A word of some language that no list here holds: one of about 130,000. */
const UNKNOWN_WORD = 17;
const LETTER_OF_A_WORD = 3.2;
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const ROWS = ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./'];
const SHIFTED: Record<string, string> = Object.fromEntries(
  [...'~!@#$%^&*()_+{}:"<>?'].map((c, i) => [c, "`1234567890-=[];',./"[i] ?? c]),
);

const cost = new Map<string, number>(wordlist.map((word) => [word, 11]));
for (const [rank, word] of COMMON.entries()) cost.set(word, Math.log2(rank + 2));

const place = new Map<string, [row: number, column: number]>();
for (const [row, keys] of ROWS.entries())
  for (const [i, key] of [...keys].entries()) place.set(key, [row, i + row * 0.5]);

/** Bits that one character has when nothing else is known of it. */
const single = (c: string): number => {
  if (/[a-z]/.test(c)) return Math.log2(26);
  if (/[0-9]/.test(c)) return Math.log2(10);
  if (/[A-Z]/.test(c)) return Math.log2(52);
  return Math.log2(95);
};

const word = (piece: string): number => {
  const plain = piece.toLowerCase();
  const unleet = plain.replace(/[013457@$!]/g, (c) => LEET[c] ?? c);
  const raised = (piece.match(/[A-Z]/g) ?? []).length;
  const shape = raised === 0 ? 0 : raised === piece.length || /^[A-Z][^A-Z]*$/.test(piece) ? 1 : 2 + raised;
  const known = Math.min(
    cost.get(plain) ?? Infinity,
    (cost.get(unleet) ?? Infinity) + 1.5,
    (cost.get([...plain].reverse().join('')) ?? Infinity) + 1,
  );
  // Reads like a word: vowels, and never many consonants in a row.
  const spoken =
    /^[a-z]{3,12}$/.test(plain) && /[aeiouy]/.test(plain) && !/[^aeiouy]{4}/.test(plain) && !/[aeiouy]{4}/.test(plain);
  return Math.min(known, spoken ? Math.min(UNKNOWN_WORD, LETTER_OF_A_WORD * piece.length) : Infinity) + shape;
};

/** abcd, 4321, 2468: every step the same. */
const run = (piece: string): number => {
  const codes = [...piece].map((c) => c.charCodeAt(0));
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  if (piece.length < 3 || Math.abs(step) > 3) return Infinity;
  if (codes.some((code, i) => i > 0 && code - (codes[i - 1] ?? 0) !== step)) return Infinity;
  return 5 + Math.log2(piece.length);
};

/** Neighbours on the keyboard, one after another; a change of direction costs. */
const walk = (piece: string): number => {
  if (piece.length < 4) return Infinity;
  let turns = 0;
  let before = '';
  const keys = [...piece.toLowerCase()].map((c) => place.get(SHIFTED[c] ?? c));
  for (const [i, key] of keys.entries()) {
    const last = keys[i - 1];
    if (!key || (i > 0 && !last)) return Infinity;
    if (!last) continue;
    const [down, right] = [key[0] - last[0], key[1] - last[1]];
    if (Math.abs(down) > 1 || Math.abs(right) > 1) return Infinity;
    const direction = `${down},${right}`;
    if (direction !== before) turns++;
    before = direction;
  }
  return 6 + 2 * turns + Math.log2(piece.length) + (/[A-Z~!@#$%^&*()_+{}:"<>?]/.test(piece) ? 2 : 0);
};

const date = (piece: string): number => {
  if (/^(?:19|20)\d\d$/.test(piece)) return 6;
  if (/^(?:0?[1-9]|[12]\d|3[01])[./-]?(?:0?[1-9]|1[0-2])[./-]?(?:19|20)?\d\d$/.test(piece)) return 15;
  return /^(?:19|20)\d\d[./-]?(?:0?[1-9]|1[0-2])[./-]?(?:0?[1-9]|[12]\d|3[01])$/.test(piece) ? 15 : Infinity;
};

/** @returns bits: log2 of the guesses */
export const bitsOf = (password: string): number => {
  const text = password.normalize('NFKC').slice(0, LONGEST);
  const best = [0];
  const between = (from: number, to: number): number => {
    const piece = text.slice(from, to);
    return Math.min(
      to - from === 1 ? single(piece) : Infinity,
      to - from > 24 ? Infinity : word(piece),
      run(piece),
      walk(piece),
      date(piece),
    );
  };
  for (let to = 1; to <= text.length; to++) {
    let least = Infinity;
    for (let from = 0; from < to; from++) {
      least = Math.min(least, (best[from] ?? Infinity) + between(from, to));
      // The piece again and again: its own bits once, and how often.
      for (let unit = 1; unit <= (to - from) / 2; unit++) {
        if ((to - from) % unit !== 0) continue;
        const piece = text.slice(from, from + unit);
        if (piece.repeat((to - from) / unit) !== text.slice(from, to)) continue;
        least = Math.min(least, (best[from] ?? Infinity) + bitsOf(piece) + Math.log2((to - from) / unit));
        break;
      }
    }
    best.push(least);
  }
  return best[text.length] ?? 0;
};

export const strengthOf = (password: string): Strength => {
  const bits = bitsOf(password);
  if ([...password].length < LEAST_LENGTH) return { level: 'short', bits };
  if (bits < LEAST_BITS) return { level: 'weak', bits };
  return { level: bits < STRONG_BITS ? 'enough' : 'strong', bits };
};
