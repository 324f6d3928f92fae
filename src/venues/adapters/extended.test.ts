import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';

const TYPE = 'AccountRegistration(int8 accountIndex,address wallet,bool tosAccepted,string time,string action)';
const message = {
  accountIndex: 0,
  wallet: ACCOUNT,
  tosAccepted: true,
  time: '2024-07-30T16:01:02Z',
  action: 'REGISTER',
};
const read = (name: string, changes: Record<string, unknown> = {}) =>
  readTypedData(dataOf({ name }, TYPE, { ...message, ...changes }), CONTEXT);

describe('a registration', () => {
  test('signs in, and makes no key', () => {
    expect(read('extended.exchange')).toMatchObject({
      kind: 'grant-authority',
      scope: 'login',
      grantee: 'extended.exchange',
      headline: { id: 'headline.register' },
    });
    expect(read('x10.exchange', { action: 'CREATE_SUB_ACCOUNT' })).toMatchObject({
      headline: { id: 'headline.subAccount' },
    });
    expect(read('testnet.extended.exchange')).toMatchObject({ venue: { network: 'Testnet' } });
    expect(read('extended.exchange', { tosAccepted: false }).rows).not.toEqual(read('extended.exchange').rows);
  });

  test.each([{ wallet: OTHER }, { action: 'register' }, { action: '' }])('with %j is unread', (changes) => {
    expect(read('extended.exchange', changes)).toMatchObject({ kind: 'unreadable' });
  });

  test('of another domain is unread', () => {
    expect(read('extended.exchange.example')).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownSchema' } });
  });
});
