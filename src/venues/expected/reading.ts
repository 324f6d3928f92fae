/** How an expected reading is written down. For tests. @module */
import { NOT_SIGNED, type Summary, type Verb } from '../summary.ts';

/** `account`: who is asked, where the vector's message names another account than its key. */
export type Expected = { account?: string } & ({ rows: Summary[] } | { unreadable: string });
/** By the vector's id. */
export type Expectations = Readonly<Record<string, Expected>>;

type Said = Partial<Omit<Summary, 'verb'>>;

/** One row. What is not named is not in the signature. */
export const line = (verb: Verb, said: Said = {}): Summary => ({
  verb,
  market: NOT_SIGNED,
  side: NOT_SIGNED,
  size: NOT_SIGNED,
  price: NOT_SIGNED,
  expiry: NOT_SIGNED,
  receiver: NOT_SIGNED,
  ...said,
});

export const says = (verb: Verb, said: Said = {}, account?: string): Expected => ({
  rows: [line(verb, said)],
  ...(account === undefined ? {} : { account }),
});

/** `why`: for whoever reads this, why nobody could say more. */
export const cannotBeRead = (why: string, account?: string): Expected => ({
  unreadable: why,
  ...(account === undefined ? {} : { account }),
});
