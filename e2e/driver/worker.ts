/**
 * The service worker as the browser sees it, over the DevTools protocol. An attached Playwright keeps workers alive, so
 * in a test a worker only ever dies on purpose.
 * @module
 */
import type { BrowserContext, CDPSession, Worker } from 'playwright';
import { DriverError } from './error.ts';

type Version = { versionId: string; scriptURL: string; runningStatus: string; targetId?: string };

const LIMIT_MS = 10_000;

/** The `ServiceWorker` domain is only there on a page's session, and any page will do. */
const openSession = async (context: BrowserContext): Promise<{ session: CDPSession; done: () => Promise<void> }> => {
  const open = context.pages()[0];
  const page = open ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  return { session, done: () => (open ? session.detach() : page.close()) };
};

/** Waits until the extension's worker is in a state that `wanted` accepts. */
const watch = async (session: CDPSession, base: string, wanted: (version: Version) => boolean): Promise<Version> => {
  let late: NodeJS.Timeout | undefined;
  let heard: ((event: { versions: Version[] }) => void) | undefined;
  try {
    return await new Promise<Version>((resolve, reject) => {
      late = setTimeout(() => reject(new DriverError('The service worker did not get there within 10 s.')), LIMIT_MS);
      heard = ({ versions }) => {
        const found = versions.find((version) => version.scriptURL.startsWith(base) && wanted(version));
        if (found) resolve(found);
      };
      session.on('ServiceWorker.workerVersionUpdated', heard);
    });
  } finally {
    clearTimeout(late);
    if (heard) session.off('ServiceWorker.workerVersionUpdated', heard);
  }
};

/** Stops the worker, wherever it stands, and waits until it has stopped. */
export const stopWorker = async (context: BrowserContext, base: string): Promise<void> => {
  const { session, done } = await openSession(context);
  try {
    // The browser tells at once of every worker it knows, also of those that stand still.
    const known = watch(
      session,
      base,
      ({ runningStatus }) => runningStatus === 'running' || runningStatus === 'stopped',
    );
    await session.send('ServiceWorker.enable');
    const { versionId, runningStatus } = await known;
    if (runningStatus === 'stopped') return;
    const stopped = watch(
      session,
      base,
      (version) => version.versionId === versionId && version.runningStatus === 'stopped',
    );
    await session.send('ServiceWorker.stopWorker', { versionId });
    await stopped;
  } finally {
    await done();
  }
};

/** The worker as Playwright's own object, for what only runs inside it. */
export const runningWorker = async (context: BrowserContext, base: string): Promise<Worker> => {
  const ours = (worker: Worker) => worker.url().startsWith(base);
  return context.serviceWorkers().find(ours) ?? (await context.waitForEvent('serviceworker', { predicate: ours }));
};
