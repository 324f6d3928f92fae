import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, random, toHex } from '../lib/bytes.ts';
import { add, commit, decodeScalar, encodePoint, encodeScalar, q, type Random } from './group.ts';
import {
  checkShare,
  combine,
  deal,
  decodeShare,
  encodeShare,
  freshSecret,
  opens,
  type Share,
  SharingRefused,
} from './sharing.ts';

const refused = (run: () => unknown): { reason: string; blamed: number[] } => {
  try {
    run();
  } catch (error) {
    if (error instanceof SharingRefused) return { reason: error.reason, blamed: error.blamed };
    throw error;
  }
  throw new Error('It was not refused.');
};

const upTo = (n: number) => Array.from({ length: n }, (_, i) => BigInt(i + 1));

/** t, n, and n places, small and large mixed. */
const set = fc
  .uniqueArray(fc.oneof(fc.bigInt({ min: 1n, max: 255n }), fc.bigInt({ min: 1n, max: q - 1n })), {
    minLength: 2,
    maxLength: 7,
  })
  .chain((xs) => fc.record({ xs: fc.constant(xs), t: fc.integer({ min: 2, max: xs.length }) }));
const order = fc.infiniteStream(fc.nat());
/** Some of a list, in any order. */
const pick = <T>(list: T[], count: number, from: Iterator<number>): T[] => {
  const rest = [...list];
  return Array.from({ length: count }, () => rest.splice(from.next().value % rest.length, 1)).flat();
};

