import 'fake-indexeddb/auto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recoverTypedDataAddress } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

/** Documents that are open: what was pushed to each, and whether it hears. */
const pushed: { tabId: number; message: unknown }[] = [];
const deaf = new Set<number>();
vi.mock('../../lib/browser.ts', async () => {
  const { fakeBrowser } = await import('../../storage/fake.ts');
  const sendMessage = async () => null;
  const toTab = async (tabId: number, message: unknown) => {
    if (deaf.has(tabId)) throw new Error('Could not establish connection');
    pushed.push({ tabId, message });
    return true;
  };
  const storage = { ...fakeBrowser.storage, local: { set: async () => {}, clear: async () => {} } };
  return { browser: { storage, runtime: { sendMessage }, tabs: { sendMessage: toTab } } };
});

import { agentRecord, makeAgent } from '../../keyring/agent.ts';
import { parsePrivateKey } from '../../keyring/derive.ts';
import { keyringFromKey } from '../../keyring/keyring.ts';
import type { Hex } from '../../lib/bytes.ts';
import { now, runAhead } from '../../lib/clock.ts';
import { kill } from '../../lib/text/kill.en.ts';
import type { KillInfo } from '../../messaging/limits-lane.ts';
import type { Session } from '../../policy/limits/limits.ts';
import { parseJson } from '../../signing/json.ts';
import { listActivity } from '../../storage/activity.ts';
import { removeEverything } from '../../storage/db.ts';
import { clear, get, set } from '../../storage/session.ts';
import { freshKdf } from '../../vault/kdf.ts';
import * as lock from '../../vault/lock.ts';
import { createVault } from '../../vault/vault.ts';
import { type Adapter, type AgentAsk, NO_CONTRACT, NotReadable, type ToSign } from '../../venues/adapter.ts';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import { open } from '../../venues/hyperliquid/l1.ts';
import { adapters } from '../../venues/registry.ts';
import { firstRecords, forgetAccounts } from '../accounts.ts';
import { remember } from '../events.ts';
import { forgetGrants, keepGrant, listGrants } from '../grants/store.ts';
import { addSession, endSessions, forgetSessions, listSessions, resumeSession } from '../sessions/store.ts';
import { forgetSettings, readSettings, saveSettings } from '../settings.ts';
import { forgetSites, saveSite } from '../sites.ts';
import { killHandlers } from './lane.ts';

const SITE = 'https://app.example';
const { secret: SECRET, name: KEY } = makeAgent('secp256k1', new Uint8Array(32).fill(5));
const press = () => killHandlers['kill.press'](null);
const view = () => killHandlers['kill.view'](null);
const act = (id: string) => killHandlers['kill.act']({ id });

const found = adapters.find(({ id }) => id === 'hyperliquid');
if (!found) throw new Error('There is no adapter of Hyperliquid');
const adapter: Adapter = found;
const own = { agents: adapter.agents, cancelAll: adapter.cancelAll };

/** The venue: what it was sent, what is open there, and what it answers. */
let server: Server;
let host = '';
let heard: { path: string; body: Record<string, unknown> & { type?: string; action?: { type: string } } }[] = [];
let open_: { coin: number; oid: number }[] = [];
let answer: (body: (typeof heard)[number]['body']) => unknown;

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const body = JSON.parse(text);
      heard.push({ path: request.url ?? '', body });
      const said = body.type ? open_ : answer(body);
      if (said === undefined) response.destroy();
      else response.end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Hyperliquid's own messages, at a host of this test. */
