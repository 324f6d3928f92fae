/** The local trading world: an EVM node, the margin token, the venue and its page. `node scripts/ts.mjs demo/world.ts` runs it alone. @module */
import { fileURLToPath } from 'node:url';
import { startAnvil } from './anvil.ts';
import { openChain } from './chain.ts';
import { bundlePage } from './page.ts';
import { serve } from './server.ts';
import { createVenue, type Venue } from './venue.ts';

export type World = {
  /** The venue's page, for example `http://127.0.0.1:43127`. It answers under `localhost` too. */
  url: string;
  rpcUrl: string;
  /** Its `log` is the evidence from outside the wallet. */
  venue: Venue;
  /** Ends the server and the node; nothing is left behind. May be called twice. */
  stop: () => Promise<void>;
};

/** A day that a chart can show: ETH up two per cent, the others quiet. */
const SEED = 86;

/** Ports: 0 or nothing for any free one. */
export const startWorld = async ({
  port = 0,
  rpcPort = 0,
}: {
  port?: number;
  rpcPort?: number;
} = {}): Promise<World> => {
  const [anvil, page] = await Promise.all([startAnvil({ rpcPort }), bundlePage()]);
  try {
    const chain = await openChain(anvil.rpcUrl);
    const venue = createVenue({ balanceOf: chain.balanceOf, seed: SEED, start: Date.now() });
    const server = await serve({ venue, chain, page, rpcUrl: anvil.rpcUrl, port, now: Date.now });
    let stopped: Promise<void> | undefined;
    return {
      url: server.url,
      rpcUrl: anvil.rpcUrl,
      venue,
      stop: () => {
        stopped ??= server.stop().finally(anvil.stop);
        return stopped;
      },
    };
  } catch (error) {
    await anvil.stop();
    throw error;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const world = await startWorld({ port: Number(process.env.PORT ?? 0) });
  console.log(`Gannet, the demo venue: ${world.url}\nIts chain (id 31337): ${world.rpcUrl}\nCtrl-C ends both.`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void world.stop().then(() => process.exit(0)));
  }
}
