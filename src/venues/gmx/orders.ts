/**
 * The orders of one GMX signature or transaction, made into one card: new ones, cancelled ones, changed ones.
 * @module
 */
import type { Text } from '../../lib/text.ts';
import type { Address } from '../../signing/address.ts';
import { fixed, group } from '../../signing/format.ts';
import { type Card, exact, NO_CONTRACT, NotReadable, row, unreadable, words } from '../adapter.ts';
import { asLeg, moneyCard } from '../money-order.ts';
import { moveCard } from '../move.ts';
import { sentenceOf } from '../order.ts';
import type { Flag, Note, ReadingContext, Row, Venue } from '../reading.ts';
import { swapCard } from '../swap.ts';
import { aroundOrder, type CreateOrder, legOf, throughPath, typeOf, USD, unitsOf } from './create-order.ts';
import { tokenNamed, tokenOf } from './markets.ts';

export type UpdateOrder = {
  key: string;
  sizeDeltaUsd: bigint;
  acceptablePrice: bigint;
  triggerPrice: bigint;
  minOutputAmount: bigint;
  validFromTime: bigint;
  autoCancel: boolean;
};

export type Orders = {
  /** the network that the orders live on */
  chain: number;
  creates: readonly CreateOrder[];
  updates: readonly UpdateOrder[];
  cancels: readonly string[];
  rows?: Row[];
  flags?: Flag[];
  notes?: Note[];
  notCovered?: Text[];
  also: readonly string[];
};

export const venue: Venue = { id: 'gmx', name: 'GMX' };

const mixed = (): NotReadable => new NotReadable({ id: 'why.gmxMixed' });
const cancelRows = (keys: readonly string[]): Row[] => keys.map((key) => row('row.cancelled', exact(key)));

/** An update names the order by its key alone: neither market, side nor the scale of its prices is in it. */
const updatesCard = ({ creates, updates, cancels, chain, rows = [] }: Orders): Card => {
  const created = creates
    .filter((order) => typeOf(order).is !== 'swap')
    .map((order) => row('row.order', { type: 'text', text: sentenceOf(asLeg(legOf(order, chain).leg)) }));
  return unreadable({ id: 'why.gmxUpdate' }, [
    ...updates.flatMap(({ key, sizeDeltaUsd }) => [
      row('row.order', exact(key)),
      row('row.size', exact(`${group(fixed(sizeDeltaUsd, USD))} USD`)),
    ]),
    ...created,
    ...cancelRows(cancels),
    ...rows,
  ]);
};

const cancelsCard = ({ cancels, rows = [], notes = [], flags = [], notCovered = [], also }: Orders): Card => ({
  kind: 'cancel-or-reduce',
  venue,
  act: 'cancel',
  headline:
    cancels.length === 1
      ? { id: 'headline.cancel', params: { venue: venue.name } }
      : { id: 'headline.cancelMany', params: { count: String(cancels.length), venue: venue.name } },
  rows: [...cancelRows(cancels), ...rows],
  notes,
  flags,
  notCovered,
  also,
  stays: [row('row.position', words('value.shownAtVenue', { venue: venue.name }), 'unsigned')],
});

const swapOf = (order: CreateOrder, all: Orders, context: ReadingContext): Card => {
  const { chain } = all;
  const { market, initialCollateralToken: give, swapPath } = order.addresses;
  const { sizeDeltaUsd, triggerPrice, acceptablePrice, minOutputAmount, initialCollateralDeltaAmount } = order.numbers;
  const odd = sizeDeltaUsd !== 0n || triggerPrice !== 0n || acceptablePrice !== 0n || market !== NO_CONTRACT;
  const got = tokenNamed(chain, throughPath(chain, give, swapPath) ?? '');
  if (odd || !got || swapPath.length === 0 || order.decreasePositionSwapType !== 0n)
    throw new NotReadable({ id: 'why.gmxSwap' });
  const given = tokenOf(chain, give);
  const around = aroundOrder(order, chain, context);
  const card = swapCard(
    {
      venue,
      chainId: chain,
      give: { token: give, amount: initialCollateralDeltaAmount, ...(given ? unit(given) : {}) },
      get: { token: got.address, amount: minOutputAmount, ...unit(got) },
      fixed: 'give',
      receiver: order.addresses.receiver,
      end: 'unsigned',
      rows: [
        row('row.orderType', words(`value.trade.${typeOf(order).words}`)),
        ...around.rows.filter(({ label }) => label !== 'row.recipient'),
        ...cancelRows(all.cancels),
        ...(all.rows ?? []),
      ],
      notes: all.notes ?? [],
      notCovered: [...around.notCovered, ...(all.notCovered ?? [])],
      flags: [...around.flags, ...(all.flags ?? [])],
      also: [...all.also, 'isLong', 'createOrderParamsList.isLong', 'call.0'],
    },
    context,
  );
  return { ...card, ...unpaid(all), ...(around.receivers.length > 0 ? { receivers: around.receivers } : {}) };
};

