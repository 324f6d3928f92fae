/**
 * Opyn: orders of market makers in the auctions of its Crab and Zen Bull strategies. All of them trade oSQTH (the token of
 * squeeth) for WETH, 18 decimals each, at the price of the auction, which is at most (or at least) the one that is signed.
 * @see https://github.com/opynfinance/squeeth-monorepo 6dc8cd9 (2024-11-07): `CrabStrategyV2.sol`, `CrabNetting.sol`, `ZenAuction.sol`, `ZenBullNetting.sol`
 * @module
 */
import type { Address } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  type Card,
  type Coverage,
  exact,
  FULL_DOMAIN,
  messageOf,
  own,
  type Readers,
  row,
  words,
} from '../adapter.ts';
import { orderCard } from '../order.ts';
import type { ReadingContext, Venue } from '../reading.ts';

type Order = {
  bidId: bigint;
  trader: Address;
  quantity: bigint;
  price: bigint;
  isBuying: boolean;
  expiry: bigint;
};

const venue: Venue = { id: 'opyn', name: 'Opyn' };

const read = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<Order>(data);
  own(order.trader, context);
  const card = orderCard({
    venue,
    legs: [
      {
        market: 'oSQTH/WETH',
        marketFrom: { mark: 'computed' },
        side: order.isBuying ? 'long' : 'short',
        effect: 'trade',
        base: 'oSQTH',
        quote: 'WETH',
        size: fixed(order.quantity, 18),
        price: fixed(order.price, 18),
        type: words('value.fillParts'),
      },
    ],
    end: order.expiry,
    leverage: 'none',
    rows: [row('row.order', exact(String(order.bidId)))],
    also: ['nonce'],
  });
  // Limits are in dollars, and this is worth WETH.
  return card.kind === 'order' ? { ...card, orders: card.orders.map(({ notional: _, ...facts }) => facts) } : card;
};

const readers: Readers = {
  'Order(uint256 bidId,address trader,uint256 quantity,uint256 price,bool isBuying,uint256 expiry,uint256 nonce)': read,
};

const rule = (name: string, version: string, contract: Address) => ({
  name,
  version,
  type: FULL_DOMAIN,
  chainIds: [1],
  verifyingContracts: [contract],
  readers,
});

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    rule('CrabOTC', '2', '0x3B960E47784150F5a63777201ee2B15253D713e8'),
    rule('CRABNetting', '1', '0x6E536adDB53d1b47d357cdca83BCF460194A395F'),
    rule('AuctionBull', '1', '0x6cd0890054d308264cD68B0b6ba38A36860593ec'),
  ],
};

const source = 'opynfinance/squeeth-monorepo 6dc8cd9 (2024-11-07)';
export const coverage: Coverage[] = [
  { what: 'Order (CrabOTC, CRABNetting, AuctionBull)', reads: 'whole', source },
  {
    what: 'Order (ZenBullNetting)',
    reads: 'not',
    gap: 'The repository does not say at which address that contract is.',
    source,
  },
];
