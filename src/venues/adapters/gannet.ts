/** Gannet, the demo venue of `npm start`. @module */
import type { Address } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  amountOf,
  type CancelAll,
  type Card,
  type Coverage,
  decimal,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  oneOf,
  own,
  type Readers,
  row,
  words,
} from '../adapter.ts';
import { postJson, typesFor } from '../asked-with.ts';
import { orderCard } from '../order.ts';
import type { ReadingContext, Venue } from '../reading.ts';

type OrderMessage = {
  account: Address;
  market: string;
  side: string;
  size: string;
  limitPrice: string;
  maxFee: string;
  reduceOnly: boolean;
  timeInForce: string;
  expiry: bigint;
  nonce: bigint;
};
type CancelMessage = { account: Address; orderId: string; nonce: bigint };

const DOMAIN = {
  name: 'Gannet',
  version: '1',
  chainId: 31337,
  verifyingContract: '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35',
} as const;
const venue: Venue = { id: 'gannet', name: 'Gannet', network: 'Demo' };

const readOrder = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<OrderMessage>(data);
  own(order.account, context);
  const base = matching('market', order.market, /^([A-Z0-9]{1,12})-PERP$/)[1] ?? '';
  const timeInForce = oneOf('timeInForce', order.timeInForce, ['GTC', 'IOC', 'ALO']);
  const maxFee = decimal('maxFee', order.maxFee);
  return orderCard({
    venue,
    legs: [
      {
        market: order.market,
        side: oneOf('side', order.side, ['long', 'short']),
        effect: order.reduceOnly ? 'reduce' : 'open',
        base,
        quote: 'gUSD',
        size: decimal('size', order.size),
        price: decimal('limitPrice', order.limitPrice),
        type: words(`tif.${timeInForce}`),
        fee: { value: amountOf(maxFee, 'gUSD'), mark: 'signed', amount: maxFee },
      },
    ],
    end: order.expiry,
    leverage: 'at-venue',
    also: ['nonce'],
  });
};

const readCancel = (data: TypedData, context: ReadingContext): Card => {
  const { account, orderId } = messageOf<CancelMessage>(data);
  own(account, context);
  matching('orderId', orderId, /^0x[\da-f]{64}$/);
  return {
    kind: 'cancel-or-reduce',
    venue,
    act: 'cancel',
    headline: { id: 'headline.cancel', params: { venue: venue.name } },
    rows: [row('row.order', exact(orderId))],
    notes: [],
    also: ['nonce'],
    stays: [row('row.position', words('value.shownAtVenue', { venue: venue.name }), 'unsigned')],
  };
};

const readCancelAll = (data: TypedData, context: ReadingContext): Card => {
  own(messageOf<{ account: Address }>(data).account, context);
  return {
    kind: 'cancel-or-reduce',
    venue,
    act: 'cancel',
    headline: { id: 'headline.cancelAll', params: { venue: venue.name } },
    rows: [],
    notes: [],
    also: ['nonce'],
    stays: [row('row.position', words('value.shownAtVenue', { venue: venue.name }), 'unsigned')],
  };
};

const CANCEL_ALL = 'CancelAll(address account,uint64 nonce)';
const readers: Readers = {
  'Order(address account,string market,string side,string size,string limitPrice,string maxFee,bool reduceOnly,string timeInForce,uint64 expiry,uint64 nonce)':
    readOrder,
  'Cancel(address account,string orderId,uint64 nonce)': readCancel,
  [CANCEL_ALL]: readCancelAll,
};

/** The demo venue is wherever its page is. */
const cancelAll: CancelAll = {
  make: ({ account, now }) => {
    const message = { account, nonce: String(now) };
    return {
      by: 'account',
      typedData: { domain: DOMAIN, types: typesFor(CANCEL_ALL), primaryType: 'CancelAll', message },
      request: (signature) => postJson('', '/api/cancel-all', { cancelAll: message, signature }),
    };
  },
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: DOMAIN.name,
      version: DOMAIN.version,
      type: FULL_DOMAIN,
      chainIds: [DOMAIN.chainId],
      verifyingContracts: [DOMAIN.verifyingContract],
      readers,
    },
  ],
  cancelAll,
};

export const coverage: Coverage[] = [
  { what: 'Order', reads: 'whole', source: 'the demo venue of this project' },
  { what: 'Cancel, CancelAll', reads: 'whole', source: 'the demo venue of this project' },
];
