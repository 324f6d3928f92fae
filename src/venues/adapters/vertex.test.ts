import { describe, expect, test } from 'vitest';
import { ACCOUNT, type Json } from '../expected/vector.ts';
import { OTHER } from '../fixtures.ts';
import { asked, missed, notes, readingOf, said, sentence, vectorsOf } from '../vertex/asked.ts';

const SENDER = `${ACCOUNT}64656661756c740000000000`;
const THEIRS = `${OTHER}64656661756c740000000000`;
const BOOK = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const of = (type: string, message: Record<string, Json>) =>
  asked({ name: 'Vertex', version: '0.0.1', chainId: 42161, verifyingContract: BOOK }, type, {
    ...{ sender: SENDER, nonce: '1764428860167815857' },
    ...message,
  });
const ORDER = 'Order(bytes32 sender,int128 priceX18,int128 amount,uint64 expiration,uint64 nonce)';
const ISOLATED =
  'IsolatedOrder(bytes32 sender,int128 priceX18,int128 amount,uint64 expiration,uint64 nonce,int128 margin)';
const order = (change: Record<string, Json> = {}) =>
  of(ORDER, {
    ...{ priceX18: '28898000000000000000000', amount: '-10000000000000000', expiration: '1795219500' },
    ...change,
  });
const ends = (bits: bigint) => String((bits << 61n) | 1795219500n);

describe('an order', () => {
  test('of a book that Vouch cannot tell', () => {
    const reading = readingOf(order());
    expect(reading).toMatchObject({
      ...{ kind: 'order', validUntil: 1795219500, flags: [{ flag: 'unknown-market', what: 'verifyingContract' }] },
      orders: [{ market: BOOK, side: 'short', effect: 'open', size: '0.01', price: '28898' }],
    });
    expect(notes(reading)).toEqual(['care note.marketUnknown', 'care note.contractUnchecked']);
    expect(said(reading, 'row.contract')).toBe(BOOK);
    expect(missed(order())).toEqual([]);
  });

  test.each([
    [0b000n, 'stays in the book until then', 'open'],
    [0b010n, 'what does not fill at once is dropped', 'open'],
    [0b011n, 'what does not fill at once is dropped', 'reduce'],
    [0b100n, 'fills whole at once, or not at all', 'open'],
    [0b110n, 'only joins the book, never takes', 'open'],
  ])('whose upper bits are %s', (bits, words, effect) => {
    const reading = readingOf(order({ expiration: ends(bits) }));
    expect(said(reading, 'row.orderType')).toBe(words);
    expect(reading).toMatchObject({ validUntil: 1795219500, orders: [{ effect }] });
  });

  test('that waits for a price says that the price is not in it', () => {
    const reading = readingOf(order({ nonce: String((1n << 63n) | 5n) }));
    expect(said(reading, 'row.trigger')).toBe('not in this signature');
    expect(reading.notCovered).toContainEqual({ id: 'uncovered.trigger', params: { venue: 'Vertex' } });
  });

  test('with margin of its own', () => {
    const message = { ...order().message, margin: '10000000000000000' };
    expect(said(readingOf(of(ISOLATED, message)), 'row.collateral')).toBe('0.01 of its quote coin');
    expect(missed(of(ISOLATED, message))).toEqual([]);
    expect(readingOf(of(ISOLATED, { ...message, margin: '-1' })).kind).toBe('unreadable');
  });

  test.each([{ sender: THEIRS }, { amount: '0' }, { priceX18: '-1' }, { priceX18: String(-(2n ** 127n)) }])(
    'with %j is unread',
    (change) => {
      expect(readingOf(order(change)).kind).toBe('unreadable');
    },
  );

  test('with all bits of its end is shown', () => {
    expect(said(readingOf(order({ expiration: String(2n ** 64n - 1n) })), 'row.acceptedUntil')).toBe(
      String(2n ** 61n - 1n),
    );
  });
});

const LP =
  'MintLp(bytes32 sender,uint32 productId,uint128 amountBase,uint128 quoteAmountLow,uint128 quoteAmountHigh,uint64 nonce)';

test('a share of a pool is bought for an amount between two', () => {
  const vector = of(LP, { productId: 1, amountBase: '1000000000000000000', quoteAmountLow: '2', quoteAmountHigh: '4' });
  const reading = readingOf(vector);
  expect(sentence(reading)).toBe('Put 1 units into pool of product 1');
  expect(said(reading, 'row.quoteHigh')).toBe('0.000000000000000004 of its quote coin');
  expect(reading).toMatchObject({ orders: [{ effect: 'trade' }], flags: [{ flag: 'unknown-market' }] });
  expect(missed(vector)).toEqual([]);
  const burn = of('BurnLp(bytes32 sender,uint32 productId,uint128 amount,uint64 nonce)', { productId: 1, amount: '5' });
  expect(readingOf(burn)).toMatchObject({ kind: 'cancel-or-reduce', act: 'reduce' });
  expect(missed(burn)).toEqual([]);
});

test('what a linked signer cannot do is not known of a fork', () => {
  const reading = readingOf(of('LinkSigner(bytes32 sender,bytes32 signer,uint64 nonce)', { signer: THEIRS }));
  expect(reading).toMatchObject({ scope: 'everything', grantee: OTHER, cannot: [] });
  expect(notes(reading)).toContain('info note.cannotUnknown');
});

test('a spread, and a liquidation of nothing, are unread', () => {
  const type =
    'LiquidateSubaccount(bytes32 sender,bytes32 liquidatee,uint32 productId,bool isEncodedSpread,int128 amount,uint64 nonce)';
  const message = { liquidatee: THEIRS, productId: 1, isEncodedSpread: false, amount: '1000000000000000000' };
  expect(readingOf(of(type, message))).toMatchObject({ kind: 'order', side: 'long' });
  for (const change of [{ isEncodedSpread: true }, { amount: '0' }])
    expect(readingOf(of(type, { ...message, ...change })).kind).toBe('unreadable');
});

test('every vector is read, and no leaf of it hidden', () => {
  const found = vectorsOf('vertex');
  expect(found.length).toBeGreaterThan(0);
  for (const vector of found) {
    const { kind } = readingOf(vector);
    expect([vector.id, kind === 'key-derivation']).toEqual([vector.id, vector.id.includes('KEY-DERIVATION')]);
    expect(kind).not.toBe('unreadable');
    expect([vector.id, missed(vector)]).toEqual([vector.id, []]);
  }
});
