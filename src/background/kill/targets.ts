/** What the kill switch can reach: each account at each venue where a session or a key of the wallet's own is alive. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import type { KillLine } from '../../messaging/limits-lane.ts';
import type { Address } from '../../signing/address.ts';
import type { GrantRow, SessionRow } from '../../storage/rows.ts';
import type { Adapter, AgentAsk, ToSign, VenueRequest } from '../../venues/adapter.ts';
import { adapters } from '../../venues/registry.ts';
import { listGrants } from '../grants/store.ts';
import { listSessions } from '../sessions/store.ts';

/**
 * `key`: the row of the key that the wallet holds there; null where the account itself trades, or somebody else holds the key.
 * `grant`: what is taken back.
 */
export type Target = {
  id: string;
  what: 'cancel' | 'revoke';
  adapter: Adapter | null;
  venue: NonNullable<KillLine['venue']>;
  account: Address;
  /** the sites whose open page may send what is signed, the newest first */
  origins: string[];
  key: GrantRow | null;
  grant: GrantRow | null;
  /** the one market that is cancelled, where the venue has no message for all */
  market?: string;
};

const NO_ID = `0x${'00'.repeat(17)}` as const;

const isOver = (until: number | null): boolean => until !== null && until <= now();

const adapterOf = (venue: string): Adapter | null => adapters.find(({ id }) => id === venue) ?? null;

/** What a site named can be long: a line's name is not. */
const short = (text: string): string => toHex(sha256(utf8(text))).slice(2, 18);

/** Keys at one venue for one account that say the same of themselves cancel the same orders. */
const groupOf = (venue: string, account: string, key: GrantRow | null): string =>
  `${venue}/${account.toLowerCase()}/${key?.agent ? short(JSON.stringify(Object.entries(key.agent.with).sort())) : ''}`;

const shownVenue = ({ id, name, network }: NonNullable<GrantRow['venue']>): Target['venue'] => ({
  id,
  name: network === undefined ? name : `${name} (${network})`,
});

type Place = { venue: Target['venue']; account: Address; key: GrantRow | null; origins: string[]; markets: string[] };

const placeOf = (
  venue: Place['venue'],
  account: string,
  key: GrantRow | null,
  origin: string,
  session?: SessionRow,
): Place => ({
  venue,
  account: account as Address,
  key,
  origins: [origin],
  markets: [...(session?.session.limits.markets ?? [])],
});

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

/** Where the venue cancels in one market alone, each market that the session of the key names; the site may name one too. */
const inMarkets = (target: Target, markets: readonly string[]): Target[] => {
  const own = target.key?.agent?.with.symbol;
  if (!target.adapter?.cancelAll?.oneMarket) return [target];
  const all = union(markets, typeof own === 'string' ? [own] : []);
  if (all.length === 0) return [target];
  const { id, name } = target.venue;
  return all.map((market) => ({
    ...target,
    ...{ id: `${target.id}/${short(market)}`, market, venue: { id, name: `${name} (${market})` } },
  }));
};

/**
 * One for each group: the newest key of it, and every site that trades there.
 * @param all sessions, those that have ended too: their orders may still be there
 */
const placesOf = (
  sessions: readonly SessionRow[],
  all: readonly SessionRow[],
  keys: readonly GrantRow[],
): Map<string, Place> => {
  const places = new Map<string, Place>();
  const add = (id: string, place: Place): void => {
    const before = places.get(id);
    const { origins, markets } = place;
    places.set(
      id,
      before ? { ...before, origins: union(before.origins, origins), markets: union(before.markets, markets) } : place,
    );
  };
  for (const key of keys)
    if (key.venue) {
      const venue = shownVenue(key.venue);
      const session = all.find((row) => row.session.id === key.agent?.session);
      add(groupOf(venue.id, key.account, key), placeOf(venue, key.account, key, key.origin, session));
    }
  for (const { session, agent } of sessions) {
    const { venue: id, account, origin } = session;
    // a session whose key lives is reached by its key
    if (keys.some((key) => key.agent?.session === session.id || (agent !== null && key.agent?.name === agent)))
      continue;
    const venue = { id, name: adapterOf(id)?.name ?? id };
    add(groupOf(id, account, null), placeOf(venue, account, null, origin));
  }
  return places;
};

