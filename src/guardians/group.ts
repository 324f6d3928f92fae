/**
 * Scalars modulo q, the order of secp256k1, its points, and the second generator H. Encodings are strict: every value
 * has one encoding and everything else is refused.
 *
 * JavaScript's BigInt does not work in constant time. Secrets pass through here in a page or worker of the extension
 * alone, never at the request of a web page, and what a person waits for hides how long one operation took; that is all
 * that is promised.
 * @see docs/protocol.md
 * @module
 */
import { secp256k1, secp256k1_hasher } from '@noble/curves/secp256k1.js';
import { bytesToNumberBE } from '@noble/curves/utils.js';
import { utf8 } from '../lib/bytes.ts';

const { Point } = secp256k1;
const { Fn } = Point;

export type Point = InstanceType<typeof Point>;
/** Gives `length` fresh random bytes. The caller brings it: nothing here draws by itself. */
export type Random = (length: number) => Uint8Array;

/** The order of the group. */
export const q = Fn.ORDER;
export const SCALAR = 32;
export const POINT = 33;
export const INFINITY = Point.ZERO;

/** What H is hashed from (RFC 9380, secp256k1_XMD:SHA-256_SSWU_RO_): nobody knows its logarithm to the base G. */
const H_MESSAGE = 'Vouch guardian shares, second generator';
const H_DOMAIN = 'VOUCH-V01-CS01-with-secp256k1_XMD:SHA-256_SSWU_RO_';

export const H = secp256k1_hasher.hashToCurve(utf8(H_MESSAGE), { DST: H_DOMAIN });
H.precompute(8); // the table is made at the first multiplication

/** Bytes that are no scalar or no point, or a source of random bytes that gives none. */
export class NotInGroup extends Error {
  override name = 'NotInGroup';
}

/** 32 bytes, big-endian. `scalar` in [0, q). */
export const encodeScalar = (scalar: bigint): Uint8Array => Fn.toBytes(scalar);

/**
 * `least`: 1n where zero is no answer.
 * @throws {NotInGroup} when the bytes are not 32 or their number is not in [least, q).
 */
export const decodeScalar = (bytes: Uint8Array, least: 0n | 1n = 0n): bigint => {
  if (bytes.length !== SCALAR) throw new NotInGroup('A scalar has 32 bytes.');
  const scalar = bytesToNumberBE(bytes);
  if (scalar < least || scalar >= q) throw new NotInGroup('The number is outside of the range of a scalar.');
  return scalar;
};

/** 33 bytes, compressed. The point at infinity has no encoding (throws). */
export const encodePoint = (point: Point): Uint8Array => point.toBytes(true);

/** @throws {NotInGroup} when the bytes are not the compressed encoding of a point that is not infinity. */
export const decodePoint = (bytes: Uint8Array): Point => {
  if (bytes.length !== POINT) throw new NotInGroup('A point has 33 bytes.');
  try {
    return Point.fromBytes(bytes);
  } catch {
    throw new NotInGroup('The bytes are no point of the curve.');
  }
};

/** Uniform in [least, q): 32 bytes are drawn until they are in range, which they are at once but for once in 2^127. */
const draw = (random: Random, least: 0n | 1n): bigint => {
  for (let tries = 0; tries < 8; tries++) {
    const bytes = random(SCALAR);
    if (bytes.length !== SCALAR) break;
    const scalar = bytesToNumberBE(bytes);
    if (scalar >= least && scalar < q) return scalar;
  }
  throw new NotInGroup('The source of random bytes does not work.');
};

/** Uniform in [1, q): a key. */
export const randomScalar = (random: Random): bigint => draw(random, 1n);
/** Uniform in [0, q): a coefficient or a blinding. Leaving a value out would tell something about the secret. */
export const randomElement = (random: Random): bigint => draw(random, 0n);

export const add = (a: bigint, b: bigint): bigint => Fn.add(a, b);
export const sub = (a: bigint, b: bigint): bigint => Fn.sub(a, b);
export const mul = (a: bigint, b: bigint): bigint => Fn.mul(a, b);
/** All inverses with one inversion. None may be zero. */
export const invertAll = (scalars: bigint[]): bigint[] => Fn.invertBatch(scalars);
/** Any 32 bytes as a scalar: for a hash, whose bias modulo q is 2^-128. */
export const reduce = (hash: Uint8Array): bigint => Fn.create(bytesToNumberBE(hash));

const times = (point: Point, scalar: bigint): Point => (scalar === 0n ? INFINITY : point.multiply(scalar));

/** s G + r H. */
export const commit = (s: bigint, r: bigint): Point => times(Point.BASE, s).add(times(H, r));

/** a_0 + a_1 x + a_2 x^2 + ... modulo q. */
export const evaluate = (coefficients: bigint[], x: bigint): bigint =>
  coefficients.reduceRight((sum, coefficient) => add(mul(sum, x), coefficient), 0n);

/** C_0 + x C_1 + x^2 C_2 + ... of public points; about eight times as fast for an x of one byte as for a large one. */
export const evaluatePoints = (points: Point[], x: bigint): Point =>
  points.reduceRight((sum, point) => sum.multiplyUnsafe(x).add(point), INFINITY);
