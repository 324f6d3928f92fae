/** No relay at all: every letter goes as a file or as text, carried by hand, from the invite to protected. */
import { readFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import {
  acceptInvite,
  addGuardian,
  compareWords,
  guardianOf,
  inviteFor,
  LONG_MS,
  nameSelf,
  type Person,
  protect,
  protection,
  rehearseAlone,
  test,
  toGuardian,
  wardOf,
} from './people.ts';

/** What waits for somebody, as the file that the screen saves. Null when nothing does. */
const saved = async ({ page }: Person): Promise<string | null> => {
  const save = page.getByTestId('letters-save');
  if (!(await save.count())) return null;
  const download = page.waitForEvent('download', { timeout: 3000 }).catch(() => null);
  await save.click();
  const nothing = page.getByRole('alert');
  await page.getByTestId('letters-saved').or(nothing).first().waitFor();
  if (await nothing.count()) return null;
  const file = await download;
  return file ? readFile(await file.path(), 'utf8') : null;
};

/** From the owner's page of this guardian to the guardian, as a file. */
const carryOut = async (owner: Person, guardian: Person): Promise<boolean> => {
  await toGuardian(owner, guardian.name);
  const file = await saved(owner);
  if (file === null) return false;
  await guardian.go('/people');
  await guardian.page
    .getByTestId('letters-file')
    .setInputFiles({ name: 'vouch-letters.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await guardian.page.getByTestId('letters-taken').waitFor();
  return true;
};

/** From the guardian back to the owner, as text. */
const carryBack = async (owner: Person, guardian: Person): Promise<boolean> => {
  await guardian.go('/people');
  const fold = guardian.page.getByTestId(`ward-more-${(await wardOf(guardian)).id}`);
  await fold.waitFor();
  if (!(await guardian.page.getByTestId('letters-save').isVisible())) await fold.click();
  const file = await saved(guardian);
  if (file === null) return false;
  await owner.go('/guardians/relays');
  await owner.page.getByTestId('letters-text').fill(file);
  await owner.page.getByTestId('letters-take').click();
  await owner.page.getByTestId('letters-taken').waitFor();
  return true;
};

/** Letters go to and fro until it has become so. */
const carryUntil = async (owner: Person, guardians: readonly Person[], so: () => Promise<boolean>): Promise<void> => {
  for (let trips = 0; trips < 8; trips++) {
    if (await so()) return;
    for (const one of guardians) {
      await carryOut(owner, one);
      await carryBack(owner, one);
    }
  }
  expect(await so(), 'the letters brought it about').toBe(true);
};

test('pairing, protecting and a rehearsal with letters carried by hand', async ({ open }) => {
  test.setTimeout(LONG_MS);
  const owner = await open('Noor', 'owner');
  const [ana, ben] = [await open('Ana', 'guardian'), await open('Ben', 'guardian')];
  const guardians = [ana, ben];
  await nameSelf(owner);
  for (const one of guardians) {
    await addGuardian(owner, 'person', one.name);
    await acceptInvite(one, await inviteFor(owner, one.name), 'Noor');
    // The guardian opened the link: the first letter is theirs.
    await carryBack(owner, one);
    await carryUntil(
      owner,
      [one],
      async () => (await guardianOf(owner, one.name)).words !== null && (await wardOf(one)).words !== null,
    );
    await compareWords(owner, one);
  }
  await carryUntil(owner, guardians, async () => (await protection(owner)).missing === null);
  await protect(owner);
  await carryUntil(owner, guardians, async () => {
    for (const one of guardians) if ((await wardOf(one)).holds !== 'holds') return false;
    return (await protection(owner)).state === 'rehearse';
  });

  await rehearseAlone(owner);
  await carryUntil(owner, guardians, async () => {
    for (const one of guardians) {
      const { id, rehearsal } = await wardOf(one);
      if (rehearsal === null) continue;
      await one.go('/people');
      await one.page.getByTestId(`rehearsal-answer-${id}`).click();
      await expect.poll(async () => (await wardOf(one)).rehearsal).toBeNull();
    }
    return (await protection(owner)).state === 'protected';
  });

  await test.step('a file that is none is said to be none; one that came twice is known', async () => {
    await ana.go('/people');
    await ana.page.getByTestId('letters-text').fill('not letters at all');
    await ana.page.getByTestId('letters-take').click();
    await ana.page.getByRole('alert').waitFor();
  });
  expect((await owner.view()).relays).toEqual([]);
});
