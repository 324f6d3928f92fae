/** Orders of Derive: one order, or a quote with its legs. Execution of a quote is a hash and not here. @module */
import type { Address } from '../../signing/address.ts';
import { compare, fixed, times } from '../../signing/format.ts';
import { amountOf, type Card, exact, NotReadable, row, words } from '../adapter.ts';
import { type Leg, type Option, optionName, orderCard, type Shown } from '../order.ts';
import type { Flag, Note } from '../reading.ts';
import { type Action, DECIMALS, decode, type Frame } from './action.ts';
import { ASSETS_DATE, assetAt } from './assets.ts';

const QUOTE = 'USDC';
const wrong = (field: string, value: bigint): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field: `data ${field}`, value: String(value) } });

/**
 * Bit 95: call. Bits 32-94: strike, 1e8. Bits 0-31: end, seconds. Nothing above.
 * @see https://github.com/derivexyz/v2-core `src/libraries`, and the option of derive-py's `expected.py`
 */
const optionOf = (subId: bigint): Option => {
  const strike = (subId >> 32n) & ((1n << 63n) - 1n);
  const expiry = subId & 0xffff_ffffn;
  if (subId >> 96n !== 0n || strike === 0n || expiry === 0n) throw wrong('subId', subId);
  return { call: ((subId >> 95n) & 1n) === 1n, strike: fixed(strike, 8), expiry };
};

type Market = Pick<Leg, 'market' | 'base' | 'effect'> & {
  option?: Option;
  flags: Flag[];
  notes: Note[];
  from: NonNullable<Leg['marketFrom']>;
};

const marketOf = (asset: Address, subId: bigint, chainId: number): Market => {
  const known = assetAt(asset, chainId);
  if (!known) {
    const id = `${asset} ${subId}`;
    return {
      market: id,
      base: 'units',
      effect: 'open',
      flags: [{ flag: 'unknown-market', what: 'data asset' }],
      notes: [{ level: 'care', text: { id: 'note.marketUnknown', params: { id, venue: 'Derive' } } }],
      from: { mark: 'signed' },
    };
  }
  const { kind, base } = known;
  const from = {
    mark: 'computed',
    context: [[words('value.listOf', { date: ASSETS_DATE }), 'computed']],
  } satisfies Leg['marketFrom'];
  const rest = { base, flags: [], notes: [], from };
  if (kind === 'option') {
    const option = optionOf(subId);
    return { ...rest, market: optionName(base, option), effect: 'trade', option };
  }
  if (subId !== 0n) throw wrong('subId', subId);
  return kind === 'perp'
    ? { ...rest, market: `${base}-PERP`, effect: 'open' }
    : { ...rest, market: `${base}-${QUOTE}`, effect: 'trade' };
};

/** Travels beside the signature. */
const BESIDE = { type: words('value.notSigned'), typeFrom: 'unsigned', reduceOnly: 'unsigned' } as const;

const legOf = (
  market: Market,
  long: boolean,
  amount: bigint,
  price: bigint,
  more: Pick<Leg, 'type'> & Partial<Leg>,
): Leg => {
  const { option } = market;
  return {
    market: market.market,
    marketFrom: market.from,
    side: long ? 'long' : 'short',
    effect: market.effect,
    base: option ? 'contracts' : market.base,
    quote: QUOTE,
    size: fixed(amount, DECIMALS),
    price: fixed(price, DECIMALS),
    ...(option ? { option, priceLabel: 'row.premium' } : {}),
    ...more,
  };
};

/** At most one hundredth of the price is an ordinary fee. */
const feeNote = (worstFee: string, price: string): Note[] =>
  compare(times(worstFee, '100'), price) > 0
    ? [{ level: 'care', text: { id: 'note.feeLarge', params: { fee: worstFee, price, quote: QUOTE } } }]
    : [];

type Trade = [
  asset: Address,
  subId: bigint,
  limitPrice: bigint,
  amount: bigint,
  worstFee: bigint,
  recipientId: bigint,
  isBid: boolean,
];

export const tradeCard = (frame: Frame): Card => {
  const { action, chainId, venue, rows, notes } = frame;
  const types = 'address,uint256,int256,int256,uint256,uint256,bool';
  const [asset, subId, limitPrice, amount, worstFee, recipientId, isBid] = decode(types, action) as unknown as Trade;
  if (limitPrice < 0n) throw wrong('limitPrice', limitPrice);
  if (amount <= 0n) throw wrong('amount', amount);
  const market = marketOf(asset, subId, chainId);
  const each = fixed(worstFee, DECIMALS);
  const most = times(each, fixed(amount, DECIMALS));
  const fee: Shown & { amount: string } = {
    value: amountOf(most, QUOTE),
    mark: 'computed',
    context: [[words('value.feeEach', { fee: each, quote: QUOTE }), 'signed']],
    amount: most,
  };
  const elsewhere = recipientId !== action.subaccountId;
  return orderCard({
    venue,
    legs: [legOf(market, isBid, amount, limitPrice, { ...BESIDE, fee })],
    end: action.expiry,
    leverage: market.effect === 'open' ? 'at-venue' : 'none',
    rows: [...rows, ...(elsewhere ? [row('row.toSubaccount', exact(String(recipientId)))] : [])],
    notes: [
      ...notes,
      ...market.notes,
      ...(elsewhere
        ? [{ level: 'danger', text: { id: 'note.otherSubaccount', params: { id: String(recipientId) } } } as const]
        : []),
      ...feeNote(each, fixed(limitPrice, DECIMALS)),
    ],
    flags: market.flags,
    notCovered: [{ id: 'uncovered.reduceOnly' }, { id: 'uncovered.timeInForce' }],
    also: ['nonce'],
  });
};

type Quote = [[maxFee: bigint, legs: [asset: Address, subId: bigint, price: bigint, amount: bigint][]]];

/** The maker gets what is positive and gives what is negative; all legs or none. The fee is for all of them together. */
export const quoteCard = (frame: Frame): Card => {
  const { action, chainId, venue, rows, notes } = frame;
  const [[maxFee, legs]] = decode('(uint256,(address,uint256,uint256,int256)[])', action) as unknown as Quote;
  const markets: Market[] = [];
  const fee = fixed(maxFee, DECIMALS);
  const feeValue = amountOf(fee, QUOTE);
  const one = legs.length === 1;
  const all = legs.map(([asset, subId, price, amount]): Leg => {
    if (amount === 0n) throw wrong('amount', amount);
    const market = marketOf(asset, subId, chainId);
    markets.push(market);
    const long = amount > 0n;
    return legOf(market, long, long ? amount : -amount, price, {
      type: words('value.allOrNone'),
      ...(one ? { fee: { value: feeValue, mark: 'signed', amount: fee } } : {}),
    });
  });
  const card = orderCard({
    venue,
    legs: all,
    end: action.expiry,
    leverage: markets.some(({ effect }) => effect === 'open') ? 'at-venue' : 'none',
    rows: [...(one ? [] : [row('row.feesTogether', feeValue)]), ...rows],
    notes: [...notes, { level: 'info', text: { id: 'note.quote' } }, ...markets.flatMap((market) => market.notes)],
    flags: markets.flatMap(({ flags }) => flags),
    also: ['nonce'],
  });
  if (card.kind !== 'order' || one) return card;
  return { ...card, orders: card.orders.map((facts, i) => (i === 0 ? { ...facts, fee } : facts)) };
};

/** A taker signs `keccak256(legs)`: what is bought or sold is not in it. */
export const isExecution = ({ data }: Action): boolean => data.length === 2 + 2 * 64;
