import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Network } from '../../chain/network.ts';
import { NOW } from '../../venues/fixtures.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../sessions/fakes.ts')).fakeBrowser }));
const node = vi.hoisted(() => ({ prices: {} as Record<string, string>, asked: [] as string[], fails: false }));
vi.mock('../../chain/feed.ts', () => ({
  readRound: async (_: Network, { base }: { base: string }, at: number) => {
    node.asked.push(base);
    await Promise.resolve();
    if (node.fails) throw new Error('the node fell over');
    const price = node.prices[base];
    return price === undefined
      ? { none: { id: 'reference.noAnswer' } }
      : { answer: BigInt(price), updatedAt: Math.floor(at) };
  },
}));

const MAINNET = 1;
/** A worker that has just started: nothing is kept. */
const start = async () => ({
  ...(await import('./prices.ts')),
  ...(await import('../settings.ts')),
  ...(await import('../networks.ts')),
});
let worker: Awaited<ReturnType<typeof start>>;
const prices = async (...markets: string[]) => Object.fromEntries(await worker.pricesOf(markets, MAINNET));
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
/** What was asked for meanwhile arrives. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const turn = async (on: boolean) => worker.saveSettings({ ...(await worker.readSettings()), referencePrices: on });

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  vi.resetModules();
  await (await import('../../storage/db.ts')).removeEverything();
  Object.assign(node, { prices: { ETH: '344000000000', BTC: '9000000000000' }, asked: [], fails: false });
  worker = await start();
  await turn(true);
  await worker.saveNetwork({
    ...{ chainId: MAINNET, name: 'Ethereum', currency: { name: 'Ether', symbol: 'ETH', decimals: 18 } },
    rpcUrl: 'https://node.example',
  });
});
afterEach(() => vi.useRealTimers());

test('none are asked for while they are off, and none that are kept are used', async () => {
  await turn(false);
  expect(await prices('ETH-PERP')).toEqual({});
  expect(node.asked).toEqual([]);
  await turn(true);
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '3440' } });
  await turn(false);
  expect(await prices('ETH-PERP')).toEqual({});
});

test('of two markets each has its own, each asked for once', async () => {
  const both = { 'ETH-PERP': { price: '3440', at: NOW }, 'BTC-PERP': { price: '90000', at: NOW } };
  expect(await prices('ETH-PERP', 'BTC-PERP', 'ETH-PERP')).toEqual(both);
  expect(node.asked.sort()).toEqual(['BTC', 'ETH']);
  delete node.prices.BTC;
  later(61_000);
  expect(Object.keys(await prices('ETH-PERP', 'BTC-PERP'))).toEqual(['ETH-PERP']);
});

test('orders that come at once wait for one answer', async () => {
  const many = await Promise.all(Array.from({ length: 5 }, () => prices('ETH-PERP')));
  expect(many.every((one) => one['ETH-PERP']?.price === '3440')).toBe(true);
  expect(node.asked).toEqual(['ETH']);
});

test('one is used for a minute, asked for anew after ten seconds, and waited for after the minute', async () => {
  await prices('ETH-PERP');
  node.prices.ETH = '350000000000';
  later(9_999);
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '3440' } });
  expect(node.asked).toHaveLength(1);
  later(2);
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '3440' } });
  await settle();
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '3500' } });
  expect(node.asked).toHaveLength(2);
  node.prices.ETH = '360000000000';
  later(60_001);
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '3600' } });
});

test('a clock that went back makes no price of the future', async () => {
  await prices('ETH-PERP');
  node.prices.ETH = '100000000000';
  later(-3_600_000);
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '1000' } });
});

test('a node that fails gives none, and the order is told so within the minute', async () => {
  node.fails = true;
  expect(await prices('ETH-PERP')).toEqual({});
  node.fails = false;
  // no node is asked for each order while it is down
  expect(await prices('ETH-PERP')).toEqual({});
  expect(node.asked).toHaveLength(1);
  later(10_001);
  await prices('ETH-PERP');
  await settle();
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '3440' } });
  node.fails = true;
  later(10_001);
  await prices('ETH-PERP');
  await settle();
  expect(await prices('ETH-PERP'), 'what failed since is not covered up with what was').toEqual({});
});

test('a market that no feed speaks of, and a wallet without a node, ask nobody', async () => {
  expect(await prices('NO-SUCH-THING', '', '__proto__')).toEqual({});
  await worker.saveNetwork({
    chainId: MAINNET,
    name: 'Ethereum',
    currency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  });
  expect(await prices('ETH-PERP')).toEqual({});
  expect(node.asked).toEqual([]);
});

test('a node that a site named says nothing of what its orders are worth', async () => {
  const network = {
    ...{ chainId: MAINNET, name: 'Ethereum', currency: { name: 'Ether', symbol: 'ETH', decimals: 18 } },
    rpcUrl: 'https://node.example',
  };
  await worker.saveNetwork({ ...network, namedBy: 'https://app.example' });
  expect(await prices('ETH-PERP')).toEqual({});
  expect(node.asked).toEqual([]);
  // The person takes it over as their own; nothing was found, and that is kept for a while.
  await worker.saveNetwork(network);
  later(61_000);
  expect(await prices('ETH-PERP')).toMatchObject({ 'ETH-PERP': { price: '3440' } });
});
