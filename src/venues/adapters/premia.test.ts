import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { type Message, unseen } from '../unseen.ts';

const POOL = '0x1111111111111111111111111111111111111111';
const ZERO = `0x${'0'.repeat(40)}`;
const DOMAIN = { name: 'Premia', version: '1', chainId: 42161, verifyingContract: POOL };
const TYPE =
  'FillQuoteOB(address provider,address taker,uint256 price,uint256 size,bool isBuy,uint256 deadline,uint256 salt)';
const message: Message = {
  provider: ACCOUNT,
  taker: ZERO,
  price: '50000000000000000',
  size: '2500000000000000000',
  isBuy: false,
  deadline: '1795219500',
  salt: '1',
};
const read = (changes: Message = {}, domain: Message = DOMAIN) =>
  readTypedData(dataOf(domain, TYPE, { ...message, ...changes }), { ...CONTEXT, chainId: 42161 });

test('a quote to sell options of a pool', () => {
  const reading = read();
  expect(reading).toMatchObject({
    kind: 'order',
    side: 'short',
    headline: { id: 'quote.sell', params: { size: '2.5', price: '0.05' } },
    orders: [{ market: POOL, side: 'short', effect: 'trade', size: '2.5', price: '0.05' }],
    flags: [{ flag: 'unknown-market', what: 'verifyingContract' }],
    notCovered: [{ id: 'uncovered.option' }],
    validUntil: 1795219500,
  });
  expect(reading).not.toHaveProperty('orders.0.notional');
  expect(read({ isBuy: true })).toMatchObject({ side: 'long', headline: { id: 'quote.buy' } });
});

test('who alone may fill it', () => {
  expect(read({ taker: OTHER }).rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ label: 'row.onlyTaker', value: { type: 'address', address: OTHER } }),
    ]),
  );
});

test('another provider, a price above the whole, no pool are not read', () => {
  expect(read({ provider: OTHER }).kind).toBe('unreadable');
  expect(read({ price: '1000000000000000001' }).kind).toBe('unreadable');
  expect(read({ price: String(2n ** 256n - 1n) }).kind).toBe('unreadable');
  expect(read({}, { ...DOMAIN, verifyingContract: ZERO }).kind).toBe('unreadable');
});

test('a price of nothing is one of 0', () => {
  expect(read({ price: '0' })).toMatchObject({ orders: [{ price: '0' }] });
});

test('every leaf is seen', () => {
  expect(unseen(DOMAIN, TYPE, message)).toEqual([]);
});
