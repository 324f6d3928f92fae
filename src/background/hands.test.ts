/** The gate's facts, where the wallet locks in the middle of reading them. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_POLICY } from '../policy/limits/document.ts';
import { lock } from '../vault/lock.ts';
import { changePolicy } from './limits/policy.ts';
import { findNetwork } from './networks.ts';
import * as core from './sessions/testing.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('./sessions/fakes.ts')).fakeBrowser }));
const before = vi.hoisted(() => ({ judged: null as (() => Promise<void>) | null }));
vi.mock('./limits/judge.ts', async (original) => {
  const actual = await original<typeof import('./limits/judge.ts')>();
  const judgeNow: typeof actual.judgeNow = async (...asked) => {
    await before.judged?.();
    return actual.judgeNow(...asked);
  };
  return { ...actual, judgeNow };
});

beforeEach(core.begin);
afterEach(() => {
  before.judged = null;
});

const tight = () =>
  changePolicy({ ...NO_POLICY, orders: [{ account: 'every', venue: 'every', over: 'ask', perOrder: '1' }] }, () => {});

test('an approved order is signed while the wallet is open', async () => {
  await tight();
  await core.order(1);
  expect(await core.press()).toHaveProperty('result');
});

test('its time is over after the accounts were read, and before the limits were: nothing is signed', async () => {
  await tight();
  await core.order(1);
  before.judged = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    await lock();
  };
  expect(await core.press()).toMatchObject({ error: { data: { reason: 'locked' } } });
});

test('a node that a site named is kept with who named it', async () => {
  await core.ask('wallet_addEthereumChain', [
    {
      ...{ chainId: '0xa4b1', chainName: 'Arbitrum One', rpcUrls: ['https://node.example'] },
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    },
  ]);
  await core.press();
  expect(await findNetwork(42161)).toMatchObject({
    rpcUrl: 'https://node.example/',
    namedBy: core.SITE,
  });
});

test('what has gone over a limit since it was asked is not signed without that reason', async () => {
  await core.order(1);
  await tight();
  expect(await core.press()).toMatchObject({ error: { data: { reason: 'changed' } } });
  await core.order(2, { reduceOnly: true });
  await changePolicy(
    { ...NO_POLICY, orders: [{ account: 'every', venue: 'every', over: 'ask', perOrder: '1', markets: [] }] },
    () => {},
  );
  expect(await core.press(), 'what closes goes on').toHaveProperty('result');
});
