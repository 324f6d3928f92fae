/** Tells our own open pages that something they show has changed. @module */
import { browser } from '../lib/browser.ts';
import type { UiPush } from '../messaging/ui-lane.ts';

/** Pages ask again at each: while a session signs many orders a second, they are told ten times. */
const PAUSE_MS = 100;
let resting = false;
let missed = false;

export const changed = (): void => {
  missed = resting;
  if (resting) return;
  // Nobody listens when no page of ours is open; that is not an error.
  browser.runtime.sendMessage({ push: 'changed' } satisfies UiPush).catch(() => {});
  resting = true;
  setTimeout(() => {
    resting = false;
    if (missed) changed();
  }, PAUSE_MS);
};
