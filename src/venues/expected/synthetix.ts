/** Synthetix: plain decimals. @module */
import { type Expectations, says } from './reading.ts';

export const synthetix: Expectations = {
  'PlaceOrders-limit': says('open-long', {
    market: 'BTC-USDT',
    side: 'long',
    size: '0.1',
    price: '50000.00',
    expiry: 1735689900,
  }),
  // `expiresAt` 0: never
  AddDelegatedSigner: says('grant-trade', {
    expiry: 'never',
    receiver: '0x742D35CC6634c0532925A3b844BC9E7595f89590',
  }),
  AuthMessage: says('sign-in', { receiver: 'Synthetix' }),
};
