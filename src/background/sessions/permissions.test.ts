/** The `wallet_*` methods of sessions, as a page calls them that wants something else than it may. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readRecords } from '../../approvals/journal.ts';
import { lock } from '../../vault/lock.ts';
import { wipe } from '../../vault/vault.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import { forgetAccounts } from '../accounts.ts';
import { forgetSites } from '../sites.ts';
import { findSession } from './store.ts';
import * as core from './testing.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));

const { ask, connect, ELSEWHERE, grant, permission, SITE } = core;
const REQUEST = 'wallet_requestExecutionPermissions';
const THIRD = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const request = (params: unknown, origin = SITE) => ask(REQUEST, params, origin);
const granted = async (origin = SITE) => {
  const answer = await ask('wallet_getGrantedExecutionPermissions', [], origin);
  return 'result' in answer ? (answer.result as { context: string; from: string; vouch: unknown }[]) : answer;
};
const revoke = (params: unknown, origin = SITE) => ask('wallet_revokeExecutionPermission', params, origin);

beforeEach(core.begin);
afterEach(() => vi.useRealTimers());

describe('a request', () => {
  const days = (count: number) => ({ rules: [{ type: 'expiry', data: { timestamp: NOW / 1000 + count * 86_400 } }] });
  const malformed: [string, unknown][] = [
    ['nothing', []],
    ['null', [null]],
    ['text', ['venue-orders']],
    ['no JSON', '[{'],
    ['a list in a list', [[permission()]]],
    ['more than five', Array.from({ length: 6 }, () => permission())],
    ['one venue twice', [permission(), permission({ budget: '1' })]],
    ['another type', [{ ...permission(), permission: { ...permission().permission, type: 'native-token-stream' } }]],
    ['a field that nobody knows', [permission({ unlimited: true })]],
    ['a field of the prototype', `[{"__proto__":{},"chainId":"0x1"}]`],
    ['no budget', [permission({ budget: undefined })]],
    ['a budget below zero', [permission({ budget: '-1' })]],
    ['a budget with an exponent', [permission({ budget: '1e9' })]],
    ['a budget that is a number', [permission({ budget: 1000 })]],
    ['no orders at all', [permission({ orders: 0 })]],
    ['half an order', [permission({ orders: 0.5 })]],
    ['too many orders', [permission({ orders: 10_001 })]],
    ['a chain that is no number', [permission({}, { chainId: '1' })]],
    ['an account that is none', [permission({}, { from: '0x1234' })]],
    ['an end that is over', [permission({}, days(-1))]],
    ['an end after 30 days', [permission({}, days(30.001))]],
    ['an end in ms', [permission({}, { rules: [{ type: 'expiry', data: { timestamp: NOW + 1 } }] })]],
    ['two ends', [permission({}, { rules: [...days(1).rules, ...days(2).rules] })]],
    ['a venue that is not known', [permission({ venue: 'nowhere' })]],
    ['a key at a venue without keys', [permission({ agent: {} })]],
    ['a key without what the venue needs', [permission({ venue: 'orderly', agent: {} })]],
    ['a key for a minute less than a minute', [permission({ venue: 'hyperliquid', agent: {} }, days(0.0005))]],
  ];
  test.each(malformed)('with %s is told so, and shows nothing', async (_name, params) => {
    const answer = await request(params);
    expect(answer).toMatchObject({ error: { code: -32602, message: expect.stringMatching(/\w/) } });
    expect(await readRecords()).toEqual([]);
  });

  test('of a site that is not connected, or for an account that it may not see, is refused', async () => {
    expect(await request([permission()], ELSEWHERE)).toMatchObject({ error: { code: 4100 } });
    expect(await request([permission({}, { from: ACCOUNT })], ELSEWHERE)).toMatchObject({ error: { code: 4100 } });
    await connect(SITE, [OTHER]);
    expect(await request([permission({}, { from: ACCOUNT })])).toMatchObject({ error: { code: 4100 } });
    expect(await request([permission({}, { from: THIRD })])).toMatchObject({ error: { code: 4100 } });
    expect(
      await request([permission({}, { from: OTHER }), permission({ venue: 'gannet' }, { from: ACCOUNT })]),
    ).toMatchObject({ error: { code: 4100 } });
    expect(await readRecords()).toEqual([]);
    expect((await grant()).from).toBe(OTHER);
  });

  test('without a wallet, or to a locked one that would have to choose the account, is refused', async () => {
    await lock();
    forgetAccounts();
    expect(await request([permission()])).toMatchObject({ error: { code: 4100 } });
    await wipe();
    forgetSites();
    expect(await request([permission()])).toMatchObject({ error: { code: 4100 } });
  });

  test('that is sent twice is one', async () => {
    const twice = [1, 2].map(() => ask(REQUEST, [permission()], SITE, 'same'));
    expect(await Promise.all(twice)).toEqual([{ accepted: true }, { accepted: true }]);
    await core.press();
    const answer = await ask(REQUEST, [permission()], SITE, 'same');
    expect(answer).toMatchObject({ result: [{ vouch: { left: { orders: 5 } } }] });
    expect(await granted()).toHaveLength(1);
  });
});

describe('what was granted', () => {
  test('is told to its site alone, as long as it is connected, and as far as it sees the account', async () => {
    const one = await grant();
    core.later(1);
    const two = await grant({ venue: 'gannet' }, { from: OTHER });
    expect(await granted()).toMatchObject([{ context: two.context }, { context: one.context }]);
    await connect(ELSEWHERE);
    expect(await granted(ELSEWHERE)).toEqual([]);
    expect(await granted('https://never.example')).toEqual([]);
    await connect(SITE, [ACCOUNT]);
    expect(await granted()).toMatchObject([{ context: one.context, from: ACCOUNT }]);
    expect(await ask('wallet_revokePermissions', [{ eth_accounts: {} }])).toEqual({ result: null });
    expect(await granted()).toEqual([]);
    // connected again it is another connection
    await connect();
    expect(await granted()).toEqual([]);
    expect((await findSession(one.context))?.ended).not.toBeNull();
  });

  test('is not told past its end', async () => {
    await grant({}, { rules: [{ type: 'expiry', data: { timestamp: NOW / 1000 + 60 } }] });
    core.later(59_999);
    expect(await granted()).toHaveLength(1);
    core.later(1);
    expect(await granted()).toEqual([]);
  });

  test('says what is left, and no key but by its name', async () => {
    const { vouch } = await grant({ venue: 'hyperliquid', agent: { with: {} } });
    expect(await granted()).toMatchObject([
      { vouch: { state: 'running', left: { orders: 5, notional: '100000' }, agent: { name: vouch.agent?.name } } },
    ]);
  });
});

describe('what is given back', () => {
  test('has to be the own, and still there', async () => {
    const { context } = await grant();
    await connect(ELSEWHERE);
    expect(await revoke([{ permissionContext: context }], ELSEWHERE)).toMatchObject({ error: { code: -32602 } });
    for (const params of [
      [],
      [null],
      [{}],
      [context],
      [{ permissionContext: null }],
      [{ permissionContext: [context] }],
    ])
      expect(await revoke(params), JSON.stringify(params)).toMatchObject({ error: { code: -32602 } });
    expect((await findSession(context))?.ended).toBeNull();
    expect(await revoke([{ permissionContext: context }])).toEqual({ result: {} });
    expect((await findSession(context))?.ended).toMatchObject({ by: 'site' });
    expect(await revoke([{ permissionContext: context }])).toMatchObject({ error: { code: -32602 } });
    expect(await core.order(1)).toEqual({ accepted: true });
  });
});

test('what is supported is one type, with its end', async () => {
  expect(await ask('wallet_getSupportedExecutionPermissions', [])).toMatchObject({
    result: { 'venue-orders': { chainIds: expect.arrayContaining(['0x1']), ruleTypes: ['expiry'] } },
  });
});
