import { describe, expect, test } from 'vitest';
import type { OrderFacts } from '../../venues/reading.ts';
import { cancel, examination, order } from '../fixtures.ts';
import { priceBound, priceDistance } from './price.ts';

const facts: OrderFacts = { market: 'M', side: 'long', effect: 'open', reduceOnly: false };

describe('R6: what bounds the price', () => {
  const rule = (...orders: OrderFacts[]) => priceBound(examination({ ...order, orders }));

  test('an order without a price is a danger, one that only reduces a warning', () => {
    expect(rule({ ...facts, price: '10' })).toBeNull();
    expect(rule({ ...facts, price: '10' }, facts)).toMatchObject({
      rule: 'R6',
      level: 'danger',
      text: { id: 'rule.noPriceLimit' },
    });
    for (const effect of ['reduce', 'close'] as const)
      expect(rule({ ...facts, effect, reduceOnly: true })).toMatchObject({ level: 'warning' });
    expect(rule({ ...facts, effect: 'reduce' }, facts)).toMatchObject({ level: 'danger' });
    expect(priceBound(examination(cancel))).toBeNull();
  });

  test('an order whose price is bound by amounts in unknown units is no order at any price', () => {
    expect(rule({ ...facts, effect: 'trade', bounded: true })).toBeNull();
    expect(rule({ ...facts, effect: 'trade', bounded: true }, facts)).toMatchObject({ level: 'danger' });
  });

  test.each(['0', '0.00'])('the price %s is none', (price) => {
    expect(rule({ ...facts, price })).toMatchObject({ level: 'danger', text: { id: 'rule.zeroPrice' } });
  });

  test.each([
    String(2n ** 256n - 1n),
    '170141183460469231731.687303715884105727', // 2^127 - 1 in 1e18
    '1844674407.3709551615', // 2^64 - 1 in 1e10
    '0.18446744073709551615', // 2^64 - 1 in 1e20
    '4294967295',
    '1000000000000',
    '999999',
    '999999.999999',
    '0.0000000000009', // a sell for one unit of something
    '0.000000000000000001',
  ])('the price %s stands for none', (price) => {
    expect(rule({ ...facts, price })).toMatchObject({
      level: 'danger',
      text: { id: 'rule.extremePrice', params: { price } },
    });
  });

  test.each(['0.000000000001', '99999', '100000', '4294967294', '999999999999.5'.slice(1), '99999.9'])(
    'the price %s is one',
    (price) => {
      expect(rule({ ...facts, price })).toBeNull();
    },
  );
});

describe('R6: how far it lies from the reference', () => {
  const reference = { price: '100', at: 0, source: 'a feed' };
  const rule = (orders: OrderFacts[], of: typeof reference | null = reference) =>
    priceDistance(examination({ ...order, orders }, { reference: of }));
  const at = (side: OrderFacts['side'], price: string) => rule([{ ...facts, side, price }])?.level ?? null;

  test.each([
    ['long', '105', null],
    ['long', '105.000001', 'warning'],
    ['long', '11', null],
    ['long', '10', 'danger'],
    ['long', '1000', 'danger'],
    ['short', '95', null],
    ['short', '94.999999', 'warning'],
    ['short', '999', null],
    ['short', '1000', 'danger'],
    ['short', '10.0', 'danger'],
  ] as const)('%s at %s: %s', (side, price, level) => {
    expect(at(side, price)).toBe(level);
  });

  test('the gravest of several counts', () => {
    const orders = [
      { ...facts, price: '106' },
      { ...facts, price: '1' },
    ];
    expect(rule(orders)).toMatchObject({
      rule: 'R6',
      level: 'danger',
      text: { id: 'rule.tenfoldPrice', params: { price: '100', source: 'a feed' } },
    });
  });

  test('there is nothing to say without a price, without a usable reference, or of several markets', () => {
    expect(rule([facts])).toBeNull();
    expect(rule([{ ...facts, price: '1' }], null)).toBeNull();
    for (const price of ['0', '0.0', '-1', 'NaN'])
      expect(rule([{ ...facts, price: '1' }], { ...reference, price })).toBeNull();
    expect(
      rule([
        { ...facts, price: '1' },
        { ...facts, market: 'N', price: '1' },
      ]),
    ).toBeNull();
    expect(priceDistance(examination(cancel, { reference }))).toBeNull();
  });
});
