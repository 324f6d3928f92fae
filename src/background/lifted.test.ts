import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';

const clock = { at: 0 };
vi.mock('../lib/clock.ts', () => ({ now: () => clock.at }));
vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));

const SITE = 'https://a.example';
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 21);

/** A worker's life is a module's life. */
const worker = async () => {
  vi.resetModules();
  return { ...(await import('./lifted.ts')), ...(await import('./sites.ts')) };
};
let life: Awaited<ReturnType<typeof worker>>;

beforeEach(async () => {
  await deleteDB('vouch', { blocked: () => {} });
  clock.at = START;
  life = await worker();
  await life.saveSite({ origin: SITE, accounts: [], chainId: 1, connectedAt: 1, lastUsedAt: 1 });
});

test('a rule opens after a day, stays open for a day and closes by itself', async () => {
  await life.askLift(SITE, 'R5');
  expect(await life.listLifts()).toEqual([{ origin: SITE, rule: 'R5', state: 'waiting', at: START + 24 * HOUR }]);
  const open: boolean[] = [];
  for (const hours of [0, 23.99, 24, 47.99, 48, 60]) {
    clock.at = START + hours * HOUR;
    open.push((await life.liftedFor(SITE)).includes('R5'));
  }
  expect(open).toEqual([false, false, true, true, false, false]);
  expect(await life.listLifts()).toEqual([]);
});

test('it is for one site and one rule, and outlives the worker', async () => {
  await life.askLift(SITE, 'R1');
  clock.at += 25 * HOUR;
  const next = await worker();
  expect(await next.liftedFor(SITE)).toEqual(['R1']);
  expect(await next.liftedFor('https://b.example')).toEqual([]);
  expect(await next.listLifts()).toMatchObject([{ rule: 'R1', state: 'open' }]);
});

test('what nobody looked at while it was open is closed all the same', async () => {
  await life.askLift(SITE, 'R1');
  clock.at += 49 * HOUR;
  expect(await (await worker()).liftedFor(SITE)).toEqual([]);
});

test('it is taken back at once, while it waits and while it is open', async () => {
  await life.askLift(SITE, 'R2');
  await life.cancelLift(SITE, 'R2');
  clock.at += 30 * HOUR;
  expect(await life.liftedFor(SITE)).toEqual([]);
  await life.askLift(SITE, 'R2');
  await life.askLift(SITE, 'R17');
  clock.at += 25 * HOUR;
  expect((await life.liftedFor(SITE)).sort()).toEqual(['R17', 'R2']);
  await life.cancelLift(SITE, 'R2');
  expect(await life.liftedFor(SITE)).toEqual(['R17']);
  await life.cancelLift(SITE);
  expect(await (await worker()).listLifts()).toEqual([]);
});

test('asking again neither shortens the wait nor lengthens what is open', async () => {
  await life.askLift(SITE, 'R5');
  clock.at += 20 * HOUR;
  await life.askLift(SITE, 'R5');
  expect(await life.listLifts()).toMatchObject([{ at: START + 24 * HOUR }]);
  clock.at += 20 * HOUR;
  await life.askLift(SITE, 'R5');
  expect(await life.listLifts()).toMatchObject([{ state: 'open', at: START + 48 * HOUR }]);
});

test('a clock that is set back takes nothing off the wait and gives nothing to what is open', async () => {
  await life.askLift(SITE, 'R5');
  clock.at = START + 10 * HOUR;
  await life.listLifts();
  clock.at = START;
  expect(await life.listLifts()).toMatchObject([{ state: 'waiting', at: START + 14 * HOUR }]);
  clock.at = START + 15 * HOUR;
  expect(await life.liftedFor(SITE)).toEqual(['R5']);
  // Back to before it opened, and on again: nearly all of its day is used up by turning the clock.
  clock.at = START + 4 * HOUR;
  expect(await life.listLifts()).toMatchObject([{ state: 'open', at: START + 4 * HOUR + 12 * HOUR }]);
  clock.at = START - 9 * HOUR;
  expect(await life.liftedFor(SITE)).toEqual([]);
});

test('only for a site that is connected', async () => {
  await expect(life.askLift('https://b.example', 'R5')).rejects.toMatchObject({ text: { id: 'page.notConnected' } });
  expect(await life.listLifts()).toEqual([]);
});
