/** Nado: 1e18, the sign of `amount` is the side, the contract is the product (2: BTC-PERP), product 0 is USDT0 (6 decimals). @module */
import { type Expectations, says } from './reading.ts';

const OWN = '0xBE3faCAE76A38c3b61492E57BF65ae0628c4A808';
const OTHER = '0xd1914656F48102b6eF086b4dc33f748F9D12A6F8';

export const nado: Expectations = {
  'Order-default': says('open-long', {
    market: 'BTC-PERP',
    side: 'long',
    size: '0.1',
    price: '95000',
    expiry: 1893456000,
  }),
  LinkSigner: says('grant-everything', { expiry: 'never', receiver: OTHER }),
  TransferQuote: says('send', { market: 'USDT0', size: '1', receiver: OTHER }),
  WithdrawCollateral: says('withdraw', { market: 'USDT0', size: '1', receiver: OWN }),
};
