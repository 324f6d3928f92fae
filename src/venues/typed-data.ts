/** Typed data, read: the venue's own card where domain and type are exactly its own, else what can honestly be said. @module */
import type { Text } from '../lib/text.ts';
import type { TypedData } from '../signing/typed-data.ts';
import { visible } from '../signing/visible.ts';
import { type Card, exact, NotReadable, notShown, row, unreadable, words } from './adapter.ts';
import { transferIn } from './authorizations.ts';
import { readerOf } from './domain-rule.ts';
import { hashIn } from './hashes.ts';
import { keyInTypedData } from './keys.ts';
import { permitIn } from './permits.ts';
import type { Note, Reading, ReadingContext } from './reading.ts';
import { type DomainMatch, matchDomain } from './registry.ts';
import { voteIn } from './votes.ts';

const MOST_NAMES = 5;

const raw = (data: TypedData, why: Text, hashOnly = false): Card => {
  const { name } = data.domain;
  const rows = [
    row('row.domain', name ? exact(visible(name)) : words('value.noneNamed')),
    row('row.type', exact(data.primaryType)),
  ];
  return unreadable(why, rows, hashOnly);
};

const fromVenue = (data: TypedData, context: ReadingContext, match: DomainMatch | null): Card | null => {
  if (match?.fit !== 'exact') return null;
  const read = readerOf(match.rule, data.encodeType);
  if (!read) return null;
  try {
    return read(data, context);
  } catch (cause) {
    if (cause instanceof NotReadable) return raw(data, cause.why);
    throw cause;
  }
};

/** What the site sent along and nobody signs. */
export const unsignedNotes = ({ unsigned }: TypedData): Note[] => {
  if (unsigned.length === 0) return [];
  const names = unsigned.slice(0, MOST_NAMES).join(', ') + (unsigned.length > MOST_NAMES ? ', ...' : '');
  return [{ level: 'care', text: { id: 'note.unsigned', params: { names } } }];
};

const cardOf = (data: TypedData, context: ReadingContext, match: DomainMatch | null): Card => {
  const known = keyInTypedData(data, context) ?? fromVenue(data, context, match);
  if (known) return known;
  const hash = hashIn(data);
  if (hash) return raw(data, hash, true);
  return (
    permitIn(data, context) ??
    transferIn(data, context) ??
    voteIn(data, context) ??
    raw(data, { id: match ? 'why.unknownType' : 'why.unknownSchema' })
  );
};

/** One of the seven readings. `match` comes from `matchDomain`, so that reading and rules speak of the same venue. */
export const readTypedData = (
  data: TypedData,
  context: ReadingContext,
  match: DomainMatch | null = matchDomain(data),
): Reading => {
  const { also, ...card } = cardOf(data, context, match);
  return {
    ...card,
    notes: [...card.notes, ...unsignedNotes(data)],
    fields: [...data.domainFields, ...data.fields],
    ...notShown(data.fields, also),
  };
};
