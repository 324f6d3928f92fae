import { describe, expect, test } from 'vitest';
import { readPersonalMessage } from '../../signing/personal.ts';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readPersonal } from '../personal.ts';
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

  test('of the newer form names the host it is handed in at', () => {
    const type = TYPE.replace(')', ',string host)');
    const data = dataOf({ name: 'extended.exchange' }, type, { ...message, host: 'https://api.example' });
    expect(readTypedData(data, CONTEXT).rows).toContainEqual({
      label: 'row.host',
      value: { type: 'exact', text: 'https://api.example' },
      mark: 'signed',
    });
  });

  test.each([{ wallet: OTHER }, { action: 'register' }, { action: '' }])('with %j is unread', (changes) => {
    expect(read('extended.exchange', changes)).toMatchObject({ kind: 'unreadable' });
  });

  test('of another domain is unread', () => {
    expect(read('extended.exchange.example')).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownSchema' } });
  });
});

describe('a path and a time', () => {
  const sign = (text: string) => readPersonal(readPersonalMessage(new TextEncoder().encode(text)), null, CONTEXT);
  const AT = '@2026-11-21T00:00:00Z';

  test.each([
    ['/api/v1/user/account/api-key', 'trade', 'headline.interfaceKey'],
    ['/api/v1/user/accounts', 'login', 'headline.readAccounts'],
    ['/auth/onboard/subaccount', 'login', 'headline.subAccount'],
  ])('%s is for %s', (path, scope, headline) => {
    expect(sign(path + AT)).toMatchObject({ kind: 'grant-authority', scope, headline: { id: headline } });
  });

  test.each([
    `/api/v1/user/withdrawal${AT}`,
    `/api/v1/user/accounts${AT} `,
    `/api/v1/user/accounts\n${AT}`,
    '/api/v1/user/accounts@2026-11-21',
    `__proto__${AT}`,
  ])('%j is unread', (text) => {
    expect(sign(text)).toMatchObject({ kind: 'unreadable', why: { id: 'why.message' } });
  });
});
