import { describe, expect, test } from 'vitest';
import { dataOf, OTHER } from '../../venues/fixtures.ts';
import { matchDomain } from '../../venues/registry.ts';
import { PERMIT2 } from '../../venues/spenders.ts';
import { examination, grant, order, owner, SECONDS, unread } from '../fixtures.ts';
import type { Examination } from '../rule.ts';
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

test('R5: every subaccount, where single ones could be named', () => {
  const of = (scope: 'trade' | 'login') => grantPower(examination({ ...grant, scope, allSubaccounts: true }));
  expect(of('trade')).toMatchObject({ rule: 'R5', level: 'forbidden', text: { id: 'rule.allSubaccounts' } });
  expect(of('login')).toBeNull();
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
  const token = dataOf({ name: 'USD Coin', chainId: 1, verifyingContract: OTHER }, 'T(bool a)', { a: true });
  const permit = (changes: Partial<typeof grant> & { unlimited?: true }) =>
    allowance(examination({ ...spend, until: SECONDS + DAY, ...changes }, { data: token }));

  test('a permit for a spender that is known is looked at again, for any other a danger', () => {
    expect(permit({ grantee: PERMIT2 })).toMatchObject({
      rule: 'R10',
      level: 'warning',
      text: { id: 'rule.knownSpender', params: { who: 'Permit2' } },
    });
    expect(permit({ grantee: OTHER })).toMatchObject({ level: 'danger', text: { id: 'rule.unknownSpender' } });
  });

  test('a permit without limit or without end is a danger, whoever may spend', () => {
    expect(permit({ grantee: PERMIT2, unlimited: true })).toMatchObject({
      level: 'danger',
      text: { id: 'rule.unlimited' },
    });
    expect(allowance(examination({ ...spend, grantee: PERMIT2 }, { data: token }))).toMatchObject({
      level: 'danger',
      text: { id: 'rule.permitNoEnd' },
    });
  });

  test('what has the form of Permit2 in another domain is refused', () => {
    const type =
      'PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)TokenPermissions(address token,uint256 amount)';
    const message = { permitted: { token: OTHER, amount: 1 }, spender: OTHER, nonce: 0, deadline: SECONDS };
    const of = (verifyingContract: string) => {
      const data = dataOf({ name: 'Permit2', chainId: 1, verifyingContract }, type, message);
      return allowance(examination(unread, { data, match: matchDomain(data) }));
    };
    expect(of(OTHER)).toMatchObject({ rule: 'R10', level: 'forbidden', text: { id: 'rule.permitElsewhere' } });
    expect(of(PERMIT2)).toBeNull();
  });

  test('a permit in an unknown form is a danger; in the domain of a venue, R16 speaks of it', () => {
    const of = (type: string, match: Examination['match'] = null) =>
      allowance(
        examination(unread, {
          data: dataOf({ name: 'A thing', chainId: 1, verifyingContract: OTHER }, type, { spender: OTHER, tokenId: 7 }),
          match,
        }),
      );
    for (const name of ['Permit', 'PermitForAll', 'permit'])
      expect(of(`${name}(address spender,uint256 tokenId)`)).toMatchObject({
        rule: 'R10',
        level: 'danger',
        text: { id: 'rule.unknownPermit' },
      });
    expect(of('Ticket(address spender,uint256 tokenId)')).toBeNull();
    const domain = dataOf({ name: 'Permit2', chainId: 1, verifyingContract: PERMIT2 }, 'T(bool a)', { a: true });
    expect(of('Permit(address spender,uint256 tokenId)', matchDomain(domain))).toBeNull();
  });

  test('an allowance in a transaction is looked at again, and a danger without limit', () => {
    expect(allowance(examination(spend))).toMatchObject({ level: 'warning', text: { id: 'rule.unknownSpender' } });
    expect(allowance(examination({ ...spend, unlimited: true }))).toMatchObject({
      level: 'danger',
      text: { id: 'rule.unlimited' },
    });
    expect(allowance(examination(grant))).toBeNull();
  });
});
