import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';

const clock = { at: 0 };
vi.mock('../lib/clock.ts', () => ({ now: () => clock.at }));
vi.mock('../lib/browser.ts', async () => {
  const { fakeBrowser } = await import('../storage/fake.ts');
  const sendMessage = async () => null;
  return { browser: { ...fakeBrowser, runtime: { sendMessage }, tabs: { sendMessage } } };
});

const { request } = await import('./page-lane.ts');
const { askLift, liftedFor, listLifts } = await import('./lifted.ts');
const { readSite, saveSite } = await import('./sites.ts');

const HOUR = 3_600_000;
const A = 'https://a.example';
const B = 'https://b.example';
const page = (origin: string) => ({ origin, tabId: 1, documentId: `document of ${origin}`, front: true });
const connect = (origin: string) =>
  saveSite({ origin, accounts: [], chainId: 1, connectedAt: clock.at, lastUsedAt: clock.at });
const revoke = (origin: string) =>
  request(page(origin), { id: '1', method: 'wallet_revokePermissions', params: '[{"eth_accounts":{}}]' });

beforeEach(async () => {
  await deleteDB('vouch', { blocked: () => {} });
  clock.at = Date.UTC(2026, 10, 21);
});

test('a site that disconnects itself loses the rules that were opened for it, and finds none when it is back', async () => {
  await connect(A);
  await connect(B);
  await askLift(A, 'R5');
  await askLift(B, 'R5');
  clock.at += 25 * HOUR;
  // One that is open, one that still waits.
  await askLift(A, 'R1');
  expect(await liftedFor(A)).toEqual(['R5']);
  expect(await revoke(A)).toEqual({ result: null });
  expect(await readSite(A)).toBeUndefined();
  expect(await liftedFor(A)).toEqual([]);
  expect((await listLifts()).map(({ origin }) => origin)).toEqual([B]);
  await connect(A);
  clock.at += 20 * HOUR;
  expect([await liftedFor(A), await liftedFor(B)]).toEqual([[], ['R5']]);
  expect(await revoke('https://unknown.example')).toEqual({ result: null });
  expect((await listLifts()).map(({ origin }) => origin)).toEqual([B]);
});
