/** Trading sessions: inside nobody is asked, outside everybody is, and nothing is signed twice or past its end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as plain } from 'playwright/test';
import { recoverTypedDataAddress, type TypedDataDefinition } from 'viem';
import type { Dapp, Outcome } from '../dapp/dapp.ts';
import { openDapp } from '../dapp/dapp.ts';
import { order } from '../dapp/payloads.ts';
import { serveSite } from '../dapp/server.ts';
import { launchVouch, type Vouch } from '../driver/vouch.ts';
import { ACCOUNT, connect, MNEMONIC, PASSWORD, test, waiting } from '../fixtures.ts';
import { approvalPage } from '../hostile/pages.ts';
import { resumeSessions, terms } from './sessions.ts';

const HOUR = 3600;
/** A buy of 0.5 at 3,440.50: $1,720.25. */
const buy = (nonce: number): string => order(Math.floor(Date.now() / 1000) + HOUR, nonce);
const bigger = (nonce: number): string => buy(nonce).replace('"quantity":"0.5"', '"quantity":"5"');

const signerOf = (json: string, signature: unknown): Promise<string> => {
  const { types, ...typed } = JSON.parse(json);
  const { EIP712Domain: _, ...rest } = types;
  return recoverTypedDataAddress({ ...typed, types: rest, signature } as TypedDataDefinition & {
    signature: `0x${string}`;
  });
};

const begin = async (vouch: Vouch, dapp: Dapp, orders: number, over: Record<string, unknown> = {}) => {
  const asked = dapp.ask('wallet_requestExecutionPermissions', terms(orders, over));
  await vouch.approve();
  const outcome = await asked;
  if (!('result' in outcome)) throw new Error(outcome.error.message);
  return (outcome.result as { context: string; vouch: { agent: unknown } }[])[0];
};

const sign = (dapp: Dapp, json: string): Promise<Outcome> => dapp.ask('eth_signTypedData_v4', [ACCOUNT, json]);
const leftOf = async (dapp: Dapp): Promise<unknown> => {
  const outcome = await dapp.ask('wallet_getGrantedExecutionPermissions');
  if (!('result' in outcome)) throw new Error(outcome.error.message);
  return (outcome.result as { vouch: { state: string; left: unknown } }[]).map(({ vouch }) => [
    vouch.state,
    vouch.left,
  ]);
};

