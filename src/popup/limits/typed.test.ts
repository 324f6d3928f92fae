import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { Policy } from '../../policy/limits/document.ts';
import type { Reader } from './editor.tsx';
import { readAmount, readerOf, readMarkets, readTime, readWhole } from './typed.ts';

vi.mock('../../lib/browser.ts', () => ({
  browser: { runtime: { sendMessage: async () => ({}), onMessage: { addListener: () => {} } } },
}));
const { callRuleOf } = await import('./calls.tsx');
const { hoursRuleOf } = await import('./hours.tsx');
const { moneyOutOf } = await import('./money-out.tsx');
const { orderRuleOf } = await import('./orders.tsx');

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const CONTRACT = '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35';

describe('an amount', () => {
  test.each([
    ['0', '0'],
    ['2500', '2500'],
    ['0.5', '0.5'],
    ['1000.00', '1000'],
    ['1.50', '1.5'],
    ['100', '100'],
    ['0.0', '0'],
    ['9'.repeat(31), '9'.repeat(31)],
  ])('%s is %s', (typed, read) => {
    expect(readAmount(typed)).toEqual({ ok: read });
  });
  test.each([
    ['1,000', 'limits.wrong.comma'],
    ['1.000,5', 'limits.wrong.comma'],
    ['-1', 'limits.wrong.amount'],
    ['+1', 'limits.wrong.amount'],
    ['1e3', 'limits.wrong.amount'],
    ['0x10', 'limits.wrong.amount'],
    ['01', 'limits.wrong.amount'],
    ['1.', 'limits.wrong.amount'],
    ['.5', 'limits.wrong.amount'],
    ['1 000', 'limits.wrong.amount'],
    ['$5', 'limits.wrong.amount'],
    ['Infinity', 'limits.wrong.amount'],
    ['١٢', 'limits.wrong.amount'],
    ['9'.repeat(32), 'limits.wrong.long'],
    [`0.${'1'.repeat(19)}`, 'limits.wrong.long'],
  ])('%s is %s', (typed, id) => {
    expect(readAmount(typed)).toEqual({ wrong: { id } });
  });
});

test('a whole number stays within its bounds', () => {
  expect(readWhole('24', 1, 168)).toEqual({ ok: 24 });
  for (const typed of ['0', '169', '1.5', '', '-1', '1e2', '024', '9'.repeat(20)])
    expect(readWhole(typed, 1, 168), typed).toMatchObject({ wrong: { id: 'limits.wrong.whole' } });
});

test('markets stand between commas', () => {
  expect(readMarkets('')).toEqual({ ok: undefined });
  expect(readMarkets('none')).toEqual({ ok: [] });
  expect(readMarkets('ETH-PERP,BTC-PERP , ETH-PERP')).toEqual({ ok: ['ETH-PERP', 'BTC-PERP'] });
  for (const typed of [',', 'ETH,,BTC', 'ETH,', 'x'.repeat(101)])
    expect(readMarkets(typed), typed).toEqual({ wrong: { id: 'limits.wrong.markets' } });
});

test('a time is one of the day', () => {
  expect([readTime('00:00'), readTime('23:59')]).toEqual([{ ok: 0 }, { ok: 1439 }]);
  for (const typed of ['', '24:00', '9:30', '12:60', '12'])
    expect(readTime(typed), typed).toEqual({ wrong: { id: 'limits.wrong.time' } });
});

const reading = (fields: Record<string, string>): Reader => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return readerOf(data);
};
const order = { account: ACCOUNT, venue: 'gannet', over: 'refuse' };
const isPolicy = (part: Partial<Policy>): boolean =>
  v.is(Policy, { vouch: 'policy', version: 1, orders: [], calls: [], hours: [], ...part });

