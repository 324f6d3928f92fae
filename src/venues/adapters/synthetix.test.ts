import { describe, expect, test } from 'vitest';
import { CONTEXT, DOMAINS, dataOf, OTHER, SYNTHETIX_ORDER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';

const { type, order, message } = SYNTHETIX_ORDER;
const read = (orders: Record<string, unknown>[], changes: Record<string, unknown> = {}) =>
  readTypedData(
    dataOf(DOMAINS.synthetix, type, { ...message, orders: orders.map((one) => ({ ...order, ...one })), ...changes }),
    CONTEXT,
  );

test('one order', () => {
  expect(read([{}])).toMatchObject({
    kind: 'order',
    side: 'long',
    headline: { id: 'headline.buy', params: { size: '0.1 BTC', price: '50,000.00' } },
    rows: [
      { label: 'row.market', value: { text: 'BTC-USDT' } },
      {
        label: 'row.size',
        value: { text: '0.1 BTC' },
        mark: 'signed',
        context: [{ value: { text: '5,000 USDT' }, mark: 'computed' }],
      },
      { label: 'row.limitPrice', value: { text: '50,000.00' } },
      { label: 'row.orderType', value: { text: { id: 'value.type', params: { type: 'limitGtc' } } } },
      { label: 'row.leverage', mark: 'unsigned' },
      { label: 'row.acceptedUntil', value: { type: 'time', at: 1795219500 } },
      { label: 'row.subaccount', value: { text: '1867542890123456789' } },
    ],
    validUntil: 1795219500,
    orders: [{ market: 'BTC-USDT', side: 'long', size: '0.1', price: '50000.00', notional: '5000', reduceOnly: false }],
  });
});

test.each([
  [{ side: 'sell' }, 'headline.sell', { price: '50000.00', side: 'short' }],
  [{ side: 'sell', reduceOnly: true }, 'headline.reduceLong', { reduceOnly: true }],
  [{ reduceOnly: true }, 'headline.reduceShort', { reduceOnly: true }],
  [{ orderType: 'market', price: '' }, 'headline.buyAny', { size: '0.1' }],
  [{ orderType: 'market', price: '50000' }, 'headline.buyAny', { size: '0.1' }],
  [{ orderType: 'market', price: '', side: 'sell', reduceOnly: true }, 'headline.reduceLongAny', {}],
  [{ orderType: 'triggerSl', triggerPrice: '49000', isTriggerMarket: true }, 'headline.buyAny', {}],
  [{ orderType: 'triggerSl', triggerPrice: '49000' }, 'headline.buy', { price: '50000.00' }],
  [{ closePosition: true, quantity: '' }, 'headline.close', { reduceOnly: true }],
])('%j: %s', (changes, headline, facts) => {
  const reading = read([changes]);
  expect(reading.headline.id).toBe(headline);
  expect(reading).toMatchObject({ orders: [facts] });
  if (headline.endsWith('Any')) expect(reading).not.toHaveProperty('orders.0.price');
});

test('many orders have a row each, with what changes them below', () => {
  const reading = read([
    {},
    { orderType: 'triggerSl', triggerPrice: '49000', isTriggerMarket: true, side: 'sell', reduceOnly: true },
  ]);
  expect(reading.headline).toEqual({ id: 'headline.orders', params: { count: '2', venue: 'Synthetix' } });
  expect(reading.rows.slice(0, 2)).toEqual([
    {
      label: 'row.order',
      mark: 'signed',
      value: { type: 'text', text: { id: 'headline.buy', params: { size: '0.1 BTC', price: '50,000.00' } } },
      context: [{ mark: 'signed', value: { type: 'text', text: { id: 'value.type', params: { type: 'limitGtc' } } } }],
    },
    {
      label: 'row.order',
      mark: 'signed',
      value: { type: 'text', text: { id: 'headline.reduceLongAny', params: { size: '0.1 BTC' } } },
      context: [
        {
          mark: 'signed',
          value: { type: 'text', text: { id: 'value.typeReduceOnly', params: { type: 'triggerSl' } } },
        },
        { mark: 'signed', value: { type: 'text', text: { id: 'value.trigger', params: { price: '49,000' } } } },
      ],
    },
  ]);
  expect(reading).toMatchObject({ orders: [{ side: 'long' }, { side: 'short', reduceOnly: true }] });
});

test('no end and a grouping are said', () => {
  const reading = read([{}], { expiresAfter: 0, grouping: 'positionsTpsl' });
  expect(reading).not.toHaveProperty('validUntil');
  expect(reading.rows.at(-1)).toMatchObject({ label: 'row.grouping', value: { text: 'positionsTpsl' } });
});

test.each([
  { symbol: 'BTC' },
  { symbol: 'BTC-USDT-X' },
  { side: 'long' },
  { orderType: 'iceberg' },
  { price: '' },
  { price: '-1' },
  { quantity: '' },
  { triggerPrice: 'now' },
])('is shown unread with %j', (changes) => {
  const reading = read([{}, changes]);
  expect(reading.kind).toBe('unreadable');
  expect(reading.fields).toHaveLength(4 + 4 + 20);
});

test('a grouping that could be read as something else is unread', () => {
  for (const grouping of ['', 'na\u200b', 'no grouping']) expect(read([{}], { grouping }).kind).toBe('unreadable');
});

test('no orders at all are unread', () => {
  expect(read([])).toMatchObject({ kind: 'unreadable', why: { id: 'why.noOrder' } });
});

describe('a delegated signer', () => {
  const delegate = (changes: Record<string, unknown> = {}) =>
    readTypedData(
      dataOf(
        DOMAINS.synthetix,
        'AddDelegatedSigner(uint256 subAccountId,address walletAddress,string[] permissions,uint256 expiresAt,uint256 nonce)',
        {
          ...{ subAccountId: 1, walletAddress: OTHER, permissions: ['trading'], expiresAt: 0, nonce: 1 },
          ...changes,
        },
      ),
      CONTEXT,
    );

  test('that trades, without end', () => {
    const reading = delegate();
    expect(reading).toMatchObject({ kind: 'grant-authority', grantee: OTHER, scope: 'trade', cannot: [] });
    expect(reading).not.toHaveProperty('until');
    expect(delegate({ expiresAt: 1795219500 })).toMatchObject({ until: 1795219500 });
  });

  test('with other or no permissions reaches further', () => {
    for (const permissions of [['session'], ['trading', 'delegate'], ['Trading'], []])
      expect(delegate({ permissions })).toMatchObject({ scope: 'everything' });
  });
});
