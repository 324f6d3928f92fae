/**
 * ApeX: texts make the L2 key (`../keys.ts`); the typed data of the same form registers the account.
 * @see https://github.com/ApeX-Protocol/apexpro-openapi/blob/662417e/apexomni/eth_signing/onboarding_action.py
 * @module
 */
import type { TypedData } from '../../signing/typed-data.ts';
import { visible } from '../../signing/visible.ts';
import {
  type Adapter,
  type Card,
  type Coverage,
  DOMAIN_WITHOUT_CONTRACT,
  exact,
  given,
  messageOf,
  oneOf,
  row,
} from '../adapter.ts';

/** The venue answers with an API key. Orders and withdrawals need the L2 key besides. */
const onboarding = (data: TypedData): Card => {
  const { action, onlySignOn } = messageOf<{ action: string; onlySignOn: string }>(data);
  oneOf('action', action, ['ApeX Onboarding']);
  return {
    kind: 'grant-authority',
    venue: { id: 'apex', name: 'ApeX' },
    headline: { id: 'headline.register', params: { venue: 'ApeX' } },
    rows: [row('row.keyAction', exact(action)), row('row.onlySignOn', given(onlySignOn))],
    notes: [],
    grantee: visible(onlySignOn),
    scope: 'login',
    can: [{ id: 'can.register' }, { id: 'can.read' }, { id: 'can.cancel' }],
    cannot: [{ id: 'cannot.withdraw' }],
    also: ['nonce'],
  };
};

export const adapter: Adapter = {
  id: 'apex',
  name: 'ApeX',
  domains: [
    {
      name: 'ApeX',
      version: '1.0',
      type: DOMAIN_WITHOUT_CONTRACT,
      verifyingContracts: [],
      anyNetwork: true,
      readers: { 'ApeX(string action,string onlySignOn,string nonce)': onboarding },
    },
  ],
};

const SOURCE = 'ApeX-Protocol/apexpro-openapi 662417e';
export const coverage: Coverage[] = [
  { what: 'L2 Key, ApeX Omni Onboarding', reads: 'whole', gap: 'The signature is a key.', source: SOURCE },
  { what: 'ApeX Onboarding', reads: 'whole', source: SOURCE },
  { what: 'orders', reads: 'not', gap: 'A key that the site holds signs them.', source: SOURCE },
];
