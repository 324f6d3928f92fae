/**
 * Drives Vouch in a real Chromium, for tests of dApps. See docs/testing-with-vouch.md.
 *
 * ```ts
 * const vouch = await launchVouch();
 * await vouch.onboard({ password });
 * const page = await vouch.context.newPage();
 * await page.goto(myDapp); await page.click('text=Connect');
 * await vouch.connect();
 * await page.click('text=Buy');
 * await vouch.approve({ expect: { Size: '0.5 ETH' } });
 * ```
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { findChromium } from '../../scripts/chromium.mjs';
import {
  fillSession,
  hasCard,
  mustShow,
  type PendingRequest,
  pressApprove,
  pressReject,
  readCard,
  readQueue,
  type SessionFields,
  turnTo,
} from './approval-page.ts';
import { DriverError } from './error.ts';
import {
  APPROVE,
  accountsOn,
  chooseNetwork,
  goThroughWelcome,
  lockPopup,
  POPUP,
  type Signature,
  signaturesOn,
  TAB,
  unlockPopup,
} from './screens.ts';
import { runningWorker, stopWorker } from './worker.ts';

export type LaunchOptions = {
  /** an unpacked build; the project's `dist/` when left out */
  dist?: string;
  /** a profile to keep; a fresh one that goes at the end when left out */
  userDataDir?: string;
  /** true when left out */
  headless?: boolean;
};

