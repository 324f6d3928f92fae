/**
 * A line of what a change makes different: what it is about, and whether it holds at once or in 24 hours. The worker decides
 * (`policy/limits/document.ts`); this says the same of one line, and a test holds the two together.
 * @module
 */
import type { Difference, Policy } from '../../policy/limits/document.ts';
import { compare, isDecimal } from '../../signing/format.ts';

export type Field =
  | 'markets'
  | 'perOrder'
  | 'perDay'
  | 'leverage'
  | 'distance'
  | 'fee'
  | 'lifetime'
  | 'reduceOnly'
  | 'only'
  | 'coins'
  | 'allowance'
  | 'over'
  | 'span'
  | 'above'
  | 'newAddress'
  | 'hours';

/** In the order in which they are read. */
export const FIELDS: readonly Field[] = [
  'span',
  'only',
  'markets',
  'perOrder',
  'perDay',
  'leverage',
  'distance',
  'fee',
  'lifetime',
  'reduceOnly',
  'coins',
  'allowance',
  'newAddress',
  'above',
  'hours',
  'over',
];

export type About =
  | { kind: 'orders'; account: string; venue: string }
  | { kind: 'calls'; account: string; chainId: string; contract: string; selector: string | null }
  | { kind: 'hours'; account: string }
  | { kind: 'money-out' };

/** `name`: the asset of a cap, or the span of hours. */
export type Line = { about: About; field: Field; name?: string };

/** The path of a difference as its parts. Null for one that this version does not know: it is shown as it is. */
export const lineOf = (path: string): Line | null => {
  const [kind, ...rest] = path.split(' ');
  const field = rest.at(-1) as Field;
  const [account = '', second = '', contract = ''] = rest;
  switch (kind) {
    case 'orders':
      return { about: { kind, account, venue: rest.slice(1, -1).join(' ') }, field };
    case 'calls':
      return {
        about: { kind, account, chainId: second, contract, selector: rest.length > 4 ? (rest[3] ?? null) : null },
        field,
      };
    case 'hours':
      return { about: { kind, account }, field: 'span', name: second };
    case 'moneyOut':
      return account === 'above'
        ? { about: { kind: 'money-out' }, field: 'above', name: rest.slice(1).join(' ') }
        : { about: { kind: 'money-out' }, field };
    default:
      return null;
  }
};

/** `partly`: what goes from a list is gone at once, what comes waits. */
export type When = 'now' | 'later' | 'partly';

const listed = (all: string): string[] => all.split(', ').filter((one) => one !== '');
const ofLists = (had: string[], has: string[]): When => {
  const adds = has.some((one) => !had.includes(one));
  const takes = had.some((one) => !has.includes(one));
  return adds ? (takes ? 'partly' : 'later') : 'now';
};

const NUMBER = /^\d+$/;

/** Whether there is any cap before and after: without one no sum waits, with one an asset that has none waits from nothing on. */
export type Capped = { before: boolean; after: boolean };
export const cappedOf = (before: Policy, after: Policy): Capped => {
  const any = ({ moneyOut }: Policy): boolean => (moneyOut?.above.length ?? 0) > 0;
  return { before: any(before), after: any(after) };
};

/** When a difference holds, by what it is. What is not known is said to wait: the worker asks the password for it anyhow. */
export const holdsWhen = (difference: Difference, capped: Capped): When => {
  const line = lineOf(difference.path);
  const caps = line?.field === 'above';
  const before = difference.before ?? (caps && capped.before ? '0' : null);
  const after = difference.after ?? (caps && capped.after ? '0' : null);
  if (after === before) return 'now';
  if (line === null || after === null) return 'later';
  if (before === null) return 'now';
  switch (line.field) {
    case 'markets':
      return ofLists(listed(before), listed(after));
    case 'only':
      return ofLists(listed(before.toLowerCase()), listed(after.toLowerCase()));
    case 'over':
      return after === 'refuse' ? 'now' : 'later';
    case 'newAddress':
      return after === 'true' ? 'now' : 'later';
    case 'hours':
      return NUMBER.test(before) && NUMBER.test(after) && Number(after) >= Number(before) ? 'now' : 'later';
    default:
      return isDecimal(before) && isDecimal(after) && compare(after, before) <= 0 ? 'now' : 'later';
  }
};

/**
 * Whether a line that waits loosens nothing beyond what was on its way already: then it comes when that comes.
 * @param pending the differences of what is on its way
 * @param capped of what is on its way, and of what is asked now
 */
export const isOnItsWay = (difference: Difference, pending: readonly Difference[], capped: Capped): boolean => {
  const found = pending.find(({ path }) => path === difference.path);
  return holdsWhen({ ...difference, before: found ? found.after : difference.before }, capped) === 'now';
};
