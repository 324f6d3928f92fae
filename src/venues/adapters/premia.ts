/**
 * Premia v3: a quote for one option pool that somebody else may fill, in parts. The option is the pool, which is the contract
 * of the domain: what it is stands on the chain alone. Price and size have 18 decimals; the price is normalised.
 * @see https://github.com/Premian-Labs/v3-contracts fe3b821 (2024-07-23), `contracts/pool/IPoolInternal.sol`, `PoolInternal.sol`
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed, group } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  address,
  type Card,
  type Coverage,
  exact,
  FULL_DOMAIN,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  own,
  type Readers,
  row,
  seconds,
  time,
  words,
} from '../adapter.ts';
import type { ReadingContext, Venue } from '../reading.ts';

type Quote = {
  provider: Address;
  taker: Address;
  price: bigint;
  size: bigint;
  isBuy: boolean;
  deadline: bigint;
};

const venue: Venue = { id: 'premia', name: 'Premia' };
/** The highest normalised price: the whole underlying, or the whole strike. */
const WHOLE = 10n ** 18n;

const read = (data: TypedData, context: ReadingContext): Card => {
  const quote = messageOf<Quote>(data);
  own(quote.provider, context);
  const pool = data.domain.verifyingContract ?? NO_CONTRACT;
  if (quote.price > WHOLE)
    throw new NotReadable({ id: 'why.value', params: { field: 'price', value: String(quote.price) } });
  const [price, size] = [fixed(quote.price, 18), fixed(quote.size, 18)];
  return {
    kind: 'order',
    venue,
    side: quote.isBuy ? 'long' : 'short',
    headline: { id: quote.isBuy ? 'quote.buy' : 'quote.sell', params: { size: group(size), price: group(price) } },
    rows: [
      row('row.pool', address(pool)),
      row('row.chainId', exact(String(data.domain.chainId))),
      row('row.size', exact(group(size))),
      row('row.premium', exact(group(price))),
      row('row.fill', words('value.fillParts')),
      ...(sameAddress(quote.taker, NO_CONTRACT) ? [] : [row('row.onlyTaker', address(quote.taker))]),
      row('row.acceptedUntil', time(quote.deadline)),
    ],
    notes: [
      { level: 'care', text: { id: 'note.instrument', params: { venue: venue.name } } },
      { level: 'info', text: { id: 'note.normalised' } },
    ],
    orders: [
      {
        market: pool,
        side: quote.isBuy ? 'long' : 'short',
        effect: 'trade',
        size,
        price,
        reduceOnly: false,
      },
    ],
    notCovered: [{ id: 'uncovered.option' }],
    flags: [{ flag: 'unknown-market', what: 'verifyingContract' }],
    validUntil: seconds(quote.deadline),
    also: ['salt'],
  };
};

const readers: Readers = {
  'FillQuoteOB(address provider,address taker,uint256 price,uint256 size,bool isBuy,uint256 deadline,uint256 salt)':
    read,
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: 'Premia',
      version: '1',
      type: FULL_DOMAIN,
      // one contract for each option
      verifyingContracts: (contract) => !sameAddress(contract, NO_CONTRACT),
      readers,
    },
  ],
};

export const coverage: Coverage[] = [
  {
    what: 'FillQuoteOB',
    reads: 'in part',
    gap: 'Which option it is (base, quote, strike, end, call or put) stands in the pool contract alone, and any contract can call itself a pool.',
    source: 'Premian-Labs/v3-contracts fe3b821 (2024-07-23)',
  },
];
