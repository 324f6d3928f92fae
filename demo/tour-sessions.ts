/**
 * The part of the tour about trading without being asked: a session at Gannet, twenty orders, the one that is over its limit, a
 * market under stress, and the button that stops it all. The release build, with an account that the demo's node gave coins.
 * The evidence is the venue's log, the node's balances, and that no window opened.
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { type Address, createPublicClient, http, recoverTypedDataAddress } from 'viem';
import type { PendingRequest } from '../e2e/driver/approval-page.ts';
import { launchVouch, type Vouch } from '../e2e/driver/vouch.ts';
import { MNEMONIC, PASSWORD } from '../e2e/fixtures.ts';
import { cancelAllTypedData, orderTypedData } from './schema.ts';
import type { Must, Step } from './tour-guardians.ts';
import type { World } from './world.ts';

const LIMIT_MS = 20_000;
const ORDERS = 20;
/** For so long Vouch takes the market to be as it last saw it. */
const MARKET_KEPT_MS = 61_000;
const FRIEND: Address = '0x976EA74026E726554dB657fA54763abd0C3a0aa9';
const SENT = 10n ** 16n;

/** The next card on the screen. */
const asked = async (vouch: Vouch): Promise<{ approval: Page; card: PendingRequest }> => {
  for (const late = Date.now() + LIMIT_MS; Date.now() < late; await wait(50)) {
    const [card] = await vouch.pending().catch(() => []);
    const approval = vouch.context.pages().find((page) => page.url().includes('/approve.html'));
    if (card && approval && (card.kind !== 'session' || card.rows.length > 0)) return { approval, card };
  }
  throw new Error('Vouch asked nothing within 20 s.');
};

const until = async <T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  for (const late = Date.now() + LIMIT_MS; Date.now() < late; await wait(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`There was no ${what} within 20 s.`);
};

const tall = async (page: Page, picture: (page: Page) => Promise<void>): Promise<void> => {
  await page.setViewportSize({ width: 400, height: 640 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: 400, height: Math.max(640, Math.min(height, 2000)) });
  await picture(page);
};

