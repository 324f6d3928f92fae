import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runAhead } from '../../lib/clock.ts';
import { cancel, grant, move, order } from '../../policy/fixtures.ts';
import { appendActivity } from '../../storage/activity.ts';
import { removeEverything } from '../../storage/db.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import { clear } from '../../storage/session.ts';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import type { MoveFunds, Reading, Row } from '../../venues/reading.ts';
import { forgetNetworks, saveNetwork } from '../networks.ts';
import { forgetSettings, readSettings, saveSettings } from '../settings.ts';

vi.mock('../../lib/browser.ts', async () => {
  const { storage } = (await import('../../storage/fake.ts')).fakeBrowser;
  return { browser: { storage: { ...storage, local: { set: async () => {}, clear: async () => {} } } } };
});

const vault = vi.hoisted(() => ({ open: true, records: new Map<string, Uint8Array>(), reads: 0 }));
vi.mock('../../vault/lock.ts', async () => {
  const { SaidError } = await import('../../lib/said-error.ts');
  class Locked extends SaidError {}
  return { isUnlocked: async () => vault.open, Locked };
});
vi.mock('../../vault/vault.ts', async () => {
  const { SaidError } = await import('../../lib/said-error.ts');
  class NoSuchRecord extends SaidError {}
  return {
    NoSuchRecord,
    readRecord: async (id: string) => {
      vault.reads++;
      const found = vault.records.get(id);
      if (!found) throw new NoSuchRecord('vault.no-record', { id });
      return found;
    },
    writeRecords: async (changes: Record<string, Uint8Array>) => {
      for (const [id, record] of Object.entries(changes)) vault.records.set(id, record);
    },
  };
});
vi.mock('../accounts.ts', () => ({ readKeyring: async () => ({ accounts: [{ address: ACCOUNT }] }) }));
const site = vi.hoisted(() => ({ chainId: 1 }));
vi.mock('../site-view.ts', () => ({ chainFor: async () => site.chainId }));
const guardian = vi.hoisted(() => ({ state: null as 'asked' | 'accepted' | null }));
vi.mock('./co.ts', () => ({
  coGuardian: async () => guardian.state && { id: 'g', name: 'Mira', state: guardian.state },
}));

const { isStepUpOn, setStepUp, stepUpFor } = await import('./judge.ts');
const { marketNow, marketShown, PATIENCE_MS } = await import('./market.ts');

const row = (label: Row['label'], value: Row['value']): Row => ({ label, value, mark: 'signed' });
const send = (amount = '10', to = OTHER): MoveFunds => ({
  ...move,
  asset: 'USDC',
  amount,
  recipient: to,
  rows: [
    row('row.amount', { type: 'exact', text: `${amount} USDC` }),
    row('row.recipient', { type: 'address', address: to }),
  ],
});
const ask = (reading: Reading | null, raises = false) =>
  stepUpFor({ reading, raises, origin: 'https://app.example', account: ACCOUNT });

const DAY = 86_400_000;
let lines = 0;
const log = (reading: Reading, ago: number, more: Partial<ActivityEntry> = {}) =>
  appendActivity({
    id: `l${lines++}`,
    at: Date.now() - ago,
    origin: 'https://app.example',
    headline: reading.headline,
    kind: reading.kind,
    state: 'approved',
    digest: '0x00',
    account: ACCOUNT,
    by: 'person',
    receipt: { rows: reading.rows, verdict: { outcome: 'ask', findings: [] } },
    ...more,
  });