const send = (body: Record<string, unknown>) => ({
  host,
  method: 'POST' as const,
  path: '/exchange',
  body: JSON.stringify(body),
});
const l1 = (action: Record<string, unknown>, ask: AgentAsk): ToSign => {
  const preimage = parseJson(JSON.stringify({ action, nonce: ask.now, isTestnet: false }));
  const { typedData } = open(
    preimage as Parameters<typeof open>[0],
    { ...ask, origin: '', chainId: 0, account: ask.account } as never,
  );
  return {
    by: ask.agent ? 'agent' : 'account',
    typedData,
    request: (signature) => send({ action, nonce: ask.now, signature }),
  };
};
const cancelAction = () => ({ type: 'cancel', cancels: open_.map(({ coin, oid }) => ({ a: coin, o: oid })) });
const approveZero = (ask: AgentAsk): ToSign => {
  const message = { hyperliquidChain: 'Mainnet', agentAddress: NO_CONTRACT, agentName: 'vouch', nonce: ask.now };
  return {
    by: 'account',
    typedData: {
      domain: { name: 'HyperliquidSignTransaction', version: '1', chainId: 42161, verifyingContract: NO_CONTRACT },
      types: {
        'HyperliquidTransaction:ApproveAgent': [
          { name: 'hyperliquidChain', type: 'string' },
          { name: 'agentAddress', type: 'address' },
          { name: 'agentName', type: 'string' },
          { name: 'nonce', type: 'uint64' },
        ],
      },
      primaryType: 'HyperliquidTransaction:ApproveAgent',
      message,
    },
    request: (signature) => send({ action: { type: 'approveAgent', ...message }, nonce: ask.now, signature }),
  };
};

const signerOf = async (body: Record<string, unknown>): Promise<string> => {
  const { action, nonce, signature } = body as { action: Record<string, unknown>; nonce: number; signature: Hex };
  const toSign =
    action.type === 'approveAgent'
      ? approveZero({ now: nonce } as AgentAsk)
      : l1(action, { account: ACCOUNT, now: nonce } as AgentAsk);
  if (!('typedData' in toSign)) throw new Error('no typed data');
  return recoverTypedDataAddress({ ...toSign.typedData, signature } as Parameters<typeof recoverTypedDataAddress>[0]);
};

const session = (more: Partial<Session> = {}): Session => ({
  ...{ id: 's', origin: SITE, account: ACCOUNT, venue: 'hyperliquid', limits: {}, orders: 9, budget: '900' },
  ...{ startsAt: now(), endsAt: now() + 600_000, paused: false },
  ...more,
});
const key = () =>
  keepGrant({
    ...{ id: KEY, at: now(), origin: SITE, account: ACCOUNT, venue: { id: 'hyperliquid', name: 'Hyperliquid' } },
    ...{ scope: 'trade', grantee: KEY, headline: { id: 'headline.key' }, can: [], until: now() + 600_000 },
    ...{ holder: 'wallet', revoke: null, state: 'given' },
    agent: { curve: 'secp256k1', name: KEY, session: 's', with: {} },
  });
const switchOn = async (hosts = [host]) => saveSettings({ ...(await readSettings()), venueHosts: hosts });
const openPage = (tabId = 1, origin = SITE) => remember({ tabId, documentId: `d${tabId}${Math.random()}`, origin });

const lineOf = (info: KillInfo, what: string) => {
  const line = info.lines.find((one) => one.what === what);
  return line && { state: line.state, text: line.text.id };
};
/** Until nothing is under way any more. */
const settled = async (): Promise<KillInfo> => {
  await expect.poll(async () => (await view()).lines.some(({ state }) => state === 'sending')).toBe(false);
  return view();
};
const handed = () =>
  pushed.flatMap(({ tabId, message }) => {
    const { data } = message as { data: { type: string; data: { what: string; request: { body: string } } } };
    return data.type === 'vouch_venueRequest' ? [{ tabId, ...data.data }] : [];
  });
const allPaused = async () => (await listSessions()).every((row) => row.session.paused);

beforeEach(async () => {
  runAhead(0);
  await removeEverything();
  await clear();
  for (const forget of [forgetSessions, forgetGrants, forgetSites, forgetAccounts]) forget();
  await forgetSettings();
  const change = keyringFromKey(
    parsePrivateKey('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'),
    'a',
    'Main account',
  );
  await createVault(freshKdf(), new Uint8Array(32).fill(1), {
    ...firstRecords(change),
    [agentRecord(KEY)]: SECRET.slice(),
  });
  await saveSite({ origin: SITE, accounts: [ACCOUNT], chainId: 1, connectedAt: 1, lastUsedAt: 1 });
  pushed.length = 0;
  deaf.clear();
  heard = [];
  open_ = [{ coin: 1, oid: 77 }];
  answer = ({ action }) => {
    if (action?.type === 'cancel') open_ = [];
    return { status: 'ok', response: { type: 'default' } };
  };
  adapter.agents = { curve: 'secp256k1', approve: approveZero, revoke: approveZero };
  adapter.cancelAll = {
    list: ({ account }) => ({
      host,
      method: 'POST',
      path: '/info',
      body: JSON.stringify({ type: 'openOrders', user: account }),
    }),
    make: (ask, listed) => (Array.isArray(listed) && listed.length === 0 ? null : l1(cancelAction(), ask)),
  };
});
afterEach(async () => {
  await settled();
  Object.assign(adapter, own);
  for (const { text } of (await view()).lines)
    expect(Object.hasOwn(kill, text.id) || text.id.startsWith('revoke.')).toBe(true);
});

