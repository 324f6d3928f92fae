/**
 * The whole story over a real relay: somebody protects a wallet with two people and a laptop of their own, rehearses,
 * loses the computer, and gets the wallet back on another one with two of the three. Workers die in between.
 */
import { expect } from 'playwright/test';
import { ACCOUNT } from '../fixtures.ts';
import {
  approve,
  askOf,
  DAY,
  guardianOf,
  LONG_MS,
  mailUntil,
  nameSelf,
  pair,
  protect,
  protection,
  rehearse,
  test,
  unlock,
  wardOf,
} from './people.ts';

test('guardians bring a lost wallet back, the same one, after the delay', async ({ open, relay }) => {
  test.setTimeout(LONG_MS);
  const owner = await open('Noor', 'owner', [relay.url]);
  const [ana, ben, laptop] = [
    await open('Ana', 'guardian', [relay.url]),
    await open('Ben', 'guardian', [relay.url]),
    await open('My laptop', 'guardian', [relay.url]),
  ];
  const guardians = [ana, ben, laptop];
  const everybody = [owner, ...guardians];

  await test.step('pair with each, words both ways', async () => {
    await nameSelf(owner);
    await pair(owner, ana, 'person', 'Noor');
    await owner.vouch.killWorker();
    await pair(owner, ben, 'person', 'Noor');
    await ben.vouch.killWorker();
    await pair(owner, laptop, 'device', 'Noor');
    await mailUntil(everybody, async () => (await protection(owner)).missing === null);
  });

  await test.step('protect with any two of them', async () => {
    await owner.go('/guardians/protect');
    await expect(owner.page.getByTestId('sentence')).toHaveText(
      'Any 2 of Ana, Ben and My laptop can bring you back. If you lose 2 of them nobody can.',
    );
    await protect(owner);
    await owner.vouch.killWorker();
    await mailUntil(everybody, async () => (await protection(owner)).state === 'rehearse');
    for (const one of guardians) expect((await guardianOf(owner, one.name)).holds).toBe('holds');
  });

  await test.step('protected only once the rehearsal has passed', async () => {
    await owner.go('/guardians');
    await expect(owner.page.getByTestId('protection')).toHaveAttribute('data-state', 'rehearse');
    await rehearse(owner, [ana, ben]);
    await owner.vouch.killWorker();
    await mailUntil(everybody, async () => (await protection(owner)).state === 'protected');
    await owner.go('/guardians');
    await expect(owner.page.getByTestId('protection')).toHaveAttribute('data-state', 'protected');
    await expect(owner.page.getByTestId('rehearsal-state')).not.toHaveAttribute('data-passed', '');
  });

  await owner.close();
  const fresh = await open('The new computer', 'new device', [relay.url]);
  const now = [fresh, ana, ben];

  await test.step('two of the three say yes', async () => {
    await approve(fresh, ana);
    await fresh.vouch.killWorker();
    await approve(fresh, ben);
    await ana.vouch.killWorker();
    await mailUntil(now, async () => (await fresh.view()).recovery?.state === 'waiting');
    await mailUntil(now, async () => (await fresh.view()).recovery?.dueAt != null);
    await fresh.go('/recovery');
    await fresh.page.getByTestId('due').waitFor();
  });

  await test.step('nothing opens before its time', async () => {
    for (const one of now) {
      await one.vouch.advance(6 * DAY);
      await unlock(one, one === fresh ? '/recovery' : '/people');
    }
    for (let i = 0; i < 3; i++) for (const one of now) await one.check();
    for (const one of [ana, ben]) expect((await askOf(one)).released).toBe('no');
    expect((await fresh.view()).recovery?.state).toBe('waiting');
  });

  await test.step('the same wallet is back after seven days', async () => {
    for (const one of now) {
      await one.vouch.advance(2 * DAY);
      await one.vouch.killWorker();
      await unlock(one, one === fresh ? '/recovery' : '/people');
    }
    await mailUntil(now, async () => (await fresh.view()).recovery?.state === 'open');
    await fresh.go('/recovery');
    const back = fresh.page.getByTestId('recovered-addresses').getByTestId('address');
    await expect(back).toHaveCount(1);
    const shown = `${await back.innerText()} ${(await back.getAttribute('title')) ?? ''}`.replace(/\s+/g, '');
    expect(shown).toContain(ACCOUNT);
  });

  await test.step('a new key at once, and it is over for the guardians', async () => {
    await laptop.vouch.advance(8 * DAY);
    await unlock(laptop, '/people');
    await mailUntil([...now, laptop], async () => {
      const rekeyed = (await fresh.view()).recovery?.rekeyed;
      return rekeyed !== null && rekeyed !== undefined && rekeyed.done === rekeyed.of;
    });
    for (const one of [ana, ben]) {
      expect((await askOf(one)).over).toBe('opened');
      expect((await wardOf(one)).holds).toBe('holds');
      await one.go(`/people/ask/${encodeURIComponent((await askOf(one)).id)}`);
      await one.page.getByTestId('over-opened').waitFor();
    }
    await fresh.go('/recovery');
    await fresh.page.getByTestId('answer-lost').click();
    await expect(fresh.page.getByTestId('answer-lost')).toBeChecked();
    await fresh.page.locator('[data-testid="recovery-done"]:not([aria-disabled="true"])').click();
    await fresh.page.getByTestId('home').waitFor();
    expect(await fresh.vouch.accounts()).toEqual([ACCOUNT]);
    expect((await protection(fresh)).inForce).toEqual({ t: 2, guardians: expect.any(Array) });
  });
});
