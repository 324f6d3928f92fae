/**
 * How much the market moves, read on the person's own node where reference prices are on. It holds nothing up: what is not
 * there in time is unknown, and unknown is no reason for anything.
 * @module
 */
import { readRounds } from '../../chain/feed.ts';
import { now } from '../../lib/clock.ts';
import type { Text } from '../../lib/text.ts';
import { type Stress, stressOf } from '../../policy/step-up/stress.ts';
import { get, set } from '../../storage/session.ts';
import { FEEDS, type Feed } from '../../venues/feeds.ts';
import { listNetworks } from '../networks.ts';
import { isTrusted } from '../reference.ts';
import { readSettings } from '../settings.ts';
import { hold, withHeld } from './held.ts';

/** The two that the others follow. */
const BASES = ['ETH', 'BTC'] as const;
/** Its prices are made up: they speak of its own site alone. */
export const DEMO_CHAIN = 31337;

const KEPT_MS = 60_000;
/** The longest that a request waits for the node. */
export const PATIENCE_MS = 1500;

/** `source`: who keeps the feed, and on which network it was read. */
export type Move = { base: string; source: string; stress: Stress };
type Kept = { at: number; moves: Move[] };

const KEY = (demo: boolean): string => `stepUp.market.${demo ? 'demo' : 'all'}`;

const readMarket = async (demo: boolean): Promise<Move[]> => {
  const networks = await listNetworks();
  const nodeOf = ({ chainId }: Feed) =>
    networks.find((one) => one.chainId === chainId && one.rpcUrl !== undefined && isTrusted(one));
  const found = await Promise.all(
    BASES.map(async (base): Promise<Move | null> => {
      const feed = FEEDS.find(
        (one) => one.base === base && (one.chainId === DEMO_CHAIN) === demo && nodeOf(one) !== undefined,
      );
      const network = feed && nodeOf(feed);
      if (!feed || !network) return null;
      const rounds = await readRounds(network, feed, now() / 1000);
      const stress = stressOf('none' in rounds ? [] : rounds, now() / 1000, feed.heartbeat);
      return { base, source: `${feed.source}, ${network.name}`, stress };
    }),
  );
  return found.filter((one) => one !== null);
};

const asking = new Map<boolean, { since: number; answer: Promise<Move[]> }>();

/** Asked once at a time and kept for a minute. */
const fresh = async (demo: boolean): Promise<{ since: number; answer: Promise<Move[]> }> => {
  const kept = await get<Kept>(KEY(demo));
  const age = kept ? now() - kept.at : -1;
  if (kept && age >= 0 && age < KEPT_MS) return { since: now(), answer: Promise.resolve(kept.moves) };
  const before = asking.get(demo);
  if (before) return before;
  const answer = readMarket(demo)
    .then(async (moves) => {
      await set({ [KEY(demo)]: { at: now(), moves } satisfies Kept });
      await hold(demo, moves);
      return moves;
    })
    .catch((): Move[] => [])
    .finally(() => asking.delete(demo));
  const made = { since: now(), answer };
  asking.set(demo, made);
  return made;
};

/** Null: the node has not answered in time. A slow one is waited for once, not by each look of one request. */
const inTime = async (demo: boolean): Promise<Move[] | null> => {
  const { since, answer } = await fresh(demo);
  const left = Math.min(PATIENCE_MS, Math.max(0, PATIENCE_MS - (now() - since)));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), left);
  });
  const found = await Promise.race([answer, late]);
  clearTimeout(timer);
  return found;
};

/**
 * Empty: nothing is known.
 * @param demo for the site of the demo venue, whose feeds no other may be judged by
 */
export const marketNow = async (demo: boolean): Promise<Move[]> =>
  (await readSettings()).referencePrices ? withHeld(demo, (await inTime(demo)) ?? []) : [];

/** Every feed that can be read, for the page that explains; a line that says why where there is none. */
export const marketShown = async (): Promise<Move[] | { none: Text }> => {
  if (!(await readSettings()).referencePrices) return { none: { id: 'stepUp.market.off' } };
  const [all, demo] = await Promise.all([inTime(false), inTime(true)]);
  const moves = [...(await withHeld(false, all ?? [])), ...(await withHeld(true, demo ?? []))];
  if (moves.length > 0) return moves;
  return { none: { id: all && demo ? 'stepUp.market.noNode' : 'stepUp.market.late' } };
};
