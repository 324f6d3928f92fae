/**
 * Calls. gTrade: leverage 1e3, prices 1e10, slippage 1e3, collateral 3 is USDC. Ostium: slippage and share 1e2, prices 1e18.
 * @module
 */
import { cannotBeRead, type Expectations, says } from './reading.ts';

export const calldata: Expectations = {
  // 100 USDC at 50x; 95,000 and 1 % above it
  'gtrade-openTrade-market-long': says('open-long', {
    market: 'BTC/USD',
    side: 'long',
    size: 'worth 5000',
    price: '95950',
  }),
  // 100 USDC at 150x; 95,000 and 10 % above it; somebody else is named as referrer
  'gtrade-openTrade-no-sl-150x': says('open-long', {
    market: 'BTC/USD',
    side: 'long',
    size: 'worth 15000',
    price: '104500',
  }),
  // for the account itself, so the same order as the first
  'gtrade-delegatedTradingAction': says('open-long', {
    market: 'BTC/USD',
    side: 'long',
    size: 'worth 5000',
    price: '95950',
  }),
  // Half of a position whose side and size only the venue knows.
  'ostium-closeTradeMarket-50pct': says('reduce'),
  'snx-v3-commitOrder': cannotBeRead('the contract is an example address and none of Synthetix'),
};
