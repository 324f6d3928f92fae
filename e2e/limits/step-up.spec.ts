/** A stressed market asks the password before money goes out, never before a cancel, and says why. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { startAnvil } from '../../demo/anvil.ts';
import { openFeeds } from '../../demo/feed.ts';
import { MARKETS } from '../../demo/markets.ts';
import { CANCEL_TYPES, CHAIN_ID, DOMAIN, ORDER_TYPES } from '../../demo/schema.ts';
import type { Vouch } from '../driver/vouch.ts';
import { ACCOUNT, type Connected, PASSWORD, test, waiting } from '../fixtures.ts';
import { problems } from '../flows/axe.ts';
import { approvalPage, ownPage } from '../hostile/pages.ts';

const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** 3,500.0, 70,000 and 168.00 */
const TICKS = [35_000, 70_000, 16_800];
/** A stressed hour of the demo is 14 rounds, five minutes and 1.5 % apart: 13 moves, 12 of them within an hour. */
const swing = (moves: number): string => (100 * Math.sqrt(moves) * Math.log(1.015)).toFixed(1);
const [HOUR, DAY] = [swing(12), swing(13)];

const typed = (primaryType: 'Order' | 'Cancel', message: Record<string, unknown>): string =>
  JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      ...(primaryType === 'Order' ? ORDER_TYPES : CANCEL_TYPES),
    },
    primaryType,
    domain: DOMAIN,
    message: { account: ACCOUNT, nonce: String(Date.now()), ...message },
  });
const order = (reduceOnly: boolean): string =>
  typed('Order', {
    market: 'ETH-PERP',
    side: 'short',
    size: '0.5',
    limitPrice: '3490.0',
    maxFee: '0.81',
    reduceOnly,
    timeInForce: 'GTC',
    expiry: String(Math.floor(Date.now() / 1000) + 3600),
  });
const cancel = (): string => typed('Cancel', { orderId: `0x${'5a'.repeat(32)}` });

/** The dApp on the demo chain with its node, and reference prices on. */
const prepare = async ({ vouch, dapp }: Connected, rpcUrl: string): Promise<void> => {
  const chain = {
    chainId: `0x${CHAIN_ID.toString(16)}`,
    chainName: 'Gannet local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: [rpcUrl],
  };
  for (const [method, params] of [
    ['wallet_addEthereumChain', [chain]],
    ['wallet_switchEthereumChain', [{ chainId: chain.chainId }]],
  ] as const) {
    await dapp.page.bringToFront();
    const answer = dapp.ask(method, params);
    await waiting(vouch, 1);
    await vouch.approve();
    expect(await answer).toEqual({ result: null });
  }
  const settings = await ownPage(vouch, 'tab.html#/settings');
  await settings.getByTestId('switch-reference').click();
  await expect(settings.getByTestId('switch-reference')).toHaveAttribute('aria-checked', 'true');
  await settings.close();
};

const send = async ({ dapp }: Connected, to = OTHER) => {
  await dapp.page.bringToFront();
  return dapp.ask('eth_sendTransaction', [{ from: ACCOUNT, to, value: '0x1' }]);
};

const signs = async ({ vouch, dapp }: Connected, text: string) => {
  await dapp.page.bringToFront();
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, text]);
  const page = await approvalPage(vouch);
  await expect(page.getByTestId('approve')).toBeVisible();
  await expect(page.getByTestId('step-up')).toHaveCount(0);
  await vouch.approve();
  expect(await answer).toHaveProperty('result');
};

const rested = (page: Page) => page.locator('[data-testid="approve"]:not([data-resting]):not([aria-disabled="true"])');

/** A press that is expected to end the page. */
const pressLast = async (page: Page): Promise<void> => {
  const closed = page.waitForEvent('close');
  await rested(page)
    .click()
    .catch(() => {});
  await closed;
};

const explained = async (vouch: Vouch): Promise<Page> => {
  const page = await ownPage(vouch, 'tab.html#/step-up');
  await page.getByTestId('step-up-switch').waitFor();
  return page;
};

