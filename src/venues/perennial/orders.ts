/** Orders of Perennial: intents, market orders, fills of somebody's intent, and trigger orders. All amounts count 1e6. @module */
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed, ratio } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  address,
  amountOf,
  type Card,
  exact,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  own,
  row,
  time,
  words,
} from '../adapter.ts';
import { type Leg, orderCard } from '../order.ts';
import type { Flag, Note, ReadingContext, Row, Venue } from '../reading.ts';
import { MARKETS_DATE, marketAt, NETWORKS } from './markets.ts';

export type Common = {
  account: Address;
  signer: Address;
  /** the contract that takes the message: for orders, the market */
  domain: Address;
  nonce: bigint;
  group: bigint;
  expiry: bigint;
};
type Intent = {
  amount: bigint;
  price: bigint;
  fee: bigint;
  originator: Address;
  solver: Address;
  collateralization: bigint;
  common: Common;
};

const DECIMALS = 6;
const ONE = 1_000_000n;
const QUOTE = 'USD';
const NAME = 'Perennial';

export const venueOf = ({ domain }: TypedData): Venue => {
  const network = NETWORKS[Number(domain.chainId)]?.name;
  return { id: 'perennial', name: NAME, ...(network === undefined ? {} : { network }) };
};

const wrong = (field: string, value: string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value } });

/** @throws {NotReadable} unless the account that signs is the one that it is about. */
export const ownCommon = ({ account, signer }: Common, context: ReadingContext): void => {
  own(account, context);
  own(signer, context);
};

/** Counters, by which several messages can be called off at once. */
export const alsoOf = (path: string): string[] => [`${path}.nonce`, `${path}.group`];

/** The contract that takes the message is in it: another one than the venue's own is shown, as nothing would take it. */
export const domainParts = ({ domain }: Common, expected: Address | undefined): { rows: Row[]; notes: Note[] } =>
  expected !== undefined && sameAddress(domain, expected)
    ? { rows: [], notes: [] }
    : {
        rows: [row('row.contract', address(domain))],
        notes: [{ level: 'care', text: { id: 'note.otherDomain', params: { venue: NAME } } }],
      };

type Market = Pick<Leg, 'market' | 'base' | 'marketFrom'> & { flags: Flag[]; notes: Note[] };

const marketOf = (contract: Address, data: TypedData, what: string): Market => {
  const known = marketAt(contract, Number(data.domain.chainId));
  if (known) {
    const from = {
      mark: 'computed',
      context: [[words('value.listOf', { date: MARKETS_DATE }), 'computed']],
    } satisfies Leg['marketFrom'];
    return { ...known, marketFrom: from, flags: [], notes: [] };
  }
  const id: string = contract;
  return {
    market: id,
    base: 'units',
    flags: [{ flag: 'unknown-market', what }],
    notes: [{ level: 'care', text: { id: 'note.marketUnknown', params: { id, venue: NAME } } }],
  };
};

const who = (label: Row['label'], of: Address): Row =>
  row(label, of === NO_CONTRACT ? words('value.none') : address(of));
const others = (all: readonly Address[], context: ReadingContext): Address[] =>
  all.filter((one) => one !== NO_CONTRACT && !sameAddress(one, context.account));

const sized = (field: string, amount: bigint): { long: boolean; size: string } => {
  if (amount === 0n) throw wrong(field, '0');
  return { long: amount > 0n, size: fixed(amount < 0n ? -amount : amount, DECIMALS) };
};

/** The share of the position that has to be there as margin bounds the leverage; 0 bounds nothing. */
const leverageOf = (collateralization: bigint): Partial<Leg> =>
  collateralization === 0n
    ? {}
    : {
        leverage: {
          value: words('value.atMostTimes', { times: ratio('1', fixed(collateralization, DECIMALS)).text }),
          mark: 'computed',
          context: [[words('value.marginShare', { rate: fixed(collateralization, 4) }), 'signed']],
        },
      };

type Shape = { intent: Intent; legs: Leg[]; market: Market; rows: Row[] };

