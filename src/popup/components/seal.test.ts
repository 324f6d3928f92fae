import { expect, test } from 'vitest';
import { sealPath } from './seal.tsx';

const A = '0x7a3F90B1c45D2e8A6b1F03cD94E57A28B6d0c21e';

test('one address has one pattern, in any case of its letters', () => {
  expect(sealPath(A)).toBe(sealPath(A.toLowerCase()));
});

test('neighbours differ, and no pattern is nearly empty or nearly full', () => {
  const paths = Array.from({ length: 5000 }, (_, i) => sealPath(`0x${i.toString(16).padStart(40, '0')}`));
  expect(new Set(paths).size).toBeGreaterThan(4990);
  for (const path of paths) {
    const cells = path.split('M').length - 1;
    expect(cells).toBeGreaterThanOrEqual(12);
    expect(cells).toBeLessThanOrEqual(30);
  }
});

test('a pattern is the same on every machine and in every version', () => {
  expect(sealPath(A)).toMatchInlineSnapshot(
    `"M0 0h1v1h-1zM6 0h1v1h-1zM0 1h1v1h-1zM6 1h1v1h-1zM0 2h1v1h-1zM6 2h1v1h-1zM0 6h1v1h-1zM6 6h1v1h-1zM1 2h1v1h-1zM5 2h1v1h-1zM1 4h1v1h-1zM5 4h1v1h-1zM1 6h1v1h-1zM5 6h1v1h-1zM2 0h1v1h-1zM4 0h1v1h-1zM2 1h1v1h-1zM4 1h1v1h-1zM2 2h1v1h-1zM4 2h1v1h-1zM2 3h1v1h-1zM4 3h1v1h-1zM3 2h1v1h-1zM3 5h1v1h-1zM3 6h1v1h-1z"`,
  );
});
