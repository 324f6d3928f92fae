/**
 * Where a price in US dollars can be read on a chain: aggregators of Chainlink, one a base asset and chain. A market that
 * is not here has no reference price.
 *
 * Addresses and decimals: smartcontractkit/hardhat-chainlink at f181816637778064fc2bde3c373a5ffc9a4a0790 (9 Feb 2024),
 * `src/registries/json/DataFeeds.json`; those on Arbitrum also in gmx-io/gmx-synthetics at
 * 1d92967d3d17d431eab42f825780e43d1731905d (6 Nov 2025), `config/tokens.ts`. Heartbeats: LZeroAnalytics/chainlink-package
 * at a6b1d6fb311fddc58d97857eda304cc498eaa5bb (24 Mar 2025), which names the same addresses.
 * @see https://docs.chain.link/data-feeds/price-feeds/addresses
 * @module
 */
import type { Address } from '../signing/address.ts';

/** `heartbeat`: seconds after which the price is written anew, however little it moved. */
export type Feed = {
  base: string;
  chainId: number;
  address: Address;
  decimals: number;
  heartbeat: number;
  /** who keeps it */
  source: string;
};

const HOUR = 3600;
const DAY = 24 * HOUR;

const chainlink = (base: string, chainId: number, address: Address, heartbeat: number): Feed => ({
  base,
  chainId,
  address,
  decimals: 8,
  heartbeat,
  source: 'Chainlink',
});

export const FEEDS: readonly Feed[] = [
  chainlink('BTC', 1, '0xF4030086522a5bEEa4988F8cA5B36dbC97BeE88c', HOUR),
  chainlink('ETH', 1, '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419', HOUR),
  chainlink('LINK', 1, '0x2c1d072e956AFFC0D435Cb7AC38EF18d24d9127c', HOUR),
  chainlink('SOL', 1, '0x4ffC43a60e009B551865A93d232E33Fce9f01507', DAY),
  chainlink('ARB', 42161, '0xb2A824043730FE05F3DA2efaFa1CBbe83fa548D6', DAY),
  chainlink('BNB', 42161, '0x6970460aabF80C5BE983C6b74e5D06dEDCA95D4A', DAY),
  chainlink('BTC', 42161, '0x6ce185860a4963106506C203335A2910413708e9', DAY),
  chainlink('DOGE', 42161, '0x9A7FB1b3950837a8D9b40517626E11D4127C098C', DAY),
  chainlink('ETH', 42161, '0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612', DAY),
  chainlink('LINK', 42161, '0x86E53CF1B870786351Da77A57575e79CB55812CB', DAY),
  chainlink('SOL', 42161, '0x24ceA4b8ce57cdA5058b924B9B9987992450590c', DAY),
  // The demo world's own, written by demo/feed.ts.
  ...(['ETH', 'BTC', 'SOL'] as const).map(
    (base, n): Feed => ({
      base,
      chainId: 31337,
      address: `0x${'0'.repeat(34)}31337${n}`,
      decimals: 8,
      heartbeat: HOUR,
      source: 'Gannet',
    }),
  ),
];

/** `ETH-PERP`, `ETH/USDC`, `ETH-USDT-PERP`: the base of a market that is priced in dollars or in what stands for one. */
const IN_DOLLARS = /^([A-Z0-9]{2,10})[-/](?:PERP|(?:USD[CT]?|gUSD)(?:-PERP)?)(?: \[.*\])?$/;

/** Those that price this market, on any chain; none for an option and for a market that Vouch does not know. */
export const feedsFor = (market: string): Feed[] => {
  const base = IN_DOLLARS.exec(market)?.[1]?.replace(/^W(?=ETH$|BTC$)/, '');
  return FEEDS.filter((feed) => feed.base === base);
};
