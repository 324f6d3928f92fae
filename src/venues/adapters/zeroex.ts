/**
 * 0x Protocol v4: limit orders and quotes that the maker signs. The maker gives `makerToken` and gets `takerToken`; a fee is
 * paid by whoever fills it, on top.
 * @see https://github.com/0xProject/protocol e66307ba (2023-11-15), `contracts/zero-ex/contracts/src/features/libs/LibNativeOrder.sol`
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
  words,
} from '../adapter.ts';
import type { ReadingContext, Row, Venue } from '../reading.ts';
import { ZEROEX } from '../spenders.ts';
import { swapCard, tokenValue } from '../swap.ts';

type Order = {
  makerToken: Address;
  takerToken: Address;
  makerAmount: bigint;
  takerAmount: bigint;
  maker: Address;
  taker: Address;
  expiry: bigint;
  /** of a limit order */
  takerTokenFeeAmount?: bigint;
  sender?: Address;
  feeRecipient?: Address;
  /** of a quote */
  txOrigin?: Address;
};

const venue: Venue = { id: 'zeroex', name: '0x' };

const only = (label: Row['label'], who: Address | undefined): Row[] =>
  who === undefined || sameAddress(who, NO_CONTRACT) ? [] : [row(label, address(who))];

const read = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<Order>(data);
  own(order.maker, context);
  const chainId = Number(data.domain.chainId);
  const { takerTokenFeeAmount: fee = 0n, feeRecipient = NO_CONTRACT } = order;
  return swapCard(
    {
      venue,
      chainId,
      give: { token: order.makerToken, amount: order.makerAmount },
      get: { token: order.takerToken, amount: order.takerAmount },
      fixed: 'give',
      receiver: order.maker,
      end: order.expiry,
      rows: [
        row('row.fill', words('value.fillParts')),
        ...only('row.onlyTaker', order.taker),
        ...only('row.handedInBy', order.sender),
        ...only('row.handedInBy', order.txOrigin),
        ...(fee > 0n || !sameAddress(feeRecipient, NO_CONTRACT)
          ? [
              row('row.takerFee', tokenValue({ token: order.takerToken, amount: fee }, chainId), 'signed', [
                address(feeRecipient),
                'signed',
              ]),
            ]
          : []),
      ],
      also: ['pool', 'salt'],
    },
    context,
  );
};

const readers: Readers = {
  'LimitOrder(address makerToken,address takerToken,uint128 makerAmount,uint128 takerAmount,uint128 takerTokenFeeAmount,address maker,address taker,address sender,address feeRecipient,bytes32 pool,uint64 expiry,uint256 salt)':
    read,
  'RfqOrder(address makerToken,address takerToken,uint128 makerAmount,uint128 takerAmount,address maker,address taker,address txOrigin,bytes32 pool,uint64 expiry,uint256 salt)':
    read,
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: ZEROEX.map(([contract, chainIds]) => ({
    name: 'ZeroEx',
    version: '1.0.0',
    type: FULL_DOMAIN,
    chainIds,
    verifyingContracts: [contract],
    readers,
  })),
};

const source = '0xProject/protocol e66307ba (2023-11-15)';
export const coverage: Coverage[] = [
  { what: 'LimitOrder', reads: 'whole', source },
  { what: 'RfqOrder', reads: 'whole', source },
  {
    what: 'personal_sign of an order hash',
    reads: 'not',
    gap: '0x also takes the bare hash of an order; nobody can read that, so it is refused like any other hash.',
    source,
  },
  {
    what: 'OtcOrder, MetaTransactionData',
    reads: 'not',
    gap: 'Their packed fields have not been checked against vectors.',
    source,
  },
];
