/**
 * Pedersen's verifiable secret sharing: fewer than t shares with all commitments say nothing about the secret, not even
 * to who computes without limit, and each share is checked alone, so that whoever changed theirs is named.
 *
 * The share at x is (x, a(x), b(x)) of two polynomials of degree t - 1 with a(0) = k and b(0) = the blinding; the
 * commitments are C_j = a_j G + b_j H. The same secret dealt again, with any t and n, has the same C_0.
 * @see https://doi.org/10.1007/3-540-46766-1_9 (Pedersen, CRYPTO '91)
 * @module
 */
import { concat } from '../lib/bytes.ts';
import {
  add,
  commit,
  decodePoint,
  decodeScalar,
  encodePoint,
  encodeScalar,
  evaluate,
  evaluatePoints,
  invertAll,
  mul,
  NotInGroup,
  type Point,
  q,
  type Random,
  randomElement,
  randomScalar,
  SCALAR,
  sub,
} from './group.ts';

/** The share at `x` in [1, q); `s` and `r` in [0, q). */
export type Share = { x: bigint; s: bigint; r: bigint };
/** 32 bytes each, big-endian: the key, in [1, q), and the blinding that opens C_0 with it, in [0, q). */
export type Secret = { k: Uint8Array; blind: Uint8Array };
/** `commitments`: t compressed points (33 bytes), C_0 first. `shares`: one for each x, in the order of the xs. */
export type Dealing = { commitments: Uint8Array[]; shares: Share[] };

export type Refusal =
  /** t or n outside of 2 <= t <= n <= 255 */
  | 'limits'
  /** an x, s or r outside of its range */
  | 'range'
  /** two shares or guardians with the same x */
  | 'duplicate'
  /** not exactly t commitments, or one that is no point */
  | 'commitments'
  /** a share that does not fit the commitments */
  | 'share'
  /** fewer than t shares that fit */
  | 'too few'
  /** the secret does not open C_0 */
  | 'opening';

const SAID: Record<Refusal, string> = {
  limits: 'The threshold must be between 2 and the number of guardians, and there are at most 255 of them.',
  range: 'A number of the share is outside of its range.',
  duplicate: 'Two shares have the same place.',
  commitments: 'The commitments are not exactly as many valid points as the threshold asks.',
  share: 'The share does not fit the commitments.',
  'too few': 'Too few shares fit the commitments.',
  opening: 'The secret does not open the first commitment.',
};

/** `blamed`: which of the given shares (their places in the list) did not fit. */
export class SharingRefused extends Error {
  override name = 'SharingRefused';
  readonly reason: Refusal;
  readonly blamed: number[];
  constructor(reason: Refusal, blamed: number[] = []) {
    super(SAID[reason]);
    this.reason = reason;
    this.blamed = blamed;
  }
}

/** 96 bytes: x, s, r. @throws {SharingRefused} `range` */
export const encodeShare = (share: Share): Uint8Array<ArrayBuffer> => {
  if (!inRange(share)) throw new SharingRefused('range');
  return concat(encodeScalar(share.x), encodeScalar(share.s), encodeScalar(share.r));
};

/** @throws {SharingRefused} `range` when the bytes are not 96 or a number is outside of its range. */
export const decodeShare = (bytes: Uint8Array): Share => {
  if (bytes.length !== 3 * SCALAR) throw new SharingRefused('range');
  try {
    return {
      x: decodeScalar(bytes.subarray(0, SCALAR), 1n),
      s: decodeScalar(bytes.subarray(SCALAR, 2 * SCALAR)),
      r: decodeScalar(bytes.subarray(2 * SCALAR)),
    };
  } catch (error) {
    if (error instanceof NotInGroup) throw new SharingRefused('range');
    throw error;
  }
};

const isElement = (scalar: bigint): boolean => scalar >= 0n && scalar < q;

export const isIndex = (x: bigint): boolean => x > 0n && x < q;

export const inRange = ({ x, s, r }: Share): boolean => isIndex(x) && isElement(s) && isElement(r);

const isThreshold = (t: number): boolean => Number.isInteger(t) && t >= 2 && t <= 255;

/** 2 <= t <= n <= 255; every x in [1, q), no two the same. @throws {SharingRefused} */
export const checkLimits = (t: number, xs: bigint[]): void => {
  if (!isThreshold(t) || t > xs.length || xs.length > 255) throw new SharingRefused('limits');
  if (!xs.every(isIndex)) throw new SharingRefused('range');
  if (new Set(xs).size !== xs.length) throw new SharingRefused('duplicate');
};

const decodePoints = (encoded: Uint8Array[]): Point[] => {
  try {
    return encoded.map(decodePoint);
  } catch (error) {
    if (error instanceof NotInGroup) throw new SharingRefused('commitments');
    throw error;
  }
};

