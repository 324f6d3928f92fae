/** Pages as a test against an attacker holds them: Vouch's own, and the raw channel of a site's page. @module */
import type { BrowserContext, Page, Worker } from 'playwright';
import { expect } from 'playwright/test';
import type { PendingRequest } from '../driver/approval-page.ts';
import type { Vouch } from '../driver/vouch.ts';

export const approvalPages = (context: BrowserContext): Page[] =>
  context.pages().filter((page) => page.url().includes('/approve.html'));

/** The approval page, as soon as it shows a request. It need not have stood still. */
export const approvalPage = async (vouch: Vouch): Promise<Page> => {
  let found: Page | undefined;
  // One that has just been answered closes in these very moments.
  await expect(async () => {
    const page = approvalPages(vouch.context)[0];
    await page?.getByTestId('request').and(page.locator('[data-state="waiting"]')).waitFor({ timeout: 1000 });
    found = page;
    expect(found?.isClosed()).toBe(false);
  }).toPass({ timeout: 15_000, intervals: [50] });
  return found as Page;
};

/** One of Vouch's pages in a tab: `popup.html`, `tab.html#/settings`. */
export const ownPage = async (vouch: Vouch, path: string): Promise<Page> => {
  const page = await vouch.context.newPage();
  await page.goto(`chrome-extension://${vouch.extensionId}/src/popup/${path}`);
  return page;
};

export const workerOf = async (vouch: Vouch): Promise<Worker> => {
  const ours = (worker: Worker) => worker.url().includes(vouch.extensionId);
  return (
    vouch.context.serviceWorkers().find(ours) ??
    (await vouch.context.waitForEvent('serviceworker', { predicate: ours }))
  );
};

/** The number on the toolbar button: how many requests wait. */
export const badge = async (vouch: Vouch): Promise<string> =>
  (await workerOf(vouch)).evaluate(() => chrome.action.getBadgeText({}));

/**
 * Runs code where Vouch's bridge runs in a site's page, as somebody could who has taken over the whole renderer.
 * @param code an expression; a promise is awaited
 */
export const inBridge = async (vouch: Vouch, page: Page, code: string): Promise<unknown> => {
  const session = await vouch.context.newCDPSession(page);
  try {
    const found = new Promise<number>((resolve) => {
      session.on('Runtime.executionContextCreated', ({ context }) => {
        if (context.origin === `chrome-extension://${vouch.extensionId}`) resolve(context.id);
      });
    });
    await session.send('Runtime.enable');
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      contextId: await found,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  } finally {
    await session.detach();
  }
};

/** Waits until so many requests are on the screen. */
export const pending = async (vouch: Vouch, count: number): Promise<PendingRequest[]> => {
  let found: PendingRequest[] = [];
  await expect
    .poll(async () => {
      found = await vouch.pending();
      return found.length;
    })
    .toBe(count);
  return found;
};

type Kept = { id: string; method: string; state: string; paramsText: string; digest: string };

/** The records of the journal, as the worker keeps them. */
export const records = async (vouch: Vouch): Promise<Kept[]> =>
  (await workerOf(vouch)).evaluate(async () =>
    Object.entries(await chrome.storage.session.get(null))
      .filter(([key]) => key.startsWith('approval/'))
      .map(([, record]) => record as Kept),
  );
