/** The SDK of Hyperliquid, as it comes, trades through Vouch with an exchange that checks every signature. */
import { fileURLToPath } from 'node:url';
import { expect } from 'playwright/test';
import { build } from 'vite';
import { type Site, serveSite } from '../dapp/server.ts';
import { ACCOUNT, test, waiting } from '../fixtures.ts';
import { type Exchange, startExchange } from './exchange.ts';
import { ORDER, type Step } from './page/asks.ts';

type Answer = { result?: unknown; error?: { name?: string; message: string; code?: unknown; data?: unknown } };
type Window = { run(step: Step): Promise<Answer>; ask(method: string, params: unknown): Promise<Answer> };

let exchange: Exchange;
let site: Site;

test.beforeAll(async () => {
  exchange = await startExchange(ACCOUNT);
  const built = await build({
    root: fileURLToPath(new URL('./page', import.meta.url)),
    configFile: false,
    envFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome148',
      modulePreload: false,
      reportCompressedSize: false,
      copyPublicDir: false,
    },
  });
  const pages: Record<string, string> = {};
  for (const part of [built].flat())
    if ('output' in part)
      for (const file of part.output)
        pages[`/${file.fileName}`] = String(file.type === 'chunk' ? file.code : file.source);
  pages['/'] = pages['/index.html'] ?? '';
  site = await serveSite(pages);
});

test.afterAll(async () => {
  await site.stop();
  await exchange.stop();
});

test('orders, cancels, settings and keys, read before they are signed', async ({ onboarded: vouch }) => {
  const page = await vouch.context.newPage();
  await page.goto(`${site.origin}/?exchange=${encodeURIComponent(exchange.url)}`);
  const run = async (step: Step, answer: () => Promise<void>): Promise<Answer> => {
    await page.bringToFront();
    const running = page.evaluate((step) => (globalThis as unknown as Window).run(step), step);
    await answer();
    return running;
  };
  const ask = (method: string, params: unknown): Promise<Answer> =>
    page.evaluate(([method, params]) => (globalThis as unknown as Window).ask(method, params), [
      method,
      params,
    ] as const);

  await run('connect', () => vouch.connect());

  const order = await run('order', async () => {
    await waiting(vouch, 1);
    const [request] = await vouch.pending();
    expect(request?.title).toBe('Open long 0.5 ETH-PERP at 3,484 or better, reduce-only off');
    await vouch.approve();
  });
  expect(order).toMatchObject({ result: { response: { data: { statuses: [{ resting: { oid: 77_738_308 } }] } } } });
  expect(exchange.taken).toMatchObject([{ by: ACCOUNT, action: { type: 'order', ...ORDER } }]);

  expect(await run('cancel', () => vouch.approve())).toMatchObject({
    result: { response: { data: { statuses: ['success'] } } },
  });
  // The worker may die while a person reads: the request is read and hashed again from what arrived.
  const leverage = await run('leverage', async () => {
    await waiting(vouch, 1);
    await vouch.killWorker();
    await vouch.approve();
  });
  expect(leverage).toMatchObject({ result: { status: 'ok' } });
  expect(exchange.taken.map(({ action }) => action.type)).toEqual(['order', 'cancel', 'updateLeverage']);

  // What was changed after it was signed is somebody else's: the venue does not know them.
  const changed = await run('changed', () => vouch.approve());
  expect(changed.error).toMatchObject({ name: 'ApiRequestError', message: expect.stringMatching(/does not exist/) });

  // A person's no reaches the site through the SDK, and nothing was sent.
  expect((await run('order', () => vouch.reject())).error).toMatchObject({ code: 4001 });
  expect(exchange.taken).toHaveLength(3);

  const agent = await run('agent', async () => {
    await waiting(vouch, 1);
    const [request] = await vouch.pending();
    expect(request).toMatchObject({ title: 'Give a key that trades for you at Hyperliquid?' });
    expect(request?.rows.map(({ value }) => value)).toEqual(expect.arrayContaining(['bot']));
    await vouch.approve();
  });
  expect(agent).toMatchObject({ result: { status: 'ok' } });
  expect(exchange.taken.at(-1)).toMatchObject({ by: ACCOUNT, action: { type: 'approveAgent' } });

  // The same hash without what it is made of, and with something else than that: refused at once.
  const { action, nonce } = exchange.taken[0] ?? {};
  const data = (connectionId: string) => ({
    domain: { name: 'Exchange', version: '1', chainId: 1337, verifyingContract: `0x${'0'.repeat(40)}` },
    types: {
      Agent: [
        { name: 'source', type: 'string' },
        { name: 'connectionId', type: 'bytes32' },
      ],
    },
    primaryType: 'Agent',
    message: { source: 'a', connectionId },
  });
  const hash = data(`0x${'12'.repeat(32)}`);
  expect((await ask('eth_signTypedData_v4', [ACCOUNT, hash])).error).toMatchObject({
    code: -32082,
    data: { rule: 'R2' },
    message: expect.stringContaining('wallet_signVenueOrder'),
  });
  const preimage = { venue: 'hyperliquid', action, nonce, isTestnet: false };
  expect((await ask('eth_signTypedData_v4', [ACCOUNT, hash, preimage])).error).toMatchObject({
    code: -32602,
    message: expect.stringContaining('third parameter'),
  });
  expect(await vouch.signatures()).toHaveLength(5);
});
