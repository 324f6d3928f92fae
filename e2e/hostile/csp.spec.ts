/** The policies of our pages, on every screen: nothing breaks them, and they hold. */
import type { BrowserContext, Page } from 'playwright';
import { expect } from 'playwright/test';
import { openDapp } from '../dapp/dapp.ts';
import { order, unknownTypedData } from '../dapp/payloads.ts';
import { serveSite } from '../dapp/server.ts';
import { ACCOUNT, MNEMONIC, PASSWORD, test } from '../fixtures.ts';
import { approvalPage, ownPage } from './pages.ts';

const PAGES = ['popup.html', 'tab.html', 'approve.html'];
const SETTINGS = [
  '',
  'activity',
  'sites',
  'settings',
  'accounts',
  'networks',
  'secrets',
  'secrets/export',
  'password',
  'forgotten',
  'guardians',
  'guardians/protect',
  'guardians/relays',
  'guardians/rehearsal',
  'guardians/card',
  'people',
  'recovery',
  'nowhere',
];

/** Whatever a page of ours complains about: violations, errors, warnings. */
const complaints = (context: BrowserContext): string[] => {
  const heard: string[] = [];
  const watch = (page: Page) => {
    const ours = () => page.url().startsWith('chrome-extension://');
    page.on('console', (message) => {
      if (ours() && ['error', 'warning'].includes(message.type())) heard.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => ours() && heard.push(`${page.url()}: ${error.message}`));
  };
  context.on('page', watch);
  for (const page of context.pages()) watch(page);
  return heard;
};

test('no screen breaks its policy or says an error', async ({ vouch, site }) => {
  const heard = complaints(vouch.context);
  await vouch.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const tab = await ownPage(vouch, 'tab.html');
  for (const door of ['new-wallet', 'import-wallet', 'restore-wallet', 'lost-wallet', 'guard-someone']) {
    await tab.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/welcome`);
    await tab.getByTestId(door).click();
    await tab.getByTestId(door).waitFor({ state: 'detached' });
  }
  await ownPage(vouch, 'popup.html').then((page) => page.getByTestId('welcome').waitFor());
  await tab.close();
  await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC });

  for (const file of ['popup.html', 'tab.html'])
    for (const path of SETTINGS) {
      const page = await ownPage(vouch, `${file}#/${path}`);
      await page.locator('main').first().waitFor();
      await page.close();
    }
  const secrets = await ownPage(vouch, 'tab.html#/secrets');
  for (const testid of ['reveal-phrase', `reveal-key-${ACCOUNT}`]) {
    await secrets.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/secrets`);
    await secrets.getByTestId(testid).click();
    await secrets.getByTestId('password').fill(PASSWORD);
    await secrets.getByTestId('prove').click();
    await secrets.getByTestId('words').or(secrets.getByTestId('secret')).waitFor();
  }
  await secrets.close();

  const dapp = await openDapp(vouch.context, site.origin);
  const here = new URL(site.origin).host;
  const asks: [string, unknown[] | undefined][] = [
    ['eth_requestAccounts', undefined],
    ['eth_signTypedData_v4', [ACCOUNT, order(Math.floor(Date.now() / 1000) + 3600)]],
    ['eth_signTypedData_v4', [ACCOUNT, unknownTypedData('unread')]],
    ['personal_sign', ['some words', ACCOUNT]],
    [
      'personal_sign',
      [
        `${here} wants you to sign in with your Ethereum account:\n${ACCOUNT}\n\n\nURI: http://${here}/\nVersion: 1\nChain ID: 1\nNonce: 32891756\nIssued At: 2026-01-01T00:00:00Z`,
        ACCOUNT,
      ],
    ],
    ['wallet_switchEthereumChain', [{ chainId: '0xa4b1' }]],
    [
      'wallet_addEthereumChain',
      [
        {
          chainId: '0x539',
          chainName: 'Local',
          nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
          rpcUrls: ['http://127.0.0.1:1'],
        },
      ],
    ],
  ];
  for (const [method, params] of asks) {
    await dapp.page.bringToFront();
    const answer = dapp.ask(method, params);
    const page = await approvalPage(vouch);
    // An early press, and all that can be folded open.
    await page.evaluate(() => {
      // in the task in which the window comes back into focus: a press that is never late
      dispatchEvent(new Event('focus'));
      document.querySelector<HTMLElement>('[data-testid="approve"]')?.click();
    });
    for (const fold of await page.locator('summary').all()) await fold.click();
    await vouch.approve();
    expect(await answer, method).toHaveProperty('result');
  }
  await vouch.lock();
  for (const file of PAGES) {
    const page = await ownPage(vouch, file);
    await page.getByTestId('password').fill('wrong');
    await page.getByTestId('unlock').click();
    await page.getByText('This password does not fit.').waitFor();
    await page.close();
  }
  const answer = dapp.ask('personal_sign', ['while locked', ACCOUNT]);
  await dapp.page.bringToFront();
  await vouch.unlock(PASSWORD);
  await vouch.approve();
  expect(await answer).toHaveProperty('result');
  expect(heard).toEqual([]);

  // What would have been heard: one style written into a page.
  const page = await ownPage(vouch, 'popup.html');
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.head.append(style);
  });
  await expect.poll(() => heard.filter((one) => one.includes('policy: style-src')).length).toBeGreaterThan(0);
});

