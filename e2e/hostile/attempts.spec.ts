/** Somebody at the keyboard who tries passwords. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { ACCOUNT, PASSWORD, test } from '../fixtures.ts';
import { ownPage } from './pages.ts';

const UNFIT = 'This password does not fit.';
const TOO_MANY = 'Too many tries that did not fit.';
/** Our pages have no test clock, so the minutes by which the worker's was moved on come on top. */
const WHEN = /^The next try counts in \d+ (?:s|min)\.$/;

const tryPassword = async (page: Page, password: string): Promise<string> => {
  await page.getByTestId('password').fill(password);
  const error = page.getByText(UNFIT).or(page.getByText(TOO_MANY));
  await expect(error).toHaveCount(0);
  await page.getByTestId('unlock').click();
  await error.or(page.getByTestId('home')).first().waitFor();
  return (await error.count()) ? error.innerText() : 'open';
};

test('wrong passwords are slowed, and neither a dead worker nor another page starts anew', async ({
  onboarded: vouch,
}) => {
  await vouch.lock();
  const page = await ownPage(vouch, 'popup.html');
  for (let tried = 1; tried <= 4; tried++) expect(await tryPassword(page, `wrong ${tried}`)).toContain(UNFIT);
  // From here on each try that does not fit doubles the wait.
  for (let tried = 5; tried <= 9; tried++) {
    await vouch.advance(60_000);
    expect(await tryPassword(page, `wrong ${tried}`)).toContain(UNFIT);
  }
  // Not even the right one is looked at before its time, and the screen says when that is.
  expect(await tryPassword(page, PASSWORD)).toContain(TOO_MANY);
  await expect(page.getByRole('timer')).toHaveText(WHEN);

  await vouch.killWorker();
  expect(await tryPassword(page, PASSWORD)).toContain(TOO_MANY);
  const other = await ownPage(vouch, 'tab.html');
  expect(await tryPassword(other, PASSWORD)).toContain(TOO_MANY);
  await expect(other.getByRole('timer')).toHaveText(WHEN);
  await page.reload();
  expect(await tryPassword(page, PASSWORD)).toContain(TOO_MANY);

  await vouch.advance(60_000);
  expect(await tryPassword(page, PASSWORD)).toBe('open');
  expect(await vouch.accounts()).toEqual([ACCOUNT]);
  // The right one wipes the slate: the next wrong one costs nothing again.
  await vouch.lock();
  const again = await ownPage(vouch, 'popup.html');
  expect(await tryPassword(again, 'wrong')).toContain(UNFIT);
  expect(await tryPassword(again, PASSWORD)).toBe('open');
});

test('asking again for a secret is counted by the same counter', async ({ onboarded: vouch }) => {
  const page = await ownPage(vouch, 'tab.html#/secrets');
  await page.getByTestId('reveal-phrase').click();
  const prove = async (password: string) => {
    await page.getByTestId('password').fill(password);
    await expect(page.getByText(UNFIT)).toHaveCount(0);
    await page.getByTestId('prove').click();
    await page.getByText(UNFIT).or(page.getByText(TOO_MANY)).or(page.getByTestId('words')).first().waitFor();
    return page.getByTestId('words').count();
  };
  for (let tried = 1; tried <= 4; tried++) expect(await prove(`wrong ${tried}`)).toBe(0);
  for (let tried = 5; tried <= 8; tried++) {
    await vouch.advance(60_000);
    expect(await prove(`wrong ${tried}`)).toBe(0);
  }
  await vouch.killWorker();
  expect(await prove(PASSWORD)).toBe(0);
  await expect(page.getByText(TOO_MANY)).toHaveCount(1);
  await vouch.advance(60_000);
  expect(await prove(PASSWORD)).toBe(1);
});
