/**
 * One leaf for each guardian under the root of the manifest. It is salted, so that a guardian who knows its own leaf and
 * path learns nothing about the others.
 * @see docs/protocol.md#leaf
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { sameBytes, utf8 } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { bytes } from '../lib/json-bytes.ts';

export const Kind = v.picklist(['person', 'device', 'paper']);
export type Kind = v.InferOutput<typeof Kind>;

/** `approvalKey`: compressed secp256k1, made by the guardian for this wallet alone; null for paper and only for it. */
export const Leaf = v.pipe(
  v.strictObject({ salt: bytes(32), x: bytes(32), kind: Kind, approvalKey: v.nullable(bytes(33)) }),
  v.check(({ kind, approvalKey }) => (kind === 'paper') === (approvalKey === null)),
);
export type Leaf = v.InferOutput<typeof Leaf>;

/** `index` of `size` leaves. `siblings`: from the leaf upwards, none where a node moved up without a partner. */
export const LeafPath = v.strictObject({
  index: v.pipe(v.number(), v.integer(), v.minValue(0)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(255)),
  siblings: v.pipe(v.array(bytes(32)), v.maxLength(8)),
});
export type LeafPath = v.InferOutput<typeof LeafPath>;

export const leafHash = ({ salt, x, kind, approvalKey }: Leaf): Uint8Array =>
  sha256(frame('vouch/leaf/1', salt, x, utf8(kind), approvalKey ?? new Uint8Array()));

const node = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(frame('vouch/node/1', left, right));

/** `paths`: one for each leaf, in their order. @throws RangeError without a leaf */
export const tree = (leaves: Leaf[]): { root: Uint8Array; paths: LeafPath[] } => {
  const siblings: Uint8Array[][] = leaves.map(() => []);
  let level = leaves.map(leafHash);
  for (let height = 0; level.length > 1; height++) {
    for (const [index, path] of siblings.entries()) {
      const sibling = level[(index >> height) ^ 1];
      if (sibling) path.push(sibling);
    }
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
      const [left, right] = [level[2 * i], level[2 * i + 1]];
      return left && right ? node(left, right) : (left ?? new Uint8Array());
    });
  }
  const [root] = level;
  if (!root) throw new RangeError('A tree has at least one leaf.');
  return { root, paths: siblings.map((path, index) => ({ index, size: leaves.length, siblings: path })) };
};

/** Does this path lead from the leaf to the root? `size` is only as true as the caller checks it against the manifest. */
export const onPath = (leaf: Leaf, { index, size, siblings }: LeafPath, root: Uint8Array): boolean => {
  if (index >= size) return false;
  const rest = [...siblings];
  let hash = leafHash(leaf);
  for (let at = index, width = size; width > 1; at >>= 1, width = Math.ceil(width / 2)) {
    if (at % 2 === 0 && at === width - 1) continue; // no partner: moved up
    const sibling = rest.shift();
    if (!sibling) return false;
    hash = at % 2 === 0 ? node(hash, sibling) : node(sibling, hash);
  }
  return rest.length === 0 && sameBytes(hash, root);
};
