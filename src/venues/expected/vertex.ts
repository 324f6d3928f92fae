/**
 * Vertex and its forks: 1e18, the sign of `amount` is the side, the contract is the product's book. The low 61 bits of
 * `expiration` are seconds, and the vectors have milliseconds in them: an end far behind the year 9999.
 * @module
 */
import { type Expectations, says } from './reading.ts';

const BOOK = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const OWN = '0xBE3faCAE76A38c3b61492E57BF65ae0628c4A808';
const OTHER = '0xd1914656F48102b6eF086b4dc33f748F9D12A6F8';
const order = says('open-short', { market: BOOK, side: 'short', size: '0.01', price: '28898', expiry: 'never' });

export const vertex: Expectations = {
  Order: order,
  IsolatedOrder: order,
  Cancellation: says('cancel'),
  CancellationProducts: says('cancel'),
  // The decimals of product 2 are not in it.
  WithdrawCollateral: says('withdraw', { market: 'product 2', size: '10000000000000000', receiver: OWN }),
  // 1e16 of product 1 is taken over, at a price that the venue makes
  LiquidateSubaccount: says('open-long', { market: 'product 1', side: 'long', size: '0.01' }),
  // What is paid for it lies between 20,000 and 40,000 of the quote coin.
  MintLp: says('buy', { market: 'pool of product 1', side: 'long', size: '1' }),
  BurnLp: says('reduce'),
  LinkSigner: says('grant-everything', { expiry: 'never', receiver: OTHER }),
  StreamAuthentication: says('sign-in', { expiry: 'never', receiver: 'Vertex' }),
  ListTriggerOrders: says('sign-in', { receiver: 'Vertex' }),
  'CreateLinkedSignerWallet-KEY-DERIVATION': says('derive-key'),
};
