import { describe, expect, test } from 'vitest';
import { ACCOUNT, NOW } from '../../venues/fixtures.ts';
import { isWithin, readPermissions, type Terms } from './permission.ts';

const SECONDS = NOW / 1000;
const data = { venue: 'hyperliquid', budget: '10000' };
const request = (more: Record<string, unknown> = {}, ofData: Record<string, unknown> = {}) => ({
  chainId: '0x1',
  permission: { type: 'venue-orders', isAdjustmentAllowed: true, data: { ...data, ...ofData } },
  ...more,
});
const read = (...all: unknown[]) => readPermissions(all, NOW);

describe('a permission', () => {
  test('has 90 orders and seven days unless it says otherwise', () => {
    expect(read(request())).toEqual([
      {
        chainId: 1,
        account: null,
        adjustable: true,
        terms: {
          venue: 'hyperliquid',
          limits: {},
          orders: 90,
          budget: '10000',
          endsAt: NOW + 7 * 86_400_000,
          agent: null,
        },
      },
    ]);
  });

  test('takes its limits, its end and its account from the request', () => {
    const [asked] = read(
      request(
        { from: ACCOUNT.toLowerCase(), rules: [{ type: 'expiry', data: { timestamp: SECONDS + 3600 } }] },
        {
          markets: ['ETH'],
          perOrder: '2000',
          leverage: '5',
          distance: '1',
          orders: 40,
          agent: { with: { network: 'Testnet' } },
        },
      ),
    );
    expect(asked).toMatchObject({
      account: ACCOUNT,
      terms: {
        limits: { markets: ['ETH'], perOrder: '2000', leverage: '5', distance: '1' },
        orders: 40,
        endsAt: NOW + 3_600_000,
        agent: { with: { network: 'Testnet' } },
      },
    });
  });

  test('for several venues is one call', () => {
    expect(read(request(), request({}, { venue: 'derive' })).map(({ terms }) => terms.venue)).toEqual([
      'hyperliquid',
      'derive',
    ]);
    expect(() => read(request(), request())).toThrow(/once/);
  });
});

test.each<[string, unknown[]]>([
  ['nothing', []],
  ['another type', [request({ permission: { type: 'native-token-stream', isAdjustmentAllowed: true, data } })]],
  ['a key that is not known', [request({ to: ACCOUNT })]],
  ['a limit that is not known', [request({}, { perOder: '5' })]],
  ['a number for an amount', [request({}, { budget: 10000 })]],
  ['a budget of minus one', [request({}, { budget: '-1' })]],
  ['an exponent', [request({}, { budget: '1e9' })]],
  ['no orders', [request({}, { orders: 0 })]],
  ['half an order', [request({}, { orders: 0.5 })]],
  ['an end that has passed', [request({ rules: [{ type: 'expiry', data: { timestamp: SECONDS } }] })]],
  ['an end in ms', [request({ rules: [{ type: 'expiry', data: { timestamp: NOW + 1000 } }] })]],
  ['an end in 31 days', [request({ rules: [{ type: 'expiry', data: { timestamp: SECONDS + 31 * 86_400 } }] })]],
  ['two ends', [request({ rules: Array(2).fill({ type: 'expiry', data: { timestamp: SECONDS + 60 } }) })]],
  ['six venues', ['a', 'b', 'c', 'd', 'e', 'f'].map((venue) => request({}, { venue }))],
])('%s is refused', (_, all) => {
  expect(() => read(...all)).toThrowError(expect.objectContaining({ name: 'RequestError', code: -32602 }));
});

test('terms are within others when they let nothing through that those would not', () => {
  const asked: Terms = {
    ...{ venue: 'gannet', limits: { markets: ['ETH', 'BTC'], perOrder: '500', leverage: '5' } },
    ...{ orders: 20, budget: '5000', endsAt: NOW, agent: null },
  };
  const { limits } = asked;
  const { leverage: _, ...open } = limits;
  const tighter = { markets: ['BTC'], perOrder: '499.5', leverage: '5', fee: '0.1' };
  for (const one of [asked, { ...asked, limits: tighter }, { ...asked, orders: 1, budget: '1', endsAt: NOW - 1 }])
    expect(isWithin(one, asked)).toBe(true);
  for (const one of [
    { ...asked, orders: 21 },
    { ...asked, budget: '5000.01' },
    { ...asked, endsAt: NOW + 1 },
    { ...asked, limits: open },
    { ...asked, limits: { ...limits, perOrder: '501' } },
    { ...asked, limits: { ...limits, markets: ['ETH', 'SOL'] } },
    { ...asked, limits: {} },
  ])
    expect(isWithin(one, asked)).toBe(false);
});
