/** What begins when a person grants a session: what was asked, or what that person set, once. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionOffer } from '../../approvals/record.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import type { Terms } from '../../policy/limits/permission.ts';
import type { StepUp } from '../../policy/verdict.ts';
import { exportVault, readExportKdf, restoreExport } from '../../vault/export-file.ts';
import { freshKdf } from '../../vault/kdf.ts';
import { isUnlocked, lock } from '../../vault/lock.ts';
import { stretch } from '../../vault/testing.ts';
import { readAllRecords, wipe } from '../../vault/vault.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import { listGrants } from '../grants/store.ts';
import { handlers } from '../ui-lane.ts';
import { checkTerms, grantSessions } from './grant.ts';
import { endSessions, findSession, listSessions } from './store.ts';
import * as core from './testing.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));
const stress = vi.hoisted(() => ({ stepUp: null as StepUp | null, yes: false }));
vi.mock('../step-up/co.ts', async (original) => ({
  ...(await original<typeof import('../step-up/co.ts')>()),
  coApproved: async () => stress.yes,
}));
vi.mock('../step-up/judge.ts', async (original) => ({
  ...(await original<typeof import('../step-up/judge.ts')>()),
  stepUpFor: async ({ raises }: { raises: boolean }) => (raises && (await isUnlocked()) ? stress.stepUp : null),
}));

const { ask, grant, permission, press, waiting } = core;
const KEY = { venue: 'hyperliquid', agent: { with: {} } };

const request = async (...permissions: unknown[]) => {
  expect(await ask('wallet_requestExecutionPermissions', permissions)).toEqual({ accepted: true });
  const record = await waiting();
  if (record.subject.type !== 'session') throw new Error(record.subject.type);
  return { record, offers: record.subject.offers };
};
const first = (offers: readonly SessionOffer[]): SessionOffer => {
  if (!offers[0]) throw new Error('no offer');
  return offers[0];
};
const running = async () => (await listSessions()).filter(({ ended }) => ended === null);
const agentRecords = async () => Object.keys(await readAllRecords()).filter((id) => id.startsWith('agent/'));
/** As our own page calls. */
const pressOn = (more: { terms?: Terms[]; proof?: Awaited<ReturnType<typeof core.proof>> } = {}) =>
  waiting().then(({ id, digest }) => handlers['approval.approve']({ id, digest, ...more }, undefined as never));

beforeEach(async () => {
  Object.assign(stress, { stepUp: null, yes: false });
  await core.begin();
});
afterEach(() => vi.useRealTimers());

describe('terms', () => {
  const bad: [string, (asked: Terms) => Terms][] = [
    ['another venue', (asked) => ({ ...asked, venue: 'gannet' })],
    ['a key that nobody asked for', (asked) => ({ ...asked, agent: asked.agent ? null : { with: {} } })],
    ['another end of the key', (asked) => ({ ...asked, agent: { with: { network: 'Testnet' } } })],
    ['longer than 30 days', (asked) => ({ ...asked, endsAt: NOW + 30 * DAY_MS + 1 })],
    ['an end that is over', (asked) => ({ ...asked, endsAt: NOW })],
    ['no end', (asked) => ({ ...asked, endsAt: Number.NaN })],
  ];
  test.each(bad)('are refused with %s, and nothing is lost', async (_name, change) => {
    for (const data of [{}, KEY]) {
      const { offers } = await request(permission(data));
      const { asked } = first(offers);
      await expect(pressOn({ terms: [change(asked)] })).rejects.toMatchObject({ text: { id: 'approval.terms' } });
      expect(await running()).toEqual([]);
      expect(await agentRecords()).toEqual([]);
      expect((await waiting()).state, 'it can still be approved').toBe('waiting');
      await core.drop();
    }
  });

  test('that a site does not let be changed are taken as they are or not at all', async () => {
    const fixed = permission();
    fixed.permission.isAdjustmentAllowed = false;
    const { offers } = await request(fixed);
    const { asked } = first(offers);
    for (const terms of [
      { ...asked, orders: 4 },
      { ...asked, budget: '100000.0' },
      { ...asked, endsAt: asked.endsAt - 1 },
      { ...asked, limits: { perOrder: '1' } },
    ])
      expect(() => checkTerms(offers, [terms], NOW), JSON.stringify(terms)).toThrow();
    // the browser's memory sorts the keys
    const sorted = Object.fromEntries(Object.entries(asked).sort()) as Terms;
    await pressOn({ terms: [sorted] });
    expect((await running())[0]?.session).toMatchObject({ orders: 5, budget: '100000' });
  });

  test('that a person lowered hold', async () => {
    const { offers } = await request(permission());
    const terms = [{ ...first(offers).asked, orders: 1, budget: '5000', limits: { perOrder: '5000' } }];
    await pressOn({ terms });
    expect(core.isSigned(await core.order(1))).toBe(true);
    expect(await core.order(2)).toEqual({ accepted: true });
  });

  test('of a key that would end at once begin nothing, also not the session beside it', async () => {
    const { offers } = await request(permission({ venue: 'synthetix' }), permission(KEY));
    const [one, two] = offers.map(({ asked }) => asked);
    if (!one || !two) throw new Error('two were asked for');
    const terms = [one, { ...two, endsAt: NOW + 1000 }];
    await expect(pressOn({ terms })).rejects.toMatchObject({ text: { id: 'approval.terms' } });
    expect(await running()).toEqual([]);
    await pressOn({ terms: [one, { ...two, endsAt: NOW + DAY_MS }] });
    expect((await running()).map(({ session }) => session.venue).sort()).toEqual(['hyperliquid', 'synthetix']);
  });
});