test('orders inside a session are signed without a window, and what is left is told to the page', async ({
  connected: { vouch, dapp },
}) => {
  const grant = await begin(vouch, dapp, 3);
  for (const nonce of [1, 2]) {
    const json = buy(nonce);
    const outcome = await sign(dapp, json);
    expect(await signerOf(json, 'result' in outcome ? outcome.result : '')).toBe(ACCOUNT);
  }
  expect(await vouch.pending()).toEqual([]);
  expect(await leftOf(dapp)).toEqual([['running', { orders: 1, notional: '2559.5' }]]);
  await expect
    .poll(async () => (await dapp.events()).filter(({ event }) => event === 'message').at(-1)?.data)
    .toEqual({
      type: 'vouch_session',
      data: { context: grant?.context, state: 'running', left: { orders: 1, notional: '2559.5' } },
    });

  // Over the limit of one order: asked, with the reason.
  const json = bigger(3);
  const asked = sign(dapp, json);
  await waiting(vouch, 1);
  const page = await approvalPage(vouch);
  await expect(page.getByText(/your limit for one order is/)).toBeVisible();
  await vouch.approve();
  const outcome = await asked;
  expect(await signerOf(json, 'result' in outcome ? outcome.result : '')).toBe(ACCOUNT);
  // What a person approved is no order of the session.
  expect(await leftOf(dapp)).toEqual([['running', { orders: 1, notional: '2559.5' }]]);

  const activity = await vouch.context.newPage();
  await activity.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/activity`);
  await expect(activity.getByText('in the session')).toHaveCount(2);
});

test('two tabs cannot spend the last order, and the same order twice is one', async ({
  connected: { vouch, dapp, site },
}) => {
  await begin(vouch, dapp, 2);
  const json = buy(10);
  const [once, again] = await Promise.all([sign(dapp, json), sign(dapp, json)]);
  expect(once).toEqual(again);
  expect(await leftOf(dapp)).toMatchObject([['running', { orders: 1 }]]);
  const other = await openDapp(vouch.context, site.origin);
  await Promise.all([
    dapp.start('last', 'eth_signTypedData_v4', [ACCOUNT, buy(11)]),
    other.start('last', 'eth_signTypedData_v4', [ACCOUNT, buy(12)]),
  ]);
  await waiting(vouch, 1);
  await expect.poll(async () => (await dapp.answers('last')).length + (await other.answers('last')).length).toBe(1);
  expect(await leftOf(dapp)).toMatchObject([['used-up', { orders: 0 }]]);
  await vouch.reject();
});

test('a worker that dies signs what is asked again once', async ({ connected: { vouch, dapp } }) => {
  await begin(vouch, dapp, 40);
  const nonces = Array.from({ length: 20 }, (_, i) => 100 + i);
  const answers = nonces.map((nonce) => sign(dapp, buy(nonce)));
  for (let kill = 0; kill < 3; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    await vouch.killWorker();
  }
  const outcomes = await Promise.all(answers);
  expect(outcomes.filter((one) => 'result' in one)).toHaveLength(20);
  expect(await leftOf(dapp)).toMatchObject([['running', { orders: 20 }]]);
  expect(await vouch.pending()).toEqual([]);
});

test('a session is of its site, its venue and an open wallet', async ({ connected: { vouch, dapp }, otherSite }) => {
  await begin(vouch, dapp, 5);
  const other = await connect(vouch, otherSite);
  expect(await leftOf(other)).toEqual([]);
  const asked = sign(other, buy(1));
  await waiting(vouch, 1);
  await vouch.reject();
  expect(await asked).toMatchObject({ error: { code: 4001 } });
  const [grant] = ((await dapp.ask('wallet_getGrantedExecutionPermissions')) as { result: { context: string }[] })
    .result;
  expect(
    await other.ask('wallet_revokeExecutionPermission', [{ permissionContext: grant?.context }]),
    'another site cannot end it',
  ).toMatchObject({ error: { code: -32602 } });

  await dapp.page.bringToFront();
  await vouch.lock();
  await dapp.start('locked', 'eth_signTypedData_v4', [ACCOUNT, buy(2)]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await dapp.answers('locked'), 'nothing is signed while locked').toEqual([]);
  await vouch.unlock(PASSWORD);

  expect(await dapp.ask('wallet_revokeExecutionPermission', [{ permissionContext: grant?.context }])).toEqual({
    result: {},
  });
  expect(await leftOf(dapp)).toEqual([]);
});

test('a key of its own at Hyperliquid: made here, bound to the site, orders and cancels alone', async ({
  connected: { vouch, dapp },
  otherSite,
}) => {
  const grant = await begin(vouch, dapp, 5, {
    venue: 'hyperliquid',
    markets: ['BTC-PERP'],
    agent: { with: { network: 'Mainnet' } },
  });
  const agent = grant?.vouch.agent as { name: string; approve: { host: string; path: string; body: string } };
  expect(agent.name).toMatch(/^0x[\da-fA-F]{40}$/);
  expect(agent.approve.path).toBe('/exchange');
  expect(JSON.parse(agent.approve.body).action).toMatchObject({ type: 'approveAgent', hyperliquidChain: 'Mainnet' });
  const preimage = (price: string, nonce: number) => ({
    venue: 'hyperliquid',
    account: ACCOUNT,
    agent: agent.name,
    isTestnet: false,
    nonce,
    action: {
      type: 'order',
      orders: [{ a: 0, b: true, p: price, s: '0.01', r: false, t: { limit: { tif: 'Gtc' } } }],
      grouping: 'na',
    },
  });
  const outcome = await dapp.ask('wallet_signVenueOrder', [preimage('90000', Date.now())]);
  expect(outcome).toHaveProperty('result');
  expect(await vouch.pending()).toEqual([]);
  // Anything else is the account's own to sign.
  const moving = {
    ...preimage('1', Date.now()),
    action: { type: 'updateLeverage', asset: 0, isCross: true, leverage: 50 },
  };
  const refused = await dapp.ask('wallet_signVenueOrder', [moving]);
  expect(refused).toHaveProperty('error');
  const other = await connect(vouch, otherSite);
  expect(await other.ask('wallet_signVenueOrder', [preimage('90000', Date.now())])).toMatchObject({
    error: { code: 4100 },
  });
});

plain('every start of the browser pauses all sessions; the password lets them go on with what is left', async () => {
  const userDataDir = mkdtempSync(join(tmpdir(), 'vouch-session-'));
  const site = await serveSite();
  let vouch = await launchVouch({ dist: 'dist-test', userDataDir });
  try {
    await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC });
    const dapp = await connect(vouch, site);
    await begin(vouch, dapp, 4);
    expect(await sign(dapp, buy(1))).toHaveProperty('result');
    await vouch.close();
    vouch = await launchVouch({ dist: 'dist-test', userDataDir });
    await vouch.unlock(PASSWORD);
    const again = await openDapp(vouch.context, site.origin);
    expect(await leftOf(again)).toMatchObject([['paused', { orders: 3 }]]);
    const asked = sign(again, buy(2));
    await waiting(vouch, 1);
    await vouch.reject();
    expect(await asked).toMatchObject({ error: { code: 4001 } });
    expect(await resumeSessions(vouch, PASSWORD)).toBe(1);
    await again.page.bringToFront();
    expect(await sign(again, buy(3))).toHaveProperty('result');
    expect(await leftOf(again)).toMatchObject([['running', { orders: 2 }]]);
  } finally {
    await vouch.close();
    await site.stop();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
});
