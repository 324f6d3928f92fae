/**
 * People with a Vouch each: what they do is done on the screens that they see. The worker is asked directly only to
 * hurry the mail, which comes by itself once a minute, and to read how things stand.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { test as base, expect } from 'playwright/test';
import { type Relay, startRelay } from '../../demo/relay/start.ts';
import type { GuardianKind, GuardiansLane, GuardiansView } from '../../src/messaging/guardians-lane.ts';
import { launchVouch, type Vouch } from '../driver/vouch.ts';
import { MNEMONIC, PASSWORD } from '../fixtures.ts';

export const DAY = 24 * 60 * 60_000;
/** Ceremonies have many steps in several browsers, which share what machine there is. */
export const LONG_MS = 240_000;
const LIMIT_MS = 30_000;

/** `owner`: with the known phrase; `guardian`: no wallet, only people to look after; `new device`: lost everything. */
export type Role = 'owner' | 'guardian' | 'new device';

export type Person = {
  name: string;
  vouch: Vouch;
  /** the tab that this person works in */
  page: Page;
  /** Goes to a screen: `/people`. */
  go: (path: string) => Promise<void>;
  /** What the worker answers. For reading, and for the mail. */
  ask: <M extends keyof GuardiansLane>(method: M, params: GuardiansLane[M][0]) => Promise<GuardiansLane[M][1]>;
  view: () => Promise<GuardiansView>;
  check: () => Promise<{ arrived: number; unreached: number }>;
  close: () => Promise<void>;
};

const DOORS = { guardian: 'guard-someone', 'new device': 'lost-wallet' } as const;

const choosePassword = async (page: Page): Promise<void> => {
  await page.getByTestId('new-password').fill(PASSWORD);
  await page.getByTestId('repeat-password').fill(PASSWORD);
  await page.getByTestId('continue').click();
};

/** The way through the doors of somebody who makes no wallet. */
const enter = async (page: Page, role: keyof typeof DOORS): Promise<void> => {
  await page.getByTestId(DOORS[role]).click();
  if (role === 'new device') {
    await page.getByTestId('no-device').click();
    await page.getByTestId('begin-recovery').click();
  }
  await choosePassword(page);
  await page.getByTestId(role === 'guardian' ? 'people' : 'recovery').waitFor();
};

/** Somebody whose Vouch is open already. */
export const personOf = async (name: string, vouch: Vouch, path = '/'): Promise<Person> => {
  const tab = `chrome-extension://${vouch.extensionId}/src/popup/tab.html`;
  const page = await vouch.context.newPage();
  await page.goto(`${tab}#${path}`);
  const ask: Person['ask'] = async (method, params) => {
    const answer: { ok: never } | { error: unknown } = await page.evaluate(
      ([method, params]) => chrome.runtime.sendMessage({ lane: 'ui', method, params }),
      [method, params] as const,
    );
    if ('error' in answer) throw new Error(`${name}, ${method}: ${JSON.stringify(answer.error)}`);
    return answer.ok;
  };
  return {
    name,
    vouch,
    page,
    go: async (path) => void (await page.goto(`${tab}#${path}`)),
    ask,
    view: () => ask('guardians.view', null),
    check: () => ask('mail.check', null),
    close: vouch.close,
  };
};

/** @param relays are typed into the list of relays, unless there are none */
export const openVouch = async (name: string, role: Role, relays: readonly string[]): Promise<Person> => {
  const vouch = await launchVouch({ dist: 'dist-test' });
  vouch.context.setDefaultTimeout(LIMIT_MS);
  if (role === 'owner') await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC });
  const person = await personOf(name, vouch, role === 'owner' ? '/' : '/welcome');
  if (role !== 'owner') await enter(person.page, role);
  if (relays.length) await chooseRelays(person, relays);
  return person;
};

export const chooseRelays = async ({ page, go }: Person, relays: readonly string[]): Promise<void> => {
  await go('/guardians/relays');
  await page.getByTestId('relays').fill(relays.join('\n'));
  await page.getByTestId('relays-save').click();
  await expect(page.getByTestId('relays-saved')).not.toBeEmpty();
};

/** Hurries the mail of these people until something has become so. */
export const mailUntil = (people: readonly Person[], so: () => Promise<boolean> | boolean): Promise<void> =>
  expect(async () => {
    for (const one of people) await one.check();
    expect(await so()).toBe(true);
  }).toPass({ timeout: 45_000, intervals: [50] });

/** Unlocks on the screen where this person was going, which an alarm about somebody else's wallet does not cover. */
export const unlock = async ({ page, go }: Person, path: '/people' | '/recovery' | '/guardians'): Promise<void> => {
  await go(path);
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('unlock').click();
  await page.getByTestId('unlock').waitFor({ state: 'detached' });
};

/** A password asked for in place. */
export const prove = async (on: Page | Locator): Promise<void> => {
  await on.getByTestId('password').fill(PASSWORD);
  await on.getByTestId('prove').click();
};

