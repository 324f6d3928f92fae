/** Shares of a pool of Vertex and its forks: bought and given back at a price that is not signed. @module */
import type { Hex } from '../../lib/bytes.ts';
import { fixed, group } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { amountOf, type Card, exact, messageOf, type Readers, row, words } from '../adapter.ts';
import type { Flag, Note, ReadingContext, Row, Value } from '../reading.ts';
import { type Family, idOf, marketOf, type Sent } from './family.ts';
import { ownSubaccount } from './subaccount.ts';

type PoolRows = { name: string; size: string; base: string; rows: Row[]; flags: Flag[]; notes: Note[] };

/** Putting money into the venue's pool: bought is a share of it, at a price that is not signed. */
const pooled = (family: Family, data: TypedData, context: ReadingContext, sender: Hex, pool: PoolRows): Card => {
  const { rows, notes } = family.frame(data);
  const venue = family.venue.name;
  return {
    kind: 'order',
    venue: family.venue,
    side: 'long',
    headline: { id: 'headline.poolIn', params: { amount: `${group(pool.size)} ${pool.base}`, pool: pool.name } },
    rows: [
      row('row.market', exact(pool.name)),
      row('row.size', amountOf(pool.size, pool.base)),
      ...pool.rows,
      ownSubaccount(sender, context),
      ...rows,
    ],
    notes: [...pool.notes, ...notes],
    orders: [{ market: pool.name, side: 'long', effect: 'trade', size: pool.size, reduceOnly: false }],
    notCovered: [{ id: 'uncovered.poolShare' }, { id: 'uncovered.expiry', params: { venue } }],
    ...(pool.flags.length > 0 ? { flags: pool.flags } : {}),
    also: ['nonce'],
  };
};

const unpooled = (
  family: Family,
  data: TypedData,
  context: ReadingContext,
  sender: Hex,
  name: string,
  shares: bigint,
): Card => {
  const { rows, notes } = family.frame(data);
  return {
    kind: 'cancel-or-reduce',
    venue: family.venue,
    act: 'reduce',
    headline: { id: 'headline.poolOut', params: { amount: group(fixed(shares, 18)), pool: name } },
    rows: [
      row('row.market', exact(name)),
      row('row.size', words('value.shares', { amount: group(fixed(shares, 18)) })),
      ownSubaccount(sender, context),
      ...rows,
    ],
    notes,
    notCovered: [{ id: 'uncovered.poolShare' }],
    stays: [row('row.position', words('value.shownAtVenue', { venue: family.venue.name }), 'unsigned')],
    also: ['nonce'],
  };
};

type MintLp = Sent & { productId: bigint; amountBase: bigint; quoteAmountLow: bigint; quoteAmountHigh: bigint };

const readMintLp =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, productId, amountBase, quoteAmountLow, quoteAmountHigh } = messageOf<MintLp>(data);
    const market = marketOf(family, productId, 'productId');
    const quote = (of: bigint): Value => amountOf(fixed(of, 18), family.quote);
    return pooled(family, data, context, sender, {
      name: `pool of ${market.market}`,
      size: fixed(amountBase, 18),
      base: market.base,
      rows: [row('row.quoteLow', quote(quoteAmountLow)), row('row.quoteHigh', quote(quoteAmountHigh))],
      flags: market.flags,
      notes: market.notes,
    });
  };
const readBurnLp =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, productId, amount } = messageOf<Sent & { productId: bigint; amount: bigint }>(data);
    return unpooled(family, data, context, sender, `pool of ${idOf(family, productId)}`, amount);
  };
const readMintNlp =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, quoteAmount } = messageOf<Sent & { quoteAmount: bigint }>(data);
    const pool = { name: 'NLP', size: fixed(quoteAmount, 18), base: family.quote, rows: [], flags: [], notes: [] };
    return pooled(family, data, context, sender, pool);
  };
const readBurnNlp =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, nlpAmount } = messageOf<Sent & { nlpAmount: bigint }>(data);
    return unpooled(family, data, context, sender, 'NLP', nlpAmount);
  };

export const lpReaders = (family: Family): Readers => ({
  'MintLp(bytes32 sender,uint32 productId,uint128 amountBase,uint128 quoteAmountLow,uint128 quoteAmountHigh,uint64 nonce)':
    readMintLp(family),
  'BurnLp(bytes32 sender,uint32 productId,uint128 amount,uint64 nonce)': readBurnLp(family),
});
export const nlpReaders = (family: Family): Readers => ({
  'MintNlp(bytes32 sender,uint128 quoteAmount,uint64 nonce)': readMintNlp(family),
  'BurnNlp(bytes32 sender,uint128 nlpAmount,uint64 nonce)': readBurnNlp(family),
});
