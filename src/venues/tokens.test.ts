import { expect, test } from 'vitest';
import { checksum } from '../signing/address.ts';
import { coinOf, tokenAt } from './tokens.ts';

test('a token is known by its address on its network, in any case of letters', () => {
  expect(tokenAt(1, '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48')).toEqual({
    chainId: 1,
    address: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
    symbol: 'USDC',
    decimals: 6,
  });
  expect(tokenAt(10, '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48')).toBeUndefined();
  expect(tokenAt(5, '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48')).toBeUndefined();
});

// Decimals as the tokens' own contracts say; a wrong one moves the point.
test.each([
  [1, '0xdAC17F958D2ee523a2206206994597C13D831ec7', 'USDT', 6],
  [1, '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599', 'WBTC', 8],
  [1, '0x6B175474E89094C44Da98b954EedeAC495271d0F', 'DAI', 18],
  [137, '0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174', 'USDC.e', 6],
  [8453, '0x4200000000000000000000000000000000000006', 'WETH', 18],
  [42161, '0xaf88d065e77c8cC2239327C5EDb3A432268e5831', 'USDC', 6],
] as const)('%i %s is %s', (chainId, address, symbol, decimals) => {
  expect(checksum(address)).toBe(address);
  expect(tokenAt(chainId, address)).toEqual({ chainId, address, symbol, decimals });
});

test('a network without a known coin goes by its number', () => {
  expect([coinOf(1), coinOf(137), coinOf(7777)]).toEqual(['ETH', 'POL', 'eip155:7777']);
});
