/** One market's order book: price first, then time. Prices in ticks, sizes in lots. @module */
import { opposite } from './markets.ts';
import type { Side } from './schema.ts';

/** An order waiting in the book; `lots` is what is left of it. */
export type Resting = { id: string; owner: string; side: Side; ticks: number; lots: number };

/** Each side best price first, and within a price the oldest first. */
export type Book = Record<Side, Resting[]>;

export type Fill = { maker: Resting; ticks: number; lots: number };

export const emptyBook = (): Book => ({ long: [], short: [] });

/** Does an order on `side` with this limit take a price of the other side? */
export const crosses = (side: Side, limit: number, ticks: number) =>
  side === 'long' ? ticks <= limit : ticks >= limit;

/** Puts an order behind everything that is as good or better. */
export const rest = (book: Book, order: Resting): void => {
  const queue = book[order.side];
  const at = queue.findIndex((other) =>
    order.side === 'long' ? other.ticks < order.ticks : other.ticks > order.ticks,
  );
  queue.splice(at === -1 ? queue.length : at, 0, order);
};

/** Takes out what `which` picks; returns what was taken out. */
export const remove = (book: Book, which: (order: Resting) => boolean): Resting[] => {
  const out = [...book.long, ...book.short].filter(which);
  for (const side of ['long', 'short'] as const) book[side] = book[side].filter((order) => !which(order));
  return out;
};

/**
 * Fills an incoming order against the other side, at the prices that wait there. It never rests by itself.
 * @param room how much of a waiting order may still be filled (a reduce-only order shrinks with its position)
 * @param onFill called for every fill before the next one is looked for, so that `room` sees it
 * @returns what is left of the order, and the waiting orders that fell out unfilled: the trader's own, and those without room
 */
export const match = (
  book: Book,
  taker: Resting,
  room: (maker: Resting) => number,
  onFill: (fill: Fill) => void,
): { left: number; dropped: Resting[] } => {
  const queue = book[opposite(taker.side)];
  const dropped: Resting[] = [];
  let left = taker.lots;
  while (left > 0) {
    const maker = queue[0];
    if (!maker || !crosses(taker.side, taker.ticks, maker.ticks)) break;
    const most = maker.owner === taker.owner ? 0 : Math.min(maker.lots, room(maker));
    if (most <= 0) {
      queue.shift();
      dropped.push(maker);
      continue;
    }
    const lots = Math.min(left, most);
    left -= lots;
    maker.lots -= lots;
    if (maker.lots === 0) queue.shift();
    onFill({ maker, ticks: maker.ticks, lots });
  }
  return { left, dropped };
};

/** Price levels of one side, best first: `[ticks, lots]`. */
export const levels = (orders: readonly Resting[], count: number): [number, number][] => {
  const out: [number, number][] = [];
  for (const { ticks, lots } of orders) {
    const last = out.at(-1);
    if (last?.[0] === ticks) last[1] += lots;
    else if (out.push([ticks, lots]) > count) return out.slice(0, count);
  }
  return out;
};
