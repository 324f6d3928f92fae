/** The worker's own words: what a page is told in English. Screens have the rest of the catalogue. @module */

import { errors } from '../lib/text/errors.en.ts';
import { reading } from '../lib/text/reading.en.ts';
import { fill, type Text } from '../lib/text.ts';

const words: Record<string, string> = { ...errors, ...reading };

export const say = (text: Text): string => fill(words[text.id] ?? text.id, text.params);
