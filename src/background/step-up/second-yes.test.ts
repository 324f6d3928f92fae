import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { runAhead } from '../../lib/clock.ts';
import { stepUpTold } from '../../lib/text/step-up-told.en.ts';
import { NO_POLICY, type Policy } from '../../policy/limits/document.ts';
import type { StepUp } from '../../policy/verdict.ts';
import { removeEverything } from '../../storage/db.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import { clear } from '../../storage/session.ts';
import { freshKdf } from '../../vault/kdf.ts';
import { stretch } from '../../vault/testing.ts';
import * as vault from '../../vault/vault.ts';
import { ACCOUNT } from '../../venues/fixtures.ts';

const MINUTE = 60_000;
const around = vi.hoisted(() => ({
  state: 'accepted' as 'asked' | 'accepted',
  stepUp: null as StepUp | null,
  asked: [] as { id: string; digest: string; headline: { id: string } }[],
  yes: [] as string[],
}));
vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));
vi.mock('../push.ts', () => ({ changed: () => {} }));
vi.mock('../sessions/announce.ts', async (original) => ({ ...(await original<object>()), announceSession: () => {} }));
vi.mock('../accounts.ts', async (original) => ({
  ...(await original<object>()),
  readKeyring: async () => ({ accounts: [{ address: ACCOUNT }] }),
}));
vi.mock('./judge.ts', () => ({ stepUpFor: async () => around.stepUp }));
vi.mock('./co.ts', () => ({
  coGuardian: async () => ({ id: 'g', name: 'Mira', state: around.state, endsAt: null }),
  coApproved: async (id: string, digest: string) => around.yes.includes(`${id} ${digest}`),
  askCoApproval: async (asked: (typeof around.asked)[number]) => {
    around.asked.push(asked);
  },
}));

const { policyHandlers: lane } = await import('../limits/lane.ts');
const { forgetPolicy, policyState } = await import('../limits/policy.ts');
const { sessionHandlers } = await import('../sessions/lane.ts');
const { addSession, countInSession, findSession, forgetSessions, pauseSession } = await import('../sessions/store.ts');
const { now } = await import('../../lib/clock.ts');

const kdf = freshKdf();
const proof = async () => ({ attempt: (await vault.beginAttempt()).attempt, key: stretch('right', kdf) });
const perOrder = (amount: string): Policy => ({
  ...NO_POLICY,
  orders: [{ venue: 'hyperliquid', account: 'every', over: 'ask', perOrder: amount }],
});
const change = async (amount: string) => lane['policy.change']({ policy: perOrder(amount), proof: await proof() });
const pending = async () => (await policyState()).pending?.policy.orders[0]?.perOrder ?? null;
const needsYes = { text: { id: 'stepUp.secondYes', params: { name: 'Mira' } } };
/** The wallet has locked meanwhile. */
const later = async (ms: number) => {
  runAhead(ms);
  forgetPolicy();
  const { attempt, key } = await proof();
  await vault.unlock(attempt, key);
};
const sayYes = () => around.yes.push(...around.asked.map(({ id, digest }) => `${id} ${digest}`));

beforeEach(async () => {
  runAhead(0);
  await removeEverything();
  await clear();
  forgetPolicy();
  forgetSessions();
  await vault.createVault(kdf, stretch('right', kdf), {});
  await lane['policy.change']({ policy: perOrder('500'), proof: null });
  Object.assign(around, {
    ...{ state: 'accepted', asked: [], yes: [] },
    stepUp: { by: 'guardian', why: [{ id: 'stepUp.why.burst', params: { count: '5', minutes: '10' } }] },
  });
});

describe('a looser limit', () => {
  test('waits for the yes of the guardian to exactly this, and nothing changes before', async () => {
    await expect(change('900')).rejects.toMatchObject(needsYes);
    expect(await pending()).toBeNull();
    expect(around.asked).toMatchObject([{ headline: { id: 'co.ask.policy' }, why: [{ id: 'stepUp.why.burst' }] }]);
    for (const { headline } of around.asked) expect(Object.hasOwn(stepUpTold, headline.id)).toBe(true);
    sayYes();
    await expect(change('901'), 'another one').rejects.toMatchObject(needsYes);
    await change('900');
    expect(await pending()).toBe('900');
  });

  test('a yes counts for half an hour, also over the turn of one', async () => {
    const ahead = 30 * MINUTE - (now() % (30 * MINUTE)) - 1;
    await later(ahead);
    await expect(change('900')).rejects.toMatchObject(needsYes);
    sayYes();
    const [first] = around.asked;
    await later(ahead + 29 * MINUTE);
    await change('900');
    expect(await pending()).toBe('900');
    expect(around.asked).toEqual([first]);
  });

  test('is not asked of anybody without the password, without a reason, or without a guardian who took the role', async () => {
    await expect(lane['policy.change']({ policy: perOrder('900'), proof: null })).rejects.toMatchObject({
      text: { id: 'policy.proof' },
    });
    around.state = 'asked';
    await change('900');
    expect(await pending()).toBe('900');
    around.state = 'accepted';
    for (const stepUp of [null, { by: 'password' as const, why: [] }]) {
      around.stepUp = stepUp;
      await change('950');
    }
    expect(around.asked).toEqual([]);
  });

  test('a tighter one never waits', async () => {
    await change('400');
    expect((await policyState()).inForce.orders[0]?.perOrder).toBe('400');
    expect(around.asked).toEqual([]);
  });
});

test('a session goes on after the yes; once it has traded on, that is another question', async () => {
  const session = {
    ...{ id: 's', origin: 'https://app.example', account: ACCOUNT, venue: 'hyperliquid', limits: {}, orders: 9 },
    ...{ budget: '900', startsAt: now(), endsAt: now() + 600 * MINUTE, paused: false },
  };
  await addSession(session, null);
  await pauseSession('s');
  const resume = async () => sessionHandlers['session.resume']({ id: 's', proof: await proof() });
  const paused = async () => (await findSession('s'))?.session.paused;
  await expect(resume()).rejects.toMatchObject(needsYes);
  expect(await paused()).toBe(true);
  sayYes();
  await resume();
  expect(await paused()).toBe(false);
  const line = {
    id: 's/0x1',
    at: now(),
    origin: session.origin,
    kind: 'order',
    state: 'approved',
    digest: '0x1',
  } as const;
  const entry: ActivityEntry = { ...line, headline: { id: 'reading.unreadable' }, account: ACCOUNT };
  expect(await countInSession('s', entry, async () => ({ orders: 1, notional: '5' }))).toBe(true);
  await pauseSession('s');
  await expect(resume()).rejects.toMatchObject(needsYes);
  expect(await paused()).toBe(true);
});
