/**
 * The worker. Everything it does begins in one of the listeners below, all registered before anything is awaited:
 * a browser event that wakes it must find them.
 * @module
 */
import '../lib/harden.ts';
import { JOURNAL_ALARM, leave, resume } from '../approvals/process.ts';
import { browser } from '../lib/browser.ts';
import type { PageMessage } from '../messaging/page-lane.ts';
import type { UiError } from '../messaging/ui-lane.ts';
import { forgetDocumentsOf } from './events.ts';
import { listenToNotifications } from './guardians/alarms.ts';
import { MAIL_ALARM, turn } from './guardians/run.ts';
import { hands } from './hands.ts';
import { isOpen, LOCK_ALARM } from './lock.ts';
import * as pageLane from './page-lane.ts';
import { startTestHooks } from './test.ts';
import { handlers } from './ui-lane.ts';
import { isUiMethod, parseUiParams } from './ui-params.ts';
import { updateWaits, updateWhenIdle } from './update.ts';

const OWN = new URL(browser.runtime.getURL('')).origin;

/** What an alarm, or a clock that has moved on, brings with it. */
const catchUp = async (): Promise<void> => {
  await isOpen();
  await resume(hands);
};

const ready = __VOUCH_TEST__ ? startTestHooks(async () => void (await Promise.all([catchUp(), turn()]))) : undefined;

/** Our own pages, as the browser says. A content script has the extension's id too, but its page's origin. */
const isOwnPage = (sender: chrome.runtime.MessageSender): boolean =>
  sender.id === browser.runtime.id && sender.origin === OWN;

/** The document that asks, or null when it may not: a frame, an opaque origin, or one that is being put away. */
const pageOf = (sender: chrome.runtime.MessageSender): pageLane.Page | null => {
  const { origin, documentId, tab } = sender;
  if (sender.id !== browser.runtime.id || sender.frameId !== 0 || !documentId || tab?.id === undefined) return null;
  if (!origin || !/^https?:\/\//.test(origin)) return null;
  const life = sender.documentLifecycle;
  if (life !== 'active' && life !== 'prerender') return null;
  return { origin, documentId, tabId: tab.id, front: life === 'active' && tab.active };
};

const onUi = async (
  message: { method: unknown; params: unknown },
  documentId: string,
): Promise<{ ok: unknown } | { error: UiError }> => {
  try {
    await ready;
    const { method, params } = message;
    if (!isUiMethod(method)) return { error: { text: { id: 'ui.params' } } };
    const handler = handlers[method] as (params: unknown, documentId: string) => Promise<unknown>;
    return { ok: await handler(parseUiParams(method, params), documentId) };
  } catch (error) {
    return { error: uiError(error) };
  }
};

/** An error of any room as a screen gets it. What carries no words of the catalogue says only that it failed. */
const uiError = (error: unknown): UiError => {
  const { text, retryAt, word } = (error ?? {}) as Partial<UiError>;
  if (!text) return { text: { id: 'error.unknown' } };
  return { text, ...(retryAt === undefined ? {} : { retryAt }), ...(word === undefined ? {} : { word }) };
};

const onPage = async (page: pageLane.Page, message: PageMessage): Promise<unknown> => {
  await ready;
  if (message.method === 'request') {
    const { id, method, params } = message.params;
    return pageLane.request(page, { id: String(id), method: String(method), params: String(params) });
  }
  if (message.method === 'resume') return pageLane.resume(page, { ids: message.params.ids.slice(0, 100).map(String) });
  return pageLane.gone(page);
};

browser.runtime.onMessage.addListener((message, sender, reply) => {
  if (message?.lane === 'ui' && isOwnPage(sender)) void onUi(message, sender.documentId ?? '').then(reply);
  else if (message?.lane === 'page') {
    const page = pageOf(sender);
    if (!page) return false;
    void onPage(page, message).then(reply);
  } else return false;
  return true;
});

browser.alarms.onAlarm.addListener(({ name }) => {
  void (async () => {
    await ready;
    if (name === LOCK_ALARM || name === JOURNAL_ALARM) await catchUp();
    if (name === MAIL_ALARM) await turn();
    if (await updateWaits()) await updateWhenIdle();
  })();
});

browser.tabs.onRemoved.addListener((tabId) => {
  void forgetDocumentsOf(tabId);
  void leave(hands, (record) => record.tabId === tabId);
});

listenToNotifications();

browser.runtime.onUpdateAvailable.addListener(() => void updateWhenIdle());

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === browser.runtime.OnInstalledReason.INSTALL)
    void browser.tabs.create({ url: 'src/popup/tab.html#/welcome' });
});

// Whatever woke this worker: requests that an earlier one left half done go on.
void (async () => {
  await ready;
  await catchUp();
  await turn();
})();
