/** Limits as a person sets them: what is over one is refused, what loosens waits, a file says first what it changes. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { CHAIN_ID, DOMAIN, ORDER_TYPES } from '../../demo/schema.ts';
import type { Dapp } from '../dapp/dapp.ts';
import type { Vouch } from '../driver/vouch.ts';
import { ACCOUNT, test as base, type Connected, PASSWORD, waiting } from '../fixtures.ts';
import { problems } from '../flows/axe.ts';
import { ownPage } from '../hostile/pages.ts';
import { STRANGER, usdSend } from './usd-send.ts';

const CHAIN = `0x${CHAIN_ID.toString(16)}`;

/** A node that knows which network it is, and nothing else: orders need no more. */
const startNode = async (): Promise<{ url: string; stop: () => void }> => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
      response.writeHead(200, { ...headers, 'content-type': 'application/json' });
      const { id = null, method = '' } = body === '' ? {} : JSON.parse(body);
      const answer = method === 'eth_chainId' ? { result: CHAIN } : { error: { code: -32601, message: 'not known' } };
      response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
};

/** The site is on the network of the demo venue. */
const test = base.extend<{ atGannet: Connected }>({
  atGannet: async ({ connected }, use) => {
    const { vouch, dapp } = connected;
    const node = await startNode();
    const chain = {
      chainId: CHAIN,
      chainName: 'Gannet local',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: [node.url],
    };
    for (const [method, params] of [
      ['wallet_addEthereumChain', [chain]],
      ['wallet_switchEthereumChain', [{ chainId: CHAIN }]],
    ] as const) {
      await dapp.page.bringToFront();
      const answer = dapp.ask(method, params);
      await waiting(vouch, 1);
      await vouch.approve();
      expect(await answer).toEqual({ result: null });
    }
    await use(connected);
    node.stop();
  },
});

const SIGNED = { result: expect.stringMatching(/^0x[0-9a-f]{130}$/) };
const HOUR = 3_600_000;

/** A long of the demo venue: its limit price bounds what it costs, so that no reference price is needed. */
const order = (size: string, limitPrice: string, reduceOnly = false): string =>
  JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      ...ORDER_TYPES,
    },
    primaryType: 'Order',
    domain: DOMAIN,
    message: {
      account: ACCOUNT,
      market: 'ETH-PERP',
      side: 'long',
      size,
      limitPrice,
      maxFee: '0.81',
      reduceOnly,
      timeInForce: 'GTC',
      expiry: String(Math.floor(Date.now() / 1000) + 3600),
      nonce: String(Date.now()),
    },
  });

const ask = async ({ page, ask }: Dapp, text: string) => {
  await page.bringToFront();
  return ask('eth_signTypedData_v4', [ACCOUNT, text]);
};
/** A person is asked, and says yes. */
const asksAndSigns = async (vouch: Vouch, dapp: Dapp, text: string) => {
  const answer = ask(dapp, text);
  await waiting(vouch, 1);
  await vouch.approve();
  expect(await answer).toMatchObject(SIGNED);
};
const refused = (rule: string) => ({ error: { code: -32082, data: { rule } } });

/** At most so many dollars an order at Gannet, and more is refused. */
const limitOrders = async (page: Page, dollars: string) => {
  await page.getByTestId('add-orders').click();
  await page.getByTestId('limit-account').selectOption(ACCOUNT);
  await page.getByTestId('limit-venue').selectOption('gannet');
  await page.getByTestId('limit-perOrder').fill(dollars);
  await page.getByTestId('over-refuse').check({ force: true });
  await page.getByTestId('see-changes').click();
};
const difference = (page: Page, field: string) => page.locator(`[data-testid="difference"][data-path$=" ${field}"]`);
const inForce = (page: Page) => page.getByTestId('limit').locator('dl');

