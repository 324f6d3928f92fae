import { describe, expect, test } from 'vitest';
import { CONTEXT, DOMAINS, dataOf, OTHER, SYNTHETIX_ORDER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { asked, missed, readingOf, said, sentence, vectorsOf } from '../vertex/asked.ts';

const { type, order, message } = SYNTHETIX_ORDER;
const read = (orders: Record<string, unknown>[], changes: Record<string, unknown> = {}) =>
  readTypedData(
    dataOf(DOMAINS.synthetix, type, { ...message, orders: orders.map((one) => ({ ...order, ...one })), ...changes }),
    CONTEXT,
  );

test('one order', () => {
  const reading = read([{}]);
  expect(sentence(reading)).toBe('Open long 0.1 BTC-USDT at 50,000.00 or better, reduce-only off');
  expect(reading).toMatchObject({
    kind: 'order',
    side: 'long',
    rows: [
      { label: 'row.market', value: { text: 'BTC-USDT' }, mark: 'signed' },
      {
        label: 'row.size',
        value: { text: '0.1 BTC' },
        mark: 'signed',
        context: [{ value: { text: '5,000 USDT' }, mark: 'computed' }],
      },
      { label: 'row.limitPrice', value: { text: '50,000.00 USDT' } },
      { label: 'row.orderType', value: { text: { id: 'value.type', params: { type: 'limitGtc' } } } },
      { label: 'row.reduceOnly', value: { text: { id: 'value.off' } }, mark: 'signed' },
      { label: 'row.leverage', mark: 'unsigned' },
      { label: 'row.acceptedUntil', value: { type: 'time', at: 1795219500 } },
      { label: 'row.subaccount', value: { text: '1867542890123456789' } },
    ],
    validUntil: 1795219500,
    notCovered: [{ id: 'uncovered.leverage' }],
    orders: [
      {
        ...{ market: 'BTC-USDT', side: 'long', effect: 'open', reduceOnly: false },
        ...{ size: '0.1', price: '50000.00', notional: '5000' },
      },
    ],
  });
});

test.each<[Record<string, unknown>, string, Record<string, unknown>]>([
  [
    { side: 'sell' },
    'Open short 0.1 BTC-USDT at 50,000.00 or better, reduce-only off',
    { price: '50000.00', side: 'short', effect: 'open' },
  ],
  [
    { side: 'sell', reduceOnly: true },
    'Reduce a long by 0.1 BTC-USDT at 50,000.00 or better',
    { reduceOnly: true, effect: 'reduce' },
  ],
  [{ reduceOnly: true }, 'Reduce a short by 0.1 BTC-USDT at 50,000.00 or better', { reduceOnly: true }],
  [
    { orderType: 'market', price: '' },
    'Open long 0.1 BTC-USDT at any price, reduce-only off',
    { size: '0.1', effect: 'open' },
  ],
  [{ orderType: 'market', price: '50000' }, 'Open long 0.1 BTC-USDT at any price, reduce-only off', { size: '0.1' }],
  [
    { orderType: 'market', price: '', side: 'sell', reduceOnly: true },
    'Reduce a long by 0.1 BTC-USDT at any price',
    { effect: 'reduce' },
  ],
  [
    { orderType: 'triggerSl', triggerPrice: '49000', isTriggerMarket: true },
    'When the price reaches 49,000: open long 0.1 BTC-USDT at any price, reduce-only off',
    {},
  ],
  [
    { orderType: 'triggerSl', triggerPrice: '49000' },
    'When the price reaches 49,000: open long 0.1 BTC-USDT at 50,000.00 or better, reduce-only off',
    { price: '50000.00' },
  ],
  [
    { orderType: 'triggerTp', triggerPrice: '51000', closePosition: true, quantity: '' },
    'When the price reaches 51,000: close the whole position in BTC-USDT at 50,000.00 or better',
    { reduceOnly: true, effect: 'close' },
  ],
])('%j: %s', (changes, words, facts) => {
  const reading = read([changes]);
  expect(sentence(reading)).toBe(words);
  expect(reading).toMatchObject({ orders: [facts] });
  expect(reading.kind === 'order' && reading.orders[0]?.price === undefined).toBe(words.includes('any price'));
});

test('many orders have a row each, with what changes them below, and what they come to', () => {
  const reading = read([
    {},
    { orderType: 'triggerSl', triggerPrice: '49000', isTriggerMarket: true, side: 'sell', reduceOnly: true },
  ]);
  expect(reading.headline).toEqual({ id: 'headline.orders', params: { count: '2', venue: 'Synthetix' } });
  expect(reading.rows.slice(0, 3)).toEqual([
    {
      label: 'row.order',
      mark: 'signed',
      value: {
        type: 'text',
        text: { id: 'order.openLong.limit.now', params: { size: '0.1 BTC-USDT', price: '50,000.00' } },
      },
      context: [{ mark: 'signed', value: { type: 'text', text: { id: 'value.type', params: { type: 'limitGtc' } } } }],
    },
    {
      label: 'row.order',
      mark: 'signed',
      value: {
        type: 'text',
        text: { id: 'order.reduceLong.any.when', params: { size: '0.1 BTC-USDT', trigger: '49,000' } },
      },
      context: [{ mark: 'signed', value: { type: 'text', text: { id: 'value.type', params: { type: 'triggerSl' } } } }],
    },
    { label: 'row.net', mark: 'computed', value: { type: 'exact', text: '0 BTC-USDT' } },
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
  { triggerPrice: '49000' },
  { isTriggerMarket: true },
  { orderType: 'limitNever' },
  { orderType: 'triggerSl' },
  { closePosition: true },
  { closePosition: true, quantity: '' },
  { orderType: 'market', price: '', closePosition: true },
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
    expect(delegate({ permissions: ['session'] })).toMatchObject({ scope: 'trade' });
  });

  test('with other or no permissions reaches further', () => {
    for (const permissions of [['delegate'], ['trading', 'delegate'], ['Trading'], []])
      expect(delegate({ permissions })).toMatchObject({ scope: 'everything' });
  });
});

test('permissions that could be read as others are unread', () => {
  const type =
    'AddDelegatedSigner(uint256 subAccountId,address walletAddress,string[] permissions,uint256 expiresAt,uint256 nonce)';
  const message = { subAccountId: '1', walletAddress: OTHER, expiresAt: '0', nonce: '1' };
  for (const permissions of [[''], ['trading, withdraw'], ['trad\u200bing']])
    expect(readingOf(asked(DOMAINS.synthetix, type, { ...message, permissions })).kind).toBe('unreadable');
  expect(missed(asked(DOMAINS.synthetix, type, { ...message, permissions: [] }))).toEqual([]);
});

describe('a login', () => {
  const login = (action: string) =>
    asked(DOMAINS.synthetix, 'AuthMessage(uint256 subAccountId,uint256 timestamp,string action)', {
      ...{ subAccountId: '123456789', timestamp: '1735689600', action },
    });

  test('opens a stream of one’s own data', () => {
    const reading = readingOf(login('websocket_auth'));
    expect(reading).toMatchObject({ kind: 'grant-authority', scope: 'login', cannot: [{ id: 'cannot.moveOrTrade' }] });
    expect(said(reading, 'row.subaccount')).toBe('123456789');
    expect(missed(login('websocket_auth'))).toEqual([]);
  });

  test('for anything else is unread', () => {
    for (const action of ['', 'withdraw', 'Websocket_auth', 'websocket_auth\u200b'])
      expect(readingOf(login(action)).kind).toBe('unreadable');
  });
});

test('every vector is read, and no leaf of it hidden', () => {
  const found = vectorsOf('synthetix');
  expect(found.length).toBeGreaterThan(0);
  for (const vector of found) {
    expect(readingOf(vector).kind).not.toBe('unreadable');
    expect(missed(vector)).toEqual([]);
  }
});

test.each<[string, Record<string, unknown>]>([
  ['a market order', { orderType: 'market', price: '50000' }],
  ['one that starts at a price', { orderType: 'triggerSl', triggerPrice: '49000', isTriggerMarket: true }],
  ['one that closes', { closePosition: true, quantity: '', reduceOnly: true }],
])('%s hides no leaf', (_, change) => {
  const orders = [{ ...order, ...change }];
  expect(missed(asked(DOMAINS.synthetix, type, { ...message, orders }))).toEqual([]);
});
