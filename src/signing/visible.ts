/** Text of others as it may be shown: nothing in it is hidden or turns the rest around. @module */
import { RequestError } from './request-error.ts';

/**
 * What has no shape of its own: controls, formats (bidi overrides among them), unassigned and private characters, spaces
 * that are not the space, fillers. The opening mark itself too, so that no text can pretend to contain a mark.
 */
const HIDDEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800⟨]/gu;

const mark = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** One line. Two different texts never look the same: U+202E becomes `⟨U+202E⟩`. */
export const visible = (text: string): string => text.replace(HIDDEN, (c) => (c === ' ' ? c : mark(c)));

/** The first characters of it, none of them cut in half: half of one is hidden again. */
export const visibleStart = (text: string, most: number): string => [...visible(text)].slice(0, most).join('');

/** The same for a text of several lines: line ends and tabs stay. */
export const visibleLines = (text: string): string =>
  text.replace(HIDDEN, (c) => (c === ' ' || c === '\n' || c === '\t' ? c : mark(c)));

/** More spelled-out characters than anybody reads; a page that drew them all would stand still for seconds. */
const MOST_SPELLED_OUT = 4096;

/** @throws {RequestError} when so much of what would be shown is hidden characters, spelled out, that it cannot be read. */
export const checkReadable = (shown: readonly string[]): void => {
  const spelledOut = shown.reduce((sum, text) => sum + text.split('⟨U+').length - 1, 0);
  if (spelledOut > MOST_SPELLED_OUT) throw new RequestError('request.hidden', { most: '4,096' });
};
