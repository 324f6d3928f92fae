/**
 * Paradex: the signature makes the L2 key (`../keys.ts`), which signs everything else. Here stands what its domain is, so
 * that nothing passes for it.
 * @see https://github.com/tradeparadex/paradex-py/blob/334a7f8/paradex_py/message/stark_key.py
 * @module
 */
import { type Adapter, type Coverage, DOMAIN_WITHOUT_CONTRACT } from '../adapter.ts';

export const adapter: Adapter = {
  id: 'paradex',
  name: 'Paradex',
  domains: [
    {
      name: 'Paradex',
      version: '1',
      type: DOMAIN_WITHOUT_CONTRACT,
      // Ethereum and its test network, whatever network the site is on
      chainIds: [1, 11155111],
      verifyingContracts: [],
      anyNetwork: true,
      readers: {},
    },
  ],
};

const SOURCE = 'tradeparadex/paradex-py 334a7f8';
export const coverage: Coverage[] = [
  { what: 'Constant', reads: 'whole', gap: 'The signature is a key.', source: SOURCE },
  {
    what: 'personal message of 32 bytes',
    reads: 'not',
    gap: 'A hash of Starknet that nobody can read: refused.',
    source: SOURCE,
  },
  { what: 'orders', reads: 'not', gap: 'A key that the site holds signs them.', source: SOURCE },
];
