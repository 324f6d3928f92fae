/** Tells a page the outcome of its request: to that tab and that document, and to no other. @module */
import { browser } from '../lib/browser.ts';
import type { PagePush } from '../messaging/page-lane.ts';
import type { ApprovalRecord } from './record.ts';

const LIMIT_MS = 1000;

/** Whether the document heard it. A page in the back-forward cache does not: it asks again when it comes back. */
export const push = async (to: { tabId: number; documentId: string }, message: PagePush): Promise<boolean> => {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), LIMIT_MS));
  const heard = browser.tabs.sendMessage(to.tabId, message, { documentId: to.documentId }).then(
    (reply: unknown) => reply === true,
    () => false,
  );
  return Promise.race([heard, late]);
};

export const pushOutcome = async (record: ApprovalRecord): Promise<boolean> =>
  record.outcome !== undefined && push(record, { push: 'outcome', id: record.requestId, outcome: record.outcome });
