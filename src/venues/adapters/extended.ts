/**
 * Extended: what looks like terms of service makes the L2 key (`../keys.ts`); the registration beside it makes none, and
 * texts of a path and a time are requests to its interface.
 * @see https://github.com/x10xchange/python_sdk/blob/d097050/x10/perpetual/user_client/onboarding.py
 * @see https://github.com/x10xchange/python_sdk/blob/2f75cb2/x10/signing/onboarding.py
 * @see https://github.com/x10xchange/python_sdk/blob/1145cb8/x10/clients/onboarding/modules/account_module.py
 * @module
 */
import type { Text, TextId } from '../../lib/text.ts';
import type { Address } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  address,
  type Card,
  type Coverage,
  exact,
  given,
  messageOf,
  oneOf,
  own,
  row,
  words,
} from '../adapter.ts';
import type { GrantScope, ReadingContext } from '../reading.ts';

/** python_sdk d097050, x10/perpetual/configuration.py, and 17e61ae, x10/config.py */
const MAIN = ['extended.exchange', 'x10.exchange'];
const TEST = ['testnet.extended.exchange', 'starknet.sepolia.extended.exchange'];

const registration = (data: TypedData, context: ReadingContext): Card => {
  const { accountIndex, wallet, tosAccepted, time, action, host } = messageOf<{
    accountIndex: bigint;
    wallet: Address;
    tosAccepted: boolean;
    time: string;
    action: string;
    host?: string;
  }>(data);
  own(wallet, context);
  const sub = oneOf('action', action, ['REGISTER', 'CREATE_SUB_ACCOUNT']) !== 'REGISTER';
  const { name = '' } = data.domain;
  return {
    kind: 'grant-authority',
    venue: { id: 'extended', name: 'Extended', ...(TEST.includes(name) ? { network: 'Testnet' } : {}) },
    headline: { id: sub ? 'headline.subAccount' : 'headline.register', params: { venue: 'Extended' } },
    rows: [
      row('row.account', address(wallet)),
      row('row.accountIndex', exact(String(accountIndex))),
      row('row.terms', words(tosAccepted ? 'value.accepted' : 'value.notAccepted')),
      row('row.timestamp', given(time)),
      ...(host === undefined ? [] : [row('row.host', given(host))]),
    ],
    notes: [],
    grantee: name,
    scope: 'login',
    can: [{ id: sub ? 'can.subAccount' : 'can.register' }],
    cannot: [{ id: 'cannot.moveOrTrade' }],
  };
};

/** What each path does; what is sent along with it is not signed. */
const PATHS: Readonly<Record<string, { headline: TextId; can: Text[]; scope: GrantScope }>> = {
  '/api/v1/user/account/api-key': {
    headline: 'headline.interfaceKey',
    can: [{ id: 'can.read' }, { id: 'can.leverage' }, { id: 'can.cancel' }],
    scope: 'trade',
  },
  '/api/v1/user/accounts': { headline: 'headline.readAccounts', can: [{ id: 'can.read' }], scope: 'login' },
  '/auth/onboard/subaccount': { headline: 'headline.subAccount', can: [{ id: 'can.subAccount' }], scope: 'login' },
};

/** `/api/v1/user/accounts@2026-11-21T00:00:00Z`. Orders and withdrawals need the L2 key besides. */
const requestIn = (text: string): Card | null => {
  const [, path = '', time = ''] = /^(\/[\w/-]+)@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(text) ?? [];
  const known = Object.hasOwn(PATHS, path) ? PATHS[path] : undefined;
  if (!known) return null;
  return {
    kind: 'grant-authority',
    venue: { id: 'extended', name: 'Extended' },
    headline: { id: known.headline, params: { venue: 'Extended' } },
    rows: [row('row.path', exact(path)), row('row.timestamp', exact(time))],
    notes: [],
    grantee: 'Extended',
    scope: known.scope,
    can: known.can,
    cannot: [{ id: 'cannot.withdraw' }],
    notCovered: [{ id: 'uncovered.content' }],
  };
};

const MEMBERS = 'int8 accountIndex,address wallet,bool tosAccepted,string time,string action';

export const adapter: Adapter = {
  id: 'extended',
  name: 'Extended',
  domains: [...MAIN, ...TEST].map((name) => ({
    name,
    type: 'EIP712Domain(string name)',
    verifyingContracts: [],
    readers: {
      [`AccountRegistration(${MEMBERS})`]: registration,
      [`AccountRegistration(${MEMBERS},string host)`]: registration,
    },
  })),
  readText: requestIn,
};

const SOURCE = 'x10xchange/python_sdk d097050';
export const coverage: Coverage[] = [
  { what: 'AccountCreation', reads: 'whole', gap: 'The signature is a key.', source: SOURCE },
  { what: 'AccountRegistration', reads: 'whole', source: SOURCE },
  {
    what: 'a path of its interface and a time',
    reads: 'in part',
    gap: 'What is sent along is not signed; three paths are known.',
    source: 'x10xchange/python_sdk 1145cb8',
  },
  { what: 'orders, withdrawals', reads: 'not', gap: 'A key that the site holds signs them.', source: SOURCE },
];
