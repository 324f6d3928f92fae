/** 1inch: 99.894117 USDT (6) for at least 149.69630213 DAI (18); bits 80-119 of the traits are the end. @module */
import { type Expectations, says } from './reading.ts';

export const oneinch: Expectations = {
  // 149.69630213 / 99.894117 = 1.49854973071...
  'v4-order-mainnet-real': says('sell', {
    market: 'USDT/DAI',
    side: 'short',
    size: '99.894117',
    price: '1.49854973',
    expiry: 1749812256,
  }),
};
