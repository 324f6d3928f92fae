/**
 * The counters of a session. They move on the disk before a signature leaves: one by one, or in blocks of at most five
 * orders that are counted as used when they are taken. What is left of a block is in the memory of the browser alone: it
 * survives the worker and is lost, as used, with the browser. So no death signs more than was granted, and none loses more
 * than five orders.
 * @module
 */
import { compare, plus, times } from '../../signing/format.ts';
import type { Session } from './limits.ts';

/** `notional`: decimal, in the quote asset. */
export type Count = { orders: number; notional: string };

/** On the disk. `closed`: what is used up for certain; `block`: what was taken and may be in use. */
export type Book = { closed: Count; block: (Count & { id: string }) | null };

/** In the memory of the browser: what of the block is used. */
export type Used = Count & { block: string };

export const EMPTY: Book = { closed: { orders: 0, notional: '0' }, block: null };
const BLOCK = 5;

const add = (a: Count, b: Count): Count => ({ orders: a.orders + b.orders, notional: plus(a.notional, b.notional) });
const least = (a: string, b: string): string => (compare(a, b) <= 0 ? a : b);
const fits = (count: Count, room: Count): boolean =>
  count.orders <= room.orders && compare(count.notional, room.notional) <= 0;
/** `b` is never more than `a`. */
const minus = (a: Count, b: Count): Count => ({
  orders: a.orders - b.orders,
  notional: plus(a.notional, `-${b.notional}`),
});

/** What counts as signed. A block that the browser knows nothing of any more is used whole. */
export const usedOf = ({ closed, block }: Book, used: Used | null): Count => {
  if (!block) return closed;
  return add(closed, used?.block === block.id ? used : block);
};

/**
 * Counts a request before it is signed.
 * @param room what else bounds a block: the rest of a day's limit of the account, for example
 * @param id of a new block, random
 * @returns what to write, first to the disk where `book` is there and then to memory; null when it does not fit
 */
export const count = (
  session: Pick<Session, 'orders' | 'budget' | 'limits'>,
  book: Book,
  used: Used | null,
  asked: Count,
  room: string,
  id: string,
): { book?: Book; used: Used } | null => {
  const { block } = book;
  if (block && used?.block === block.id) {
    const next = add(used, asked);
    if (fits(next, block)) return { used: { ...next, block: block.id } };
  }
  const closed = usedOf(book, used);
  const left = minus({ orders: session.orders, notional: session.budget }, closed);
  const most: Count = { orders: left.orders, notional: least(left.notional, room) };
  if (!fits(asked, most)) return null;
  const { perOrder } = session.limits;
  // Without a cap for each order nothing says how large a block would have to be: one by one.
  const wanted: Count = perOrder === undefined ? asked : { orders: BLOCK, notional: times(perOrder, String(BLOCK)) };
  const taken: Count = {
    orders: Math.max(asked.orders, Math.min(wanted.orders, most.orders)),
    notional: compare(wanted.notional, asked.notional) < 0 ? asked.notional : least(wanted.notional, most.notional),
  };
  return { book: { closed, block: { ...taken, id } }, used: { ...asked, block: id } };
};