/** @param taken the intent is somebody else's, and the other side of it is signed */
const shapeOf = (intent: Intent, data: TypedData, taken: boolean): Shape => {
  const { amount, price, fee, originator, solver, collateralization, common } = intent;
  if (price < 0n) throw wrong('price', String(price));
  if (fee > ONE) throw wrong('fee', String(fee));
  const market = marketOf(common.domain, data, 'common.domain');
  const { long, size } = sized('amount', amount);
  const leg: Leg = {
    market: market.market,
    base: market.base,
    ...(market.marketFrom ? { marketFrom: market.marketFrom } : {}),
    side: long === taken ? 'short' : 'long',
    effect: 'open',
    quote: QUOTE,
    size,
    price: fixed(price, DECIMALS),
    type: words('value.exactPrice'),
    ...(taken ? {} : leverageOf(collateralization)),
  };
  const rows = [
    row('row.solverShare', words('value.shareOfAppFee', { rate: fixed(fee, 4) })),
    who('row.originator', originator),
    who('row.solver', solver),
  ];
  return { intent, legs: [leg], market, rows };
};

/** Who brings an intent or a taker gets a part of the fee; where nobody does, nobody gets it. */
const unpaid = (...apps: Address[]): { builderFee?: string } =>
  apps.every((one) => one === NO_CONTRACT) ? { builderFee: '0' } : {};

export const readIntent = (data: TypedData, context: ReadingContext): Card => {
  const { intent, legs, market, rows } = shapeOf(messageOf<Intent>(data), data, false);
  const { common, collateralization, originator, solver } = intent;
  ownCommon(common, context);
  const bounded = collateralization > 0n;
  const card = orderCard({
    venue: venueOf(data),
    legs,
    end: common.expiry,
    leverage: bounded ? 'in-legs' : 'at-venue',
    rows: [...rows, row('row.account', address(common.account))],
    notes: [...market.notes, ...(bounded ? [] : [{ level: 'care', text: { id: 'note.noMargin' } } as const])],
    flags: market.flags,
    receivers: others([originator, solver], context),
    also: alsoOf('common'),
  });
  return { ...card, ...unpaid(originator, solver) };
};

/** The one who fills takes the other side at the price of the intent. Its fees and its margin are the trader's. */
export const readFill = (data: TypedData, context: ReadingContext): Card => {
  const { intent, common } = messageOf<{ intent: Intent; common: Common }>(data);
  ownCommon(common, context);
  if (!sameAddress(intent.common.domain, common.domain)) throw wrong('common.domain', common.domain);
  const { legs, market, rows } = shapeOf(intent, data, true);
  return orderCard({
    venue: venueOf(data),
    legs,
    end: common.expiry,
    leverage: 'at-venue',
    rows: [
      row('row.counterparty', address(intent.common.account), 'signed', [address(intent.common.signer), 'signed']),
      row('row.counterpartyUntil', time(intent.common.expiry)),
      row('row.counterpartyMargin', words('value.marginShare', { rate: fixed(intent.collateralization, 4) })),
      ...rows,
      row('row.account', address(common.account)),
    ],
    notes: market.notes,
    flags: market.flags,
    also: [...alsoOf('common'), ...alsoOf('intent.common')],
  });
};

export const readTake = (data: TypedData, context: ReadingContext): Card => {
  const { amount, referrer, common } = messageOf<{ amount: bigint; referrer: Address; common: Common }>(data);
  ownCommon(common, context);
  const market = marketOf(common.domain, data, 'common.domain');
  const { long, size } = sized('amount', amount);
  const card = orderCard({
    venue: venueOf(data),
    legs: [
      {
        market: market.market,
        base: market.base,
        ...(market.marketFrom ? { marketFrom: market.marketFrom } : {}),
        side: long ? 'long' : 'short',
        effect: 'open',
        quote: QUOTE,
        size,
        type: words('value.marketOrder'),
      },
    ],
    end: common.expiry,
    leverage: 'at-venue',
    rows: [who('row.referrer', referrer), row('row.account', address(common.account))],
    notes: market.notes,
    notCovered: [{ id: 'uncovered.price' }],
    flags: market.flags,
    receivers: others([referrer], context),
    also: alsoOf('common'),
  });
  return { ...card, ...unpaid(referrer) };
};