const unit = ({ symbol, decimals }: { symbol: string; decimals: number }) => ({ symbol, decimals });

/** An order of size 0 moves margin alone. */
const marginOf = (order: CreateOrder, all: Orders, context: ReadingContext): Card => {
  const { chain } = all;
  const into = typeOf(order).is === 'increase';
  const { leg, rows } = legOf(order, chain);
  const around = aroundOrder(order, chain, context);
  const token = tokenOf(chain, order.addresses.initialCollateralToken);
  const amount = fixed(order.numbers.initialCollateralDeltaAmount, token?.decimals ?? 0);
  const card = moveCard(
    {
      venue,
      headline: 'headline.withdraw',
      amount,
      asset: token?.symbol ?? order.addresses.initialCollateralToken,
      to: order.addresses.receiver,
      rows: [
        row('row.market', exact(leg.market), 'computed', ...(leg.marketFrom?.context ?? [])),
        row('row.position', words(order.isLong ? 'value.long' : 'value.short')),
        row('row.orderType', leg.type),
        row('row.worstPrice', leg.price === undefined ? words('value.anyPrice') : exact(leg.price)),
        ...(leg.trigger === undefined ? [] : [row('row.trigger', exact(leg.trigger))]),
        ...rows.filter(({ label }) => label !== 'row.marginOut'),
        ...around.rows.filter(({ label }) => label !== 'row.recipient'),
        ...cancelRows(all.cancels),
        ...(all.rows ?? []),
      ],
      notes: [...(into ? [] : [{ level: 'care', text: { id: 'note.marginOut' } } as const]), ...(all.notes ?? [])],
      also: all.also,
    },
    context,
  );
  const sum = unitsOf(token, order.numbers.initialCollateralDeltaAmount);
  return {
    ...card,
    headline: {
      id: into ? 'headline.gmxMarginIn' : 'headline.gmxMarginOut',
      params: { amount: sum.type === 'exact' ? sum.text : amount, market: leg.market, venue: venue.name },
    },
    flags: [...around.flags, ...(all.flags ?? [])],
    notCovered: [...around.notCovered, ...(all.notCovered ?? [])],
    ...(around.receivers.length > 0 ? { receivers: around.receivers } : {}),
  };
};

/** What an app that is named gets is kept by the venue's contract. Hidden parameters of a relay can pay anybody. */
const unpaid = ({ creates, flags = [] }: Orders): { builderFee?: string } =>
  creates.every(({ addresses }) => addresses.uiFeeReceiver === NO_CONTRACT) &&
  !flags.some(({ flag }) => flag === 'hidden-parameters')
    ? { builderFee: '0' }
    : {};

/** @throws {NotReadable} for what would need more than one card: a swap or a move of margin next to other orders */
export const ordersCard = (all: Orders, context: ReadingContext): Card => {
  const { creates, updates, cancels, chain } = all;
  if (updates.length > 0) return updatesCard(all);
  const [first, ...others] = creates;
  if (!first) {
    if (cancels.length === 0) throw new NotReadable({ id: 'why.noOrder' });
    return cancelsCard(all);
  }
  const alone = (order: CreateOrder): boolean => typeOf(order).is === 'swap' || order.numbers.sizeDeltaUsd === 0n;
  if (others.length > 0 && creates.some(alone)) throw mixed();
  if (typeOf(first).is === 'swap') return swapOf(first, all, context);
  if (alone(first)) return marginOf(first, all, context);
  const legs = creates.map((order) => legOf(order, chain));
  const around = creates.map((order) => aroundOrder(order, chain, context));
  const card = moneyCard({
    venue,
    legs: legs.map(({ leg }) => leg),
    end: 'unsigned',
    leverage: 'in-legs',
    rows: [
      ...legs.flatMap((one, i) => [...one.rows, ...(around[i]?.rows ?? [])]),
      ...cancelRows(cancels),
      ...(all.rows ?? []),
    ],
    notes: all.notes ?? [],
    notCovered: [...unique(around.flatMap((one) => one.notCovered)), ...(all.notCovered ?? [])],
    receivers: [...new Set<Address>(around.flatMap((one) => one.receivers))],
    flags: [...legs.flatMap((one) => one.flags), ...around.flatMap((one) => one.flags), ...(all.flags ?? [])],
    also: all.also,
  });
  return { ...card, ...unpaid(all) };
};

const unique = (texts: Text[]): Text[] => texts.filter((text, i) => texts.findIndex(({ id }) => id === text.id) === i);
