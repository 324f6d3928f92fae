/** A price to lay an order beside, from the person's own node. Off until somebody turns it on; never a comfort. @module */
import type { ApprovalRecord } from '../approvals/record.ts';
import { readRound } from '../chain/feed.ts';
import type { Network } from '../chain/network.ts';
import { now } from '../lib/clock.ts';
import type { Text } from '../lib/text.ts';
import type { Reference } from '../messaging/ui-lane.ts';
import { priceDistance } from '../policy/rules/price.ts';
import { fixed } from '../signing/format.ts';
import { NO_CONTRACT } from '../venues/adapter.ts';
import { type Feed, feedsFor } from '../venues/feeds.ts';
import type { Mark, Order, OrderFacts } from '../venues/reading.ts';
import { networkOf } from './networks.ts';
import { readSettings } from './settings.ts';

/** Its prices are made up: they speak of its own orders alone, and no other feed speaks of those. */
const DEMO_CHAIN = 31337;

/**
 * Whether prices from its node bound anything: a site that named a node would say what its own orders are worth. What a demo
 * world makes up is its site's own anyway.
 */
export const isTrusted = ({ chainId, namedBy }: Network): boolean => namedBy === undefined || chainId === DEMO_CHAIN;

/** The rule of distances looks at nothing else. */
const NOTHING_ELSE = { data: null, match: null, signIn: null };

const SCALE = 18;
/** 1e18 units of a decimal; more places than that are cut off. */
const units = (decimal: string): bigint => {
  const [whole = '', rest = ''] = decimal.split('.');
  return BigInt(whole + rest.slice(0, SCALE).padEnd(SCALE, '0'));
};

type Priced = OrderFacts & { price: string };

/** By how much its price is worse than the reference; below 0 when it is better. 1e18 units. */
const gapOf = ({ side, price }: Priced, reference: bigint): bigint =>
  side === 'long' ? units(price) - reference : reference - units(price);

/** The order whose price is the worst of all; none where one of them has no price. @param reference 1e18 units */
const worstOf = (orders: readonly OrderFacts[], reference: bigint): Priced | undefined => {
  const priced = orders.filter((order): order is Priced => order.price !== undefined);
  if (priced.length < orders.length) return undefined;
  return priced.sort((a, b) => (gapOf(a, reference) < gapOf(b, reference) ? 1 : -1))[0];
};

/** How far the worst price of all is from it, in words, to a tenth of a percent. @param reference 1e18 units */
export const distanceFrom = (orders: readonly OrderFacts[], reference: bigint): Text => {
  const order = worstOf(orders, reference);
  if (!order) return { id: 'reference.noBound' };
  const halves = (gapOf(order, reference) * 2000n) / reference;
  const worst = (halves + (halves < 0n ? -1n : 1n)) / 2n;
  if (worst === 0n) return { id: 'reference.same' };
  return worst > 0n
    ? { id: 'reference.worse', params: { percent: fixed(worst, 1) } }
    : { id: 'reference.better', params: { percent: fixed(-worst, 1) } };
};

const PRICES: ReadonlySet<string> = new Set(['row.limitPrice', 'row.worstPrice', 'row.premium', 'row.swapPrice']);

/** The worst price and where it comes from: of several orders it is worked out which that is. */
export const limitOf = ({ orders, rows }: Order, reference: bigint): { price: string; mark: Mark } | undefined => {
  const price = worstOf(orders, reference)?.price;
  const row = orders.length === 1 ? rows.find(({ label }) => PRICES.has(label)) : undefined;
  return price === undefined ? undefined : { price, mark: row?.mark ?? 'computed' };
};

/**
 * Whose feeds speak of an order. Those of a demo world hold for its own venue alone: a site may be on that network, with a node
 * that says what it likes, and ask for an order of another.
 */
export const priceChain = ({ venue }: Order, chainId: number): number =>
  chainId === DEMO_CHAIN && venue.network !== 'Demo' ? 1 : chainId;

/** The site's own network first: of two nodes, the one that is in use. */
export const candidates = (market: string, chainId: number): Feed[] =>
  feedsFor(market)
    .filter((feed) => (feed.chainId === DEMO_CHAIN) === (chainId === DEMO_CHAIN))
    .sort((a, b) => Number(b.chainId === chainId) - Number(a.chainId === chainId));

export const referenceFor = async (record: ApprovalRecord | undefined): Promise<Reference | { none: Text }> => {
  if (!(await readSettings()).referencePrices) return { none: { id: 'reference.off' } };
  const reading = record && 'reading' in record.subject ? record.subject.reading : undefined;
  if (!record || reading?.kind !== 'order') return { none: { id: 'reference.noFeed' } };
  const markets = new Set(reading.orders.map(({ market }) => market));
  const [market = ''] = markets;
  if (markets.size > 1) return { none: { id: 'reference.several' } };
  const feeds = candidates(market, priceChain(reading, record.chainId));
  const networks = await Promise.all(feeds.map(({ chainId }) => networkOf(chainId)));
  const first = networks.findIndex(({ rpcUrl }) => rpcUrl !== undefined);
  const [feed, network] = [feeds[Math.max(first, 0)], networks[Math.max(first, 0)]];
  if (!feed || !network) return { none: { id: 'reference.noFeed' } };
  if (first < 0)
    return { none: { id: 'reference.noNode', params: { network: networks.map(({ name }) => name).join(', ') } } };
  const round = await readRound(network, feed, now() / 1000);
  if ('none' in round) return round;
  const price = fixed(round.answer, feed.decimals);
  const { at, source } = { at: round.updatedAt * 1000, source: `${feed.source}, ${network.name}` };
  const { account, origin, chainId } = record;
  const found = priceDistance({
    reading,
    context: { origin, account: account ?? NO_CONTRACT, chainId, now: now() },
    reference: { price, at, source },
    ...NOTHING_ELSE,
  });
  const limit = limitOf(reading, units(price));
  return {
    price,
    ...(limit && { limit }),
    at,
    source,
    pair: `${feed.base} / USD`,
    distance: distanceFrom(reading.orders, units(price)),
    notes: found ? [{ level: found.level === 'warning' ? 'care' : 'danger', text: found.text }] : [],
  };
};
