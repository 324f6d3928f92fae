import { describe, expect, test } from 'vitest';
import { ACCOUNT, type Json } from '../expected/vector.ts';
import { OTHER } from '../fixtures.ts';
import type { Reading } from '../reading.ts';
import { asked, missed, readingOf, said, sentence, vectorsOf } from '../vertex/asked.ts';

const DEFAULT = '64656661756c740000000000';
const SENDER = `${ACCOUNT}${DEFAULT}`;
const THEIRS = `${OTHER}${DEFAULT}`;
const ENDPOINT = '0x05ec92D78ED421f3D3Ada77FFdE167106565974E';
const ORDER = 'Order(bytes32 sender,int128 priceX18,int128 amount,uint64 expiration,uint64 nonce,uint128 appendix)';

const domain = (contract: string): Record<string, Json> => ({
  ...{ name: 'Nado', version: '0.0.1', chainId: 57073, verifyingContract: contract },
});
const product = (id: number): string => `0x${id.toString(16).padStart(40, '0')}`;
const of = (type: string, message: Record<string, Json>, contract = ENDPOINT) =>
  asked(domain(contract), type, { sender: SENDER, nonce: '1764428860167815857', ...message });
const orderOf = (change: Record<string, Json> = {}, id = 2) =>
  of(
    ORDER,
    {
      ...{ priceX18: '95000000000000000000000', amount: '100000000000000000', expiration: '1893456000', appendix: '1' },
      ...change,
    },
    product(id),
  );
const order = (change: Record<string, Json> = {}, id = 2): Reading => readingOf(orderOf(change, id));
/** `value 127..64 | builder 63..48 | fee 47..38 | reserved 37..14 | trigger 13..12 | reduce 11 | type 10..9 | isolated 8 | 1` */
const bits = (parts: [bigint, bigint][]): string => String(parts.reduce((sum, [value, at]) => sum | (value << at), 1n));

describe('an order', () => {
  test('whose market is the contract', () => {
    const reading = order();
    expect(sentence(reading)).toBe('Open long 0.1 BTC-PERP at 95,000 or better, reduce-only off');
    expect(reading).toMatchObject({
      ...{ kind: 'order', validUntil: 1893456000 },
      orders: [{ market: 'BTC-PERP', side: 'long', effect: 'open', size: '0.1', price: '95000', notional: '9500' }],
    });
    expect(said(reading, 'row.subaccount')).toBe('default');
    expect(reading.notes).toEqual([]);
  });

  test('with a minus sells', () => {
    expect(order({ amount: '-100000000000000000' })).toMatchObject({ orders: [{ side: 'short', size: '0.1' }] });
    expect(order({ amount: String(-(2n ** 127n)) })).toMatchObject({
      orders: [{ side: 'short', size: '170141183460469231731.687303715884105728' }],
    });
  });

  test('of a coin is no position', () => {
    expect(order({}, 3)).toMatchObject({ orders: [{ market: 'wETH/USDT0', effect: 'trade' }] });
  });

  test('of a number that is in no list says so, and can open', () => {
    expect(order({}, 9999)).toMatchObject({
      orders: [{ market: 'product 9999', effect: 'open' }],
      flags: [{ flag: 'unknown-market', what: 'verifyingContract' }],
    });
  });

  test.each<[Parameters<typeof said>[1], string, [bigint, bigint][]]>([
    ['row.orderType', 'what does not fill at once is dropped', [[1n, 9n]]],
    ['row.orderType', 'fills whole at once, or not at all', [[2n, 9n]]],
    ['row.orderType', 'only joins the book, never takes', [[3n, 9n]]],
    ['row.reduceOnly', 'can only make a position smaller', [[1n, 11n]]],
    [
      'row.collateral',
      '1,000 USDT0',
      [
        [1n, 8n],
        [1_000_000_000n, 64n],
      ],
    ],
    [
      'row.leverage',
      '9.5x',
      [
        [1n, 8n],
        [1_000_000_000n, 64n],
      ],
    ],
    ['row.trigger', 'not in this signature', [[1n, 12n]]],
    [
      'row.parts',
      '5 orders, each at most 0.5% worse than the market',
      [
        [2n, 12n],
        [(5n << 32n) | 5000n, 64n],
      ],
    ],
    [
      'row.builder',
      'number 7',
      [
        [7n, 48n],
        [50n, 38n],
      ],
    ],
  ])('whose appendix says %s: %s', (label, words, parts) => {
    const vector = orderOf({ appendix: bits(parts) });
    expect(said(readingOf(vector), label)).toBe(words);
    expect(missed(vector)).toEqual([]);
  });

  test('that only reduces is one', () => {
    const reading = order({ appendix: bits([[1n, 11n]]), amount: '-1' });
    expect(sentence(reading)).toBe('Reduce a long by 0.000000000000000001 BTC-PERP at 95,000 or better');
  });

  test('in parts may name no price, any other has one', () => {
    const parts = bits([
      [2n, 12n],
      [(5n << 32n) | 5000n, 64n],
    ]);
    expect(order({ appendix: parts, priceX18: '0' })).not.toHaveProperty('orders.0.price');
    expect(order({ priceX18: '0' })).toMatchObject({ orders: [{ price: '0' }] });
  });

  test('pays an app its share', () => {
    const fee = (rate: bigint) =>
      order({
        appendix: bits([
          [7n, 48n],
          [rate, 38n],
        ]),
      }).builderFee;
    // Rule R9 goes by it.
    expect([fee(0n), fee(100n), fee(101n)]).toEqual(['0', '0.1', '0.101']);
    expect(order({}).builderFee).toBe('0');
  });

  test.each<[string, Record<string, Json>]>([
    ['another version', { appendix: '2' }],
    ['no version', { appendix: '0' }],
    ['reserved bits', { appendix: bits([[1n, 14n]]) }],
    ['the last reserved bit', { appendix: bits([[1n, 37n]]) }],
    ['a value that means nothing', { appendix: bits([[1n, 64n]]) }],
    ['a fee for nobody', { appendix: bits([[1n, 38n]]) }],
    [
      'margin of its own in parts',
      {
        appendix: bits([
          [1n, 8n],
          [2n, 12n],
        ]),
      },
    ],
    ['all bits', { appendix: String(2n ** 128n - 1n) }],
    ['a price below zero', { priceX18: '-1' }],
    ['the lowest price', { priceX18: String(-(2n ** 127n)) }],
    ['no amount', { amount: '0' }],
    ['the subaccount of another', { sender: THEIRS }],
  ])('with %s is unread', (_, change) => {
    expect(order(change).kind).toBe('unreadable');
  });

  test('at the endpoint, or another message at a product, is unread', () => {
    expect(readingOf({ ...orderOf(), domain: domain(ENDPOINT) }).kind).toBe('unreadable');
    expect(
      readingOf(of('LinkSigner(bytes32 sender,bytes32 signer,uint64 nonce)', { signer: THEIRS }, product(2))).kind,
    ).toBe('unreadable');
  });

  test('that ends at the highest number is shown as it is signed', () => {
    expect(said(order({ expiration: String(2n ** 64n - 1n) }), 'row.acceptedUntil')).toBe('18446744073709551615');
  });
});