test('an order over a limit is refused with its rule, a smaller one is asked about', async ({
  atGannet: { vouch, dapp },
}) => {
  test.setTimeout(150_000);
  const page = await ownPage(vouch, 'tab.html#/limits');
  await expect(page.getByTestId('no-limits')).toBeVisible();
  expect(await problems(page, 'no limits')).toEqual([]);

  // What cannot be read stays in its field, with what is wrong beside it.
  await limitOrders(page, '1,000');
  await expect(page.getByTestId('limit-perOrder')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('limit-perOrder')).toBeFocused();
  await expect(page.getByTestId('limit-perOrder')).toHaveValue('1,000');
  await expect(page.getByRole('alert')).toContainText('Without commas');
  expect(await problems(page, 'a form with an error')).toEqual([]);
  await page.getByTestId('limit-perOrder').fill('1000');
  await page.getByTestId('see-changes').click();
  await expect(page.getByRole('heading', { name: 'Holds at once' })).toBeVisible();
  await expect(difference(page, 'perOrder')).toContainText('$1,000');
  await expect(page.getByTestId('password')).toHaveCount(0);
  expect(await problems(page, 'what a limit changes')).toEqual([]);
  await page.getByTestId('save-limits').click();
  await expect(inForce(page)).toContainText('$1,000');
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing scrolls sideways').toBe(360);
  expect(await problems(page, 'a list of limits')).toEqual([]);
  await page.close();

  // 0.5 at 3,000 is 1,500; 0.2 is 600
  expect(await ask(dapp, order('0.5', '3000.0'))).toMatchObject(refused('limit.perOrder'));
  expect(await vouch.pending()).toEqual([]);
  await asksAndSigns(vouch, dapp, order('0.2', '3000.0'));
  // What closes is asked about, never refused.
  await asksAndSigns(vouch, dapp, order('0.5', '3000.0', true));
});

test('what loosens asks the password, waits for a day and can be taken back', async ({ atGannet: { vouch, dapp } }) => {
  test.setTimeout(180_000);
  const page = await ownPage(vouch, 'tab.html#/limits');
  await limitOrders(page, '1000');
  await page.getByTestId('save-limits').click();
  const loosen = async (dollars: string) => {
    await page.getByTestId('edit-limit').click();
    await page.getByTestId('limit-perOrder').fill(dollars);
    await page.getByTestId('see-changes').click();
    await expect(page.getByRole('heading', { name: 'Loosens in 24 hours' })).toBeVisible();
    await expect(difference(page, 'perOrder')).toContainText('before: $1,000');
  };
  await loosen('5000');
  await page.getByTestId('password').fill('not the password at all');
  await page.getByTestId('prove').click();
  await page.getByRole('alert').waitFor();
  expect(await problems(page, 'loosening')).toEqual([]);
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('prove').click();
  const pending = page.getByTestId('pending');
  await expect(pending).toContainText('$5,000');
  await expect(pending).toContainText('your time');
  await expect(inForce(page)).toContainText('$1,000');
  expect(await problems(page, 'a change on its way')).toEqual([]);
  expect(await ask(dapp, order('0.5', '3000.0'))).toMatchObject(refused('limit.perOrder'));

  await page.bringToFront();
  await page.getByTestId('keep-limits').click();
  await expect(pending).toHaveCount(0);
  await expect(inForce(page)).toContainText('$1,000');

  await loosen('5000');
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('prove').click();
  await pending.waitFor();
  await page.close();
  await vouch.advance(23.9 * HOUR);
  await vouch.unlock(PASSWORD);
  expect(await ask(dapp, order('0.5', '3000.0'))).toMatchObject(refused('limit.perOrder'));
  await vouch.advance(0.2 * HOUR);
  await vouch.unlock(PASSWORD).catch(() => {});
  await asksAndSigns(vouch, dapp, order('0.5', '3000.0'));
});

