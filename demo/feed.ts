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
 * Written by hand. `latestRoundData()` gives (slot 0, slot 1, slot 2, slot 2, slot 0), which are round, answer and time;
 * `getRoundData(n)` the same of slots 256 n + 3 and 256 n + 4, and reverts where there is no time; `decimals()` gives 8;
 * anything else reverts.
 */
const CODE: Hex = `0x${[
  '5f3560e01c', // the selector
  '8063feaf968c14602557', // latestRoundData() -> 0x25
  '80639a6fc8f514604c57', // getRoundData(uint80) -> 0x4c
  '63313ce56714604357', // decimals() -> 0x43
  '5f5ffd', // or revert
  '5b', // 0x25
  '5f545f52', // round
  '600154602052', // answer
  '60025480604052', // started at
  '606052', // updated at
  '5f54608052', // answered in round
  '60a05ff3',
  '5b60085f5260205ff3', // 0x43
  '5b', // 0x4c
  '600435', // n
  '805f52', // round
  '80608052', // answered in round
  '60081b', // 256 n
  '8060031754602052', // answer
  '60041754', // time
  '8015607657', // none -> 0x76
  '80604052', // started at
  '606052', // updated at
  '60a05ff3',
  '5b5f5ffd', // 0x76
].join('')}`;

/** A calm hour and a stressed one: by how much each round is off from the one before. */
const SWING = { calm: 0, stressed: 0.015 } as const;
const HOUR_ROUNDS = 14;
const ROUND_MS = 5 * 60_000;

export type Feeds = {
  /** Writes one round a feed: the venue's prices, in ticks, as they are at `now` (ms). */
  write: (ticks: readonly number[], now: number) => Promise<void>;
  /** Writes the rounds of an hour and a little more, which end with these prices at `now` (ms). */
  writeHour: (market: keyof typeof SWING, ticks: readonly number[], now: number) => Promise<void>;
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
  const writeRounds = (rounds: { ticks: readonly number[]; at: number }[]) =>
    // The node may take what comes together in any order: each slot is written once.
    send(
      rounds.flatMap(({ ticks, at }, n) => {
        const id = ++round;
        return markets.flatMap(({ priceDecimals }, i) => {
          const answer = BigInt(Math.round(ticks[i] ?? 0)) * 10n ** BigInt(DECIMALS - priceDecimals);
          const time = BigInt(Math.floor(at / 1000));
          const kept: [bigint, bigint][] = [
            [256n * id + 3n, answer],
            [256n * id + 4n, time],
          ];
          const newest: [bigint, bigint][] = [
            [0n, id],
            [1n, answer],
            [2n, time],
          ];
          return [...kept, ...(n === rounds.length - 1 ? newest : [])].map(([slot, value]): [string, unknown[]] => [
            'anvil_setStorageAt',
            [feedAddress(i), toHex(slot), numberToHex(value, { size: 32 })],
          ]);
        });
      }),
    );
  return {
    write: (ticks, at) => writeRounds([{ ticks, at }]),
    writeHour: (market, ticks, now) =>
      writeRounds(
        Array.from({ length: HOUR_ROUNDS }, (_, i) => {
          const back = HOUR_ROUNDS - 1 - i;
          const factor = back % 2 === 0 ? 1 : 1 + SWING[market];
          return { ticks: ticks.map((tick) => tick * factor), at: now - back * ROUND_MS };
        }),
      ),
  };
};
