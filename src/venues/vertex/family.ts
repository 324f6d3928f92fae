/**
 * What Vertex and its forks share besides orders: the same messages under each venue's own name.
 * @see https://github.com/nadohq/nado-contracts `core/contracts/Verifier.sol` (c3a0f0e, 26 March 2026)
 * @see https://github.com/vertex-protocol/vertex-python-sdk `vertex_protocol/contracts/eip712/types.py` (4e780e3, 6 March 2025)
 * @module
 */

import type { Hex } from '../../lib/bytes.ts';
import type { Text } from '../../lib/text.ts';
import { fixed, group } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  amountOf,
  type Card,
  exact,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  type Readers,
  row,
  seconds,
  time,
  words,
} from '../adapter.ts';
import { grantCard } from '../grant.ts';
import { moveCard } from '../move.ts';
import type { Leg } from '../order.ts';
import type { Flag, Mark, Note, ReadingContext, Row, Value, Venue } from '../reading.ts';
import { ownSubaccount, subaccountOf } from './subaccount.ts';

/** `perp`: whether it is one; absent where that is not known. `decimals`: of its token, for what can be taken out. */
export type Product = { market: string; base: string; perp?: boolean; decimals?: number };

export type Family = {
  venue: Venue;
  /** the coin that it counts in */
  quote: string;
  /** null: not in the lists that Vouch has */
  product: (id: bigint) => Product | null;
  /** where the names come from; absent when there is no list */
  list?: [Value, Mark];
  /** what the card of every message says of the contract */
  frame: (data: TypedData) => { rows: Row[]; notes: Note[] };
  /** What a linked signer cannot do. The rules of a fork need not be those of another. */
  cannot: Text[];
};

export type Market = Product & { known: boolean; from: NonNullable<Leg['marketFrom']>; flags: Flag[]; notes: Note[] };

/** @param id as the payload says it; @param what the field that holds it */
export const marketOf = (family: Family, id: bigint, what: string, label = `product ${id}`): Market => {
  const found = family.product(id);
  if (found)
    return {
      ...found,
      known: true,
      from: { mark: 'computed', ...(family.list ? { context: [family.list] } : {}) },
      flags: [],
      notes: [],
    };
  return {
    market: label,
    base: 'units',
    known: false,
    from: { mark: 'signed' },
    flags: [{ flag: 'unknown-market', what }],
    notes: [{ level: 'care', text: { id: 'note.marketUnknown', params: { id: label, venue: family.venue.name } } }],
  };
};

export const idOf = (family: Family, id: bigint): string => {
  const found = family.product(id);
  return found ? `${found.market} (${id})` : `product ${id}`;
};

export type Sent = { sender: Hex; nonce: bigint };

const cancelled = (family: Family, data: TypedData, headline: Text, rows: Row[]): Card => {
  const { rows: more, notes } = family.frame(data);
  return {
    kind: 'cancel-or-reduce',
    venue: family.venue,
    act: 'cancel',
    headline,
    rows: [...rows, ...more],
    notes,
    stays: [row('row.position', words('value.shownAtVenue', { venue: family.venue.name }), 'unsigned')],
    also: ['nonce'],
  };
};

const readCancellation =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, productIds, digests } = messageOf<Sent & { productIds: bigint[]; digests: Hex[] }>(data);
    if (digests.length === 0 || digests.length !== productIds.length) throw new NotReadable({ id: 'why.cancelLists' });
    const venue = family.venue.name;
    const headline: Text =
      digests.length === 1
        ? { id: 'headline.cancel', params: { venue } }
        : { id: 'headline.cancelMany', params: { count: String(digests.length), venue } };
    const orders = digests.map((digest, i) =>
      row('row.order', exact(digest), 'signed', [exact(idOf(family, productIds[i] ?? 0n)), 'signed']),
    );
    return cancelled(family, data, headline, [...orders, ownSubaccount(sender, context)]);
  };

