/** Vouch inside of others: its pages in a frame, its files in a page, its provider in a frame, its worker called by another extension. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { expect, test as plain } from 'playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { openDapp } from '../dapp/dapp.ts';
import { serveSite } from '../dapp/server.ts';
import { test } from '../fixtures.ts';
import { approvalPages, badge, pending, records } from './pages.ts';

const DIST = resolve('dist-test');
const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(DIST.length + 1));

test('no page of Vouch opens in a frame, and none of its files can be fetched, drawn or run', async ({
  vouch,
  site,
}) => {
  const { page } = await openDapp(vouch.context, site.origin);
  const base = `chrome-extension://${vouch.extensionId}/`;
  const pages = files.filter((file) => file.endsWith('.html'));
  expect(pages).toHaveLength(3);

  const frameOf = async (url: string) => {
    const [frame] = await Promise.all([
      page.waitForEvent('frameattached'),
      page.evaluate((url) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        document.body.append(frame);
      }, url),
    ]);
    await expect.poll(() => frame.url()).not.toBe('');
    await expect.poll(() => frame.evaluate(() => document.readyState)).toBe('complete');
    return frame.evaluate(() => location.href);
  };
  expect(await frameOf(`${site.origin}/elsewhere.html`)).toBe(`${site.origin}/elsewhere.html`);
  for (const file of pages) expect(await frameOf(base + file)).toBe('chrome-error://chromewebdata/');

  const reached = (urls: string[]) =>
    page.evaluate(
      (urls) =>
        Promise.all(
          urls.map(async (url) => {
            const load = (tag: 'img' | 'script' | 'link') =>
              new Promise<boolean>((resolve) => {
                const element = document.createElement(tag);
                element.onload = () => resolve(true);
                element.onerror = () => resolve(false);
                if (element instanceof HTMLLinkElement) Object.assign(element, { rel: 'stylesheet', href: url });
                else (element as HTMLImageElement).src = url;
                document.head.append(element);
              });
            const fetched = await fetch(url, { mode: 'no-cors' }).then(
              () => true,
              () => false,
            );
            return fetched || (await load('img')) || (await load('script')) || (await load('link'));
          }),
        ),
      urls,
    );
  // What can be reached is reached: the rest fails for the right reason.
  expect(await reached([`${site.origin}/elsewhere.html`])).toEqual([true]);
  const all = await reached(files.map((file) => base + file));
  expect(files.filter((_, i) => all[i])).toEqual([]);
});

test('frames get no provider, and cannot ask through the page around them', async ({ vouch, otherSite }) => {
  const inner = `<script>
    window.wallets = 0;
    window.addEventListener('eip6963:announceProvider', () => window.wallets++);
    window.dispatchEvent(new Event('eip6963:requestProvider'));
  </script>`;
  const site = await serveSite({
    '/inner.html': inner,
    '/outer.html': `${inner}
      <iframe name="same" src="/inner.html"></iframe>
      <iframe name="cross" src="${otherSite.origin}/index.html"></iframe>
      <iframe name="sandboxed" sandbox="allow-scripts" src="/inner.html"></iframe>
      <iframe name="text" srcdoc="${inner.replaceAll('"', '&quot;')}"></iframe>
      <iframe name="blank"></iframe>`,
  });
  await vouch.onboard({ password: 'a long and honest test password' });
  const page = await vouch.context.newPage();
  await page.goto(`${site.origin}/outer.html`);
  const count = () => {
    const { wallets } = globalThis as unknown as { wallets?: number | unknown[] };
    return Array.isArray(wallets) ? wallets.length : (wallets ?? 0);
  };
  // Once when it loads, once when it is asked.
  expect(await page.evaluate(count)).toBeGreaterThan(0);
  const frames = page.frames().slice(1);
  expect(frames).toHaveLength(5);
  for (const frame of frames) expect(`${frame.name()} ${await frame.evaluate(count)}`).toBe(`${frame.name()} 0`);

  const asks = () =>
    (window.parent as Window).postMessage(
      { vouch: 'request', id: 'framed', method: 'eth_requestAccounts', params: '[]' },
      '*',
    );
  for (const frame of frames) await frame.evaluate(asks);
  // And the page itself, as a control: of six messages one is a request.
  await page.bringToFront();
  await page.evaluate(() =>
    postMessage({ vouch: 'request', id: 'own', method: 'eth_requestAccounts', params: '[]' }, location.origin),
  );
  expect((await pending(vouch, 1)).map((one) => one.origin)).toEqual([site.origin]);
  await expect.poll(() => badge(vouch)).toBe('1');
  await site.stop();
});

test('a page that opens another cannot ask in its name', async ({ onboarded: vouch, site, otherSite }) => {
  const { page } = await openDapp(vouch.context, otherSite.origin);
  const [opened] = await Promise.all([
    vouch.context.waitForEvent('page'),
    page.evaluate((url) => void Object.assign(globalThis, { opened: window.open(url) }), `${site.origin}/`),
  ]);
  await opened.waitForLoadState();
  await page.evaluate(() =>
    (globalThis as unknown as { opened: Window }).opened.postMessage(
      { vouch: 'request', id: 'opener', method: 'eth_requestAccounts', params: '[]' },
      '*',
    ),
  );
  // The one that is asked by its own page; the message of the opener was there before it.
  await opened.evaluate(() =>
    postMessage({ vouch: 'request', id: 'own', method: 'wallet_requestPermissions', params: '[{"eth_accounts":{}}]' }),
  );
  await pending(vouch, 1);
  expect((await records(vouch)).map((one) => one.method)).toEqual(['wallet_requestPermissions']);
  expect(approvalPages(vouch.context)).toHaveLength(1);
});

const extension = (folder: string, name: string, worker: string): string => {
  const dist = join(folder, name);
  mkdirSync(dist);
  writeFileSync(
    join(dist, 'manifest.json'),
    JSON.stringify({ manifest_version: 3, name, version: '1', background: { service_worker: 'worker.js' } }),
  );
  writeFileSync(join(dist, 'worker.js'), worker);
  return dist;
};

plain('another extension gets no answer, no port and no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-others-'));
  const answering = extension(
    folder,
    'answering',
    `chrome.runtime.onMessageExternal.addListener((_m, _s, reply) => reply('heard'));
     chrome.runtime.onConnectExternal.addListener((port) => port.postMessage('heard'));`,
  );
  const asking = extension(folder, 'asking', '');
  const dists = [DIST, answering, asking].join(',');
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: await findChromium(),
    args: [`--disable-extensions-except=${dists}`, `--load-extension=${dists}`],
  });
  try {
    await expect.poll(() => context.serviceWorkers().length).toBe(3);
    const named = async (name: string) => {
      for (const worker of context.serviceWorkers())
        if ((await worker.evaluate(() => chrome.runtime.getManifest().name)) === name) return worker;
      throw new Error(`${name} is not loaded.`);
    };
    const [vouch, other, from] = [await named('Vouch'), await named('answering'), await named('asking')];
    const idOf = (url: string) => new URL(url).host;
    const reach = (id: string) =>
      from.evaluate(async (id) => {
        const messages = [
          { lane: 'ui', method: 'wallet.state', params: null },
          { lane: 'ui', method: 'vault.lock', params: null },
          { lane: 'page', method: 'request', params: { id: '1', method: 'eth_accounts', params: '[]' } },
        ];
        const answers = await Promise.all(
          messages.map((message) =>
            chrome.runtime.sendMessage(id, message).catch((error) => String((error as Error).message)),
          ),
        );
        const port = await new Promise<unknown>((resolve) => {
          const port = chrome.runtime.connect(id, { name: 'ui' });
          port.onMessage.addListener(resolve);
          port.onDisconnect.addListener(() => resolve(chrome.runtime.lastError?.message ?? 'closed'));
        });
        const file = await fetch(`chrome-extension://${id}/manifest.json`).then(
          () => 'fetched',
          () => 'no',
        );
        return { answers, port, file };
      }, id);
    const closed = 'Could not establish connection. Receiving end does not exist.';
    expect(await reach(idOf(other.url()))).toEqual({ answers: ['heard', 'heard', 'heard'], port: 'heard', file: 'no' });
    expect(await reach(idOf(vouch.url()))).toEqual({ answers: [closed, closed, closed], port: closed, file: 'no' });
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
