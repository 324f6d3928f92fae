/**
 * The local world: an EVM node, the margin token, the venue and its page, and the relay that guardians' clients meet at.
 * `node scripts/ts.mjs demo/world.ts` runs it alone.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAnvil } from './anvil.ts';
import { openChain } from './chain.ts';
import { openFeeds } from './feed.ts';
import { MARKETS } from './markets.ts';
import { bundlePage } from './page.ts';
import { type Relay, startRelay } from './relay/start.ts';
import { serve } from './server.ts';
import { createVenue, type Venue } from './venue.ts';

export type World = {
  /** The venue's page, for example `http://127.0.0.1:43127`. It answers under `localhost` too. */
  url: string;
  rpcUrl: string;
  /** Its `log` is the evidence from outside the wallet. */
  venue: Venue;
  /** A process of its own. Its `log` (a file that goes with the world) is what it saw. */
  relay: Pick<Relay, 'url' | 'pid' | 'log'>;
  /** What the price feeds tell of the last hour; calm when it starts. The venue's own prices stay as they are. */
  market: (is: 'calm' | 'stressed') => Promise<void>;
  /** Ends the server, the node and the relay; nothing is left behind. May be called twice. */
  stop: () => Promise<void>;
};

/** A day that a chart can show: ETH up two per cent, the others quiet. */
const SEED = 86;
/** How often the price feeds get a new round. */
const FEED_MS = 5000;

/** Ports: 0 or nothing for any free one. */
export const startWorld = async ({
  port = 0,
  rpcPort = 0,
  relayPort = 0,
}: {
  port?: number;
  rpcPort?: number;
  relayPort?: number;
} = {}): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-world-'));
  const forget = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const starting = [
    startAnvil({ rpcPort }),
    startRelay({ port: relayPort, store: join(folder, 'relay.jsonl') }),
  ] as const;
  process.once('exit', forget); // after the relay's own, which ends it first
  /** Whatever of it has started. */
  const end = async () => {
    await Promise.allSettled(starting.map(async (one) => (await one).stop()));
    process.off('exit', forget);
    forget();
  };
  try {
    const [anvil, relay, page] = await Promise.all([...starting, bundlePage()]);
    const chain = await openChain(anvil.rpcUrl);
    const venue = createVenue({ balanceOf: chain.balanceOf, seed: SEED, start: Date.now() });
    const server = await serve({ venue, chain, page, rpcUrl: anvil.rpcUrl, port, now: Date.now });
    const feeds = await openFeeds(anvil.rpcUrl, MARKETS);
    const ticks = () => MARKETS.map(({ name }) => venue.floors.get(name)?.path.ticks() ?? 0);
    const market: World['market'] = (is) => feeds.writeHour(is, ticks(), Date.now());
    await market('calm');
    // While the demo stops the node may be gone already; a round that is missing shows in the age of the last.
    const pulse = setInterval(() => void feeds.write(ticks(), Date.now()).catch(() => {}), FEED_MS);
    let stopped: Promise<void> | undefined;
    return {
      url: server.url,
      rpcUrl: anvil.rpcUrl,
      venue,
      relay: { url: relay.url, pid: relay.pid, log: relay.log },
      market,
      stop: () => {
        clearInterval(pulse);
        stopped ??= server.stop().finally(end);
        return stopped;
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
};

/** How a person brings Vouch to the relay. */
export const RELAY_ADVICE = 'To use the relay, enter its address in Vouch under Guardians, Relays and letters.';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const world = await startWorld({ port: Number(process.env.PORT ?? 0) });
  console.log(
    [
      `Gannet, the demo venue: ${world.url}`,
      `Its chain (id 31337): ${world.rpcUrl}`,
      `The relay (process ${world.relay.pid}): ${world.relay.url}`,
      RELAY_ADVICE,
      'Ctrl-C ends all of them.',
    ].join('\n'),
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void world.stop().then(() => process.exit(0)));
  }
}