/** A node that has a feed at every address; `prices` newest first, a minute apart, then hours of the last. */
const node = (prices: number[], delay = 0) => {
  const word = (value: bigint) => value.toString(16).padStart(64, '0');
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    const { data } = JSON.parse(body).params[0];
    asked.push(data);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const newest = 1000;
    const id = data.startsWith('0x9a6fc8f5') ? Number(BigInt(`0x${data.slice(10)}`)) : newest;
    const back = newest - id;
    const price = prices[back] ?? prices.at(-1) ?? 0;
    const at = Math.floor(Date.now() / 1000) - (back < prices.length ? 60 * (back + 1) : 3600 * (back - 1));
    const result =
      data === '0x313ce567' ? word(8n) : [id, price * 1e8, at, at, id].map((n) => word(BigInt(Math.round(n)))).join('');
    return new Response(JSON.stringify({ jsonrpc: '2.0', id: 1, result: `0x${result}` }));
  });
  return asked;
};
const pricesOn = async (chainId = 1) => {
  await saveSettings({ ...(await readSettings()), referencePrices: true });
  await saveNetwork({
    chainId,
    name: 'Net',
    currency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrl: 'https://node.example',
  });
};

beforeEach(async () => {
  await removeEverything();
  await clear();
  await forgetSettings();
  forgetNetworks();
  Object.assign(vault, { open: true, records: new Map(), reads: 0 });
  site.chainId = 1;
  guardian.state = null;
  node([]);
});
afterEach(() => {
  vi.unstubAllGlobals();
  runAhead(0);
});

describe('what is unusual', () => {
  test('a first recipient after three transfers asks the password', async () => {
    for (let i = 0; i < 3; i++) await log(send('10', '0x1111111111111111111111111111111111111111'), DAY * (i + 1));
    expect(await ask(send())).toEqual({ by: 'password', why: [{ id: 'stepUp.why.recipient' }] });
    await log(send(), 2000);
    expect(await ask(send())).toBeNull();
  });

  test('an amount is compared with those of the same asset, as their lines show them', async () => {
    for (let i = 0; i < 5; i++) await log(send('1,000.5'), DAY * (i + 1));
    expect((await ask(send('3,001.6')))?.why).toEqual([
      { id: 'stepUp.why.size', params: { times: '3', largest: '1,000.5' } },
    ]);
    expect(await ask(send('3,001.5'))).toBeNull();
  });

  test.each<[string, Partial<ActivityEntry>]>([
    ['a session signed', { by: 'session' }],
    ['a rule refused', { by: 'rule', state: 'refused' }],
    ['the person rejected', { state: 'rejected' }],
    ['left no receipt', { receipt: undefined as never }],
  ])('what %s is no history', async (_, more) => {
    for (let i = 0; i < 9; i++) await log(send('10', '0x1111111111111111111111111111111111111111'), DAY, more);
    expect(await ask(send())).toBeNull();
  });

  test('what went to an account of the wallet is no transfer', async () => {
    for (let i = 0; i < 9; i++) await log(send('10', ACCOUNT), DAY);
    expect(await ask(send())).toBeNull();
  });

  test('a guardian is asked who accepted, and no other', async () => {
    for (let i = 0; i < 3; i++) await log(send('1', '0x1111111111111111111111111111111111111111'), DAY);
    guardian.state = 'asked';
    expect((await ask(send()))?.by).toBe('password');
    guardian.state = 'accepted';
    expect((await ask(send()))?.by).toBe('guardian');
  });
});

