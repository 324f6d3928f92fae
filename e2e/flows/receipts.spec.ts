/** Receipts as a person sees, saves and checks them. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { order, unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, test, waiting } from '../fixtures.ts';
import { ownPage } from '../hostile/pages.ts';
import { problems } from './axe.ts';

const SCRIPT = join(import.meta.dirname, '../../docs/verify-receipts.mjs');
const verify = (path: string, ...more: string[]) =>
  spawnSync(process.execPath, [SCRIPT, path, ...more], { encoding: 'utf8' });

test('a line opens to what it said, and a saved file is checked by the script', async ({
  connected: { vouch, dapp },
}) => {
  const ends = Math.floor(Date.now() / 1000) + 3600;
  const signed = dapp.ask('eth_signTypedData_v4', [ACCOUNT, order(ends)]);
  await waiting(vouch, 1);
  await vouch.approve();
  await signed;
  await dapp.page.bringToFront();
  const rejected = dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData('no')]);
  await waiting(vouch, 1);
  await vouch.reject();
  await rejected;

  const page = await ownPage(vouch, 'tab.html#/activity');
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(page.getByTestId('receipts-checked')).toContainText('3 lines follows from the one before it');
  // connecting is not read: it has nothing to open
  await expect(page.getByTestId('receipt-open')).toHaveCount(2);
  await page.getByTestId('receipt-open').nth(1).focus();
  await page.keyboard.press('Enter');
  const receipt = page.getByTestId('receipt');
  await expect(receipt).toContainText('3,440.50 USDT');
  await expect(receipt).toContainText('A person');
  expect(await problems(page, 'activity with an open receipt')).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);

  const save = async (as: 'json' | 'csv') => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(`receipts-${as}`).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^vouch-receipts-\\d{4}-\\d\\d-\\d\\d\\.${as}$`));
    await expect(page.getByTestId('receipts-saved')).toBeVisible();
    return download.path();
  };
  const csv = readFileSync(await save('csv'), 'utf8');
  expect(csv.split('\r\n')).toHaveLength(5);
  expect(csv).toContain('3,440.50 USDT');
  expect(csv).not.toMatch(/receipts\.|row\.|headline\.|approve\./);
  const json = await save('json');
  const { key } = JSON.parse(readFileSync(json, 'utf8'));
  expect(key.replace('0x', '')).toMatch(/^[0-9a-f]{64}$/);
  expect(verify(json, '--key', key)).toMatchObject({ status: 0, stdout: expect.stringContaining('3 rows.') });
  await page.close();
});
