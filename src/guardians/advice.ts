/** What a set of guardians survives, and what is said before it is made. @module */
import type { Kind } from './leaf.ts';
import { majority } from './rows.ts';

export type Member = { id: string; kind: Kind };
/**
 * `left`: how many are left. `spare`: how many more may be lost, whichever they are. `fine`: some; `last`: none;
 * `gone`: too few are left; `paper only`: enough are left, but only pages, and no recovery begins by pages alone.
 */
export type AfterLoss = { is: 'fine' | 'last' | 'gone' | 'paper only'; left: number; spare: number };

export const afterLoss = (set: Member[], t: number, lost: string[]): AfterLoss => {
  const left = set.filter(({ id }) => !lost.includes(id));
  const others = left.filter(({ kind }) => kind !== 'paper').length;
  if (left.length < t) return { is: 'gone', left: left.length, spare: 0 };
  if (others === 0) return { is: 'paper only', left: left.length, spare: 0 };
  const spare = Math.min(left.length - t, others - 1); // pages alone begin nothing
  return { is: spare > 0 ? 'fine' : 'last', left: left.length, spare };
};

/** What the owner knows of a member, any text. `guards`: ids of members whose wallets it guards. */
export type Planned = Member & {
  household?: string;
  employer?: string;
  provider?: string;
  guards?: string[];
  /** how many wallets it guards in all */
  duties?: number;
};
export type Warning =
  | { is: 'refused'; why: 'too few' | 'too many' | 'threshold' }
  /** the person types a sentence before it is made */
  | { is: 'typed'; why: 'n of n' | 'no majority' | 'paper reaches' }
  | { is: 'warn'; why: Shared | 'guards each other' | 'guards many'; ids: string[] }
  | { is: 'recommend'; t: number; n: number };
type Shared = 'household' | 'employer' | 'provider';

/** From so many wallets on a guardian is said to guard many. */
const MANY = 5;
const GOOD = [
  { t: 2, n: 3 },
  { t: 3, n: 5 },
];

const refused = (n: number, t: number): Warning | undefined => {
  if (n < 2) return { is: 'refused', why: 'too few' };
  if (n > 255) return { is: 'refused', why: 'too many' };
  return t < 2 || t > n ? { is: 'refused', why: 'threshold' } : undefined;
};

/** Those who share one household, employer or provider; one warning for each that two or more share. */
const shared = (members: Planned[], why: Shared): Warning[] => {
  const nameOf = (member: Planned): string => member[why]?.trim().toLowerCase() ?? '';
  return [...new Set(members.map(nameOf))].flatMap((name) => {
    const ids = members.filter((member) => nameOf(member) === name).map(({ id }) => id);
    return name !== '' && ids.length > 1 ? [{ is: 'warn' as const, why, ids }] : [];
  });
};

const eachOther = (members: Planned[]): Warning[] => {
  const ids = members.filter((one) =>
    members.some((other) => one.id !== other.id && one.guards?.includes(other.id) && other.guards?.includes(one.id)),
  );
  return ids.length > 0 ? [{ is: 'warn', why: 'guards each other', ids: ids.map(({ id }) => id) }] : [];
};

/** A plan that is refused has no other warning. In the order in which they are said. */
export const warnings = ({ members, t }: { members: Planned[]; t: number }): Warning[] => {
  const n = members.length;
  const no = refused(n, t);
  if (no) return [no];
  const number = (kind: Kind): number => members.filter((one) => one.kind === kind).length;
  const many = members.filter(({ duties = 0 }) => duties >= MANY).map(({ id }) => id);
  const good = GOOD.some((one) => one.t === t && one.n === n);
  const near = GOOD[n <= 3 ? 0 : 1];
  return [
    ...(number('paper') >= t ? [{ is: 'typed' as const, why: 'paper reaches' as const }] : []),
    ...(t === n ? [{ is: 'typed' as const, why: 'n of n' as const }] : []),
    ...(majority(number('person')) === null ? [{ is: 'typed' as const, why: 'no majority' as const }] : []),
    ...(['household', 'employer', 'provider'] as const).flatMap((why) => shared(members, why)),
    ...eachOther(members),
    ...(many.length > 0 ? [{ is: 'warn' as const, why: 'guards many' as const, ids: many }] : []),
    ...(good || !near ? [] : [{ is: 'recommend' as const, ...near }]),
  ];
};
