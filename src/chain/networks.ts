/** The networks a fresh wallet knows. None has a node: Vouch talks to nobody until the person chooses one. @module */
import type { Network } from './network.ts';

const ether = { name: 'Ether', symbol: 'ETH', decimals: 18 };

/** Chain ids and currencies: https://chainid.network. */
export const NETWORKS: readonly Network[] = [
  { chainId: 1, name: 'Ethereum', currency: ether, explorerUrl: 'https://etherscan.io' },
  { chainId: 42161, name: 'Arbitrum One', currency: ether, explorerUrl: 'https://arbiscan.io' },
  { chainId: 8453, name: 'Base', currency: ether, explorerUrl: 'https://basescan.org' },
  { chainId: 10, name: 'OP Mainnet', currency: ether, explorerUrl: 'https://optimistic.etherscan.io' },
  {
    chainId: 137,
    name: 'Polygon',
    currency: { name: 'POL', symbol: 'POL', decimals: 18 },
    explorerUrl: 'https://polygonscan.com',
  },
  {
    chainId: 11155111,
    name: 'Sepolia',
    currency: { name: 'Sepolia ether', symbol: 'ETH', decimals: 18 },
    explorerUrl: 'https://sepolia.etherscan.io',
  },
];
