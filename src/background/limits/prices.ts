/**
 * Reference prices for limits, from the person's own nodes. A price is used for a minute; one that is older than ten seconds
 * is asked for again meanwhile, so that an order in a session seldom waits for a node.
 * @module
 */
import { readRound } from '../../chain/feed.ts';
import { now } from '../../lib/clock.ts';
import type { Reference } from '../../policy/limits/decide.ts';
import { fixed } from '../../signing/format.ts';
import { networkOf } from '../networks.ts';
import { candidates, isTrusted } from '../reference.ts';
import { readSettings } from '../settings.ts';

const FRESH_MS = 10_000;
const USABLE_MS = 60_000;

type Kept = { price: Reference | null; readAt: number };
const kept = new Map<string, Kept>();
const asked = new Map<string, Promise<Reference | null>>();

const read = async (market: string, chainId: number): Promise<Reference | null> => {
  for (const feed of candidates(market, chainId)) {
    const network = await networkOf(feed.chainId);
    if (network.rpcUrl === undefined || !isTrusted(network)) continue;
    const round = await readRound(network, feed, now() / 1000);
    if (!('none' in round)) return { price: fixed(round.answer, feed.decimals), at: round.updatedAt * 1000 };
  }
  return null;
};

const refresh = (key: string, market: string, chainId: number): Promise<Reference | null> => {
  const under = asked.get(key);
  if (under) return under;
  const reading = read(market, chainId)
    .catch(() => null)
    .then((price) => {
      kept.set(key, { price, readAt: now() });
      return price;
    })
    .finally(() => asked.delete(key));
  asked.set(key, reading);
  return reading;
};

const priceOf = async (market: string, chainId: number): Promise<Reference | null> => {
  // A site names markets as it likes: what no feed speaks of is not kept.
  if (candidates(market, chainId).length === 0) return null;
  const key = `${chainId} ${market}`;
  const found = kept.get(key);
  // a clock that went back makes a price of the future: it is asked for again
  const age = found ? now() - found.readAt : Number.POSITIVE_INFINITY;
  if (!found || age < 0 || age > USABLE_MS) return refresh(key, market, chainId);
  if (age > FRESH_MS) void refresh(key, market, chainId);
  return found.price;
};

/** Those there are; none while reference prices are off. */
export const pricesOf = async (markets: readonly string[], chainId: number): Promise<Map<string, Reference>> => {
  const prices = new Map<string, Reference>();
  if (!(await readSettings()).referencePrices) return prices;
  await Promise.all(
    [...new Set(markets)].map(async (market) => {
      const price = await priceOf(market, chainId);
      if (price) prices.set(market, price);
    }),
  );
  return prices;
};
