import { existsSync, readFileSync } from 'node:fs';
import { HDKey } from '@scure/bip32';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../lib/bytes.ts';
import {
  PhraseChecksum,
  PhraseLength,
  PhraseWordUnknown,
  parsePhrase,
  phraseOf,
  seedOf,
  wordsToAsk,
  wrongWords,
} from './mnemonic.ts';

/** github.com/trezor/python-mnemonic vectors.json: entropy, phrase. */
const TREZOR = [
  [
    '00000000000000000000000000000000',
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
  ],
  ['7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
  ['ffffffffffffffffffffffffffffffff', 'zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong'],
] as const;
const vectorFile = new URL('../../../shared/vectors/crypto/bip39-trezor-vectors.json', import.meta.url);
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('a phrase', () => {
  it.each(TREZOR)('of entropy %s', (entropy, phrase) => {
    expect(phraseOf(fromHex(`0x${entropy}`))).toBe(phrase);
    expect(toHex(parsePhrase(phrase))).toBe(`0x${entropy}`);
  });

  it('gives the seed of BIP-39 without a passphrase', async () => {
    // abandon ... about, as every wallet has it
    expect(toHex(await seedOf(new Uint8Array(16)))).toBe(
      '0x5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc19a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4',
    );
  });

  it.runIf(existsSync(vectorFile))('agrees with every vector of Trezor', async () => {
    const vectors = JSON.parse(readFileSync(vectorFile, 'utf8')).english as [string, string, string, string][];
    expect(vectors.length).toBeGreaterThanOrEqual(24);
    const { mnemonicToSeedWebcrypto } = await import('@scure/bip39');
    for (const [entropy, phrase, seed, xprv] of vectors) {
      expect(phraseOf(fromHex(`0x${entropy}`))).toBe(phrase);
      expect(toHex(parsePhrase(phrase))).toBe(`0x${entropy}`);
      // these were made with the passphrase TREZOR, which Vouch does not offer
      const made = await mnemonicToSeedWebcrypto(phrase, 'TREZOR');
      expect(toHex(made)).toBe(`0x${seed}`);
      expect(HDKey.fromMasterSeed(made).privateExtendedKey).toBe(xprv);
    }
  });
  if (!existsSync(vectorFile)) console.warn('Not run: the BIP-39 vectors of Trezor are not beside the project.');

  it('is read as people type it: case, white space, full width', () => {
    const [entropy, phrase] = TREZOR[1];
    const wide = [...phrase]
      .map((c) => (c === ' ' ? '\u3000' : String.fromCharCode(c.charCodeAt(0) + 0xfee0)))
      .join('');
    for (const typed of [phrase.toUpperCase(), `\n ${phrase.replaceAll(' ', '  \t')} `, wide])
      expect(toHex(parsePhrase(typed))).toBe(`0x${entropy}`);
  });

  it('of any entropy comes back, in every length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(16, 20, 24, 28, 32).chain((n) => fc.uint8Array({ minLength: n, maxLength: n })),
        (entropy) => {
          expect(parsePhrase(phraseOf(entropy))).toEqual(entropy);
        },
      ),
    );
  });

  it('names the word that is wrong, and another only when just one is a letter away', () => {
    const words = TREZOR[1][1].split(' ');
    const wrong = (word: string) => thrownBy(() => parsePhrase(words.with(5, word).join(' ')));
    expect(wrong('sausaeg')).toBeInstanceOf(PhraseWordUnknown);
    expect(wrong('sausaeg')).toMatchObject({
      word: 5,
      text: { id: 'keyring.word-unknown-near', params: { position: '6', word: 'sausaeg', near: 'sausage' } },
    });
    expect(wrong('sausge')).toMatchObject({ text: { params: { near: 'sausage' } } });
    expect(wrong('sausagee')).toMatchObject({ text: { params: { near: 'sausage' } } });
    // cat, eat, fat, hat, ... : any would be a guess
    expect(wrong('zat')).toMatchObject({ word: 5, text: { id: 'keyring.word-unknown' } });
    expect(wrong('correcthorse')).toMatchObject({ text: { id: 'keyring.word-unknown' } });
    expect(String(wrong('sausaeg'))).not.toContain('sausaeg');
  });

  it('never suggests a word that is not in the list', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,10}$/), (word) => {
        fc.pre(!wordlist.includes(word));
        const { text } = new PhraseWordUnknown(word, 0);
        if (text.id === 'keyring.word-unknown-near') expect(wordlist).toContain(text.params?.near);
      }),
    );
  });

  it('of another length, or with a wrong check, is refused in words of its own', () => {
    expect(thrownBy(() => parsePhrase('abandon '.repeat(11)))).toMatchObject({
      name: 'PhraseLength',
      text: { params: { count: '11' } },
    });
    expect(() => parsePhrase('')).toThrow(PhraseLength);
    expect(() => parsePhrase('abandon '.repeat(12))).toThrow(PhraseChecksum);
    expect(() => parsePhrase(TREZOR[1][1].replace('winner thank', 'thank winner'))).toThrow(PhraseChecksum);
  });
});

describe('the back-up check', () => {
  it('asks for three different words, in order, each as likely', () => {
    const counts = new Array<number>(12).fill(0);
    for (let round = 0; round < 4000; round++) {
      const asked = wordsToAsk(12, crypto.getRandomValues(new Uint8Array(32)));
      expect(new Set(asked).size).toBe(3);
      expect([...asked].sort((a, b) => a - b)).toEqual(asked);
      for (const index of asked) counts[index] = (counts[index] ?? 0) + 1;
    }
    // 1000 each; 6 sigma is 164
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(164);
  });

  it('names what was answered wrong or not at all', () => {
    const entropy = fromHex('0x7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f');
    const answer = (index: number, word: string) => ({ index, word });
    expect(wrongWords(entropy, [0, 3, 11], [answer(0, ' Legal '), answer(3, 'year'), answer(11, 'yellow')])).toEqual(
      [],
    );
    expect(wrongWords(entropy, [0, 3, 11], [answer(0, 'winner'), answer(3, 'year')])).toEqual([0, 11]);
    expect(wrongWords(entropy, [0, 3, 11], [])).toEqual([0, 3, 11]);
    expect(wrongWords(entropy, [99], [answer(99, '')])).toEqual([99]);
  });
});
