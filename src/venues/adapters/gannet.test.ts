import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, DOMAINS, dataOf, GANNET_ORDER, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { asked, missed, said, sentence } from '../vertex/asked.ts';

const context = { ...CONTEXT, chainId: 31337 };
const read = (changes: Record<string, unknown> = {}) =>
  readTypedData(dataOf(DOMAINS.gannet, GANNET_ORDER.type, { ...GANNET_ORDER.message, ...changes }), context);

test('an order, as far as the signature carries it', () => {
  const reading = read();
  expect(sentence(reading)).toBe('Open long 0.5 ETH-PERP at 3,440.0 or better, reduce-only off');
  expect(reading).toEqual({
    kind: 'order',
    venue: { id: 'gannet', name: 'Gannet', network: 'Demo' },
    side: 'long',
    headline: { id: 'order.openLong.limit.now', params: { size: '0.5 ETH-PERP', price: '3,440.0' } },
    rows: [
      { label: 'row.market', value: { type: 'exact', text: 'ETH-PERP' }, mark: 'signed' },
      {
        label: 'row.size',
        value: { type: 'exact', text: '0.5 ETH' },
        mark: 'signed',
        context: [{ value: { type: 'exact', text: '1,720 gUSD' }, mark: 'computed' }],
      },
      { label: 'row.limitPrice', value: { type: 'exact', text: '3,440.0 gUSD' }, mark: 'signed' },
      { label: 'row.orderType', value: { type: 'text', text: { id: 'tif.GTC' } }, mark: 'signed' },
      { label: 'row.reduceOnly', value: { type: 'text', text: { id: 'value.off' } }, mark: 'signed' },
      { label: 'row.fees', value: { type: 'exact', text: '0.77 gUSD' }, mark: 'signed' },
      {
        label: 'row.leverage',
        value: { type: 'text', text: { id: 'value.setAtVenue', params: { venue: 'Gannet' } } },
        mark: 'unsigned',
      },
      { label: 'row.acceptedUntil', value: { type: 'time', at: 1795219500 }, mark: 'signed' },
    ],
    notes: [],
    notCovered: [{ id: 'uncovered.leverage', params: { venue: 'Gannet' } }],
    validUntil: 1795219500,
    orders: [
      {
        ...{ market: 'ETH-PERP', side: 'long', effect: 'open', reduceOnly: false },
        ...{ size: '0.5', price: '3440.0', notional: '1720', fee: '0.77' },
      },
    ],
    fields: expect.objectContaining({ length: 14 }),
    notShown: [{ path: 'message.nonce', type: 'uint64', value: '1795219200000' }],
  });
});

test.each([
  ['long', false, 'order.openLong.limit.now', 'open'],
  ['short', false, 'order.openShort.limit.now', 'open'],
  ['long', true, 'order.reduceShort.limit.now', 'reduce'],
  ['short', true, 'order.reduceLong.limit.now', 'reduce'],
])('%s, reduce only %s: %s', (side, reduceOnly, id, effect) => {
  const reading = read({ side, reduceOnly });
  expect(reading.headline.id).toBe(id);
  expect(reading).toMatchObject({ orders: [{ reduceOnly, effect }] });
  expect(said(reading, 'row.reduceOnly')).toBe(reduceOnly ? 'can only make a position smaller' : 'off');
});

test('no leaf is hidden', () => {
  expect(missed(asked(DOMAINS.gannet, GANNET_ORDER.type, GANNET_ORDER.message))).toEqual([]);
});

describe('is shown unread', () => {
  test.each([
    ['side', 'Long'],
    ['side', 'buy'],
    ['market', 'ETH'],
    ['market', 'ETH-PERP\u202e'],
    ['market', '0.1 BTC-PERP'],
    ['size', '-1'],
    ['size', '1e3'],
    ['size', ''],
    ['size', '1,000'],
    ['limitPrice', '0x10'],
    ['maxFee', 'none'],
    ['timeInForce', 'gtc'],
    ['timeInForce', 'toString'],
    ['account', OTHER],
  ])('with %s %j', (field, value) => {
    const reading = read({ [field]: value });
    expect(reading.kind).toBe('unreadable');
    expect(reading.fields).toHaveLength(14);
  });
});

test('an end that is no date is shown as it is signed', () => {
  const reading = read({ expiry: String(2n ** 64n - 1n) });
  expect(reading.rows.find((row) => row.label === 'row.acceptedUntil')?.value).toEqual({
    type: 'exact',
    text: '18446744073709551615',
  });
  expect(reading.validUntil).toBe(253402300799);
});

describe('a cancellation', () => {
  const type = 'Cancel(address account,string orderId,uint64 nonce)';
  const orderId = `0x${'ab'.repeat(32)}`;
  const cancel = (changes: Record<string, unknown> = {}) =>
    readTypedData(dataOf(DOMAINS.gannet, type, { account: ACCOUNT, orderId, nonce: 1, ...changes }), context);

  test('names the order whole', () => {
    const reading = cancel();
    expect(reading).toMatchObject({
      kind: 'cancel-or-reduce',
      act: 'cancel',
      rows: [{ value: { type: 'exact', text: orderId } }],
    });
  });

  test('of something that is no order is unread', () => {
    for (const changes of [{ orderId: '1' }, { account: OTHER }]) expect(cancel(changes).kind).toBe('unreadable');
  });
});
