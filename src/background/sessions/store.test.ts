import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runAhead } from '../../lib/clock.ts';
import { type Count, DAY_MS, type Session } from '../../policy/limits/limits.ts';
import { compare, plus } from '../../signing/format.ts';
import { brokenLink, listActivity } from '../../storage/activity.ts';
import { readAll, removeEverything } from '../../storage/db.ts';
import type { ActivityEntry, SessionRow } from '../../storage/rows.ts';
import { clear } from '../../storage/session.ts';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import {
  addSession,
  countApproved,
  countInSession,
  endSessions,
  findSession,
  forgetSessions,
  listSessions,
  pauseAll,
  pauseSession,
  resumeSession,
  runningOf,
  sessionFor,
  spentAt,
} from './store.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));

const session = (more: Partial<Session> = {}): Session => ({
  id: 's',
  origin: 'https://app.example',
  account: ACCOUNT,
  venue: 'gannet',
  limits: {},
  orders: 12,
  budget: '6000',
  startsAt: Date.now(),
  endsAt: Date.now() + 7 * DAY_MS,
  paused: false,
  ...more,
});
const entry = (id: string): ActivityEntry => ({
  id,
  at: Date.now(),
  origin: 'https://app.example',
  headline: { id: 'error.unknown' },
  kind: 'order',
  state: 'approved',
  digest: '0x00',
  account: ACCOUNT,
  by: 'session',
  session: 's',
});
const one = (notional: string): Count => ({ orders: 1, notional });

/** As the limits of a session say it: what is left is enough, or nothing is counted. */
const ifEnough =
  (asked: Count) =>
  async ({ session: { orders, budget }, used }: SessionRow): Promise<Count | null> =>
    used.orders + asked.orders <= orders && compare(plus(used.notional, asked.notional), budget) <= 0 ? asked : null;