test('one press: every session is paused, the orders are cancelled by the key, and then the key is taken back', async () => {
  await addSession(session(), KEY);
  await addSession(session({ id: 'other', origin: 'https://other.example', venue: 'gtrade', account: OTHER }), null);
  await key();
  await switchOn();
  await openPage(9);
  expect(lineOf(await view(), 'pause')).toEqual({ state: 'ready', text: 'kill.pause.ready' });
  const before = await press();
  expect(await allPaused()).toBe(true);
  expect(lineOf(before, 'pause')).toEqual({ state: 'done', text: 'kill.pause.done' });
  expect(before.pressedAt).toBe(before.lines[0]?.at);
  const info = await settled();
  expect(lineOf(info, 'cancel')).toEqual({ state: 'done', text: 'kill.cancel.seen' });
  expect(lineOf(info, 'revoke')).toEqual({ state: 'done', text: 'kill.revoke.taken' });
  expect(heard.map(({ body }) => body.type ?? body.action?.type)).toEqual([
    'openOrders',
    'cancel',
    'openOrders',
    'approveAgent',
  ]);
  expect(await signerOf(heard[1]?.body ?? {})).toBe(KEY);
  expect(await signerOf(heard[3]?.body ?? {})).toBe(ACCOUNT);
  // The page hears that its session stands still, and has nothing to send.
  expect(pushed).toMatchObject([
    { tabId: 9, message: { data: { type: 'vouch_session', data: { context: 's', state: 'paused' } } } },
  ]);
  // What Vouch cannot do elsewhere is said, with the venue's name.
  expect(info.lines.filter(({ venue }) => venue?.id === 'gtrade')).toMatchObject([
    { what: 'cancel', state: 'cannot', text: { id: 'kill.cancel.there', params: { venue: 'gTrade' } } },
  ]);
  // Pressed again, the account cancels: the venue does not know the key any more. It is taken back once.
  heard = [];
  open_ = [{ coin: 1, oid: 78 }];
  await press();
  await settled();
  expect(heard.map(({ body }) => body.type ?? body.action?.type)).toEqual(['openOrders', 'cancel', 'openOrders']);
  expect(await signerOf(heard[1]?.body ?? {})).toBe(ACCOUNT);
  // Each left its line in the activity, as it was read; the newest stands first.
  expect((await listActivity(10)).map(({ kind, by, state }) => [kind, by, state])).toEqual([
    ['cancel-or-reduce', 'person', 'approved'],
    ['grant-authority', 'person', 'approved'],
    ['cancel-or-reduce', 'person', 'approved'],
  ]);
});

test('while locked it pauses, tells nothing of whom, and the rest waits for the password', async () => {
  await addSession(session(), KEY);
  await key();
  await switchOn();
  await lock.lock();
  const info = await press();
  expect(await allPaused()).toBe(true);
  expect(info.pressedAt).not.toBeNull();
  expect(info.hosts).toEqual([]);
  expect(info.lines.map(({ what, state, text, venue, account }) => [what, state, text.id, venue, account])).toEqual([
    ['pause', 'done', 'kill.pause.done', null, null],
    ['cancel', 'ready', 'kill.locked', null, null],
    ['revoke', 'ready', 'kill.locked', null, null],
  ]);
  expect(JSON.stringify(info)).not.toMatch(/hyperliquid|0x/i);
  await expect(act('cancel')).rejects.toThrow(lock.Locked);
  await expect(killHandlers['kill.host']({ host, on: true })).rejects.toThrow(lock.Locked);
  expect(heard).toEqual([]);
});

