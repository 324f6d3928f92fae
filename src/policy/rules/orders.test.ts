import { expect, test } from 'vitest';
import type { OrderFacts } from '../../venues/reading.ts';
import { cancel, examination, grant, move, order, SECONDS } from '../fixtures.ts';
import { endTime, otherRecipient, priceBound } from './orders.ts';

test('R3: money that goes to somebody else', () => {
  expect(otherRecipient(examination(move))).toMatchObject({ rule: 'R3', level: 'danger' });
  expect(otherRecipient(examination({ ...move, own: true }))).toBeNull();
  expect(otherRecipient(examination(order))).toBeNull();
});

test('R6: an order that no price bounds', () => {
  const facts: OrderFacts = { market: 'M', side: 'long', effect: 'trade', reduceOnly: false };
  const rule = (...orders: OrderFacts[]) => priceBound(examination({ ...order, orders }));
  expect(rule({ ...facts, price: '10' })).toBeNull();
  expect(rule({ ...facts, price: '0.01' })).toBeNull();
  expect(rule({ ...facts, price: '10' }, facts)).toMatchObject({
    rule: 'R6',
    level: 'danger',
    text: { id: 'rule.noPriceLimit' },
  });
  expect(rule({ ...facts, reduceOnly: true })).toMatchObject({ level: 'warning' });
  for (const price of ['0', '0.00'])
    expect(rule({ ...facts, price })).toMatchObject({ level: 'danger', text: { id: 'rule.zeroPrice' } });
  expect(priceBound(examination(cancel))).toBeNull();
});

test('R15: an end that has passed, or cannot be meant', () => {
  const at = (validUntil: number) => endTime(examination({ ...order, validUntil }));
  expect(at(SECONDS)).toMatchObject({ rule: 'R15', level: 'warning', text: { id: 'rule.past' } });
  expect(at(SECONDS + 1)).toBeNull();
  expect(at(SECONDS * 1000)).toMatchObject({ text: { id: 'rule.oddTime' } });
  expect(endTime(examination({ ...grant, until: SECONDS - 1 }))).toMatchObject({ text: { id: 'rule.past' } });
  expect(endTime(examination(order))).toBeNull();
});
