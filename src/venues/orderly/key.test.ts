import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../lib/bytes.ts';
import { keyIn, keyText } from './key.ts';

test.each([
  // OrderlyNetwork/documentation-public 3a6e561, wallet-authentication.mdx
  'ed25519:HqN9uKJioHjAJZbadgQRGzq2e7huKg6foCyNY43hWbCk',
  'ed25519:8tm7dnKYkSc3FzgPuJaw1wztr79eeZpN35nHW5pL5XhX',
])('%s is 32 bytes, and the same again', (text) => {
  const name = keyIn(text);
  expect(name).toMatch(/^0x[\da-f]{64}$/);
  expect(name && keyText(name)).toBe(text);
});

/** draft-msporny-base58-03, "Test Vectors": 0x0000287fb4cd is 11233QC4; here with 26 zeros more in front. */
test('zeros in front are ones', () => {
  expect(keyText(`0x${'0000287fb4cd'.padStart(64, '0')}`)).toBe(`ed25519:${'1'.repeat(28)}233QC4`);
  expect(keyText(`0x${'00'.repeat(32)}`)).toBe(`ed25519:${'1'.repeat(32)}`);
});

test('every key comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      expect(keyIn(keyText(toHex(bytes)))).toBe(toHex(bytes));
    }),
  );
});

test.each([
  '',
  'HqN9uKJioHjAJZbadgQRGzq2e7huKg6foCyNY43hWbCk',
  'ed25519:HqN9uKJioHjAJZbadgQRGzq2e7huKg6foCyNY43hWbC0',
  'ed25519:1HqN9uKJioHjAJZbadgQRGzq2e7huKg6foCyNY43hWbCk',
  `ed25519:${'z'.repeat(44)}`,
  `ed25519:${'1'.repeat(31)}`,
  'ED25519:HqN9uKJioHjAJZbadgQRGzq2e7huKg6foCyNY43hWbCk',
])('%j is none', (text) => {
  expect(keyIn(text)).toBeNull();
});