export type Vouch = {
  context: BrowserContext;
  extensionId: string;
  /** Makes a wallet through the welcome pages: a new phrase, or `mnemonic`. */
  onboard(wallet: { password: string; mnemonic?: string }): Promise<{ address: string }>;
  /** The addresses that the home screen shows. */
  accounts(): Promise<string[]>;
  /** Waits for a site that asks to connect and approves it. */
  connect(): Promise<void>;
  switchNetwork(chainId: number): Promise<void>;
  lock(): Promise<void>;
  unlock(password: string): Promise<void>;
  /** What the approval page asks now, oldest first; empty when none is open. */
  pending(): Promise<PendingRequest[]>;
  /**
   * Waits for a request and approves it.
   * @param choice `expect` holds rows that the page must show, label to value; with several requests open, `id` says which;
   * `session` fills in terms of a trading session first: `{ perOrder: '500', end: 'hour' }`
   * @throws {DriverError} when the page shows something else, when it cannot be approved, or without `id` when several are open
   */
  approve(choice?: { id?: string; expect?: Record<string, string>; session?: SessionFields }): Promise<void>;
  reject(choice?: { id?: string }): Promise<void>;
  /** What the activity screen says was signed, newest first. */
  signatures(): Promise<Signature[]>;
  /** Stops the service worker where it stands, and waits until it has stopped. The next message starts another. */
  killWorker(): Promise<void>;
  /** Moves Vouch's clock forward by so many milliseconds. Only a test build (`npm run build:test`) has that clock. */
  advance(ms: number): Promise<void>;
  /** Forgets everything that Vouch holds, as after a fresh install. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_MS = 15_000;

/** Chromium derives an extension's id from its pinned key: the first half of its SHA-256, written in a..p. */
const idOf = (dist: string): string => {
  const manifest = join(dist, 'manifest.json');
  if (!existsSync(manifest)) throw new DriverError(`There is no build in ${dist}. Make one with "npm run build".`);
  const { key } = JSON.parse(readFileSync(manifest, 'utf8')) as { key: string };
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
};

export const launchVouch = async (options: LaunchOptions = {}): Promise<Vouch> => {
  const dist = resolve(options.dist ?? join(ROOT, 'dist'));
  const extensionId = idOf(dist);
  const base = `chrome-extension://${extensionId}/`;
  const profile = options.userDataDir ?? mkdtempSync(join(tmpdir(), 'vouch-'));
  const isNew = !existsSync(join(profile, 'Default'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    headless: options.headless ?? true,
    viewport: null,
    // People have the back/forward cache, so tests have it too.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      `--disable-extensions-except=${dist}`,
      `--load-extension=${dist}`,
      '--screen-info={1600x1200}',
      '--window-size=1200,900',
      '--lang=en-US',
    ],
  });
  const browser = await context.browser()?.newBrowserCDPSession();
  if (!browser) throw new DriverError('This Chromium gives no browser session.');
  await runningWorker(context, base);
  if (isNew) {
    // Vouch opens its welcome page when it is installed; left open, it would be the active tab instead of the dApp.
    const isWelcome = (page: Page) => page.url().startsWith(`${base}${TAB}`);
    const welcome = context.pages().find(isWelcome);
    await (welcome ?? (await context.waitForEvent('page', { predicate: isWelcome }))).close();
  }

  const close = async () => {
    await context.close();
    if (!options.userDataDir) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };

  /**
   * Opens one of Vouch's pages in a window of its own: there it is drawn at full speed (a tab in the background is not),
   * and the dApp stays the active tab of its window.
   */
  const withPage = async <T>(path: string, act: (page: Page) => Promise<T>): Promise<T> => {
    const before = new Set(context.pages());
    const isNew = (page: Page) => !before.has(page) && page.url().startsWith(`${base}${path}`);
    await browser.send('Target.createTarget', { url: `${base}${path}`, newWindow: true });
    const end = Date.now() + LIMIT_MS;
    let page = context.pages().find(isNew);
    while (!page) {
      if (Date.now() > end) throw new DriverError(`Vouch's page ${path} did not open within 15 s.`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      page = context.pages().find(isNew);
    }
    try {
      return await act(page);
    } finally {
      await page.close();
    }
  };

  const isApproval = (page: Page) => page.url().startsWith(`${base}${APPROVE}`);
  const approvalPages = () => context.pages().filter(isApproval);

  const readAll = async () => {
    const found: { page: Page; request: PendingRequest }[] = [];
    for (const page of approvalPages())
      for (const request of await readQueue(page))
        if (!found.some((other) => other.request.id === request.id)) found.push({ page, request });
    return found;
  };

  /** Waits for a request to be drawn, on a page that is there or on one that opens. */
  const firstDrawn = async () => {
    const opens = context.waitForEvent('page', { predicate: isApproval, timeout: LIMIT_MS });
    const drawn = approvalPages().map((page) => hasCard(page, LIMIT_MS));
    for (const wait of [opens, ...drawn]) wait.catch(() => {}); // those that lose the race
    await Promise.any([opens, ...drawn]).catch((cause) => {
      throw new DriverError('No request came to the approval page within 15 s.', { cause });
    });
  };

  /** Waits for the request that is meant, and turns its page to it. */
  const find = async (id: string | undefined, kind: string | undefined) => {
    let all = await readAll();
    while (all.length === 0) {
      await firstDrawn();
      all = await readAll();
    }
    const meant = all.filter(
      ({ request }) => (id === undefined || request.id === id) && (kind === undefined || request.kind === kind),
    );
    const [one] = meant;
    const list = all.map(({ request }) => `${request.id} (${request.kind}) "${request.title}"`).join(', ');
    if (!one) throw new DriverError(`No such request is open, but ${list}.`);
    if (meant.length > 1) throw new DriverError(`${meant.length} requests are open; say which by its id: ${list}`);
    await turnTo(one.page, one.request.id);
    return one;
  };

  const approve = async (
    id: string | undefined,
    kind: string | undefined,
    expect: Record<string, string>,
    session?: SessionFields,
  ) => {
    const { page, request } = await find(id, kind);
    mustShow(request, expect);
    if (session) await fillSession(page, session);
    await pressApprove(page, session ? await readCard(page) : request);
  };

  return {
    context,
    extensionId,
    close,
    onboard: ({ password, mnemonic }) =>
      withPage(`${TAB}#/welcome`, async (page) => ({ address: await goThroughWelcome(page, password, mnemonic) })),
    accounts: () => withPage(POPUP, accountsOn),
    connect: () => approve(undefined, 'connect', {}),
    switchNetwork: (chainId) => withPage(POPUP, (page) => chooseNetwork(page, chainId)),
    lock: () => withPage(POPUP, lockPopup),
    unlock: (password) => withPage(POPUP, (page) => unlockPopup(page, password)),
    pending: async () => (await readAll()).map(({ request }) => request),
    approve: ({ id, expect = {}, session } = {}) => approve(id, undefined, expect, session),
    reject: async ({ id } = {}) => {
      const { page, request } = await find(id, undefined);
      await pressReject(page, request);
    },
    signatures: () => withPage(`${TAB}#/activity`, signaturesOn),
    killWorker: () => stopWorker(context, base),
    advance: async (ms) => {
      const worker = await runningWorker(context, base);
      const moved = await worker.evaluate(async (by) => {
        const { vouchTest } = globalThis as { vouchTest?: { advance(ms: number): Promise<void> } };
        await vouchTest?.advance(by);
        return vouchTest !== undefined;
      }, ms);
      if (!moved)
        throw new DriverError(
          'advance() needs a test build: "npm run build:test", then launchVouch({ dist: "dist-test" }).',
        );
    },
    reset: async () => {
      await Promise.all(approvalPages().map((page) => page.close()));
      await (await runningWorker(context, base)).evaluate(() =>
        Promise.all([chrome.storage.session.clear(), chrome.storage.local.clear()]),
      );
      await stopWorker(context, base);
      const page = context.pages()[0] ?? (await context.newPage());
      const session = await context.newCDPSession(page);
      await session.send('Storage.clearDataForOrigin', { origin: base.slice(0, -1), storageTypes: 'all' });
      await session.detach();
    },
  };
};
