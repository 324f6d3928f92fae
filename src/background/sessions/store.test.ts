import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { runAhead } from '../../lib/clock.ts';
import type { Count } from '../../policy/limits/book.ts';
import { DAY_MS, type Session } from '../../policy/limits/limits.ts';
import { compare, plus } from '../../signing/format.ts';
import { removeEverything } from '../../storage/db.ts';
import { clear, get, set } from '../../storage/session.ts';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import {
  addSession,
  countApproved,
  countInSession,
  endSession,
  forgetSessions,
  listSessions,
  pauseAll,
  resumeSession,
  sessionFor,
  spentOf,
} from './store.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));

const session = (more: Partial<Session> = {}): Session => ({
  id: 's',
  origin: 'https://app.example',
  account: ACCOUNT,
  venue: 'gannet',
  limits: { perOrder: '1000' },
  orders: 12,
  budget: '6000',
  startsAt: Date.now(),
  endsAt: Date.now() + 7 * DAY_MS,
  paused: false,
  ...more,
});
const FAR = '1000000000';
const always = () => true;
let made = 0;
const sign = (asked: Count, request = `r${made++}`, id = 's') => countInSession(id, asked, FAR, request, always);
const one = (notional: string): Count => ({ orders: 1, notional });
const used = async (id = 's') => (await listSessions()).find(({ row }) => row.id === id)?.used;

/** The worker dies: what it had in memory of its own is gone. */
const workerDies = forgetSessions;
/** The browser dies: its memory is gone as well. */
const browserDies = async () => {
  forgetSessions();
  await clear();
};

beforeEach(async () => {
  runAhead(0);
  await removeEverything();
  await browserDies();
});

describe('a session', () => {
  test('is found for its site, account and venue alone, until it ends', async () => {
    await addSession(session(), null);
    const found = async (...[origin, account, venue]: Parameters<typeof sessionFor>) =>
      (await sessionFor(origin, account, venue))?.row.id;
    expect(await found('https://app.example', ACCOUNT, 'gannet')).toBe('s');
    expect(await found('https://other.example', ACCOUNT, 'gannet')).toBeUndefined();
    expect(await found('https://app.example', OTHER, 'gannet')).toBeUndefined();
    expect(await found('https://app.example', ACCOUNT, 'hyperliquid')).toBeUndefined();
    runAhead(7 * DAY_MS + 1);
    expect(await found('https://app.example', ACCOUNT, 'gannet')).toBeUndefined();
  });

  test('counts before it signs, and survives the worker', async () => {
    await addSession(session(), null);
    for (let i = 0; i < 7; i++) {
      expect(await sign(one('100'))).toBe(true);
      workerDies();
    }
    expect(await used()).toEqual({ orders: 7, notional: '700' });
    expect(await sign({ orders: 6, notional: '1' })).toBe(false);
    expect(await sign({ orders: 5, notional: '5300.01' })).toBe(false);
    expect(await sign({ orders: 5, notional: '5300' })).toBe(true);
    expect(await sign(one('0'))).toBe(false);
  });

  test('does not count a request that is sent again', async () => {
    await addSession(session(), null);
    for (let i = 0; i < 3; i++) {
      expect(await sign(one('100'), 'same')).toBe(true);
      workerDies();
    }
    expect(await used()).toEqual({ orders: 1, notional: '100' });
    await pauseAll();
    expect(await sign(one('100'), 'same')).toBe(false);
  });

  test('is paused by every start of the browser, which uses up the block that was open', async () => {
    await addSession(session(), null);
    await sign(one('100'));
    await browserDies();
    expect(await used()).toEqual({ orders: 5, notional: '5000' });
    expect((await listSessions())[0]?.row.session.paused).toBe(true);
    await resumeSession('s');
    workerDies();
    expect((await listSessions())[0]?.row.session.paused).toBe(false);
  });

  test('does not sign once it ended, or when it was changed while waiting for its turn', async () => {
    await addSession(session(), null);
    const ending = endSession('s', 'person');
    expect(await sign(one('1'))).toBe(false);
    await ending;
    await addSession(session({ id: 't' }), null);
    const pausing = pauseAll();
    expect(
      await countInSession('t', one('1'), FAR, 'x', ({ row }) => !row.session.paused),
      'asked again inside the lock',
    ).toBe(false);
    await pausing;
  });

  test('two tabs cannot both have the last order', async () => {
    await addSession(session({ orders: 1, limits: {} }), null);
    const both = await Promise.all([sign(one('1')), sign(one('1'))]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });
});

describe('what was spent', () => {
  test('is what was approved and what sessions used, for a day', async () => {
    await addSession(session(), null);
    await countApproved('a', ACCOUNT, 'gannet', one('50'));
    await countApproved('a', ACCOUNT, 'gannet', one('50'));
    await countApproved('b', OTHER, 'gannet', one('7'));
    await countApproved('c', ACCOUNT, 'hyperliquid', one('7'));
    await sign(one('100'));
    await sign(one('30'));
    const spent = await spentOf(ACCOUNT, 'gannet');
    expect(spent.map(({ notional }) => notional).sort()).toEqual(['130', '50']);
    runAhead(DAY_MS);
    expect(await spentOf(ACCOUNT, 'gannet')).toEqual([]);
  });

  test('keeps a lost block at all that it may have used', async () => {
    await addSession(session(), null);
    await sign(one('100'));
    await browserDies();
    expect((await spentOf(ACCOUNT, 'gannet')).map(({ notional }) => notional)).toEqual(['5000']);
  });

  test('corrects a block when the next is taken', async () => {
    await addSession(session({ budget: '100000' }), null);
    for (let i = 0; i < 6; i++) await sign(one('10'));
    expect((await spentOf(ACCOUNT, 'gannet')).map(({ notional }) => notional).sort()).toEqual(['10', '50']);
  });
});

test('whenever worker or browser die: never more than granted, and at most five orders lost with each browser', async () => {
  const step = fc.oneof(
    { weight: 10, arbitrary: fc.integer({ min: 0, max: 1000 }).map(String) },
    { weight: 1, arbitrary: fc.constantFrom('worker' as const, 'browser' as const) },
  );
  let signedInAll = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      await removeEverything();
      await browserDies();
      await set({ 'sessions.started': true });
      await addSession(session({ orders: 25, budget: '12000' }), null);
      let [orders, notional, kills] = [0, '0', 0];
      for (const action of steps) {
        if (action === 'worker') workerDies();
        else if (action === 'browser') {
          await browserDies();
          kills++;
          await resumeSession('s');
        } else if (await sign(one(action))) {
          orders++;
          notional = plus(notional, action);
        }
        const counted = await used();
        expect(orders).toBeLessThanOrEqual(counted?.orders ?? 0);
        expect(compare(notional, counted?.notional ?? '0')).toBeLessThanOrEqual(0);
        expect((counted?.orders ?? 0) - orders).toBeLessThanOrEqual(5 * kills);
        expect(counted?.orders).toBeLessThanOrEqual(25);
        expect(compare(counted?.notional ?? '0', '12000')).toBeLessThanOrEqual(0);
      }
      signedInAll += orders;
    }),
    { numRuns: 40 },
  );
  expect(signedInAll).toBeGreaterThan(200);
  expect(await get('sessions.started')).toBe(true);
});
