/**
 * Derive: `data` in words of 32 bytes, amounts 1e18, `worstFee` for each contract. The session key signs for the owner.
 * An option's id: bit 95 call, then the strike in 1e8, then the end in seconds.
 * @module
 */
import { type Expectations, line, says } from './reading.ts';

const rfq = { side: 'short', expiry: 1893456000 } as const;

export const derive: Expectations = {
  // 0x56bc75e2d63100000 = 100e18 for each, 0xde0b6b3a7640000 = 1e18; of an asset that Vouch does not know
  'v2-limit_buy_round_mainnet': says('open-long', {
    market: '0x000000000000000000000000000000000000abcd 42',
    side: 'long',
    size: '1',
    price: '100',
    expiry: 2147483647,
  }),
  'v2-limit_sell_fractional_testnet': says('open-short', {
    market: '0x000000000000000000000000000000000000bEEF 0',
    side: 'short',
    size: '1.25',
    price: '3500.01',
    expiry: 2147483647,
  }),
  'v2-limit_buy_zero_max_fee_testnet': says('open-long', {
    market: '0x000000000000000000000000000000000000bEEF 1',
    side: 'long',
    size: '0.001',
    price: '2.5',
    expiry: 2147483647,
  }),
  // Asset, highest fee (1.5e18), recipient, amount (10000000 of 1e6), no batch: to the owner, who is not the signing key.
  'v3-withdraw': says('withdraw', {
    market: 'USDC',
    size: '10',
    expiry: 1893456000,
    receiver: '0x5cb67F7829d01d9C75385A920De5E51060663374',
  }),
  // Amounts of -2 and -1: the maker gives both. 0x6c1e1380 is 25 Jun 2027, 0x8bb2c97000 is 6,000e8.
  'v3-rfq-quote': {
    rows: [
      line('sell', { ...rfq, market: 'ETH 25 Jun 2027 6,000 Call', size: '2', price: '100' }),
      line('sell', { ...rfq, market: 'ETH 25 Jun 2027 6,000 Put', size: '1', price: '50' }),
    ],
  },
};
