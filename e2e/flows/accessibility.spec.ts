/** Every screen a person passes, looked at by axe in both looks: nothing serious stands in anybody's way. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { cowSwap, hyperliquidAgent, jsonOf, synthetixBatch } from '../../demo/cards.ts';
import { openDapp } from '../dapp/dapp.ts';
import { order, unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, MNEMONIC, PASSWORD, test } from '../fixtures.ts';
import { approvalPage, ownPage } from '../hostile/pages.ts';
import { problems } from './axe.ts';

const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

test('no screen has a serious barrier, in light or dark', async ({ vouch, site }) => {
  test.setTimeout(240_000);
  const found: string[] = [];
  const look = async (page: Page, name: string) => found.push(...(await problems(page, name)));
  const screen = async (path: string, ready: string) => {
    const page = await ownPage(vouch, path);
    await page.locator(ready).first().waitFor();
    await look(page, path);
    await page.close();
  };
  const testid = (id: string) => `[data-testid="${id}"]`;

  await screen('tab.html#/welcome', testid('new-wallet'));
  await screen('popup.html', testid('welcome'));
  for (const [door, ready] of [
    ['new-wallet', testid('new-password')],
    ['import-wallet', testid('phrase-word-0')],
    ['restore-wallet', testid('export-file')],
    ['lost-wallet', testid('no-device')],
    ['guard-someone', testid('new-password')],
  ] as const) {
    const page = await ownPage(vouch, 'tab.html#/welcome');
    await page.getByTestId(door).click();
    await page.locator(ready).waitFor({ state: 'attached' });
    await look(page, door);
    await page.close();
  }

  await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC });
  await screen('popup.html', testid('home'));
  for (const path of [
    '',
    'settings',
    'accounts',
    'networks',
    'refused',
    'sites',
    'activity',
    'secrets',
    'secrets/export',
    'password',
  ])
    await screen(`tab.html#/${path}`, 'main h1, main h2');

  const dapp = await openDapp(vouch.context, site.origin);
  for (const [name, method, params] of [
    ['connect', 'eth_requestAccounts', undefined],
    ['order', 'eth_signTypedData_v4', [ACCOUNT, order(Math.floor(Date.now() / 1000) + 3600)]],
    ['batch', 'eth_signTypedData_v4', [ACCOUNT, jsonOf(synthetixBatch())]],
    ['swap for somebody else', 'eth_signTypedData_v4', [ACCOUNT, jsonOf(cowSwap(OTHER))]],
    ['grant', 'eth_signTypedData_v4', [ACCOUNT, jsonOf(hyperliquidAgent())]],
    ['unreadable', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('Something that nobody can read')]],
    ['message', 'personal_sign', ['some words', ACCOUNT]],
    ['switch network', 'wallet_switchEthereumChain', [{ chainId: '0xa4b1' }]],
  ] as const) {
    await dapp.page.bringToFront();
    const answer = dapp.ask(method, params);
    const page = await approvalPage(vouch);
    await page.locator('[data-testid="approve"]:not([data-resting])').waitFor();
    await look(page, name);
    await vouch.approve();
    expect(await answer, name).toHaveProperty('result');
  }
  await vouch.lock();
  for (const file of ['popup.html', 'tab.html', 'approve.html']) await screen(file, testid('password'));
  expect(found).toEqual([]);

  // What would have been found.
  const page = await ownPage(vouch, 'popup.html');
  await page.getByTestId('password').waitFor();
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect(await problems(page, 'broken')).toEqual([
    expect.stringContaining('broken, light: button-name x1'),
    expect.stringContaining('broken, dark: button-name x1'),
  ]);
});
