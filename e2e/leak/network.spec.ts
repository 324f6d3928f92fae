/** What leaves the machine: nothing but what the person chose. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { startAnvil } from '../../demo/anvil.ts';
import { startRelay } from '../../demo/relay/start.ts';
import { ORIGINS } from '../../src/venues/origins.ts';
import { order, unknownTypedData } from '../dapp/payloads.ts';
import { serveSite } from '../dapp/server.ts';
import { launchVouch } from '../driver/vouch.ts';
import { ACCOUNT, connect, MNEMONIC, PASSWORD } from '../fixtures.ts';
import {
  acceptInvite,
  addGuardian,
  chooseRelays,
  guardianOf,
  inviteFor,
  mailUntil,
  nameSelf,
  openVouch,
  test,
} from '../guardians/people.ts';
import { ownPage } from '../hostile/pages.ts';
import { startProxy } from './proxy.ts';

const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** What Chromium asks for itself, with or without an extension. No file of Vouch names these hosts, see below. */
const BROWSER = /^https?:\/\/(?:update\.googleapis\.com|accounts\.google\.com)(?::443)?$/;
/** Hosts in texts, names and links, which are asked nothing: the first test would have heard it. */
const MENTIONED = [
  '127.0.0.1',
  'node.example',
  'www.w3.org',
  'react.dev',
  'tailwindcss.com',
  'etherscan.io',
  'optimistic.etherscan.io',
  'sepolia.etherscan.io',
  'arbiscan.io',
  'basescan.org',
  'polygonscan.com',
  // where a library looks for descriptions unless it is told otherwise, as it is (`src/descriptors`); our pages reach nothing
  'raw.githubusercontent.com',
  // compared with the site that asks, never asked themselves
  ...Object.values(ORIGINS).flatMap(({ origins }) => origins.map((origin) => new URL(origin).host)),
];
const GUARDIANS = ['', '/protect', '/relays', '/rehearsal', '/card'].map((path) => `guardians${path}`);
const SCREENS = [
  '',
  'activity',
  'sites',
  'settings',
  'accounts',
  'networks',
  'secrets',
  'password',
  'forgotten',
  'people',
  'recovery',
  ...GUARDIANS,
];

test('a whole session asks the site, then the node that was chosen, and nobody else', async () => {
  test.skip(process.platform === 'win32', 'The browser is started through a shell script here.');
  const [proxy, anvil, site] = [await startProxy(), await startAnvil(), await serveSite()];
  const vouch = await launchVouch({ dist: 'dist-test' });
  vouch.context.setDefaultTimeout(20_000);
  try {
    const origins = () =>
      [...new Set(proxy.asked().map(({ origin }) => origin))].filter((one) => !BROWSER.test(one)).sort();
    // Before there is a site: the welcome, a wallet, every screen.
    await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC });
    for (const file of ['popup.html', 'tab.html'])
      for (const path of SCREENS) {
        const page = await ownPage(vouch, `${file}#/${path}`);
        await page.locator('main').first().waitFor();
        await page.close();
      }
    expect(origins()).toEqual([]);

    // A site, and signatures: still nothing but the site's own loading.
    const dapp = await connect(vouch, site);
    for (const [method, params] of [
      ['eth_signTypedData_v4', [ACCOUNT, order(Math.floor(Date.now() / 1000) + 3600)]],
      ['eth_signTypedData_v4', [ACCOUNT, unknownTypedData('offline')]],
      ['personal_sign', ['some words', ACCOUNT]],
    ] as const) {
      await dapp.page.bringToFront();
      const answer = dapp.ask(method, params);
      await vouch.approve();
      expect(await answer).toHaveProperty('result');
    }
    expect(await dapp.ask('eth_blockNumber')).toMatchObject({ error: { code: 4901 } });
    await vouch.lock();
    await vouch.unlock(PASSWORD);
    await vouch.killWorker();
    expect(await dapp.ask('eth_chainId')).toEqual({ result: '0x1' });
    await vouch.advance(24 * 60 * 60_000);
    await vouch.unlock(PASSWORD);
    expect(origins()).toEqual([site.origin]);
    expect(site.asked().filter((path) => path !== '/favicon.ico')).toEqual(['/']);

    // A node that the site names is not asked before the person says yes.
    await dapp.page.bringToFront();
    const chain = {
      chainId: '0x7a69',
      chainName: 'Anvil',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: [anvil.rpcUrl],
    };
    const added = dapp.ask('wallet_addEthereumChain', [chain]);
    await expect.poll(async () => (await vouch.pending()).length).toBe(1);
    expect(origins()).toEqual([site.origin]);
    await vouch.approve();
    expect(await added).toEqual({ result: null });
    const switched = dapp.ask('wallet_switchEthereumChain', [{ chainId: '0x7a69' }]);
    await vouch.approve();
    expect(await switched).toEqual({ result: null });
    const sent = dapp.ask('eth_sendTransaction', [{ from: ACCOUNT, to: OTHER, value: '0x1' }]);
    await vouch.approve();
    expect(await sent).toHaveProperty('result');
    await (await ownPage(vouch, 'tab.html#/activity')).getByTestId('activity-entry').first().waitFor();
    expect(origins()).toEqual([new URL(anvil.rpcUrl).origin, site.origin].sort());
    // The node gets JSON-RPC and no more: no header of ours, no method that it was not asked for.
    const toNode = proxy.asked().filter(({ origin }) => origin === new URL(anvil.rpcUrl).origin);
    expect(new Set(toNode.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(['POST /']));
    for (const { body } of toNode)
      expect(JSON.parse(body)).toMatchObject({ jsonrpc: '2.0', method: expect.stringMatching(/^eth_/) });

    // Had anything else left, it would have been written down: from a page, and from the worker.
    await dapp.page.evaluate(() => fetch('http://telemetry.invalid/page', { mode: 'no-cors' }).catch(() => {}));
    const worker = vouch.context.serviceWorkers()[0];
    await worker?.evaluate(() => fetch('https://telemetry.invalid/worker').catch(() => {}));
    expect(origins()).toContain('http://telemetry.invalid');
    expect(origins()).toContain('https://telemetry.invalid:443');
  } finally {
    await vouch.close();
    await site.stop();
    await anvil.stop();
    await proxy.stop();
  }
});

