import { describe, expect, test } from 'vitest';
import { ACCOUNT, type Json } from '../expected/vector.ts';
import { OTHER } from '../fixtures.ts';
import { asked, missed, notes, readingOf, said, sentence, vectorsOf } from '../vertex/asked.ts';

const MAX = String(2n ** 256n - 1n);
const NO_DATA = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';
const USDC = '0x643aaB1618c600229785A5E06E4b2d13946F7a1A';
const PROXY = '0x4d44B9AbB13C80d2E376b7C5c982aa972239d845';
const of = (type: string, message: Record<string, Json>, test = false) =>
  asked({ name: test ? 'Aevo Testnet' : 'Aevo Mainnet', version: '1', chainId: test ? 11155111 : 1 }, type, message);

const ORDER =
  'Order(address maker,bool isBuy,uint256 limitPrice,uint256 amount,uint256 salt,uint256 instrument,uint256 timestamp)';
const order = (change: Record<string, Json> = {}, test = false) =>
  of(
    ORDER,
    {
      ...{ maker: ACCOUNT, isBuy: true, limitPrice: '3500000000', amount: '1500000', salt: '1234567890' },
      ...{ instrument: '1', timestamp: '1789000000' },
      ...change,
    },
    test,
  );

describe('an order', () => {
  test('of a numbered instrument, as far as the signature carries it', () => {
    const reading = readingOf(order());
    expect(sentence(reading)).toBe('Open long 1.5 instrument 1 at 3,500 or better');
    expect(reading).toMatchObject({
      kind: 'order',
      flags: [{ flag: 'unknown-market', what: 'instrument' }],
      orders: [{ market: 'instrument 1', side: 'long', effect: 'open', size: '1.5', price: '3500', notional: '5250' }],
    });
    expect(reading).not.toHaveProperty('validUntil');
    expect(said(reading, 'row.madeAt')).toBe(1789000000);
    expect(missed(order())).toEqual([]);
  });

  test('leaves its end, its type and reduce-only open', () => {
    const reading = readingOf(order());
    expect(reading.notCovered?.map(({ id }) => id)).toEqual([
      'uncovered.reduceOnly',
      'uncovered.timeInForce',
      'uncovered.expiry',
      'uncovered.leverage',
    ]);
    for (const label of ['row.orderType', 'row.reduceOnly', 'row.acceptedUntil'] as const)
      expect(reading.rows.find((row) => row.label === label)).toMatchObject({ mark: 'unsigned' });
  });

  test.each<[string, Record<string, Json>, string | undefined]>([
    ['a purchase at the highest number', { limitPrice: MAX }, undefined],
    ['a sale at 0', { isBuy: false, limitPrice: '0' }, undefined],
    ['a purchase at 0', { limitPrice: '0' }, '0'],
    ['a sale at the highest number', { isBuy: false, limitPrice: MAX }, `${MAX.slice(0, -6)}.${MAX.slice(-6)}`],
  ])('%s', (_, change, price) => {
    const reading = readingOf(order(change));
    expect(reading.kind === 'order' && reading.orders[0]?.price).toBe(price);
  });

  test('on the test network says so', () => {
    expect(readingOf(order({}, true))).toMatchObject({ venue: { network: 'Testnet' } });
  });

  test.each([{ maker: OTHER }, { amount: '0' }])('with %j is unread', (change) => {
    expect(readingOf(order(change)).kind).toBe('unreadable');
  });
});

describe('a key', () => {
  const register = (expiry: string) => of('Register(address key,uint256 expiry)', { key: OTHER, expiry });

  test('reaches as far as nobody has said', () => {
    const reading = readingOf(register('1795824000'));
    expect(reading).toMatchObject({ scope: 'everything', grantee: OTHER, until: 1795824000, cannot: [] });
    expect(notes(reading)).toEqual(['care note.outsideLimits', 'info note.cannotUnknown']);
    expect(missed(register('1795824000'))).toEqual([]);
  });

  test('that never ends is a danger, and the number is shown', () => {
    const reading = readingOf(register(MAX));
    expect(notes(reading)).toContain('danger note.neverEnds');
    expect(said(reading, 'row.until')).toBe(MAX);
    expect(missed(register(MAX))).toEqual([]);
  });

  test('of another account is not what this account should become', () => {
    const reading = readingOf(of('SignKey(address account)', { account: OTHER }));
    expect(reading).toMatchObject({ scope: 'settings', grantee: OTHER });
    expect(notes(reading)).toEqual(['care note.becomeKey']);
    expect(missed(of('SignKey(address account)', { account: OTHER }))).toEqual([]);
  });
});

describe('a withdrawal', () => {
  const withdraw = (change: Record<string, Json> = {}) =>
    of('Withdraw(address collateral,address to,uint256 amount,uint256 salt,bytes32 data)', {
      ...{ collateral: USDC, to: ACCOUNT, amount: '1000000', salt: '1', data: NO_DATA },
      ...change,
    });

  test('of dollars to oneself', () => {
    const reading = readingOf(withdraw());
    expect(sentence(reading)).toBe('Withdraw 1 USDC from Aevo');
    expect(reading).toMatchObject({ kind: 'move-funds', asset: 'USDC', amount: '1', recipient: ACCOUNT, own: true });
    expect(reading).not.toHaveProperty('flags');
    expect(missed(withdraw())).toEqual([]);
  });

  test('to another address, or of another coin', () => {
    expect(readingOf(withdraw({ to: OTHER }))).toMatchObject({ own: false });
    expect(readingOf(withdraw({ collateral: OTHER }))).toMatchObject({ asset: OTHER, amount: '1000000' });
  });

  test('through the contract of the venue does not say who is paid', () => {
    const reading = readingOf(withdraw({ to: PROXY }));
    expect(reading).toMatchObject({ own: false });
    expect(reading.notCovered).toContainEqual({ id: 'uncovered.payout' });
  });

  test('with data carries what nobody can read', () => {
    const reading = readingOf(withdraw({ data: `0x${'12'.repeat(32)}` }));
    expect(reading.flags).toEqual([{ flag: 'hidden-parameters', what: 'data' }]);
    expect(notes(reading)).toEqual(['care note.hiddenData']);
  });
});

test('another type under this domain is unread', () => {
  expect(readingOf(of('Order(address maker,bool isBuy)', { maker: ACCOUNT, isBuy: true })).kind).toBe('unreadable');
});

test('every vector is read, and no leaf of it hidden', () => {
  const found = vectorsOf('aevo');
  expect(found.length).toBeGreaterThan(0);
  for (const vector of found) {
    expect(readingOf(vector).kind).not.toBe('unreadable');
    expect(missed(vector)).toEqual([]);
  }
});