/** Five words, as they stand on the screen. */
export const wordsOn = async (on: Page | Locator): Promise<string[]> => {
  const words = (await on.getByTestId('words-to-read').locator('li').allInnerTexts()).map((word) => word.trim());
  expect(words).toHaveLength(5);
  return words;
};

/** Five words, as they were heard. */
export const typeWords = async (on: Page | Locator, words: readonly string[]): Promise<void> => {
  for (const [i, word] of words.entries()) await on.getByTestId(`heard-${i}`).fill(word);
  await on.getByTestId('compare-words').click();
};

export const guardianOf = async (
  owner: Person,
  name: string,
): Promise<GuardiansView['protection']['guardians'][number]> => {
  const found = (await owner.view()).protection.guardians.find((one) => one.name === name);
  if (!found) throw new Error(`${owner.name} has no guardian ${name}.`);
  return found;
};
export const wardOf = async (guardian: Person): Promise<GuardiansView['wards'][number]> => {
  const [ward] = (await guardian.view()).wards;
  if (!ward) throw new Error(`${guardian.name} looks after nobody.`);
  return ward;
};

export const addGuardian = async ({ page, go }: Person, kind: GuardianKind, name: string): Promise<void> => {
  await go('/guardians/protect');
  await page.getByTestId(`add-${kind}`).click();
  await page.getByTestId('guardian-name').fill(name);
  await page.getByTestId('guardian-reach').fill(kind === 'paper' ? 'In the drawer' : '+44 20 7946 0000');
  await page.getByTestId('guardian-save').click();
  await page.getByTestId(`guardian-${name}`).waitFor();
};

export const toGuardian = async (owner: Person, name: string): Promise<void> => {
  await owner.go(`/guardians/person/${(await guardianOf(owner, name)).id}`);
  await owner.page.getByTestId('person').waitFor();
};

/** The link as it stands on the guardian's page. */
export const inviteFor = async (owner: Person, name: string): Promise<string> => {
  await toGuardian(owner, name);
  return owner.page.getByTestId('invite-link').inputValue();
};

const pasteLink = async ({ page, go }: Person, link: string): Promise<void> => {
  await go('/people');
  await page.getByTestId('link').fill(link);
  await page.getByTestId('link-go').click();
};

export const acceptInvite = async (guardian: Person, link: string, ward: string): Promise<void> => {
  const { page } = guardian;
  await pasteLink(guardian, link);
  await page.getByTestId('accept-name').fill(ward);
  await page.getByTestId('accept-reach').fill('+44 20 7946 0999');
  const own = page.getByTestId('accept-own');
  if (await own.count()) await own.fill(guardian.name);
  await page.getByTestId('accept-go').click();
  await page.getByTestId('accept').waitFor({ state: 'detached' });
  await page.locator('[data-testid^="ward-"][data-state]').waitFor();
};

/** Both sides have words on their screens. The mail, or letters carried by hand, brought them there. */
export const compareWords = async (owner: Person, guardian: Person): Promise<void> => {
  await toGuardian(owner, guardian.name);
  await guardian.go('/people');
  const [owners, guardians] = [await wordsOn(owner.page), await wordsOn(guardian.page)];
  expect(owners, 'each side reads its own half').not.toEqual(guardians);
  await typeWords(guardian.page, owners);
  await guardian.page.getByTestId('words-matched').waitFor();
  expect(await wordsOn(guardian.page), 'they still have to be read out').toEqual(guardians);
  await typeWords(owner.page, guardians);
  await owner.page.getByTestId('matched').or(owner.page.getByTestId('words-matched')).first().waitFor();
};

/** From nothing to a guardian whose words were compared, over the relays that both have chosen. */
export const pair = async (owner: Person, guardian: Person, kind: GuardianKind, ward: string): Promise<void> => {
  await addGuardian(owner, kind, guardian.name);
  await acceptInvite(guardian, await inviteFor(owner, guardian.name), ward);
  await mailUntil(
    [owner, guardian],
    async () => (await guardianOf(owner, guardian.name)).words !== null && (await wardOf(guardian)).words !== null,
  );
  await compareWords(owner, guardian);
};

/** Puts the plan in force, with what the screen wants to have typed for it. */
export const protect = async ({ page, go }: Person): Promise<void> => {
  await go('/guardians/protect');
  await page.locator('[data-testid="protect"]:not([aria-disabled="true"])').click();
  const confirm = page.getByTestId('confirm');
  await confirm.waitFor();
  const typed = confirm.getByTestId('typed');
  if (await typed.count()) await typed.fill('ACCEPT');
  await prove(confirm);
  await page.getByTestId('guardians-home').waitFor();
};

export const protection = async (owner: Person): Promise<GuardiansView['protection']> =>
  (await owner.view()).protection;

/** What guardians see this person called. */
export const nameSelf = async (owner: Person): Promise<void> => {
  await owner.go('/guardians/protect');
  await owner.page.getByTestId('own-name').fill(owner.name);
  await owner.page.getByTestId('own-name').press('Enter');
  await expect.poll(async () => (await owner.view()).name).toBe(owner.name);
};

