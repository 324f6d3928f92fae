/** What a rule is: facts in, findings out. @module */
import type { ReadingText } from '../signing/request-error.ts';
import type { Malformed, Siwe } from '../signing/siwe.ts';
import type { TypedData } from '../signing/typed-data.ts';
import type { Reading, ReadingContext } from '../venues/reading.ts';
import type { DomainMatch } from '../venues/registry.ts';
import type { Finding, Level } from './verdict.ts';

/**
 * What the market says of the one thing that is ordered. `price`: decimal, above 0, in the unit of the order's price.
 * `at`: ms since 1970.
 */
export type Reference = { price: string; at: number; source: string };

/** Everything that the rules go by. What a request does not have is null. */
export type Examination = {
  reading: Reading;
  context: ReadingContext;
  data: TypedData | null;
  match: DomainMatch | null;
  signIn: Siwe | Malformed | null;
  reference: Reference | null;
};

export type Rule = (examination: Examination) => Finding | null;

export const finding = (
  rule: string,
  level: Level,
  id: ReadingText['id'],
  params?: Record<string, string>,
): Finding => ({
  rule,
  level,
  text: params ? { id, params } : { id },
});