test('a file says line by line what it changes before it does, and a bad one changes nothing', async ({
  onboarded: vouch,
}) => {
  test.setTimeout(150_000);
  const page = await ownPage(vouch, 'tab.html#/limits');
  await limitOrders(page, '1000');
  await page.getByTestId('save-limits').click();
  await page.getByTestId('to-file').click();
  const download = page.waitForEvent('download');
  await page.getByTestId('export-limits').click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/\.json$/);
  const text = await readFile(await saved.path(), 'utf8');
  expect(JSON.parse(text)).toEqual({
    vouch: 'policy',
    version: 1,
    orders: [{ account: ACCOUNT, venue: 'gannet', over: 'refuse', perOrder: '1000' }],
    calls: [],
    hours: [],
  });
  expect(await problems(page, 'limits as a file')).toEqual([]);

  const choose = (content: string) =>
    page
      .getByTestId('import-limits')
      .setInputFiles({ name: 'limits.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await choose(text.replace('"1000"', '1000'));
  await expect(page.getByRole('alert')).toContainText('orders.0.perOrder');
  await expect(page.getByRole('alert')).toContainText('Nothing was changed.');
  await choose(text);
  await expect(page.getByTestId('no-difference')).toBeVisible();
  await choose(text.replace('"1000"', '"500"').replace('"gannet"', '"gannet", "leverage": "5"'));
  await expect(page.getByTestId('difference')).toHaveCount(2);
  await expect(difference(page, 'perOrder')).toContainText('$500');
  await expect(difference(page, 'perOrder')).toContainText('before: $1,000');
  await expect(difference(page, 'leverage')).toContainText('5x');
  expect(await problems(page, 'what a file changes')).toEqual([]);
  await page.getByTestId('save-limits').click();
  await expect(inForce(page)).toContainText('$500');
  await expect(inForce(page)).toContainText('5x');
});

test('opening stops for the time that was chosen, after two presses; what reduces goes on', async ({
  atGannet: { vouch, dapp },
}) => {
  test.setTimeout(150_000);
  const page = await ownPage(vouch, 'tab.html#/limits');
  await page.getByTestId('to-cool-off').click();
  const first = await page.getByTestId('cool-off-next').boundingBox();
  expect(await problems(page, 'cooling off')).toEqual([]);
  await page.getByTestId('cool-off-next').click();
  await expect(page.getByTestId('cool-off-consequence')).toContainText('Nobody can end it early');
  const second = await page.getByTestId('cool-off').boundingBox();
  expect(first && second && second.y > first.y + first.height, 'two presses, two places').toBe(true);
  expect(await problems(page, 'the consequence of cooling off')).toEqual([]);
  await page.getByTestId('cool-off').click();
  await expect(page.getByText('Opening positions is blocked until')).toBeVisible();
  await page.close();

  expect(await ask(dapp, order('0.2', '3000.0'))).toMatchObject(refused('limit.cooling'));
  await asksAndSigns(vouch, dapp, order('0.2', '3000.0', true));
  await vouch.advance(25 * HOUR);
  await vouch.unlock(PASSWORD);
  await asksAndSigns(vouch, dapp, order('0.2', '3000.0'));
});

test('the wait for money going out is off until it is chosen; what waits is listed whole and stops in one press', async ({
  connected: { vouch, dapp },
}) => {
  test.setTimeout(150_000);
  const page = await ownPage(vouch, 'tab.html#/limits');
  await page.getByTestId('money-out').click();
  await expect(page.getByText('Margin never waits')).toBeVisible();
  await page.getByTestId('limit-hours').fill('169');
  await page.getByTestId('limit-asset-0').fill('USDC');
  await page.getByTestId('see-changes').click();
  await expect(page.getByRole('alert')).toHaveCount(2);
  expect(await problems(page, 'the wait, with errors')).toEqual([]);
  await page.getByTestId('limit-hours').fill('48');
  await page.getByTestId('limit-most-0').fill('1000');
  await page.getByTestId('see-changes').click();
  await page.getByTestId('save-limits').click();
  await expect(page.getByTestId('money-out')).toContainText('Change the wait');
  await expect(page.getByText('USDC, waits above')).toBeVisible();
  await expect(page.getByText('48 hours', { exact: true })).toBeVisible();
  await page.getByTestId('to-waits').click();
  await expect(page.getByTestId('no-waits')).toBeVisible();
  expect(await problems(page, 'no money waits')).toEqual([]);

  expect(await ask(dapp, usdSend('500'))).toMatchObject({ error: { code: -32083 } });
  await page.bringToFront();
  const wait = page.getByTestId('wait');
  await expect(wait).toHaveAttribute('data-state', 'waiting');
  await expect(wait).toContainText('500 USDC');
  const shown = (await wait.innerText()).replaceAll(/\s/g, '').toLowerCase();
  expect(shown, 'the whole address').toContain(STRANGER.toLowerCase());
  expect(await problems(page, 'money waits')).toEqual([]);
  await page.getByTestId('stop-wait').click();
  await expect(wait).toHaveAttribute('data-state', 'stopped');
  await expect(wait).toContainText('It stays stopped');
  expect(await problems(page, 'money is stopped')).toEqual([]);
});
