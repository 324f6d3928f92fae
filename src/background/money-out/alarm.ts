/** The notification that money waits; the page it opens says what, and has the stop. ADR 21. @module */
import { browser } from '../../lib/browser.ts';
import { say } from '../words.ts';

export const WAITS_TAG = 'waits';
export const WAITS_PAGE = 'src/popup/tab.html#/waits';

type Worker = { registration: { showNotification: (title: string, options: NotificationOptions) => Promise<void> } };

/** It names no sum: notifications are read over shoulders and on locked screens. */
export const raiseWaits = (): Promise<void> =>
  (self as unknown as Worker).registration.showNotification(say({ id: 'wait.notice.title' }), {
    body: say({ id: 'wait.notice.more' }),
    icon: browser.runtime.getURL('icons/128.png'),
    tag: WAITS_TAG,
    requireInteraction: true,
  });
