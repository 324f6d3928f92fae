import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTS, roomFor, spread, wordsOf } from './words.ts';

const empty = (n: number) => Array<string>(n).fill('');
const twelve = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

describe('wordsOf', () => {
  it('reads a phrase as people note it down', () => {
    expect(wordsOf(` ${twelve}\n`)).toEqual(twelve.split(' '));
    expect(wordsOf('1. Legal\n2. winner\n 3) thank')).toEqual(['legal', 'winner', 'thank']);
    expect(wordsOf('"legal", "winner"')).toEqual(['legal', 'winner']);
    expect(wordsOf('legal\u3000winner\u00a0thank')).toEqual(['legal', 'winner', 'thank']);
    expect(wordsOf('  ')).toEqual([]);
  });
});

describe('spread', () => {
  it('fills all fields from a phrase pasted into the first', () => {
    expect(spread(empty(12), 0, twelve.split(' '))).toEqual(twelve.split(' '));
  });

  it('grows to 24 fields and leaves the rest empty', () => {
    const words = Array.from({ length: 23 }, (_, i) => `w${i}`);
    expect(spread(empty(12), 0, words)).toEqual([...words, '']);
  });

  it('never shrinks, keeps what stands before and after, and drops words past the 24th', () => {
    expect(spread(['a', ...empty(23)], 1, ['b', 'c'])).toEqual(['a', 'b', 'c', ...empty(21)]);
    expect(spread(['a', 'x', 'd', ...empty(9)], 1, ['b'])).toEqual(['a', 'b', 'd', ...empty(9)]);
    expect(spread(empty(12), 0, Array<string>(30).fill('w'))).toEqual(Array<string>(24).fill('w'));
  });

  it('gives a number of fields that a phrase can have, with the words in order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...COUNTS),
        fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 24 }),
        (count, words) => {
          const out = spread(empty(count), 0, words);
          expect(COUNTS).toContain(out.length);
          expect(out.length).toBe(Math.max(count, roomFor(words.length)));
          expect(out.slice(0, words.length)).toEqual(words);
        },
      ),
    );
  });
});
