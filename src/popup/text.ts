/** The words of our pages. @module */

import { approve } from '../lib/text/approve.en.ts';
import { pageErrors } from '../lib/text/page-errors.en.ts';
import { reading } from '../lib/text/reading.en.ts';
import { fill, type Text, type TextId } from '../lib/text.ts';

const words: Partial<Record<TextId, string>> = { ...pageErrors, ...reading, ...approve };

/** Adds a catalogue. The approval entry starts without the words of the other screens, so that it stays small. */
export const learn = (catalogue: Partial<Record<TextId, string>>): void => {
  Object.assign(words, catalogue);
};

/** The pattern of a sentence. An id without words comes back as itself, so that it is seen. */
export const pattern = (id: TextId): string => words[id] ?? id;

/** A sentence as plain text. Params are put in exactly as they are. */
export const t = (text: Text | TextId, params?: Record<string, string>): string =>
  typeof text === 'string' ? fill(pattern(text), params) : fill(pattern(text.id), text.params);
