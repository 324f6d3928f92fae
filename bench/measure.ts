/** The measurements: each in a browser of its own, each sample by the clock of the page that waits. Milliseconds. @module */

import { DOMAIN } from '../demo/schema.ts';
import type { Browser } from './browser.ts';
import { launch, until } from './browser.ts';
import { order } from './order.ts';
import type { Session } from './session.ts';
import { ECHO, type Subject, unlock, withSubject } from './subject.ts';

const J = JSON.stringify;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const openDapp = async (browser: Browser, site: string): Promise<Session> => browser.newPage(`${site}/dapp.html`);

/** Waits for the window that the extension opens, and attaches to it without stopping it. */
const nextWindow = (browser: Browser) => {
  const base = `chrome-extension://${browser.extensionId}/`;
  return new Promise<Session>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no approval window within 20 s')), 20_000);
    const stop = browser.cdp.on(({ method, params }) => {
      if (method !== 'Target.targetCreated' && method !== 'Target.targetInfoChanged') return;
      const { targetId, type, url } = params.targetInfo as { targetId: string; type: string; url: string };
      if (type !== 'page' || !url.startsWith(base)) return;
      clearTimeout(late);
      stop();
      browser.attach(targetId).then(resolve, reject);
    });
  });
};

const refused = (why: string): never => {
  throw new Error(`refused without asking: ${why}`);
};

export type Decision = { card: number; accepted: number; answer: number };

/** Asks for something a person decides, and approves it as soon as a press counts. */
const decide = async (
  browser: Browser,
  subject: Subject,
  dapp: Session,
  method: string,
  params: unknown[],
): Promise<Decision> => {
  const opening = nextWindow(browser);
  const asked = await dapp.eval<number>(`ask(${J(subject.rdns)}, ${J(method)}, ${J(params)})`);
  const answered = dapp.eval<{ at: number; error?: string }>('asked.outcome');
  answered.catch(() => {}); // told below
  const window = await Promise.race([opening, answered.then(({ error }) => refused(`${method}: ${error}`))]);
  const card = await window.whenUsable(subject.card);
  const pressed = await window.press(await window.whenUsable(subject.button));
  const outcome = await answered;
  if (outcome.error) throw new Error(`${method} of ${subject.name}: ${outcome.error}`);
  await until(
    async () => !(await browser.cdp.targets()).some(({ targetId }) => targetId === window.targetId),
    'the end of the approval window',
  );
  return { card: card.at - asked, accepted: pressed - asked, answer: outcome.at - pressed };
};

export const approvals = (subject: Subject, site: string, times: number): Promise<Decision[]> =>
  withSubject(subject, async (browser) => {
    const dapp = await openDapp(browser, site);
    const account = await connectVenue(browser, subject, dapp, site);
    const samples: Decision[] = [];
    for (let i = 0; i < times; i++) {
      await pause(400);
      samples.push(await decide(browser, subject, dapp, 'eth_signTypedData_v4', [account, J(order(account, i))]));
    }
    return samples;
  });

/** On the demo venue's chain; the bench site answers as its node. */
const connectVenue = async (browser: Browser, subject: Subject, dapp: Session, site: string): Promise<string> => {
  await decide(browser, subject, dapp, 'eth_requestAccounts', []);
  const [account] = await dapp.eval<string[]>('asked.outcome.then(({ result }) => result)');
  const chainId = `0x${DOMAIN.chainId.toString(16)}`;
  const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 };
  const network = { chainId, chainName: 'Bench', nativeCurrency, rpcUrls: [site] };
  await decide(browser, subject, dapp, 'wallet_addEthereumChain', [network]);
  await decide(browser, subject, dapp, 'wallet_switchEthereumChain', [{ chainId }]);
  return account ?? '';
};

/** Orders of a session: from the page's call to the signature in the page, nobody asked. */
export const inSession = (subject: Subject, site: string, times: number): Promise<number[]> =>
  withSubject(subject, async (browser) => {
    const dapp = await openDapp(browser, site);
    // The empty extension answers at once: the floor that the browser sets.
    if (subject === ECHO) {
      await dapp.eval(`timed(${J(subject.rdns)}, 'eth_chainId', 10)`);
      return dapp.eval<number[]>(`timed(${J(subject.rdns)}, 'eth_chainId', ${times * 10})`);
    }
    const account = await connectVenue(browser, subject, dapp, site);
    const chainId = `0x${DOMAIN.chainId.toString(16)}`;
    const data = { venue: 'gannet', markets: ['ETH-PERP'], perOrder: '2000', budget: '100000000', orders: 10_000 };
    const permission = { type: 'venue-orders', isAdjustmentAllowed: true, data };
    await decide(browser, subject, dapp, 'wallet_requestExecutionPermissions', [{ chainId, permission }]);
    const orders = (from: number, count: number) =>
      J(Array.from({ length: count }, (_, i) => J(order(account, from + i))));
    await dapp.eval(`timedSigning(${J(subject.rdns)}, ${J(account)}, ${orders(0, 10)})`);
    return dapp.eval<number[]>(`timedSigning(${J(subject.rdns)}, ${J(account)}, ${orders(10, times * 10)})`);
  });

