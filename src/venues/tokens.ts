/** Tokens whose units Vouch knows. Of others it shows the smallest unit: a guessed decimal point moves money. @module */
import { type Address, sameAddress } from '../signing/address.ts';

export type Token = { chainId: number; address: Address; symbol: string; decimals: number };

/** @see https://developers.circle.com/stablecoins/usdc-contract-addresses (native USDC) */
const TOKENS: Token[] = [
  { chainId: 1, address: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', symbol: 'USDC', decimals: 6 },
  { chainId: 10, address: '0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85', symbol: 'USDC', decimals: 6 },
  { chainId: 137, address: '0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359', symbol: 'USDC', decimals: 6 },
  { chainId: 8453, address: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913', symbol: 'USDC', decimals: 6 },
  { chainId: 42161, address: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831', symbol: 'USDC', decimals: 6 },
  // Gannet's margin token in the demo world
  { chainId: 31337, address: '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35', symbol: 'gUSD', decimals: 6 },
];

export const tokenAt = (chainId: number, address: Address): Token | undefined =>
  TOKENS.find((token) => token.chainId === chainId && sameAddress(token.address, address));

/** What networks call the coin they are paid in; it has 18 decimals on all of them. Others go by their CAIP-2 name. */
const COINS: Record<number, string> = {
  1: 'ETH',
  10: 'ETH',
  56: 'BNB',
  137: 'POL',
  999: 'HYPE',
  8453: 'ETH',
  31337: 'ETH',
  42161: 'ETH',
  43114: 'AVAX',
};

export const coinOf = (chainId: number): string => COINS[chainId] ?? `eip155:${chainId}`;
