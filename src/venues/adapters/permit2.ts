/**
 * Permit2, with the orders that are signed as the terms (the witness) of a permit. Its plain forms are read in `permits.ts`,
 * whatever domain they name; here stands which contract is the real one, and which terms Vouch can read.
 * @see https://github.com/Uniswap/permit2
 * @module
 */
import type { Adapter, Coverage } from '../adapter.ts';
import { permitReaders } from '../bebop/orders.ts';
import { PERMIT2, PERMIT2_ZKSYNC } from '../spenders.ts';
import { readers as uniswapx } from '../uniswapx/orders.ts';

const domain = {
  name: 'Permit2',
  type: 'EIP712Domain(string name,uint256 chainId,address verifyingContract)',
  readers: { ...uniswapx, ...permitReaders },
};

export const adapter: Adapter = {
  id: 'permit2',
  name: 'Permit2',
  domains: [
    { ...domain, verifyingContracts: [PERMIT2] },
    { ...domain, chainIds: [324], verifyingContracts: [PERMIT2_ZKSYNC] },
  ],
};

const source = 'Uniswap/sdks 241fb9a7 (2026-08-07)';
export const coverage: Coverage[] = [
  { what: 'PermitSingle, PermitBatch', reads: 'whole', source },
  { what: 'PermitTransferFrom, PermitBatchTransferFrom', reads: 'whole', source },
  {
    what: 'PermitWitnessTransferFrom, PermitBatchWitnessTransferFrom',
    reads: 'in part',
    gap: 'With the terms of UniswapX and Bebop; other terms are shown unread.',
    source,
  },
  {
    what: "Copies of Permit2 (PancakeSwap's, for example)",
    reads: 'not',
    gap: 'They use the same name on other contracts, which is what a thief would do too.',
    source,
  },
];