test('guardians ask nobody without a relay, and with one that relay alone', async ({ folder }) => {
  test.skip(process.platform === 'win32', 'The browser is started through a shell script here.');
  const [proxy, relay] = [await startProxy(), await startRelay({ store: join(folder, 'events.jsonl') })];
  const [owner, ana] = [await openVouch('Noor', 'owner', []), await openVouch('Ana', 'guardian', [])];
  try {
    const origins = () =>
      [...new Set(proxy.asked().map(({ origin }) => origin))].filter((one) => !BROWSER.test(one)).sort();
    const asked = `https://${new URL(relay.url).host}`;
    await nameSelf(owner);
    await addGuardian(owner, 'person', 'Ana');
    await acceptInvite(ana, await inviteFor(owner, 'Ana'), 'Noor');
    for (const one of [owner, ana]) {
      await one.check();
      await one.vouch.advance(2 * 60_000);
      await one.check();
    }
    expect(origins()).toEqual([]);

    for (const one of [owner, ana]) await chooseRelays(one, [relay.url]);
    expect(origins()).toEqual([asked]);
    // The link that was given out before there was a relay names none: a new one does.
    await owner.ask('guardians.invite', { id: (await guardianOf(owner, 'Ana')).id });
    await mailUntil([owner, ana], () => true);
    expect(origins()).toEqual([asked]);
  } finally {
    await owner.close();
    await ana.close();
    await relay.stop();
    await proxy.stop();
  }
});

/** Venues that the kill switch may call. Each is off until a person switches it on (`kill.spec.ts`): the first test hears none. */
const SWITCHED = [
  'api.derive.xyz',
  'testnet.api.derive.xyz',
  'api.hyperliquid.xyz',
  'api.hyperliquid-testnet.xyz',
  'api.orderly.org',
  'testnet-api.orderly.org',
  'fapi.asterdex.com',
  'fapi.asterdex-testnet.com',
  'gateway.prod.nado.xyz',
];

test('no file of the build names a host that is not known', () => {
  const named = readdirSync('dist-test', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:js|html|css|json)$/.test(entry.name))
    .flatMap((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      return [...text.matchAll(/(?:https?|wss?):\/\/([\w-]+(?:\.[\w-]+)+)/g)].map(([, host = '']) => host);
    });
  expect([...new Set(named)].filter((host) => ![...MENTIONED, ...SWITCHED].includes(host))).toEqual([]);
});
