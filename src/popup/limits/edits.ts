/** A policy with one rule put in, changed or taken out. @module */
import type { PolicyInfo } from '../../messaging/limits-lane.ts';
import type { Policy } from '../../policy/limits/document.ts';
import { sameAddress } from '../../signing/address.ts';

export type OrderRule = Policy['orders'][number];
export type CallRule = Policy['calls'][number];
export type HoursRule = Policy['hours'][number];
export type MoneyOut = NonNullable<Policy['moneyOut']>;
export type Edit = (policy: Policy) => Policy;

/**
 * What the person means to have in the end: a change begins from what is on its way, else it would take that back without a
 * word.
 */
export const intended = ({ inForce, pending }: Pick<PolicyInfo, 'inForce' | 'pending'>): Policy =>
  pending?.policy ?? inForce;

/** Two rules about the same orders, calls or hours: there is one of each. */
export const sameOrders = (a: OrderRule, b: OrderRule): boolean =>
  sameAddress(a.account, b.account) && a.venue === b.venue;
export const sameCalls = (a: CallRule, b: CallRule): boolean =>
  sameAddress(a.account, b.account) &&
  a.chainId === b.chainId &&
  sameAddress(a.contract, b.contract) &&
  a.selector === b.selector;
export const sameHours = (a: HoursRule, b: HoursRule): boolean =>
  sameAddress(a.account, b.account) && a.from === b.from && a.to === b.to;

/** @param old what `next` takes the place of; null for `next` takes the rule out */
const put = <T>(rules: readonly T[], old: T | null, next: T | null, same: (a: T, b: T) => boolean): T[] => {
  const rest = rules.filter((one) => (old === null || !same(one, old)) && (next === null || !same(one, next)));
  return next === null ? rest : [...rest, next];
};

export const putOrders =
  (old: OrderRule | null, next: OrderRule | null): Edit =>
  (policy) => ({ ...policy, orders: put(policy.orders, old, next, sameOrders) });
export const putCalls =
  (old: CallRule | null, next: CallRule | null): Edit =>
  (policy) => ({ ...policy, calls: put(policy.calls, old, next, sameCalls) });
export const putHours =
  (old: HoursRule | null, next: HoursRule | null): Edit =>
  (policy) => ({ ...policy, hours: put(policy.hours, old, next, sameHours) });
export const putMoneyOut =
  (next: MoneyOut | null): Edit =>
  ({ moneyOut: _, ...policy }) =>
    next ? { ...policy, moneyOut: next } : policy;