const readCancelProducts =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, productIds } = messageOf<Sent & { productIds: bigint[] }>(data);
    const venue = family.venue.name;
    const markets =
      productIds.length === 0
        ? [row('row.market', words('value.noneNamed'))]
        : productIds.map((id) => row('row.market', exact(idOf(family, id))));
    return cancelled(family, data, { id: 'headline.cancelMarkets', params: { venue } }, [
      ...markets,
      ownSubaccount(sender, context),
    ]);
  };

/** The contract pays the address in `sender`, and nobody else. */
const readWithdraw =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, productId, amount } = messageOf<Sent & { productId: bigint; amount: bigint }>(data);
    const subaccount = ownSubaccount(sender, context);
    const product = family.product(productId);
    const { rows, notes } = family.frame(data);
    const decimals = product?.decimals;
    const whole = decimals !== undefined;
    const card = moveCard(
      {
        venue: family.venue,
        headline: 'headline.withdraw',
        amount: whole ? fixed(amount, decimals) : String(amount),
        asset: whole ? (product?.base ?? '') : `smallest units of product ${productId}`,
        to: subaccountOf(sender).owner,
        rows: [row('row.token', exact(idOf(family, productId))), subaccount, ...rows],
        notes,
        also: ['nonce'],
      },
      context,
    );
    // Limits go by the product; how many decimals it has is not known, and the card says so.
    return whole || card.kind !== 'move-funds' ? card : { ...card, asset: `product ${productId}` };
  };

const readTransfer =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, recipient, amount } = messageOf<Sent & { recipient: Hex; amount: bigint }>(data);
    const to = subaccountOf(recipient);
    const { rows, notes } = family.frame(data);
    return moveCard(
      {
        venue: family.venue,
        headline: 'headline.send',
        amount: fixed(amount, 18),
        asset: family.quote,
        to: to.owner,
        rows: [row('row.toSubaccount', to.name), ownSubaccount(sender, context), ...rows],
        notes,
        also: ['nonce'],
      },
      context,
    );
  };

/**
 * "Everything": whoever holds the key can take collateral out, liquidate, and link another key, without an end or a limit.
 * The contracts of Nado pay what is taken out to the owner alone; those of a fork may not.
 */
const readLink =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, signer } = messageOf<Sent & { signer: Hex }>(data);
    const key = subaccountOf(signer);
    const { rows, notes } = family.frame(data);
    const venue = family.venue.name;
    const ends = key.owner === NO_CONTRACT;
    return grantCard({
      venue: family.venue,
      headline: { id: ends ? 'headline.keyEnds' : 'headline.keyAny', params: { venue } },
      key: key.owner,
      scope: ends ? 'nothing' : 'everything',
      can: ends
        ? []
        : [
            { id: 'can.trade' },
            { id: 'can.leverage' },
            { id: 'can.cancel' },
            { id: 'can.withdrawCollateral' },
            { id: 'can.linkKey' },
          ],
      cannot: ends ? [] : family.cannot,
      until: 'none',
      about: [`${data.domain.chainId ?? ''} subaccount ${subaccountOf(sender).label}`],
      holder: 'other',
      revoke: { id: 'revoke.linkZero' },
      rows: [row('row.keyName', key.name), ownSubaccount(sender, context), ...rows],
      notes: [
        ...notes,
        ...(ends || family.cannot.length > 0
          ? []
          : [{ level: 'info', text: { id: 'note.cannotUnknown', params: { venue } } } as const]),
      ],
      also: ['nonce'],
    });
  };

const login = (family: Family, data: TypedData, can: Text['id'], rows: Row[], until?: bigint): Card => {
  const frame = family.frame(data);
  const venue = family.venue.name;
  return {
    kind: 'grant-authority',
    venue: family.venue,
    headline: { id: 'headline.login', params: { venue } },
    rows: [...rows, ...frame.rows],
    notes: frame.notes,
    grantee: venue,
    scope: 'login',
    can: [{ id: can }],
    cannot: [{ id: 'cannot.moveOrTrade' }],
    ...(until === undefined ? {} : { until: seconds(until) }),
  };
};