describe('a form', () => {
  test('of orders leaves out what is not limited', () => {
    const read = reading({ ...order, perOrder: ' 1000 ', lifetime: '2', unit: 'hours', reduceOnly: 'on', fee: '' });
    expect(orderRuleOf(read)).toEqual({
      account: ACCOUNT,
      venue: 'gannet',
      over: 'refuse',
      perOrder: '1000',
      lifetime: 7200,
      reduceOnly: true,
    });
    expect(read.wrong).toEqual({});
  });

  test('with nothing in it limits nothing, and says so', () => {
    const read = reading(order);
    orderRuleOf(read);
    expect(read.wrong).toEqual({ form: { id: 'limits.wrong.empty' } });
  });

  test('names every field that is wrong at once', () => {
    const read = reading({ ...order, perOrder: '1,000', leverage: 'x', lifetime: '0', unit: 'minutes' });
    orderRuleOf(read);
    expect(Object.keys(read.wrong)).toEqual(['perOrder', 'leverage', 'lifetime']);
  });

  test('of calls takes whole addresses with their check, and selectors', () => {
    const call = { account: 'every', chainId: '1', over: 'ask', coins: '0.5' };
    const good = reading({ ...call, contract: CONTRACT.toLowerCase(), selector: '0x095EA7B3', only: ACCOUNT });
    expect(callRuleOf(good)).toEqual({
      account: 'every',
      chainId: 1,
      contract: CONTRACT,
      selector: '0x095ea7b3',
      over: 'ask',
      only: [ACCOUNT],
      coins: '0.5',
    });
    expect(callRuleOf(reading({ ...call, only: 'none' }))).toMatchObject({ contract: 'every', only: [] });
    const bad = reading({ ...call, contract: CONTRACT.replace('700b6A', '700B6A'), selector: '0x12', only: '0x1' });
    callRuleOf(bad);
    expect(bad.wrong).toEqual({
      contract: { id: 'limits.wrong.checksum' },
      selector: { id: 'limits.wrong.selector' },
      only: { id: 'limits.wrong.address' },
    });
  });

  test('of hours knows a night and midnight, and no span without a pause', () => {
    const hours = (from: string, to: string) => {
      const read = reading({ account: 'every', from, to });
      const { from: a, to: b } = hoursRuleOf(read);
      return Object.keys(read.wrong).length > 0 ? Object.keys(read.wrong) : [a, b];
    };
    expect(hours('09:00', '17:30')).toEqual([540, 1050]);
    expect(hours('22:00', '06:00')).toEqual([1320, 360]);
    expect(hours('08:00', '00:00')).toEqual([480, 1440]);
    expect(hours('08:00', '08:00')).toEqual(['to']);
    expect(hours('00:00', '00:00')).toEqual(['to']);
    expect(hours('', '25:00')).toEqual(['from', 'to']);
  });

  test('of the wait has a cap for each asset, once', () => {
    const wait = { newAddress: 'on', hours: '24' };
    expect(
      moneyOutOf(reading({ ...wait, 'asset-0': 'USDC', 'most-0': '1000', 'asset-2': 'ETH', 'most-2': '0' })),
    ).toEqual({
      above: [
        { asset: 'USDC', amount: '1000' },
        { asset: 'ETH', amount: '0' },
      ],
      newAddress: true,
      hours: 24,
    });
    for (const [fields, field] of [
      [{ ...wait, 'asset-0': 'USDC', 'most-0': '1', 'asset-1': 'usdc', 'most-1': '2' }, 'asset-1'],
      [{ ...wait, 'asset-0': 'USDC' }, 'most-0'],
      [{ ...wait, 'most-0': '5' }, 'asset-0'],
      [{ ...wait, hours: '169' }, 'hours'],
      [{ hours: '24' }, 'form'],
    ] as const) {
      const read = reading(fields);
      moneyOutOf(read);
      expect(Object.keys(read.wrong), JSON.stringify(fields)).toEqual([field]);
    }
  });

  test('gives a document that the wallet reads, or an error, whatever is typed', () => {
    const typed = fc.oneof(
      { weight: 12, arbitrary: fc.constant('') },
      {
        weight: 4,
        arbitrary: fc.constantFrom('0', '1000', '0.50', '1,5', 'none', 'ETH', ACCOUNT, '0x095ea7b3', '12:30', '06:00'),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
    );
    const names =
      'markets perOrder perDay leverage distance fee lifetime contract selector only coins allowance from to';
    const seen = { read: 0, wrong: 0 };
    fc.assert(
      fc.property(fc.record(Object.fromEntries(names.split(' ').map((name) => [name, typed]))), (fields) => {
        for (const [part, of] of [
          ['orders', orderRuleOf],
          ['calls', callRuleOf],
          ['hours', hoursRuleOf],
        ] as const) {
          const read = reading({ ...order, chainId: '1', unit: 'minutes', ...fields });
          const rule = of(read);
          if (Object.keys(read.wrong).length > 0) seen.wrong++;
          else {
            seen.read++;
            expect(isPolicy({ [part]: [rule] }), JSON.stringify(rule)).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(seen.read).toBeGreaterThan(20);
    expect(seen.wrong).toBeGreaterThan(20);
  });
});
