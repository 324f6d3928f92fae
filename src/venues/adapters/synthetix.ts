/**
 * Synthetix perpetuals on mainnet: an order book off the chain. Its documents hold several revisions of some types; only
 * those read here are matched, the others are shown unread.
 * @see https://developers.synthetix.io
 * @module
 */
import type { Address } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { visible } from '../../signing/visible.ts';
import {
  type Adapter,
  address,
  type Card,
  decimal,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  NO_CONTRACT,
  oneOf,
  type Readers,
  row,
  seconds,
  time,
  words,
} from '../adapter.ts';
import { type Leg, orderCard } from '../order.ts';
import type { Venue } from '../reading.ts';

type OrderMessage = {
  symbol: string;
  side: string;
  orderType: string;
  price: string;
  triggerPrice: string;
  quantity: string;
  reduceOnly: boolean;
  isTriggerMarket: boolean;
  clientOrderId: string;
  closePosition: boolean;
};
type PlaceOrders = {
  subAccountId: bigint;
  orders: OrderMessage[];
  grouping: string;
  nonce: bigint;
  expiresAfter: bigint;
};
type AddDelegatedSigner = {
  subAccountId: bigint;
  walletAddress: Address;
  permissions: string[];
  expiresAt: bigint;
  nonce: bigint;
};

const venue: Venue = { id: 'synthetix', name: 'Synthetix' };

const legOf = (order: OrderMessage): Leg => {
  const [market = '', base = '', quote = ''] = matching(
    'symbol',
    order.symbol,
    /^([A-Za-z0-9]{1,20})-([A-Za-z0-9]{1,10})$/,
  );
  const type = matching('orderType', order.orderType, /^(?:limit|trigger)[A-Za-z]*$|^market$/)[0];
  const bounded = type.startsWith('limit') || (type.startsWith('trigger') && !order.isTriggerMarket);
  const whole = order.closePosition;
  return {
    market,
    side: oneOf('side', order.side, ['buy', 'sell']) === 'buy' ? 'long' : 'short',
    effect: whole ? 'close' : order.reduceOnly ? 'reduce' : 'open',
    base,
    quote,
    ...(whole && order.quantity === '' ? {} : { size: decimal('quantity', order.quantity) }),
    ...(bounded ? { price: decimal('price', order.price) } : {}),
    ...(order.triggerPrice === '' ? {} : { trigger: decimal('triggerPrice', order.triggerPrice) }),
    type: words('value.type', { type }),
  };
};

const readOrders = (data: TypedData): Card => {
  const message = messageOf<PlaceOrders>(data);
  const grouping = matching('grouping', message.grouping, /^\w{1,30}$/)[0];
  return orderCard({
    venue,
    legs: message.orders.map(legOf),
    end: message.expiresAfter === 0n ? 'none' : message.expiresAfter,
    leverage: 'at-venue',
    rows: [
      row('row.subaccount', exact(String(message.subAccountId))),
      ...(grouping === 'na' ? [] : [row('row.grouping', exact(grouping))]),
    ],
    notes: [{ level: 'info', text: { id: 'note.leverage', params: { venue: venue.name } } }],
    also: [
      'nonce',
      'orders.clientOrderId',
      'orders.price',
      'orders.isTriggerMarket',
      'orders.reduceOnly',
      'orders.quantity',
      'grouping',
    ],
  });
};

const readDelegate = (data: TypedData): Card => {
  const { subAccountId, walletAddress, permissions, expiresAt } = messageOf<AddDelegatedSigner>(data);
  const tradesOnly = permissions.length > 0 && permissions.every((permission) => permission === 'trading');
  const named = permissions.map(visible).join(', ');
  const until = seconds(expiresAt);
  return {
    kind: 'grant-authority',
    venue,
    headline: { id: 'headline.key', params: { venue: venue.name } },
    rows: [
      row('row.key', address(walletAddress)),
      row('row.permissions', named === '' ? words('value.noneNamed') : exact(named)),
      row('row.until', until === 0 ? words('value.noEnd') : time(expiresAt)),
      row('row.subaccount', exact(String(subAccountId))),
    ],
    notes: [
      { level: 'care', text: { id: 'note.outsideLimits' } },
      { level: 'info', text: { id: 'note.cannotUnknown', params: { venue: venue.name } } },
    ],
    grantee: walletAddress,
    scope: tradesOnly ? 'trade' : 'everything',
    can: tradesOnly
      ? [{ id: 'can.trade' }, { id: 'can.leverage' }, { id: 'can.cancel' }]
      : [{ id: 'can.named', params: { names: named || '-' } }],
    cannot: [],
    ...(until === 0 ? {} : { until }),
  };
};

const readers: Readers = {
  'PlaceOrders(uint256 subAccountId,Order[] orders,string grouping,uint256 nonce,uint256 expiresAfter)Order(string symbol,string side,string orderType,string price,string triggerPrice,string quantity,bool reduceOnly,bool isTriggerMarket,string clientOrderId,bool closePosition)':
    readOrders,
  'AddDelegatedSigner(uint256 subAccountId,address walletAddress,string[] permissions,uint256 expiresAt,uint256 nonce)':
    readDelegate,
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: 'Synthetix',
      version: '1',
      type: FULL_DOMAIN,
      chainIds: [1],
      verifyingContracts: [NO_CONTRACT],
      anyNetwork: true,
      readers,
    },
  ],
};
