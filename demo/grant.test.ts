import { expect, test } from 'vitest';
import { readPermissions } from '../src/policy/limits/permission.ts';
import { askFor, cancelIn, changeIn, grantOf } from './site/grant.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const NOW = Date.UTC(2026, 10, 21);
const grant = (more: object = {}, vouch: object = {}) => ({
  ...askFor('0x7a69', ACCOUNT, NOW)[0],
  context: '0x12',
  vouch: {
    ...{ venue: 'gannet', account: ACCOUNT, agent: null, state: 'running' },
    left: { orders: 38, notional: '8280.5' },
    used: { orders: 2, notional: '1719.5' },
    ...vouch,
  },
  ...more,
});

test('what Gannet asks for is what Vouch reads', () => {
  const [asked] = readPermissions(askFor('0x7a69', ACCOUNT, NOW), NOW);
  expect(asked).toMatchObject({ chainId: 31337, account: ACCOUNT, adjustable: true });
  expect(asked?.terms).toMatchObject({ venue: 'gannet', orders: 40, budget: '10000', endsAt: NOW + 7 * 86_400_000 });
  expect(asked?.terms.limits).toEqual({ markets: expect.arrayContaining(['ETH-PERP']), perOrder: '2000' });
});

test('the grant of this venue and account is found, and nothing strange is', () => {
  expect(grantOf([grant({}, { venue: 'other' }), grant()], ACCOUNT)).toEqual({
    ...{ context: '0x12', state: 'running', until: NOW / 1000 + 7 * 86_400 },
    left: { orders: 38, notional: '8280.5' },
    of: { orders: 40, notional: '10000' },
  });
  expect(grantOf([grant({ rules: undefined })], ACCOUNT)?.until).toBeNull();
  const strange = [
    null,
    grant({}, { account: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' }),
    grant({}, { state: 'over' }),
    grant({}, { state: 'toString' }),
    grant({}, { left: { orders: '1', notional: '1' } }),
    grant({}, { left: { orders: 1, notional: '-1' } }),
    grant({ context: 1 }),
    grant({ permission: null }),
  ];
  for (const one of strange) expect(grantOf([one], ACCOUNT)).toBeNull();
  for (const answer of [null, {}, 'x']) expect(grantOf(answer, ACCOUNT)).toBeNull();
});

test('what the wallet pushes is taken for what it is', () => {
  const data = { context: '0x12', state: 'paused', left: { orders: 1, notional: '2' } };
  expect(changeIn({ type: 'vouch_session', data })).toEqual(data);
  for (const other of [null, { type: 'eth_subscription', data }, { type: 'vouch_session', data: { ...data, left: 1 } }])
    expect(changeIn(other)).toBeNull();

  const body = { cancelAll: { account: ACCOUNT, nonce: '1' }, signature: '0x' };
  const handed = (request: object, venue = 'gannet') => ({
    type: 'vouch_venueRequest',
    data: { venue, account: ACCOUNT, what: 'cancel', request: { host: '', method: 'POST', ...request } },
  });
  expect(cancelIn(handed({ path: '/api/cancel-all', body: JSON.stringify(body) }))).toEqual(body);
  for (const message of [
    handed({ path: '/api/orders', body: JSON.stringify(body) }),
    handed({ path: '/api/cancel-all', body: '{' }),
    handed({ path: '/api/cancel-all', body: '1' }),
    handed({ path: '/api/cancel-all', body }),
    handed({ path: '/api/cancel-all', body: JSON.stringify(body) }, 'other'),
    { type: 'vouch_session' },
  ])
    expect(cancelIn(message)).toBeNull();
});