describe('a stressed market', () => {
  const wild = [3605, 3500, 3500];
  test('asks for money, rights and sessions, and says which market', async () => {
    await pricesOn();
    node(wild);
    const why = ['BTC', 'ETH'].map((base) => ({ id: 'stepUp.why.hourly', params: { base, percent: '3.0' } }));
    for (const [reading, raises] of [
      [send(), false],
      [grant, false],
      [null, true],
    ] as const)
      expect((await ask(reading, raises))?.why).toEqual(expect.arrayContaining(why));
  });

  test('never asks for an order, a cancel or what stays: nothing is even read', async () => {
    await pricesOn();
    const asked = node(wild);
    for (const reading of [order, cancel, { ...send(), own: true }, { ...grant, scope: 'nothing' as const }])
      expect(await ask(reading)).toBeNull();
    expect(asked).toEqual([]);
    expect(vault.reads).toBe(0);
  });

  test.each([
    ['calm', [3500, 3500]],
    ['without a history', []],
  ])('no market that is %s', async (_, prices) => {
    await pricesOn();
    node(prices);
    expect(await ask(send())).toBeNull();
  });

  test('is not looked at while reference prices are off', async () => {
    const asked = node(wild);
    expect(await ask(send())).toBeNull();
    expect(asked).toEqual([]);
    expect(await marketShown()).toEqual({ none: { id: 'stepUp.market.off' } });
  });

  test('is read once a minute', async () => {
    await pricesOn();
    const asked = node(wild);
    await Promise.all([ask(send()), ask(send()), ask(grant)]);
    const once = asked.length;
    expect(once).toBeGreaterThan(4);
    await ask(send());
    expect(asked.length).toBe(once);
    runAhead(61_000);
    await ask(send());
    expect(asked.length).toBe(2 * once);
  });

  test('holds nothing up longer than a moment, once', async () => {
    await pricesOn();
    node(wild, PATIENCE_MS + 400);
    const began = Date.now();
    expect(await ask(send())).toBeNull();
    const first = Date.now() - began;
    expect(await ask(send())).toBeNull();
    expect(Date.now() - began - first).toBeLessThan(300);
    expect(first).toBeGreaterThan(PATIENCE_MS - 50);
    // what comes late is known the next time
    await vi.waitFor(async () => expect(await ask(send())).not.toBeNull(), { timeout: 5000, interval: 100 });
  });

  test('that was stressed is not calm because the node answers no more', async () => {
    await pricesOn();
    node(wild);
    expect(await ask(send())).not.toBeNull();
    vi.stubGlobal('fetch', async () => new Response('busy', { status: 429 }));
    for (const minutes of [2, 9]) {
      runAhead(minutes * 60_000);
      expect((await ask(send()))?.why).toEqual([
        expect.objectContaining({ params: expect.objectContaining({ base: 'ETH' }) }),
        expect.objectContaining({ params: expect.objectContaining({ base: 'BTC' }) }),
      ]);
      expect(await marketShown()).toHaveLength(2);
    }
    runAhead(11 * 60_000);
    expect(await ask(send())).toBeNull();
  });

  test('that was stressed is calm as soon as the node says so', async () => {
    await pricesOn();
    node(wild);
    expect(await ask(send())).not.toBeNull();
    node([3500]);
    runAhead(2 * 60_000);
    expect(await ask(send())).toBeNull();
    vi.stubGlobal('fetch', async () => new Response('busy', { status: 429 }));
    runAhead(4 * 60_000);
    expect(await ask(send())).toBeNull();
  });

  test('of the demo venue speaks of its own site alone', async () => {
    await pricesOn(31337);
    node(wild);
    expect(await ask(send())).toBeNull();
    expect(await marketNow(false)).toEqual([]);
    site.chainId = 31337;
    expect((await ask(send()))?.why).toHaveLength(2);
    expect(await marketShown()).toHaveLength(2);
  });

  test('is that of the real world for its venues, also where the site is on a demo network', async () => {
    await pricesOn();
    node(wild);
    site.chainId = 31337;
    expect(await ask(send())).toBeNull();
    expect((await ask({ ...send(), venue: { id: 'hyperliquid', name: 'Hyperliquid' } }))?.why).toHaveLength(2);
  });
});

describe('the setting', () => {
  test('is on without a record, and off asks nothing', async () => {
    await pricesOn();
    node([3605, 3500]);
    expect(await isStepUpOn()).toBe(true);
    expect(await ask(send())).not.toBeNull();
    await setStepUp(false);
    expect(await isStepUpOn()).toBe(false);
    expect(await ask(send())).toBeNull();
    await setStepUp(true);
    expect(await ask(send())).not.toBeNull();
  });

  test('while it is locked nothing is asked: nothing is signed either', async () => {
    await pricesOn();
    node([3605, 3500]);
    vault.open = false;
    expect(await ask(send())).toBeNull();
  });
});
