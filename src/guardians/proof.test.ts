import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, random, utf8 } from '../lib/bytes.ts';
import {
  add,
  commit,
  decodePoint,
  encodePoint,
  encodeScalar,
  evaluatePoints,
  type Point,
  q,
  type Random,
} from './group.ts';
import { checkProof, prove } from './proof.ts';
import { addCommitments, addDelta, dealZero } from './refresh.ts';
import { deal, freshSecret, type Share, SharingRefused } from './sharing.ts';

const XS = [1n, 2n, 3n, 4n, 5n];
const secret = freshSecret(random);
const { commitments, shares } = deal(secret, 3, XS, random);
const [first, second] = shares as [Share, Share];
const context = utf8('check-in');
const proof = prove(second, commitments, context, random);

describe('a proof of a share', () => {
  it('holds for every guardian and context, and differs each time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shares), fc.uint8Array({ maxLength: 100 }), (share, about) => {
        const one = prove(share, commitments, about, random);
        expect(one).toHaveLength(97);
        expect(checkProof(commitments, share.x, about, one)).toBe(true);
        expect(prove(share, commitments, about, random)).not.toEqual(one);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['another context', commitments, 2n, utf8('check-im')],
    ['a longer context', commitments, 2n, utf8('check-in ')],
    ['no context', commitments, 2n, new Uint8Array()],
    ['another guardian', commitments, 1n, context],
    ['x = 0', commitments, 0n, context],
    ['x = q', commitments, q, context],
    ['x one turn further', commitments, q + 2n, context],
    ['the same secret dealt again', deal(secret, 3, XS, random).commitments, 2n, context],
    ['another wallet', deal(freshSecret(random), 3, XS, random).commitments, 2n, context],
    ['fewer commitments', commitments.slice(0, 2), 2n, context],
    ['more commitments', [...commitments, commitments[0] as Uint8Array], 2n, context],
    ['no commitments', [], 2n, context],
    ['commitments in another order', [...commitments].reverse(), 2n, context],
  ])('does not hold for %s', (_name, others, x, about) => {
    expect(checkProof(others, x, about, proof)).toBe(false);
  });

  it('does not hold with any bit changed, cut off or made longer', () => {
    fc.assert(
      fc.property(fc.nat(97 * 8 - 1), (bit) => {
        const changed = proof.slice();
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(checkProof(commitments, 2n, context, changed)).toBe(false);
      }),
      { numRuns: 60 },
    );
    expect(checkProof(commitments, 2n, context, proof.subarray(0, 96))).toBe(false);
    expect(checkProof(commitments, 2n, context, concat(proof, Uint8Array.of(0)))).toBe(false);
    expect(checkProof(commitments, 2n, context, new Uint8Array(97))).toBe(false);
    expect(checkProof(commitments, 2n, context, new Uint8Array())).toBe(false);
  });

  it('is bound to all commitments, also where others give the same point at x', () => {
    const [c0, c1, c2] = commitments.map(decodePoint) as [Point, Point, Point];
    const by = commit(7n, 9n);
    const others = [c0.subtract(by.multiply(2n)), c1.add(by), c2];
    expect(evaluatePoints(others, 2n).equals(evaluatePoints([c0, c1, c2], 2n))).toBe(true);
    expect(checkProof(others.map(encodePoint), 2n, context, proof)).toBe(false);
  });

  it('is bound to x, also where another guardian has the same point', () => {
    // a(x) = a_0 + a_1 x + a_2 x^2 with a_1 = -3 a_2 is the same at 1 and at 2.
    const drawn = [q - 15n, q - 21n, 5n, 7n].map(encodeScalar);
    const dealt = deal(secret, 3, XS, () => drawn.shift() ?? new Uint8Array());
    const [one, two] = dealt.shares as [Share, Share];
    expect({ ...one, x: 2n }).toEqual(two);
    const held = prove(one, dealt.commitments, context, random);
    expect(checkProof(dealt.commitments, 1n, context, held)).toBe(true);
    expect(checkProof(dealt.commitments, 2n, context, held)).toBe(false);
  });

  it('is not made of what does not fit', () => {
    const changed = { ...second, s: add(second.s, 1n) };
    expect(() => prove(changed, commitments, context, random)).toThrow(SharingRefused);
    expect(() => prove({ ...second, x: 0n }, commitments, context, random)).toThrow(SharingRefused);
    expect(() => prove(second, commitments.slice(0, 2), context, random)).toThrow(SharingRefused);
  });

  it('is of one epoch', () => {
    const zero = dealZero(3, XS, random);
    const next = addCommitments(commitments, zero.commitments);
    const refreshed = addDelta(first, zero.shares[0] as Share);
    const later = prove(refreshed, next, context, random);
    expect(checkProof(next, 1n, context, later)).toBe(true);
    expect(checkProof(commitments, 1n, context, later)).toBe(false);
    expect(checkProof(next, 1n, context, prove(first, commitments, context, random))).toBe(false);
  });

  it('draws both nonces from the given bytes', () => {
    const asked: number[] = [];
    const counted: Random = (length) => {
      asked.push(length);
      return random(length);
    };
    prove(second, commitments, context, counted);
    expect(asked).toEqual([32, 32]);
  });
});
