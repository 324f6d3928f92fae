/**
 * dYdX: the keys of v3 and v4 are made from signatures (`../keys.ts`). Besides them v3 had requests signed by the account.
 * @see https://github.com/dydxprotocol/v3-client/blob/6eaa45e/src/modules/eth-private.ts
 * @module
 */
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  type Card,
  type Coverage,
  DOMAIN_WITHOUT_CONTRACT,
  given,
  messageOf,
  row,
  unreadable,
} from '../adapter.ts';
import type { Value } from '../reading.ts';

const NETWORKS = [1, 3, 5, 11155111];

/** The body can be anything, and the interface is shut down: it is shown, and nothing is said of what it does. */
const request = (data: TypedData): Card => {
  const { method, requestPath, body, timestamp } = messageOf<Record<string, string>>(data);
  const text = (value = ''): Value => given(value);
  return unreadable({ id: 'why.dydxRequest' }, [
    row('row.method', text(method)),
    row('row.path', text(requestPath)),
    row('row.body', text(body)),
    row('row.timestamp', text(timestamp)),
  ]);
};

export const adapter: Adapter = {
  id: 'dydx',
  name: 'dYdX',
  domains: [
    {
      name: 'dYdX',
      version: '1.0',
      type: DOMAIN_WITHOUT_CONTRACT,
      chainIds: NETWORKS,
      verifyingContracts: [],
      anyNetwork: true,
      // The venue's token has this name too.
      common: true,
      readers: { 'dYdX(string method,string requestPath,string body,string timestamp)': request },
    },
    {
      name: 'dYdX Chain',
      type: 'EIP712Domain(string name,uint256 chainId)',
      chainIds: NETWORKS,
      verifyingContracts: [],
      anyNetwork: true,
      readers: {},
    },
  ],
};

const V3 = 'dydxprotocol/v3-client 6eaa45e';
export const coverage: Coverage[] = [
  { what: 'dYdX STARK Key, dYdX Onboarding (v3)', reads: 'whole', gap: 'The signature is a key.', source: V3 },
  {
    what: 'dYdX (request, v3)',
    reads: 'in part',
    gap: 'Shown part by part; what the shut interface made of it is not said.',
    source: V3,
  },
  {
    what: 'dYdX Chain Onboarding (v4)',
    reads: 'whole',
    gap: 'The signature is a key.',
    source: 'dydxprotocol/v4-web 2248cb6',
  },
  {
    what: 'orders',
    reads: 'not',
    gap: 'A key that the site holds signs them.',
    source: 'dydxprotocol/v4-web 2248cb6',
  },
];
