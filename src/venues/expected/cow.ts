/** CoW Protocol: amounts of tokens that no list knows stay in their smallest unit. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

export const cow: Expectations = {
  'order-eip712': cannotBeRead('only the hash of its domain is published'),
  'order-mainnet-domain': says('sell', {
    market: '0x0101010101010101010101010101010101010101/0x0202020202020202020202020202020202020202',
    side: 'short',
    size: '42000000000000000000 units',
    expiry: 4294967295,
    receiver: '0x0303030303030303030303030303030303030303',
  }),
};
