/** Tells our own open pages that something they show has changed. @module */
import { browser } from '../lib/browser.ts';
import type { UiPush } from '../messaging/ui-lane.ts';

export const changed = (): void => {
  // Nobody listens when no page of ours is open; that is not an error.
  browser.runtime.sendMessage({ push: 'changed' } satisfies UiPush).catch(() => {});
};
