/** Gannet, the demo venue of `npm start`. @module */

import type { Address } from '../../signing/address.ts';
import { dollars, group, times } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  amountOf,
  type Card,
  decimal,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  oneOf,
  own,
  type Readers,
  row,
  seconds,
  time,
  words,
} from '../adapter.ts';
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
/** A reduce-only long closes a short, and the other way round. */
const HEADLINE = {
  long: ['headline.openLong', 'headline.reduceShort'],
  short: ['headline.openShort', 'headline.reduceLong'],
} as const;

const readOrder = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<OrderMessage>(data);
  own(order.account, context);
  const base = matching('market', order.market, /^([A-Z0-9]{1,12})-PERP$/)[1] ?? '';
  const side = oneOf('side', order.side, ['long', 'short']);
  const size = decimal('size', order.size);
  const price = decimal('limitPrice', order.limitPrice);
  const timeInForce = oneOf('timeInForce', order.timeInForce, ['GTC', 'IOC', 'ALO']);
  const notional = times(size, price);
  const validUntil = seconds(order.expiry);
  const headline = HEADLINE[side][order.reduceOnly ? 1 : 0];
  return {
    kind: 'order',
    venue,
    side,
    headline: { id: headline, params: { size: `${group(size)} ${base}`, price: group(price) } },
    rows: [
      row('row.market', exact(order.market)),
      row('row.size', amountOf(size, base), 'signed', [exact(dollars(notional)), 'computed']),
      row('row.limitPrice', exact(group(price))),
      row('row.leverage', words('value.setAtVenue', { venue: venue.name }), 'unsigned'),
      row('row.fees', exact(dollars(decimal('maxFee', order.maxFee)))),
      row('row.livesUntil', time(order.expiry), 'signed', [words(`tif.${timeInForce}`), 'signed']),
      ...(order.reduceOnly ? [row('row.reduceOnly', words('value.reduceOnly'))] : []),
    ],
    notes: [{ level: 'info', text: { id: 'note.leverage', params: { venue: venue.name } } }],
    validUntil,
    orders: [{ market: order.market, side, size, price, notional, reduceOnly: order.reduceOnly }],
  };
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
