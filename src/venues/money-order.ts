/**
 * Orders whose size is signed in money instead of coins: GMX's `sizeDeltaUsd`, and venues where it is margin times leverage.
 * @module
 */
import { group } from '../signing/format.ts';
import { amountOf, type Card, exact, row, words } from './adapter.ts';
import { type Leg, orderCard, type Ticket } from './order.ts';
import type { Mark, Value } from './reading.ts';

export type MoneyLeg = Omit<Leg, 'size' | 'base'> & {
  /** plain decimal in the unit of `money`; absent with `close`: the whole position */
  notional?: string;
  /** the unit that the size is signed in: `USD`, or the token that is put in as margin */
  money: string;
  /** `signed`, or `computed` where it is margin times leverage */
  mark: Mark;
  /** whether `notional` is dollars, or near enough to be held against a limit in dollars */
  dollars: boolean;
  /** what the worst price was worked out from, with its mark; absent where the price itself is signed */
  priceFrom?: [Value, Mark][];
};

export type MoneyTicket = Omit<Ticket, 'legs'> & { legs: readonly MoneyLeg[] };

/** "Open long 50,000 USD of ETH/USD": the market of the sentence carries the unit. */
export const asLeg = ({ notional, money, mark: _, dollars: __, priceFrom: ___, ...leg }: MoneyLeg): Leg => ({
  ...leg,
  base: money,
  ...(notional === undefined ? {} : { size: notional, market: `${money} of ${leg.market}` }),
});

/** @throws {NotReadable} when there is no order in it */
export const moneyCard = (ticket: MoneyTicket): Card => {
  const card = orderCard({ ...ticket, legs: ticket.legs.map(asLeg) });
  if (card.kind !== 'order') return card;
  const [one] = ticket.legs;
  return {
    ...card,
    rows: card.rows.map((shown) => {
      if (!one || ticket.legs.length > 1) return shown;
      const { notional, money, mark, priceFrom } = one;
      if (shown.label === 'row.market') return { ...shown, value: exact(one.market) };
      if (shown.label === 'row.size' && notional !== undefined) return row('row.size', amountOf(notional, money), mark);
      if (shown.label === one.priceLabel && priceFrom) return row(shown.label, shown.value, 'computed', ...priceFrom);
      return shown;
    }),
    orders: card.orders.map((facts, i) => {
      const leg = ticket.legs[i];
      if (!leg) return facts;
      const { size: _, notional: __, ...rest } = facts;
      return {
        ...rest,
        market: leg.market,
        ...(leg.notional !== undefined && leg.dollars ? { notional: leg.notional } : {}),
      };
    }),
  };
};

/** "95,000 expected, at most 1% worse" */
export const expected = (price: string, quote: string, percent: string): [Value, Mark] => [
  words('value.expected', { price: `${group(price)} ${quote}`, percent }),
  'signed',
];