/**
 * Decodes the commitments of a sharing: exactly t, none at infinity, each in its one encoding. A longer list would raise
 * the threshold behind the guardians' backs, a shorter one lower it. `withoutFirst`: those of a sharing of zero, t - 1.
 * @throws {SharingRefused} `commitments`
 */
export const decodeCommitments = (commitments: Uint8Array[], t: number, withoutFirst = false): Point[] => {
  if (!isThreshold(t) || commitments.length !== (withoutFirst ? t - 1 : t)) throw new SharingRefused('commitments');
  return decodePoints(commitments);
};

/** A secret of its own: uniform, never made from a phrase or a password. */
export const freshSecret = (random: Random): Secret => ({
  k: encodeScalar(randomScalar(random)),
  blind: encodeScalar(randomElement(random)),
});

/**
 * Shares a secret so that any t of the guardians at `xs` (small numbers such as 1 to n are the fastest) bring it back.
 * The polynomials are fresh each time, whatever was dealt before. Draws a_1, b_1, a_2, b_2, ...
 * @throws {SharingRefused} `limits`, `range` or `duplicate`
 */
export const deal = (secret: Secret, t: number, xs: bigint[], random: Random): Dealing => {
  checkLimits(t, xs);
  const [k, blind] = decodeSecret(secret);
  const a = [k];
  const b = [blind];
  for (let j = 1; j < t; j++) {
    a.push(randomElement(random));
    b.push(randomElement(random));
  }
  return {
    commitments: a.map((one, j) => encodePoint(commit(one, b[j] ?? 0n))),
    shares: xs.map((x) => ({ x, s: evaluate(a, x), r: evaluate(b, x) })),
  };
};

const decodeSecret = ({ k, blind }: Secret): [bigint, bigint] => {
  try {
    return [decodeScalar(k, 1n), decodeScalar(blind)];
  } catch (error) {
    if (error instanceof NotInGroup) throw new SharingRefused('range');
    throw error;
  }
};

/** Is C_0 the commitment to this secret? @throws {SharingRefused} `range` or `commitments` */
export const opens = (commitments: Uint8Array[], secret: Secret): boolean => {
  const [first] = decodePoints(commitments.slice(0, 1));
  return first?.equals(commit(...decodeSecret(secret))) ?? false;
};

const fits = (points: Point[], { x, s, r }: Share): boolean => commit(s, r).equals(evaluatePoints(points, x));

/**
 * Checks one share alone, as a guardian does before it keeps it. `t` is the threshold the manifest says.
 * @returns why it is refused: `commitments` (the dealer's doing, whoever holds the share), `range` or `share`;
 *   undefined when it fits.
 */
export const checkShare = (
  commitments: Uint8Array[],
  t: number,
  share: Share,
): 'commitments' | 'range' | 'share' | undefined => {
  try {
    const points = decodeCommitments(commitments, t);
    if (!inRange(share)) return 'range';
    return fits(points, share) ? undefined : 'share';
  } catch (error) {
    if (error instanceof SharingRefused) return 'commitments';
    throw error;
  }
};

/** Lagrange's coefficients at 0 for different xs that are not zero. */
const lagrange = (xs: bigint[]): bigint[] => {
  const over: bigint[] = [];
  const under = xs.map((x, i) => {
    let [above, below] = [1n, 1n];
    for (const [j, other] of xs.entries()) {
      if (i === j) continue;
      above = mul(above, other);
      below = mul(below, sub(other, x));
    }
    over.push(above);
    return below;
  });
  return invertAll(under).map((inverse, i) => mul(inverse, over[i] ?? 0n));
};

/**
 * Brings the secret back from at least t shares. Each is checked alone first: those that do not fit are named and left
 * out; then the secret has to open C_0. It is the secret of these commitments or an error, never another number.
 * @returns `blamed`: places in `shares` of those that did not fit.
 * @throws {SharingRefused} `commitments`; `too few` (with `blamed`); `duplicate` when two shares that fit have one x
 *   (leave out what came twice before); `opening` when the dealer committed to no key.
 */
export const combine = (commitments: Uint8Array[], t: number, shares: Share[]): Secret & { blamed: number[] } => {
  const points = decodeCommitments(commitments, t);
  const blamed: number[] = [];
  const good = shares.filter((share, i) => {
    const sound = inRange(share) && fits(points, share);
    if (!sound) blamed.push(i);
    return sound;
  });
  if (new Set(good.map(({ x }) => x)).size !== good.length) throw new SharingRefused('duplicate', blamed);
  if (good.length < t) throw new SharingRefused('too few', blamed);
  const used = good.slice(0, t);
  const weights = lagrange(used.map(({ x }) => x));
  const sum = (part: 's' | 'r') => used.reduce((total, share, i) => add(total, mul(share[part], weights[i] ?? 0n)), 0n);
  const [k, blind] = [sum('s'), sum('r')];
  if (k === 0n || !points[0]?.equals(commit(k, blind))) throw new SharingRefused('opening', blamed);
  return { k: encodeScalar(k), blind: encodeScalar(blind), blamed };
};