const CANCEL = 'Cancellation(bytes32 sender,uint32[] productIds,bytes32[] digests,uint64 nonce)';
const HASH = `0x${'ab'.repeat(32)}`;
const messages: [string, string, Record<string, Json>, string, string][] = [
  ['cancellation', CANCEL, { productIds: [2], digests: [HASH] }, 'cancel-or-reduce', 'Cancel an order at Nado'],
  [
    'cancellation of markets',
    'CancellationProducts(bytes32 sender,uint32[] productIds,uint64 nonce)',
    { productIds: [2, 4] },
    'cancel-or-reduce',
    'Cancel all orders in the markets named here at Nado',
  ],
  [
    'withdrawal',
    'WithdrawCollateral(bytes32 sender,uint32 productId,uint128 amount,uint64 nonce)',
    { productId: 0, amount: '1000000' },
    'move-funds',
    'Withdraw 1 USDT0 from Nado',
  ],
  [
    'transfer',
    'TransferQuote(bytes32 sender,bytes32 recipient,uint128 amount,uint64 nonce)',
    { recipient: THEIRS, amount: '1000000000000000000' },
    'move-funds',
    'Send 1 USDT0',
  ],
  [
    'linked signer',
    'LinkSigner(bytes32 sender,bytes32 signer,uint64 nonce)',
    { signer: THEIRS },
    'grant-authority',
    'Give a key for your account at Nado?',
  ],
  [
    'liquidation',
    'LiquidateSubaccount(bytes32 sender,bytes32 liquidatee,uint32 productId,bool isEncodedSpread,int128 amount,uint64 nonce)',
    { liquidatee: THEIRS, productId: 2, isEncodedSpread: false, amount: '-1000000000000000000' },
    'order',
    'Take over a short of 1 BTC-PERP from a liquidated account at Nado',
  ],
  [
    'deposit into the pool',
    'MintNlp(bytes32 sender,uint128 quoteAmount,uint64 nonce)',
    { quoteAmount: '5000000000000000000' },
    'order',
    'Put 5 USDT0 into NLP',
  ],
  [
    'withdrawal from the pool',
    'BurnNlp(bytes32 sender,uint128 nlpAmount,uint64 nonce)',
    { nlpAmount: '5000000000000000000' },
    'cancel-or-reduce',
    'Take 5 shares out of NLP',
  ],
];

