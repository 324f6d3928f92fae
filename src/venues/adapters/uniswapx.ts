/** UniswapX. Its orders are terms inside a Permit2 permit, so their domain and readers are registered in `permit2.ts`. @module */
import type { Adapter, Coverage } from '../adapter.ts';

export const adapter: Adapter = { id: 'uniswapx', name: 'UniswapX', domains: [] };

const source = 'Uniswap/UniswapX 52299e91 (2026-06-03), Uniswap/sdks 241fb9a7 (2026-08-07)';
export const coverage: Coverage[] = [
  { what: 'V2DutchOrder', reads: 'whole', source },
  { what: 'ExclusiveDutchOrder', reads: 'whole', source },
  {
    what: 'V3DutchOrder',
    reads: 'in part',
    gap: 'The worst amounts are said; the curve between start and worst is only listed.',
    source,
  },
  {
    what: 'PriorityOrder',
    reads: 'in part',
    gap: 'The worst amounts are said; what a higher priority fee adds is only listed.',
    source,
  },
  {
    what: 'LimitOrder, DutchOrder, RelayOrder, Hybrid (v4)',
    reads: 'not',
    gap: 'No live contract of theirs is on the list of reactors, or their terms reach further than a swap.',
    source,
  },
];
