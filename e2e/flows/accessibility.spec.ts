/** Every screen a person passes, looked at by axe in both looks: nothing serious stands in anybody's way. */
import axe, { type AxeResults } from 'axe-core';
import type { CDPSession, Page } from 'playwright';
import { expect } from 'playwright/test';
import { openDapp } from '../dapp/dapp.ts';
import { order, unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, MNEMONIC, PASSWORD, test } from '../fixtures.ts';
import { approvalPage, ownPage } from '../hostile/pages.ts';

const LOOKS = ['light', 'dark'] as const;

/** Runs axe in a world of its own beside the page's: it patches its language, which is frozen in ours. */
const analyze = async (session: CDPSession): Promise<AxeResults> => {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const run = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await run(`${axe.source}; undefined`);
  return JSON.parse(String(await run('axe.run().then((results) => JSON.stringify(results))'))) as AxeResults;
};

/** What is serious or critical on a page, in both looks: the rule, how often, and where first. */
const problems = async (page: Page, name: string): Promise<string[]> => {
  const found: string[] = [];
  const session = await page.context().newCDPSession(page);
  for (const colorScheme of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations, passes } = await analyze(session);
    expect(passes.length, 'axe has looked at something').toBeGreaterThan(5);
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(`${name}, ${colorScheme}: ${id} x${nodes.length}, ${nodes[0]?.html.slice(0, 120)}`);
  }
  await session.detach();
  return found;
};

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
