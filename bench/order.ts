/** The order that the bench has signed: one of the demo venue, so that its card is a real one. @module */
import { type Address, getAddress } from 'viem';
import { DOMAIN, ORDER_TYPES, type Order } from '../demo/schema.ts';

const DOMAIN_TYPE = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
] as const;

/** @param nonce makes each order another one */
export const order = (account: string, nonce: number) => {
  const message: Order = {
    account: getAddress(account) satisfies Address,
    market: 'ETH-PERP',
    side: 'long',
    size: '0.5',
    limitPrice: '3440.0',
    maxFee: '0.77',
    reduceOnly: false,
    timeInForce: 'GTC',
    expiry: '4102444800',
    nonce: String(1790000000000 + nonce),
  };
  return {
    domain: DOMAIN,
    primaryType: 'Order' as const,
    types: { EIP712Domain: DOMAIN_TYPE, ...ORDER_TYPES },
    message,
  };
};
