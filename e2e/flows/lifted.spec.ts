/** What is forbidden opens only on purpose, after a day, for a day; and what can cost the account is signed last of all. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { openDapp } from '../dapp/dapp.ts';
import { ownerChange, paradexKey, unlistedKey } from '../dapp/payloads.ts';
import type { Vouch } from '../driver/vouch.ts';
import { ACCOUNT, PASSWORD, test, waiting } from '../fixtures.ts';
import { approvalPage, approvalPages, ownPage } from '../hostile/pages.ts';
import { problems } from './axe.ts';

const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const HOUR = 3_600_000;
const SIGNED = { result: expect.stringMatching(/^0x[0-9a-f]{130}$/) };
const REFUSED = { error: { code: -32082, data: { rule: 'R5' } } };
const v4 = (text: string) => ['eth_signTypedData_v4', [ACCOUNT, text]] as const;

/** Asks for a rule as a person does; the password is asked for. */
const openRule = async (vouch: Vouch, rule: string) => {
  const page = await ownPage(vouch, 'tab.html#/refused');
  await page.getByTestId('lift-ask').click();
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing scrolls sideways').toBe(360);
  await page.getByTestId('lift-rule').selectOption(rule);
  await page.getByTestId('password').fill('not the password at all');
  await page.getByTestId('prove').click();
  await page.getByRole('alert').waitFor();
  await expect(page.getByTestId('lift')).toHaveCount(0);
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('prove').click();
  await expect(page.getByTestId('lift')).toHaveAttribute('data-state', 'waiting');
  await page.close();
};

/** Time goes by, and the wallet has locked itself meanwhile. */
const hoursLater = async (vouch: Vouch, hours: number) => {
  await vouch.advance(hours * HOUR);
  await vouch.unlock(PASSWORD);
};

const takeBack = async (vouch: Vouch) => {
  const page = await ownPage(vouch, 'tab.html#/refused');
  await page.getByTestId('lift-cancel').click();
  await expect(page.getByTestId('lift')).toHaveCount(0);
  await page.close();
};

test('a change of owner is refused until its rule was opened a day before, and again a day later', async ({
  connected: { vouch, dapp },
}) => {
  test.setTimeout(180_000);
  const ask = async () => {
    await dapp.page.bringToFront();
    return dapp.ask(...v4(ownerChange(OTHER)));
  };
  expect(await ask()).toMatchObject(REFUSED);
  await openRule(vouch, 'R5');
  expect(await ask()).toMatchObject(REFUSED);
  await hoursLater(vouch, 23.9);
  expect(await ask()).toMatchObject(REFUSED);
  await hoursLater(vouch, 0.5);

  const answer = ask();
  const page = await approvalPage(vouch);
  const reject = await page.getByTestId('reject').boundingBox();
  const approve = page.getByTestId('approve');
  const approveBox = await approve.boundingBox();
  expect(reject && approveBox && reject.y < approveBox.y).toBe(true);
  // No shortcut, and nothing without the sentence.
  await page.keyboard.press('Control+Enter');
  await approve.press('Enter');
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await page.getByTestId('type-words').fill('I give this account');
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  expect(await vouch.signatures()).toEqual([]);
  await page.getByTestId('type-words').fill('i give this account away');
  await expect(approve).not.toHaveAttribute('aria-disabled');
  await page.getByTestId('type-words').fill('');
  await vouch.approve();
  expect(await answer).toMatchObject(SIGNED);

  await hoursLater(vouch, 24);
  expect(await ask()).toMatchObject(REFUSED);
});

