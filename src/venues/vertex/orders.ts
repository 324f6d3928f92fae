/** Orders of Vertex: type and reduce-only are the upper bits of the expiration. @module */
import type { Hex } from '../../lib/bytes.ts';

import { fixed } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { amountOf, type Card, messageOf, NO_CONTRACT, NotReadable, type Readers, row, words } from '../adapter.ts';
import { type Leg, orderCard, type Shown } from '../order.ts';
import type { ReadingContext, Row, Value } from '../reading.ts';
import { type Family, type Market, marketOf } from './family.ts';
import { ownSubaccount } from './subaccount.ts';

export type OrderMessage = {
  sender: Hex;
  priceX18: bigint;
  amount: bigint;
  expiration: bigint;
  nonce: bigint;
};

/** DEFAULT, IOC, FOK, POST_ONLY: the same two bits in Vertex and Nado. */
export const orderType = (bits: bigint): Value =>
  words((['tif.GTC', 'tif.IOC', 'value.fillOrKill', 'tif.ALO'] as const)[Number(bits & 3n)] ?? 'value.none');

/** @throws {NotReadable} for a price below zero or no amount. The sign of the amount is the side. */
export const legOf = (
  { priceX18, amount }: Pick<OrderMessage, 'priceX18' | 'amount'>,
  { market, base, perp, from }: Market,
  quote: string,
  reduceOnly: boolean,
  type: Value,
): Leg => {
  if (priceX18 < 0n) throw new NotReadable({ id: 'why.value', params: { field: 'priceX18', value: String(priceX18) } });
  if (amount === 0n) throw new NotReadable({ id: 'why.noOrder' });
  const long = amount > 0n;
  return {
    market,
    marketFrom: from,
    side: long ? 'long' : 'short',
    effect: reduceOnly ? 'reduce' : perp === false ? 'trade' : 'open',
    base,
    quote,
    size: fixed(long ? amount : -amount, 18),
    price: fixed(priceX18, 18),
    type,
  };
};

/** It starts at a price that the venue keeps beside the signature. */
export const startsRow = (): Row => row('row.trigger', words('value.notSigned'), 'unsigned');

const readOrder =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const message = messageOf<OrderMessage & { margin?: bigint }>(data);
    const { sender, expiration, nonce, margin } = message;
    const subaccount = ownSubaccount(sender, context);
    const book = data.domain.verifyingContract ?? NO_CONTRACT;
    const market = marketOf(family, BigInt(book), 'verifyingContract', book);
    const { rows, notes } = family.frame(data);
    const triggered = nonce >> 63n === 1n;
    const collateral: { collateral?: Shown } =
      margin === undefined ? {} : { collateral: { value: amountOf(fixed(margin, 18), family.quote), mark: 'signed' } };
    if (margin !== undefined && margin < 0n)
      throw new NotReadable({ id: 'why.value', params: { field: 'margin', value: String(margin) } });
    const reduceOnly = ((expiration >> 61n) & 1n) === 1n;
    const leg = legOf(message, market, family.quote, reduceOnly, orderType(expiration >> 62n));
    return orderCard({
      venue: family.venue,
      legs: [{ ...leg, ...collateral }],
      end: expiration & ((1n << 61n) - 1n),
      leverage: 'at-venue',
      rows: [...(triggered ? [startsRow()] : []), subaccount, ...rows],
      notes: [...market.notes, ...notes],
      notCovered: triggered ? [{ id: 'uncovered.trigger', params: { venue: family.venue.name } }] : [],
      flags: market.flags,
      also: ['nonce'],
    });
  };

export const orderReaders = (family: Family): Readers => ({
  'Order(bytes32 sender,int128 priceX18,int128 amount,uint64 expiration,uint64 nonce)': readOrder(family),
  'IsolatedOrder(bytes32 sender,int128 priceX18,int128 amount,uint64 expiration,uint64 nonce,int128 margin)':
    readOrder(family),
});