let made = 0;
const sign = (asked: Count, what = `r${made++}`, id = 's') => countInSession(id, entry(what), ifEnough(asked));
const used = async (id = 's') => (await findSession(id))?.used;

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
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a session', () => {
  test('is found for its site, account and venue alone, until it ends', async () => {
    await addSession(session(), null);
    const found = async (...[origin, account, venue]: Parameters<typeof sessionFor>) =>
      (await sessionFor(origin, account, venue))?.id;
    expect(await found('https://app.example', ACCOUNT, 'gannet')).toBe('s');
    expect(await found('https://other.example', ACCOUNT, 'gannet')).toBeUndefined();
    expect(await found('https://app.example', OTHER, 'gannet')).toBeUndefined();
    expect(await found('https://app.example', ACCOUNT, 'hyperliquid')).toBeUndefined();
    runAhead(7 * DAY_MS + 1);
    expect(await found('https://app.example', ACCOUNT, 'gannet')).toBeUndefined();
    expect(await sign(one('1'))).toBe(false);
  });

  test('is granted once: a second time does not set its counters back', async () => {
    await addSession(session(), null);
    await sign(one('100'));
    await addSession(session(), null);
    workerDies();
    await addSession(session({ orders: 1000 }), null);
    expect(await findSession('s')).toMatchObject({ used: one('100'), session: { orders: 12 } });
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

  test('counts in one strict write: counters, what the account spent and the line of the activity', async () => {
    await addSession(session(), null);
    const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    expect(await sign(one('100'), 'this')).toBe(true);
    const writes = asked.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writes).toEqual([[['sessions', 'spent', 'activity'], 'readwrite', { durability: 'strict' }]]);
    expect(await readAll('sessions')).toMatchObject([{ used: one('100') }]);
    expect(await readAll('spent')).toMatchObject([{ id: 'this', session: 's', notional: '100' }]);
    expect(await listActivity(9)).toMatchObject([{ id: 'this' }]);
    expect(await brokenLink()).toBeNull();
  });

  test('has written it when it answers, not later', async () => {
    await addSession(session(), null);
    const steps: string[] = [];
    const { transaction } = IDBDatabase.prototype;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
      const tx = transaction.apply(this, args);
      if (args[1] === 'readwrite') tx.addEventListener('complete', () => steps.push('on the disk'));
      return tx;
    });
    await sign(one('100')).then(() => steps.push('answered'));
    expect(steps).toEqual(['on the disk', 'answered']);
  });

  test('counts what is signed again once, and not while it is paused', async () => {
    await addSession(session({ orders: 1 }), null);
    for (let i = 0; i < 3; i++) {
      expect(await sign(one('100'), 'same')).toBe(true);
      workerDies();
    }
    expect(await Promise.all([sign(one('100'), 'same'), sign(one('100'), 'same')])).toEqual([true, true]);
    expect(await used()).toEqual(one('100'));
    expect(await readAll('spent')).toHaveLength(1);
    expect(await listActivity(9)).toHaveLength(1);
    await pauseAll();
    expect(await sign(one('100'), 'same')).toBe(false);
  });

  test('is paused by every start of the browser, and by no death of the worker', async () => {
    await addSession(session(), null);
    await addSession(session({ id: 'ended' }), null);
    await endSessions(({ id }) => id === 'ended', 'person');
    await sign(one('100'));
    workerDies();
    expect((await findSession('s'))?.session.paused).toBe(false);
    await browserDies();
    expect(await sign(one('100'))).toBe(false);
    expect((await findSession('s'))?.session.paused).toBe(true);
    expect((await readAll('sessions')).map((row) => row.session.paused)).toEqual([false, true]);
    workerDies();
    expect((await findSession('s'))?.session.paused, 'it is on the disk').toBe(true);
    expect(await used()).toEqual(one('100'));
    await resumeSession('s');
    workerDies();
    expect(await sign(one('100'))).toBe(true);
  });

  test('does not sign once it was paused or ended while the request waited for its turn', async () => {
    for (const [id, stop] of [
      ['a', () => endSessions((row) => row.id === 'a', 'person')],
      ['b', () => pauseSession('b')],
      ['c', () => pauseAll()],
    ] as const) {
      await addSession(session({ id }), null);
      const stopping = stop();
      expect(await sign(one('1'), undefined, id), id).toBe(false);
      await stopping;
      expect(await resumeSession(id), 'what has ended does not go on').toHaveLength(id === 'a' ? 0 : 1);
    }
    expect(await sign(one('1'), undefined, 'nobody')).toBe(false);
  });

  test('two requests at once cannot both have the last order, nor the last of the budget', async () => {
    await addSession(session({ orders: 1 }), null);
    expect((await Promise.all([sign(one('1')), sign(one('1'))])).filter(Boolean)).toHaveLength(1);
    await addSession(session({ id: 't', budget: '100' }), null);
    const all = await Promise.all([60, 60, 40, 1].map((notional) => sign(one(String(notional)), undefined, 't')));
    expect(all).toEqual([true, false, true, false]);
    expect(await used('t')).toEqual({ orders: 2, notional: '100' });
  });

  test('signs nothing when the write fails, and counts nothing', async () => {
    await addSession(session(), null);
    await sign(one('100'));
    const { put } = IDBObjectStore.prototype;
    for (const broken of ['sessions', 'spent']) {
      const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...args
      ) {
        const request = put.apply(this, args);
        // as when the disk is full
        if (this.name === broken) queueMicrotask(() => this.transaction.abort());
        return request;
      });
      await expect(sign(one('100'))).rejects.toMatchObject({ name: 'AbortError' });
      spy.mockRestore();
      expect(await used()).toEqual(one('100'));
      workerDies();
      expect(await used(), 'on the disk too').toEqual(one('100'));
      expect(await readAll('spent')).toHaveLength(1);
      expect(await listActivity(9)).toHaveLength(1);
    }
    expect(await sign(one('100'))).toBe(true);
  });

  test('what its limits no longer allow is not counted', async () => {
    await addSession(session(), null);
    expect(await countInSession('s', entry('x'), async () => null)).toBe(false);
    await expect(
      countInSession('s', entry('y'), async () => {
        throw new Error('no price');
      }),
    ).rejects.toThrow('no price');
    expect(await used()).toEqual({ orders: 0, notional: '0' });
    expect(await listActivity(9)).toEqual([]);
    expect(await sign(one('1')), 'and the next one has its turn').toBe(true);
  });
});

