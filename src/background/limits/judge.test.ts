/** Rules, limits, a session and the clock together, as they are at this moment. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readRecords } from '../../approvals/journal.ts';
import { examineTypedData } from '../../policy/examine.ts';
import { NO_POLICY, type Policy } from '../../policy/limits/document.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { lock } from '../../vault/lock.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import { standing, verdictNow } from '../hands.ts';
import { countApproved, findSession } from '../sessions/store.ts';
import * as core from '../sessions/testing.ts';
import { handlers } from '../ui-lane.ts';
import { countsOf, judgeNow } from './judge.ts';
import { policyHandlers } from './lane.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../sessions/fakes.ts')).fakeBrowser }));
const market = vi.hoisted(() => ({ price: undefined as string | undefined, asked: [] as string[] }));
vi.mock('./prices.ts', () => ({
  pricesOf: async (markets: string[]) => {
    market.asked.push(...markets);
    return new Map(market.price === undefined ? [] : markets.map((one) => [one, { price: market.price, at: NOW }]));
  },
}));

const around = { origin: core.SITE, chainId: 1, plan: null };
const examined = (more: Record<string, unknown> = {}, account = ACCOUNT) =>
  examineTypedData(core.buy(1, more).replace(ACCOUNT, account), {
    ...{ origin: core.SITE, chainId: 1, now: Date.now(), lifted: [] },
  });
const judge = (more?: Record<string, unknown>, where = around) => judgeNow(examined(more), where);
const decision = async (more?: Record<string, unknown>, where = around) => (await judge(more, where)).decision.decision;
const rules = async (more?: Record<string, unknown>) => (await judge(more)).decision.rules.map(({ id }) => id);
const set = (policy: Partial<Policy>) =>
  policyHandlers['policy.change']({ policy: { ...NO_POLICY, ...policy }, proof: null });
type Rule = Policy['orders'][number];
const rule = (more: Partial<Rule>): Partial<Policy> => ({
  orders: [{ account: 'every', venue: 'every', over: 'refuse', ...more }],
});

beforeEach(async () => {
  Object.assign(market, { price: undefined, asked: [] });
  await core.begin();
});
afterEach(() => vi.useRealTimers());

describe('without a session', () => {
  test('everything is asked, and no price is looked for that nothing needs', async () => {
    expect(await judge()).toMatchObject({ decision: { decision: 'ask' }, row: null, verdict: { outcome: 'ask' } });
    expect(market.asked).toEqual([]);
  });

  test('limits hold for their account and venue, in any letters', async () => {
    for (const [more, expected] of [
      [{}, 'refuse'],
      [{ account: ACCOUNT.toLowerCase() }, 'refuse'],
      [{ account: OTHER }, 'ask'],
      [{ venue: 'synthetix' }, 'refuse'],
      [{ venue: 'hyperliquid' }, 'ask'],
      [{ over: 'ask' }, 'ask'],
    ] as [Partial<Rule>, string][]) {
      await core.begin();
      await set(rule({ perOrder: '4999', ...more }));
      expect(await decision(), JSON.stringify(more)).toBe(expected);
    }
  });

  test('what was signed yesterday counts until it is a day old, but not a record against itself', async () => {
    await set(rule({ perDay: '9000' }));
    await countApproved('r', ACCOUNT, 'synthetix', async () => ({ orders: 1, notional: '5000' }));
    expect(await decision()).toBe('refuse');
    expect(await decision({}, { ...around, id: 'r' } as typeof around)).toBe('ask');
    expect((await judgeNow(examined({}, OTHER), around)).decision.decision, 'another account').toBe('ask');
    core.later(DAY_MS - 1);
    await core.unlock();
    expect(await decision()).toBe('refuse');
    core.later(1);
    expect(await decision()).toBe('ask');
  });

  test('a sell counts at the market, and without a price nobody knows it', async () => {
    await set(rule({ perOrder: '5000' }));
    expect(await decision({ side: 'sell' })).toBe('refuse');
    expect(await rules({ side: 'sell' })).toContain('limit.notCheckable.notional');
    market.price = '49999';
    expect(await decision({ side: 'sell' })).toBe('ask');
    market.price = '50001';
    expect(await decision({ side: 'sell' })).toBe('refuse');
    expect(market.asked).toContain('BTC-USDT');
  });

  test('opening cools off, closing does not', async () => {
    await policyHandlers['policy.coolOff']({ forMs: 60_000 });
    expect(await decision()).toBe('refuse');
    expect(await decision({ reduceOnly: true })).toBe('ask');
    core.later(60_000);
    expect(await decision()).toBe('ask');
  });

  test('a key has its hours, by the clock on the wall', async () => {
    const minute = new Date(NOW).getHours() * 60 + new Date(NOW).getMinutes();
    const hours = (from: number, to: number) => set({ hours: [{ account: 'every', from, to }] });
    await hours(minute, minute + 1);
    expect(await decision()).toBe('ask');
    core.later(60_000);
    expect(await decision()).toBe('refuse');
    expect(await decision({ reduceOnly: true })).toBe('ask');
  });

  test('what is no order counts nothing', async () => {
    const { decision: of } = await judge();
    expect(countsOf(examined(), of)).toEqual({ orders: 1, notional: '5000' });
    expect(countsOf({ ...examined(), reading: { ...examined().reading, kind: 'move-funds' } as never }, of)).toBeNull();
  });
});

describe('with a session', () => {
  test('it signs what all limits let through', async () => {
    const { context } = await core.grant({ perOrder: '6000' });
    expect(await judge()).toMatchObject({ decision: { decision: 'sign' }, row: { id: context } });
    expect(await decision({ quantity: '0.13' })).toBe('ask');
    await set(rule({ perOrder: '4000', over: 'ask' }));
    expect(await decision()).toBe('ask');
    expect(await decision({}, { ...around, origin: core.ELSEWHERE })).toBe('ask');
  });

  test('of another account it signs nothing, even where it is handed over', async () => {
    const { context } = await core.grant({}, { from: OTHER });
    const row = await findSession(context);
    expect(await judgeNow(examined(), around, row)).toMatchObject({ decision: { decision: 'ask' }, row: null });
    expect(await judgeNow(examined({}, OTHER), around)).toMatchObject({ decision: { decision: 'sign' } });
  });

  test('nothing while locked, when nobody knows the limits', async () => {
    await core.grant();
    await lock();
    expect(await judge()).toMatchObject({ decision: { decision: 'ask' }, row: null });
  });
});

describe('what came while it was locked', () => {
  test('is judged when it is shown, and at the gate', async () => {
    await set(rule({ perOrder: '4999' }));
    await lock();
    expect(await core.order(1)).toEqual({ accepted: true });
    const record = await core.waiting();
    expect(record).toMatchObject({ unjudged: true, verdict: { outcome: 'ask' } });
    expect(await verdictNow(record), 'nobody knows').toMatchObject({ outcome: 'ask' });
    await core.unlock();
    expect(await standing(record)).toMatchObject({ decision: { decision: 'refuse' }, verdict: { outcome: 'refuse' } });
    expect(await verdictNow(record)).toMatchObject({ outcome: 'refuse' });
    const view = await handlers['approval.get']({ id: record.id }, { documentId: 'd' } as never);
    expect(view?.verdict.outcome).toBe('refuse');
    expect(await core.press()).toMatchObject({ error: { code: -32081, data: { reason: 'refused' } } });
    expect((await readRecords()).filter(({ state }) => state === 'approved')).toEqual([]);
  });

  test('is not signed by a session that began meanwhile: a person was asked, and answers', async () => {
    await lock();
    await core.order(1);
    await core.unlock();
    const { id } = await core.waiting();
    expect((await core.recordOf(id))?.outcome).toBeUndefined();
    expect(await core.press()).toMatchObject({ result: expect.stringMatching(/^0x/) });
  });
});
