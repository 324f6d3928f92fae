/** GMX v2: sizes in dollars of 1e30, prices of ETH in 1e12. An order's deadline is in the hidden `relayParams`. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

const DELEGATE = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

export const gmx: Expectations = {
  'Batch-market-long': says('open-long', {
    market: 'ETH/USD [WETH-USDC]',
    side: 'long',
    size: 'worth 50000',
    price: '4200',
  }),
  'Batch-market-long-MINIFIED': cannotBeRead('a hash of another message'),
  'CreateOrder-limit-short': says('open-short', {
    market: 'ETH/USD [WETH-USDC]',
    side: 'short',
    size: 'worth 50000',
    price: '4480',
  }),
  // Which order it changes is a key; market and side are not in it.
  UpdateOrder: cannotBeRead('market and side of the order that it changes are not signed'),
  CancelOrder: says('cancel'),
  'SubaccountApproval-7d-90': says('grant-trade', { expiry: 1789604800, receiver: DELEGATE }),
  RemoveSubaccount: says('take-back', { receiver: DELEGATE }),
  BridgeOut: says('withdraw', {
    market: 'USDC',
    size: '1000',
    receiver: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  }),
  'subaccount-key-derivation-message': says('derive-key'),
};
