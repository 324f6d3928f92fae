import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../lib/bytes.ts';
import { add, commit, encodePoint, q } from './group.ts';
import { addCommitments, addDelta, checkDelta, dealZero, redeal, sameSecret } from './refresh.ts';
import { checkShare, combine, deal, freshSecret, type Share, SharingRefused } from './sharing.ts';

const reasonOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof SharingRefused) return error.reason;
    throw error;
  }
  return 'not refused';
};

const upTo = (n: number) => Array.from({ length: n }, (_, i) => BigInt(i + 1));
const set = fc
  .uniqueArray(fc.bigInt({ min: 1n, max: 300n }), { minLength: 2, maxLength: 6 })
  .chain((xs) => fc.record({ xs: fc.constant(xs), t: fc.integer({ min: 2, max: xs.length }) }));

describe('a refresh', () => {
  it('keeps the secret and C_0, with any number of dealers; old shares among new ones are named', () => {
    fc.assert(
      fc.property(set, fc.integer({ min: 1, max: 4 }), fc.nat(), ({ xs, t }, dealers, which) => {
        const secret = freshSecret(random);
        const old = deal(secret, t, xs, random);
        let { commitments, shares } = old;
        for (let i = 0; i < dealers; i++) {
          const zero = dealZero(t, xs, random);
          expect(zero.commitments).toHaveLength(t - 1);
          for (const delta of zero.shares) expect(checkDelta(zero.commitments, t, delta)).toBeUndefined();
          commitments = addCommitments(commitments, zero.commitments);
          shares = shares.map((share, j) => addDelta(share, zero.shares[j] as Share));
        }
        expect(sameSecret(old.commitments, commitments)).toBe(true);
        expect(combine(commitments, t, shares)).toEqual({ ...secret, blamed: [] });
        for (const [i, share] of shares.entries()) {
          expect(checkShare(old.commitments, t, share)).toBe('share');
          expect(checkShare(commitments, t, old.shares[i] as Share)).toBe('share');
        }
        const at = which % xs.length;
        const mixed = shares.with(at, old.shares[at] as Share);
        if (t < xs.length) expect(combine(commitments, t, mixed)).toEqual({ ...secret, blamed: [at] });
        else expect(reasonOf(() => combine(commitments, t, mixed))).toBe('too few');
      }),
      { numRuns: 20 },
    );
  });

  it('is no revocation: t old shares with the old commitments still give the secret', () => {
    const secret = freshSecret(random);
    const old = deal(secret, 2, upTo(3), random);
    const zero = dealZero(2, upTo(3), random);
    addCommitments(old.commitments, zero.commitments);
    expect(combine(old.commitments, 2, old.shares.slice(1)).k).toEqual(secret.k);
  });

  const [t, xs] = [3, upTo(5)];
  const old = deal(freshSecret(random), t, xs, random);
  const zero = dealZero(t, xs, random);
  const [share] = old.shares as [Share];
  const [delta, other] = zero.shares as [Share, Share];

  it('takes no sharing that is not of zero', () => {
    const one = deal(freshSecret(random), t, xs, random);
    expect(checkDelta(one.commitments.slice(1), t, one.shares[0] as Share)).toBe('share');
    expect(checkDelta(one.commitments, t, one.shares[0] as Share)).toBe('commitments');
  });

  it('takes no sharing of another degree, which would change the threshold', () => {
    for (const degree of [2, 4]) {
      const wrong = dealZero(degree, xs, random);
      expect(checkDelta(wrong.commitments, t, wrong.shares[0] as Share)).toBe('commitments');
      expect(reasonOf(() => addCommitments(old.commitments, wrong.commitments))).toBe('commitments');
    }
    expect(checkDelta([], 1, delta)).toBe('commitments');
  });

  it('takes no changed delta and none of another guardian', () => {
    expect(checkDelta(zero.commitments, t, { ...delta, s: add(delta.s, 1n) })).toBe('share');
    expect(checkDelta(zero.commitments, t, { ...delta, r: add(delta.r, 1n) })).toBe('share');
    expect(checkDelta(zero.commitments, t, { ...delta, x: other.x })).toBe('share');
    expect(checkDelta(zero.commitments, t, { ...delta, x: 0n })).toBe('range');
    expect(checkDelta(zero.commitments, t, { ...delta, s: q })).toBe('range');
    expect(reasonOf(() => addDelta(share, other))).toBe('share');
    expect(reasonOf(() => addDelta(share, { ...delta, r: q }))).toBe('range');
  });

  it('takes no commitments at infinity, neither given nor as a sum', () => {
    const opposite = old.commitments.slice(1).map((bytes) => bytes.with(0, 5 - (bytes[0] ?? 0)));
    expect(reasonOf(() => addCommitments(old.commitments, opposite))).toBe('commitments');
    expect(checkDelta([Uint8Array.of(0), encodePoint(commit(1n, 1n))], t, delta)).toBe('commitments');
    expect(reasonOf(() => addCommitments([], []))).toBe('commitments');
  });

  it('is dealt within the limits alone', () => {
    expect(reasonOf(() => dealZero(1, xs, random))).toBe('limits');
    expect(reasonOf(() => dealZero(6, xs, random))).toBe('limits');
    expect(reasonOf(() => dealZero(2, [0n, 1n], random))).toBe('range');
    expect(reasonOf(() => dealZero(2, [1n, q + 1n], random))).toBe('range');
    expect(reasonOf(() => dealZero(2, [1n, 1n], random))).toBe('duplicate');
  });
});

describe('dealing again', () => {
  it('to any t and guardians gives the same secret and C_0; old and new shares do not mix', () => {
    fc.assert(
      fc.property(set, set, (before, after) => {
        const secret = freshSecret(random);
        const old = deal(secret, before.t, before.xs, random);
        const next = redeal(old.commitments, secret, after.t, after.xs, random);
        expect(sameSecret(old.commitments, next.commitments)).toBe(true);
        expect(next.commitments).toHaveLength(after.t);
        expect(combine(next.commitments, after.t, next.shares.slice(-after.t))).toEqual({ ...secret, blamed: [] });
        for (const share of old.shares) expect(checkShare(next.commitments, after.t, share)).toBe('share');
        for (const share of next.shares) expect(checkShare(old.commitments, before.t, share)).toBe('share');
        const mixed = [...old.shares, ...next.shares.slice(1 - after.t)];
        expect(reasonOf(() => combine(next.commitments, after.t, mixed))).toBe('too few');
      }),
      { numRuns: 20 },
    );
  });

  it('is of the secret that was dealt, from what combining gave', () => {
    const old = deal(freshSecret(random), 2, upTo(3), random);
    const found = combine(old.commitments, 2, old.shares);
    const next = redeal(old.commitments, found, 3, upTo(5), random);
    expect(sameSecret(old.commitments, next.commitments)).toBe(true);
    expect(reasonOf(() => redeal(old.commitments, freshSecret(random), 3, upTo(5), random))).toBe('opening');
  });

  it('of another secret is seen by its C_0', () => {
    const [one, two] = [deal(freshSecret(random), 2, upTo(3), random), deal(freshSecret(random), 2, upTo(3), random)];
    expect(sameSecret(one.commitments, two.commitments)).toBe(false);
    expect(sameSecret([], [])).toBe(false);
  });
});
