/** Gannet over HTTP: the page, a small JSON API, and a stream of server-sent events. @module */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Address, getAddress } from 'viem';
import type { Chain } from './chain.ts';
import type { Page } from './page.ts';
import { CHAIN_ID, MARGIN_TOKEN } from './schema.ts';
import type { Venue } from './venue.ts';
import { Refusal } from './verify.ts';
import { accountView, bookView, marketViews, type StateView } from './views.ts';

const HOST = '127.0.0.1';
const BODY_LIMIT = 64 * 1024;
const STEPS = new Set([5, 15, 60, 240]);

class ServerError extends Error {
  override name = 'ServerError';
}

const address = (value: unknown): Address => {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(value))
    throw new Refusal('bad-request', 'An address is 0x and 40 digits.');
  return getAddress(value.toLowerCase());
};

/** JSON only: a form of another site cannot send it without asking first. */
const readJson = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') {
    throw new Refusal('bad-request', 'Send application/json.');
  }
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_LIMIT) throw new Refusal('bad-request', 'The request is too long.');
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new Refusal('bad-request', 'The request must be a JSON object.');
};

const sendJson = (response: ServerResponse, status: number, value: unknown) =>
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));

/**
 * @param port 0 for any free port
 * @param now the clock, in milliseconds
 */
export const serve = async ({
  venue,
  chain,
  page,
  rpcUrl,
  port,
  now,
}: {
  venue: Venue;
  chain: Chain;
  page: Page;
  rpcUrl: string;
  port: number;
  now: () => number;
}): Promise<{ url: string; stop: () => Promise<void> }> => {
  const streams = new Map<ServerResponse, { market: string; account: Address | null }>();

  const stateFor = async (market: string, account: Address | null): Promise<StateView> => {
    const book = bookView(venue, market);
    if (!book) throw new Refusal('unknown-market', `Gannet has no market ${market}.`);
    return {
      time: now(),
      markets: marketViews(venue),
      book,
      account: account && accountView(venue, await venue.refresh(account)),
    };
  };
  const push = async (stream: ServerResponse) => {
    const wants = streams.get(stream);
    if (!wants) return;
    // The node may be gone already while the demo stops: then there is nothing to tell.
    const state = await stateFor(wants.market, wants.account).catch(() => undefined);
    if (state) stream.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`);
  };
  const unsubscribe = venue.onLog(({ account }) => {
    for (const [stream, wants] of streams)
      if (wants.account && wants.account.toLowerCase() === account?.toLowerCase()) void push(stream);
  });
  const clock = setInterval(() => {
    venue.tick(now());
    for (const stream of streams.keys()) void push(stream);
  }, 1000);

  const routes: Record<
    string,
    (request: IncomingMessage, query: URLSearchParams, response: ServerResponse) => Promise<unknown>
  > = {
    'GET /api/config': async () => ({ chainId: CHAIN_ID, marginToken: MARGIN_TOKEN, rpcUrl }),
    'GET /api/markets': async () => marketViews(venue),
    'GET /api/candles': async (_, query) => {
      const floor = venue.floors.get(query.get('market') ?? '');
      const minutes = Number(query.get('minutes'));
      if (!floor || !STEPS.has(minutes)) throw new Refusal('bad-request', 'No candles of this market and step.');
      return floor.path.candles(minutes, 60);
    },
    'GET /api/account': async (_, query) => accountView(venue, await venue.refresh(address(query.get('address')))),
    'POST /api/orders': async (request) => venue.place(await readJson(request), now()),
    'POST /api/cancel': async (request) => venue.cancel(await readJson(request), now()),
    'POST /api/cancel-all': async (request) => venue.cancelAll(await readJson(request), now()),
    'POST /api/leverage': async (request) => {
      const body = await readJson(request);
      await venue.setLeverage(address(body.account), String(body.market), Number(body.leverage));
      return accountView(venue, await venue.refresh(address(body.account)));
    },
    'POST /api/faucet': async (request) => {
      const account = address((await readJson(request)).address);
      await chain.faucet(account);
      return accountView(venue, await venue.refresh(account));
    },
    'GET /api/log': async (_request, _query, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
      response.end(venue.log.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    },
    'GET /api/stream': async (request, query, response) => {
      const wants = {
        market: query.get('market') ?? '',
        account: query.has('account') ? address(query.get('account')) : null,
      };
      await stateFor(wants.market, wants.account);
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      streams.set(response, wants);
      request.once('close', () => streams.delete(response));
      await push(response);
    },
  };

  const server = createServer((request, response) => {
    // Not `new URL` on the path itself: `//` is a path that a stranger may send and no URL.
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    const file = request.method === 'GET' ? page.get(path) : undefined;
    if (file)
      return void response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' }).end(file.body);
    const route = routes[`${request.method} ${path}`];
    if (!route) return void sendJson(response, 404, { code: 'not-found', message: 'There is nothing here.' });
    void route(request, new URLSearchParams(query), response).then(
      (value) => value !== undefined && sendJson(response, 200, value),
      (error: unknown) => {
        if (error instanceof Refusal) return sendJson(response, 400, { code: error.code, message: error.message });
        console.error(error);
        return sendJson(response, 500, {
          code: 'broken',
          message: 'Gannet could not handle this. Its console says why.',
        });
      },
    );
  });
  const stop = async () => {
    clearInterval(clock);
    unsubscribe();
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };

  try {
    server.listen(port, HOST);
    await once(server, 'listening');
  } catch {
    await stop();
    throw new ServerError(`Port ${port} of ${HOST} is taken. Choose another, or 0 for any free one.`);
  }
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new ServerError('No port to be had on 127.0.0.1.');
  return { url: `http://${HOST}:${bound.port}`, stop };
};
