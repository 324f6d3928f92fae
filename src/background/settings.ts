/** Settings: one row in IndexedDB. The worker is its only writer, so one copy in memory serves its life. @module */
import { browser } from '../lib/browser.ts';
import { TAKE_WINDOW_ETHEREUM } from '../messaging/page-lane.ts';
import { read, writeOnly } from '../storage/db.ts';
import { DEFAULT_SETTINGS, type SettingsRow } from '../storage/rows.ts';

let row: SettingsRow | undefined;

export const readSettings = async (): Promise<SettingsRow> => {
  row ??= { ...DEFAULT_SETTINGS, ...(await read('settings', 'settings')) };
  return row;
};

export const saveSettings = async (next: SettingsRow): Promise<void> => {
  await writeOnly('settings', 'settings', next);
  row = next;
  // The bridge reads this one flag by itself, so that a page load does not wake the worker.
  await browser.storage.local.set({ [TAKE_WINDOW_ETHEREUM]: next.takeWindowEthereum });
};

export const forgetSettings = async (): Promise<void> => {
  row = undefined;
  await browser.storage.local.clear();
};
