import { expect, test } from 'vitest';
import { fits, hostOf, isLookAlike, typedFits } from './layout.ts';

test('the last four of a hexadecimal address fit in any case', () => {
  expect(fits('9F02', '0x4e81B07d55a2C9F360D8E21a97C4F0B63D5a9f02')).toBe(true);
  expect(fits(' 9f02 ', '0x4e81B07d55a2C9F360D8E21a97C4F0B63D5a9f02')).toBe(true);
  expect(fits('9f0', '0x4e81B07d55a2C9F360D8E21a97C4F0B63D5a9f02')).toBe(false);
  expect(fits('', '0x4e81B07d55a2C9F360D8E21a97C4F0B63D5a9f02')).toBe(false);
});
test('others fit letter by letter', () => {
  expect(fits('aBcD', 'cosmos1aBcD')).toBe(true);
  expect(fits('abcd', 'cosmos1aBcD')).toBe(false);
});
test('a host keeps its port, and its way where that is not encrypted', () => {
  expect(hostOf('https://app.example:8443')).toBe('app.example:8443');
  expect(hostOf('http://localhost:5173')).toBe('http://localhost:5173');
});
test('look-alikes are hosts with a label in punycode', () => {
  expect(isLookAlike('https://xn--80ak6aa92e.com')).toBe(true);
  expect(isLookAlike('https://app.xn--80ak6aa92e.com')).toBe(true);
  expect(isLookAlike('https://notxn--a.com')).toBe(false);
});
test('words fit in any case and with any spaces, and nothing fits nothing', () => {
  expect(typedFits('  paradex ', 'Paradex')).toBe(true);
  expect(typedFits('i give  this account away', 'I give this account away')).toBe(true);
  expect(typedFits('Parade', 'Paradex')).toBe(false);
  expect(typedFits('', '')).toBe(false);
  expect(typedFits(' ', ' ')).toBe(false);
});
