/**
 * Extended: what looks like terms of service makes the L2 key (`../keys.ts`); the registration beside it makes none.
 * @see https://github.com/x10xchange/python_sdk/blob/d097050/x10/perpetual/user_client/onboarding.py
 * @module
 */
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
import type { ReadingContext } from '../reading.ts';

/** python_sdk d097050, x10/perpetual/configuration.py, and 17e61ae, x10/config.py */
const MAIN = ['extended.exchange', 'x10.exchange'];
const TEST = ['testnet.extended.exchange', 'starknet.sepolia.extended.exchange'];

const registration = (data: TypedData, context: ReadingContext): Card => {
  const { accountIndex, wallet, tosAccepted, time, action } = messageOf<{
    accountIndex: bigint;
    wallet: Address;
    tosAccepted: boolean;
    time: string;
    action: string;
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
    ],
    notes: [],
    grantee: name,
    scope: 'login',
    can: [{ id: sub ? 'can.subAccount' : 'can.register' }],
    cannot: [{ id: 'cannot.moveOrTrade' }],
  };
};

export const adapter: Adapter = {
  id: 'extended',
  name: 'Extended',
  domains: [...MAIN, ...TEST].map((name) => ({
    name,
    type: 'EIP712Domain(string name)',
    verifyingContracts: [],
    readers: {
      'AccountRegistration(int8 accountIndex,address wallet,bool tosAccepted,string time,string action)': registration,
    },
  })),
};

const SOURCE = 'x10xchange/python_sdk d097050';
export const coverage: Coverage[] = [
  { what: 'AccountCreation', reads: 'whole', gap: 'The signature is a key.', source: SOURCE },
  { what: 'AccountRegistration', reads: 'whole', source: SOURCE },
  { what: 'orders, withdrawals', reads: 'not', gap: 'A key that the site holds signs them.', source: SOURCE },
];
