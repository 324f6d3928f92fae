/** Relays that are dead, or die with a letter accepted and not delivered; and a guardian who was away. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import type { RelayLogLine } from '../../demo/relay/relay.ts';
import { type Relay, startRelay } from '../../demo/relay/start.ts';
import {
  acceptInvite,
  addGuardian,
  compareWords,
  DAY,
  guardianOf,
  inviteFor,
  LONG_MS,
  mailUntil,
  nameSelf,
  protect,
  protection,
  rehearse,
  test,
  unlock,
  wardOf,
} from './people.ts';

/** An address where nobody listens. */
const deadRelay = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return `ws://127.0.0.1:${address.port}/`;
};

/** What the relay wrote down of itself. */
const said = (relay: Relay, what: RelayLogLine['what']): RelayLogLine[] =>
  readFileSync(relay.log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RelayLogLine)
    .filter((line) => line.what === what);

test('two of three relays are dead, the third is killed with letters in it, a guardian is away for ten days', async ({
  open,
  folder,
}) => {
  test.setTimeout(LONG_MS);
  const store = join(folder, 'killed.jsonl');
  let relay = await startRelay({ store });
  const port = Number(new URL(relay.url).port);
  try {
    const relays = [await deadRelay(), relay.url, await deadRelay()];
    const owner = await open('Noor', 'owner', relays);
    const [ana, ben] = [await open('Ana', 'guardian', relays), await open('Ben', 'guardian', relays)];
    const everybody = [owner, ana, ben];

    await test.step('the screen tells which relays answer', async () => {
      await nameSelf(owner);
      await addGuardian(owner, 'person', 'Ana');
      const link = await inviteFor(owner, 'Ana');
      await acceptInvite(ana, link, 'Noor');
      expect(await owner.check()).toMatchObject({ unreached: 2 });
      await owner.go('/guardians/relays');
      await expect(owner.page.locator('[data-testid="relay"][data-error="true"]')).toHaveCount(2);
      await expect(owner.page.locator('[data-testid="relay"][data-error="false"]')).toHaveCount(1);
    });

    await test.step('a letter that was accepted survives SIGKILL and arrives once', async () => {
      await mailUntil([owner, ana], async () => (await wardOf(ana)).words !== null);
      await mailUntil([owner, ana], async () => (await guardianOf(owner, 'Ana')).words !== null);
      await compareWords(owner, ana);
      // The owner's letter lies there, and nobody has fetched it.
      const before = said(relay, 'stored').length;
      await owner.check();
      expect(said(relay, 'stored').length).toBeGreaterThanOrEqual(before);
      await relay.kill('SIGKILL');
      expect((await ana.check()).unreached).toBe(3);
      relay = await startRelay({ port, store });
      await mailUntil([owner, ana], async () => (await guardianOf(owner, 'Ana')).pairing === 'paired');
      await mailUntil([owner, ana], async () => (await wardOf(ana)).pairing === 'paired');
    });

    await test.step('what came once does not come again', async () => {
      for (let quiet = 0; quiet < 2; )
        quiet = (await owner.check()).arrived + (await ana.check()).arrived ? 0 : quiet + 1;
      for (const one of [owner, ana]) {
        await one.vouch.killWorker();
        expect((await one.check()).arrived).toBe(0);
      }
    });

    await test.step('a guardian who was away for ten days does then what was asked', async () => {
      await addGuardian(owner, 'person', 'Ben');
      await acceptInvite(ben, await inviteFor(owner, 'Ben'), 'Noor');
      await mailUntil(
        [owner, ben],
        async () => (await wardOf(ben)).words !== null && (await guardianOf(owner, 'Ben')).words !== null,
      );
      await compareWords(owner, ben);
      await mailUntil(everybody, async () => (await protection(owner)).missing === null);
      // Away is locked: an open page of Ben's would go on asking for letters, and prove the part by itself.
      await ben.vouch.lock();
      await protect(owner);
      await mailUntil([owner, ana], async () => (await guardianOf(owner, 'Ana')).provedAt !== null);
      for (const one of [owner, ana, ben]) await one.vouch.advance(10 * DAY);
      await unlock(owner, '/guardians');
      await unlock(ana, '/people');
      expect((await protection(owner)).state).toBe('sharing');
      await unlock(ben, '/people');
      await mailUntil(everybody, async () => (await protection(owner)).state === 'rehearse');
      await rehearse(owner, [ana, ben]);
      await mailUntil(everybody, async () => (await protection(owner)).state === 'protected');
    });
  } finally {
    await relay.stop();
  }
});
