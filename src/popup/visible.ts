/** Makes text of strangers fit to look at. @module */

/**
 * Control and format characters (but not line breaks and tabs): marks that turn the direction of writing and characters
 * without width, with which a text can look like another one. Variation selectors stay: they only choose an emoji's form.
 * What readings carry is spelled out already (`signing/visible.ts`) and comes through unchanged; this is the net under it.
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const HIDDEN = /[[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\n\t\p{Variation_Selector}]]/gv;

/** The same text with every hidden character spelled out as `⟨U+202E⟩`. */
export const visible = (text: string): string =>
  text.replace(HIDDEN, (c) => `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
