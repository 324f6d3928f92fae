/** Locking, with requests in every state. Consent does not outlive a lock; a locked wallet tells nothing. */
import { expect } from 'playwright/test';
import { unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, PASSWORD, test, waiting } from '../fixtures.ts';

const approvalPages = (context: import('playwright').BrowserContext) =>
  context.pages().filter((page) => page.url().includes('/approve.html'));

test('locking voids what waits, and says so to the page', async ({ connected: { vouch, dapp } }) => {
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData('void')]);
  await waiting(vouch, 1);
  await vouch.lock();
  expect(await answer).toMatchObject({ error: { code: -32081, data: { reason: 'locked' } } });
  // After unlocking it is not there again.
  await vouch.unlock(PASSWORD);
  for (const page of approvalPages(vouch.context)) await page.close();
  await waiting(vouch, 0);
});

test('the time runs out without input: accounts are gone, what waits is void', async ({
  connected: { vouch, dapp },
}) => {
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData('late')]);
  await waiting(vouch, 1);
  await vouch.advance(15 * 60_000 + 1000);
  expect(await answer).toMatchObject({ error: { code: -32081, data: { reason: 'locked' } } });
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [] });
});

test('a request that nobody answers expires with an error of its own', async ({ connected: { vouch, dapp } }) => {
  const answer = dapp.ask('wallet_addEthereumChain', [
    {
      chainId: '0x539',
      chainName: 'Local',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: ['http://127.0.0.1:1'],
    },
  ]);
  await waiting(vouch, 1);
  // Twice ten minutes with a touch between them keep the wallet open; the request ends at thirty.
  for (let minutes = 0; minutes < 30; minutes += 10) {
    const popup = await vouch.context.newPage();
    await popup.goto(`chrome-extension://${vouch.extensionId}/src/popup/popup.html`);
    await popup.getByTestId('home').click({ position: { x: 3, y: 3 } });
    await popup.evaluate(() => chrome.runtime.sendMessage({ lane: 'ui', method: 'vault.touch', params: null }));
    await popup.close();
    await vouch.advance(10 * 60_000);
  }
  expect(await answer).toMatchObject({ error: { code: -32080 } });
});

test('while locked a site sees nothing, and one request opens one window', async ({ connected: { vouch, dapp } }) => {
  await vouch.lock();
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [] });
  expect(approvalPages(vouch.context)).toHaveLength(0);
  expect(await dapp.events()).toContainEqual({ event: 'accountsChanged', data: [] });

  await dapp.page.bringToFront();
  const opens = vouch.context.waitForEvent('page', { predicate: (page) => page.url().includes('/approve.html') });
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('asked while locked')]);
  const page = await opens;
  await page.getByTestId('password').waitFor();
  // Nothing of the request is told before the password.
  expect(await page.locator('body').innerText()).not.toContain('asked while locked');
  await dapp.start('again', 'eth_requestAccounts');
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('unlock').click();
  await page.getByTestId('request').waitFor();
  expect(approvalPages(vouch.context)).toHaveLength(1);
  // A site that is connected only wanted to be let in: unlocking was the answer.
  await expect.poll(() => dapp.answers('again')).toEqual([{ result: [ACCOUNT] }]);
  await vouch.approve();
  await expect.poll(() => dapp.answers('sign')).toHaveLength(1);
  expect((await dapp.answers('sign'))[0]).toHaveProperty('result');
});

test('a tab in the background gets a number on the button and a line in the inbox, no window', async ({
  connected: { vouch, dapp, site },
}) => {
  const front = await vouch.context.newPage();
  await front.goto(`${site.origin}/elsewhere.html`);
  await front.bringToFront();
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('from behind')]);
  const worker = vouch.context.serviceWorkers()[0];
  await expect.poll(() => worker?.evaluate(() => chrome.action.getBadgeText({}))).toBe('1');
  expect(approvalPages(vouch.context)).toHaveLength(0);
  const popup = await vouch.context.newPage();
  await popup.goto(`chrome-extension://${vouch.extensionId}/src/popup/popup.html`);
  await expect(popup.getByTestId('home')).toContainText('localhost');
});