describe('a grant', () => {
  test('ends the one before it of the same site, account and venue, and no other', async () => {
    const before = await grant();
    const venue = await grant({ venue: 'hyperliquid' });
    const account = await grant({}, { from: OTHER });
    await core.connect(core.ELSEWHERE);
    const site = await grant({}, {}, core.ELSEWHERE);
    expect(core.isSigned(await core.order(1))).toBe(true);
    core.later(1);
    const after = await grant({ orders: 1 });
    expect((await running()).map(({ id }) => id).sort()).toEqual(
      [venue, account, site, after].map(({ context }) => context).sort(),
    );
    expect((await findSession(before.context))?.ended).not.toBeNull();
    const two = await Promise.all([core.order(2), core.order(3)]);
    expect(two.filter(core.isSigned)).toHaveLength(1);
  });

  test('that is carried out again after a death is one key and one session, with its counters as they are', async () => {
    const { record, offers } = await request(permission(KEY));
    const decided = { ...record, decision: { by: 'person', answer: 'approve', at: NOW } as const };
    const once = await grantSessions(decided, offers);
    const { id } = first(offers);
    await core.workerDies();
    core.later(1000);
    expect(await grantSessions(decided, offers)).toEqual(once);
    expect(await running()).toHaveLength(1);
    expect(await agentRecords()).toHaveLength(1);
    expect(await listGrants()).toHaveLength(1);
    const preimage = {
      ...{
        venue: 'hyperliquid',
        account: ACCOUNT,
        agent: (await findSession(id))?.agent,
        isTestnet: false,
        nonce: NOW,
      },
      action: {
        type: 'order',
        orders: [{ a: 0, b: true, p: '90000', s: '0.01', r: false, t: { limit: { tif: 'Gtc' } } }],
        grouping: 'na',
      },
    };
    expect(core.isSigned(await ask('wallet_signVenueOrder', [preimage]))).toBe(true);
    await grantSessions(decided, offers);
    expect(await findSession(id)).toMatchObject({ used: { orders: 1, notional: '900' } });
    await endSessions((row) => row.id === id, 'person');
    await grantSessions(decided, offers);
    expect(await running(), 'what was ended stays so').toEqual([]);
  });

  test('is of accounts that the site may still use, the second too', async () => {
    await request(permission({ venue: 'synthetix' }, { from: ACCOUNT }), permission(KEY, { from: OTHER }));
    await core.connect(core.SITE, [ACCOUNT]);
    expect(await press()).toMatchObject({ error: { code: -32081 } });
    expect(await running()).toEqual([]);
    expect(await agentRecords()).toEqual([]);
  });

  test('its key is in no export', async () => {
    await grant(KEY);
    expect(await agentRecords()).toHaveLength(1);
    const kdf = freshKdf();
    const file = await exportVault(kdf, stretch('file', kdf));
    await wipe();
    await restoreExport(file, stretch('file', readExportKdf(file)));
    expect(Object.keys(await readAllRecords()).sort()).toEqual(['key/a', 'key/b', 'keyring', 'selected']);
  });
});

describe('in a stressed market', () => {
  const why = [{ id: 'error.unknown' as const }];
  test('a session asks for the password, also one that was asked for before, or while the wallet was locked', async () => {
    for (const before of [
      async () => {
        stress.stepUp = { by: 'password', why };
        await request(permission({}, { from: ACCOUNT }));
      },
      async () => {
        await request(permission({}, { from: ACCOUNT }));
        stress.stepUp = { by: 'password', why };
      },
      async () => {
        stress.stepUp = { by: 'password', why };
        await lock();
        await request(permission({}, { from: ACCOUNT }));
        await core.unlock();
      },
    ]) {
      stress.stepUp = null;
      await before();
      await expect(pressOn()).rejects.toMatchObject({ text: { id: 'approval.password' } });
      await expect(pressOn({ proof: await core.proof('wrong') })).rejects.toMatchObject({ name: 'WrongPassword' });
      expect(await running()).toEqual([]);
      await pressOn({ proof: await core.proof() });
      expect(await running()).toHaveLength(1);
      await endSessions(() => true, 'person');
    }
  });

  test('the gate asks for it too', async () => {
    await request(permission());
    stress.stepUp = { by: 'password', why };
    expect(await press()).toMatchObject({ error: { code: -32081 } });
    expect(await running()).toEqual([]);
  });

  test('a guardian who is asked is not stood for by a password', async () => {
    await request(permission());
    stress.stepUp = { by: 'guardian', why };
    await expect(pressOn({ proof: await core.proof() })).rejects.toMatchObject({ text: { id: 'approval.guardian' } });
    expect(await press({ proved: true })).toMatchObject({ error: { code: -32081 } });
    expect(await running()).toEqual([]);
  });

  test("a guardian's yes is to the terms that the site asked for, and to no wider ones", async () => {
    const { offers } = await request(permission());
    const { asked } = first(offers);
    Object.assign(stress, { stepUp: { by: 'guardian', why }, yes: true });
    const wider = [{ ...asked, budget: '999999' }];
    await expect(pressOn({ terms: wider })).rejects.toMatchObject({ text: { id: 'approval.guardianTerms' } });
    expect(await running()).toEqual([]);
    await pressOn({ terms: [{ ...asked, orders: 1 }] });
    expect(await running()).toMatchObject([{ session: { orders: 1 } }]);
  });

  test('the gate takes no wider terms with it either', async () => {
    const { offers } = await request(permission());
    Object.assign(stress, { stepUp: { by: 'guardian', why }, yes: true });
    expect(await press({ terms: [{ ...first(offers).asked, budget: '999999' }] })).toMatchObject({
      error: { code: -32081 },
    });
    expect(await running()).toEqual([]);
  });
});
