/** How far a session reaches: the network that its key was made for, and nothing that its card says with care. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import { findSession, pauseAll, sessionFor } from './store.ts';
import * as core from './testing.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));

beforeEach(core.begin);

/** A buy of 0.1 ETH at 1,000. */
const buy = (nonce: number, more: Record<string, unknown> = {}, envelope: Record<string, unknown> = {}) => ({
  venue: 'hyperliquid',
  account: ACCOUNT,
  action: {
    type: 'order',
    orders: [{ a: 1, b: true, p: '1000', s: '0.1', r: false, t: { limit: { tif: 'Gtc' } } }],
    grouping: 'na',
    ...more,
  },
  nonce: NOW + nonce,
  network: 'Mainnet',
  ...envelope,
});
const sign = async (order: unknown): Promise<boolean> => {
  const signed = core.isSigned(await core.ask('wallet_signVenueOrder', [order]));
  await core.drop();
  return signed;
};

test('a key for the test network opens no session on the main one', async () => {
  await core.grant({ venue: 'hyperliquid', agent: { with: { network: 'Testnet' } } });
  expect(await sign(buy(1))).toBe(false);
});

test('what the card says with care is asked', async () => {
  const { vouch } = await core.grant({ venue: 'hyperliquid', agent: {} });
  const agent = vouch.agent?.name;
  expect(await sign(buy(1))).toBe(true);
  expect(await sign(buy(2, {}, { agent })), 'with the key').toBe(true);
  expect(await sign(buy(3, { grouping: { p: 5_000_000 } })), 'a price for being first').toBe(false);
  expect(await sign(buy(4, {}, { vaultAddress: OTHER })), 'for a vault').toBe(false);
  const cancel = { type: 'cancel', cancels: [{ a: 1, o: 7 }] };
  expect(await sign({ ...buy(5), action: cancel })).toBe(true);
  expect(await sign({ ...buy(6), action: cancel, vaultAddress: OTHER }), 'a cancel for a vault').toBe(false);
});

test('the session that is granted last is the one there is, also where the clock was set back before', async () => {
  core.later(8 * 3_600_000);
  await core.unlock();
  const first = await core.grant({ venue: 'hyperliquid' });
  core.later(-8 * 3_600_000);
  await core.unlock();
  const second = await core.grant({ venue: 'hyperliquid', perOrder: '50' });
  expect((await findSession(first.context))?.ended).not.toBeNull();
  expect((await sessionFor(core.SITE, ACCOUNT, 'hyperliquid'))?.id).toBe(second.context);
  core.later(9 * 3_600_000);
  await core.unlock();
  expect(await sign(buy(1)), '100, and the limit is 50').toBe(false);
});

test('a session that was granted before all were stopped does not begin after it', async () => {
  await core.ask('wallet_requestExecutionPermissions', [core.permission({ venue: 'hyperliquid' })]);
  const pressed = core.press();
  const stopped = pauseAll();
  await Promise.all([pressed, stopped]);
  expect(await sign(buy(1))).toBe(false);
  core.later(1);
  await core.grant({ venue: 'hyperliquid' });
  expect(await sign(buy(2)), 'granted afterwards').toBe(true);
});
