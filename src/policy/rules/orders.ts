/** R3, R6, R15: where it goes, at what price, and when it ends. @module */
import { finding, type Rule } from '../rule.ts';

const CENTURY_SECONDS = 100 * 365 * 86_400;

/** R3. The page asks for the last four characters of the address. */
export const otherRecipient: Rule = ({ reading }) =>
  reading.kind === 'move-funds' && !reading.own ? finding('R3', 'danger', 'rule.otherRecipient') : null;

/** R6, as far as it needs no market data: an order that opens without a price, or at 0. */
export const priceBound: Rule = ({ reading }) => {
  if (reading.kind !== 'order') return null;
  const zero = reading.orders.some(({ price }) => price !== undefined && /^[0.]+$/.test(price));
  if (zero) return finding('R6', 'danger', 'rule.zeroPrice');
  const open = reading.orders.filter(({ price }) => price === undefined);
  if (open.length === 0) return null;
  return finding('R6', open.every((order) => order.reduceOnly) ? 'warning' : 'danger', 'rule.noPriceLimit');
};

/** R15. */
export const endTime: Rule = ({ reading, context }) => {
  const end = reading.validUntil ?? ('until' in reading ? reading.until : undefined);
  if (end === undefined) return null;
  const now = context.now / 1000;
  if (end <= now) return finding('R15', 'warning', 'rule.past');
  return end > now + CENTURY_SECONDS ? finding('R15', 'warning', 'rule.oddTime') : null;
};
