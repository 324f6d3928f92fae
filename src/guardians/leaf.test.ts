import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from './family.ts';
import { type Leaf, leafHash, onPath, tree } from './leaf.ts';

const leaves = (n: number): Leaf[] => {
  const random = seeded('leaves');
  return Array.from({ length: n }, () => ({
    salt: random(32),
    x: random(32),
    kind: 'person',
    approvalKey: random(33),
  }));
};

describe('leaves', () => {
  it('every leaf is on its path, for every number of leaves', () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 255]) {
      const all = leaves(n);
      const { root, paths } = tree(all);
      const on = all.map((leaf, i) => paths[i] !== undefined && onPath(leaf, paths[i], root));
      expect(on).toEqual(all.map(() => true));
    }
  });

  it('no leaf is on the path of another, nor at another place or size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(), fc.nat(), (n, a, b) => {
        const all = leaves(n);
        const { root, paths } = tree(all);
        const [leaf, path] = [all[a % n], paths[a % n]];
        const other = paths[b % n];
        if (!leaf || !path || !other) throw new Error('unreachable');
        if (a % n !== b % n) expect(onPath(leaf, other, root)).toBe(false);
        expect(onPath(leaf, { ...path, index: n }, root)).toBe(false);
        expect(onPath(leaf, { ...path, siblings: [...path.siblings, new Uint8Array(32)] }, root)).toBe(false);
        expect(onPath(leaf, { ...path, siblings: path.siblings.slice(1) }, root)).toBe(false);
        expect(onPath({ ...leaf, kind: 'device' }, path, root)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('a node is no leaf', () => {
    const [a, b] = leaves(2);
    if (!a || !b) throw new Error('unreachable');
    const { root } = tree([a, b]);
    expect(leafHash({ ...a, salt: leafHash(a), x: leafHash(b) })).not.toEqual(root);
  });

  it('there is no tree of nobody', () => {
    expect(() => tree([])).toThrow(RangeError);
  });
});
