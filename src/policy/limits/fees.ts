/** What an order can cost besides its price: the share of an app, and fees that are signed as an amount. @module */
import { compare, isDecimal, ratio, times } from '../../signing/format.ts';
import type { OrderFacts } from '../../venues/reading.ts';
import { known, sum } from './amounts.ts';
import { over, type Rule } from './said.ts';

/** Percent that an ordinary order costs at most. Above, a session without a limit of its own asks. */
export const ORDINARY_FEE = '1';

/** Fees that are signed as an amount, in percent of what is signed: undefined where they are not to be measured, null without any. */
export const signedFee = (orders: readonly OrderFacts[]): string | null | undefined => {
  const fees = orders.flatMap(({ fee }) => fee ?? []);
  if (fees.length === 0) return null;
  const worth = orders.map(({ notional }) => known(notional));
  if (!fees.every(isDecimal) || !worth.every((one) => one !== undefined)) return undefined;
  const [fee, all] = [sum(fees), sum(worth)];
  if (compare(fee, '0') === 0) return '0';
  return compare(all, '0') > 0 ? ratio(times(fee, '100'), all).text : undefined;
};

/** The share of an app and what is signed as an amount, each. */
export const overFee = (orders: readonly OrderFacts[], share: string | undefined, limit: string): Rule[] => {
  const amount = signedFee(orders);
  const fees = [amount ?? undefined, known(share)].flatMap((one) => one ?? []);
  if (amount === undefined || fees.length === 0) return [over('limit.notCheckable.fee')];
  const high = fees.find((fee) => compare(fee, limit) > 0);
  return high === undefined ? [] : [over('limit.fee', { fee: high, limit })];
};
