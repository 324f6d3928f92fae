import { expect, test } from 'vitest';
import { DOMAINS, dataOf } from '../../venues/fixtures.ts';
import { matchDomain } from '../../venues/registry.ts';
import { examination, key, order, unread } from '../fixtures.ts';
import { hashOnly, keyDerivation, unknownType } from './readable.ts';

test('R1: a signature that is a key is refused from another site, and never less than a danger', () => {
  const level = (site: 'own' | 'foreign' | 'unknown') => keyDerivation(examination({ ...key, site }));
  expect(level('foreign')).toMatchObject({
    rule: 'R1',
    level: 'forbidden',
    text: { id: 'rule.keyDerivationForeign', params: { venue: 'Gannet', site: 'https://app.example' } },
  });
  expect(level('unknown')).toMatchObject({ level: 'danger', text: { id: 'rule.keyDerivationUnknown' } });
  expect(level('own')).toMatchObject({ level: 'danger', text: { id: 'rule.keyDerivation' } });
  expect(keyDerivation(examination(order))).toBeNull();
});

test('R2: a hash, as typed data or as a message', () => {
  const data = dataOf({}, 'T(bool a)', { a: true });
  const hash = { ...unread, hashOnly: true };
  expect(hashOnly(examination(hash, { data }))).toMatchObject({
    rule: 'R2',
    level: 'forbidden',
    text: { id: 'rule.hashOnly' },
  });
  expect(hashOnly(examination(hash))).toMatchObject({ level: 'forbidden', text: { id: 'rule.hashMessage' } });
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
