/** What is measured: Vouch, and beside it the empty extension that shows what Chromium itself costs. @module */
import { join } from 'node:path';
import adapter from './adapter.mjs';
import { type Browser, launch } from './browser.ts';

export type Subject = {
  name: string;
  /** the unpacked extension */
  dir: string;
  rdns: string;
  popup: string;
  /** an expression each, giving the element that is waited for */
  home: string;
  /** the whole card is there, and its button */
  card: string;
  /** a press on it would count */
  button: string;
  /** an onboarded profile to copy, and how it is unlocked */
  wallet?: { profile: string; password: string; field: string };
};

const one = (selector: string) => `document.querySelector(${JSON.stringify(selector)})`;

export const ECHO: Subject = {
  name: 'bare',
  dir: join(import.meta.dirname, 'echo'),
  rdns: 'bench.echo',
  popup: 'popup.html',
  home: one('#home'),
  card: one('#approve'),
  button: one('#approve'),
};

export const vouch = (dir: string, profile: string): Subject => ({
  name: 'Vouch',
  dir,
  rdns: adapter.rdns,
  popup: adapter.popupPath,
  home: one(adapter.home),
  card: `${one('[data-testid="request"] [data-testid="headline"]')} && ${one('[data-testid="request"] [data-testid="row"], [data-kind="connect"]')} && ${one(adapter.signSteps[0] ?? '')}`,
  button: one(`${adapter.signSteps[0]}:not([data-resting])`),
  wallet: { profile, password: adapter.password, field: one(adapter.unlock.password) },
});

/** Opens the popup page, types the password where one is asked for, and gives back how long that took: ms. */
export const unlock = async (browser: Browser, subject: Subject): Promise<{ taken: number; stretching: number }> => {
  if (!subject.wallet) return { taken: 0, stretching: 0 };
  const page = await browser.newPage();
  // The key stretching says itself how long it took; a page that starts its worker hears it here.
  await page.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `window.Worker = class extends Worker {
      constructor(...args) {
        super(...args);
        this.addEventListener('message', ({ data }) => { if (data && 'ms' in data) window.benchStretching = data.ms; });
      }
    };`,
  });
  await page.goto(`chrome-extension://${browser.extensionId}/${subject.popup}`);
  await page.press(await page.whenUsable(subject.wallet.field));
  await page.type(subject.wallet.password);
  await new Promise((resolve) => setTimeout(resolve, 1000)); // nobody types faster
  const at = await page.enter();
  const home = await page.whenUsable(subject.home);
  const stretching = await page.eval<number>('window.benchStretching ?? NaN');
  await page.close();
  return { taken: home.at - at, stretching };
};

/** Runs a measurement in a browser of its own, the wallet unlocked. */
export const withSubject = async <T>(
  subject: Subject,
  measure: (browser: Browser) => Promise<T>,
  open = true,
): Promise<T> => {
  const profile = subject.wallet?.profile;
  const browser = await launch({ extension: subject.dir, ...(profile ? { profile } : {}) });
  try {
    // The first start of a worker installs it; nothing of that belongs to a measurement.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    if (open) await unlock(browser, subject);
    // Nobody trades with the page open that the extension shows when it is loaded: it would ask for news at every order.
    for (const { targetId, type, url } of await browser.cdp.targets())
      if (type === 'page' && url.startsWith(`chrome-extension://${browser.extensionId}/`))
        await browser.cdp.send('Target.closeTarget', { targetId });
    return await measure(browser);
  } finally {
    await browser.close();
  }
};
