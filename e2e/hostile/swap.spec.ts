/**
 * The clickjacker: it swaps what is under the pointer, raises a window under a press that was meant for another, or has a
 * key held down. And closing a window, which decides nothing.
 */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { mnemonicToAccount } from 'viem/accounts';
import { order, unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, MNEMONIC, test } from '../fixtures.ts';
import { approvalPage, approvalPages, badge, ownPage, pending, records } from './pages.ts';

const later = () => order(Math.floor(Date.now() / 1000) + 3600);
const EARLY = 'Not yet: read it first';
const EARLY_SAID = 'Read it first. A press counts in a moment.';

/** Presses with the mouse where the button is, at once and without waiting for anything. */
const hit = async (page: Page, button: string) => {
  const box = await page.getByTestId(button).boundingBox();
  if (!box) throw new Error(`There is no ${button} on the page.`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
};

const rested = (page: Page) => page.locator('[data-testid="approve"]:not([data-resting])').waitFor();

/**
 * In every page from now on, a button is pressed within the very task in which it appears. In a window that opens by
 * itself this code can come later than the button: `pressed` then says at which time of the rest the press was made.
 */
const pressOnSight = (button: string) => {
  const press = () => {
    const found = document.querySelector<HTMLElement>(`[data-testid="${button}"]`);
    if (!found) return;
    observer.disconnect();
    const early = button === 'reject' || 'resting' in found.dataset;
    (globalThis as unknown as { pressed: string }).pressed = early ? 'early' : 'late';
    if (early) found.click();
  };
  const observer = new MutationObserver(press);
  observer.observe(document, { childList: true, subtree: true });
  press();
};

test('a press in the first half second does not count, and says so; a later one does', async ({
  connected: { vouch, dapp },
}) => {
  await vouch.context.addInitScript(pressOnSight, 'approve');
  const ask = async (name: string) => {
    await dapp.start(name, 'eth_signTypedData_v4', [ACCOUNT, later()]);
    const opened = await approvalPage(vouch);
    const pressed = () => opened.evaluate(() => (globalThis as unknown as { pressed?: string }).pressed);
    await expect.poll(pressed).toBeTruthy();
    return { opened, pressed: await pressed() };
  };
  let name = 'sign';
  let { opened: page, pressed } = await ask(name);
  for (let tries = 0; pressed === 'late' && tries < 5; tries++) {
    await vouch.reject();
    await vouch.advance(100_000);
    name = `again ${tries}`;
    ({ opened: page, pressed } = await ask(name));
  }
  expect(pressed).toBe('early');
  await expect(page.getByTestId('approve')).toContainText(EARLY);
  await expect(page.getByRole('status').filter({ hasText: EARLY_SAID })).toHaveCount(1);
  await rested(page);
  expect(await dapp.answers(name)).toEqual([]);
  expect((await records(vouch)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  await hit(page, 'approve');
  await expect.poll(() => dapp.answers(name)).toMatchObject([{ result: expect.stringMatching(/^0x/) }]);
});

test('rejecting counts at once', async ({ connected: { vouch, dapp } }) => {
  await vouch.context.addInitScript(pressOnSight, 'reject');
  expect(await dapp.ask('eth_signTypedData_v4', [ACCOUNT, later()])).toMatchObject({ error: { code: 4001 } });
});

test('a second request that takes the place of the first is not approved by the press meant for it', async ({
  connected: { vouch, dapp },
}) => {
  const texts = [later(), later()];
  await dapp.start('first', 'eth_signTypedData_v4', [ACCOUNT, texts[0]]);
  const page = await approvalPage(vouch);
  await dapp.start('second', 'eth_signTypedData_v4', [ACCOUNT, texts[1]]);
  await pending(vouch, 2);
  await rested(page);
  const first = await page.getByTestId('request').getAttribute('data-request-id');
  // A double press, as fast as a hand can, and one more as soon as the other request is there.
  const box = await page.getByTestId('approve').boundingBox();
  if (!box) throw new Error('There is no approve on the page.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount: 2 });
  await page.locator(`[data-testid="request"]:not([data-request-id="${first}"])`).waitFor();
  await hit(page, 'approve');
  await expect(page.getByTestId('approve')).toContainText(EARLY);
  await expect.poll(() => dapp.answers('first')).toHaveLength(1);
  await rested(page);
  expect(await dapp.answers('second')).toEqual([]);
  expect(await vouch.signatures()).toHaveLength(1);
  await page.bringToFront();
  await vouch.approve();
  await expect.poll(() => dapp.answers('second')).toMatchObject([{ result: expect.stringMatching(/^0x/) }]);
});

test('a window that comes back into focus, and a page that is turned, are new to the eye', async ({
  connected: { vouch, dapp },
}) => {
  await dapp.start('first', 'eth_signTypedData_v4', [ACCOUNT, later()]);
  const page = await approvalPage(vouch);
  await rested(page);
  // A press on the page is one thing, a press that brings the window back is another.
  await page.evaluate(() => void dispatchEvent(new Event('focus')));
  await hit(page, 'approve');
  await expect(page.getByTestId('approve')).toContainText(EARLY);
  expect(await dapp.answers('first')).toEqual([]);

  await dapp.start('second', 'eth_signTypedData_v4', [ACCOUNT, later()]);
  await expect(page.getByTestId('next')).toBeEnabled();
  await rested(page);
  const shown = await page.getByTestId('request').getAttribute('data-request-id');
  await hit(page, 'next');
  await page.locator(`[data-testid="request"]:not([data-request-id="${shown}"])`).waitFor();
  await hit(page, 'approve');
  await expect(page.getByTestId('approve')).toContainText(EARLY);
  await rested(page);
  expect([await dapp.answers('first'), await dapp.answers('second')]).toEqual([[], []]);
});

for (const key of ['Enter', 'Space', 'Control+Enter'])
  test(`a key that is held down approves nothing: ${key}`, async ({ connected: { vouch, dapp } }) => {
    await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, later()]);
    const page = await approvalPage(vouch);
    const [held, pressed] = key === 'Control+Enter' ? ['Control', 'Enter'] : [null, key];
    await page.getByTestId('approve').focus();
    if (held) await page.keyboard.down(held);
    // As one that was pressed somewhere else and is still down when this appears.
    await page.evaluate(() => void dispatchEvent(new Event('focus')));
    await page.keyboard.down(pressed as string);
    await rested(page);
    for (let i = 0; i < 5; i++) await page.keyboard.down(pressed as string);
    await page.keyboard.up(pressed as string);
    expect((await records(vouch)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
    expect(await dapp.answers('sign')).toEqual([]);
    // Let go and pressed again, it is a press.
    await page.keyboard.press(pressed as string).catch(() => {}); // the window closes on it
    if (held) await page.keyboard.up(held).catch(() => {});
    await expect.poll(() => dapp.answers('sign')).toMatchObject([{ result: expect.stringMatching(/^0x/) }]);
  });

test('no request puts the focus on what approves it', async ({ connected: { vouch, dapp } }) => {
  const asks: [string, unknown[]][] = [
    ['eth_signTypedData_v4', [ACCOUNT, later()]],
    ['eth_signTypedData_v4', [ACCOUNT, unknownTypedData('unread')]],
    ['personal_sign', ['some words', ACCOUNT]],
    ['wallet_requestPermissions', [{ eth_accounts: {} }]],
    ['wallet_switchEthereumChain', [{ chainId: '0xa4b1' }]],
  ];
  for (const [method, params] of asks) {
    await dapp.page.bringToFront();
    const answer = dapp.ask(method, params);
    const page = await approvalPage(vouch);
    await rested(page);
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
    expect(focused, method).not.toBe('approve');
    // Enter, blindly, is what a person types on.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await expect(page.getByTestId('request')).toHaveAttribute('data-state', 'waiting');
    // The window closes on this very press, at times before the key is let go.
    await page.keyboard.press('Escape').catch(() => {});
    expect(await answer, 'Esc rejects').toMatchObject({ error: { code: 4001 } });
    await vouch.advance(100_000);
  }
});

test('closing the window decides nothing: the request waits in the inbox, and can be approved from there', async ({
  connected: { vouch, dapp },
}) => {
  const text = later();
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, text]);
  await (await approvalPage(vouch)).close();
  await expect.poll(() => badge(vouch)).toBe('1');
  // A dead worker does not take it for an answer either, and does not nag.
  await vouch.killWorker();
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [ACCOUNT] });
  expect(await badge(vouch)).toBe('1');
  expect(approvalPages(vouch.context)).toHaveLength(0);
  expect(await dapp.answers('sign')).toEqual([]);

  const popup = await ownPage(vouch, 'popup.html');
  // A window that a page opens gets no extension API while Playwright holds it at its start: the test opens the same page.
  await popup.evaluate(() => {
    window.open = (url) => {
      Object.assign(globalThis, { opened: String(url) });
      return null;
    };
  });
  await popup.getByTestId('home').getByText('localhost').first().click();
  await ownPage(vouch, await popup.evaluate(() => (globalThis as unknown as { opened: string }).opened));
  await approvalPage(vouch);
  await vouch.approve();
  const { types, domain, primaryType, message } = JSON.parse(text);
  const { EIP712Domain: _, ...rest } = types;
  const result = await mnemonicToAccount(MNEMONIC).signTypedData({ types: rest, domain, primaryType, message });
  await expect.poll(() => dapp.answers('sign')).toEqual([{ result }]);
});
