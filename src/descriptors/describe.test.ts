import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import type { SignedField } from '../signing/typed-data.ts';
import { type Described, describe } from './describe.ts';

const ACCOUNT = '0x14791697260E4c9A71f18484C9f997B308e59325';
const CONTRACT = '0xaf88d065e77c8cC2239327C5EDb3A432268e5831';
const domain: SignedField[] = [
  { path: 'domain.chainId', type: 'uint256', value: '42161' },
  { path: 'domain.verifyingContract', type: 'address', value: CONTRACT },
];
const message = (...fields: [string, string, string][]): Described => ({
  type: 'message',
  fields: [...domain, ...fields.map(([path, type, value]) => ({ path: `message.${path}`, type, value }))],
});
const orders = message(
  ['account', 'uint256', '7'],
  ['orders[0].symbol', 'string', 'ETH'],
  ['orders[0].size', 'uint256', '1500'],
  ['orders[1].symbol', 'string', 'BTC'],
  ['orders[1].size', 'uint256', '20'],
  ['empty', 'Order[]', '[]'],
  ['packed', 'bytes32', `0x${'11'.repeat(20)}${'22'.repeat(12)}`],
);
const format = (...fields: object[]) => ({ intent: 'Do a thing', fields });
const raw = (path: string) => ({ label: path, path, format: 'raw' });
const lines = async (of: Described, ...fields: object[]) =>
  (await describe(format(...fields), of, ACCOUNT))?.lines.map(({ label, value }) => [label, value]);

test('orders are said one by one, not column by column', async () => {
  expect(
    await lines(
      orders,
      { label: 'Market', path: 'orders.[].symbol', format: 'raw' },
      { label: 'Size', path: 'orders.[].size', format: 'unit', decimals: 3 },
    ),
  ).toEqual([
    ['Market 1', 'ETH'],
    ['Size 1', '1.5'],
    ['Market 2', 'BTC'],
    ['Size 2', '0.02'],
  ]);
});

test('places from the end, slices, empty lists and what stands around', async () => {
  expect(
    await lines(
      orders,
      raw('orders.[-1].symbol'),
      { label: 'Owner', path: 'packed.[0:20]', format: 'addressName' },
      { label: 'Name', path: 'packed.[-12:]', format: 'raw' },
      { label: 'None', path: 'empty.[].size', format: 'raw' },
      raw('@.from'),
      raw('@.to'),
      raw('@.chainId'),
      { label: 'Fixed', value: 'said by the description', format: 'raw' },
    ),
  ).toEqual([
    ['orders.[-1].symbol', 'BTC'],
    ['Owner', '0x1111111111111111111111111111111111111111'],
    ['Name', `0x${'22'.repeat(12)}`],
    ['None', '[]'],
    ['@.from', ACCOUNT],
    ['@.to', CONTRACT],
    ['@.chainId', '42161'],
    ['Fixed', 'said by the description'],
  ]);
});

test('what it leaves out is counted; a slice of a value does not say the value', async () => {
  const said = await describe(format(raw('account'), raw('orders.[].size'), raw('packed.[0:20]')), orders, ACCOUNT);
  expect([said?.leftOut, said?.of]).toEqual([4, 7]);
});

test('a description of other values than those in the message is none', async () => {
  expect(await lines(orders, raw('account'), raw('missing'))).toBeUndefined();
  expect(await lines(orders, raw('account'), raw('orders.[5].size'))).toBeUndefined();
  expect(await lines(orders, raw('account'), raw('account.[].size'))).toBeUndefined();
  expect(await lines(orders, raw('account'), raw('@.value'))).toBeUndefined();
  expect(await lines(orders)).toBeUndefined();
  expect(await lines(orders, raw('account'), { ...raw('account'), only: ['8'] })).toBeUndefined();
  expect(await lines(orders, raw('account'), { ...raw('account'), only: ['8', '7'] })).toEqual([['account', '7']]);
});

test('a message without a network is not described', async () => {
  expect(
    await lines({ type: 'message', fields: orders.type === 'message' ? orders.fields.slice(2) : [] }, raw('account')),
  ).toBeUndefined();
});