test('a send in a stressed market asks the password; a cancel does not; the page explains', async ({ connected }) => {
  test.setTimeout(240_000);
  const { vouch } = connected;
  const anvil = await startAnvil();
  try {
    const feeds = await openFeeds(anvil.rpcUrl, MARKETS);
    await feeds.writeHour('stressed', TICKS, Date.now());
    await prepare(connected, anvil.rpcUrl);

    const answer = send(connected);
    const page = await approvalPage(vouch);
    page.setDefaultTimeout(15_000);
    const part = page.getByTestId('step-up');
    await expect(part).toContainText(`ETH swings by ${HOUR} % an hour right now`);
    await expect(part).toContainText(`BTC swings by ${HOUR} % an hour right now`);
    const approve = page.getByTestId('approve');
    const password = part.getByTestId('step-up-password');
    // Nothing takes the focus from what is to be read, and the button waits.
    await expect(password).not.toBeFocused();
    await page.getByTestId('last-four').fill(OTHER.slice(-4));
    await expect(approve).toHaveAttribute('aria-disabled', 'true');
    await approve.press('Enter');
    await expect(page.locator('[role="status"]').filter({ hasText: 'password first' })).toHaveCount(1);
    expect(await problems(page, 'step-up')).toEqual([]);
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    // In a low window the button comes after what is to be read.
    await expect(approve).not.toBeInViewport();
    await approve.scrollIntoViewIfNeeded();
    await expect(approve).toBeInViewport();

    await password.fill('not the password at all');
    await rested(page).click();
    await expect(part.getByRole('alert')).toContainText('password');
    await expect(password).toBeFocused();
    await expect(page.getByTestId('request')).toHaveAttribute('data-state', 'waiting');

    // By keyboard alone: the field has the focus and its text is selected.
    await page.keyboard.type(PASSWORD);
    await rested(page).waitFor();
    const closed = page.waitForEvent('close');
    await page.keyboard.press('Control+Enter');
    await closed;
    expect(await answer).toHaveProperty('result');

    for (const text of [cancel(), order(true), order(false)]) await signs(connected, text);
    const own = send(connected, ACCOUNT);
    const stays = await approvalPage(vouch);
    await expect(stays.getByTestId('approve')).toBeVisible();
    await expect(stays.getByTestId('step-up')).toHaveCount(0);
    await vouch.approve();
    expect(await own).toHaveProperty('result');

    const why = await explained(vouch);
    await expect(why.getByTestId('step-up-market')).toContainText(
      `ETH is stressed: it swung by ${HOUR} % in the last hour and by ${DAY} % in the last day`,
    );
    await expect(why.getByTestId('step-up-market')).toContainText('Gannet, Gannet local');
    const last = why.getByTestId('step-up-last').getByRole('listitem');
    await expect(last).toHaveCount(1);
    await expect(last).toContainText(`ETH swings by ${HOUR} % an hour`);
    await expect(last).toContainText('your password');
    expect(await problems(why, 'the page that explains')).toEqual([]);
    await why.setViewportSize({ width: 360, height: 640 });
    expect(await why.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await why.close();

    // A minute later, in a calm market, a press is enough.
    await vouch.advance(61_000);
    await feeds.writeHour('calm', TICKS, Date.now() + 61_000);
    const calm = send(connected);
    const quiet = await approvalPage(vouch);
    await expect(quiet.getByTestId('approve')).toBeVisible();
    await expect(quiet.getByTestId('step-up')).toHaveCount(0);
    await vouch.approve();
    expect(await calm).toHaveProperty('result');
  } finally {
    await anvil.stop();
  }
});

test('a market that turns while the request is on the screen asks then, and what was typed stays', async ({
  connected,
}) => {
  test.setTimeout(180_000);
  const { vouch } = connected;
  const anvil = await startAnvil();
  try {
    const feeds = await openFeeds(anvil.rpcUrl, MARKETS);
    await feeds.writeHour('calm', TICKS, Date.now());
    await prepare(connected, anvil.rpcUrl);
    const answer = send(connected);
    const page = await approvalPage(vouch);
    await expect(page.getByTestId('step-up')).toHaveCount(0);
    await page.getByTestId('last-four').fill(OTHER.slice(-4));
    await vouch.advance(61_000);
    await feeds.writeHour('stressed', TICKS, Date.now() + 61_000);
    await rested(page).click();
    await expect(page.getByTestId('step-up')).toBeVisible();
    await expect(page.getByTestId('last-four')).toHaveValue(OTHER.slice(-4));
    await page.getByTestId('step-up-password').fill(PASSWORD);
    await pressLast(page);
    expect(await answer).toHaveProperty('result');
  } finally {
    await anvil.stop();
  }
});

test('it can be turned off with the password, and on without', async ({ connected }) => {
  test.setTimeout(180_000);
  const { vouch } = connected;
  const anvil = await startAnvil();
  try {
    const feeds = await openFeeds(anvil.rpcUrl, MARKETS);
    await feeds.writeHour('stressed', TICKS, Date.now());
    await prepare(connected, anvil.rpcUrl);
    const page = await explained(vouch);
    const toggle = page.getByTestId('step-up-switch');
    await expect(toggle).toHaveAttribute('aria-checked', 'true');
    await toggle.click();
    await page.getByTestId('password').fill('not the password at all');
    await page.getByTestId('prove').click();
    await expect(page.getByRole('alert')).toContainText('password');
    await expect(toggle).toHaveAttribute('aria-checked', 'true');
    await page.getByTestId('password').fill(PASSWORD);
    await page.getByTestId('prove').click();
    await expect(toggle).toHaveAttribute('aria-checked', 'false');
    // It is written in the vault: a worker that dies forgets nothing.
    await vouch.killWorker();
    const answer = send(connected);
    const shown = await approvalPage(vouch);
    await expect(shown.getByTestId('approve')).toBeVisible();
    await expect(shown.getByTestId('step-up')).toHaveCount(0);
    await vouch.approve();
    expect(await answer).toHaveProperty('result');
    await page.reload();
    await toggle.click();
    await expect(toggle).toHaveAttribute('aria-checked', 'true');
    const again = send(connected);
    await expect((await approvalPage(vouch)).getByTestId('step-up')).toBeVisible();
    await vouch.reject();
    expect(await again).toHaveProperty('error');
  } finally {
    await anvil.stop();
  }
});