describe('calls are off', () => {
  beforeEach(() => addSession(session(), null));

  test('what is signed is handed to one open page of the site, and the line says so', async () => {
    await openPage(1, 'https://elsewhere.example');
    await openPage(2);
    await openPage(3);
    await openPage(4);
    deaf.add(4);
    await press();
    const info = await settled();
    expect(lineOf(info, 'cancel')).toEqual({ state: 'handed', text: 'kill.handed' });
    expect(handed()).toMatchObject([
      { tabId: 3, venue: 'hyperliquid', account: ACCOUNT, what: 'cancel', request: { host } },
    ]);
    expect(await signerOf(JSON.parse(handed()[0]?.request.body ?? '{}'))).toBe(ACCOUNT);
    expect(heard).toEqual([]);
  });

  test('no page is open, or its site is connected no more: nothing is handed, and it can be tried again', async () => {
    await openPage(1, 'https://elsewhere.example');
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'failed', text: 'kill.noPage' });
    await openPage(2);
    await saveSite({ origin: SITE, accounts: [OTHER], chainId: 1, connectedAt: 1, lastUsedAt: 1 });
    await act((await view()).lines[1]?.id ?? '');
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'failed', text: 'kill.noPage' });
    expect(handed()).toEqual([]);
    await saveSite({ origin: SITE, accounts: [ACCOUNT], chainId: 1, connectedAt: 1, lastUsedAt: 1 });
    await act((await view()).lines[1]?.id ?? '');
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'handed', text: 'kill.handed' });
  });

  test('a venue that is wherever its page is: the page alone can send it, also with calls on', async () => {
    const here = (ask: AgentAsk): ToSign => {
      const made = l1(cancelAction(), ask);
      return { ...made, request: (signature) => ({ ...made.request(signature), host: '' }) };
    };
    adapter.cancelAll = { make: here };
    await switchOn();
    expect((await view()).hosts.map((one) => one.host)).not.toContain('');
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'failed', text: 'kill.noPage.own' });
    await openPage(2);
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'handed', text: 'kill.handed' });
    expect(handed()).toMatchObject([{ tabId: 2, request: { host: '' } }]);
  });

  test('a venue that has to be asked first is not said to be empty', async () => {
    adapter.cancelAll = {
      ...adapter.cancelAll,
      make: (ask, listed) => (Array.isArray(listed) && listed.length > 0 ? l1(cancelAction(), ask) : null),
    };
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'cannot', text: 'kill.cancel.mustAsk' });
    await switchOn();
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'done', text: 'kill.cancel.seen' });
  });
});

