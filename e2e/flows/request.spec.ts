/** What a site asks, what the page of Vouch says, and what the site gets. */
import { expect } from 'playwright/test';
import { mnemonicToAccount } from 'viem/accounts';
import { order, unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, MNEMONIC, test, waiting } from '../fixtures.ts';

const signer = mnemonicToAccount(MNEMONIC);
const hex = (text: string) => `0x${Buffer.from(text).toString('hex')}`;

test('connecting is a choice of accounts, and can be taken back', async ({ connected: { vouch, dapp, site } }) => {
  expect(await dapp.page.evaluate(() => (window as unknown as { foundInHead: number }).foundInHead)).toBe(1);
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [ACCOUNT] });
  expect(await dapp.ask('wallet_getPermissions')).toMatchObject({
    result: [{ invoker: site.origin, parentCapability: 'eth_accounts' }],
  });
  expect(await dapp.ask('wallet_revokePermissions', [{ eth_accounts: {} }])).toEqual({ result: null });
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [] });
  expect(await dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData('no')])).toMatchObject({
    error: { code: 4100 },
  });
  await dapp.page.bringToFront();
  const answer = dapp.ask('eth_requestAccounts');
  await waiting(vouch, 1);
  await vouch.reject();
  expect(await answer).toMatchObject({ error: { code: 4001 } });
});

test('an order is shown in its own words, and what is signed is what was shown', async ({
  connected: { vouch, dapp },
}) => {
  const ends = Math.floor(Date.now() / 1000) + 3600;
  const text = order(ends);
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, text]);
  await waiting(vouch, 1);
  const [pending] = await vouch.pending();
  expect(pending?.title).toContain('0.5 ETH');
  expect(pending?.title).toContain('3,440.50');
  // Another size than the one on the screen: the driver does not press.
  await expect(vouch.approve({ expect: { Size: '5 ETH' } })).rejects.toThrow(/does not show what was expected/);
  await vouch.approve({ expect: { 'Limit price': '3,440.50 USDT' } });
  const { types, domain, primaryType, message } = JSON.parse(text);
  const { EIP712Domain: _, ...rest } = types;
  expect(await answer).toEqual({ result: await signer.signTypedData({ types: rest, domain, primaryType, message }) });
  const [line] = await vouch.signatures();
  expect(JSON.stringify(line)).toContain('0.5 ETH');
});

test('an order that ends while it waits cannot be approved', async ({ connected: { vouch, dapp } }) => {
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, order(Math.floor(Date.now() / 1000) + 120)]);
  await waiting(vouch, 1);
  await vouch.advance(121_000);
  expect(await answer).toMatchObject({ error: { code: -32080 } });
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  await expect(page?.getByTestId('approve') ?? dapp.page.locator('nothing')).toHaveCount(0);
});

test('a message is shown whole and signed as it came', async ({ connected: { vouch, dapp } }) => {
  const message = 'Hello\u202e olleH\nsecond line';
  const answer = dapp.ask('personal_sign', [hex(message), ACCOUNT]);
  await waiting(vouch, 1);
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  // What turns text around is named, not obeyed.
  await expect(page?.getByTestId('request') ?? dapp.page.locator('nothing')).toContainText('U+202E');
  await vouch.approve();
  expect(await answer).toEqual({ result: await signer.signMessage({ message }) });
});

test('a site that signs in under another name is refused without a window', async ({ connected: { vouch, dapp } }) => {
  const message = `bank.example wants you to sign in with your Ethereum account:\n${ACCOUNT}\n\nSign in.\n\nURI: https://bank.example\nVersion: 1\nChain ID: 1\nNonce: 12345678\nIssued At: 2026-01-01T00:00:00Z`;
  expect(await dapp.ask('personal_sign', [hex(message), ACCOUNT])).toMatchObject({
    error: { code: -32082, data: { rule: 'R17' } },
  });
  expect(await vouch.pending()).toEqual([]);
});

test('networks are added and switched by consent, and nothing is asked of a node that nobody chose', async ({
  connected: { vouch, dapp },
}) => {
  expect(await dapp.ask('eth_blockNumber')).toMatchObject({ error: { code: 4901 } });
  expect(await dapp.ask('wallet_switchEthereumChain', [{ chainId: '0x539' }])).toMatchObject({ error: { code: 4902 } });
  const answer = dapp.ask('wallet_switchEthereumChain', [{ chainId: '0xa4b1' }]);
  await waiting(vouch, 1);
  await vouch.approve();
  expect(await answer).toEqual({ result: null });
  expect(await dapp.ask('eth_chainId')).toEqual({ result: '0xa4b1' });
  await expect.poll(() => dapp.events()).toContainEqual({ event: 'chainChanged', data: '0xa4b1' });
  await vouch.switchNetwork(10);
  expect(await dapp.ask('eth_chainId')).toEqual({ result: '0xa' });
});

test('the queue says which of how many, and a site can be rejected whole', async ({ connected: { vouch, dapp } }) => {
  for (const n of [1, 2, 3]) await dapp.start(`n${n}`, 'personal_sign', [hex(`message ${n}`), ACCOUNT]);
  await waiting(vouch, 3);
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  await expect(page?.getByTestId('pager') ?? dapp.page.locator('nothing')).toContainText('1 of 3');
  await page?.getByTestId('reject-all').click();
  for (const n of [1, 2, 3]) await expect.poll(() => dapp.answers(`n${n}`)).toMatchObject([{ error: { code: 4001 } }]);
});
