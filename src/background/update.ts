/** An update empties `storage.session` and with it the journal: it waits until nothing is pending or undelivered. @module */
import { isUndelivered, isWaiting, readRecords } from '../approvals/journal.ts';
import { browser } from '../lib/browser.ts';
import { get, set } from '../storage/session.ts';

const KEY = 'update-waits';

/** Called when an update is there, and again by every alarm while one waits. */
export const updateWhenIdle = async (): Promise<void> => {
  const busy = (await readRecords()).some((record) => isWaiting(record) || isUndelivered(record));
  if (busy) await set({ [KEY]: true });
  else browser.runtime.reload();
};

export const updateWaits = async (): Promise<boolean> => (await get<boolean>(KEY)) === true;
