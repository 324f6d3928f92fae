/** A phrase that is pasted or typed, as the words of its fields. @module */

/** How many words a phrase may have (BIP-39). */
export const COUNTS = [12, 15, 18, 21, 24] as const;
export type Count = (typeof COUNTS)[number];

/** The words of a text. Numbers, commas and quotes, as people note them down, fall away. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .split(/[\s,;:."'()[\]-]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word));

/** The smallest phrase that has room for this many words. */
export const roomFor = (words: number): Count => COUNTS.find((count) => count >= words) ?? 24;

/**
 * Lays words over the fields, beginning at `from`.
 * @returns every field anew; the fields grow to the next phrase length when the words need it, and never beyond 24
 */
export const spread = (fields: readonly string[], from: number, words: readonly string[]): string[] => {
  const length = Math.max(fields.length, roomFor(from + words.length));
  return Array.from({ length }, (_, i) => words[i - from] ?? fields[i] ?? '');
};
