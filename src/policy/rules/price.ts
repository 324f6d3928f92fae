/** R6: what bounds the price of an order, and how far that lies from the market. @module */
import { compare, isDecimal, times } from '../../signing/format.ts';
import type { OrderFacts, Reading } from '../../venues/reading.ts';
import { finding, type Reference, type Rule } from '../rule.ts';

/** Nothing that is traded costs a million millions of what it is priced in, or a million-millionth. */
const BEYOND = '1000000000000';
const BENEATH = '0.000000000001';
/** The largest numbers of their types, as they are left when a price is set to its maximum, wherever the point stands. */
const LARGEST = new Set(
  [31n, 32n, 63n, 64n, 96n, 127n, 128n, 191n, 192n, 255n, 256n].map((bits) => String(2n ** bits - 1n)),
);

const isZero = (price: string): boolean => /^[0.]+$/.test(price);

const isExtreme = (price: string): boolean =>
  isDecimal(price) &&
  (compare(price, BEYOND) >= 0 ||
    compare(price, BENEATH) < 0 ||
    LARGEST.has(price.replace('.', '').replace(/^0+/, '')) ||
    /^9{6,}(?:\.9*)?$/.test(price));

const isReducing = ({ effect }: OrderFacts): boolean => effect === 'reduce' || effect === 'close';

const ordersOf = (reading: Reading): OrderFacts[] => (reading.kind === 'order' ? reading.orders : []);

/** An order that opens without a price, at 0, or at a price that stands for none. */
export const priceBound: Rule = ({ reading }) => {
  const orders = ordersOf(reading);
  const prices = orders.flatMap(({ price }) => price ?? []);
  if (prices.some(isZero)) return finding('R6', 'danger', 'rule.zeroPrice');
  const extreme = prices.find(isExtreme);
  if (extreme !== undefined) return finding('R6', 'danger', 'rule.extremePrice', { price: extreme });
  const open = orders.filter(({ price, bounded }) => price === undefined && !bounded);
  if (open.length === 0) return null;
  return finding('R6', open.every(isReducing) ? 'warning' : 'danger', 'rule.noPriceLimit');
};

const isTenfold = (price: string, reference: string): boolean =>
  compare(price, times(reference, '10')) >= 0 || compare(times(price, '10'), reference) <= 0;

/** More than 5 % above it where it buys, below it where it sells. */
const isWorse = (side: OrderFacts['side'], price: string, reference: string): boolean =>
  side === 'long'
    ? compare(times(price, '100'), times(reference, '105')) > 0
    : compare(times(price, '100'), times(reference, '95')) < 0;

const levelOf = ({ side, price }: OrderFacts, { price: reference }: Reference): 'danger' | 'warning' | null => {
  if (price === undefined || !isDecimal(price)) return null;
  if (isTenfold(price, reference)) return 'danger';
  return isWorse(side, price, reference) ? 'warning' : null;
};

/** One reference speaks of one market: several at once are not laid beside it. */
export const priceDistance: Rule = ({ reading, reference }) => {
  const orders = ordersOf(reading);
  if (reference === null || !isDecimal(reference.price) || isZero(reference.price)) return null;
  if (new Set(orders.map(({ market }) => market)).size !== 1) return null;
  const levels = orders.map((order) => levelOf(order, reference));
  const params = { price: reference.price, source: reference.source };
  if (levels.includes('danger')) return finding('R6', 'danger', 'rule.tenfoldPrice', params);
  return levels.includes('warning') ? finding('R6', 'warning', 'rule.worsePrice', params) : null;
};
