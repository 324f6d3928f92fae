/**
 * What hashes stand for, once the caller has handed that over. Hyperliquid: numbers of the venue's list (mainnet 0 BTC,
 * 4 DYDX; of the testnet Vouch has no list), `usd` of a sub-account is 1e6, an action without `expiresAfter` has no end.
 * @module
 */
import { gmx } from './gmx.ts';
import { cannotBeRead, type Expectations, says } from './reading.ts';

export const opened: Expectations = {
  'Batch-market-long-MINIFIED': gmx['Batch-market-long'] ?? cannotBeRead('nothing is expected of it'),
  'l1-phantom-agent-production': says('open-long', {
    market: 'DYDX-PERP',
    side: 'long',
    size: '0.0147',
    price: '1670.1',
    expiry: 'never',
  }),
  'l1-dummy-action-mainnet': cannotBeRead('no action of the venue'),
  'l1-order-limit-gtc-testnet': says('open-long', {
    market: '1',
    side: 'long',
    size: '100',
    price: '100',
    expiry: 'never',
  }),
  'l1-dummy-with-vault-mainnet': cannotBeRead('no action of the venue'),
  // a stop that becomes a market order: the price in it bounds it all the same
  'l1-order-tpsl-trigger-testnet': says('open-long', {
    market: '1',
    side: 'long',
    size: '100',
    price: '100',
    expiry: 'never',
  }),
  'l1-sub-account-transfer-mainnet': says('own-move', {
    market: 'USDC',
    size: '0.00001',
    expiry: 'never',
    receiver: '0x1d9470D4B963f552e6f671a81619d395877bF409',
  }),
  // without a time: a cancellation that was set for later is taken off
  'l1-schedule-cancel-testnet': says('settings', { receiver: 'Hyperliquid' }),
  'l1-hash-base': says('open-long', { market: 'BTC-PERP', side: 'long', size: '0.1', price: '30000', expiry: 'never' }),
  // 1234567890 ms; for the vault
  'l1-hash-with-both': says('open-long', {
    market: 'BTC-PERP',
    side: 'long',
    size: '0.1',
    price: '30000',
    expiry: 1234567,
    receiver: '0x1234567890123456789012345678901234567890',
  }),
};
