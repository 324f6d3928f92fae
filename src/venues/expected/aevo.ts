/**
 * Aevo: price and amount in 1e6, `instrument` a number of the venue's own list, which Vouch does not have, `timestamp` no end. Whether an
 * order is reduce-only is not signed, so it can open.
 * @module
 */
import { type Expectations, says } from './reading.ts';

export const aevo: Expectations = {
  Order: says('open-long', { market: 'instrument 1', side: 'long', size: '1.5', price: '3500' }),
  // 2^256 - 1 seconds; nothing in the message bounds what the key may do.
  'Register-INFINITE': says('grant-everything', {
    expiry: 'never',
    receiver: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  }),
  // The new key says that it signs for 0xf39F: it gets a right, and gives none.
  SignKey: says('settings', { receiver: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' }),
  // 1 USDC (1e6) of the venue's chain
  Withdraw: says('withdraw', {
    market: 'USDC',
    size: '1',
    receiver: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  }),
};
