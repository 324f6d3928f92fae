/** Bebop. Its orders also come as the terms of a Permit2 permit; those are registered in `permit2.ts`. @module */
import { type Adapter, type Coverage, FULL_DOMAIN } from '../adapter.ts';
import { blendReaders, jamReaders, venue } from '../bebop/orders.ts';
import { BEBOP_BLEND, BEBOP_CHAINS } from '../spenders.ts';

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: 'JamSettlement',
      version: '2',
      type: FULL_DOMAIN,
      chainIds: BEBOP_CHAINS,
      verifyingContracts: ['0xbeb0b0623f66bE8cE162EbDfA2ec543A522F4ea6'],
      readers: jamReaders,
    },
    {
      name: 'BebopSettlement',
      version: '2',
      type: FULL_DOMAIN,
      chainIds: BEBOP_CHAINS,
      verifyingContracts: [BEBOP_BLEND],
      readers: blendReaders,
    },
  ],
};

const source = 'bebop-dex/bebop-jam-contracts e00f8dd (2025-03-31)';
export const coverage: Coverage[] = [
  {
    what: 'JamOrder',
    reads: 'whole',
    source: `${source}; address of the contract from answers of Bebop's interface as integrators publish them (2026-08)`,
  },
  {
    what: 'SingleOrder, MultiOrder, AggregateOrder',
    reads: 'in part',
    gap: "The fee of a partner is signed as the partner's number alone and can be all of what is paid: with one, no price is shown as bound.",
    source: `${source}; verified source of the contract (2026-08)`,
  },
];