type PlaceOrderAction = {
  order: {
    side: bigint;
    comparison: bigint;
    price: bigint;
    delta: bigint;
    maxFee: bigint;
    isSpent: boolean;
    referrer: Address;
    interfaceFee: { amount: bigint; receiver: Address; fixedFee: boolean; unwrap: boolean };
  };
  action: { market: Address; orderId: bigint; maxFee: bigint; common: Common };
};

/** `type(int64).min`: the whole position */
const CLOSE = -(1n << 63n);
/** DSU, the dollar coin of Perennial, in which all fees are paid */
const COIN = 'DSU';

/** 5: long, 6: short; 4 is a maker's, which is neither and has no words here. A smaller position cannot turn around. */
const effectOf = ({ side, delta }: PlaceOrderAction['order']): Pick<Leg, 'side' | 'effect' | 'size'> => {
  if (side !== 5n && side !== 6n) throw wrong('order.side', String(side));
  const grows = side === 5n ? 'long' : 'short';
  const shrinks = side === 5n ? 'short' : 'long';
  if (delta === CLOSE) return { side: shrinks, effect: 'close' };
  const { long, size } = sized('order.delta', delta);
  return long ? { side: grows, effect: 'open', size } : { side: shrinks, effect: 'reduce', size };
};

export const readTrigger = (data: TypedData, context: ReadingContext): Card => {
  const { order, action } = messageOf<PlaceOrderAction>(data);
  const { common } = action;
  ownCommon(common, context);
  const { comparison, price, maxFee, isSpent, referrer, interfaceFee } = order;
  if (isSpent) throw wrong('order.isSpent', 'true');
  if (comparison !== 1n && comparison !== -1n) throw wrong('order.comparison', String(comparison));
  if (price < 0n) throw wrong('order.price', String(price));
  const taker = domainParts(common, NETWORKS[Number(data.domain.chainId)]?.manager);
  const market = marketOf(action.market, data, 'action.market');
  const { amount, receiver, fixedFee, unwrap } = interfaceFee;
  const share = fixed(amount, 4);
  const card = orderCard({
    venue: venueOf(data),
    legs: [
      {
        market: market.market,
        base: market.base,
        ...(market.marketFrom ? { marketFrom: market.marketFrom } : {}),
        ...effectOf(order),
        quote: QUOTE,
        trigger: fixed(price, DECIMALS),
        type: words('value.marketOrder'),
      },
    ],
    end: common.expiry,
    leverage: 'at-venue',
    rows: [
      row('row.triggerWhen', words(comparison === 1n ? 'value.atOrAbove' : 'value.atOrBelow')),
      row(
        'row.appFee',
        fixedFee ? amountOf(fixed(amount, DECIMALS), COIN) : words('value.shareOf', { rate: share }),
        'signed',
        [words(unwrap ? 'value.paidUsdc' : 'value.paidDsu'), 'signed'],
      ),
      who('row.appFeeTo', receiver),
      row('row.keeperFee', amountOf(fixed(maxFee, DECIMALS), COIN)),
      row('row.relayFee', amountOf(fixed(action.maxFee, DECIMALS), COIN)),
      who('row.referrer', referrer),
      row('row.orderId', exact(String(action.orderId))),
      row('row.account', address(common.account)),
      ...taker.rows,
    ],
    notes: [...market.notes, ...taker.notes, { level: 'info', text: { id: 'note.triggerKept' } }],
    notCovered: [{ id: 'uncovered.price' }],
    flags: market.flags,
    receivers: others(amount === 0n ? [referrer] : [receiver, referrer], context),
    also: alsoOf('action.common'),
  });
  // A fixed sum is no share of an order whose worth is not signed.
  return fixedFee && amount > 0n ? card : { ...card, builderFee: share };
};
