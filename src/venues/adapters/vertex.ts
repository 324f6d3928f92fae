/**
 * Vertex, which has closed, and those of its forks that sign under its name. Each deployment has contracts and product
 * numbers of its own, so a card says that it cannot tell them.
 * @module
 */
import { type Adapter, address, type Coverage, FULL_DOMAIN, NO_CONTRACT, row } from '../adapter.ts';
import { type Family, sharedReaders } from '../vertex/family.ts';
import { orderReaders } from '../vertex/orders.ts';
import { lpReaders } from '../vertex/pools.ts';

const venue = { id: 'vertex', name: 'Vertex' };

const family: Family = {
  venue,
  quote: 'of its quote coin',
  product: () => null,
  cannot: [],
  frame: ({ domain }) => ({
    rows: [row('row.contract', address(domain.verifyingContract ?? NO_CONTRACT))],
    notes: [{ level: 'care', text: { id: 'note.contractUnchecked', params: { venue: venue.name } } }],
  }),
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: 'Vertex',
      version: '0.0.1',
      type: FULL_DOMAIN,
      verifyingContracts: () => true,
      readers: { ...orderReaders(family), ...sharedReaders(family), ...lpReaders(family) },
    },
  ],
};

const source = 'vertex-protocol/vertex-python-sdk 4e780e3';
const gap = 'Which market or coin a product number stands for differs between deployments and is not known to Vouch.';
export const coverage: Coverage[] = [
  { what: 'Order, IsolatedOrder', reads: 'in part', gap, source },
  { what: 'Cancellation, CancellationProducts', reads: 'in part', gap, source },
  { what: 'WithdrawCollateral, TransferQuote, MintLp, BurnLp', reads: 'in part', gap, source },
  {
    what: 'LiquidateSubaccount',
    reads: 'in part',
    gap: 'The price is that of the venue, and spreads are shown as raw fields.',
    source,
  },
  { what: 'LinkSigner', reads: 'whole', source },
  { what: 'StreamAuthentication, ListTriggerOrders', reads: 'whole', source },
];