/** The end of the year 9999, in milliseconds. */
const LAST_MS = 253_402_300_799_999n;

/** The SDKs do not say what `expiration` counts: it is a date only where seconds and milliseconds say the same, "never". */
const readStream =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, expiration } = messageOf<{ sender: Hex; expiration: bigint }>(data);
    const until = row('row.until', exact(String(expiration)), 'signed', [words('value.unitUnknown'), 'computed']);
    const rows = [until, ownSubaccount(sender, context)];
    return login(family, data, 'can.seeStream', rows, expiration > LAST_MS ? expiration : undefined);
  };

/** Milliseconds since 1970 (`nado_protocol/utils/nonce.py`; `sanity/trigger_client.py` of Vertex). */
const readTriggers =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, recvTime } = messageOf<{ sender: Hex; recvTime: bigint }>(data);
    const by = row('row.receiveBy', time(recvTime / 1000n), 'signed', [exact(`${recvTime} ms`), 'signed']);
    return login(family, data, 'can.seeTriggers', [by, ownSubaccount(sender, context)]);
  };

/** Whoever liquidates gets what is taken over, at the venue's own liquidation price. */
const readLiquidation =
  (family: Family) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { sender, liquidatee, productId, isEncodedSpread, amount } = messageOf<
      Sent & { liquidatee: Hex; productId: bigint; isEncodedSpread: boolean; amount: bigint }
    >(data);
    if (isEncodedSpread || amount === 0n) throw new NotReadable({ id: 'why.liquidation' });
    const market = marketOf(family, productId, 'productId');
    const who = subaccountOf(liquidatee);
    const { rows, notes } = family.frame(data);
    const size = fixed(amount < 0n ? -amount : amount, 18);
    const side = amount > 0n ? 'long' : 'short';
    const venue = family.venue.name;
    return {
      kind: 'order',
      venue: family.venue,
      side,
      headline: { id: `headline.liquidate.${side}`, params: { size: `${group(size)} ${market.market}`, venue } },
      rows: [
        row('row.market', exact(market.market), market.from.mark, ...(market.from.context ?? [])),
        row('row.size', amountOf(size, market.base)),
        row('row.limitPrice', words('value.liquidationPrice'), 'unsigned'),
        row('row.liquidated', { type: 'address', address: who.owner }, 'signed', [who.name, 'signed']),
        ownSubaccount(sender, context),
        ...rows,
      ],
      notes: [...market.notes, ...notes],
      orders: [
        { market: market.market, side, effect: market.perp === false ? 'trade' : 'open', size, reduceOnly: false },
      ],
      notCovered: [{ id: 'uncovered.price' }, { id: 'uncovered.expiry', params: { venue } }],
      ...(market.flags.length > 0 ? { flags: market.flags } : {}),
      also: ['nonce'],
    };
  };

export const sharedReaders = (family: Family): Readers => ({
  'Cancellation(bytes32 sender,uint32[] productIds,bytes32[] digests,uint64 nonce)': readCancellation(family),
  'CancellationProducts(bytes32 sender,uint32[] productIds,uint64 nonce)': readCancelProducts(family),
  'WithdrawCollateral(bytes32 sender,uint32 productId,uint128 amount,uint64 nonce)': readWithdraw(family),
  'TransferQuote(bytes32 sender,bytes32 recipient,uint128 amount,uint64 nonce)': readTransfer(family),
  'LinkSigner(bytes32 sender,bytes32 signer,uint64 nonce)': readLink(family),
  'StreamAuthentication(bytes32 sender,uint64 expiration)': readStream(family),
  'ListTriggerOrders(bytes32 sender,uint64 recvTime)': readTriggers(family),
  'LiquidateSubaccount(bytes32 sender,bytes32 liquidatee,uint32 productId,bool isEncodedSpread,int128 amount,uint64 nonce)':
    readLiquidation(family),
});