export const tourOfSessions = async (world: World, step: Step, must: Must): Promise<void> => {
  const vouch = await launchVouch();
  const chain = createPublicClient({ transport: http(world.rpcUrl) });
  const own = `chrome-extension://${vouch.extensionId}/src/popup/`;
  /** Windows of Vouch that asked something. */
  let windows = 0;
  vouch.context.on('page', (page) => void (page.url().includes('/approve.html') && windows++));
  const orders = () => world.venue.log.filter(({ kind, accepted }) => kind === 'order' && accepted);
  try {
    const account = (await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC })).address as Address;
    const page = await vouch.context.newPage();
    await page.goto(world.url);
    await page.getByTestId('connect').click();
    await vouch.connect();
    await page.getByTestId('faucet').click();
    await page.locator('[data-testid="status"][data-state="done"]').waitFor({ timeout: LIMIT_MS });
    const settings = await vouch.context.newPage();
    await settings.goto(`${own}tab.html#/settings`);
    await settings.getByTestId('switch-reference').click();
    await settings.locator('[data-testid="switch-reference"][aria-checked="true"]').waitFor();
    await settings.close();
    await page.bringToFront();

    const place = async (kind: 'market' | 'limit', size: string, price?: string) => {
      await page.locator(`[data-kind="${kind}"]`).click();
      await page.getByTestId('side-long').check({ force: true });
      if (price !== undefined) await page.getByTestId('limit-price').fill(price);
      await page.getByTestId('size').fill(size);
      await page.getByTestId('place').click();
    };

    let grantedAt = 0;
    await step('One-click trading, asked once', async (picture) => {
      await page.getByTestId('one-click').click();
      let { approval, card } = await asked(vouch);
      while (card.kind !== 'session') {
        await vouch.approve({ id: card.id });
        ({ approval, card } = await asked(vouch));
      }
      await tall(approval, picture);
      await vouch.approve({ id: card.id });
      await page.locator('[data-testid="quick"][data-state="running"]').waitFor({ timeout: LIMIT_MS });
      grantedAt = Date.now();
      return `"${card.title}"`;
    });

    await step(`${ORDERS} orders, no window`, async (picture) => {
      const [before, opened] = [orders().length, windows];
      for (let n = 1; n <= ORDERS; n++) {
        await place('market', '0.1');
        await until(`order ${n}`, () => (orders().length >= before + n ? true : undefined));
      }
      const made = orders().slice(before);
      must(windows === opened, `${windows - opened} windows opened.`);
      for (const { order, signature } of made) {
        must(order && signature, 'The log has no order or no signature.');
        const signer = await recoverTypedDataAddress({ ...orderTypedData(order), signature });
        must(signer === account, `An order was signed by ${signer}.`);
      }
      await picture(page);
      const [left, budget] = [page.getByTestId('left-orders'), page.getByTestId('left-budget')];
      return `${made.length} signed and accepted; the page says ${await left.innerText()} orders and ${await budget.innerText()} left`;
    });

    await step('The next one is over the limit', async (picture) => {
      const before = orders().length;
      await place('market', '1');
      const { approval, card } = await asked(vouch);
      const why = (await approval.getByText(/your limit for one order is/).innerText()).replace(/\s+/g, ' ');
      must(orders().length === before, 'The venue had it before anybody was asked.');
      await tall(approval, picture);
      await vouch.approve({ id: card.id });
      await until('bigger order', () => orders().find(({ order }) => order?.size === '1'));
      return why;
    });

    await step('What was signed without asking', async (picture) => {
      const popup = await vouch.context.newPage();
      await popup.setViewportSize({ width: 360, height: 600 });
      await popup.goto(`${own}popup.html`);
      await popup.getByTestId('session').first().waitFor();
      await picture(popup, 'home');
      await popup.goto(`${own}popup.html#/sessions/signed`);
      const lines = popup.getByTestId('signed-list').locator('li');
      await lines.first().waitFor();
      await picture(popup, 'list');
      const count = await lines.count();
      must(count === ORDERS, `The list has ${count} lines.`);
      await popup.close();
      return `${count} lines, the order that a person approved is not among them`;
    });

    await step('A market under stress', async (picture) => {
      await world.market('stressed');
      await wait(Math.max(0, grantedAt + MARKET_KEPT_MS - Date.now()));
      const before = await chain.getBalance({ address: FRIEND });
      await page.bringToFront();
      const sending = page.evaluate(
        ([from, to, value]) =>
          new Promise<string>((resolve, reject) => {
            window.addEventListener('eip6963:announceProvider', (event) => {
              const { info, provider } = (event as CustomEvent).detail;
              if (info.rdns === 'app.vouch')
                provider
                  .request({ method: 'eth_sendTransaction', params: [{ from, to, value }] })
                  .then(resolve, reject);
            });
            window.dispatchEvent(new Event('eip6963:requestProvider'));
          }),
        [account, FRIEND, `0x${SENT.toString(16)}`] as const,
      );
      sending.catch(() => {}); // thrown where it is awaited
      const { approval } = await asked(vouch);
      const part = approval.getByTestId('step-up');
      await part.waitFor();
      await tall(approval, picture);
      const why = (await part.innerText()).split('\n').find((line) => /swings/.test(line)) ?? '';
      must(why, 'The page does not say why.');
      await approval.getByTestId('last-four').fill(FRIEND.slice(-4));
      await part.getByTestId('step-up-password').fill(PASSWORD);
      const press = approval.locator('[data-testid="approve"]:not([data-resting]):not([aria-disabled="true"])');
      const closed = approval.waitForEvent('close');
      await press.click().catch(() => {});
      await closed;
      const hash = await sending;
      await chain.waitForTransactionReceipt({ hash: hash as `0x${string}` });
      const after = await chain.getBalance({ address: FRIEND });
      must(after - before === SENT, `The friend got ${after - before} wei.`);
      await world.market('calm');
      return why.trim();
    });

    await step('Stop all trading', async (picture) => {
      await page.bringToFront();
      // An order that rests, far from the market.
      await place('limit', '0.1', '3300.0');
      await until('resting order', () => orders().find(({ status }) => status === 'resting'));
      const popup = await vouch.context.newPage();
      await popup.setViewportSize({ width: 360, height: 600 });
      await popup.goto(`${own}popup.html`);
      await popup.getByTestId('home').waitFor();
      await popup.keyboard.press('Alt+Shift+KeyS');
      await popup.locator('[data-testid="kill-pause"][data-state="done"]').first().waitFor();
      await popup.locator('[data-testid="kill-cancel"][data-state="handed"]').first().waitFor();
      await picture(popup);
      const line = await popup.getByTestId('kill-cancel').first().innerText();
      const entry = await until('cancel of everything', () =>
        world.venue.log.find(({ kind, accepted }) => kind === 'cancelAll' && accepted),
      );
      must(entry.cancelAll && entry.signature, 'The log has no cancel or no signature.');
      const signer = await recoverTypedDataAddress({
        ...cancelAllTypedData(entry.cancelAll),
        signature: entry.signature,
      });
      must(signer === account, `It was signed by ${signer}.`);
      await popup.close();
      await page.bringToFront();
      const before = orders().length;
      await place('market', '0.1');
      const { card } = await asked(vouch);
      must(orders().length === before, 'An order was signed after the stop.');
      await vouch.reject({ id: card.id });
      return `${line.split('\n').filter(Boolean).slice(0, 2).join(': ')}; the next order is asked`;
    });
  } finally {
    await vouch.close();
  }
};
