/** Polymarket: the price is what is paid for a share, and a share pays 1 at most. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

export const polymarket: Expectations = {
  'v1-order': cannotBeRead('100 for 50 shares is a price of 2'),
  // It makes the keys of the venue's interface, and says something else.
  'clob-auth': says('grant-trade', {}),
  'v2-erc7739-TypedDataSign': cannotBeRead('100 for 50 shares is a price of 2'),
};