describe('a dealt secret', () => {
  it('comes back from any t shares, and from no t - 1', () => {
    fc.assert(
      fc.property(set, order, ({ xs, t }, from) => {
        const secret = freshSecret(random);
        const { commitments, shares } = deal(secret, t, xs, random);
        expect(commitments).toHaveLength(t);
        for (const share of shares) expect(checkShare(commitments, t, share)).toBeUndefined();
        expect(combine(commitments, t, pick(shares, t, from))).toEqual({ ...secret, blamed: [] });
        expect(combine(commitments, t, shares)).toEqual({ ...secret, blamed: [] });
        expect(refused(() => combine(commitments, t, pick(shares, t - 1, from)))).toEqual({
          reason: 'too few',
          blamed: [],
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is dealt with fresh polynomials each time, and with the same C_0', () => {
    const secret = freshSecret(random);
    const one = deal(secret, 3, upTo(5), random);
    const two = deal(secret, 3, upTo(5), random);
    expect(two.commitments[0]).toEqual(one.commitments[0]);
    for (const j of [1, 2]) expect(two.commitments[j]).not.toEqual(one.commitments[j]);
    for (const [i, share] of one.shares.entries()) expect(two.shares[i]?.s).not.toBe(share.s);
    expect(opens(one.commitments, secret)).toBe(true);
    expect(opens(one.commitments, freshSecret(random))).toBe(false);
  });

  it('may have coefficients that are the same: none is left out', () => {
    const same: Random = (length) => new Uint8Array(length).fill(1);
    const secret = freshSecret(random);
    const { commitments, shares } = deal(secret, 3, upTo(3), same);
    expect(commitments[1]).toEqual(commitments[2]);
    expect(combine(commitments, 3, shares).k).toEqual(secret.k);
  });

  it.each([
    ['1-of-2', 1, upTo(2), 'limits'],
    ['0-of-0', 0, [], 'limits'],
    ['3-of-2', 3, upTo(2), 'limits'],
    ['2.5-of-3', 2.5, upTo(3), 'limits'],
    ['nothing-of-3', Number.NaN, upTo(3), 'limits'],
    ['2-of-256', 2, upTo(256), 'limits'],
    ['x = 0', 2, [0n, 1n], 'range'],
    ['x = q', 2, [1n, q], 'range'],
    ['x = 2 q', 2, [1n, 2n * q], 'range'],
    ['x = -1', 2, [1n, -1n], 'range'],
    ['x = q + 1 beside 1', 2, [1n, q + 1n], 'range'],
    ['1 twice', 2, [1n, 2n, 1n], 'duplicate'],
  ])('is not dealt: %s', (_name, t, xs, reason) => {
    expect(refused(() => deal(freshSecret(random), t, xs, random)).reason).toBe(reason);
  });

  it.each([
    ['k = 0', { k: new Uint8Array(32), blind: encodeScalar(1n) }],
    ['k of 31 bytes', { k: new Uint8Array(31).fill(1), blind: encodeScalar(1n) }],
    ['a blinding beyond q', { k: encodeScalar(1n), blind: new Uint8Array(32).fill(255) }],
  ])('is not dealt: %s', (_name, secret) => {
    expect(refused(() => deal(secret, 2, upTo(3), random)).reason).toBe('range');
  });

  it('is dealt to 255 and comes back from 128', { timeout: 60_000 }, () => {
    const secret = freshSecret(random);
    const { commitments, shares } = deal(secret, 128, upTo(255), random);
    const given = shares.slice(126);
    const [bad] = given;
    if (bad) given[0] = { ...bad, s: add(bad.s, 1n) };
    expect(combine(commitments, 128, given)).toEqual({ ...secret, blamed: [0] });
  });
});

describe('a share', () => {
  it('has one encoding of 96 bytes', () => {
    const scalar = fc.bigInt({ min: 0n, max: q - 1n });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: q - 1n }), scalar, scalar, (x, s, r) => {
        const bytes = encodeShare({ x, s, r });
        expect(bytes).toHaveLength(96);
        expect(decodeShare(bytes)).toEqual({ x, s, r });
      }),
    );
    expect(toHex(encodeShare({ x: 1n, s: 2n, r: 3n }))).toMatch(/^0x(0{63})1(0{63})2(0{63})3$/);
  });

  const part = (value: bigint) => encodeScalar(value);
  const high = new Uint8Array(32).fill(255);
  it.each([
    ['x = 0', concat(part(0n), part(1n), part(1n))],
    ['x beyond q', concat(high, part(1n), part(1n))],
    ['s beyond q', concat(part(1n), high, part(1n))],
    ['r beyond q', concat(part(1n), part(1n), high)],
    ['95 bytes', new Uint8Array(95).fill(1)],
    ['97 bytes', new Uint8Array(97).fill(1)],
    ['nothing', new Uint8Array()],
  ])('is not read with %s', (_name, bytes) => {
    expect(refused(() => decodeShare(bytes)).reason).toBe('range');
  });

  it.each([
    ['x = 0', { x: 0n, s: 1n, r: 1n }],
    ['x = q', { x: q, s: 1n, r: 1n }],
    ['s = q', { x: 1n, s: q, r: 1n }],
    ['r = -1', { x: 1n, s: 1n, r: -1n }],
  ])('is neither written nor kept with %s', (_name, share) => {
    const { commitments } = deal(freshSecret(random), 2, upTo(3), random);
    expect(refused(() => encodeShare(share)).reason).toBe('range');
    expect(checkShare(commitments, 2, share)).toBe('range');
  });

  it('that was changed in any number is found', () => {
    fc.assert(
      fc.property(set, fc.constantFrom('x', 's', 'r'), fc.bigInt({ min: 1n, max: q - 1n }), ({ xs, t }, part, by) => {
        const { commitments, shares } = deal(freshSecret(random), t, xs, random);
        const [share] = shares as [Share];
        const changed = { ...share, [part]: add(share[part], by) };
        expect(checkShare(commitments, t, changed)).toBe(changed.x === 0n ? 'range' : 'share');
      }),
      { numRuns: 30 },
    );
  });
});

describe('commitments', () => {
  const secret = freshSecret(random);
  const two = deal(secret, 2, upTo(4), random);
  const three = deal(secret, 3, upTo(4), random);
  const [share] = three.shares as [Share];
  const [c0, c1] = two.commitments as [Uint8Array, Uint8Array];

  it('that are longer than the threshold are refused, though the shares lie on them', () => {
    expect(checkShare(three.commitments, 3, share)).toBeUndefined();
    expect(checkShare(three.commitments, 2, share)).toBe('commitments');
    expect(refused(() => combine(three.commitments, 2, three.shares)).reason).toBe('commitments');
  });

  it('that are shorter than the threshold are refused, though the shares lie on them', () => {
    expect(checkShare(two.commitments, 3, two.shares[0] as Share)).toBe('commitments');
    expect(refused(() => combine(two.commitments, 3, two.shares)).reason).toBe('commitments');
  });

  it.each([0, 1, 256, -1, 2.5, Number.NaN])('for a threshold of %s are refused', (t) => {
    const count = Number.isInteger(t) && t > 0 ? t : 0;
    const commitments = Array.from({ length: count }, () => c0);
    expect(checkShare(commitments, t, share)).toBe('commitments');
  });

  it.each([
    ['infinity', Uint8Array.of(0)],
    ['65 bytes', commit(1n, 1n).toBytes(false)],
    ['33 zero bytes', new Uint8Array(33)],
  ])('with %s among them are refused', (_name, point) => {
    for (const commitments of [
      [c0, point],
      [point, c1],
    ]) {
      expect(checkShare(commitments, 2, two.shares[0] as Share)).toBe('commitments');
      expect(refused(() => combine(commitments, 2, two.shares)).reason).toBe('commitments');
    }
  });

  it('of a dealer who shared k = 0 give no key', () => {
    const commitments = [commit(0n, 5n), commit(7n, 11n)].map(encodePoint);
    const shares = [1n, 2n].map((x) => ({ x, s: 7n * x, r: 5n + 11n * x }));
    for (const one of shares) expect(checkShare(commitments, 2, one)).toBeUndefined();
    expect(refused(() => combine(commitments, 2, shares)).reason).toBe('opening');
  });
});

describe('combining', () => {
  it('names every bad share, and gives the secret or an error: never another number', () => {
    const kinds = fc.constantFrom(
      'good',
      'changed',
      'other wallet',
      'x = 0',
      "another's x",
      'x + q',
      's + q',
      'k at 0',
    );
    fc.assert(
      fc.property(set, fc.array(kinds, { minLength: 7, maxLength: 7 }), ({ xs, t }, what) => {
        const secret = freshSecret(random);
        const { commitments, shares } = deal(secret, t, xs, random);
        const strangers = deal(freshSecret(random), t, xs, random).shares;
        const given = shares.map((share, i): Share => {
          if (what[i] === 'changed') return { ...share, s: add(share.s, 1n) };
          if (what[i] === 'other wallet') return strangers[i] as Share;
          if (what[i] === 'x = 0') return { ...share, x: 0n };
          if (what[i] === 'x + q') return { ...share, x: share.x + q };
          if (what[i] === 's + q') return { ...share, s: share.s + q };
          if (what[i] === 'k at 0') return { x: 0n, s: decodeScalar(secret.k), r: decodeScalar(secret.blind) };
          if (what[i] === "another's x") return { ...share, x: xs[(i + 1) % xs.length] as bigint };
          return share;
        });
        const blamed = [...shares.keys()].filter((i) => what[i] !== 'good');
        if (shares.length - blamed.length >= t) expect(combine(commitments, t, given)).toEqual({ ...secret, blamed });
        else expect(refused(() => combine(commitments, t, given))).toEqual({ reason: 'too few', blamed });
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a right share that came twice, but not a liar who takes the place of another', () => {
    const secret = freshSecret(random);
    const { commitments, shares } = deal(secret, 2, upTo(3), random);
    const [one, two] = shares as [Share, Share];
    expect(refused(() => combine(commitments, 2, [one, one])).reason).toBe('duplicate');
    expect(refused(() => combine(commitments, 2, [one, two, { ...one }])).reason).toBe('duplicate');
    expect(combine(commitments, 2, [{ ...two, x: 1n }, one, two])).toEqual({ ...secret, blamed: [0] });
  });

  it('says nothing of the secret in its errors', () => {
    const secret = freshSecret(random);
    const { commitments, shares } = deal(secret, 2, upTo(3), random);
    const error = (() => {
      try {
        return combine(commitments, 2, shares.slice(0, 1));
      } catch (found) {
        return found;
      }
    })();
    expect(error).toBeInstanceOf(SharingRefused);
    expect(JSON.stringify([String(error), error])).not.toMatch(/[0-9a-f]{16}|\d{10}/);
  });
});
