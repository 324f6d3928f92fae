/** What the screens do by themselves, beyond showing what they were given. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { openDapp } from '../dapp/dapp.ts';
import { ACCOUNT, test, waiting } from '../fixtures.ts';
import { approvalPage, ownPage } from '../hostile/pages.ts';
import { problems } from './axe.ts';

/** Typed data that no adapter knows, with so many fields besides those of its domain. */
const strange = (count: number): string => {
  const names = Array.from({ length: count }, (_, i) => `field${i}`);
  return JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'chainId', type: 'uint256' },
      ],
      Strange: names.map((name, i) => ({ name, type: i % 8 ? 'uint256' : 'bytes32' })),
    },
    primaryType: 'Strange',
    domain: { name: 'Strange', chainId: 1 },
    message: Object.fromEntries(names.map((name, i) => [name, i % 8 ? String(i) : `0x${'5a'.repeat(32)}`])),
  });
};

test('what cannot be read is in view whole when it fits, and is read page by page when it does not', async ({
  connected: { vouch, dapp },
}) => {
  const approval = async (count: number) => {
    const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, strange(count)]);
    await waiting(vouch, 1);
    const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
    if (!page) throw new Error('There is no approval page.');
    return { page, answer };
  };

  const short = await approval(15);
  await short.page.setViewportSize({ width: 420, height: 790 });
  await expect(short.page.getByTestId('approve')).toBeInViewport({ ratio: 1 });
  await expect(short.page.getByTestId('read-on')).toHaveCount(0);
  await vouch.reject();
  await short.answer;

  const { page, answer } = await approval(90);
  await page.setViewportSize({ width: 420, height: 640 });
  const box = page.locator('.fold');
  const approve = page.getByTestId('approve');
  const on = page.getByTestId('read-on');
  let presses = 0;
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  for (let before = 0; await on.count(); presses++) {
    await on.click();
    const [top, height] = await box.evaluate((element) => [element.scrollTop, element.clientHeight]);
    // On, and never past something unseen. The box grows into the button's place at the end.
    expect(top).toBeGreaterThan(before);
    expect(top - before).toBeLessThan(Number(height));
    before = Number(top);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  }
  expect(presses).toBeGreaterThan(2);
  await expect(approve).not.toHaveAttribute('aria-disabled');
  await vouch.approve();
  expect(await answer).toMatchObject({ result: expect.stringMatching(/^0x[0-9a-f]{130}$/) });
});

test('a developer gets the beginning of an adapter for what cannot be read, and nobody else does', async ({
  connected: { vouch, dapp },
}) => {
  const ask = async (look: (page: Page) => Promise<void>) => {
    await dapp.page.bringToFront();
    const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, strange(3)]);
    const page = await approvalPage(vouch);
    await look(page);
    await vouch.reject();
    await answer;
  };
  await ask(async (page) => {
    await page.locator('[data-testid="approve"]:not([data-resting])').waitFor();
    await expect(page.getByTestId('skeleton')).toHaveCount(0);
  });
  const settings = await ownPage(vouch, 'tab.html#/settings');
  await settings.getByTestId('switch-developer').click();
  await expect(settings.getByTestId('switch-developer')).toHaveAttribute('aria-checked', 'true');
  await settings.close();
  await ask(async (page) => {
    await page.getByTestId('skeleton').locator('summary').click();
    await expect(page.getByTestId('skeleton')).toContainText(
      "'Strange(bytes32 field0,uint256 field1,uint256 field2)': read,",
    );
    expect(await problems(page, 'skeleton')).toEqual([]);
  });
});

test('an approval opens in the look that was chosen', async ({ onboarded: vouch, site }) => {
  const home = await vouch.context.newPage();
  await home.goto(`chrome-extension://${vouch.extensionId}/src/popup/popup.html#/settings`);
  await home.getByTestId('theme-dark').check({ force: true });
  await expect(home.locator('html')).toHaveAttribute('data-theme', 'dark');
  await home.close();
  const dapp = await openDapp(vouch.context, site.origin);
  const answer = dapp.ask('eth_requestAccounts');
  await waiting(vouch, 1);
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  expect(page?.url()).toContain('approve.html?theme=dark#');
  expect(await page?.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await vouch.reject();
  await answer;
});

test('a list of activity that was rewritten from outside says so', async ({ connected: { vouch } }) => {
  const page = await vouch.context.newPage();
  const activity = `chrome-extension://${vouch.extensionId}/src/popup/tab.html#/activity`;
  await page.goto(activity);
  await page.getByTestId('activity-entry').first().waitFor();
  await expect(page.getByTestId('activity-broken')).toHaveCount(0);
  const [worker] = vouch.context.serviceWorkers();
  if (!worker) throw new Error('There is no worker.');
  await worker.evaluate(
    () =>
      new Promise<void>((done, fail) => {
        const opened = indexedDB.open('vouch');
        opened.onerror = () => fail(opened.error);
        opened.onsuccess = () => {
          const change = opened.result.transaction('activity', 'readwrite');
          const row = change.objectStore('activity').openCursor();
          row.onsuccess = () => {
            const { value } = row.result ?? {};
            if (value) row.result?.update({ ...value, entry: { ...value.entry, origin: 'https://elsewhere.example' } });
          };
          change.oncomplete = () => {
            opened.result.close();
            done();
          };
          change.onerror = () => fail(change.error);
        };
      }),
  );
  await page.reload();
  await expect(page.getByTestId('activity-broken')).toBeVisible();
});

test('a node that does not answer can be given a permission of its own', async ({ onboarded: vouch }) => {
  const page = await vouch.context.newPage();
  await page.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/networks`);
  await page.evaluate(() => {
    const asked: unknown[] = [];
    Object.assign(window, { asked });
    // The browser's own question cannot be answered from a test.
    chrome.permissions.request = (async (wanted: unknown) =>
      asked.push(wanted) > 0) as typeof chrome.permissions.request;
  });
  await page.getByTestId('edit-network-1').click();
  await page.getByTestId('rpc-url').fill('http://127.0.0.1:9/key');
  await page.getByTestId('save-network').click();
  await page.getByTestId('reach-node').click();
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'asked')))
    .toEqual([{ origins: ['http://127.0.0.1:9/*'] }]);
});
