/**
 * A thief has tricked guardians. The old device stands locked on its desk: it shows the alarm by itself and stops the
 * recovery with its password. Then what guardians can do: take a yes back, freeze, stop. And the owner who says "It is me".
 */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { Vouch } from '../driver/vouch.ts';
import { workerOf } from '../hostile/pages.ts';
import { approve, askOf, hear, LONG_MS, mailUntil, type Person, prove, setUp, test } from './people.ts';

/** The alarms that the browser shows in the system's corner. */
const notices = async (vouch: Vouch): Promise<{ title: string; requireInteraction: boolean }[]> =>
  (await workerOf(vouch)).evaluate(async () => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    return (await registration.getNotifications())
      .filter(({ tag }) => tag.startsWith('alarm '))
      .map(({ title, requireInteraction }) => ({ title, requireInteraction }));
  });
const swipeAway = async (vouch: Vouch): Promise<void> =>
  (await workerOf(vouch)).evaluate(async () => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    for (const one of await registration.getNotifications()) one.close();
  });

const alarmPages = ({ vouch, page }: Person): Page[] =>
  vouch.context.pages().filter((one) => one !== page && one.url().includes('#/alarm/'));

/** The alarm that opened by itself, beside whatever this person was doing. */
const alarmOf = async (person: Person): Promise<Page> => {
  await expect.poll(() => alarmPages(person).length).toBe(1);
  const [page] = alarmPages(person);
  if (!page) throw new Error('The alarm has gone.');
  await page.getByTestId('alarm').waitFor();
  return page;
};

const stateOf = async (thief: Person) => (await thief.view()).recovery?.state;

/** What the locked device knows of the one recovery that is going on. */
const alarm = async (owner: Person) => (await owner.ask('guardians.alarms', null)).find(({ over }) => over === null);

/** On the new device, after the end: all over again. */
const again = async (thief: Person): Promise<void> => {
  await thief.go('/recovery');
  await thief.page.getByTestId('stopped-again').click();
  await thief.page.getByTestId('no-device').click();
  await thief.page.getByTestId('begin-recovery').click();
  await thief.page.getByTestId('recovery').waitFor();
};

const answer = async ({ page }: Person, verb: 'freeze' | 'withdraw' | 'stop'): Promise<void> => {
  await page.getByTestId(`answer-${verb}`).click();
};

test('a false recovery is seen and stopped: by the locked old device, and by people', async ({ open, relay }) => {
  test.setTimeout(LONG_MS);
  const owner = await open('Noor', 'owner', [relay.url]);
  const [ana, ben, cleo] = [
    await open('Ana', 'guardian', [relay.url]),
    await open('Ben', 'guardian', [relay.url]),
    await open('Cleo', 'guardian', [relay.url]),
  ];
  await setUp(owner, [ana, ben, cleo]);
  const thief = await open('A thief', 'new device', [relay.url]);
  const everybody = [owner, ana, ben, cleo, thief];

  await test.step('the locked device shows the alarm by itself', async () => {
    await owner.vouch.lock();
    await approve(thief, ana);
    await mailUntil([ana, owner], () => alarmPages(owner).length > 0);
    const page = await alarmOf(owner);
    await expect(page.getByTestId('alarm-approvals')).toContainText('One of the guardians');
    await approve(thief, ben);
    await mailUntil(
      everybody,
      async () => (await stateOf(thief)) === 'waiting' && (await alarm(owner))?.approvals === 2,
    );
    await expect(page.getByTestId('alarm-when')).toContainText('7 days');
    expect(await notices(owner.vouch)).toEqual([{ title: expect.any(String), requireInteraction: true }]);
  });

  await test.step('the notification comes back whenever the worker wakes, until it is answered', async () => {
    await swipeAway(owner.vouch);
    expect(await notices(owner.vouch)).toEqual([]);
    await owner.vouch.killWorker();
    await owner.check();
    await expect.poll(() => notices(owner.vouch)).toHaveLength(1);
    expect(alarmPages(owner), 'the page that is open is enough').toHaveLength(1);
  });

  await test.step('it is stopped with the password, for everybody', async () => {
    const page = await alarmOf(owner);
    await page.getByTestId('alarm-stop').click();
    await page.getByTestId('password').fill('not the password');
    await page.getByTestId('prove').click();
    await page.getByRole('alert').waitFor();
    expect(await stateOf(thief)).toBe('waiting');
    await prove(page);
    await page.getByTestId('alarm-stopped').waitFor();
    await mailUntil(everybody, async () => {
      for (const one of [ana, ben]) if (!(await askOf(one)).ownerStopped) return false;
      return (await stateOf(thief)) === 'stopped';
    });
    // All three people together could still go on: nobody can be kept out by whoever has the old device.
    await ana.page.getByTestId('owner-stopped').waitFor();
    await thief.page.getByTestId('recovery-stopped').waitFor();
    expect(await notices(owner.vouch)).toEqual([]);
    await page.close();
  });

  await again(thief);
  await test.step('a tricked guardian takes the yes back, another freezes', async () => {
    await approve(thief, ana);
    await approve(thief, ben);
    await mailUntil(everybody, async () => {
      for (const one of [ana, ben]) if ((await askOf(one)).dueAt === null) return false;
      return (await alarm(owner))?.approvals === 2;
    });
    const due = (await askOf(ana)).dueAt;
    await answer(ana, 'freeze');
    await mailUntil(everybody, async () => (await askOf(ben)).frozenUntil !== null);
    expect((await askOf(ana)).dueAt, 'five days more').toBe((due ?? 0) + 5 * 24 * 60 * 60_000);
    await ana.page.getByTestId('frozen').waitFor();
    expect((await askOf(ana)).canFreeze, 'once').toBe(false);
    await answer(ben, 'withdraw');
    await mailUntil(everybody, async () => (await askOf(ana)).dueAt === null);
    await ben.page.getByTestId('mine-withdrawn').waitFor();
    const helper = (await thief.view()).recovery?.people.find(({ name }) => name === 'Ben');
    expect(helper?.state).toBe('withdrawn');
  });

  await test.step('a majority of the people stops it, also one who was never asked', async () => {
    // The first request is still listed for her: all three people could carry it on.
    const [unasked] = (await cleo.view()).asks.sort((a, b) => b.askedAt - a.askedAt);
    await cleo.go(`/people/ask/${encodeURIComponent(unasked?.id ?? '')}`);
    await cleo.page.getByTestId('words-none').waitFor();
    await answer(cleo, 'stop');
    await cleo.page.getByTestId('my-stop').waitFor();
    await mailUntil(everybody, async () => (await askOf(ben)).stops === 1);
    expect((await askOf(ben)).over, 'one is no majority of three').toBeNull();
    await answer(ben, 'stop');
    await mailUntil(
      everybody,
      async () => (await stateOf(thief)) === 'stopped' && (await askOf(ana)).over === 'stopped',
    );
  });

  await again(thief);
  for (const page of alarmPages(owner)) await page.close();
  await test.step('the owner who says "It is me" is asked no more, and nothing is stopped', async () => {
    await hear(thief, ana);
    await mailUntil([thief, ana], async () => (await askOf(ana)).words === 'matched');
    await approve(thief, cleo);
    await mailUntil(everybody, () => alarmPages(owner).length === 1);
    const page = await alarmOf(owner);
    await page.getByTestId('alarm-mine').click();
    await prove(page);
    await page.getByTestId('alarm-me').waitFor();
    expect(await notices(owner.vouch)).toEqual([]);
    await mailUntil(everybody, async () => (await askOf(cleo)).approvals === 1);
    expect((await askOf(cleo)).over).toBeNull();
  });
});
