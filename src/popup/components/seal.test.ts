import { expect, test } from 'vitest';
import { sealPath } from './seal.tsx';

const A = '0x7a3F90B1c45D2e8A6b1F03cD94E57A28B6d0c21e';

test('one address has one pattern, in any case of its letters', () => {
  expect(sealPath(A)).toBe(sealPath(A.toLowerCase()));
});

test('neighbours differ, and no pattern is empty or full', () => {
  const paths = Array.from({ length: 500 }, (_, i) => sealPath(`0x${i.toString(16).padStart(40, '0')}`));
  expect(new Set(paths).size).toBe(500);
  for (const path of paths) {
    const cells = path.split('M').length - 1;
    expect(cells).toBeGreaterThan(5);
    expect(cells).toBeLessThan(44);
  }
});
