/** What a session signs alone, as somebody would try it who wants more than was granted. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NO_POLICY, type Policy } from '../../policy/limits/document.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { listActivity } from '../../storage/activity.ts';
import { lock } from '../../vault/lock.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import { endGrant } from '../grants/store.ts';
import { killHandlers } from '../kill/lane.ts';
import { policyHandlers } from '../limits/lane.ts';
import { endSessions, findSession, pauseAll, pauseSession, resumeSession } from './store.ts';
import * as core from './testing.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));
const written = vi.hoisted(() => ({ next: null as (() => Promise<void> | void) | null }));
vi.mock('../../storage/db.ts', async (original) => {
  const actual = await original<typeof import('../../storage/db.ts')>();
  const change: typeof actual.change = async (stores, work) => {
    const result = await actual.change(stores, work);
    if ((stores as string[]).includes('spent') && written.next) {
      const { next } = written;
      written.next = null;
      await next();
    }
    return result;
  };
  return { ...actual, change };
});

const { ask, drop, grant, isSigned, order, press, SITE, ELSEWHERE } = core;

/** Of the session: orders and worth that it has used. */
const used = async (id: string) => (await findSession(id))?.used;
/** What comes while the disk writes what the next request of a session uses: after it was counted, before it is answered. */
const meanwhile = (work: () => Promise<void> | void) => {
  written.next = work;
};
const limit = (policy: Partial<Policy>) =>
  policyHandlers['policy.change']({ policy: { ...NO_POLICY, ...policy }, proof: null });
const day = (perDay: string, over: 'ask' | 'refuse') => ({
  orders: [{ account: 'every' as const, venue: 'every', over, perDay }],
});
const hyperliquid = (agent: string | null, nonce: number, more: Record<string, unknown> = {}) => [
  {
    ...{ venue: 'hyperliquid', account: ACCOUNT, ...(agent && { agent }), isTestnet: false, nonce },
    action: {
      type: 'order',
      orders: [{ a: 0, b: true, p: '90000', s: '0.01', r: false, t: { limit: { tif: 'Gtc' } } }],
      grouping: 'na',
    },
    ...more,
  },
];

beforeEach(core.begin);
afterEach(() => {
  written.next = null;
  vi.useRealTimers();
});

describe('a session signs', () => {
  test('what is inside it, and the same again for the same order, which counts once', async () => {
    const { context } = await grant();
    const one = await order(1);
    expect(one).toMatchObject({ result: expect.stringMatching(/^0x[\da-f]{130}$/) });
    expect(await order(1)).toEqual(one);
    expect(await used(context)).toEqual({ orders: 1, notional: '5000' });
    const both = await Promise.all([order(2), order(2), order(3)]);
    expect(both[0]).toEqual(both[1]);
    expect(await used(context)).toEqual({ orders: 3, notional: '15000' });
    expect((await listActivity(9)).filter(({ by }) => by === 'session')).toHaveLength(3);
  });

  test('nothing for another site, account or venue', async () => {
    await grant();
    await core.connect(ELSEWHERE);
    expect(await order(1, {}, ELSEWHERE)).toEqual({ accepted: true });
    await drop();
    expect(await ask('eth_signTypedData_v4', core.buy(1).replace(ACCOUNT, OTHER))).toEqual({ accepted: true });
    await drop();
    expect(await ask('wallet_signVenueOrder', hyperliquid(null, NOW))).toEqual({ accepted: true });
    await drop();
    expect(await ask('personal_sign', ['0x68656c6c6f', ACCOUNT])).toEqual({ accepted: true });
  });

  test('nothing once the site may not use the account, and nothing unsaid of it', async () => {
    await grant();
    await core.connect(SITE, [OTHER]);
    expect(await order(1)).toMatchObject({ error: { code: 4100 } });
    expect(await ask('wallet_getGrantedExecutionPermissions', [])).toEqual({ result: [] });
  });

  test('nothing while it is paused, after it was ended, and past its end', async () => {
    const { context } = await grant();
    await pauseSession(context);
    expect(await order(1)).toEqual({ accepted: true });
    await drop();
    await resumeSession(context);
    expect(isSigned(await order(2))).toBe(true);
    await endSessions(({ id }) => id === context, 'person');
    await resumeSession(context);
    expect(await order(3)).toEqual({ accepted: true });
    await drop();
    const again = await grant({}, { rules: [{ type: 'expiry', data: { timestamp: NOW / 1000 + 60 } }] });
    expect(isSigned(await order(4))).toBe(true);
    core.later(60_000);
    expect(await order(5)).toEqual({ accepted: true });
    expect(await used(again.context)).toMatchObject({ orders: 1 });
  });

  test('with the newest grant, also when the clock went back before it', async () => {
    const before = await grant({ orders: 9 });
    core.later(-3_600_000);
    await core.unlock();
    const after = await grant({ orders: 1 });
    expect((await findSession(before.context))?.ended).not.toBeNull();
    expect(isSigned(await order(1))).toBe(true);
    expect(await used(after.context)).toMatchObject({ orders: 1 });
    core.later(3_600_000);
    await core.unlock();
    expect(await order(2)).toEqual({ accepted: true });
  });

  test('nothing more than orders and budget', async () => {
    const { context } = await grant({ orders: 2, budget: '12000' });
    expect(isSigned(await order(1, { quantity: '0.24' }))).toBe(true);
    expect(await order(2)).toEqual({ accepted: true });
    await drop();
    expect(await used(context)).toEqual({ orders: 1, notional: '12000' });
    await grant({ orders: 1, budget: '90000' });
    const many = await Promise.all([order(3), order(4), order(5), order(6)]);
    expect(many.filter(isSigned)).toHaveLength(1);
  });
});

