/** What a rule is: facts in, findings out. @module */
import type { ReadingText } from '../signing/request-error.ts';
import type { Malformed, Siwe } from '../signing/siwe.ts';
import type { TypedData } from '../signing/typed-data.ts';
import type { Reading, ReadingContext } from '../venues/reading.ts';
import type { DomainMatch } from '../venues/registry.ts';
import type { Finding, Level } from './verdict.ts';

/** Everything that the rules go by. What a request does not have is null. */
export type Examination = {
  reading: Reading;
  context: ReadingContext;
  data: TypedData | null;
  match: DomainMatch | null;
  signIn: Siwe | Malformed | null;
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
