/**
 * The guided tour: the release build of Vouch in a real Chromium, against the local trading world. A line a step with its
 * time, a screenshot a step in `demo/out/`, and for each step a fact from outside Vouch: the venue's log, the page's own
 * provider, the browser's list of workers, the profile on the disk. Exit code 0 only when every step happened.
 * `npm start -- --tour`
 * @module
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { recoverTypedDataAddress } from 'viem';
import type { PendingRequest } from '../e2e/driver/approval-page.ts';
import { launchVouch, type Vouch } from '../e2e/driver/vouch.ts';
import { PASSWORD } from '../e2e/fixtures.ts';
import { orderTypedData } from './schema.ts';
import { tourOfCards } from './tour-cards.ts';
import { tourOfGuardians } from './tour-guardians.ts';
import { tourOfSessions } from './tour-sessions.ts';
import { startWorld, type World } from './world.ts';

type LogEntry = World['venue']['log'][number];

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'demo/out');
const PROFILE = join(OUT, 'tour-profile');
const LIMIT_MS = 20_000;

class TourError extends Error {
  override name = 'TourError';
}

const must: (fact: unknown, sentence: string) => asserts fact = (fact, sentence) => {
  if (!fact) throw new TourError(sentence);
};

const began = Date.now();
let steps = 0;

/** Runs one step; `act` gives back the fact that proves it and the page to keep a picture of. */
const step = async (
  name: string,
  act: (picture: (page: Page, who?: string) => Promise<void>) => Promise<string>,
): Promise<void> => {
  const start = Date.now();
  const file = (words: string) => join(OUT, `${words.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`);
  const number = ++steps;
  const fact = await act(async (page, who = '') => {
    await page.screenshot({ path: file(`${number} ${name} ${who}`.trim()) });
  });
  const seconds = `${((Date.now() - start) / 1000).toFixed(1)} s`;
  console.log(`${String(steps).padStart(2)}  ${name.padEnd(30)} ${seconds.padStart(7)}  ${fact}`);
};

/** A picture of an approval window as wide as people have it. */
const pictureOf = async (approval: Page, picture: (page: Page) => Promise<void>) => {
  await approval.setViewportSize({ width: 400, height: 640 });
  await approval.locator('[data-testid="approve"]:not([data-resting])').waitFor();
  await picture(approval);
};

/** When the service worker that runs now was started, by its own clock: ms since 1970. */
const workerBegan = async (vouch: Vouch): Promise<number> => {
  const [worker] = vouch.context.serviceWorkers();
  must(worker, 'There is no worker.');
  return worker.evaluate(() => performance.timeOrigin);
};
const clock = (at: number) => new Date(at).toISOString().slice(11, 23);

/** What the wallet tells the page, asked through the page's own provider. */
const accountsInPage = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        window.addEventListener('eip6963:announceProvider', (event) => {
          const { info, provider } = (event as CustomEvent).detail;
          if (info.rdns === 'app.vouch') provider.request({ method: 'eth_accounts' }).then(resolve, reject);
        });
        window.dispatchEvent(new Event('eip6963:requestProvider'));
      }),
  );

/** Waits for a line of the venue's log. */
const inLog = (world: World, what: string, wanted: (entry: LogEntry) => boolean): Promise<LogEntry> =>
  new Promise((resolve, reject) => {
    const found = world.venue.log.find(wanted);
    if (found) return resolve(found);
    const late = setTimeout(
      () =>
        reject(
          new TourError(
            `The venue's log has no ${what} after 20 s. It ends with\n${world.venue.log
              .slice(-3)
              .map((entry) => JSON.stringify(entry))
              .join('\n')}`,
          ),
        ),
      LIMIT_MS,
    );
    const stop = world.venue.onLog((entry) => {
      if (!wanted(entry)) return;
      clearTimeout(late);
      stop();
      resolve(entry);
    });
  });

/** Waits until the approval page asks something. */
const asked = async (vouch: Vouch): Promise<{ approval: Page; request: PendingRequest }> => {
  for (const late = Date.now() + LIMIT_MS; Date.now() < late; ) {
    const [request] = await vouch.pending();
    const approval = vouch.context.pages().find((page) => page.url().includes('/approve.html'));
    if (request && approval) return { approval, request };
    await wait(50);
  }
  throw new TourError('Vouch asked nothing within 20 s.');
};

/** Fills the ticket and places the order; gives back what Vouch asks about it. */
const placeOrder = async (vouch: Vouch, page: Page, { side, size }: { side: 'long' | 'short'; size: string }) => {
  await page.getByTestId('kind-market').click();
  await page.getByTestId(`side-${side}`).check({ force: true });
  await page.getByTestId('size').fill(size);
  await page.getByTestId('place').click();
  for (;;) {
    const { approval, request } = await asked(vouch);
    if (!/network$/.test(request.kind)) return { approval, request };
    // The first order brings the wallet to the venue's chain, which a person allows.
    await vouch.approve({ id: request.id });
  }
};

/** The venue's own finding about an order, computed again here from nothing but the bytes in its log. */
const mustBeSignedBy = async (entry: LogEntry, address: string) => {
  must(entry.order && entry.signature, 'The log has no order or no signature.');
  const recovered = await recoverTypedDataAddress({ ...orderTypedData(entry.order), signature: entry.signature });
  must(
    recovered === address && entry.recovered === address,
    `The order was signed by ${recovered}, not by ${address}.`,
  );
  return recovered;
};

const orders = (world: World) => world.venue.log.filter(({ kind }) => kind === 'order').length;

