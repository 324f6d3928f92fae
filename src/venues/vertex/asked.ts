/** Messages as a page asks for them, what a card says of them, and which of their leaves nobody sees. For tests. @module */
import { reading as catalogue } from '../../lib/text/reading.en.ts';
import { fill, type Text } from '../../lib/text.ts';
import { mutations } from '../expected/mutate.ts';
import { faults, unseen } from '../expected/seen.ts';
import { type Json, readVector, typesOf, type Vector, vectors } from '../expected/vector.ts';
import type { Reading, Row } from '../reading.ts';

export const asked = (domain: Record<string, Json>, encodeType: string, message: Record<string, Json>): Vector => ({
  file: '',
  id: '',
  kind: 'eip712',
  domain,
  types: typesOf(encodeType),
  primaryType: encodeType.slice(0, encodeType.indexOf('(')),
  message,
});

export const readingOf = (vector: Vector, account?: string): Reading => {
  const read = readVector(vector, account);
  if (!read) throw new Error('Nothing reads this kind of vector.');
  return read.reading;
};

/** What is wrong with the card, and the leaves of the message whose change is neither on it nor under "also signed". */
export const missed = (vector: Vector, account?: string): string[] => {
  const first = readVector(vector, account);
  if (!first) return ['it is not read'];
  const changes = mutations(vector).filter(({ path }) => path.startsWith('message'));
  if (changes.length === 0) return ['nothing could be changed'];
  return [
    ...faults(first.reading),
    ...changes.flatMap((change) => {
      const second = readVector(change.vector, account);
      const why = second ? unseen(first, second, change.path) : 'it is not read';
      return why === null ? [] : [`${change.path}: ${why}`];
    }),
  ];
};

/** The typed data of a file of vectors; those of the project alone, and said aloud, where the folder is missing. */
export const vectorsOf = (file: string): Vector[] =>
  vectors().filter((vector) => vector.file === file && vector.kind === 'eip712');

const plain = (text: Text): string => fill((catalogue as Record<string, string>)[text.id] ?? text.id, text.params);

export const sentence = ({ headline }: Reading): string => plain(headline);
const rowOf = ({ rows }: Reading, label: Row['label']): Row | undefined => rows.find((row) => row.label === label);
/** In the words that a person reads; seconds for a time. */
export const said = (reading: Reading, label: Row['label']): string | number | undefined => {
  const value = rowOf(reading, label)?.value;
  if (value?.type === 'text') return plain(value.text);
  return value?.type === 'exact' ? value.text : value?.type === 'time' ? value.at : value?.address;
};
export const notes = (reading: Reading): string[] => reading.notes.map(({ level, text }) => `${level} ${text.id}`);
