/** R7, R18: the limits that the person has set. What cannot be checked counts as over the limit, never as zero. @module */
import { compare, isDecimal, plus } from '../../signing/format.ts';
import type { OrderFacts } from '../../venues/reading.ts';
import { type Bounds, type Examination, finding, type Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

const grows = ({ effect }: OrderFacts): boolean => effect === 'open' || effect === 'trade';

const unchecked = (): Finding => finding('R7', 'forbidden', 'rule.notCheckable');

/** Null: a size or price that it takes is not in the payload. */
const worth = (orders: readonly OrderFacts[]): string | null =>
  orders.reduce<string | null>(
    (sum, { notional }) =>
      sum === null || notional === undefined || !isDecimal(notional) ? null : plus(sum, notional),
    '0',
  );

const overNotional = (orders: readonly OrderFacts[], { notional: most }: Bounds): Finding | null => {
  if (most === undefined || orders.length === 0) return null;
  const sum = worth(orders);
  if (sum === null) return unchecked();
  return compare(sum, most) > 0 ? finding('R7', 'forbidden', 'rule.overNotional', { sum, most }) : null;
};

/** What is bought or sold outright has none. */
const overLeverage = (orders: readonly OrderFacts[], { leverage: most }: Bounds): Finding | null => {
  if (most === undefined) return null;
  const all = orders.filter(({ effect }) => effect === 'open').map(({ leverage }) => leverage);
  if (all.some((one) => one === undefined || !isDecimal(one))) return unchecked();
  const over = all.find((one) => one !== undefined && compare(one, most) > 0);
  return over === undefined ? null : finding('R7', 'forbidden', 'rule.overLeverage', { leverage: over, most });
};

/** A hash, or a message of a venue that no adapter reads, may be an order of any size. */
const mayBeOrder = ({ reading, match }: Examination): boolean =>
  reading.kind === 'unreadable' && (reading.hashOnly || match !== null);

/** R7. Only what opens or trades is measured: making a position smaller is never held up. */
export const limits: Rule = (examination) => {
  const { reading, bounds } = examination;
  const unknown = reading.flags?.some(({ flag }) => flag === 'unknown-market') === true;
  if (bounds === null) return unknown ? finding('R7', 'warning', 'rule.unknownMarket') : null;
  if (mayBeOrder(examination)) return unchecked();
  const orders = reading.kind === 'order' ? reading.orders.filter(grows) : [];
  const measured = bounds.notional !== undefined || bounds.leverage !== undefined;
  if (unknown && measured && orders.length > 0) return unchecked();
  return overNotional(orders, bounds) ?? overLeverage(orders, bounds);
};

/** R18. */
export const reduceOnly: Rule = ({ reading, bounds }) =>
  bounds?.reduceOnly === true && reading.kind === 'order' && reading.orders.some(grows)
    ? finding('R18', 'forbidden', 'rule.reduceOnlySession')
    : null;
