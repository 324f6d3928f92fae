import { expect, test } from 'vitest';
import { DOMAINS, dataOf } from '../../venues/fixtures.ts';
import { matchDomain } from '../../venues/registry.ts';
import { examination, key, order, unread } from '../fixtures.ts';
import { hashOnly, keyDerivation, unknownType } from './readable.ts';

test('R1: a signature that is a key', () => {
  expect(keyDerivation(examination(key))).toMatchObject({ rule: 'R1', level: 'forbidden' });
  expect(keyDerivation(examination(order))).toBeNull();
});

test('R2: a hash', () => {
  expect(hashOnly(examination({ ...unread, hashOnly: true }))).toMatchObject({ rule: 'R2', level: 'forbidden' });
  expect(hashOnly(examination(unread))).toBeNull();
});

test('R16: an unknown message of a known venue', () => {
  const match = matchDomain(dataOf(DOMAINS.gannet, 'T(bool a)', { a: true }));
  expect(unknownType(examination(unread, { match }))).toMatchObject({
    rule: 'R16',
    level: 'danger',
    text: { params: { venue: 'Gannet' } },
  });
  expect(unknownType(examination(order, { match }))).toBeNull();
  expect(unknownType(examination(unread))).toBeNull();
});
