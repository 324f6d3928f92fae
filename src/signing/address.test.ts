import { expect, test } from 'vitest';
import { AddressError, checksum, parseAddress, sameAddress } from './address.ts';

/** @see https://eips.ethereum.org/EIPS/eip-55 (test cases) */
const RIGHT = [
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
] as const;

test.each(RIGHT)('%s', (address) => {
  expect(checksum(address.toLowerCase())).toBe(address);
  for (const written of [address, address.toLowerCase(), `0x${address.slice(2).toUpperCase()}`])
    expect(parseAddress(written)).toBe(address);
  expect(sameAddress(address, address.toLowerCase())).toBe(true);
});

test.each([
  '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe',
  '',
])('refuses %j', (text) => {
  expect(() => parseAddress(text)).toThrow(AddressError);
});
