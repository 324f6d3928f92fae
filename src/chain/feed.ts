/**
 * The newest price of an aggregator (Chainlink's interface), asked of the person's own node. A price that is missing,
 * unfinished or old is none at all.
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
const DECIMALS = '0x313ce567'; // decimals()

/** How far the node's clock may run ahead of this one, in seconds. */
const AHEAD = 300;

/** Exactly so many words, or null. */
const wordsOf = (result: unknown, count: number): bigint[] | null => {
  if (typeof result !== 'string' || !/^0x[0-9a-f]*$/i.test(result) || result.length !== 2 + 64 * count) return null;
  return Array.from({ length: count }, (_, i) => BigInt(`0x${result.slice(2 + 64 * i, 66 + 64 * i)}`));
};

/** @param at seconds since 1970 */
export const readRound = async (network: Network, feed: Aggregator, at: number): Promise<Round | { none: Text }> => {
  const params = { network: network.name };
  const ask = (data: string) => rpc(network, 'eth_call', [{ to: feed.address, data }, 'latest']);
  let results: [unknown, unknown];
  try {
    results = await Promise.all([ask(LATEST_ROUND), ask(DECIMALS)]);
  } catch (cause) {
    if (cause instanceof NoNodeError) return { none: { id: 'reference.noNode', params } };
    if (cause instanceof NodeError) return { none: { id: 'reference.noAnswer', params } };
    if (cause instanceof NodeRpcError) return { none: { id: 'reference.noFeedThere', params } };
    throw cause;
  }
  const [round, answer, , updatedAt, answeredIn] = wordsOf(results[0], 5) ?? [];
  const [decimals] = wordsOf(results[1], 1) ?? [];
  if (round === undefined || answer === undefined || updatedAt === undefined || answeredIn === undefined)
    return { none: { id: 'reference.noFeedThere', params } };
  if (decimals !== BigInt(feed.decimals)) return { none: { id: 'reference.noFeedThere', params } };
  // A negative number has its highest bit set. A round that was carried over has no answer of its own.
  if (answer === 0n || answer >> 255n || updatedAt === 0n || answeredIn < round)
    return { none: { id: 'reference.unfinished', params } };
  if (updatedAt > BigInt(Math.floor(at) + AHEAD)) return { none: { id: 'reference.future', params } };
  const age = Math.floor(at) - Number(updatedAt);
  if (age > 2 * feed.heartbeat)
    return { none: { id: 'reference.old', params: { ...params, hours: String(Math.floor(age / 3600)) } } };
  return { answer, updatedAt: Number(updatedAt) };
};
