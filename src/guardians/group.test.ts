import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, random, toHex } from '../lib/bytes.ts';
import {
  commit,
  decodePoint,
  decodeScalar,
  encodePoint,
  encodeScalar,
  evaluate,
  evaluatePoints,
  H,
  INFINITY,
  NotInGroup,
  q,
  randomElement,
  randomScalar,
} from './group.ts';

const scalar = fc.bigInt({ min: 0n, max: q - 1n });
const bytes32 = (value: bigint) => fromHex(`0x${value.toString(16).padStart(64, '0')}`);

describe('scalars', () => {
  it('have one encoding of 32 bytes', () => {
    fc.assert(
      fc.property(scalar, (one) => {
        expect(decodeScalar(encodeScalar(one))).toBe(one);
      }),
    );
    expect(toHex(encodeScalar(1n))).toBe(`0x${'00'.repeat(31)}01`);
  });

  it.each([
    ['q', bytes32(q)],
    ['2^256 - 1', new Uint8Array(32).fill(255)],
    ['31 bytes', new Uint8Array(31)],
    ['33 bytes', new Uint8Array(33)],
    ['nothing', new Uint8Array()],
  ])('refuse %s', (_name, bytes) => {
    expect(() => decodeScalar(bytes)).toThrow(NotInGroup);
  });

  it('may be zero only where zero is an answer', () => {
    expect(decodeScalar(new Uint8Array(32))).toBe(0n);
    expect(() => decodeScalar(new Uint8Array(32), 1n)).toThrow(NotInGroup);
    expect(decodeScalar(bytes32(q - 1n), 1n)).toBe(q - 1n);
  });

  it('are drawn again when they are out of range', () => {
    const given = [bytes32(q), bytes32(0n), bytes32(7n)];
    expect(randomScalar(() => given.shift() ?? new Uint8Array())).toBe(7n);
    expect(randomElement(() => new Uint8Array(32))).toBe(0n);
  });

  it('are not drawn from a source that does not work', () => {
    expect(() => randomScalar(() => new Uint8Array(32))).toThrow(NotInGroup);
    expect(() => randomScalar(() => new Uint8Array(32).fill(255))).toThrow(NotInGroup);
    expect(() => randomElement((length) => random(length - 1))).toThrow(NotInGroup);
  });
});

describe('points', () => {
  it('have one encoding of 33 bytes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: q - 1n }), (one) => {
        const point = commit(one, 0n);
        expect(encodePoint(point)).toHaveLength(33);
        expect(decodePoint(encodePoint(point)).equals(point)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  const p = 2n ** 256n - 2n ** 32n - 977n;
  it.each([
    ['infinity', Uint8Array.of(0)],
    ['33 zero bytes', new Uint8Array(33)],
    ['65 bytes', H.toBytes(false)],
    ['an unknown head', concat(Uint8Array.of(5), encodePoint(H).slice(1))],
    ['the head of 65 bytes on 33', concat(Uint8Array.of(4), encodePoint(H).slice(1))],
    ['x = p', concat(Uint8Array.of(2), bytes32(p))],
    ['x = p + 1, as x = 1 is on the curve', concat(Uint8Array.of(2), bytes32(p + 1n))],
    ['x = 5, which is not on the curve', concat(Uint8Array.of(2), bytes32(5n))],
    ['a byte too many', concat(encodePoint(H), Uint8Array.of(0))],
  ])('refuse %s', (_name, bytes) => {
    expect(() => decodePoint(bytes)).toThrow(NotInGroup);
  });

  it('give infinity no encoding', () => {
    expect(() => encodePoint(INFINITY)).toThrow();
    expect(commit(0n, 0n).is0()).toBe(true);
  });

  it('follow the polynomial under the commitments', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(scalar, scalar), { minLength: 1, maxLength: 5 }), scalar, (pairs, x) => {
        fc.pre(x > 0n);
        const [a, b] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        const points = pairs.map(([one, other]) => commit(one, other));
        expect(evaluatePoints(points, x).equals(commit(evaluate(a, x), evaluate(b, x)))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
