/**
 * Prices of an aggregator (Chainlink's interface), asked of the person's own node: the newest, and those before it. A price
 * that is missing, unfinished or old is none at all.
 * @see https://docs.chain.link/data-feeds/api-reference
 * @module
 */
import type { Text } from '../lib/text.ts';
import type { Network } from './network.ts';
import { NodeError, NodeRpcError, NoNodeError, rpc } from './rpc.ts';

/** `heartbeat`: seconds after which the price is written anew, however little it moved. */
export type Aggregator = { address: string; decimals: number; heartbeat: number };

/** `answer` counts in 1e-`decimals` of a dollar; `updatedAt` is in seconds since 1970. */
export type Round = { answer: bigint; updatedAt: number };

const LATEST_ROUND = '0xfeaf968c'; // latestRoundData()
const ROUND = '0x9a6fc8f5'; // getRoundData(uint80)
const DECIMALS = '0x313ce567'; // decimals()

/** A round is its phase (which contract wrote it) above 64 bits, and its number there. Numbers begin with 1. */
const PHASE_BITS = 64n;

/**
 * How far back the earlier rounds lie. A feed that moves all the time has hundreds in an hour and one that rests has one: near
 * ones all (16 moves of half a percent are what counts as stress), farther ones fewer and fewer.
 */
const BACK = [...Array.from({ length: 16 }, (_, i) => i + 1), 20, 24, 32, 48, 64, 96, 128, 256, 512].map(BigInt);

/** How far the node's clock may run ahead of this one, in seconds. */
const AHEAD = 300;

/** Exactly so many words, or null. */
const wordsOf = (result: unknown, count: number): bigint[] | null => {
  if (typeof result !== 'string' || !/^0x[0-9a-f]*$/i.test(result) || result.length !== 2 + 64 * count) return null;
  return Array.from({ length: count }, (_, i) => BigInt(`0x${result.slice(2 + 64 * i, 66 + 64 * i)}`));
};

type Numbered = Round & { id: bigint };

/** The round that a contract gave; null for one that is unfinished, carried over from another or below zero. */
const roundOf = (words: readonly bigint[]): Numbered | null => {
  const [id, answer, , updatedAt, answeredIn] = words;
  if (id === undefined || answer === undefined || updatedAt === undefined || answeredIn === undefined) return null;
  // A negative number has its highest bit set. A round that was carried over has no answer of its own.
  if (answer === 0n || answer >> 255n || updatedAt === 0n || answeredIn < id) return null;
  return { id, answer, updatedAt: Number(updatedAt) };
};

const call = (network: Network, feed: Aggregator, data: string) =>
  rpc(network, 'eth_call', [{ to: feed.address, data }, 'latest']);

/** @param at seconds since 1970 */
const readLatest = async (network: Network, feed: Aggregator, at: number): Promise<Numbered | { none: Text }> => {
  const params = { network: network.name };
  let results: [unknown, unknown];
  try {
    results = await Promise.all([call(network, feed, LATEST_ROUND), call(network, feed, DECIMALS)]);
  } catch (cause) {
    if (cause instanceof NoNodeError) return { none: { id: 'reference.noNode', params } };
    if (cause instanceof NodeError) return { none: { id: 'reference.noAnswer', params } };
    if (cause instanceof NodeRpcError) return { none: { id: 'reference.noFeedThere', params } };
    throw cause;
  }
  const words = wordsOf(results[0], 5);
  const [decimals] = wordsOf(results[1], 1) ?? [];
  if (!words || decimals !== BigInt(feed.decimals)) return { none: { id: 'reference.noFeedThere', params } };
  const round = roundOf(words);
  if (!round) return { none: { id: 'reference.unfinished', params } };
  if (round.updatedAt > Math.floor(at) + AHEAD) return { none: { id: 'reference.future', params } };
  const age = Math.floor(at) - round.updatedAt;
  if (age > 2 * feed.heartbeat)
    return { none: { id: 'reference.old', params: { ...params, hours: String(Math.floor(age / 3600)) } } };
  return round;
};

/** @param at seconds since 1970 */
export const readRound = async (network: Network, feed: Aggregator, at: number): Promise<Round | { none: Text }> => {
  const found = await readLatest(network, feed, at);
  return 'none' in found ? found : { answer: found.answer, updatedAt: found.updatedAt };
};

/** One round of before; null where there is none, or the node does not say. */
const readEarlier = async (network: Network, feed: Aggregator, id: bigint): Promise<Numbered | null> => {
  try {
    const words = wordsOf(await call(network, feed, `${ROUND}${id.toString(16).padStart(64, '0')}`), 5);
    return words && words[0] === id ? roundOf(words) : null;
  } catch (cause) {
    if (cause instanceof NodeError || cause instanceof NodeRpcError) return null;
    throw cause;
  }
};

/**
 * The newest round and a choice of those before it, newest first, as far as the contract that writes now goes back.
 * @param at seconds since 1970
 */
export const readRounds = async (network: Network, feed: Aggregator, at: number): Promise<Round[] | { none: Text }> => {
  const newest = await readLatest(network, feed, at);
  if ('none' in newest) return newest;
  const number = BigInt.asUintN(Number(PHASE_BITS), newest.id);
  const ids = BACK.filter((back) => back < number).map((back) => newest.id - back);
  const earlier = await Promise.all(ids.map((id) => readEarlier(network, feed, id)));
  return [newest, ...earlier.filter((round) => round !== null)].map(({ answer, updatedAt }) => ({ answer, updatedAt }));
};
