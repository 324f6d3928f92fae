/** The venue's own market maker: quotes on both sides of a price. @module */
import type { Resting } from './book.ts';
import type { Market } from './markets.ts';

/** Who owns the quotes in the book; no account has this name. */
export const MAKER = 'gannet-maker';

const LEVELS = 16;

/** Fresh quotes around a price, best first on each side; `next` gives numbers in [0, 1). */
export const quotesAround = (market: Market, middle: number, next: () => number): Resting[] =>
  (['long', 'short'] as const).flatMap((side) => {
    let away = 0;
    return Array.from({ length: LEVELS }, (_, level) => {
      away += 1 + Math.floor(next() * market.start * 0.00009);
      const lots = 1 + Math.floor(market.quoteLots * (0.1 + next() * 1.9));
      return { id: `${side}-${level}`, owner: MAKER, side, ticks: middle + (side === 'long' ? -away : away), lots };
    });
  });