describe('between the count and the answer', () => {
  const stops: [string, (context: string) => unknown][] = [
    ['the wallet is locked', () => lock()],
    ['the session is paused', (context) => pauseSession(context)],
    ['the session is ended', (context) => endSessions(({ id }) => id === context, 'person')],
    ['the kill switch is pressed', () => killHandlers['kill.press'](null)],
    ['all are paused', () => pauseAll()],
  ];
  test.each(stops)('%s: nothing leaves', async (_name, stop) => {
    const { context } = await grant();
    let stopped: unknown;
    meanwhile(() => {
      // not awaited: it takes its turn after the request that it stops
      stopped = stop(context);
    });
    const answer = await order(1);
    await stopped;
    expect(isSigned(answer)).toBe(false);
    expect(await used(context), 'it was counted').toMatchObject({ orders: 1 });
  });

  test('its key is ended: nothing leaves', async () => {
    const { vouch } = await grant({ venue: 'hyperliquid', agent: { with: {} } });
    const name = vouch.agent?.name ?? '0x';
    expect(isSigned(await ask('wallet_signVenueOrder', hyperliquid(name, NOW)))).toBe(true);
    meanwhile(() => endGrant(name));
    const answer = await ask('wallet_signVenueOrder', hyperliquid(name, NOW + 1));
    expect(isSigned(answer)).toBe(false);
  });
});

describe('the limits of the account', () => {
  test('hold inside a session: asked, or refused', async () => {
    const { context } = await grant();
    await limit(day('9000', 'ask'));
    expect(isSigned(await order(1))).toBe(true);
    expect(await order(2)).toEqual({ accepted: true });
    await drop();
    await limit(day('9000', 'refuse'));
    expect(await order(3)).toMatchObject({ error: { code: -32082, data: { rule: 'limit.perDay' } } });
    core.later(DAY_MS);
    await core.unlock();
    expect(isSigned(await order(4))).toBe(true);
    expect(await used(context)).toMatchObject({ orders: 2 });
  });

  test('that changed after it was judged are asked again', async () => {
    const { context } = await grant();
    const before = await import('./sign.ts');
    const { judgeNow } = await import('../limits/judge.ts');
    const { examineTypedData } = await import('../../policy/examine.ts');
    const around = { origin: SITE, chainId: 1, plan: null };
    const examined = examineTypedData(core.buy(1), { origin: SITE, chainId: 1, now: Date.now(), lifted: [] });
    const stamped = before.stamp();
    const judged = await judgeNow(examined, around);
    expect(judged.decision.decision).toBe('sign');
    await limit(day('4999', 'ask'));
    expect(await before.signInSession(examined, judged, around, null, stamped)).toBeNull();
    expect(await used(context)).toMatchObject({ orders: 0 });
  });

  test('hold for two that were judged at once', async () => {
    const { context } = await grant();
    await limit(day('9000', 'refuse'));
    const both = await Promise.all([order(1), order(2)]);
    expect(both.filter(isSigned)).toHaveLength(1);
    expect(await used(context)).toMatchObject({ orders: 1 });
  });

  test('refuse what a person approves while the session signs', async () => {
    await grant({ perOrder: '5000' });
    await limit(day('14000', 'refuse'));
    expect(await order(1, { quantity: '0.2' })).toEqual({ accepted: true });
    // Counted by the session after the gate judged the other, before that is counted itself.
    const [pressed, alone] = await Promise.all([press(), order(2)]);
    const worth = (pressed && 'result' in pressed ? 10_000 : 0) + (isSigned(alone) ? 5_000 : 0);
    expect(worth).toBeGreaterThan(0);
    expect(worth).toBeLessThanOrEqual(14_000);
  });
});

describe('a key that the wallet holds', () => {
  test('counts for itself: what the account signs too is two orders at the venue', async () => {
    const { vouch, context } = await grant({ venue: 'hyperliquid', agent: { with: {} } });
    const name = vouch.agent?.name ?? '0x';
    const one = await ask('wallet_signVenueOrder', hyperliquid(null, NOW));
    const two = await ask('wallet_signVenueOrder', hyperliquid(name, NOW));
    expect([isSigned(one), isSigned(two)]).toEqual([true, true]);
    expect(one).not.toEqual(two);
    expect(await used(context)).toEqual({ orders: 2, notional: '1800' });
    expect(await ask('wallet_signVenueOrder', hyperliquid(name, NOW))).toEqual(two);
    expect(await used(context)).toMatchObject({ orders: 2 });
  });
});