export const popupOpening = (subject: Subject, times: number): Promise<number[]> =>
  withSubject(subject, async (browser) => {
    const samples: number[] = [];
    for (let i = 0; i < times; i++) {
      const page = await browser.newPage();
      await page.send('Page.navigate', { url: `chrome-extension://${browser.extensionId}/${subject.popup}` });
      const { at } = await page.whenUsable(subject.home);
      samples.push(at - (await page.eval<number>('performance.timeOrigin')));
      await page.close();
      await pause(300);
    }
    return samples;
  });

export const warmCalls = (subject: Subject, site: string): Promise<number[]> =>
  withSubject(subject, async (browser) => {
    const dapp = await openDapp(browser, site);
    await dapp.eval(`timed(${J(subject.rdns)}, 'eth_chainId', 10)`);
    return dapp.eval<number[]>(`timed(${J(subject.rdns)}, 'eth_chainId', 200)`);
  });

export const coldCalls = (subject: Subject, site: string, times: number): Promise<number[]> =>
  withSubject(subject, async (browser) => {
    const samples: number[] = [];
    const dapp = await openDapp(browser, site);
    for (let i = 0; i < times; i++) {
      await dapp.eval(`timed(${J(subject.rdns)}, 'eth_chainId', 1)`);
      await browser.stopWorker();
      await pause(250);
      const [taken = Number.NaN] = await dapp.eval<number[]>(`timed(${J(subject.rdns)}, 'eth_chainId', 1)`);
      if (!(await browser.worker())) throw new Error(`${subject.name} answered without its worker`);
      samples.push(taken);
    }
    return samples;
  });

/** As after a browser's restart: nothing in session storage, no worker. Each sample beside its own key stretching. */
export const coldUnlocks = (subject: Subject, times: number): Promise<{ taken: number; stretching: number }[]> =>
  withSubject(
    subject,
    async (browser) => {
      const samples: { taken: number; stretching: number }[] = [];
      for (let i = 0; i < times; i++) {
        const running = await browser.worker();
        if (running) {
          const inside = await browser.attach(running.targetId);
          await inside.eval('chrome.storage.session.clear()');
          await inside.detach();
        }
        await browser.stopWorker();
        await pause(700);
        samples.push(await unlock(browser, subject));
      }
      return samples;
    },
    false,
  );

/** What an extension adds to an empty page until DOMContentLoaded, page by page beside a browser without extensions. */
export const pageTax = (subject: Subject, site: string, times: number): Promise<number[]> =>
  withSubject(subject, async (browser) => {
    const plain = await launch();
    try {
      const url = `${site}/blank.html`;
      const pages = await Promise.all([browser.newPage(url), plain.newPage(url)]);
      const load = async (page: Session) => {
        await page.goto(url);
        await pause(100);
        return page.eval<number>(
          `(({ domContentLoadedEventEnd, responseStart }) => domContentLoadedEventEnd - responseStart)(performance.getEntriesByType('navigation')[0])`,
        );
      };
      for (const page of pages) await load(page);
      const [ours, theirs] = pages as [Session, Session];
      const samples: number[] = [];
      for (let i = 0; i < times; i++) {
        const first = i % 2 ? await load(ours) : undefined;
        const without = await load(theirs);
        samples.push((first ?? (await load(ours))) - without);
      }
      return samples;
    } finally {
      await plain.close();
    }
  });

/** PSS of the extension's processes 30 s after unlock, no page of it open, its worker just used. MiB. */
export const memory = (subject: Subject, site: string): Promise<number> =>
  withSubject(subject, async (browser) => {
    // Where no password is asked for, the popup page has not been open yet.
    const popup = await browser.newPage(`chrome-extension://${browser.extensionId}/${subject.popup}`);
    await popup.whenUsable(subject.home);
    await popup.close();
    const dapp = await openDapp(browser, site);
    for (let second = 0; second < 30; second += 10) {
      await pause(10_000);
      await dapp.eval(`timed(${J(subject.rdns)}, 'eth_chainId', 1)`);
    }
    return browser.extensionMemory();
  });
