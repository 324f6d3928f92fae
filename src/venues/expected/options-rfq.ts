/** Premia, Opyn, Rysk, Bebop and UniswapX. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

const swap = { market: 'WETH/USDC', side: 'long', size: '1', price: '3500', expiry: 1789000060 } as const;

export const optionsRfq: Expectations = {
  // The option is the contract: what it is stands on the chain alone. 0.05 of the underlying or of the strike.
  'premia-FillQuoteOB': says('sell', {
    market: '0x1111111111111111111111111111111111111111',
    side: 'short',
    size: '1',
    price: '0.05',
    expiry: 1893456000,
  }),
  'opyn-CrabOTC-Order': says('buy', {
    market: 'oSQTH/WETH',
    side: 'long',
    size: '1',
    price: '0.05',
    expiry: 1893456000,
  }),
  'rysk-v12-Quote': cannotBeRead('no source of the venue says in what units its numbers are'),
  'bebop-JamOrder': says('buy', swap),
  'bebop-SingleOrder': says('buy', swap),
  // at worst 0.9 WETH for 1 USDC: 1 / 0.9
  'uniswapx-V2DutchOrder-permit2-witness': says('buy', { ...swap, size: '0.9', price: '1.11111111' }),
};
