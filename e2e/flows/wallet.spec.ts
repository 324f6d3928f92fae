/** What a person does with the wallet itself. */
import { expect } from 'playwright/test';
import { ACCOUNT, MNEMONIC, PASSWORD, test } from '../fixtures.ts';

const tab = (id: string, hash: string) => `chrome-extension://${id}/src/popup/tab.html#${hash}`;

test('a fresh install opens the welcome page; a new wallet shows its words once and checks them', async ({ vouch }) => {
  const page = await vouch.context.newPage();
  await page.goto(tab(vouch.extensionId, '/welcome'));
  await page.getByTestId('new-wallet').click();
  await page.getByTestId('new-password').fill('password');
  await page.getByTestId('repeat-password').fill('password');
  await page.getByTestId('continue').click();
  // The floor of the meter: a common password goes no further.
  await expect(page.getByTestId('show-words')).toHaveCount(0);
  await page.getByTestId('new-password').fill(PASSWORD);
  await page.getByTestId('repeat-password').fill(`${PASSWORD}?`);
  await page.getByTestId('continue').click();
  await expect(page.getByTestId('show-words')).toHaveCount(0);
  await page.getByTestId('repeat-password').fill(PASSWORD);
  await page.getByTestId('continue').click();
  await page.getByTestId('show-words').click();
  const words = (await page.getByTestId('words').locator('li').allInnerTexts()).map((line) =>
    line.replace(/[^a-z]/g, ''),
  );
  expect(words).toHaveLength(12);
  await page.getByTestId('continue').click();
  const fields = page.locator('[data-testid^="check-word-"]');
  await expect(fields).toHaveCount(3);
  const fill = async (right: boolean) => {
    for (const field of await fields.all()) {
      const index = Number((await field.getAttribute('data-testid'))?.replace('check-word-', ''));
      await field.fill(right ? (words[index] ?? '') : 'zoo');
    }
    await page.getByTestId('continue').click();
  };
  await fill(false);
  await expect(page.getByTestId('done')).toHaveCount(0);
  await fill(true);
  await page.getByTestId('done').waitFor();
  const shown = (await page.getByTestId('address').innerText()).replace(/\s/g, '');
  await page.getByTestId('done').click();
  expect(await vouch.accounts()).toEqual([shown]);
});

test('an imported phrase gives the accounts that every wallet derives; a wrong word is named', async ({ vouch }) => {
  const page = await vouch.context.newPage();
  await page.goto(tab(vouch.extensionId, '/welcome'));
  await page.getByTestId('import-wallet').click();
  const words = MNEMONIC.split(' ');
  for (const [i, word] of words.entries()) await page.getByTestId(`phrase-word-${i}`).fill(i === 4 ? 'tost' : word);
  await page.getByTestId('continue').click();
  await expect(page.locator('main')).toContainText('tost');
  await page.close();
  expect(await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC })).toEqual({ address: ACCOUNT });
});

// How tries are counted and slowed is tried in ../hostile/attempts.spec.ts.
test('a wrong password opens nothing, the right one does', async ({ onboarded: vouch }) => {
  await vouch.lock();
  await expect(vouch.unlock('not the password at all')).rejects.toThrow(/did not unlock/);
  await expect(vouch.accounts()).rejects.toThrow(/not open/);
  await vouch.unlock(PASSWORD);
  expect(await vouch.accounts()).toEqual([ACCOUNT]);
});

test('a changed password opens the wallet, the old one does not', async ({ onboarded: vouch }) => {
  const page = await vouch.context.newPage();
  await page.goto(tab(vouch.extensionId, '/password'));
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('new-password').fill('seven lanterns under a quiet bridge');
  await page.getByTestId('repeat-password').fill('seven lanterns under a quiet bridge');
  await page.getByTestId('prove').click();
  await page.getByTestId('changed').waitFor();
  await page.close();
  await vouch.lock();
  await expect(vouch.unlock(PASSWORD)).rejects.toThrow(/did not unlock/);
  await vouch.unlock('seven lanterns under a quiet bridge');
});

test('window.ethereum belongs to the site until a person gives it to Vouch', async ({ onboarded: vouch, site }) => {
  const look = async () => {
    const page = await vouch.context.newPage();
    await page.goto(`${site.origin}/`);
    const seen = () =>
      page.evaluate(() => (window as unknown as { ethereum?: { request?: unknown } }).ethereum?.request !== undefined);
    return { page, seen };
  };
  const before = await look();
  // The bridge has answered a request by now, so it has read the setting as well.
  await before.page.evaluate(() =>
    (window as unknown as { ask: (method: string) => Promise<unknown> }).ask('eth_chainId'),
  );
  expect(await before.seen()).toBe(false);
  const settings = await vouch.context.newPage();
  await settings.goto(tab(vouch.extensionId, '/settings'));
  await settings.getByRole('switch').first().click();
  await expect
    .poll(async () => {
      const { page, seen } = await look();
      const there = await seen();
      await page.close();
      return there;
    })
    .toBe(true);
});
