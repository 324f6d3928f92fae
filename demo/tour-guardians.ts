/**
 * The second half of the tour: friends bring the wallet back, and a thief is stopped. Guardians, the new computer and the
 * thief run a test build, whose clock can be moved on; the owner's first computer keeps the release build. The evidence is
 * the relay's own log, the profile on the disk, the venue that recovers the address, and what the thief's screen shows.
 * @module
 */
import { readFileSync, rmSync } from 'node:fs';
import type { Page } from 'playwright';
import type { Vouch } from '../e2e/driver/vouch.ts';
import {
  approve,
  chooseRelays,
  DAY,
  guardianOf,
  mailUntil,
  openVouch,
  type Person,
  pair,
  personOf,
  protect,
  protection,
  prove,
  rehearse,
  unlock,
} from '../e2e/guardians/people.ts';
import type { World } from './world.ts';

export type Step = (
  name: string,
  act: (picture: (page: Page, who?: string) => Promise<void>) => Promise<string>,
) => Promise<void>;
export type Must = (fact: unknown, sentence: string) => asserts fact;
type Tools = {
  world: World;
  step: Step;
  must: Must;
  /** Connects the wallet to the venue, places an order, and gives back who signed it by the venue's log. */
  order: (vouch: Vouch, size: string) => Promise<string>;
};
type Line = { at: number; what: string; id: string; kind: number; size: number; p: string };

const WAIT_MS = 8 * DAY;

/** What the relay wrote down, whoever asks. */
const logOf = (world: World): Line[] =>
  readFileSync(world.relay.log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

const stored = (world: World): number => logOf(world).filter(({ what }) => what === 'stored').length;

/** Moves the clock of these people on; their wallets lock themselves meanwhile and are opened again. */
const wait = async (people: readonly (readonly [Person, '/people' | '/recovery' | '/guardians'])[], ms: number) => {
  for (const [one, path] of people) {
    await one.vouch.advance(ms);
    await unlock(one, path);
  }
};

export const tourOfGuardians = async (vouch: Vouch, profile: string, address: string, tools: Tools): Promise<void> => {
  const { world, step, order } = tools;
  const must: Must = tools.must;
  const relays = [world.relay.url];
  const open: Person[] = [];
  const join = async (name: string, role: 'guardian' | 'new device') => {
    const person = await openVouch(name, role, relays);
    open.push(person);
    return person;
  };
  try {
    const owner = await personOf('Noor', vouch);
    const friends: Person[] = [];
    await step('Three guardians, words compared', async (picture) => {
      await chooseRelays(owner, relays);
      await owner.go('/guardians/protect');
      await owner.page.getByTestId('own-name').fill(owner.name);
      await owner.page.getByTestId('own-name').press('Enter');
      for (const [name, kind] of [
        ['Ana', 'person'],
        ['Ben', 'person'],
        ['My laptop', 'device'],
      ] as const) {
        const friend = await join(name, 'guardian');
        await pair(owner, friend, kind, owner.name);
        await picture(friend.page, name);
        friends.push(friend);
      }
      await owner.go('/guardians/protect');
      await picture(owner.page, owner.name);
      const mailboxes = new Set(logOf(world).map(({ p }) => p));
      must(
        mailboxes.size >= 6,
        `The relay saw ${mailboxes.size} mailboxes instead of one for each side of three pairs.`,
      );
      return `the relay (process ${world.relay.pid}) stored ${stored(world)} letters for ${mailboxes.size} mailboxes, all of kind 1059`;
    });

    await step('Shared, rehearsed, protected', async (picture) => {
      const before = stored(world);
      await protect(owner);
      await mailUntil([owner, ...friends], async () => (await protection(owner)).inForce !== null);
      await rehearse(owner, friends.slice(0, 2));
      await mailUntil([owner, ...friends], async () => (await protection(owner)).state === 'protected');
      await owner.go('/guardians');
      await picture(owner.page);
      const { t } = await protection(owner);
      must((await guardianOf(owner, 'Ana')).holds === 'holds', 'Ana holds nothing.');
      return `any ${t} of ${friends.length}, rehearsal passed, ${stored(world) - before} letters more on the relay`;
    });

    await step('The computer is lost', async () => {
      await vouch.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      return 'the profile with the wallet is deleted';
    });

    const [ana, ben, laptop] = friends;
    must(ana && ben && laptop, 'There are no friends.');
    const fresh = await join('New computer', 'new device');
    await step('A new computer asks, two say yes', async (picture) => {
      await approve(fresh, ana);
      await picture(ana.page, 'Ana');
      await approve(fresh, ben);
      await mailUntil([fresh, ana, ben], async () => ((await fresh.view()).recovery?.dueAt ?? null) !== null);
      await fresh.go('/recovery');
      await picture(fresh.page, 'new computer');
      const due = (await fresh.view()).recovery?.dueAt ?? 0;
      must(due > Date.now() + 6 * DAY, 'The wait is shorter than was agreed.');
      return `nothing opens before ${new Date(due).toISOString().slice(0, 16)}Z`;
    });

    await step('After the wait the wallet is back', async (picture) => {
      await wait(
        [
          [ana, '/people'],
          [ben, '/people'],
          [laptop, '/people'],
          [fresh, '/recovery'],
        ],
        WAIT_MS,
      );
      await mailUntil([ana, ben, fresh], async () => (await fresh.view()).recovery?.state === 'open');
      await fresh.go('/recovery');
      await picture(fresh.page);
      const [back] = await fresh.vouch.accounts();
      must(back === address, `The wallet came back as ${back}.`);
      const signer = await order(fresh.vouch, '0.3');
      must(signer === address, `The order was signed by ${signer}.`);
      return `the venue recovers ${signer} from the next order, the address of before`;
    });

    await step('A thief is stopped while locked', async (picture) => {
      await mailUntil([fresh, ...friends], async () => (await protection(fresh)).inForce !== null);
      await mailUntil([fresh, ...friends], async () => !(await protection(fresh)).changed);
      const thief = await join('Thief', 'new device');
      // the others' clocks are on already
      await wait([[thief, '/recovery']], WAIT_MS);
      await approve(thief, ana);
      await approve(thief, ben);
      await mailUntil([thief, ana, ben], async () => ((await thief.view()).recovery?.dueAt ?? null) !== null);
      await fresh.vouch.lock();
      await fresh.go('/');
      await fresh.page.getByTestId('alarm').waitFor({ timeout: 90_000 });
      await picture(fresh.page, 'alarm');
      await fresh.page.getByTestId('alarm-stop').click();
      await prove(fresh.page);
      await fresh.page.getByTestId('alarm-stopped').waitFor();
      await mailUntil([fresh, ana, ben, thief], async () => (await thief.view()).recovery?.state === 'stopped');
      const letters = logOf(world).length;
      await wait(
        [
          [ana, '/people'],
          [ben, '/people'],
          [thief, '/recovery'],
        ],
        WAIT_MS,
      );
      for (let i = 0; i < 3; i++) for (const one of [ana, ben, thief]) await one.check();
      const state = (await thief.view()).recovery?.state;
      must(state === 'stopped', `The thief's recovery is "${state}".`);
      await thief.go('/recovery');
      await picture(thief.page, 'thief');
      return `8 days later the thief has no wallet; ${logOf(world).length - letters} lines more in the relay's log`;
    });
  } finally {
    await Promise.all(open.map((one) => one.close().catch(() => {})));
  }
};
