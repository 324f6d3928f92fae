/**
 * A wallet of two accounts, a site that asks it, and a person who approves: for tests of the session core alone. The clock is
 * vitest's.
 * @module
 */
import { vi } from 'vitest';
import { readRecords } from '../../approvals/journal.ts';
import { approve, withdraw } from '../../approvals/process.ts';
import type { ApprovalRecord, Decision } from '../../approvals/record.ts';
import { importKey, keyringFromKey } from '../../keyring/keyring.ts';
import { fromHex } from '../../lib/bytes.ts';
import { runAhead } from '../../lib/clock.ts';
import type { Outcome } from '../../messaging/page-lane.ts';
import type { Address } from '../../signing/address.ts';
import { removeEverything } from '../../storage/db.ts';
import { clear } from '../../storage/session.ts';
import { freshKdf, type Kdf } from '../../vault/kdf.ts';
import { stretch } from '../../vault/testing.ts';
import * as vault from '../../vault/vault.ts';
import { ACCOUNT, DOMAINS, NOW, OTHER, paramsOf, SYNTHETIX_ORDER } from '../../venues/fixtures.ts';
import { firstRecords, forgetAccounts } from '../accounts.ts';
import { forgetGrants } from '../grants/store.ts';
import { hands } from '../hands.ts';
import { forgetLifts } from '../lifted.ts';
import { forgetPolicy } from '../limits/policy.ts';
import { forgetNetworks } from '../networks.ts';
import { request } from '../page-lane.ts';
import { forgetSettings } from '../settings.ts';
import { forgetSites, saveSite } from '../sites.ts';
import { forgetSessions } from './store.ts';

export const SITE = 'https://app.example';
export const ELSEWHERE = 'https://other.example';
/** The test keys that everybody knows, of the phrase "test ... junk". */
const KEYS = [
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
] as const;

let kdf: Kdf;
let asked = 0;

export const proof = async (password = 'right') => {
  const { attempt } = await vault.beginAttempt();
  return { attempt, key: stretch(password, kdf) };
};
export const unlock = async (): Promise<void> => {
  const { attempt, key } = await proof();
  await vault.unlock(attempt, key);
};
export const connect = (origin = SITE, accounts: Address[] = [ACCOUNT, OTHER]) =>
  saveSite({ origin, accounts, chainId: 1, connectedAt: NOW, lastUsedAt: NOW });

/** What the worker had in memory of its own is gone. */
export const workerDies = async (): Promise<void> => {
  for (const forget of [forgetSessions, forgetPolicy, forgetGrants, forgetAccounts, forgetSites, forgetNetworks])
    forget();
};

/** A new computer, and at NOW. The wallet is open and `SITE` is connected. */
export const begin = async (): Promise<void> => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  runAhead(0);
  await removeEverything();
  await clear();
  await workerDies();
  forgetLifts();
  await forgetSettings();
  kdf = freshKdf();
  const first = keyringFromKey(fromHex(KEYS[0]), 'a', 'One');
  const both = importKey(first.keyring, fromHex(KEYS[1]), 'b', 'Two');
  const records = { ...first.records, ...both.records };
  await vault.createVault(kdf, stretch('right', kdf), firstRecords({ ...both, records }));
  await connect();
};

export const later = (ms: number): void => {
  vi.setSystemTime(Date.now() + ms);
};

/** As a page asks. `accepted`: a person is asked. */
export const ask = (method: string, params: unknown, origin = SITE, id = `r${asked++}`) =>
  request(
    { origin, tabId: 1, documentId: `document of ${origin}`, front: false },
    { id, method, params: typeof params === 'string' ? params : JSON.stringify(params) },
  );

export const waiting = async (): Promise<ApprovalRecord> => {
  const found = (await readRecords()).filter(({ state }) => state === 'waiting');
  const [record] = found;
  if (!record || found.length > 1) throw new Error(`${found.length} requests wait`);
  return record;
};
export const recordOf = async (id: string): Promise<ApprovalRecord | undefined> =>
  (await readRecords()).find((record) => record.id === id);
export const drop = (): Promise<void> => withdraw(hands, () => true, 'page.tabClosed', 'page gone');
/** A person approves what waits. @returns what the page gets */
export const press = async (chosen: Pick<Decision, 'terms' | 'proved'> = {}): Promise<Outcome | undefined> => {
  const { id, digest } = await waiting();
  await approve(hands, id, digest, chosen).catch(() => {}); // said in the outcome too
  return (await recordOf(id))?.outcome;
};

export const permission = (data: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  chainId: '0x1',
  permission: {
    type: 'venue-orders',
    isAdjustmentAllowed: true,
    data: { venue: 'synthetix', budget: '100000', orders: 5, ...data },
  },
  ...more,
});
type Granted = {
  context: string;
  from: string;
  vouch: { state: string; left: { orders: number; notional: string }; agent: { name: Address } | null };
};
export const grant = async (data?: Record<string, unknown>, more?: Record<string, unknown>, origin = SITE) => {
  const answer = await ask('wallet_requestExecutionPermissions', [permission(data, more)], origin);
  if (!('accepted' in answer)) throw new Error(JSON.stringify(answer));
  const outcome = await press();
  if (!outcome || !('result' in outcome)) throw new Error(JSON.stringify(outcome));
  const [found] = outcome.result as Granted[];
  if (!found) throw new Error('nothing was granted');
  return found;
};

/** A buy of 0.1 at 50,000: 5,000. */
export const buy = (nonce: number, more: Record<string, unknown> = {}): string =>
  paramsOf(DOMAINS.synthetix, SYNTHETIX_ORDER.type, {
    ...SYNTHETIX_ORDER.message,
    orders: [{ ...SYNTHETIX_ORDER.order, ...more }],
    nonce: String(nonce),
    expiresAfter: String(Math.floor(Date.now() / 1000) + 600),
  });
export const order = (nonce: number, more?: Record<string, unknown>, origin = SITE) =>
  ask('eth_signTypedData_v4', buy(nonce, more), origin);
export const isSigned = (answer: Awaited<ReturnType<typeof ask>>): boolean => 'result' in answer;
