import { expect, test } from 'vitest';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import { examination, grant, move, order, SECONDS } from '../fixtures.ts';
import { endTime, otherRecipient } from './orders.ts';

test('R3: money that goes to somebody else', () => {
  expect(otherRecipient(examination(move))).toMatchObject({ rule: 'R3', level: 'danger' });
  expect(otherRecipient(examination({ ...move, own: true }))).toBeNull();
  expect(otherRecipient(examination(order))).toBeNull();
});

test('R3: an order, a grant or a move of one’s own that pays out elsewhere', () => {
  for (const reading of [order, grant, { ...move, own: true }])
    expect(otherRecipient(examination({ ...reading, receivers: [ACCOUNT, OTHER] }))).toMatchObject({
      rule: 'R3',
      level: 'danger',
      text: { id: 'rule.otherReceiver', params: { addresses: OTHER } },
    });
  expect(otherRecipient(examination({ ...order, receivers: [ACCOUNT] }))).toBeNull();
});

test('R15: an end that has passed, or cannot be meant', () => {
  const at = (validUntil: number) => endTime(examination({ ...order, validUntil }));
  expect(at(SECONDS)).toMatchObject({ rule: 'R15', level: 'warning', text: { id: 'rule.past' } });
  expect(at(SECONDS + 1)).toBeNull();
  expect(at(SECONDS * 1000)).toMatchObject({ text: { id: 'rule.oddTime' } });
  expect(at(Math.floor(SECONDS / 1000))).toMatchObject({ text: { id: 'rule.past' } });
  expect(endTime(examination({ ...grant, until: SECONDS - 1 }))).toMatchObject({ text: { id: 'rule.past' } });
  // The key's own end in milliseconds, in a message whose end is right.
  const both = (until: number) => endTime(examination({ ...grant, validUntil: SECONDS + 600, until }));
  expect(both(SECONDS * 1000)).toMatchObject({ text: { id: 'rule.oddTime' } });
  expect(both(SECONDS - 1)).toMatchObject({ text: { id: 'rule.past' } });
  expect(both(SECONDS + 86_400)).toBeNull();
  expect(endTime(examination(order))).toBeNull();
});