test('a rule that is closed while a request waits takes the request with it', async ({
  connected: { vouch, dapp },
}) => {
  test.setTimeout(180_000);
  const ask = async () => {
    await dapp.page.bringToFront();
    return dapp.ask(...v4(ownerChange(OTHER)));
  };
  await openRule(vouch, 'R5');
  await hoursLater(vouch, 24);
  const first = ask();
  await waiting(vouch, 1);
  await takeBack(vouch);
  expect(await first).toMatchObject({ error: { data: { reason: 'refused' } } });
  const [ended] = approvalPages(vouch.context);
  await expect(ended?.getByTestId('request') ?? dapp.page.locator('nothing')).toContainText('refuse this by now');
  await ended?.close();

  await openRule(vouch, 'R5');
  await hoursLater(vouch, 24);
  await hoursLater(vouch, 23.9);
  const second = ask();
  await waiting(vouch, 1);
  // Its day ends while the request is on the screen.
  await vouch.advance(0.15 * HOUR);
  await vouch.approve().catch(() => {});
  expect(await second).toMatchObject({ error: { data: { reason: 'refused' } } });
  expect(await vouch.signatures()).toEqual([]);
});

/** From wherever the page begins, by the keyboard alone. */
const tabTo = async (page: Page, testid: string) => {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((id) => document.activeElement?.getAttribute('data-testid') === id, testid)) return;
  }
  throw new Error(`The keyboard does not get to ${testid}.`);
};

test('a key for a venue without a list of sites needs its name, typed; the keyboard is enough', async ({
  connected: { vouch, dapp },
}) => {
  const answer = dapp.ask(...v4(unlistedKey('Blitzen')));
  const page = await approvalPage(vouch);
  expect(await page.getByTestId('headline').innerText()).toBe(
    'This signature creates a key for Blitzen. Anyone who has it controls your Blitzen account',
  );
  expect(await problems(page, 'key of a venue without a list')).toEqual([]);
  await tabTo(page, 'reject');
  await tabTo(page, 'agree');
  await page.keyboard.press('Space');
  await tabTo(page, 'type-words');
  await page.keyboard.type('blitz');
  await tabTo(page, 'approve');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('approve')).toContainText('Type it first');
  expect(await vouch.signatures()).toEqual([]);
  await page.getByTestId('type-words').focus();
  await page.keyboard.type('EN ');
  await tabTo(page, 'approve');
  await page.keyboard.press('Enter');
  expect(await answer).toMatchObject(SIGNED);
});

test("a key at the venue's own site is made after a box is ticked, and refused everywhere else", async ({
  onboarded: vouch,
  connected: { dapp },
  site,
}) => {
  expect(await dapp.ask(...v4(paradexKey()))).toMatchObject({ error: { code: -32082, data: { rule: 'R1' } } });
  // The venue's own address, with the test's page behind it.
  await vouch.context.route('https://app.paradex.trade/**', async (route) =>
    route.fulfill({ response: await route.fetch({ url: `${site.origin}/` }) }),
  );
  const own = await openDapp(vouch.context, 'https://app.paradex.trade');
  const connecting = own.ask('eth_requestAccounts');
  await vouch.connect();
  expect(await connecting).toHaveProperty('result');
  const answer = own.ask(...v4(paradexKey()));
  const page = await approvalPage(vouch);
  expect(await problems(page, "key at the venue's own site")).toEqual([]);
  await expect(page.getByTestId('type-words')).toHaveCount(0);
  await expect(page.getByTestId('approve')).toHaveAttribute('aria-disabled', 'true');
  await vouch.approve();
  expect(await answer).toMatchObject(SIGNED);
});

test("the screen of what is refused, and a lifted request, stand in nobody's way", async ({
  connected: { vouch, dapp },
}) => {
  test.setTimeout(180_000);
  await openRule(vouch, 'R5');
  const page = await ownPage(vouch, 'tab.html#/refused');
  await page.getByTestId('lift-ask').click();
  await page.getByTestId('password').waitFor();
  expect(await problems(page, 'what is refused')).toEqual([]);
  await page.close();
  await hoursLater(vouch, 24);
  await dapp.page.bringToFront();
  const answer = dapp.ask(...v4(ownerChange(OTHER)));
  expect(await problems(await approvalPage(vouch), 'lifted')).toEqual([]);
  await vouch.reject();
  expect(await answer).toMatchObject({ error: { code: 4001 } });
});
