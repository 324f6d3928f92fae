/**
 * The alarm: somebody recovers a wallet that is watched here. It is shown without the password, again whenever the worker
 * wakes, until a person has answered.
 * @module
 */

import type { Ward } from '../../guardians/book.ts';
import { readRequest } from '../../guardians/notice.ts';
import { needsAlarm, standing } from '../../guardians/standing.ts';
import { decide, raise, type Watched, type Watching } from '../../guardians/watch.ts';
import { browser } from '../../lib/browser.ts';
import { fromHex, type Hex, sameBytes, toHex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import type { AlarmView } from '../../messaging/guardians-lane.ts';
import { get, set } from '../../storage/session.ts';
import { raiseWaits, WAITS_PAGE, WAITS_TAG } from '../money-out/alarm.ts';
import { say } from '../words.ts';
import { readWatched, watchStep } from './store.ts';

/**
 * The web's own notifications: the browser's bindings of `chrome.notifications` need to write to intrinsics, which are
 * frozen here.
 */
const worker = globalThis as unknown as {
  registration: {
    showNotification: (title: string, options: NotificationOptions) => Promise<void>;
    getNotifications: (filter?: { tag: string }) => Promise<Notification[]>;
  };
  addEventListener: (
    type: 'notificationclick',
    listener: (event: { notification: Notification; waitUntil: (work: Promise<void>) => void }) => void,
  ) => void;
};
const TAB = 'src/popup/tab.html';
const PREFIX = 'alarm ';
const AGAIN_MS = 60 * 60_000;
const REMINDED = 'guardians.reminded';
const REMIND_MS = 24 * 60 * 60_000;
const RECENT_MS = 7 * 24 * 60 * 60_000;

const view = (watched: Watched, watching: Watching): AlarmView => {
  const { approvals, due, frozenUntil, rows, over } = standing(watched, watching, now());
  return {
    wallet: toHex(watched.wallet),
    request: toHex(watching.id),
    mine: watched.role === 'owner',
    name: watched.name,
    askedAt: readRequest(watching.text).at,
    approvals,
    dueAt: due,
    frozenUntil,
    canStop:
      watched.role === 'owner' &&
      !watching.onlyPeople &&
      !rows.some(({ row, startedAt }) => row === 3 && startedAt !== null),
    answered: watching.decided,
    over: watching.ended?.how ?? (over ? 'stopped' : null),
  };
};

const isRecent = ({ raisedAt }: Watching): boolean => raisedAt !== null && now() - raisedAt < RECENT_MS;

/**
 * About this computer's wallet, and about wallets that it looks after: what a person has to answer, and for a week what
 * was answered or is over, so that a page that is still open can say so.
 */
export const listAlarms = async (): Promise<AlarmView[]> =>
  (await readWatched()).flatMap((watched) => {
    const needed = needsAlarm(watched, now());
    return watched.requests
      .filter((watching) => needed.includes(watching) || isRecent(watching))
      .map((watching) => view(watched, watching));
  });

const isUnanswered = ({ answered, over }: AlarmView): boolean => answered === null && over === null;

const tagOf = ({ wallet, request }: { wallet: string; request: string }): string => `${PREFIX}${wallet} ${request}`;

const page = ({ wallet, request }: { wallet: string; request: string }): string => `${TAB}#/alarm/${wallet}/${request}`;

const openPage = async (alarm: { wallet: string; request: string }): Promise<void> => {
  const open = await browser.runtime.getContexts({ contextTypes: ['TAB' as chrome.runtime.ContextType] });
  const url = browser.runtime.getURL(page(alarm));
  if (open.some(({ documentUrl }) => documentUrl === url)) return;
  await openTab(page(alarm));
};

const openTab = async (url: string): Promise<void> => void (await browser.tabs.create({ url, active: true }));

/** A notification at every wake, the page once an hour: it is there until it is answered. */
export const showAlarms = async (): Promise<void> => {
  const alarms = (await listAlarms()).filter(isUnanswered);
  const tags = alarms.map(tagOf);
  // What has ended meanwhile is no longer going on.
  for (const shown of await worker.registration.getNotifications())
    if (shown.tag.startsWith(PREFIX) && !tags.includes(shown.tag)) shown.close();
  for (const alarm of alarms) {
    const id = tagOf(alarm);
    const words = alarm.mine
      ? ({ title: 'alarm.notice.title', body: 'alarm.notice.more' } as const)
      : ({ title: 'alarm.notice.other', body: 'alarm.notice.otherMore' } as const);
    await worker.registration.showNotification(say({ id: words.title }), {
      body: say({ id: words.body }),
      icon: browser.runtime.getURL('icons/128.png'),
      tag: id,
      requireInteraction: true,
    });
    const wallet = fromHex(alarm.wallet as Hex);
    const request = fromHex(alarm.request as Hex);
    const due = await watchStep((watch) => {
      const watched = watch.find((one) => sameBytes(one.wallet, wallet));
      const watching = watched?.requests.find((one) => sameBytes(one.id, request));
      if (!watched || !watching || (watching.raisedAt !== null && now() - watching.raisedAt < AGAIN_MS))
        return { watch, value: false };
      const raised = raise(watched, request, now());
      return { watch: watch.map((one) => (one === watched ? raised : one)), value: true };
    });
    // A guardian gets the notification alone: nobody's wallet of theirs is at stake.
    if (due && alarm.mine) await openPage(alarm);
  }
};

const TOLD = 'guardians.told';
const CO_TAG = 'co';

/**
 * What others ask this person over the paired channel, that is no recovery: once for each, and again at each start of the
 * browser, until it is answered or its time has come.
 */
export const showTold = async (wards: readonly Ward[]): Promise<void> => {
  const at = now();
  const money = wards.flatMap((ward) =>
    ward.money.filter(({ answer, opensAt }) => answer === null && at < opensAt).map(({ id }) => `${ward.peer} ${id}`),
  );
  const asks = wards.flatMap(({ peer, co }) => [
    ...(co?.state === 'offered' ? [`${peer} offer ${toHex(co.role)}`] : []),
    ...(co?.asks ?? []).filter(({ yes, expiresAt }) => yes === null && at < expiresAt).map(({ id }) => `${peer} ${id}`),
  ]);
  const shown = (await get<string[]>(TOLD)) ?? [];
  const isNew = (one: string): boolean => !shown.includes(one);
  if (money.some(isNew)) await raiseWaits();
  if (asks.some(isNew))
    await worker.registration.showNotification(say({ id: 'co.notice.title' }), {
      body: say({ id: 'co.notice.more' }),
      icon: browser.runtime.getURL('icons/128.png'),
      tag: CO_TAG,
      requireInteraction: true,
    });
  const open = [...money, ...asks];
  if (open.length > 0 || shown.length > 0) await set({ [TOLD]: open });
};

/**
 * Proving, approving and handing over need the password: once a day a person is told that something waits for it.
 * @param waits letters lie here sealed
 */
export const remind = async (waits: boolean): Promise<void> => {
  const due = (await readWatched()).some(
    (watched) => watched.role === 'guardian' && watched.requests.some((one) => standing(watched, one, now()).mature),
  );
  if (!waits && !due) return;
  if (now() - ((await get<number>(REMINDED)) ?? 0) < REMIND_MS) return;
  await set({ [REMINDED]: now() });
  await worker.registration.showNotification(say({ id: 'alarm.notice.waits' }), {
    body: say({ id: 'alarm.notice.waitsMore' }),
    icon: browser.runtime.getURL('icons/128.png'),
    tag: REMINDED,
  });
};

/** Registered while the worker starts, so that a press wakes it. */
export const listenToNotifications = (): void => {
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    const { tag } = event.notification;
    if (tag === CO_TAG) return event.waitUntil(openTab(`${TAB}#/people`));
    if (tag === WAITS_TAG) return event.waitUntil(openTab(WAITS_PAGE));
    if (!tag.startsWith(PREFIX)) return event.waitUntil(openTab(`${TAB}#/`));
    const [wallet = '', request = ''] = tag.slice(PREFIX.length).split(' ');
    event.waitUntil(openPage({ wallet, request }));
  });
};

/** What the person at this device answered. */
export const answered = async (wallet: Uint8Array, request: Uint8Array, as: 'me' | 'stopped'): Promise<void> => {
  await watchStep((watch) => ({
    watch: watch.map((one) => (sameBytes(one.wallet, wallet) ? decide(one, request, as) : one)),
    value: undefined,
  }));
  const tag = tagOf({ wallet: toHex(wallet), request: toHex(request) });
  for (const notification of await worker.registration.getNotifications({ tag })) notification.close();
};
