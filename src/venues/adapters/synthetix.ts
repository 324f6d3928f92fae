/**
 * Synthetix perpetuals on mainnet: an order book off the chain. Its documents hold several revisions of some types; only
 * those read here are matched, the others are shown unread.
 * @see https://developers.synthetix.io
 * @module
 */
import type { Text } from '../../lib/text.ts';
import type { Address } from '../../signing/address.ts';
import { group, times } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { visible } from '../../signing/visible.ts';
import {
  type Adapter,
  address,
  amountOf,
  type Card,
  decimal,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  oneOf,
  type Readers,
  row,
  seconds,
  time,
  words,
} from '../adapter.ts';
import type { OrderFacts, Row, Side, Value, Venue } from '../reading.ts';

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

/** An order, checked. `size` is absent for the whole position, `price` where nothing bounds it. */
type Parsed = {
  facts: OrderFacts;
  base: string;
  quote: string;
  type: string;
  trigger?: string;
  whole: boolean;
  sentence: Text;
};

const SENTENCE = {
  long: { open: ['headline.buy', 'headline.buyAny'], reduce: ['headline.reduceShort', 'headline.reduceShortAny'] },
  short: { open: ['headline.sell', 'headline.sellAny'], reduce: ['headline.reduceLong', 'headline.reduceLongAny'] },
} as const;

const parse = (order: OrderMessage): Parsed => {
  const symbol = matching('symbol', order.symbol, /^([A-Za-z0-9]{1,20})-([A-Za-z0-9]{1,10})$/);
  const [market = '', base = '', quote = ''] = symbol;
  const side: Side = oneOf('side', order.side, ['buy', 'sell']) === 'buy' ? 'long' : 'short';
  const type = matching('orderType', order.orderType, /^(?:limit|trigger)[A-Za-z]*$|^market$/)[0];
  const bounded = type.startsWith('limit') || (type.startsWith('trigger') && !order.isTriggerMarket);
  const price = bounded ? decimal('price', order.price) : undefined;
  const trigger = order.triggerPrice === '' ? undefined : decimal('triggerPrice', order.triggerPrice);
  const whole = order.closePosition;
  const size = whole && order.quantity === '' ? undefined : decimal('quantity', order.quantity);
  const forms = SENTENCE[side][order.reduceOnly ? 'reduce' : 'open'];
  const shown = { size: `${group(size ?? '')} ${base}`, ...(price === undefined ? {} : { price: group(price) }) };
  return {
    facts: {
      market,
      side,
      reduceOnly: order.reduceOnly || whole,
      ...(size === undefined ? {} : { size }),
      ...(price === undefined ? {} : { price }),
      ...(size === undefined || price === undefined ? {} : { notional: times(size, price) }),
    },
    base,
    quote,
    type,
    ...(trigger === undefined ? {} : { trigger }),
    whole,
    sentence: whole
      ? { id: 'headline.close', params: { market } }
      : { id: forms[price === undefined ? 1 : 0], params: shown },
  };
};

const flags = ({ facts, type }: Parsed): Value =>
  words(facts.reduceOnly ? 'value.typeReduceOnly' : 'value.type', { type });
const triggered = ({ trigger }: Parsed): Value[] =>
  trigger === undefined ? [] : [words('value.trigger', { price: group(trigger) })];

const rowsOfOne = (order: Parsed): Row[] => {
  const { facts, base, quote } = order;
  const notional: [Value, 'computed'][] =
    facts.notional === undefined ? [] : [[amountOf(facts.notional, quote), 'computed']];
  return [
    row('row.market', exact(facts.market)),
    row(
      'row.size',
      facts.size === undefined ? words('value.wholePosition') : amountOf(facts.size, base),
      'signed',
      ...notional,
    ),
    row('row.limitPrice', facts.price === undefined ? words('value.anyPrice') : exact(group(facts.price))),
    row(
      'row.orderType',
      flags(order),
      'signed',
      ...triggered(order).map((value): [Value, 'signed'] => [value, 'signed']),
    ),
  ];
};

const rowOfMany = (order: Parsed): Row =>
  row(
    'row.order',
    { type: 'text', text: order.sentence },
    'signed',
    [flags(order), 'signed'],
    ...triggered(order).map((value): [Value, 'signed'] => [value, 'signed']),
  );

const readOrders = (data: TypedData): Card => {
  const message = messageOf<PlaceOrders>(data);
  const orders = message.orders.map(parse);
  const [first] = orders;
  if (!first) throw new NotReadable({ id: 'why.noOrder' });
  const end = seconds(message.expiresAfter);
  return {
    kind: 'order',
    venue,
    side: first.facts.side,
    headline:
      orders.length === 1
        ? first.sentence
        : { id: 'headline.orders', params: { count: String(orders.length), venue: venue.name } },
    rows: [
      ...(orders.length === 1 ? rowsOfOne(first) : orders.map(rowOfMany)),
      row('row.leverage', words('value.setAtVenue', { venue: venue.name }), 'unsigned'),
      row('row.acceptedUntil', end === 0 ? words('value.noEnd') : time(message.expiresAfter)),
      row('row.subaccount', exact(String(message.subAccountId))),
      ...(message.grouping === 'na'
        ? []
        : [row('row.grouping', exact(matching('grouping', message.grouping, /^\w{1,30}$/)[0]))]),
    ],
    notes: [{ level: 'info', text: { id: 'note.leverage', params: { venue: venue.name } } }],
    ...(end === 0 ? {} : { validUntil: end }),
    orders: orders.map((order) => order.facts),
  };
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
