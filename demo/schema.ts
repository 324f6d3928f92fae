/** What a trader signs at Gannet: one domain, three types. The venue and its page share this file. @module */
import type { Address, Hex } from 'viem';

export const CHAIN_ID = 31337;

/** The margin token: the first contract of anvil's account 9, so its address never changes. */
export const MARGIN_TOKEN: Address = '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35';

export const DOMAIN = { name: 'Gannet', version: '1', chainId: CHAIN_ID, verifyingContract: MARGIN_TOKEN } as const;

export const ORDER_TYPES = {
  Order: [
    { name: 'account', type: 'address' },
    { name: 'market', type: 'string' },
    { name: 'side', type: 'string' },
    { name: 'size', type: 'string' },
    { name: 'limitPrice', type: 'string' },
    { name: 'maxFee', type: 'string' },
    { name: 'reduceOnly', type: 'bool' },
    { name: 'timeInForce', type: 'string' },
    { name: 'expiry', type: 'uint64' },
    { name: 'nonce', type: 'uint64' },
  ],
} as const;

export const CANCEL_TYPES = {
  Cancel: [
    { name: 'account', type: 'address' },
    { name: 'orderId', type: 'string' },
    { name: 'nonce', type: 'uint64' },
  ],
} as const;

export const CANCEL_ALL_TYPES = {
  CancelAll: [
    { name: 'account', type: 'address' },
    { name: 'nonce', type: 'uint64' },
  ],
} as const;

export type Side = 'long' | 'short';
export type TimeInForce = 'GTC' | 'IOC' | 'ALO';

/** Size in base units, prices and fee in USD, all decimal text; expiry in seconds, nonce in milliseconds, decimal text in JSON. */
export type Order = {
  account: Address;
  market: string;
  side: Side;
  size: string;
  limitPrice: string;
  maxFee: string;
  reduceOnly: boolean;
  timeInForce: TimeInForce;
  expiry: string;
  nonce: string;
};

/** `orderId` is the order's EIP-712 digest. */
export type Cancel = { account: Address; orderId: Hex; nonce: string };

/** Every order of the account that waits. Sent as `{ cancelAll, signature }` to `POST /api/cancel-all`. */
export type CancelAll = { account: Address; nonce: string };

export const orderTypedData = (order: Order) =>
  ({
    domain: DOMAIN,
    types: ORDER_TYPES,
    primaryType: 'Order',
    message: { ...order, expiry: BigInt(order.expiry), nonce: BigInt(order.nonce) },
  }) as const;

export const cancelTypedData = (cancel: Cancel) =>
  ({
    domain: DOMAIN,
    types: CANCEL_TYPES,
    primaryType: 'Cancel',
    message: { ...cancel, nonce: BigInt(cancel.nonce) },
  }) as const;

export const cancelAllTypedData = (cancelAll: CancelAll) =>
  ({
    domain: DOMAIN,
    types: CANCEL_ALL_TYPES,
    primaryType: 'CancelAll',
    message: { ...cancelAll, nonce: BigInt(cancelAll.nonce) },
  }) as const;