describe.each(messages)('a %s', (_, type, message, kind, words) => {
  const vector = of(type, message);
  test('is read', () => {
    const reading = readingOf(vector);
    expect([reading.kind, sentence(reading)]).toEqual([kind, words]);
    expect(said(reading, 'row.subaccount')).toBe('default');
  });
  test('hides no leaf', () => {
    expect(missed(vector)).toEqual([]);
  });
  test('of another account is unread', () => {
    expect(readingOf(of(type, { ...message, sender: THEIRS })).kind).toBe('unreadable');
  });
});

describe('a login', () => {
  const login = (type: string, message: Record<string, Json>) =>
    asked(domain(ENDPOINT), type, { sender: SENDER, ...message });
  const triggers = login('ListTriggerOrders(bytes32 sender,uint64 recvTime)', { recvTime: '1795219500123' });
  const stream = (expiration: string) =>
    login('StreamAuthentication(bytes32 sender,uint64 expiration)', { expiration });

  test('sees, and moves nothing', () => {
    for (const vector of [triggers, stream('1795219500')]) {
      expect(readingOf(vector)).toMatchObject({
        kind: 'grant-authority',
        scope: 'login',
        cannot: [{ id: 'cannot.moveOrTrade' }],
      });
      expect(missed(vector)).toEqual([]);
    }
    expect(said(readingOf(triggers), 'row.receiveBy')).toBe(1795219500);
  });

  test('whose end could be seconds or milliseconds names no date', () => {
    expect(readingOf(stream('1795219500'))).not.toHaveProperty('until');
    expect(readingOf(stream('4611687701117784255'))).toMatchObject({ until: 253402300799 });
  });
});

describe('a linked signer', () => {
  const link = (signer: string) => readingOf(of('LinkSigner(bytes32 sender,bytes32 signer,uint64 nonce)', { signer }));

  test('reaches further than trading and has no end', () => {
    const reading = link(THEIRS);
    expect(reading).toMatchObject({ scope: 'everything', grantee: OTHER, cannot: [{ id: 'cannot.payOthers' }] });
    expect(reading).not.toHaveProperty('until');
  });

  test('that is nobody takes the last one back', () => {
    expect(link(`0x${'00'.repeat(32)}`)).toMatchObject({ scope: 'nothing', can: [] });
    expect(link(`0x${'00'.repeat(20)}${DEFAULT}`)).toMatchObject({ scope: 'nothing' });
  });
});

test('what is taken out goes to the owner; decimals that are not known are said', () => {
  const type = 'WithdrawCollateral(bytes32 sender,uint32 productId,uint128 amount,uint64 nonce)';
  expect(readingOf(of(type, { productId: 1, amount: '5' }))).toMatchObject({
    asset: 'kBTC',
    amount: '0.00000005',
    own: true,
  });
  const unknown = readingOf(of(type, { productId: 77, amount: '5' }));
  expect(unknown).toMatchObject({ asset: 'product 77', amount: '5' });
  expect(sentence(unknown)).toBe('Withdraw 5 smallest units of product 77 from Nado');
});

test('lists of a cancellation that do not fit together are unread', () => {
  for (const message of [
    { productIds: [2], digests: [] },
    { productIds: [], digests: [] },
    { productIds: [2, 2], digests: [HASH] },
  ])
    expect(readingOf(of(CANCEL, message)).kind).toBe('unreadable');
  expect(sentence(readingOf(of(CANCEL, { productIds: [2, 4], digests: [HASH, HASH] })))).toBe(
    'Cancel 2 orders at Nado',
  );
});

test.each([
  ['64656661756c740000000000', 'default'],
  ['000000000000000000000000', 'none named'],
  ['64656600756c740000000000', '0x64656600756c740000000000'],
  ['2064656661756c7400000000', '0x2064656661756c7400000000'],
  ['e280ae000000000000000000', '0xe280ae000000000000000000'],
])('the name %s is shown as %s', (hex, words) => {
  expect(said(order({ sender: `${ACCOUNT}${hex}` }), 'row.subaccount')).toBe(words);
});

test('every vector is read, and no leaf of it hidden', () => {
  const found = vectorsOf('nado');
  expect(found.length).toBeGreaterThan(0);
  for (const vector of found) {
    expect(readingOf(vector).kind).not.toBe('unreadable');
    expect(missed(vector)).toEqual([]);
  }
});