describe('what was spent', () => {
  test('is what was approved and what sessions signed, for a day', async () => {
    await addSession(session(), null);
    await countApproved('a', ACCOUNT, 'gannet', async () => one('50'));
    await countApproved('a', ACCOUNT, 'gannet', async () => one('50'));
    await countApproved('b', OTHER, 'gannet', async () => one('7'));
    await countApproved('c', ACCOUNT, 'hyperliquid', async () => one('7'));
    await sign(one('100'));
    await sign(one('30'));
    const amounts = async () => (await spentAt(ACCOUNT, 'gannet')).map(({ notional }) => notional).sort();
    expect(await amounts()).toEqual(['100', '30', '50']);
    const row = await findSession('s');
    expect(row && (await runningOf(row)).spent.map(({ notional }) => notional)).toEqual(['100', '30']);
    workerDies();
    expect(await amounts()).toEqual(['100', '30', '50']);
    runAhead(DAY_MS);
    expect(await amounts()).toEqual([]);
    expect(await used(), 'a session counts in all').toEqual({ orders: 2, notional: '130' });
  });

  test('leaves the disk after two days, and sessions that ended the list after ninety', async () => {
    await addSession(session({ endsAt: Date.now() + 200 * DAY_MS }), null);
    await sign(one('100'));
    await endSessions(() => true, 'kill-switch');
    runAhead(2 * DAY_MS + 60_000);
    workerDies();
    expect(await listSessions()).toHaveLength(1);
    expect(await readAll('spent')).toEqual([]);
    runAhead(91 * DAY_MS);
    expect(await listSessions()).toEqual([]);
  });
});

test('whenever it dies between the write and the answer: granted - kills <= signed <= granted', async () => {
  const GRANTED = 15;
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ notional: fc.integer({ min: 0, max: 50 }), dies: fc.constant(null) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        notional: fc.integer({ min: 0, max: 50 }),
        dies: fc.constantFrom('worker' as const, 'browser' as const, 'before the write' as const),
      }),
    },
  );
  let [killed, lost] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      await removeEverything();
      await browserDies();
      await addSession(session({ orders: GRANTED, budget: '1000' }), null);
      let [signed, kills, worth] = [0, 0, '0'];
      const tryOnce = async (notional: string) => {
        if (await sign(one(notional))) {
          signed++;
          worth = plus(worth, notional);
        }
      };
      for (const { notional, dies } of steps) {
        if (dies === null) await tryOnce(String(notional));
        else {
          kills++;
          if (dies === 'before the write') {
            const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
              throw new DOMException('killed', 'AbortError');
            });
            await sign(one(String(notional))).catch(() => false);
            spy.mockRestore();
          }
          // counted, and the answer never arrives
          else await sign(one(String(notional)));
          if (dies === 'browser') {
            await browserDies();
            expect(await sign(one('1')), 'paused').toBe(false);
            await resumeSession('s');
          } else workerDies();
        }
        const counted = (await used()) ?? one('0');
        expect(signed).toBeLessThanOrEqual(counted.orders);
        expect(counted.orders - signed).toBeLessThanOrEqual(kills);
        expect(counted.orders).toBeLessThanOrEqual(GRANTED);
        expect(compare(worth, counted.notional)).toBeLessThanOrEqual(0);
        expect(compare(counted.notional, '1000')).toBeLessThanOrEqual(0);
      }
      // all that is left can still be used, and not one more
      for (let i = 0; i <= GRANTED; i++) await tryOnce('0');
      expect(signed).toBeLessThanOrEqual(GRANTED);
      expect(signed).toBeGreaterThanOrEqual(GRANTED - kills);
      expect(await readAll('spent')).toHaveLength(GRANTED);
      expect(await listActivity(99)).toHaveLength(GRANTED);
      expect(await brokenLink()).toBeNull();
      killed += kills;
      lost += GRANTED - signed;
    }),
    { numRuns: 40 },
  );
  expect(killed).toBeGreaterThan(40);
  expect(lost).toBeGreaterThan(20);
  expect(lost).toBeLessThan(killed);
});
