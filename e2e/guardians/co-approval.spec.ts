/**
 * A guardian who says yes besides, and a second device that stops money which waits: three browsers over a real relay. What
 * they are asked and what they press is on their own screens.
 */
import { expect } from 'playwright/test';
import { NO_POLICY } from '../../src/policy/limits/document.ts';
import { serveSite } from '../dapp/server.ts';
import { ACCOUNT, connect, PASSWORD, waiting } from '../fixtures.ts';
import { problems } from '../flows/axe.ts';
import { usdSend } from '../limits/usd-send.ts';
import { DAY, LONG_MS, mailUntil, nameSelf, type Person, pair, protect, protection, prove, test } from './people.ts';

/** As a page of Vouch asks the worker. */
const ask = ({ page }: Person, method: string, params: unknown): Promise<{ ok?: unknown; error?: unknown }> =>
  page.evaluate(([name, given]) => chrome.runtime.sendMessage({ lane: 'ui', method: name, params: given }), [
    method,
    params,
  ] as const);

test('a second yes is asked of the guardian who took the role, and another device stops what waits', async ({
  open,
  relay,
}) => {
  test.setTimeout(LONG_MS);
  const owner = await open('Noor', 'owner', [relay.url]);
  const [ana, laptop] = [await open('Ana', 'guardian', [relay.url]), await open('My laptop', 'guardian', [relay.url])];
  const everybody = [owner, ana, laptop];
  const site = await serveSite();
  const dapp = await connect(owner.vouch, site);
  const sign = async (amount: string) => {
    await dapp.page.bringToFront();
    return dapp.ask('eth_signTypedData_v4', [ACCOUNT, usdSend(amount)]);
  };

  await test.step('protect with Ana and a laptop', async () => {
    await nameSelf(owner);
    await pair(owner, ana, 'person', 'Noor');
    await pair(owner, laptop, 'device', 'Noor');
    await mailUntil(everybody, async () => (await protection(owner)).missing === null);
    await protect(owner);
    await mailUntil(everybody, async () => (await protection(owner)).state === 'rehearse');
  });

  await test.step('money that waits is heard of on the laptop alone, and stopped there by one press', async () => {
    const moneyOut = { above: [{ asset: 'USDC', amount: '100' }], newAddress: false, hours: 24 };
    expect(await ask(owner, 'policy.change', { policy: { ...NO_POLICY, moneyOut }, proof: null })).not.toHaveProperty(
      'error',
    );
    expect(await sign('500')).toMatchObject({ error: { code: -32083 } });
    await owner.vouch.killWorker();
    await mailUntil([owner, laptop, ana], async () => {
      const { ok } = await ask(laptop, 'wait.told', null);
      return Array.isArray(ok) && ok.length === 1;
    });
    expect((await ask(ana, 'wait.told', null)).ok).toEqual([]);
    await laptop.go('/');
    await expect(laptop.page.getByTestId('money-facts')).toContainText('500 USDC');
    expect(await problems(laptop.page, 'money that waits')).toEqual([]);
    await laptop.page.getByTestId('money-stop').click();
    await expect(laptop.page.getByTestId('money-said')).toBeVisible();
    await mailUntil([laptop, owner], async () => {
      const { ok } = await ask(owner, 'wait.list', null);
      return JSON.stringify(ok).includes('"by":"My laptop"');
    });
  });

  await test.step('Ana is offered the role, told what she would see, and takes it', async () => {
    await owner.go('/step-up');
    await owner.page.getByTestId('step-up-choose').click();
    await owner.page.getByTestId('step-up-who').selectOption({ label: 'Ana' });
    await prove(owner.page.getByTestId('step-up-role'));
    await expect(owner.page.getByTestId('step-up-guardian')).toHaveAttribute('data-state', 'asked');
    await ana.go('/people');
    await mailUntil([owner, ana], () => ana.page.getByTestId('co-offer').isVisible());
    await expect(ana.page.getByTestId('co-offer')).toContainText('You would not see');
    expect(await problems(ana.page, 'the role')).toEqual([]);
    await ana.page.getByTestId('co-accept').click();
    await expect(ana.page.getByTestId('co-accepted')).toBeVisible();
    await mailUntil(
      [ana, owner],
      async () => (await owner.page.getByTestId('step-up-guardian').getAttribute('data-state')) === 'accepted',
    );
  });

  await test.step('after a long absence a transfer needs her yes', async () => {
    for (let i = 0; i < 3; i++) {
      await dapp.page.bringToFront();
      const answer = dapp.ask('personal_sign', [`0x${Buffer.from(`note ${i}`).toString('hex')}`, ACCOUNT]);
      await waiting(owner.vouch, 1);
      await owner.vouch.approve();
      expect(await answer).toHaveProperty('result');
    }
    await owner.vouch.advance(15 * DAY);
    await owner.vouch.unlock(PASSWORD);
    const asked = sign('100');
    await waiting(owner.vouch, 1);
    const page = owner.vouch.context.pages().find((one) => one.url().includes('/approve.html'));
    const said = page?.getByTestId('step-up-guardian') ?? dapp.page.locator('nothing');
    await expect(said).toBeVisible();
    await owner.go('/guardians');
    await mailUntil([owner, ana], () => ana.page.getByTestId('co-yes').isVisible());
    await expect(ana.page.getByTestId('co-ask')).toContainText('100');
    await expect(ana.page.getByTestId('co-ask')).toContainText(new URL(site.origin).host);
    expect(await problems(ana.page, 'a request')).toEqual([]);
    await ana.page.getByTestId('co-yes').click();
    await expect(ana.page.getByTestId('co-said')).toBeVisible();
    await mailUntil([ana, owner], async () => (await said.getAttribute('data-said')) === 'yes');
    await owner.vouch.reject();
    expect(await asked).toMatchObject({ error: { code: 4001 } });
  });
  await site.stop();
});
