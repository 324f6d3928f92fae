/** Pages that close, go away, come back, and are two. */
import { expect } from 'playwright/test';
import { mnemonicToAccount } from 'viem/accounts';
import { openDapp } from '../dapp/dapp.ts';
import { unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, connect, MNEMONIC, test, waiting } from '../fixtures.ts';

const signatureOf = (text: string) => {
  const { types, domain, primaryType, message } = JSON.parse(text);
  const { EIP712Domain: _, ...rest } = types;
  return mnemonicToAccount(MNEMONIC).signTypedData({ types: rest, domain, primaryType, message });
};

test('a tab that closes before the answer takes its request with it', async ({ connected: { vouch, dapp } }) => {
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('closing')]);
  await waiting(vouch, 1);
  await dapp.page.close();
  const worker = vouch.context.serviceWorkers()[0];
  await expect.poll(() => worker?.evaluate(() => chrome.action.getBadgeText({}))).toBe('');
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  // The window that is still there says so, and has nothing to approve.
  if (page) await expect(page.getByTestId('approve')).toHaveCount(0);
});

test('two tabs at once each get the answer to their own question', async ({
  connected: { vouch, dapp, site },
  otherSite,
}) => {
  const other = await connect(vouch, otherSite);
  const again = await openDapp(vouch.context, site.origin);
  const asked = [
    [dapp, unknownTypedData('first tab')],
    [other, unknownTypedData('other site')],
    [again, unknownTypedData('second tab')],
  ] as const;
  for (const [tab, text] of asked) {
    await tab.page.bringToFront();
    await tab.start('sign', 'eth_signTypedData_v4', [ACCOUNT, text]);
    await waiting(vouch, asked.findIndex(([one]) => one === tab) + 1);
  }
  await expect(vouch.approve()).rejects.toThrow(/3 requests are open/);
  const pending = await vouch.pending();
  const [, second] = pending;
  expect(pending.map((one) => one.origin)).toEqual([site.origin, otherSite.origin, site.origin]);
  // Out of order, by id: the middle one is rejected, the others approved.
  await vouch.reject({ id: second?.id ?? '' });
  for (const { id } of await vouch.pending()) await vouch.approve({ id });
  await expect.poll(() => dapp.answers('sign')).toEqual([{ result: await signatureOf(asked[0][1]) }]);
  await expect.poll(() => again.answers('sign')).toEqual([{ result: await signatureOf(asked[2][1]) }]);
  expect(await other.answers('sign')).toMatchObject([{ error: { code: 4001 } }]);
});

test('a page in the back/forward cache hears the answer when it is shown again', async ({
  connected: { vouch, dapp },
}) => {
  const text = unknownTypedData('cached');
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, text]);
  await waiting(vouch, 1);
  await dapp.page.evaluate(() => {
    location.href = '/elsewhere.html';
  });
  await dapp.page.waitForURL('**/elsewhere.html');
  await vouch.approve();
  // A page that comes out of the cache fires no `load`.
  await dapp.page.goBack({ waitUntil: 'commit' });
  await expect.poll(() => dapp.answers('sign')).toEqual([{ result: await signatureOf(text) }]);
  // Without this the test would prove nothing: the page was really kept, not loaded anew.
  expect(await dapp.page.evaluate(() => (window as unknown as { shownFromCache: boolean }).shownFromCache)).toBe(true);
});

test('a page that goes for good withdraws what it asked', async ({ connected: { vouch, dapp } }) => {
  // A page with an unload handler is not kept in the cache.
  await dapp.page.evaluate(() => addEventListener('unload', () => {}));
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('gone')]);
  await waiting(vouch, 1);
  await dapp.page.goto('about:blank');
  const worker = vouch.context.serviceWorkers()[0];
  await expect.poll(() => worker?.evaluate(() => chrome.action.getBadgeText({}))).toBe('');
});
