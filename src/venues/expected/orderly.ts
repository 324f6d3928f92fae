/** Orderly: USDC in 1e6, times in milliseconds. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

export const orderly: Expectations = {
  'withdraw-1': cannotBeRead('the contract and the network are those of the venue’s own tests'),
  Registration: says('sign-in', { receiver: 'Orderly' }),
  AddOrderlyKey: says('grant-trade', {
    expiry: 1820536000,
    receiver: 'ed25519:8tm7dnKYkSc3FzgPuJaw1wztr79eeZpN35nHW5pL5XhX',
  }),
  SettlePnl: says('settings', { receiver: 'Orderly' }),
  // The receiver is the number of an account, not an address.
  InternalTransfer: says('send', {
    market: 'USDC',
    size: '1',
    receiver: '0x6b97733ca568eddf2559232fa831f8de390a76d4f29a2962c3a9d0020383f7e3',
  }),
  // Type 0 puts money into a vault, here the one of number 0.
  DexRequest: says('send', { market: 'USDC', size: '1', receiver: `0x${'00'.repeat(32)}` }),
};