const tour = async (world: World): Promise<void> => {
  let vouch = await launchVouch({ userDataDir: PROFILE });
  try {
    const base = `chrome-extension://${vouch.extensionId}/`;
    const popup = async (picture: (page: Page) => Promise<void>) => {
      const page = await vouch.context.newPage();
      await page.setViewportSize({ width: 360, height: 600 });
      await page.goto(`${base}src/popup/popup.html`);
      await page.getByTestId('home').or(page.getByTestId('password')).first().waitFor();
      await picture(page);
      await page.close();
    };

    let address = '';
    await step('Create a wallet', async (picture) => {
      ({ address } = await vouch.onboard({ password: PASSWORD }));
      await popup(picture);
      return address;
    });

    const page = await vouch.context.newPage();
    await page.goto(world.url);
    await step('Connect to the venue', async (picture) => {
      await page.getByTestId('connect').click();
      const { approval } = await asked(vouch);
      await pictureOf(approval, picture);
      await vouch.connect();
      await page.getByTestId('account').waitFor();
      const [seen] = await accountsInPage(page);
      must(seen?.toLowerCase() === address.toLowerCase(), `The page got ${seen} from its provider.`);
      await page.getByTestId('faucet').click();
      await page.locator('[data-testid="status"][data-state="done"]').waitFor({ timeout: LIMIT_MS });
      return `the page's provider gives ${seen}`;
    });

    await step('Read and approve an order', async (picture) => {
      const before = orders(world);
      const { approval, request } = await placeOrder(vouch, page, { side: 'long', size: '0.5' });
      must(orders(world) === before, 'The venue had an order before it was approved.');
      await pictureOf(approval, picture);
      const price = await page.getByTestId('limit-price').inputValue();
      must(request.kind === 'order', `The approval page shows a request of kind "${request.kind}".`);
      await vouch.approve({ id: request.id, expect: { Market: 'ETH-PERP', Size: '0.5 ETH' } });
      await inLog(world, 'accepted order', ({ kind, accepted }) => kind === 'order' && accepted);
      return `"${request.title}" (the ticket said ${price})`;
    });

    await step('The venue verifies and fills it', async (picture) => {
      const entry = await inLog(world, 'filled order', ({ kind, status }) => kind === 'order' && status === 'filled');
      const signer = await mustBeSignedBy(entry, address);
      await page.getByTestId('fills').getByText('ETH-PERP').first().waitFor();
      await picture(page);
      return `filled ${entry.filled} at ${entry.price}, signature recovers to ${signer}`;
    });

    await step('Kill the worker mid-order', async (picture) => {
      const before = orders(world);
      const { approval, request } = await placeOrder(vouch, page, { side: 'short', size: '0.2' });
      const first = await workerBegan(vouch);
      await vouch.killWorker();
      await pictureOf(approval, picture);
      await vouch.approve({ id: request.id, expect: { Size: '0.2 ETH' } });
      const entry = await inLog(world, 'second order', ({ order, accepted }) => order?.size === '0.2' && accepted);
      const signer = await mustBeSignedBy(entry, address);
      const second = await workerBegan(vouch);
      must(second > first, 'The worker that answered is the one that was killed.');
      must(orders(world) === before + 1, `The venue got ${orders(world) - before} orders instead of one.`);
      return `worker of ${clock(first)} killed, worker of ${clock(second)} answered, one order by ${signer}`;
    });

    await step('Lock and unlock', async (picture) => {
      await vouch.lock();
      must((await accountsInPage(page)).length === 0, 'A locked wallet told the page its account.');
      await popup(picture);
      await vouch.unlock(PASSWORD);
      const [seen] = await accountsInPage(page);
      must(seen?.toLowerCase() === address.toLowerCase(), `After unlocking, the page got ${seen}.`);
      return `the page got nothing while locked, then ${seen}`;
    });

    await step('Reopen the browser', async (picture) => {
      await vouch.close();
      vouch = await launchVouch({ userDataDir: PROFILE });
      const again = await vouch.context.newPage();
      await again.goto(world.url);
      must((await accountsInPage(again)).length === 0, 'The wallet was open after a restart.');
      await vouch.unlock(PASSWORD);
      const [kept] = await vouch.accounts();
      const [seen] = await accountsInPage(again);
      must(kept === address && seen?.toLowerCase() === address.toLowerCase(), `The wallet came back as ${kept}.`);
      await popup(picture);
      return `the same profile unlocks to ${kept}`;
    });

    const order = async (by: Vouch, size: string): Promise<string> => {
      const page = await by.context.newPage();
      await page.goto(world.url);
      await page.getByTestId('connect').click();
      await by.connect();
      await page.getByTestId('account').waitFor();
      await placeOrder(by, page, { side: 'long', size });
      await by.approve({ expect: { Size: `${size} ETH` } });
      const entry = await inLog(world, `order of ${size}`, ({ order, accepted }) => order?.size === size && accepted);
      return mustBeSignedBy(entry, address);
    };
    await tourOfGuardians(vouch, PROFILE, address, { world, step, must, order });
  } finally {
    await vouch.close().catch(() => {});
  }
};

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const world = await startWorld();
console.log(`Gannet, the demo venue: ${world.url}\nIts chain: ${world.rpcUrl}\n`);
try {
  await tour(world);
  await tourOfCards(world, step, must);
  await tourOfSessions(world, step, must);
  console.log(
    `\nEvery step happened, in ${((Date.now() - began) / 1000).toFixed(1)} s. Pictures: ${relative(ROOT, OUT)}/`,
  );
} catch (error) {
  console.error(`\nThe tour stopped after step ${steps}:`, error);
  process.exitCode = 1;
} finally {
  await world.stop();
  rmSync(PROFILE, { recursive: true, force: true, maxRetries: 5 });
}
process.exit();
