/** Perennial v2: amounts and prices 1e6, the sign of `amount` is the side, `common.domain` the market. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

const MARKET = '0x1111111111111111111111111111111111111111';
const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

export const perennial: Expectations = {
  'Intent-long': says('open-long', {
    market: MARKET,
    side: 'long',
    size: '10',
    price: '3500',
    expiry: 1893456000,
  }),
  'Take-short': says('open-short', { market: MARKET, side: 'short', size: '5', expiry: 1893456000 }),
  // `expiry` ends the message, not the right.
  'OperatorUpdate-approve': says('grant-everything', { expiry: 'never', receiver: OTHER }),
  'SignerUpdate-approve': says('grant-trade', { expiry: 'never', receiver: OTHER }),
  PlaceOrderAction: cannotBeRead('the contract is not the one of trigger orders'),
};
