import { expect, test } from 'vitest';
import { parseAddress } from '../signing/address.ts';
import { FEEDS, feedsFor } from './feeds.ts';

test('every address is one, with its checksum, and stands once', () => {
  for (const { address } of FEEDS) expect(parseAddress(address)).toBe(address);
  expect(new Set(FEEDS.map(({ chainId, address }) => `${chainId} ${address}`)).size).toBe(FEEDS.length);
  expect(new Set(FEEDS.map(({ chainId, base }) => `${chainId} ${base}`)).size).toBe(FEEDS.length);
});

test.each([
  ['ETH-PERP', 'ETH'],
  ['ETH-USD', 'ETH'],
  ['ETH/USDC', 'ETH'],
  ['ETH-USDT-PERP', 'ETH'],
  ['WETH/USDC', 'ETH'],
  ['ETH/USD [WETH-USDC]', 'ETH'],
  ['SOL-USDT', 'SOL'],
])('%s is priced by %s', (market, base) => {
  const found = feedsFor(market);
  expect(found.length).toBeGreaterThan(0);
  for (const feed of found) expect(feed.base).toBe(base);
});

test.each([
  'ETH',
  'ETH 25 Jun 2027 6,000 Put',
  'ETH/BTC',
  'kETH-PERP',
  'eth-PERP',
  'STETH/USDC',
  'WSOL/USDC',
  'ЕTH-PERP',
  'ETH-PERP-PERP',
  '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419/USDC',
  '',
])('%s has no feed', (market) => {
  expect(feedsFor(market)).toEqual([]);
});
