/** Money going out waits where that was chosen: refused, heard of, stopped, and asked again for no more than was said. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { NO_POLICY } from '../../src/policy/limits/document.ts';
import type { Vouch } from '../driver/vouch.ts';
import { ACCOUNT, PASSWORD, test, waiting } from '../fixtures.ts';
import { usdSend } from './usd-send.ts';

const HOUR = 3_600_000;
const tab = async (vouch: Vouch, path: string): Promise<Page> => {
  const page = await vouch.context.newPage();
  await page.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#${path}`);
  return page;
};
/** As a page of Vouch asks the worker. */
const ask = (page: Page, method: string, params: unknown): Promise<{ ok?: unknown; error?: unknown }> =>
  page.evaluate(([name, given]) => chrome.runtime.sendMessage({ lane: 'ui', method: name, params: given }), [
    method,
    params,
  ] as const);
const chooseCap = async (page: Page): Promise<void> => {
  const moneyOut = { above: [{ asset: 'USDC', amount: '100' }], newAddress: false, hours: 24 };
  const answer = await ask(page, 'policy.change', { policy: { ...NO_POLICY, moneyOut }, proof: null });
  expect(answer).not.toHaveProperty('error');
};

test('above the cap it is refused until its wait is over, and then may be asked for no more', async ({
  connected: { vouch, dapp },
}) => {
  const page = await tab(vouch, '/');
  await chooseCap(page);
  await dapp.page.bringToFront();
  const sign = (amount: string) => dapp.ask('eth_signTypedData_v4', [ACCOUNT, usdSend(amount)]);

  const first = await sign('500');
  expect(first).toMatchObject({ error: { code: -32083 } });
  const { opensAt } = ('error' in first ? first.error.data : {}) as { opensAt: number };
  expect(Math.abs(opensAt - Date.now() - 24 * HOUR)).toBeLessThan(60_000);
  // Asking again, less, or after the worker died starts nothing anew.
  expect(await sign('200')).toMatchObject({ error: { code: -32083, data: { opensAt } } });
  await vouch.killWorker();
  expect(await sign('500')).toMatchObject({ error: { code: -32083, data: { opensAt } } });
  expect(await vouch.pending()).toEqual([]);
  await expect(page.getByTestId('home-waits')).toBeVisible();

  await vouch.advance(24 * HOUR);
  await vouch.unlock(PASSWORD);
  await dapp.page.bringToFront();
  expect(await sign('500.01')).toMatchObject({ error: { code: -32083 } });
  const asked = sign('500');
  await waiting(vouch, 1);
  const [pending] = await vouch.pending();
  expect(pending?.title).toContain('500');
  await vouch.reject();
  expect(await asked).toMatchObject({ error: { code: 4001 } });
});

test('one press stops it, while locked too, and below the cap nothing waits', async ({
  connected: { vouch, dapp },
}) => {
  const page = await tab(vouch, '/');
  await chooseCap(page);
  await dapp.page.bringToFront();
  const sign = (amount: string) => dapp.ask('eth_signTypedData_v4', [ACCOUNT, usdSend(amount)]);
  expect(await sign('500')).toMatchObject({ error: { code: -32083 } });

  await vouch.lock();
  await page.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/waits`);
  await expect(page.getByTestId('money-facts')).toContainText('500 USDC');
  await page.getByTestId('money-stop').click();
  await expect(page.getByTestId('money-said')).toBeVisible();
  await vouch.unlock(PASSWORD);
  expect((await ask(page, 'wait.list', null)).ok).toMatchObject([{ state: 'stopped' }]);

  await vouch.advance(24 * HOUR);
  await vouch.unlock(PASSWORD);
  await dapp.page.bringToFront();
  expect(await sign('500')).toMatchObject({ error: { code: -32083 } });
  const asked = sign('100');
  await waiting(vouch, 1);
  await vouch.reject();
  expect(await asked).toMatchObject({ error: { code: 4001 } });
});