describe('calls are on', () => {
  beforeEach(async () => {
    await addSession(session(), KEY);
    await key();
    await switchOn();
  });

  test('nothing is open', async () => {
    open_ = [];
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'done', text: 'kill.cancel.none' });
  });

  test('the venue says no: its words stand there, and the key is kept while orders may be open', async () => {
    answer = () => ({ status: 'ok', response: { data: { statuses: [{ error: 'Order is being matched' }] } } });
    await press();
    const info = await settled();
    expect(info.lines.find(({ what }) => what === 'cancel')).toMatchObject({
      state: 'failed',
      text: { id: 'kill.refused', params: { said: 'Order is being matched' } },
    });
    expect(lineOf(info, 'revoke')).toEqual({ state: 'ready', text: 'kill.revoke.waits' });
    expect(heard.map(({ body }) => body.action?.type)).not.toContain('approveAgent');
    // A person may take it back all the same.
    answer = () => ({ status: 'ok' });
    await act(`revoke/${KEY}`);
    expect(lineOf(await settled(), 'revoke')).toEqual({ state: 'done', text: 'kill.revoke.taken' });
  });

  test('it says yes and orders are still there', async () => {
    answer = () => ({ status: 'ok' });
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'failed', text: 'kill.cancel.some' });
  });

  test('what has to be asked before the key is taken back is asked, and without the host the page has to do it', async () => {
    adapter.agents = {
      ...{ curve: 'secp256k1', approve: approveZero },
      list: ({ account }) => ({
        host,
        method: 'POST',
        path: '/query',
        body: JSON.stringify({ type: 'nonces', account }),
      }),
      revoke: (ask, listed) => {
        if (!Array.isArray(listed)) throw new NotReadable({ id: 'why.unknownType' });
        return approveZero(ask);
      },
    };
    await press();
    expect(lineOf(await settled(), 'revoke')).toEqual({ state: 'done', text: 'kill.revoke.taken' });
    expect(heard.filter(({ path }) => path === '/query').map(({ body }) => body)).toEqual([
      { type: 'nonces', account: ACCOUNT },
    ]);
    heard = [];
    await switchOn([]);
    await openPage();
    await act(`revoke/${KEY}`);
    expect((await settled()).lines.find(({ what }) => what === 'revoke')).toMatchObject({
      state: 'failed',
      text: { id: 'kill.revoke.mustAsk', params: { venue: 'Hyperliquid', host } },
    });
    expect([heard, handed()]).toEqual([[], []]);
  });

  test('a cancel says what it leaves, and where a venue cancels in one market there is a line for each', async () => {
    const { list: _list, ...all } = adapter.cancelAll ?? { make: () => null };
    adapter.cancelAll = {
      ...all,
      oneMarket: true,
      stays: { id: 'kill.stays.markets' },
      make: (ask) => l1({ type: 'cancel', cancels: [{ a: ask.with.symbol === 'ETH' ? 1 : 2, o: 7 }] }, ask),
    };
    await endSessions(() => true, 'person');
    await addSession(session({ id: 'm', limits: { markets: ['ETH', 'SOL'] } }), KEY);
    await endSessions(() => true, 'person'); // its orders may still be there
    const row = (await listGrants()).find(({ id }) => id === KEY);
    if (!row?.agent) throw new Error('no key');
    await keepGrant({ ...row, agent: { ...row.agent, session: 'm', with: { symbol: 'SOL' } } });
    await press();
    const cancels = (await settled()).lines.filter(({ what }) => what === 'cancel');
    expect(cancels.map(({ venue, state, stays }) => [venue?.name, state, stays?.id])).toEqual([
      ['Hyperliquid (ETH)', 'done', 'kill.stays.markets'],
      ['Hyperliquid (SOL)', 'done', 'kill.stays.markets'],
    ]);
    const sent = heard.filter(({ body }) => body.action?.type === 'cancel');
    expect(sent.map(({ body }) => (body.action as unknown as { cancels: { a: number }[] }).cancels[0]?.a)).toEqual([
      1, 2,
    ]);
  });

  test('it does not answer', async () => {
    answer = () => undefined;
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'failed', text: 'kill.net.none' });
  });

  test('two presses at once send it once', async () => {
    await Promise.all([press(), press(), act(`revoke/${KEY}`)]);
    await settled();
    expect(heard.filter(({ body }) => body.action?.type === 'cancel')).toHaveLength(1);
    expect(heard.filter(({ body }) => body.action?.type === 'approveAgent')).toHaveLength(1);
  });

  test('a worker that died half way is not said to have sent it', async () => {
    await press();
    const info = await settled();
    const id = info.lines.find(({ what }) => what === 'cancel')?.id ?? '';
    const kept = await get<{ lines: Record<string, object> }>('kill');
    await set({ kill: { ...kept, lines: { [id]: { state: 'sending', text: { id: 'kill.sending' }, at: 1 } } } });
    expect(lineOf(await view(), 'cancel')).toEqual({ state: 'failed', text: 'kill.died' });
  });

  test('resumed, nothing is said to be stopped', async () => {
    await press();
    await settled();
    await resumeSession('s');
    const info = await view();
    expect(info.pressedAt).toBeNull();
    expect(lineOf(info, 'pause')).toEqual({ state: 'ready', text: 'kill.pause.ready' });
  });
});

