import { sha256 } from '@noble/hashes/sha2.js';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../lib/bytes.ts';
import { sameWords, wordsOf } from './words.ts';

describe('words of a hash', () => {
  test('the list is the published one', () => {
    // sha-256 of english.txt of BIP-39
    expect(toHex(sha256(utf8(`${wordlist.join('\n')}\n`)))).toBe(
      '0x2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda',
    );
  });

  test('eleven bits a word, from the top', () => {
    const hash = new Uint8Array(32);
    expect(wordsOf(hash)).toEqual({ inviter: Array(5).fill('abandon'), invited: Array(5).fill('abandon') });
    // Bits 0-10 = 1, the last bit of the tenth word (bit 109) = 1, and nothing after it counts.
    hash.set([0, 0b00100000], 0);
    hash.set([0b00000111, 0xff], 13);
    expect(wordsOf(hash).inviter).toEqual(['ability', 'abandon', 'abandon', 'abandon', 'abandon']);
    expect(wordsOf(hash).invited).toEqual(['abandon', 'abandon', 'abandon', 'abandon', 'ability']);
  });

  test('each of the 110 bits changes the words of its half', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(109), (hash, bit) => {
        const other = Uint8Array.from(hash, (byte, at) => (at === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
        const [a, b] = [wordsOf(hash), wordsOf(other)];
        const [changed, kept] = bit < 55 ? (['inviter', 'invited'] as const) : (['invited', 'inviter'] as const);
        expect(b[changed]).not.toEqual(a[changed]);
        expect(b[kept]).toEqual(a[kept]);
      }),
    );
  });
});

describe('words as typed', () => {
  const words = ['ocean', 'lamp', 'zoo', 'cat', 'tree'];
  test.each(['ocean lamp zoo cat tree', '  OCEAN, Lamp;zoo\n- cat.\ttree! ', 'ocean/lamp/zoo/cat/tree'])(
    '%j is the same',
    (typed) => expect(sameWords(typed, words)).toBe(true),
  );
  test.each([
    '',
    'ocean lamp zoo cat',
    'ocean lamp zoo cat tree tree',
    'lamp ocean zoo cat tree',
    'ocean lamp zoo cat trees',
    'ocean lamp zoo cat tre',
    'oceanlamp zoo cat tree',
    'ocean lamp zoo c-at tree',
    'océan lamp zoo cat tree',
    'осean lamp zoo cat tree',
    '1 ocean lamp zoo cat tree',
  ])('%j is not', (typed) => expect(sameWords(typed, words)).toBe(false));
  test('as a list, and never when there is nothing to compare with', () => {
    expect(sameWords(['Ocean ', 'lamp', 'zoo', 'cat', 'tree'], words)).toBe(true);
    expect(sameWords(['ocean', 'lamp', 'zoo', 'cat', ''], words)).toBe(false);
    expect(sameWords('', [])).toBe(false);
  });
});
