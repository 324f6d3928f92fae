/** Every screen about guardians, as each person meets it, looked at by axe in both looks. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { problems } from '../flows/axe.ts';
import {
  acceptInvite,
  addGuardian,
  approve,
  askFor,
  guardianOf,
  hear,
  inviteFor,
  LONG_MS,
  mailUntil,
  nameSelf,
  pair,
  protect,
  protection,
  prove,
  rehearseAlone,
  test,
  toGuardian,
  wardOf,
} from './people.ts';

test('no screen about guardians has a serious barrier, in light or dark', async ({ open, relay }) => {
  test.setTimeout(LONG_MS);
  const owner = await open('Noor', 'owner', [relay.url]);
  const [ana, ben] = [await open('Ana', 'guardian', [relay.url]), await open('Ben', 'guardian', [relay.url])];
  const everybody = [owner, ana, ben];
  const found: string[] = [];
  const look = async (page: Page, name: string) => void found.push(...(await problems(page, name)));

  await owner.go('/guardians');
  await owner.page.getByTestId('to-protect').waitFor();
  await look(owner.page, 'nobody yet');
  await nameSelf(owner);
  await owner.page.getByTestId('add-person').click();
  await look(owner.page, 'protect, empty form');
  // the form goes with its screen, so the other screen has to have come
  await owner.go('/guardians');
  await owner.page.getByTestId('to-protect').waitFor();
  await addGuardian(owner, 'person', 'Ana');
  const link = await inviteFor(owner, 'Ana');
  await owner.page.getByTestId('invite-qr').click();
  await look(owner.page, 'invite');
  await look(ana.page, 'relays of a guardian');
  await ana.go('/people');
  await ana.page.getByTestId('link').fill(link);
  await ana.page.getByTestId('link-go').click();
  await ana.page.getByTestId('accept').waitFor();
  await look(ana.page, 'accept');
  await ana.page.getByTestId('accept-not').click();
  await acceptInvite(ana, link, 'Noor');
  await mailUntil(
    [owner, ana],
    async () => (await guardianOf(owner, 'Ana')).words !== null && (await wardOf(ana)).words !== null,
  );
  await toGuardian(owner, 'Ana');
  await look(owner.page, 'words, owner');
  await look(ana.page, 'words, guardian');
  const typed = (await guardianOf(owner, 'Ana')).words ?? [];
  await ana.ask('guardians.words', { id: (await wardOf(ana)).id, typed });
  await owner.ask('guardians.words', {
    id: (await guardianOf(owner, 'Ana')).id,
    typed: (await wardOf(ana)).words ?? [],
  });

  await pair(owner, ben, 'person', 'Noor');
  await addGuardian(owner, 'paper', 'The safe');
  await owner.page.getByTestId('owner-factor').click();
  await expect(owner.page.getByTestId('owner-factor')).toBeChecked();
  await mailUntil(everybody, async () => (await protection(owner)).missing === null);
  await owner.go('/guardians/protect');
  await owner.page.getByTestId('need').waitFor();
  await look(owner.page, 'protect, ready');
  await owner.page.locator('[data-testid="protect"]:not([aria-disabled="true"])').click();
  await owner.page.getByTestId('confirm').waitFor();
  await look(owner.page, 'protect, password');
  await owner.page.getByTestId('confirm-cancel').click();
  await protect(owner);
  await mailUntil(everybody, async () => (await protection(owner)).state === 'rehearse');

  for (const [path, ready] of [
    ['/', 'protection-row'],
    ['/guardians', 'guardians-home'],
    ['/guardians/rehearsal', 'rehearse'],
    ['/guardians/card', 'print-page'],
    ['/guardians/relays', 'relay'],
    ['/guardians/change', 'protect-page'],
  ] as const) {
    await owner.go(path);
    await owner.page.getByTestId(ready).first().waitFor();
    await look(owner.page, path);
  }
  for (const path of [`/guardians/paper/${(await guardianOf(owner, 'The safe')).id}`, '/guardians/owner-key']) {
    await owner.go(path);
    await prove(owner.page);
    await owner.page.getByTestId('page-text').waitFor();
    await look(owner.page, path);
  }
  await rehearseAlone(owner);
  await mailUntil(everybody, async () => (await wardOf(ana)).rehearsal !== null);
  await look(owner.page, 'rehearsal, running');
  await ana.go('/people');
  await ana.page.getByTestId(`ward-more-${(await wardOf(ana)).id}`).click();
  await look(ana.page, 'people');

  const fresh = await open('The new computer', 'new device', [relay.url]);
  await fresh.go('/recovery');
  await fresh.page.getByTestId('add-person').waitFor();
  await look(fresh.page, 'recovery, nobody asked');
  await hear(fresh, ana);
  await look(fresh.page, 'recovery, words');
  await look(ana.page, 'request');
  await askFor(fresh, 'Cleo');
  await look(fresh.page, 'recovery, link');
  await approve(fresh, ben);
  await look(ben.page, 'request, said yes');
  await mailUntil([...everybody, fresh], async () => (await owner.ask('guardians.alarms', null)).length > 0);
  await owner.go('/');
  await owner.page.getByTestId('alarm').waitFor();
  await look(owner.page, 'alarm');
  await owner.page.getByTestId('alarm-stop').click();
  await look(owner.page, 'alarm, password');
  await ana.go('/');
  await ana.page.getByTestId('bare-people').waitFor();
  await look(ana.page, 'home without a wallet');
  expect(found).toEqual([]);
});
