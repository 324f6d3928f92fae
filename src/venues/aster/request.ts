/**
 * The text that Aster has signed: a query string. Where it is posted is not part of it, so it is read as an order only where
 * every key is one of an order's, and nothing else at the venue takes these.
 * @see https://github.com/asterdex/api-docs/blob/265e024/V3(Recommended)/EN/aster-finance-futures-api-v3.md "New Order"
 * @module
 */
import type { Text } from '../../lib/text.ts';
import { times } from '../../signing/format.ts';
import {
  address,
  addressIn,
  type Card,
  decimal,
  exact,
  given,
  matching,
  NotReadable,
  oneOf,
  own,
  row,
  unreadable,
  words,
} from '../adapter.ts';
import { type Leg, orderCard } from '../order.ts';
import type { Effect, ReadingContext, Row, Venue } from '../reading.ts';
import { mustSign, notAhead } from '../signer.ts';

export const ASTER: Venue = { id: 'aster', name: 'Aster' };

const MOST_SHOWN = 40;

/** Null: a key stands twice or without a value, or there are marks in it that a server may read in two ways. */
export const parseQuery = (text: string): Map<string, string> | null => {
  const found = new Map<string, string>();
  for (const part of text.split('&')) {
    const [, key, value] = /^([A-Za-z]\w*)=([\w.,:@/-]*)$/.exec(part) ?? [];
    if (key === undefined || value === undefined || found.has(key)) return null;
    found.set(key, value);
  }
  return found;
};

const NEEDED = ['symbol', 'side', 'type', 'nonce'];
const KNOWN = new Set([
  ...NEEDED,
  'quantity',
  'price',
  'stopPrice',
  'timeInForce',
  'reduceOnly',
  'closePosition',
  'positionSide',
  'workingType',
  'priceProtect',
  'newClientOrderId',
  'newOrderRespType',
  'builder',
  'feeRate',
  'user',
  'signer',
  'asterChain',
]);
const WITH_PRICE = ['LIMIT', 'STOP', 'TAKE_PROFIT'];
const WITH_TRIGGER = ['STOP', 'TAKE_PROFIT', 'STOP_MARKET', 'TAKE_PROFIT_MARKET'];
const TYPES = [...WITH_PRICE, 'MARKET', 'STOP_MARKET', 'TAKE_PROFIT_MARKET'];

const isOrder = (query: Map<string, string>): boolean =>
  NEEDED.every((key) => query.has(key)) && [...query.keys()].every((key) => KNOWN.has(key));

/** "Cancel Order" and "Cancel All Open Orders": what else takes these keys alone reads, or takes a market maker's guard away. */
const CANCELS = new Set(['symbol', 'orderId', 'origClientOrderId', 'nonce', 'user', 'signer', 'asterChain']);
const isCancel = (query: Map<string, string>): boolean =>
  query.has('symbol') &&
  query.has('nonce') &&
  !(query.has('orderId') && query.has('origClientOrderId')) &&
  [...query.keys()].every((key) => CANCELS.has(key));

const flag = (query: Map<string, string>, key: string): boolean =>
  oneOf(key, query.get(key) ?? 'false', ['true', 'false']) === 'true';

/** A field that the order type takes, and that must not stand there where it does not. @throws {NotReadable} */
const amountIf = (query: Map<string, string>, key: string, taken: boolean): string | undefined => {
  const value = query.get(key);
  if (taken !== (value !== undefined))
    throw new NotReadable({ id: 'why.asterField', params: { field: key, type: query.get('type') ?? '' } });
  return value === undefined ? undefined : decimal(key, value);
};

/**
 * In hedge mode the side of the position decides too, which is not signed as reduce-only: so it opens. An endpoint that has
 * no `reduceOnly` (spot) refuses it: -1104, "not all sent parameters were read".
 */
const effectOf = (query: Map<string, string>, closes: boolean): Effect => {
  if (closes) return 'close';
  return flag(query, 'reduceOnly') ? 'reduce' : 'open';
};

