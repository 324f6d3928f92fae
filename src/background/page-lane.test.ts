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
// what the browser shows, and what goes over a relay
vi.mock('./money-out/alarm.ts', () => ({ raiseWaits: async () => {} }));
vi.mock('./guardians/run.ts', () => ({ soon: () => {}, turn: async () => {} }));

const { keyringFromKey } = await import('../keyring/keyring.ts');
const { parsePrivateKey } = await import('../keyring/derive.ts');
const { NO_POLICY } = await import('../policy/limits/document.ts');
const { listActivity } = await import('../storage/activity.ts');
const { freshKdf } = await import('../vault/kdf.ts');
const { createVault } = await import('../vault/vault.ts');
const { ACCOUNT, OTHER, paramsOf } = await import('../venues/fixtures.ts');
const { firstRecords } = await import('./accounts.ts');
const { changePolicy } = await import('./limits/policy.ts');
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

test('money that must wait is refused at once, and leaves a line that names the rule', async () => {
  const key = parsePrivateKey('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');
  await createVault(freshKdf(), new Uint8Array(32).fill(1), firstRecords(keyringFromKey(key, 'a', 'Main account')));
  await saveSite({ origin: A, accounts: [ACCOUNT], chainId: 42161, connectedAt: clock.at, lastUsedAt: clock.at });
  await changePolicy({ ...NO_POLICY, moneyOut: { above: [], newAddress: true, hours: 24 } }, () => {});
  const send = () =>
    request(page(A), {
      id: crypto.randomUUID(),
      method: 'eth_signTypedData_v4',
      params: paramsOf(
        { name: 'HyperliquidSignTransaction', version: '1', chainId: 42161, verifyingContract: `0x${'00'.repeat(20)}` },
        'HyperliquidTransaction:UsdSend(string hyperliquidChain,string destination,string amount,uint64 time)',
        { hyperliquidChain: 'Mainnet', destination: OTHER.toLowerCase(), amount: '5', time: clock.at },
      ),
    });
  const opensAt = clock.at + 24 * HOUR;
  expect(await send()).toMatchObject({ error: { code: -32083, data: { opensAt } } });
  const [line, ...others] = await listActivity(9);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ origin: A, account: ACCOUNT, kind: 'move-funds', state: 'refused', by: 'rule' });
  expect(line?.receipt?.verdict).toMatchObject({
    outcome: 'refuse',
    findings: [
      { rule: 'moneyOut', level: 'forbidden', text: { params: { until: new Date(opensAt).toISOString() } } },
      { rule: 'R3' },
    ],
  });
  // a page that asks without end fills nothing
  clock.at += 1000;
  expect(await send()).toMatchObject({ error: { code: -32083, data: { opensAt } } });
  expect(await listActivity(9)).toHaveLength(1);
});
