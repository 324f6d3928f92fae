/**
 * Derive v2: the one call that a trader sends to its chain.
 * @see https://github.com/derivexyz/v2-matching f6c20f4 (2026-01-21), `src/ActionVerifier.sol`, `deployments/957` and `901`
 * @module
 */
import type { Address } from '../../signing/address.ts';
import type { CallRule } from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';

const venue = { id: 'derive', name: 'Derive' };
const MATCHING: [number, Address][] = [
  [957, '0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD'],
  [901, '0x3cc154e220c2197c5337b7Bd13363DD127Bc0C6E'],
];

/** A session key may do all that the owner may, withdrawals and transfers too. */
export const calls: readonly CallRule[] = MATCHING.map(([chainId, contract]) => ({
  signature: 'registerSessionKey(address,uint256)',
  chainIds: [chainId],
  contracts: [contract],
  read: ({ args }) => {
    const [key, expiry] = args as unknown as [Address, bigint];
    return grantCard({
      venue: chainId === 957 ? venue : { ...venue, network: 'Testnet' },
      headline: { id: 'headline.ownerKey', params: { venue: venue.name } },
      key,
      scope: 'everything',
      can: [...canTrade(), { id: 'can.withdrawAll' }, { id: 'can.ownerActions' }],
      cannot: [],
      until: expiry,
      holder: 'other',
      revoke: { id: 'revoke.derive' },
    });
  },
}));
