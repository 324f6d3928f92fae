/** What a set of guardians survives, and what to say before it is made. @module */
import type { Kind } from './leaf.ts';

export type Member = { id: string; kind: Kind };
/**
 * `fine`: `spare` more can be lost. `last`: it still works and no more may be lost. `gone`: too few are left.
 * `paper only`: enough are left but only pages, and no recovery starts by paper alone.
 */
export type AfterLoss = { is: 'fine' | 'last' | 'gone' | 'paper only'; left: number; spare: number };
export const afterLoss = (_set: Member[], _t: number, _lost: string[]): AfterLoss => ({
  is: 'gone',
  left: 0,
  spare: 0,
});

/** `household`, `employer`, `provider`: what the owner says of them, any text. `guards`: ids of members it guards. */
export type Planned = Member & {
  household?: string;
  employer?: string;
  provider?: string;
  /** ids of members whose wallets this one guards */
  guards?: string[];
  /** how many wallets this one guards in all */
  duties?: number;
};
export type Warning =
  | { is: 'refused'; why: 'too few' | 'too many' | 'threshold' }
  /** the person types a sentence before this is made */
  | { is: 'typed'; why: 'n of n' | 'no majority' | 'paper reaches' }
  | {
      is: 'warn';
      why: 'household' | 'employer' | 'provider' | 'guards each other' | 'guards many' | 'reaches t';
      ids: string[];
    }
  | { is: 'recommend'; t: number; n: number };
export const warnings = (_plan: { members: Planned[]; t: number }): Warning[] => [];
