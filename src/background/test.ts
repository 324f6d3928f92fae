/** Test builds only (`vouch-test-build`): the clock that can be moved on. A release build contains nothing of it. @module */

import { browser } from '../lib/browser.ts';
import { runAhead } from '../lib/clock.ts';

const AHEAD = 'vouch-test-build/ahead';

/** Every life of the worker begins where the last one's clock was; tests move it through `storage.session`. */
export const startTestHooks = async (): Promise<void> => {
  const read = async () => runAhead(((await browser.storage.session.get(AHEAD))[AHEAD] as number | undefined) ?? 0);
  browser.storage.session.onChanged.addListener((changes) => {
    if (AHEAD in changes) void read();
  });
  await read();
};
