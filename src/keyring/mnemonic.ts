/**
 * BIP-39 phrases, English list.
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 * @module
 */
import { entropyToMnemonic, mnemonicToEntropy, mnemonicToSeedWebcrypto } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { SaidError } from '../lib/said-error.ts';

const LENGTHS = [12, 15, 18, 21, 24];

export class PhraseLength extends SaidError {
  override name = 'PhraseLength';
  constructor(count: number) {
    super('keyring.phrase-length', { count: String(count) });
  }
}

/** Names one word that is not in the list. `word` is its 0-based index, as a screen needs it to point there. */
export class PhraseWordUnknown extends SaidError {
  override name = 'PhraseWordUnknown';
  readonly word: number;
  constructor(word: string, index: number) {
    const [near, ...more] = nearWords(word);
    const params = { word, position: String(index + 1) };
    // of two candidates either would be a guess
    if (near === undefined || more.length > 0) super('keyring.word-unknown', params);
    else super('keyring.word-unknown-near', { ...params, near });
    this.message = `Word ${index + 1} is not in the list`; // a message ends up in logs, a word of a phrase must not
    this.word = index;
  }
}

export class PhraseChecksum extends SaidError {
  override name = 'PhraseChecksum';
  constructor() {
    super('keyring.phrase-checksum');
  }
}

/** One letter more, one less, another one, or two neighbours changed about. */
const oneEditApart = (a: string, b: string): boolean => {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
};

const nearWords = (word: string): string[] => wordlist.filter((candidate) => oneEditApart(word, candidate));

/** As people type and paste: any case, any white space, full-width letters. */
const fold = (text: string): string => text.normalize('NFKD').toLowerCase().trim();

/** `entropy`: 16 bytes give 12 words, 32 give 24 (4 more bytes, 3 more words). */
export const phraseOf = (entropy: Uint8Array): string => entropyToMnemonic(entropy, wordlist);

/**
 * The entropy behind a phrase as a person typed it.
 * @throws {PhraseLength | PhraseWordUnknown | PhraseChecksum}
 */
export const parsePhrase = (typed: string): Uint8Array => {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (!LENGTHS.includes(words.length)) throw new PhraseLength(words.length);
  for (const [index, word] of words.entries()) if (!wordlist.includes(word)) throw new PhraseWordUnknown(word, index);
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    throw new PhraseChecksum();
  }
};

/** 64 bytes. Native PBKDF2: 1.3 ms where the same in JavaScript takes 11 to 33. */
export const seedOf = (entropy: Uint8Array): Promise<Uint8Array> => mnemonicToSeedWebcrypto(phraseOf(entropy));

/** How many words to ask for in a back-up check. */
export const ASKED = 3;

/**
 * Which words (0-based, in order) a back-up check asks for. `random`: 32 bytes or more, fresh.
 * @throws RangeError when the randomness ran out, which 32 bytes never do in practice.
 */
export const wordsToAsk = (words: number, random: Uint8Array): number[] => {
  const asked = new Set<number>();
  const fair = 256 - (256 % words);
  for (const byte of random) {
    if (byte < fair) asked.add(byte % words);
    if (asked.size === ASKED) return [...asked].sort((a, b) => a - b);
  }
  throw new RangeError('Too little randomness');
};

/** The asked words that were answered wrong or not at all. */
export const wrongWords = (
  entropy: Uint8Array,
  asked: number[],
  answers: { index: number; word: string }[],
): number[] => {
  const words = phraseOf(entropy).split(' ');
  return asked.filter((index) => {
    const answer = answers.find((one) => one.index === index);
    return answer === undefined || words[index] === undefined || fold(answer.word) !== words[index];
  });
};
