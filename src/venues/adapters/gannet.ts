/** Gannet, the demo venue of `npm start`. @module */
import type { Address } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  amountOf,
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

const readers: Readers = {
  'Order(address account,string market,string side,string size,string limitPrice,string maxFee,bool reduceOnly,string timeInForce,uint64 expiry,uint64 nonce)':
    readOrder,
  'Cancel(address account,string orderId,uint64 nonce)': readCancel,
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: 'Gannet',
      version: '1',
      type: FULL_DOMAIN,
      chainIds: [31337],
      verifyingContracts: ['0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35'],
      readers,
    },
  ],
};

export const coverage: Coverage[] = [
  { what: 'Order', reads: 'whole', source: 'the demo venue of this project' },
  { what: 'Cancel', reads: 'whole', source: 'the demo venue of this project' },
];
