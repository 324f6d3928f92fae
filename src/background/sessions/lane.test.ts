/** What a person does with sessions, and what they then sign: by a model that knows nothing of how it is done. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NO_POLICY } from '../../policy/limits/document.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { brokenLink } from '../../storage/activity.ts';
import { isUnlocked, lock } from '../../vault/lock.ts';
import { policyHandlers } from '../limits/lane.ts';
import { policyNow } from '../limits/policy.ts';
import { sessionHandlers as lane } from './lane.ts';
import { findSession, forgetSessions } from './store.ts';
import * as core from './testing.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));

const { grant, isSigned, order, press, proof, unlock } = core;

beforeEach(core.begin);
afterEach(() => vi.useRealTimers());

describe('the list', () => {
  test('and what was signed alone are for an open wallet', async () => {
    await grant();
    await order(1);
    await lock();
    await expect(lane['session.list'](null)).rejects.toMatchObject({ name: 'Locked' });
    await expect(lane['session.signedAlone'](null)).rejects.toMatchObject({ name: 'Locked' });
  });

  test('says what is left, and since when nobody looked', async () => {
    const { context } = await grant();
    await order(1);
    core.later(1000);
    await order(2);
    expect(await lane['session.list'](null)).toMatchObject([
      { session: { id: context }, left: { orders: 3, notional: '90000' }, state: 'running', venueName: 'Synthetix' },
    ]);
    expect(await lane['session.signedAlone'](null)).toMatchObject({ count: 2, since: null });
    await lane['session.looked']({ at: Date.now() - 1000 });
    expect(await lane['session.signedAlone'](null)).toMatchObject({ count: 1, since: Date.now() - 1000 });
    // a clock that was turned back makes nothing unseen again
    await lane['session.looked']({ at: 5 });
    expect(await lane['session.signedAlone'](null)).toMatchObject({ count: 1 });
  });
});

describe('a session', () => {
  test('is paused and ended with a press, also while locked; it goes on with the password alone', async () => {
    const { context: id } = await grant();
    await lock();
    await lane['session.pause']({ id });
    await unlock();
    expect(await order(1)).toEqual({ accepted: true });
    await core.drop();
    await expect(lane['session.resume']({ id, proof: await proof('wrong') })).rejects.toMatchObject({
      name: 'WrongPassword',
    });
    expect((await findSession(id))?.session.paused).toBe(true);
    await lane['session.resume']({ id, proof: await proof() });
    expect(isSigned(await order(2))).toBe(true);
    await lock();
    await lane['session.end']({ id });
    await unlock();
    await expect(lane['session.resume']({ id, proof: await proof() })).rejects.toMatchObject({
      text: { id: 'session.gone' },
    });
    for (const gone of [id, 'another'])
      await expect(lane['session.pause']({ id: gone })).rejects.toMatchObject({ text: { id: 'session.gone' } });
    expect(await order(3)).toEqual({ accepted: true });
  });

  test('past its end does not go on', async () => {
    const { context: id } = await grant();
    await lane['session.pause']({ id });
    core.later(7 * DAY_MS);
    await unlock();
    await expect(lane['session.resume']({ id, proof: await proof() })).rejects.toMatchObject({
      text: { id: 'session.gone' },
    });
  });
});

type Act =
  | { act: 'order'; tenths: number; again: boolean; approve: boolean }
  | { act: 'two'; tenths: number }
  | { act: 'wait'; minutes: number }
  | { act: 'limit'; perDay: number; over: 'ask' | 'refuse' }
  | { act: 'pause' | 'resume' | 'end' | 'lock' | 'unlock' | 'death' | 'grant' };
const tenths = fc.integer({ min: 1, max: 6 });
const only = (act: 'pause' | 'resume' | 'end' | 'lock' | 'unlock' | 'death' | 'grant') => fc.constant<Act>({ act });
const acts = fc.array(
  fc.oneof<fc.MaybeWeightedArbitrary<Act>[]>(
    {
      weight: 12,
      arbitrary: fc.record({
        act: fc.constant('order' as const),
        tenths,
        again: fc.boolean(),
        approve: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ act: fc.constant('two' as const), tenths }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.constantFrom(1, 14, 700) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constant('limit' as const),
        perDay: fc.integer({ min: 10, max: 80 }).map((thousands) => thousands * 1000),
        over: fc.constantFrom('ask' as const, 'refuse' as const),
      }),
    },
    { weight: 2, arbitrary: only('pause') },
    { weight: 4, arbitrary: only('resume') },
    { weight: 1, arbitrary: only('end') },
    { weight: 1, arbitrary: only('lock') },
    { weight: 6, arbitrary: only('unlock') },
    { weight: 2, arbitrary: only('death') },
    { weight: 2, arbitrary: only('grant') },
  ),
  { minLength: 15, maxLength: 35 },
);

const ORDERS = 5;
const BUDGET = 60_000;
const HOURS = 30;

test('whatever is done in whatever order: never more than was granted, never past a limit, never while it is stopped', async () => {
  const seen = { alone: 0, asked: 0, refused: 0, approved: 0, stopped: 0 };
  let nonce = 1;
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      await core.begin();
      const signed: { at: number; worth: number }[] = [];
      let session = { id: '', left: 0, budget: 0, endsAt: 0, stopped: true };
      const sent: { session: string; worth: number; json: string; answer: unknown }[] = [];
      const perDay = async () => Number((await policyNow())?.policy.orders[0]?.perDay ?? Number.POSITIVE_INFINITY);
      const inDay = () =>
        signed.filter(({ at }) => at > Date.now() - DAY_MS).reduce((sum, { worth }) => sum + worth, 0);
      const begin = async () => {
        if (!(await isUnlocked())) await unlock();
        const endsAt = Math.floor(Date.now() / 1000) + HOURS * 3600;
        const { context } = await grant(
          { orders: ORDERS, budget: String(BUDGET) },
          { rules: [{ type: 'expiry', data: { timestamp: endsAt } }] },
        );
        session = { id: context, left: ORDERS, budget: BUDGET, endsAt: endsAt * 1000, stopped: false };
      };
      /** It was signed alone: was it allowed to be? */
      const check = async (worth: number) => {
        expect(session.stopped, 'while it is stopped').toBe(false);
        expect(await isUnlocked(), 'while it is locked').toBe(true);
        expect(Date.now()).toBeLessThan(session.endsAt);
        session.left -= 1;
        session.budget -= worth;
        expect(session.left).toBeGreaterThanOrEqual(0);
        expect(session.budget).toBeGreaterThanOrEqual(0);
        signed.push({ at: Date.now(), worth });
        expect(inDay(), 'of the account').toBeLessThanOrEqual(await perDay());
        seen.alone++;
      };
      await begin();
      for (const one of all) {
        core.later(1);
        switch (one.act) {
          case 'order': {
            const worth = one.tenths * 5000;
            const last = sent.at(-1);
            if (one.again && last) {
              const answer = await core.ask('eth_signTypedData_v4', last.json);
              // The same signature again, or a person is asked; it counts once for each session that gives it.
              if (isSigned(answer)) expect(answer).toEqual(last.answer);
              if (isSigned(answer) && last.session !== session.id) {
                await check(last.worth);
                last.session = session.id;
              }
              await core.drop();
              break;
            }
            const json = core.buy(nonce, { quantity: `0.${one.tenths}` });
            nonce++;
            const answer = await core.ask('eth_signTypedData_v4', json);
            if (isSigned(answer)) {
              await check(worth);
              sent.push({ session: session.id, worth, json, answer });
            } else if ('error' in answer) seen.refused++;
            else {
              seen.asked++;
              if (session.stopped) seen.stopped++;
              const outcome = one.approve ? await press() : undefined;
              if (outcome && 'result' in outcome) {
                signed.push({ at: Date.now(), worth });
                seen.approved++;
                const rule = (await policyNow())?.policy.orders[0];
                if (rule?.over === 'refuse') expect(inDay()).toBeLessThanOrEqual(Number(rule.perDay));
              }
              await core.drop();
            }
            break;
          }
          case 'two': {
            const answers = await Promise.all([nonce, nonce + 1].map((n) => order(n, { quantity: `0.${one.tenths}` })));
            nonce += 2;
            for (const answer of answers) if (isSigned(answer)) await check(one.tenths * 5000);
            await core.drop();
            break;
          }
          case 'wait':
            core.later(one.minutes * 60_000);
            break;
          case 'limit': {
            if (!(await isUnlocked())) break;
            const orders = [
              { account: 'every' as const, venue: 'synthetix', over: one.over, perDay: String(one.perDay) },
            ];
            await policyHandlers['policy.change']({ policy: { ...NO_POLICY, orders }, proof: await proof() });
            break;
          }
          case 'pause':
          case 'end':
            await lane[`session.${one.act}`]({ id: session.id }).catch(() => {});
            session.stopped = true;
            break;
          case 'resume': {
            const resumed = await lane['session.resume']({ id: session.id, proof: await proof() }).then(
              () => true,
              () => false,
            );
            if (resumed) session.stopped = false;
            break;
          }
          case 'lock':
            await lock();
            break;
          case 'unlock':
            await unlock();
            break;
          case 'death':
            await core.workerDies();
            forgetSessions();
            break;
          case 'grant':
            await begin();
            break;
        }
        expect((await findSession(session.id))?.used).toEqual({
          orders: ORDERS - session.left,
          notional: String(BUDGET - session.budget),
        });
      }
      expect(await brokenLink()).toBeNull();
    }),
    { numRuns: 40 },
  );
  // each of them happens often, or the run proves nothing
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(10);
});
