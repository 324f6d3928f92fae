/**
 * Synthetix perpetuals on mainnet: an order book off the chain. Its documents hold several revisions of some types; only
 * those read here are matched, the others are shown unread.
 * @see https://developers.synthetix.io
 * @module
 */
import type { Address } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  type Card,
  type Coverage,
  decimal,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  NO_CONTRACT,
  oneOf,
  type Readers,
  row,
  time,
  words,
} from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';
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

const TRIGGERS = ['triggerSl', 'triggerTp'];
const TYPES = ['limitGtc', 'limitGtd', 'limitIoc', 'limitAlo', 'market', ...TRIGGERS];
const isTrigger = ({ orderType }: OrderMessage): boolean => TRIGGERS.includes(orderType);

const isBounded = (order: OrderMessage): boolean =>
  isTrigger(order) ? !order.isTriggerMarket : order.orderType !== 'market';

/**
 * The venue takes these of orders that wait for a price alone. Of any other it refuses a trigger, and goes by the quantity
 * whatever `closePosition` says: such an order opens.
 * @see https://github.com/Fenway-snx/synthetix-mcp `internal/lib/api/json/order.go`, `validation/order.go` (64fe4ff, 2 May 2026)
 */
const checkTrigger = (order: OrderMessage): void => {
  if (isTrigger(order)) decimal('triggerPrice', order.triggerPrice);
  else {
    oneOf('triggerPrice', order.triggerPrice, ['']);
    oneOf('isTriggerMarket', String(order.isTriggerMarket), ['false']);
    oneOf('closePosition', String(order.closePosition), ['false']);
  }
};

const legOf = (order: OrderMessage): Leg => {
  const [market = '', base = '', quote = ''] = matching(
    'symbol',
    order.symbol,
    /^([A-Za-z0-9]{1,20})-([A-Za-z0-9]{1,10})$/,
  );
  const type = oneOf('orderType', order.orderType, TYPES);
  checkTrigger(order);
  const whole = order.closePosition;
  return {
    market,
    side: oneOf('side', order.side, ['buy', 'sell']) === 'buy' ? 'long' : 'short',
    effect: whole ? 'close' : order.reduceOnly ? 'reduce' : 'open',
    base,
    quote,
    ...(whole && order.quantity === '' ? {} : { size: decimal('quantity', order.quantity) }),
    ...(isBounded(order) ? { price: decimal('price', order.price) } : {}),
    ...(order.triggerPrice === '' ? {} : { trigger: order.triggerPrice }),
    type: words('value.type', { type }),
  };
};

/** What an order carries and its own type gives no meaning to: the price of a market order, reduce-only of one that closes. */
const unused = (orders: readonly OrderMessage[]): string[] => [
  ...(orders.some((order) => !isBounded(order) && order.price !== '') ? ['orders.price'] : []),
  ...(orders.some(({ closePosition }) => closePosition) ? ['orders.reduceOnly'] : []),
];

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
    also: ['nonce', 'orders.clientOrderId', ...unused(message.orders)],
  });
};

const readDelegate = (data: TypedData): Card => {
  const { subAccountId, walletAddress, permissions, expiresAt } = messageOf<AddDelegatedSigner>(data);
  // The venue takes either word for the same (`internal/lib/core/delegation_permission.go` of the repository above).
  const tradesOnly = permissions.length > 0 && permissions.every((one) => one === 'trading' || one === 'session');
  // Words without commas or spaces, so that the row says how many there are.
  const named = permissions.map((one) => matching('permissions', one, /^[\w:.-]{1,40}$/)[0]).join(', ');
  return grantCard({
    venue,
    key: walletAddress,
    scope: tradesOnly ? 'trade' : 'everything',
    can: tradesOnly ? canTrade() : [{ id: 'can.named', params: { names: named || '-' } }],
    cannot: [],
    until: expiresAt === 0n ? 'none' : expiresAt,
    holder: 'other',
    revoke: { id: 'revoke.unknown', params: { venue: venue.name } },
    rows: [
      row('row.permissions', named === '' ? words('value.noneNamed') : exact(named)),
      row('row.subaccount', exact(String(subAccountId))),
    ],
    notes: [{ level: 'info', text: { id: 'note.cannotUnknown', params: { venue: venue.name } } }],
    also: ['nonce'],
  });
};

/** What may be asked for is a text: only the one that opens a stream of one's own data is known. */
const readAuth = (data: TypedData): Card => {
  const { subAccountId, timestamp, action } = messageOf<{ subAccountId: bigint; timestamp: bigint; action: string }>(
    data,
  );
  const purpose = oneOf('action', action, ['websocket_auth']);
  return {
    kind: 'grant-authority',
    venue,
    headline: { id: 'headline.login', params: { venue: venue.name } },
    rows: [
      row('row.action', exact(purpose)),
      row('row.madeAt', time(timestamp)),
      row('row.subaccount', exact(String(subAccountId))),
    ],
    notes: [],
    grantee: venue.name,
    scope: 'login',
    can: [{ id: 'can.seeStream' }],
    cannot: [{ id: 'cannot.moveOrTrade' }],
  };
};

const readers: Readers = {
  'PlaceOrders(uint256 subAccountId,Order[] orders,string grouping,uint256 nonce,uint256 expiresAfter)Order(string symbol,string side,string orderType,string price,string triggerPrice,string quantity,bool reduceOnly,bool isTriggerMarket,string clientOrderId,bool closePosition)':
    readOrders,
  'AddDelegatedSigner(uint256 subAccountId,address walletAddress,string[] permissions,uint256 expiresAt,uint256 nonce)':
    readDelegate,
  'AuthMessage(uint256 subAccountId,uint256 timestamp,string action)': readAuth,
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

const source = 'developers.synthetix.io, read in August 2026';
export const coverage: Coverage[] = [
  { what: 'PlaceOrders', reads: 'whole', source },
  {
    what: 'AddDelegatedSigner',
    reads: 'in part',
    gap: 'The documents do not say what a key cannot do, and hold a newer form that is shown as raw fields.',
    source,
  },
  { what: 'AuthMessage', reads: 'in part', gap: 'Only the purpose websocket_auth is known.', source },
];
