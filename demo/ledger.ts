/** What an account holds at the venue: isolated positions, open orders and what trading brought. Money in micro-dollars. @module */
import type { Address, Hex } from 'viem';
import { feeOf, liquidationAt, type Market, marginOf, share, TAKER_FEE, worth } from './markets.ts';
import type { Order, Side } from './schema.ts';

/** `lots` below zero is a short; `cost` is what the position was worth when it was opened. */
export type Position = { lots: number; cost: number };

/** An order that rests; `paid` is the fee taken so far. */
export type OpenOrder = {
  id: Hex;
  order: Order;
  market: Market;
  ticks: number;
  lots: number;
  filled: number;
  paid: number;
  maxFee: number;
};

export type FillNote = {
  time: number;
  orderId: Hex | null;
  market: Market;
  side: Side;
  lots: number;
  ticks: number;
  fee: number;
  role: 'maker' | 'taker' | 'liquidation';
};

export type Account = {
  address: Address;
  /** The token balance on the chain when it was last read. */
  balance: number;
  /** Results and fees since the venue opened; the demo never settles them on the chain. */
  realized: number;
  leverage: Map<string, number>;
  positions: Map<string, Position>;
  orders: Map<Hex, OpenOrder>;
  nonces: Set<string>;
  fills: FillNote[];
};

const LEVERAGE = 10;

export const emptyAccount = (address: Address): Account => ({
  address,
  balance: 0,
  realized: 0,
  leverage: new Map(),
  positions: new Map(),
  orders: new Map(),
  nonces: new Set(),
  fills: [],
});

export const leverageOf = (account: Account, market: Market) => account.leverage.get(market.name) ?? LEVERAGE;

export const sideOf = (position: Position): Side => (position.lots > 0 ? 'long' : 'short');

/** How many lots an order on `side` could take off the position. */
export const reducible = (position: Position | undefined, side: Side) =>
  position && sideOf(position) !== side ? Math.abs(position.lots) : 0;

/** The position after a fill, and what the part it closed brought. */
export const applyFill = (position: Position | undefined, side: Side, lots: number, ticks: number) => {
  const held = position ?? { lots: 0, cost: 0 };
  const signed = side === 'long' ? lots : -lots;
  const closing = Math.min(lots, reducible(position, side));
  const cost = closing ? share(held.cost, closing, Math.abs(held.lots)) : 0;
  const brought = worth(closing, ticks) - cost;
  return {
    position: { lots: held.lots + signed, cost: held.cost - cost + worth(lots - closing, ticks) },
    realized: closing ? (held.lots > 0 ? brought : -brought) : 0,
  };
};

export const resultOf = (position: Position, ticks: number) => {
  const value = worth(Math.abs(position.lots), ticks);
  return position.lots > 0 ? value - position.cost : position.cost - value;
};

/** The entry price in ticks, with its fraction. */
export const entryOf = (position: Position) => position.cost / worth(Math.abs(position.lots), 1);

export const liquidationOf = (position: Position, market: Market, leverage: number) =>
  liquidationAt(market, sideOf(position), entryOf(position), leverage);

export const isSunk = (position: Position, market: Market, leverage: number, ticks: number) => {
  const at = liquidationOf(position, market, leverage);
  return position.lots > 0 ? ticks <= at : ticks >= at;
};

/** What an open order holds back: margin and taker fee of the part that would open or add, nothing when it only reduces. */
export const heldFor = (
  account: Account,
  market: Market,
  order: Pick<Order, 'side' | 'reduceOnly'>,
  lots: number,
  ticks: number,
) => {
  const opening = order.reduceOnly
    ? 0
    : lots - Math.min(lots, reducible(account.positions.get(market.name), order.side));
  const value = worth(opening, ticks);
  return marginOf(value, leverageOf(account, market)) + feeOf(value, TAKER_FEE);
};

/** What is left to trade with. An open loss stays inside its own margin: every position is isolated. */
export const freeMargin = (account: Account, marketNamed: (name: string) => Market | undefined) => {
  let free = account.balance + account.realized;
  for (const [name, position] of account.positions) {
    const market = marketNamed(name);
    if (market) free -= marginOf(position.cost, leverageOf(account, market));
  }
  for (const { market, order, lots, filled, ticks } of account.orders.values()) {
    free -= heldFor(account, market, order, lots - filled, ticks);
  }
  return free;
};
