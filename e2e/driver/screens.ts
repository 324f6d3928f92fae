/**
 * Vouch's own screens, used as a person uses them: by what is drawn, with mouse and keyboard.
 * @module
 */
import type { Page } from 'playwright';
import { DriverError } from './error.ts';

export const POPUP = 'src/popup/popup.html';
export const TAB = 'src/popup/tab.html';
export const APPROVE = 'src/popup/approve.html';

const LIMIT_MS = 20_000;

const ADDRESS = /0x[0-9a-fA-F]{40}/;

const addressOn = async (page: Page): Promise<string> => {
  const shown = page.getByTestId('address').first();
  await shown.waitFor({ timeout: LIMIT_MS });
  // The whole address is drawn in groups of four, or shortened with the whole one in its title.
  const text = `${await shown.innerText()} ${(await shown.getAttribute('title')) ?? ''}`.replace(/\s+/g, '');
  const found = ADDRESS.exec(text)?.[0];
  if (!found) throw new DriverError(`There is no whole address where one belongs, but "${text}".`);
  return found;
};

/** The way through the welcome pages, with a new phrase or one that is brought. */
export const goThroughWelcome = async (page: Page, password: string, mnemonic: string | undefined): Promise<string> => {
  await page.getByTestId(mnemonic === undefined ? 'new-wallet' : 'import-wallet').click();
  if (mnemonic !== undefined) {
    for (const [index, word] of mnemonic.trim().split(/\s+/).entries())
      await page.getByTestId(`phrase-word-${index}`).fill(word);
    await page.getByTestId('continue').click();
  }
  await page.getByTestId('new-password').fill(password);
  await page.getByTestId('repeat-password').fill(password);
  await page.getByTestId('continue').click();
  const later = page.getByTestId('skip-check');
  await later.or(page.getByTestId('done')).first().waitFor({ timeout: LIMIT_MS });
  if (await later.count()) await later.click();
  await page.getByTestId('done').waitFor({ timeout: LIMIT_MS });
  const address = await addressOn(page);
  await page.getByTestId('done').click();
  return address;
};

/** Waits for the popup to show what it has: the wallet, the password field, or the way to a first wallet. */
const popupShows = async (page: Page): Promise<'home' | 'password' | 'welcome'> => {
  const home = page.getByTestId('home');
  const password = page.getByTestId('password');
  await home.or(password).or(page.getByTestId('welcome')).first().waitFor({ timeout: LIMIT_MS });
  if (await home.count()) return 'home';
  return (await password.count()) ? 'password' : 'welcome';
};

const mustBeOpen = async (page: Page): Promise<void> => {
  const shown = await popupShows(page);
  if (shown !== 'home') throw new DriverError(`The wallet is not open: its popup shows "${shown}".`);
};

export const unlockPopup = async (page: Page, password: string): Promise<void> => {
  if ((await popupShows(page)) !== 'password')
    throw new DriverError('There is nothing to unlock: the popup asks for no password.');
  await page.getByTestId('password').fill(password);
  await page.getByTestId('unlock').click();
  const home = page.getByTestId('home');
  await home.or(page.getByRole('alert')).first().waitFor({ timeout: LIMIT_MS });
  if (!(await home.count()))
    throw new DriverError(`The wallet did not unlock: ${(await page.getByRole('alert').first().innerText()).trim()}`);
};

export const lockPopup = async (page: Page): Promise<void> => {
  await mustBeOpen(page);
  await page.getByTestId('lock').click();
  await page.getByTestId('password').waitFor({ timeout: LIMIT_MS });
};

export const chooseNetwork = async (page: Page, chainId: number): Promise<void> => {
  await mustBeOpen(page);
  await page.getByTestId('network').click();
  const choice = page.getByTestId(`network-${chainId}`);
  await choice.waitFor({ timeout: LIMIT_MS }).catch((cause) => {
    throw new DriverError(`The popup offers no network with chain id ${chainId}.`, { cause });
  });
  await choice.click();
  await page
    .locator(`[data-testid="network-${chainId}"][aria-pressed="true"]`)
    .waitFor({ state: 'attached', timeout: LIMIT_MS });
};

export const accountsOn = async (page: Page): Promise<string[]> => {
  await mustBeOpen(page);
  return [await addressOn(page)];
};

export type Signature = { kind: string; origin: string; title: string; state: string; digest: string };

/** Requests that are granted, not signed. */
const UNSIGNED = ['connect', 'add-network', 'switch-network'];
/** How a request ended that was signed. */
const SIGNED = ['approved', 'delivered', 'sent', 'confirmed', 'failed'];

/** What the activity screen says was signed, newest first. */
export const signaturesOn = async (page: Page): Promise<Signature[]> => {
  const entries = page.getByTestId('activity-entry');
  await entries.or(page.getByTestId('activity-empty')).first().waitFor({ timeout: LIMIT_MS });
  const more = page.getByTestId('activity-more');
  for (let count = await entries.count(); await more.count(); count = await entries.count()) {
    await more.click();
    await entries
      .nth(count)
      .or(page.locator('main:not(:has([data-testid="activity-more"]))'))
      .first()
      .waitFor({ timeout: LIMIT_MS });
  }
  const listed = await entries.evaluateAll((elements) =>
    elements.map((element) => {
      const { kind = '', origin = '', state = '', digest = '' } = element instanceof HTMLElement ? element.dataset : {};
      const headline = element.querySelector('[data-part="headline"]');
      const title = headline instanceof HTMLElement ? headline.innerText.replace(/\s+/g, ' ').trim() : '';
      return { kind, origin, title, state, digest };
    }),
  );
  return listed.filter(({ kind, state }) => SIGNED.includes(state) && !UNSIGNED.includes(kind));
};
