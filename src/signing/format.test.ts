import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, dollars, fixed, group, isDecimal, plus, ratio, times } from './format.ts';

test.each([
  ['1234567.5', '1,234,567.5'],
  ['-1000', '-1,000'],
  ['999', '999'],
  ['0.0001000', '0.0001000'],
  ['1e5', '1e5'],
])('group(%s) is %s', (text, shown) => {
  expect(group(text)).toBe(shown);
});

test.each([
  [100163871320n, 8, '1001.6387132'],
  [-1n, 2, '-0.01'],
  [5n, 0, '5'],
  [0n, 18, '0'],
])('fixed(%s, %s) is %s', (value, decimals, shown) => {
  expect(fixed(value, decimals)).toBe(shown);
});

test('dollars have two decimals or all that there are', () => {
  expect([dollars('1720'), dollars('0.77'), dollars('1234.5'), dollars('0.00001')]).toEqual([
    '$1,720.00',
    '$0.77',
    '$1,234.50',
    '$0.00001',
  ]);
});

const decimal = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(18))
  .map(([value, places]) => ({ value, places, text: fixed(value, places) }));

test('times and compare are exact', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(times(a.text, b.text)).toBe(fixed(a.value * b.value, a.places + b.places));
      const [x, y] = [a.value * 10n ** BigInt(b.places), b.value * 10n ** BigInt(a.places)];
      expect(compare(a.text, b.text)).toBe(x < y ? -1 : x > y ? 1 : 0);
      expect(isDecimal(a.text)).toBe(true);
    }),
  );
});

test.each(['', '.5', '5.', '01', '-1', '1e3', '1,000', ' 1', '0x1', '١'])('%j is no decimal', (text) => {
  expect(isDecimal(text)).toBe(false);
});

test('plus is exact, whatever the signs', () => {
  fc.assert(
    fc.property(decimal, decimal, fc.boolean(), fc.boolean(), (a, b, minusA, minusB) => {
      const signed = (minus: boolean, { value, places }: typeof a, other: number) =>
        (minus ? -value : value) * 10n ** BigInt(Math.max(places, other) - places);
      const places = Math.max(a.places, b.places);
      expect(plus(`${minusA ? '-' : ''}${a.text}`, `${minusB ? '-' : ''}${b.text}`)).toBe(
        fixed(signed(minusA, a, b.places) + signed(minusB, b, a.places), places),
      );
    }),
  );
});

test.each([
  ['3440', '1', '3440', true],
  ['1', '3', '0.333333333', false],
  ['2', '3000', '0.000666666666', false],
  ['10000', '3', '3333.33333', false],
  ['1', '0.00000001', '100000000', true],
  ['0', '5', '0', true],
  ['123456789012', '7', '17636684144', false],
  ['0.62', '1', '0.62', true],
])('%s divided by %s is %s', (a, b, text, exact) => {
  expect(ratio(a, b)).toEqual({ text, exact });
});

test('a ratio is never above the true one, and off by less than a millionth of a percent', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      fc.pre(b.value > 0n);
      const found = ratio(a.text, b.text);
      const [x, y] = [times(found.text, b.text), a.text];
      expect(compare(x, y)).toBeLessThanOrEqual(0);
      expect(compare(times(x, '1.00000001'), y)).toBeGreaterThanOrEqual(0);
      expect(found.exact).toBe(compare(x, y) === 0);
    }),
  );
});
