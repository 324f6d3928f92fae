/**
 * Tern, a venue that does not exist: the worked example of docs/adding-a-venue.md.
 * @module
 */
import type { Address } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  type Card,
  type Coverage,
  FULL_DOMAIN,
  messageOf,
  own,
  type Readers,
  words,
} from '../adapter.ts';
import { moveCard } from '../move.ts';
import { orderCard } from '../order.ts';
import type { ReadingContext, Venue } from '../reading.ts';

const venue: Venue = { id: 'tern', name: 'Tern' };

/** tern-sdk 1a2b3c4 (2026-11-01), src/markets.ts: the number that is signed, and the name. */
const MARKETS: Readonly<Record<string, string>> = { 1: 'BTC', 2: 'ETH' };
const LISTED = '2026-11-01';

/** Amounts count 1e18, prices 1e6, the end is in milliseconds: tern-sdk 1a2b3c4, src/sign.ts. */
type Order = {
  trader: Address;
  market: bigint;
  buy: boolean;
  amount: bigint;
  limit: bigint;
  reduceOnly: boolean;
  validUntil: bigint;
  nonce: bigint;
};

const readOrder = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<Order>(data);
  own(order.trader, context);
  const base = MARKETS[String(order.market)];
  return orderCard({
    venue,
    legs: [
      {
        market: base ? `${base}-PERP` : `market ${order.market}`,
        marketFrom: base
          ? { mark: 'computed', context: [[words('value.listOf', { date: LISTED }), 'computed']] }
          : { mark: 'signed' },
        side: order.buy ? 'long' : 'short',
        effect: order.reduceOnly ? 'reduce' : 'open',
        base: base ?? 'units',
        quote: 'USD',
        size: fixed(order.amount, 18),
        ...(order.limit === 0n ? {} : { price: fixed(order.limit, 6) }),
        type: words(order.limit === 0n ? 'tif.IOC' : 'tif.GTC'),
      },
    ],
    end: order.validUntil === 0n ? 'none' : order.validUntil / 1000n,
    leverage: 'at-venue',
    ...(base ? {} : { flags: [{ flag: 'unknown-market', what: 'market' }] }),
    also: ['nonce', 'validUntil'],
  });
};

type Withdraw = { trader: Address; to: Address; amount: bigint; nonce: bigint };

const readWithdraw = (data: TypedData, context: ReadingContext): Card => {
  const { trader, to, amount } = messageOf<Withdraw>(data);
  own(trader, context);
  return moveCard(
    { venue, headline: 'headline.withdraw', amount: fixed(amount, 6), asset: 'USDC', to, also: ['nonce'] },
    context,
  );
};

const readers: Readers = {
  'Order(address trader,uint32 market,bool buy,uint128 amount,uint128 limit,bool reduceOnly,uint64 validUntil,uint64 nonce)':
    readOrder,
  'Withdraw(address trader,address to,uint128 amount,uint64 nonce)': readWithdraw,
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: 'Tern',
      version: '1',
      type: FULL_DOMAIN,
      chainIds: [8453],
      verifyingContracts: ['0x363bFcBAD70499b851a96b965EF94B6a90fC6903'],
      readers,
    },
  ],
};

const source = 'tern-sdk 1a2b3c4 (2026-11-01), src/sign.ts';
export const coverage: Coverage[] = [
  { what: 'Order', reads: 'in part', gap: `Markets that were listed after ${LISTED} are numbers.`, source },
  { what: 'Withdraw', reads: 'whole', source },
];