/** Pairs with everybody and protects: from nothing to parts that all of them hold. */
export const setUp = async (owner: Person, guardians: readonly Person[]): Promise<void> => {
  await nameSelf(owner);
  for (const one of guardians) await pair(owner, one, 'person', owner.name);
  await mailUntil([owner, ...guardians], async () => (await protection(owner)).missing === null);
  await protect(owner);
  await mailUntil([owner, ...guardians], async () => (await protection(owner)).state === 'rehearse');
};

export const rehearseAlone = async (owner: Person): Promise<void> => {
  await owner.go('/guardians/rehearsal');
  await owner.page.getByTestId('rehearse').click();
  await owner.page.getByTestId('rehearsal-people').waitFor();
};

export const rehearse = async (owner: Person, guardians: readonly Person[]): Promise<void> => {
  await rehearseAlone(owner);
  await mailUntil([owner, ...guardians], async () => {
    for (const one of guardians) if ((await wardOf(one)).rehearsal === null) return false;
    return true;
  });
  for (const one of guardians) {
    await one.go('/people');
    await one.page.getByTestId(`rehearsal-answer-${(await wardOf(one)).id}`).click();
    await expect.poll(async () => (await wardOf(one)).rehearsal).toBeNull();
  }
};

/** On the new device: somebody to ask, and the link for them. */
export const askFor = async (fresh: Person, name: string): Promise<{ id: string; link: string }> => {
  const { page } = fresh;
  await fresh.go('/recovery');
  await page.getByTestId('add-person').fill(name);
  await page.getByTestId('add-person-go').click();
  // by the whole name: a link is long enough to contain any short one
  const row = page.locator('[data-testid="people-asked"] > li', { has: page.getByText(name, { exact: true }) });
  const link = row.locator('textarea');
  await link.waitFor();
  const id = ((await row.getAttribute('data-testid')) ?? '').replace('person-', '');
  return { id, link: await link.inputValue() };
};

const helperOf = async (fresh: Person, name: string) => {
  const found = (await fresh.view()).recovery?.people.find((one) => one.name === name);
  if (!found) throw new Error(`${fresh.name} has not asked ${name}.`);
  return found;
};

/** What the guardian was asked last. */
export const askOf = async (guardian: Person): Promise<GuardiansView['asks'][number]> => {
  const asks = (await guardian.view()).asks.filter(({ words }) => words !== 'none');
  const [last] = asks.sort((a, b) => b.askedAt - a.askedAt);
  if (!last) throw new Error(`${guardian.name} was not asked for anything.`);
  return last;
};

/** The guardian has the link open and the words of a call typed, and stands before the three answers. */
export const hear = async (fresh: Person, guardian: Person): Promise<void> => {
  const { id, link } = await askFor(fresh, guardian.name);
  await pasteLink(guardian, link);
  const { page } = guardian;
  await page.getByTestId('ask').waitFor();
  await mailUntil(
    [fresh, guardian],
    async () =>
      (await helperOf(fresh, guardian.name)).words !== null &&
      (await page.getByTestId('ask').getAttribute('data-words')) === 'words',
  );
  await fresh.go('/recovery');
  await fresh.page.getByTestId(`call-${id}`).click();
  await page.getByTestId('how-called').click();
  await expect(page.getByTestId('how-called')).toBeChecked();
  await typeWords(page, await wordsOn(fresh.page.getByTestId('call')));
  await page.getByTestId('words-matched').waitFor();
};

export const approve = async (fresh: Person, guardian: Person): Promise<void> => {
  await hear(fresh, guardian);
  const { page } = guardian;
  const said = page.getByTestId('mine-approved');
  // The request itself comes after the words: until it is here the press says so.
  await mailUntil([fresh, guardian], async () => {
    await page.locator('[data-testid="answer-approve"]:not([aria-disabled="true"])').click();
    await said.or(page.getByRole('alert')).first().waitFor();
    return said.isVisible();
  });
};

type Fixtures = {
  /** A folder for the stores of relays. */
  folder: string;
  /** A relay in a process of its own. */
  relay: Relay;
  /** Opens a Vouch for somebody; the relays are typed into their list of relays. All are closed at the end. */
  open: (name: string, role: Role, relays?: readonly string[]) => Promise<Person>;
};

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'vouch-relay-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  relay: async ({ folder }, use) => {
    const relay = await startRelay({ store: join(folder, 'events.jsonl') });
    await use(relay);
    await relay.stop();
  },
  open: async ({}, use, info) => {
    const all: Person[] = [];
    await use(async (name, role, relays = []) => {
      const person = await openVouch(name, role, relays);
      all.push(person);
      return person;
    });
    // What each of them had before their eyes when it went wrong.
    if (info.status !== info.expectedStatus)
      for (const { name, page } of all)
        if (!page.isClosed()) await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
    await Promise.all(all.map((one) => one.close()));
  },
});