test('a call is read by its signature', async () => {
  const data = `0x2e1a7d4d${1_500_000_000_000_000_000n.toString(16).padStart(64, '0')}` as const;
  const call: Described = { type: 'call', chainId: 1, from: ACCOUNT, to: CONTRACT, value: '0', data };
  const unwrap = {
    intent: 'Unwrap WETH',
    signature: 'withdraw(uint256 wad)',
    fields: [{ label: 'Amount', path: 'wad', format: 'amount' }],
  };
  expect(await describe(unwrap, call, ACCOUNT)).toEqual({
    intent: 'Unwrap WETH',
    lines: [{ label: 'Amount', value: '1.5 ETH', understood: true }],
    leftOut: 0,
    of: 1,
  });
  expect(await describe(unwrap, { ...call, data: `${data}00` }, ACCOUNT)).toBeNull();
  expect(await describe({ ...unwrap, signature: 'deposit()' }, call, ACCOUNT)).toBeNull();
});

group('hostile descriptions', () => {
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['more fields than a page', format(...Array.from({ length: 129 }, () => raw('account')))],
    ['a label of a kilobyte', format({ ...raw('account'), label: 'x'.repeat(1000) })],
    ['a sentence of a kilobyte', { intent: 'x'.repeat(1000), fields: [raw('account')] }],
    ['a key that nobody knows', format({ ...raw('account'), html: '<b>' })],
    [
      'a key of every object',
      JSON.parse('{"intent":"x","fields":[{"label":"x","path":"account","format":"raw","__proto__":{"a":1}}]}'),
    ],
    ['a path that is none', format(raw('account..x'))],
    ['a unit that continues the number', format({ label: 'x', path: 'account', format: 'unit', base: '00' })],
    ['a unit that multiplies the number', format({ label: 'x', path: 'account', format: 'unit', base: 'e9' })],
    ['a unit behind a comma', format({ label: 'x', path: 'account', format: 'unit', base: ',000 USD' })],
    ['a million decimals', format({ label: 'x', path: 'account', format: 'unit', decimals: 1e6 })],
    ['a decimal that is none', format({ label: 'x', path: 'account', format: 'unit', decimals: 1.5 })],
  ])('%s', async (_, input) => {
    expect(await describe(input, orders, ACCOUNT)).toBeNull();
  });

  test('lists through lists end', async () => {
    const many = message(
      ...Array.from({ length: 2000 }, (_, i): [string, string, string] => [`a[${i}]`, 'uint256', String(i)]),
    );
    expect(await describe(format(raw('a.[]')), many, ACCOUNT)).toBeNull();
  });

  test('a long value is not said twice', async () => {
    const long = message(['data', 'bytes', `0x${'ab'.repeat(5000)}`]);
    expect(await describe(format(raw('data')), long, ACCOUNT)).toMatchObject({ lines: [{ value: null }] });
  });

  test('whatever is in it, it says a value as signed or none, and never throws', async () => {
    const piece = fc.oneof(
      fc.constantFrom('account', 'orders', '[]', '[0]', '[-1]', '[0:4]', 'size', '@', 'from'),
      fc.string(),
    );
    const path = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    const any = fc.record(
      {
        label: fc.string(),
        path,
        format: fc.constantFrom(
          'raw',
          'amount',
          'tokenAmount',
          'date',
          'duration',
          'unit',
          'enum',
          'addressName',
          'other',
        ),
        decimals: fc.integer({ min: -5, max: 90 }),
        base: fc.string(),
        token: path,
        words: fc.array(fc.tuple(fc.string(), fc.string())),
        only: fc.array(fc.string()),
      },
      { requiredKeys: ['label', 'format'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 4 }), async (fields) => {
        const said = await describe(format(...fields), orders, ACCOUNT);
        for (const { label, value, understood } of said?.lines ?? []) {
          expect(typeof label).toBe('string');
          if (!understood && orders.type === 'message')
            expect(
              [...orders.fields.map((one) => one.value), ACCOUNT].some(
                (one) => one === value || value?.startsWith('0x'),
              ),
            ).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
