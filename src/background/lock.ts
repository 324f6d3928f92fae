/** Locking and unlocking, with all that hangs on them: waiting requests, events, the alarm, the number on the button. @module */
import { readRecords } from '../approvals/journal.ts';
import { approve, resume, withdraw } from '../approvals/process.ts';
import { browser } from '../lib/browser.ts';
import * as vault from '../vault/lock.ts';
import { forgetAccounts } from './accounts.ts';
import { announceAccounts } from './announce.ts';
import { endAgentsThatAreOver } from './grants/store.ts';
import { soon } from './guardians/run.ts';
import { hands } from './hands.ts';
import { changed } from './push.ts';
import { readSite } from './sites.ts';

export const LOCK_ALARM = 'lock';

/** A person touched one of our pages. @returns ms since 1970 */
export const touch = async (): Promise<number> => {
  const lockAt = await vault.touch();
  await browser.alarms.create(LOCK_ALARM, { when: lockAt });
  return lockAt;
};

/** Consent does not outlive the lock: what waits is void. What is signed already still reaches its page. */
export const lock = async (): Promise<void> => {
  await vault.lock();
  forgetAccounts();
  await withdraw(hands, () => true, 'page.locked', 'locked');
  await announceAccounts();
  changed();
};

/** Whether the wallet is open. Locks with all that hangs on it if the time is over: the alarm can be late. */
export const isOpen = async (): Promise<boolean> => {
  if (await vault.isUnlocked()) return true;
  if ((await vault.lockDeadline()) !== null) await lock();
  return false;
};

/** After the data key is there: events, and the requests that waited for it. */
export const opened = async (): Promise<void> => {
  await touch();
  await announceAccounts();
  // A site that is connected already asked only to be let in again: unlocking was the answer.
  for (const record of await readRecords())
    if (record.state === 'waiting' && record.method === 'eth_requestAccounts' && (await readSite(record.origin)))
      await approve(hands, record.id, record.digest);
  await resume(hands);
  await endAgentsThatAreOver();
  changed();
  soon();
};