describe('only what is read as a cancel, or as taking a key back, is signed', () => {
  beforeEach(async () => {
    await addSession(session(), KEY);
    await key();
    await switchOn();
    await openPage();
  });
  afterEach(() => {
    expect(heard.filter(({ body }) => body.action)).toEqual([]);
    expect(handed()).toEqual([]);
  });

  const order = {
    type: 'order',
    orders: [{ a: 1, b: true, p: '3484', s: '0.5', r: false, t: { limit: { tif: 'Gtc' } } }],
    grouping: 'na',
  };
  const approve = (agentAddress: string) => (ask: AgentAsk) => {
    const made = approveZero(ask);
    if (!('typedData' in made)) throw new Error('no typed data');
    const { message } = made.typedData as { message: object };
    return { ...made, typedData: { ...made.typedData, message: { ...message, agentAddress } } };
  };
  const usdSend = (ask: AgentAsk): ToSign => ({
    ...approveZero(ask),
    typedData: {
      domain: { name: 'HyperliquidSignTransaction', version: '1', chainId: 42161, verifyingContract: NO_CONTRACT },
      types: {
        'HyperliquidTransaction:UsdSend': [
          { name: 'hyperliquidChain', type: 'string' },
          { name: 'destination', type: 'string' },
          { name: 'amount', type: 'string' },
          { name: 'time', type: 'uint64' },
        ],
      },
      primaryType: 'HyperliquidTransaction:UsdSend',
      message: { hyperliquidChain: 'Mainnet', destination: OTHER, amount: '1', time: ask.now },
    },
  });
  const both = (make: (ask: AgentAsk) => ToSign) => {
    adapter.cancelAll = { make };
    adapter.agents = { curve: 'secp256k1', approve: make, revoke: make };
  };
  const refused = async () => {
    await press();
    for (const { id } of (await settled()).lines.slice(1)) await act(id);
    const info = await settled();
    expect([lineOf(info, 'cancel'), lineOf(info, 'revoke')]).toEqual([
      { state: 'cannot', text: 'kill.notRead' },
      { state: 'cannot', text: 'kill.notRead' },
    ]);
  };

  test('an order', async () => {
    both((ask) => l1(order, ask));
    await refused();
  });

  test('a key of somebody else', async () => {
    both(approve(OTHER));
    await refused();
  });

  test('money', async () => {
    both(usdSend);
    await refused();
  });

  test('a hash that is made of something else than what is sent along', async () => {
    both((ask) => ({ ...l1(order, ask), request: l1(cancelAction(), ask).request }));
    await refused();
  });

  test('text that no reader of the venue knows', async () => {
    both(({ agent }) => ({ by: agent ? 'agent' : 'account', message: 'cancel everything', request: () => send({}) }));
    await refused();
  });

  test("a venue's own cancel as the taking back of a key, and the other way round", async () => {
    adapter.cancelAll = { make: approveZero };
    adapter.agents = { curve: 'secp256k1', approve: approveZero, revoke: (ask) => l1(cancelAction(), ask) };
    await refused();
  });

  test('what the adapter cannot make, and what it breaks on', async () => {
    both(() => {
      throw new NotReadable({ id: 'why.hash' });
    });
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'cannot', text: 'kill.cancel.adapter' });
    both(() => {
      throw new TypeError('broken');
    });
    await press();
    expect(lineOf(await settled(), 'cancel')).toEqual({ state: 'failed', text: 'kill.failed' });
  });
});

describe('hosts', () => {
  test('only those of venues can be switched on, and any can be switched off', async () => {
    await addSession(session(), null);
    const hostOf = async (wanted: string) => (await view()).hosts.find((one) => one.host === wanted);
    expect(await hostOf(host)).toEqual({ venue: 'Hyperliquid', host, on: false });
    await killHandlers['kill.host']({ host, on: true });
    await killHandlers['kill.host']({ host, on: true });
    expect((await readSettings()).venueHosts).toEqual([host]);
    expect(await hostOf(host)).toMatchObject({ on: true });
    for (const wrong of ['https://evil.example', `${host}/`, 'http://10.0.0.1', ''])
      await expect(killHandlers['kill.host']({ host: wrong, on: true })).rejects.toMatchObject({
        text: { id: 'ui.params' },
      });
    // One that no venue names any more is shown as long as it is on.
    await switchOn(['https://gone.example']);
    expect(await hostOf('https://gone.example')).toMatchObject({ on: true });
    await killHandlers['kill.host']({ host: 'https://gone.example', on: false });
    expect(await hostOf('https://gone.example')).toBeUndefined();
  });
});

test('a key that a page holds is listed with how it is taken back, and nothing is signed for it', async () => {
  await keepGrant({
    ...{ id: 'r', at: now(), origin: SITE, account: ACCOUNT, venue: { id: 'hyperliquid', name: 'Hyperliquid' } },
    ...{ scope: 'trade', grantee: OTHER, headline: { id: 'headline.key' }, can: [], until: null, holder: 'page' },
    ...{ revoke: { id: 'revoke.replace', params: { venue: 'Hyperliquid' } }, state: 'given' },
  });
  await switchOn();
  await press();
  expect((await settled()).lines.slice(1)).toMatchObject([
    { what: 'revoke', state: 'cannot', text: { id: 'revoke.replace' } },
  ]);
  expect(heard).toEqual([]);
});
