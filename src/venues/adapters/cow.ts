/**
 * CoW Protocol (GPv2). `sellAmount` or `buyAmount` is fixed by `kind`, the other one is the limit. A fee, if any, is taken on
 * top of what is sold.
 * @see https://github.com/cowprotocol/contracts acb95d9 (2026-07-20), `src/contracts/libraries/GPv2Order.sol`
 * @see https://github.com/cowprotocol/services 0004af97, `crates/model/src/order.rs` (cancellation)
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  type Card,
  type Coverage,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  oneOf,
  type Readers,
  row,
  words,
} from '../adapter.ts';
import type { ReadingContext, Row, Venue } from '../reading.ts';
import { COW_CHAINS } from '../spenders.ts';
import { sideOf, swapCard } from '../swap.ts';

type Order = {
  sellToken: Address;
  buyToken: Address;
  receiver: Address;
  sellAmount: bigint;
  buyAmount: bigint;
  validTo: bigint;
  appData: string;
  feeAmount: bigint;
  kind: string;
  partiallyFillable: boolean;
  sellTokenBalance: string;
  buyTokenBalance: string;
};

const venue: Venue = { id: 'cow', name: 'CoW Protocol' };

/** keccak256 of `{}`: an app data document with nothing in it; and none at all. */
const NO_APP_DATA = ['0xb48d38f93eaa084033fc5970bf96e559c33c4cdc07d889ab00b4d63f9590739d', `0x${'00'.repeat(32)}`];
const BALANCES = {
  external: words('value.balanceExternal'),
  internal: words('value.balanceInternal'),
};

const balanceRow = (label: Row['label'], field: string, value: string, known: readonly ('external' | 'internal')[]) => {
  const of = oneOf(field, value, ['erc20', ...known]);
  return of === 'erc20' ? [] : [row(label, BALANCES[of])];
};

const readOrder = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<Order>(data);
  const chainId = Number(data.domain.chainId);
  const kind = oneOf('kind', order.kind, ['sell', 'buy']);
  const told = !NO_APP_DATA.includes(order.appData);
  return swapCard(
    {
      venue,
      chainId,
      give: { token: order.sellToken, amount: order.sellAmount },
      get: sideOf(chainId, order.buyToken, order.buyAmount),
      fee: order.feeAmount,
      fixed: kind === 'sell' ? 'give' : 'get',
      receiver: sameAddress(order.receiver, NO_CONTRACT) ? context.account : order.receiver,
      end: order.validTo,
      rows: [
        row('row.fill', words(order.partiallyFillable ? 'value.fillParts' : 'value.fillWhole')),
        ...balanceRow('row.paidFrom', 'sellTokenBalance', order.sellTokenBalance, ['external', 'internal']),
        ...balanceRow('row.settlement', 'buyTokenBalance', order.buyTokenBalance, ['internal']),
      ],
      ...(told
        ? {
            notes: [{ level: 'care', text: { id: 'note.appData' } }],
            flags: [{ flag: 'hooks', what: 'appData' }],
          }
        : {}),
      also: ['appData', 'kind', 'receiver'],
    },
    context,
  );
};

/** An order's id: its hash, its owner and its end, 56 bytes. */
const readCancel = (data: TypedData, context: ReadingContext): Card => {
  const { orderUids } = messageOf<{ orderUids: string[] }>(data);
  if (orderUids.length === 0) throw new NotReadable({ id: 'why.noOrder' });
  for (const uid of orderUids) {
    const owner = matching('orderUids', uid, /^0x[\da-f]{64}([\da-f]{40})[\da-f]{8}$/)[1] ?? '';
    if (!sameAddress(`0x${owner}`, context.account))
      throw new NotReadable({ id: 'why.otherAccount', params: { account: `0x${owner}` } });
  }
  return {
    kind: 'cancel-or-reduce',
    venue,
    act: 'cancel',
    headline:
      orderUids.length === 1
        ? { id: 'headline.cancel', params: { venue: venue.name } }
        : { id: 'headline.cancelOrders', params: { count: String(orderUids.length), venue: venue.name } },
    rows: orderUids.map((uid) => row('row.order', exact(uid))),
    notes: [],
    stays: [],
  };
};

const readers: Readers = {
  'Order(address sellToken,address buyToken,address receiver,uint256 sellAmount,uint256 buyAmount,uint32 validTo,bytes32 appData,uint256 feeAmount,string kind,bool partiallyFillable,string sellTokenBalance,string buyTokenBalance)':
    readOrder,
  'OrderCancellations(bytes[] orderUids)': readCancel,
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: 'Gnosis Protocol',
      version: 'v2',
      type: FULL_DOMAIN,
      chainIds: COW_CHAINS,
      verifyingContracts: ['0x9008D19f58AAbD9eD0D60971565AA8510560ab41'],
      readers,
    },
  ],
};

export const coverage: Coverage[] = [
  {
    what: 'Order',
    reads: 'in part',
    gap: 'App data (hooks, partner fee) is signed as a hash alone; that there is some is said.',
    source: 'cowprotocol/contracts acb95d9 (2026-07-20)',
  },
  { what: 'OrderCancellations', reads: 'whole', source: 'cowprotocol/services 0004af97' },
  {
    what: 'ETH-flow orders, pre-signatures',
    reads: 'not',
    gap: 'They are transactions, and are read like any other call.',
    source: 'cowprotocol/contracts acb95d9 (2026-07-20)',
  },
];
