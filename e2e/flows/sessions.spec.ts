/** The screens of trading sessions, as a person goes through them. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { order } from '../dapp/payloads.ts';
import { ACCOUNT, PASSWORD, test, waiting } from '../fixtures.ts';
import { approvalPage, ownPage } from '../hostile/pages.ts';
import { problems } from './axe.ts';

/** A request of a site; `over` changes what it asks for. */
const request = (over: Record<string, unknown> = {}, isAdjustmentAllowed = true) => ({
  chainId: '0x1',
  permission: {
    type: 'venue-orders',
    isAdjustmentAllowed,
    data: { venue: 'synthetix', markets: ['ETH-USDT'], perOrder: '2000', budget: '10000', orders: 5, ...over },
  },
});

const found: string[] = [];
/** No barrier in either look, and nothing wider than the narrowest window. */
const look = async (page: Page, name: string): Promise<void> => {
  await page.setViewportSize({ width: 360, height: 640 });
  found.push(...(await problems(page, name)));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wider > 0) found.push(`${name} is ${wider} px too wide`);
};

test('an offer is changed and started, shown at home, paused, resumed and ended', async ({
  connected: { vouch, dapp },
}) => {
  test.setTimeout(180_000);
  let nonce = 1;
  const sign = () =>
    dapp.ask('eth_signTypedData_v4', [ACCOUNT, order(Math.floor(Date.now() / 1000) + 3600, 5000 + nonce++)]);
  const granted = dapp.ask('wallet_requestExecutionPermissions', [request()]);
  const offer = await approvalPage(vouch);
  const sentence = offer.getByTestId('headline');
  const approve = offer.getByTestId('approve');
  await expect(sentence).toContainText('up to 5 orders at Synthetix in ETH-USDT, each up to $2,000');
  await look(offer, 'offer');

  // What cannot be read is said at its field, stays as it was typed, and nothing can be started meanwhile.
  await offer.getByTestId('term-perOrder').fill('1.900,00');
  await expect(offer.getByRole('alert')).toContainText('Write a number');
  await expect(offer.getByTestId('term-perOrder')).toHaveValue('1.900,00');
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await look(offer, 'offer with an error');
  await offer.getByTestId('term-perOrder').fill('1,900');
  await expect(sentence).toContainText('each up to $1,900');
  // A change is new words to put a name to: the button rests again.
  await offer.locator('[data-testid="approve"]:not([data-resting])').waitFor();
  await offer.getByTestId('end-hour').check();
  await expect(approve).toHaveAttribute('data-resting');
  // Esc takes back what is typed into the field, and only then the request.
  await offer.getByTestId('market-name').fill('SOL');
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await offer.getByTestId('market-name').press('Escape');
  await expect(offer.getByTestId('market-name')).toHaveValue('');
  await offer.getByRole('button', { name: 'Remove ETH-USDT' }).click();
  await expect(offer.getByRole('alert')).toContainText('Add a market');
  await offer.getByTestId('market-name').fill('ETH-USDT');
  await offer.getByTestId('market-name').press('Enter');
  await vouch.approve({ session: { orders: '4' } });
  expect(await granted).toMatchObject({
    result: [{ permission: { data: { perOrder: '1900', orders: 4, budget: '10000', markets: ['ETH-USDT'] } } }],
  });

  for (let i = 0; i < 3; i++) expect(await sign()).toHaveProperty('result');
  const home = await ownPage(vouch, 'popup.html');
  await expect(home.getByTestId('session')).toContainText('3 of 4 orders');
  await expect(home.getByTestId('signed-alone')).toContainText('3 orders were signed without asking');
  await look(home, 'home');
  await home.getByTestId('session-pause').click();
  await expect(home.getByTestId('session-resume')).toBeFocused();
  await look(home, 'home, paused');
  await home.close();

  // Paused: the next is asked for, and is no order of the session.
  await dapp.page.bringToFront();
  const asked = sign();
  await waiting(vouch, 1);
  await vouch.approve();
  expect(await asked).toHaveProperty('result');

  const tab = await ownPage(vouch, 'tab.html#/sessions');
  await tab.getByRole('link', { name: /is paused/ }).click();
  await expect(tab.getByTestId('session-log').getByTestId('activity-entry')).toHaveCount(3);
  await look(tab, 'one session');
  await tab.getByTestId('session-resume').click();
  await look(tab, 'resume');
  await tab.getByTestId('password').fill('not the password of it');
  await tab.getByTestId('prove').click();
  await expect(tab.getByRole('alert')).toBeVisible();
  await tab.getByTestId('password').fill(PASSWORD);
  await tab.getByTestId('prove').click();
  await tab.getByTestId('session-pause').waitFor();

  await dapp.page.bringToFront();
  expect(await sign()).toHaveProperty('result');
  await tab.bringToFront();
  await expect(tab.getByTestId('session')).toHaveAttribute('data-state', 'used-up');
  await tab.getByTestId('session-end').click();
  await expect(tab.getByTestId('session')).toHaveAttribute('data-state', 'over');
  await expect(tab.getByTestId('session-end')).toHaveCount(0);
  await expect(tab.locator('main')).toContainText('Ended by you');
  await look(tab, 'ended');

  // What was signed alone counts as seen once its end was on the screen, and not before.
  await tab.goto(tab.url().replace(/#.*/, '#/sessions/signed'));
  await expect(tab.getByTestId('signed-list').getByTestId('activity-entry')).toHaveCount(4);
  await look(tab, 'signed without asking');
  await tab.getByText('That is all of them.').scrollIntoViewIfNeeded();
  await expect(tab.getByTestId('signed-list').getByTestId('activity-entry')).toHaveCount(4);
  const after = await ownPage(vouch, 'popup.html');
  await after.getByTestId('home').waitFor();
  await expect(after.getByTestId('signed-alone')).toHaveCount(0);
  await after.close();

  // Open ends, terms that nobody can change, and several venues at once with a key of the wallet's own.
  for (const [name, params] of [
    ['open', [request({ perOrder: undefined, markets: undefined })]],
    ['fixed', [request({ distance: '1' }, false)]],
    ['two venues', [request(), request({ venue: 'hyperliquid', markets: ['ETH'], agent: {} })]],
  ] as const) {
    await dapp.page.bringToFront();
    const answer = dapp.ask('wallet_requestExecutionPermissions', params);
    const page = await approvalPage(vouch);
    await page.getByTestId('offer').first().waitFor();
    await look(page, name);
    if (name === 'open') await expect(page.getByTestId('open')).toHaveCount(2);
    if (name === 'fixed') await expect(page.getByTestId('term-budget')).toHaveCount(0);
    if (name === 'two venues') await expect(page.getByTestId('venue-key')).toHaveCount(1);
    await vouch.reject();
    expect(await answer, name).toMatchObject({ error: { code: 4001 } });
  }
  expect(found).toEqual([]);
});
