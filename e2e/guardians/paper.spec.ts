/**
 * A part on paper: printed, scanned back, and later typed in again beside the yes of one person. The owner's own page is
 * needed too.
 */
import { expect } from 'playwright/test';
import { ACCOUNT } from '../fixtures.ts';
import {
  addGuardian,
  approve,
  DAY,
  guardianOf,
  LONG_MS,
  mailUntil,
  nameSelf,
  type Person,
  pair,
  protect,
  protection,
  prove,
  test,
  unlock,
} from './people.ts';

/** What stands on the page that is shown, as somebody would type it. */
const pageText = async ({ page }: Person): Promise<string> => {
  await prove(page);
  const text = (await page.getByTestId('page-text').innerText()).trim();
  await page.getByTestId('print').waitFor();
  return text;
};

/** Types the page back in, and says what came of it. */
const typedBack = async ({ page }: Person, text: string): Promise<string | null> => {
  if (!(await page.getByTestId('test-text').count())) await page.getByTestId('test-page').click();
  await page.getByTestId('test-text').fill(text);
  await page.getByTestId('test-text-go').click();
  const result = page.getByTestId('test-result');
  await result.waitFor();
  return result.getAttribute('data-good');
};

/** Another letter in its place: a slip of the pen. */
const slip = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;

test("one person and one page bring the wallet back, with the owner's page", async ({ open, relay }) => {
  test.setTimeout(LONG_MS);
  const owner = await open('Noor', 'owner', [relay.url]);
  const [ana, ben] = [await open('Ana', 'guardian', [relay.url]), await open('Ben', 'guardian', [relay.url])];
  const everybody = [owner, ana, ben];
  await nameSelf(owner);
  await pair(owner, ana, 'person', 'Noor');
  await pair(owner, ben, 'person', 'Noor');
  await addGuardian(owner, 'paper', 'The safe');
  await owner.page.getByTestId('owner-factor').click();
  await expect(owner.page.getByTestId('owner-factor')).toBeChecked();
  await mailUntil(
    everybody,
    async () => (await protection(owner)).ownerFactor && (await protection(owner)).missing === null,
  );
  await protect(owner);
  await mailUntil(everybody, async () => (await protection(owner)).state === 'rehearse');

  const [part, own] = await test.step('both pages are printed and typed back', async () => {
    const { id } = await guardianOf(owner, 'The safe');
    await owner.go(`/guardians/paper/${id}`);
    const part = await pageText(owner);
    expect(await typedBack(owner, slip(part, 12)), 'a slip is found').toBe('false');
    expect(await typedBack(owner, part.toLowerCase().replaceAll(' ', '-'))).toBe('true');
    expect((await guardianOf(owner, 'The safe')).provedAt).not.toBeNull();
    await owner.go('/guardians/owner-key');
    const own = await pageText(owner);
    expect(await typedBack(owner, part), 'another page').toBe('false');
    expect(await typedBack(owner, own)).toBe('true');
    await owner.page.getByTestId('hide-page').click();
    await expect(owner.page.getByTestId('page-text')).toHaveCount(0);
    return [part, own];
  });

  await owner.close();
  const fresh = await open('The new computer', 'new device', [relay.url]);
  const now = [fresh, ana, ben];
  const { page } = fresh;

  await test.step('a page and a person are two', async () => {
    await fresh.go('/recovery');
    await page.getByTestId('paper-text').fill(slip(part, 40));
    await page.getByTestId('paper-text-go').click();
    await page.getByRole('alert').waitFor();
    expect((await fresh.view()).recovery?.papers).toEqual([]);
    await page.getByTestId('paper-text').fill(part);
    await page.getByTestId('paper-text-go').click();
    await page.getByTestId('paper-said').waitFor();
    await approve(fresh, ana);
    await mailUntil(now, async () => (await fresh.view()).recovery?.state === 'waiting');
  });

  await test.step("after the delay it waits for the owner's page, and opens with it", async () => {
    for (const one of now) {
      await one.vouch.advance(8 * DAY);
      await unlock(one, one === fresh ? '/recovery' : '/people');
    }
    await mailUntil(now, async () => (await fresh.view()).recovery?.people[0]?.state === 'opened');
    expect((await fresh.view()).recovery).toMatchObject({ needsOwnerKey: true, addresses: [] });
    await fresh.go('/recovery');
    await page.getByTestId('owner-page-text').fill(own);
    await page.getByTestId('owner-page-text-go').click();
    await mailUntil(now, async () => (await fresh.view()).recovery?.state === 'open');
    expect((await fresh.view()).recovery?.addresses).toEqual([ACCOUNT]);
    await page.getByTestId('wallet-back').waitFor();
  });
});