/** Cancels first, then what takes the keys back: a key that is taken back cancels nothing any more. */
export const listTargets = async (): Promise<Target[]> => {
  const [allSessions, allGrants] = await Promise.all([listSessions(), listGrants()]);
  const sessions = allSessions.filter(({ ended, session }) => ended === null && session.endsAt > now());
  const living = allGrants.filter(({ state, until }) => state !== 'ended' && !isOver(until));
  const keys = living.filter(({ agent }) => agent !== undefined);
  const cancels = [...placesOf(sessions, allSessions, keys)].flatMap(([id, { markets, ...place }]) =>
    inMarkets(
      { ...place, id: `cancel/${id}`, what: 'cancel', adapter: adapterOf(place.venue.id), grant: null },
      markets,
    ),
  );
  const revokes = living.flatMap((row): Target[] => {
    if (!row.venue || (!row.agent && row.scope !== 'trade' && row.scope !== 'everything')) return [];
    const { markets: _, ...place } = placeOf(shownVenue(row.venue), row.account, row.agent ? row : null, row.origin);
    const adapter = row.agent ? adapterOf(row.venue.id) : null;
    return [{ ...place, id: `revoke/${row.id}`, what: 'revoke', adapter, grant: row }];
  });
  return [...cancels, ...revokes];
};

/** `spent`: the key was taken back at the venue, so the account signs. */
export const askOf = ({ account, key, market }: Target, spent = false): AgentAsk => ({
  account,
  agent: key?.agent && !spent ? key.agent.name : null,
  id: key?.agent && /^0x[0-9a-f]{34}$/.test(key.agent.session) ? (key.agent.session as AgentAsk['id']) : NO_ID,
  until: key?.until ?? now(),
  now: now(),
  with: { ...key?.agent?.with, ...(market === undefined ? {} : { symbol: market }) },
});

const hostOf = (make: () => VenueRequest | undefined): string[] => {
  try {
    const host = make()?.host;
    return host === undefined || host === '' ? [] : [host]; // empty: the page's own, which alone can send it
  } catch {
    return []; // the adapter needs to be told more than there is: what it needs comes with a session
  }
};

const BLANK = `0x${'00'.repeat(64)}1b` as const;
const sentBy = (toSign: ToSign | null | undefined): VenueRequest | undefined => toSign?.request(BLANK);

/** The hosts that an adapter would call for this ask. */
const hostsOf = ({ agents, cancelAll }: Adapter, ask: AgentAsk): string[] => [
  ...new Set([
    ...hostOf(() => cancelAll?.list?.(ask)),
    ...hostOf(() => sentBy(cancelAll?.make(ask, null))),
    ...hostOf(() => agents?.list?.(ask)),
    ...hostOf(() => sentBy(agents?.revoke?.(ask))),
  ]),
];

const NOBODY: Address = '0x0000000000000000000000000000000000000001';

/** Of every venue that Vouch can cancel or take a key back at, whether there is something to stop there or not. */
export const allHosts = async (): Promise<{ venue: string; host: string }[]> => {
  const asks = (await listTargets()).flatMap((target) =>
    target.adapter ? [{ adapter: target.adapter, ask: askOf(target) }] : [],
  );
  for (const adapter of adapters)
    if (adapter.cancelAll || adapter.agents?.revoke)
      asks.push({
        adapter,
        ask: { account: NOBODY, agent: NOBODY, id: NO_ID, until: now() + 60_000, now: now(), with: {} },
      });
  const found = new Map<string, { venue: string; host: string }>();
  for (const { adapter, ask } of asks)
    for (const host of hostsOf(adapter, ask)) found.set(host, { venue: adapter.name, host });
  return [...found.values()].sort((a, b) => a.venue.localeCompare(b.venue) || a.host.localeCompare(b.host));
};
