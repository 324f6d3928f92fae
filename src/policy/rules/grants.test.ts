import { describe, expect, test } from 'vitest';
import { dataOf } from '../../venues/fixtures.ts';
import { examination, grant, order, owner, SECONDS } from '../fixtures.ts';
import { allowance, builderFee, grantEnd, grantPower } from './grants.ts';

const DAY = 86_400;

test('R4: a grant without end or over 30 days', () => {
  expect(grantEnd(examination(grant))).toMatchObject({ rule: 'R4', level: 'danger', text: { id: 'rule.grantNoEnd' } });
  for (const scope of ['fee', 'everything'] as const)
    expect(grantEnd(examination({ ...grant, scope }))).toMatchObject({ level: 'danger' });
  expect(grantEnd(examination({ ...grant, until: SECONDS + 30 * DAY + 1 }))).toMatchObject({
    text: { id: 'rule.grantLong' },
  });
  expect(grantEnd(examination({ ...grant, until: SECONDS + 30 * DAY }))).toBeNull();
  for (const scope of ['spend', 'login', 'settings', 'nothing'] as const)
    expect(grantEnd(examination({ ...grant, scope }))).toBeNull();
  expect(grantEnd(examination(order))).toBeNull();
});

test('R5: more than trading, or the account itself', () => {
  expect(grantPower(examination(owner))).toMatchObject({
    rule: 'R5',
    level: 'forbidden',
    text: { id: 'rule.ownerChange' },
  });
  expect(grantPower(examination({ ...grant, scope: 'everything' }))).toMatchObject({ rule: 'R5', level: 'forbidden' });
  expect(grantPower(examination(grant))).toBeNull();
});

test('R9: fees of an app', () => {
  const fee = (of: string) => builderFee(examination({ ...grant, scope: 'fee', fee: of }));
  expect([fee('0.001'), fee('0.1'), fee('0.100')]).toMatchObject([
    { rule: 'R9', level: 'info' },
    { level: 'info' },
    { level: 'info' },
  ]);
  expect([fee('0.1001'), fee('3')]).toMatchObject([{ level: 'warning' }, { level: 'warning' }]);
  expect(builderFee(examination(grant))).toBeNull();
  expect(builderFee(examination({ ...order, builderFee: '0.05' }))).toMatchObject({ level: 'info' });
  expect(builderFee(examination({ ...order, builderFee: '0.2' }))).toMatchObject({
    level: 'warning',
    text: { params: { fee: '0.2' } },
  });
  for (const reading of [order, { ...order, builderFee: '0.00' }]) expect(builderFee(examination(reading))).toBeNull();
});

describe('R10', () => {
  const spend = { ...grant, scope: 'spend' as const };

  test('a permit is refused', () => {
    const data = dataOf({}, 'T(bool a)', { a: true });
    expect(allowance(examination(spend, { data }))).toMatchObject({ rule: 'R10', level: 'forbidden' });
  });

  test('an allowance is looked at again, and a danger without limit', () => {
    expect(allowance(examination(spend))).toMatchObject({ level: 'warning', text: { id: 'rule.unknownSpender' } });
    expect(allowance(examination({ ...spend, unlimited: true }))).toMatchObject({
      level: 'danger',
      text: { id: 'rule.unlimited' },
    });
    expect(allowance(examination(grant))).toBeNull();
  });
});