const legOf = (query: Map<string, string>): Leg & { builderFee?: string } => {
  const symbol = query.get('symbol') ?? '';
  const [, base = '', quote = ''] = matching('symbol', symbol, /^([A-Z\d]{1,20}?)(USDT|USDC|USD1)$/);
  const type = oneOf('type', query.get('type') ?? '', TYPES);
  const side = oneOf('side', query.get('side') ?? '', ['BUY', 'SELL']) === 'BUY' ? 'long' : 'short';
  const closes = flag(query, 'closePosition');
  const size = amountIf(query, 'quantity', !closes);
  const price = amountIf(query, 'price', WITH_PRICE.includes(type));
  const trigger = amountIf(query, 'stopPrice', WITH_TRIGGER.includes(type));
  const lives = query.get('timeInForce');
  if (lives !== undefined) oneOf('timeInForce', lives, ['GTC', 'IOC', 'FOK', 'GTX', 'HIDDEN']);
  const rate = query.get('feeRate');
  // Where an app is named without its share, what it gets is not known.
  const builderFee =
    rate === undefined ? (query.has('builder') ? undefined : '0') : times(decimal('feeRate', rate), '100');
  return {
    market: symbol,
    side,
    effect: effectOf(query, closes),
    base,
    quote,
    type: exact(lives === undefined ? type : `${type}, ${lives}`),
    ...(size === undefined ? {} : { size }),
    ...(price === undefined ? {} : { price }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(builderFee === undefined ? {} : { builderFee }),
    ...(rate === undefined ? {} : { fee: { value: exact(`${builderFee}%`), mark: 'signed' } }),
  };
};

/**
 * Who signs is the key of an agent, or the account itself. A key of the wallet's own has to be named, and for no other
 * account than the one that it was made for.
 */
const checkSigner = (query: Map<string, string>, context: ReadingContext): void => {
  const user = query.get('user');
  const signer = query.get('signer');
  const signs = signer ?? user;
  if (context.agent !== undefined) {
    if (user !== undefined) own(addressIn('user', user), context);
    mustSign(addressIn('signer', signer ?? ''), context);
    // microseconds
    notAhead(BigInt(matching('nonce', query.get('nonce') ?? '', /^\d{1,20}$/)[0]) / 1000n, context);
  } else if (signs !== undefined) mustSign(addressIn('signer', signs), context);
};

const rowsOf = (query: Map<string, string>, context: ReadingContext): Row[] => {
  checkSigner(query, context);
  const { user, signer, builder, positionSide, workingType, priceProtect } = Object.fromEntries(query);
  if (positionSide !== undefined) oneOf('positionSide', positionSide, ['BOTH', 'LONG', 'SHORT']);
  if (workingType !== undefined) oneOf('workingType', workingType, ['MARK_PRICE', 'CONTRACT_PRICE']);
  return [
    ...(positionSide === undefined ? [] : [row('row.positionSide', exact(positionSide))]),
    ...(workingType === undefined ? [] : [row('row.triggerPriceOf', exact(workingType))]),
    ...(priceProtect === undefined ? [] : [row('row.priceProtect', given(priceProtect))]),
    ...(builder === undefined ? [] : [row('row.builder', address(addressIn('builder', builder)))]),
    ...(user === undefined ? [] : [row('row.account', address(addressIn('user', user)))]),
    ...(signer === undefined ? [] : [row('row.key', address(addressIn('signer', signer)))]),
    ...(query.get('asterChain') === undefined ? [] : [row('row.network', given(query.get('asterChain') ?? ''))]),
  ];
};

export const ENDPOINT: Text = { id: 'uncovered.endpoint', params: { venue: ASTER.name } };

const hedged = (query: Map<string, string>): boolean => ['LONG', 'SHORT'].includes(query.get('positionSide') ?? '');

const order = (query: Map<string, string>, venue: Venue, context: ReadingContext): Card => {
  const { builderFee, ...leg } = legOf(query);
  const card = orderCard({
    venue,
    legs: [leg],
    end: 'unsigned',
    leverage: 'at-venue',
    rows: rowsOf(query, context),
    notes: hedged(query) ? [{ level: 'care', text: { id: 'note.hedgeMode' } }] : [],
    notCovered: [ENDPOINT],
    also: ['msg'],
  });
  return builderFee === undefined ? card : { ...card, builderFee };
};

const cancel = (query: Map<string, string>, venue: Venue, context: ReadingContext): Card => {
  const market = matching('symbol', query.get('symbol') ?? '', /^[A-Z\d]{1,30}$/)[0];
  matching('nonce', query.get('nonce') ?? '', /^\d{1,20}$/);
  const id = query.get('orderId');
  const own = query.get('origClientOrderId');
  if (id !== undefined) matching('orderId', id, /^\d{1,20}$/);
  const one = id ?? own;
  return {
    kind: 'cancel-or-reduce',
    venue,
    act: 'cancel',
    headline:
      one === undefined
        ? { id: 'headline.cancelAllIn', params: { market, venue: venue.name } }
        : { id: 'headline.cancel', params: { venue: venue.name } },
    rows: [
      row('row.market', exact(market)),
      ...(id === undefined ? [] : [row('row.order', exact(id))]),
      ...(own === undefined ? [] : [row('row.clientOrder', given(own))]),
      ...rowsOf(query, context),
    ],
    notes: [],
    notCovered: [ENDPOINT],
    stays: [row('row.position', words('value.shownAtVenue', { venue: venue.name }), 'unsigned')],
    also: ['msg'],
  };
};

export const requestCard = (
  text: string,
  query: Map<string, string> | null,
  venue: Venue,
  context: ReadingContext,
): Card => {
  if (query && isOrder(query)) return order(query, venue, context);
  if (query && isCancel(query)) return cancel(query, venue, context);
  const parts = text.split('&').slice(0, MOST_SHOWN);
  return {
    ...unreadable({ id: query ? 'why.asterRequest' : 'why.asterForm' }),
    rows: [row('row.venue', exact(ASTER.name)), ...parts.map((part) => row('row.parameter', given(part)))],
    notCovered: [ENDPOINT],
  };
};
