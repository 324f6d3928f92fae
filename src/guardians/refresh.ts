/**
 * New shares of the same secret. **Refresh** adds a sharing of zero: same t, same guardians, C_0 unchanged, old and new
 * shares do not mix. **Redistribution** deals the secret again to another t or other guardians: the dealer holds it, and
 * every guardian checks that C_0 is the old one. Neither is revocation: t who kept their old shares still bring the
 * secret back; for that there is a new secret.
 * @see https://doi.org/10.1007/3-540-44750-4_27 (Herzberg, Jarecki, Krawczyk, Yung, CRYPTO '95)
 * @module
 */
import { sameBytes } from '../lib/bytes.ts';
import { add, commit, encodePoint, evaluate, evaluatePoints, INFINITY, type Random, randomElement } from './group.ts';
import {
  checkLimits,
  type Dealing,
  deal,
  decodeCommitments,
  inRange,
  opens,
  type Secret,
  type Share,
  SharingRefused,
} from './sharing.ts';

/**
 * A sharing of zero. Its C_0 is the point at infinity and is left out, so that no other can be smuggled in:
 * `commitments` are the t - 1 points D_1, D_2, ... `shares` are to be added to the guardians' shares. Draws
 * a_1, b_1, a_2, b_2, ...
 * @throws {SharingRefused} `limits`, `range` or `duplicate`
 */
export const dealZero = (t: number, xs: bigint[], random: Random): Dealing => {
  checkLimits(t, xs);
  const a = [0n];
  const b = [0n];
  for (let j = 1; j < t; j++) {
    a.push(randomElement(random));
    b.push(randomElement(random));
  }
  return {
    commitments: a.slice(1).map((one, j) => encodePoint(commit(one, b[j + 1] ?? 0n))),
    shares: xs.map((x) => ({ x, s: evaluate(a, x), r: evaluate(b, x) })),
  };
};

/**
 * Checks what a dealer of zero gave to one guardian.
 * @returns why it is refused: `commitments`, `range` or `share`; undefined when it fits.
 */
export const checkDelta = (
  commitments: Uint8Array[],
  t: number,
  delta: Share,
): 'commitments' | 'range' | 'share' | undefined => {
  try {
    const points = [INFINITY, ...decodeCommitments(commitments, t, true)];
    if (!inRange(delta)) return 'range';
    return commit(delta.s, delta.r).equals(evaluatePoints(points, delta.x)) ? undefined : 'share';
  } catch (error) {
    if (error instanceof SharingRefused) return 'commitments';
    throw error;
  }
};

/** The guardian's share after the refresh. Check the delta first. @throws {SharingRefused} `share` when it is another's. */
export const addDelta = (share: Share, delta: Share): Share => {
  if (!inRange(share) || !inRange(delta)) throw new SharingRefused('range');
  if (share.x !== delta.x) throw new SharingRefused('share');
  return { x: share.x, s: add(share.s, delta.s), r: add(share.r, delta.r) };
};

/**
 * The commitments after the refresh: C_0 as it was, C_j + D_j. For several dealers, add one after the other.
 * @throws {SharingRefused} `commitments` when the lists do not belong together or a sum is no commitment.
 */
export const addCommitments = (commitments: Uint8Array[], zero: Uint8Array[]): Uint8Array[] => {
  const [first, ...rest] = decodeCommitments(commitments, commitments.length);
  const deltas = decodeCommitments(zero, commitments.length, true);
  if (!first) throw new SharingRefused('commitments');
  const sums = rest.map((point, j) => point.add(deltas[j] ?? INFINITY));
  if (sums.some((point) => point.is0())) throw new SharingRefused('commitments');
  return [first, ...sums].map(encodePoint);
};

/**
 * Deals the secret of `commitments` again, to any t and xs.
 * @throws {SharingRefused} `opening` when it is not that secret; else as `deal`.
 */
export const redeal = (commitments: Uint8Array[], secret: Secret, t: number, xs: bigint[], random: Random): Dealing => {
  if (!opens(commitments, secret)) throw new SharingRefused('opening');
  return deal(secret, t, xs, random);
};

/** Are these commitments to the same secret, as a guardian asks of new ones? They say nothing of the new shares. */
export const sameSecret = (old: Uint8Array[], next: Uint8Array[]): boolean => {
  const [before] = old;
  const [after] = next;
  return before !== undefined && after !== undefined && sameBytes(before, after);
};
