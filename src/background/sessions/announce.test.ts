import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { seen } from '../../approvals/fakes.ts';
import { compare } from '../../signing/format.ts';
import type { SessionRow } from '../../storage/rows.ts';
import { ACCOUNT, NOW } from '../../venues/fixtures.ts';
import { leftOf, stateOf } from './announce.ts';
import { pauseAll, pauseSession } from './store.ts';
import * as core from './testing.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));

const row = (more: Partial<SessionRow> = {}, session: Partial<SessionRow['session']> = {}): SessionRow => ({
  ...{ id: '0x00', used: { orders: 1, notional: '100' }, agent: null, grantedAt: NOW, ended: null },
  session: {
    ...{ id: '0x00', origin: core.SITE, account: ACCOUNT, venue: 'gannet', limits: {}, orders: 3, budget: '250.5' },
    ...{ startsAt: NOW, endsAt: NOW + 1000, paused: false },
    ...session,
  },
  ...more,
});

beforeEach(core.begin);
afterEach(() => vi.useRealTimers());

describe('what is left', () => {
  test('is what was granted without what was used, and never less than nothing', () => {
    expect(leftOf(row())).toEqual({ orders: 2, notional: '150.5' });
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.bigInt(0n, 10n ** 12n),
        fc.nat(9),
        fc.bigInt(0n, 10n ** 12n),
        (orders, budget, n, spent) => {
          const used = { orders: n, notional: String(spent) };
          const left = leftOf(row({ used }, { orders, budget: String(budget) }));
          expect(left.orders).toBe(Math.max(0, orders - n));
          expect(compare(left.notional, '0')).toBeGreaterThanOrEqual(0);
          expect(BigInt(left.notional)).toBe(budget > spent ? budget - spent : 0n);
        },
      ),
    );
  });

  test.each<[string, Partial<SessionRow>, Partial<SessionRow['session']>]>([
    ['running', {}, {}],
    ['paused', {}, { paused: true }],
    ['used-up', { used: { orders: 3, notional: '1' } }, {}],
    ['used-up', { used: { orders: 1, notional: '250.5' } }, { paused: true }],
    ['over', { ended: { at: NOW, by: 'person' } }, {}],
    ['over', {}, { endsAt: NOW, paused: true }],
  ])('is %s', (state, more, session) => {
    expect(stateOf(row(more, session))).toBe(state);
  });
});

test('a site hears of its own session and of no other, and never of the account', async () => {
  await core.grant();
  await core.connect(core.ELSEWHERE);
  const other = await core.grant({}, {}, core.ELSEWHERE);
  seen.told.length = 0;
  await core.order(1);
  await vi.waitFor(() => expect(seen.told.length).toBe(1));
  const { announceSession } = await import('./announce.ts');
  for (const one of await pauseSession(other.context)) announceSession(one);
  await vi.waitFor(() => expect(seen.told.length).toBe(2));
  const [mine, its] = seen.told.map(({ message }) => JSON.stringify(message));
  expect(mine).toContain('"state":"running"');
  expect(mine).toContain('"orders":4');
  expect(its).toContain(other.context);
  expect(mine).not.toContain(other.context);
  expect(`${mine}${its}`).not.toContain(ACCOUNT);
  expect(await pauseAll()).toHaveLength(2);
});
