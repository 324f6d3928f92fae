/** For tests: which leaves of a message may change without a person seeing it. @module */
import { RequestError } from '../signing/request-error.ts';
import { type Mutation, mutations } from './expected/mutate.ts';
import { type Json, typesOf, type Vector } from './expected/vector.ts';
import { CONTEXT, dataOf } from './fixtures.ts';
import type { Reading } from './reading.ts';
import { readTypedData } from './typed-data.ts';

export type Message = Record<string, Json>;

/** What a person sees: the card, and the list of what is signed besides. */
const seen = ({ fields, notShown, ...card }: Reading): string =>
  JSON.stringify(card.kind === 'unreadable' ? fields : [card, notShown]);

/** Paths whose change leaves card and list as they were. What cannot even be parsed is seen by nobody. */
export const unseen = (domain: Message, type: string, message: Message): string[] => {
  const primaryType = type.slice(0, type.indexOf('('));
  const read = (of: Vector): Reading => readTypedData(dataOf(of.domain ?? {}, type, of.message ?? {}), CONTEXT);
  const vector: Vector = { file: '', id: '', kind: 'eip712', domain, types: typesOf(type), primaryType, message };
  const before = seen(read(vector));
  const same = ({ vector: changed }: Mutation): boolean => {
    try {
      return seen(read(changed)) === before;
    } catch (cause) {
      if (cause instanceof RequestError) return false;
      throw cause;
    }
  };
  return mutations(vector)
    .filter(same)
    .map(({ path }) => path);
};
