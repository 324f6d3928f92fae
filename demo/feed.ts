/**
 * Gannet's price feeds on the demo chain: contracts with the interface of Chainlink's aggregators, so that a wallet can
 * read the venue's price from its own node.
 * @see https://docs.chain.link/data-feeds/api-reference
 * @module
 */
import { type Hex, numberToHex, toHex } from 'viem';
import type { Market } from './markets.ts';

class FeedError extends Error {
  override name = 'FeedError';
}

/** The same addresses stand in the wallet's list of feeds. */
export const feedAddress = (index: number): Hex => `0x${'0'.repeat(34)}31337${index}`;

const DECIMALS = 8;

/**
 * Written by hand: `latestRoundData()` gives (slot 0, slot 1, slot 2, slot 2, slot 0), which are round, answer and time;
 * `decimals()` gives 8; anything else reverts.
 */
const CODE: Hex = `0x${[
  '5f3560e01c', // the selector
  '8063feaf968c14601b57', // latestRoundData() -> 0x1b
  '63313ce567146039575f5ffd', // decimals() -> 0x39, or revert
  '5b', // 0x1b
  '5f545f52', // round
  '600154602052', // answer
  '60025480604052', // started at
  '606052', // updated at
  '5f54608052', // answered in round
  '60a05ff3',
  '5b60085f5260205ff3', // 0x39
].join('')}`;

export type Feeds = {
  /** Writes one round a feed: the venue's prices, in ticks, as they are at `now` (ms). */
  write: (ticks: readonly number[], now: number) => Promise<void>;
};

/** Puts the contracts on a fresh node. @throws {FeedError} when the node does not take them */
export const openFeeds = async (rpcUrl: string, markets: readonly Market[]): Promise<Feeds> => {
  const send = async (calls: [method: string, params: unknown[]][]) => {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(calls.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params }))),
    });
    const answers = (await response.json()) as { error?: { message: string } }[];
    const wrong = answers.find(({ error }) => error)?.error;
    if (wrong) throw new FeedError(`The node does not keep the price feeds: ${wrong.message}`);
  };
  await send(markets.map((_, i) => ['anvil_setCode', [feedAddress(i), CODE]]));
  let round = 0n;
  return {
    write: async (ticks, now) => {
      round++;
      await send(
        markets.flatMap(({ priceDecimals }, i) => {
          const answer = BigInt(ticks[i] ?? 0) * 10n ** BigInt(DECIMALS - priceDecimals);
          return [round, answer, BigInt(Math.floor(now / 1000))].map((value, slot): [string, unknown[]] => [
            'anvil_setStorageAt',
            [feedAddress(i), toHex(slot), numberToHex(value, { size: 32 })],
          ]);
        }),
      );
    },
  };
};