test('our pages reach no network, and carry their own policy', async ({ onboarded: vouch }) => {
  const site = await serveSite({ '/hit': 'hit' });
  for (const file of PAGES) {
    const page = await ownPage(vouch, file);
    const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(meta).toContain("connect-src 'none'");
    expect(meta).toContain("default-src 'none'");
    const reached = await page.evaluate(async (url) => {
      const blocked: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        blocked.push(effectiveDirective),
      );
      const tries: Record<string, () => unknown> = {
        fetch: () => fetch(url),
        'fetch, no-cors': () => fetch(url, { mode: 'no-cors' }),
        // Not within the call of a debugger, which may do what the page may not.
        eval: () =>
          new Promise((resolve, reject) =>
            setTimeout(() => {
              try {
                resolve(new Function('return 1')());
              } catch (error) {
                reject(error);
              }
            }),
          ),
        image: () =>
          new Promise((resolve, reject) => Object.assign(new Image(), { src: url, onload: resolve, onerror: reject })),
        script: () =>
          new Promise((resolve, reject) => {
            const script = Object.assign(document.createElement('script'), {
              src: url,
              onload: resolve,
              onerror: reject,
            });
            document.head.append(script);
          }),
        frame: () =>
          new Promise((resolve, reject) => {
            const frame = Object.assign(document.createElement('iframe'), { src: url });
            document.addEventListener('securitypolicyviolation', reject, { once: true });
            frame.addEventListener('load', () => setTimeout(resolve, 500));
            document.body.append(frame);
          }),
      };
      const through: string[] = [];
      for (const [name, attempt] of Object.entries(tries))
        try {
          await attempt();
          through.push(name);
        } catch {}
      navigator.sendBeacon(url, 'x');
      const left = [
        'XMLHttpRequest',
        'WebSocket',
        'EventSource',
        'WebTransport',
        'indexedDB',
        'caches',
        'localStorage',
        'sessionStorage',
        'cookieStore',
      ].filter((name) => (globalThis as Record<string, unknown>)[name] !== undefined);
      return { through, left, storage: Object.keys(chrome.storage), blocked: blocked.length > 0 };
    }, `${site.origin}/hit`);
    expect(reached, file).toEqual({ through: [], left: [], storage: [], blocked: true });
    await page.close();
  }
  expect(site.asked(), 'the server heard nothing').toEqual([]);
  await fetch(`${site.origin}/hit`);
  expect(site.asked()).toEqual(['/hit']);
  await site.stop();
});

test('the worker that stretches passwords is cut off from everything but its answer', async ({ onboarded: vouch }) => {
  await vouch.lock();
  const page = await ownPage(vouch, 'popup.html');
  await page.getByTestId('password').waitFor();
  expect(page.workers()).toHaveLength(0);
  const starts = page.waitForEvent('worker');
  // The first letter starts it.
  await page.getByTestId('password').press('a');
  const worker = await starts;
  const look = () =>
    [
      'fetch',
      'XMLHttpRequest',
      'WebSocket',
      'EventSource',
      'WebTransport',
      'importScripts',
      'indexedDB',
      'caches',
      'Worker',
      'SharedWorker',
      'BroadcastChannel',
      'cookieStore',
    ].filter((name) => {
      // Neither there, nor to be had from a prototype.
      const scope = globalThis as Record<string, unknown>;
      if (scope[name] !== undefined) return true;
      for (let at: object | null = globalThis; at; at = Object.getPrototypeOf(at) as object | null)
        if (Object.getOwnPropertyDescriptor(at, name)?.get || Reflect.get(at, name) !== undefined) return true;
      try {
        scope[name] = 1;
      } catch {}
      return scope[name] !== undefined;
    });
  expect(await worker.evaluate(look)).toEqual([]);
  expect(await worker.evaluate(() => typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime)).toBe(
    'undefined',
  );
  expect(
    await worker.evaluate(() =>
      ['sendBeacon', 'storage', 'serviceWorker', 'locks'].filter((name) => name in navigator),
    ),
  ).toEqual([]);
  expect(await worker.evaluate(() => Object.isFrozen(Promise.prototype) && Object.isFrozen(JSON))).toBe(true);
  // A page has nearly all of them: the list is not empty for being misspelled.
  expect((await vouch.context.pages()[0]?.evaluate(look))?.length).toBeGreaterThan(5);
  // One password, one worker: after its answer it is gone.
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('unlock').click();
  await page.getByTestId('home').waitFor();
  expect(page.workers()).toHaveLength(0);
});
