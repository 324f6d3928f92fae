/**
 * Where a request is shown: one window for the whole queue, a number on the toolbar button, the inbox of the popup.
 * A window that a person closed is not opened again for the same request: closing decides nothing, it only puts aside.
 * @module
 */
import { browser } from '../lib/browser.ts';
import { read } from '../storage/db.ts';

const PAGE = 'src/popup/approve.html';
const WIDTH = 420;
const HEIGHT = 760;
/** Bounds of a window that is as tall as the one in front: what cannot be read is to be in view whole. */
const SHORTEST = 640;
const TALLEST = 860;
const EDGE = 16;

/** Pages that were told that nothing waits: they are about to close, and a request that comes now needs a window of its own. */
const leaving = new Set<string>();
export const letClose = (documentId: string): void => void leaving.add(documentId);

/** How many windows this worker has opened. */
let opened = 0;

type Open = { windowId: number; documentId: string };

const openWindow = async (): Promise<Open | undefined> => {
  const pages = await browser.runtime.getContexts({ contextTypes: ['TAB' as chrome.runtime.ContextType] });
  const url = browser.runtime.getURL(PAGE);
  return pages
    .map(({ windowId, documentId = '', documentUrl }) => ({ windowId, documentId, documentUrl }))
    .find(({ documentId, documentUrl }) => documentUrl?.startsWith(url) && !leaving.has(documentId));
};

/** Beside the upper right corner of the window that the person works in, and as tall. */
const place = async (): Promise<{ left?: number; top?: number; height: number }> => {
  const last = await browser.windows.getLastFocused().catch(() => undefined);
  if (last?.left === undefined || last.top === undefined || last.width === undefined || last.height === undefined)
    return { height: HEIGHT };
  return {
    left: Math.max(0, last.left + last.width - WIDTH - EDGE),
    top: last.top + EDGE,
    height: Math.min(TALLEST, Math.max(SHORTEST, last.height - EDGE)),
  };
};

/** A look that is not the system's comes along in the address, so that the first frame has it. */
const look = async (): Promise<string> => {
  const { theme = 'system' } = (await read('settings', 'settings')) ?? {};
  return theme === 'system' ? '' : `?theme=${theme}`;
};

/** Where a window would stand, or the one that is open. */
export type Spot = Awaited<ReturnType<typeof findSpot>>;
export const findSpot = async () => {
  const before = opened;
  const [open, spot, theme] = await Promise.all([openWindow(), place(), look()]);
  return { before, open, spot, theme };
};

/** A spot that was asked for before the request was written down can be out of date by a window that opened or closes. */
const holds = ({ before, open }: Spot): boolean => before === opened && !(open && leaving.has(open.documentId));

/** Shows the approval window with this request, or brings the one that is open to the front. */
export const showWindow = async (id: string, early?: Promise<Spot>): Promise<void> => {
  const found = await early;
  const { open, spot, theme } = found && holds(found) ? found : await findSpot();
  if (open) {
    await browser.windows.update(open.windowId, { focused: true, drawAttention: true });
    return;
  }
  opened++;
  const window = { url: `${PAGE}${theme}#${id}`, type: 'popup' as const, width: WIDTH };
  // A spot outside every screen is refused; the browser then chooses one.
  await browser.windows
    .create({ ...window, ...spot })
    .catch(() => browser.windows.create({ ...window, height: HEIGHT }));
};

/** The number of waiting requests on the toolbar button, also while locked: it tells that something waits, and nothing else. */
export const showCount = async (waiting: number): Promise<void> => {
  await browser.action.setBadgeBackgroundColor({ color: '#2140c8' });
  await browser.action.setBadgeTextColor({ color: '#ffffff' });
  await browser.action.setBadgeText({ text: waiting > 0 ? String(waiting) : '' });
};
