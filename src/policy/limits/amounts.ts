/** Amounts as limits take them: decimal text. @module */
import { isDecimal, plus } from '../../signing/format.ts';

export const sum = (amounts: readonly string[]): string => amounts.reduce(plus, '0');

/** What is no plain decimal is not known: a minus would make room for more. */
export const known = (amount: string | undefined): string | undefined =>
  amount !== undefined && isDecimal(amount) ? amount : undefined;
