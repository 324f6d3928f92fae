/**
 * Hashflow. A trader signs the quote of a market maker (RFQ-m): gives `baseToken`, gets `quoteToken`. The form of limit orders
 * names neither trader nor pool.
 * @see https://github.com/hashflownetwork/x-protocol e41cfaa (2025-02-15), `evm/contracts/HashflowRouter.sol`, `evm/deployed-contracts`
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  address,
  type Card,
  type Coverage,
  FULL_DOMAIN,
  messageOf,
  NO_CONTRACT,
  own,
  type Readers,
  row,
} from '../adapter.ts';
import type { ReadingContext, Row, Venue } from '../reading.ts';
import { coin, type Side, swapCard } from '../swap.ts';

type Quote = {
  baseToken: Address;
  quoteToken: Address;
  baseTokenAmount: bigint;
  quoteTokenAmount: bigint;
  quoteExpiry: bigint;
  /** not in limit orders */
  trader?: Address;
  pool?: Address;
  externalAccount?: Address;
};

const venue: Venue = { id: 'hashflow', name: 'Hashflow' };

const sideOf = (chainId: number, token: Address, amount: bigint): Side =>
  sameAddress(token, NO_CONTRACT) ? coin(chainId, token, amount) : { token, amount };

const read = (data: TypedData, context: ReadingContext): Card => {
  const quote = messageOf<Quote>(data);
  const chainId = Number(data.domain.chainId);
  const { trader, pool, externalAccount } = quote;
  if (trader !== undefined) own(trader, context);
  const named = (label: Row['label'], of: Address | undefined): Row[] =>
    of === undefined || sameAddress(of, NO_CONTRACT) ? [] : [row(label, address(of))];
  return swapCard(
    {
      venue,
      chainId,
      give: sideOf(chainId, quote.baseToken, quote.baseTokenAmount),
      get: sideOf(chainId, quote.quoteToken, quote.quoteTokenAmount),
      fixed: 'give',
      receiver: context.account,
      end: quote.quoteExpiry,
      rows: [...named('row.maker', pool), ...named('row.paidFrom', externalAccount)],
      also: ['txid'],
    },
    context,
  );
};

const readers: Readers = {
  'Quote(bytes32 txid,address trader,address pool,address externalAccount,address baseToken,address quoteToken,uint256 baseTokenAmount,uint256 quoteTokenAmount,uint256 quoteExpiry)':
    read,
  'Quote(bytes32 txid,address baseToken,address quoteToken,uint256 baseTokenAmount,uint256 quoteTokenAmount,uint256 quoteExpiry)':
    read,
};

const ROUTERS: readonly [Address, number[]][] = [
  ['0x55084eE0fEf03f14a305cd24286359A35D735151', [1, 56, 137, 42161, 43114]],
  ['0xCa310B1B942A30Ff4b40a5E1b69AB4607eC79Bc1', [10, 8453, 11155111]],
];

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: ROUTERS.map(([router, chainIds]) => ({
    name: 'Hashflow - Router',
    version: '1.0',
    type: FULL_DOMAIN,
    chainIds,
    verifyingContracts: [router],
    readers,
  })),
};

const source = 'hashflownetwork/x-protocol e41cfaa (2025-02-15)';
export const coverage: Coverage[] = [
  { what: 'Quote', reads: 'whole', source },
  { what: 'Quote of a limit order', reads: 'whole', source },
  {
    what: 'XChainQuote',
    reads: 'not',
    gap: 'It names the other network by a number of Hashflow and what is got as bytes: no unit can be told.',
    source,
  },
];
