/** How the keys of a row of word fields move from one to the next. @module */

/** Where the caret is: in which field, and what of it is selected. */
export type Caret = { index: number; count: number; length: number; start: number; end: number };

/**
 * @returns the field to go to, or null when the key stays in its field and does what it always does. Enter in the last
 * field is null as well: it sends the form.
 */
export const nextField = (key: string, { index, count, length, start, end }: Caret): number | null => {
  const to = (next: number) => (next >= 0 && next < count && next !== index ? next : null);
  switch (key) {
    case ' ':
    case 'Enter':
      return length ? to(index + 1) : null;
    case 'Backspace':
      return length ? null : to(index - 1);
    case 'ArrowLeft':
      return start === 0 && end === 0 ? to(index - 1) : null;
    case 'ArrowRight':
      return start === length && end === length ? to(index + 1) : null;
    case 'ArrowUp':
      return to(index - 1);
    case 'ArrowDown':
      return to(index + 1);
    default:
      return null;
  }
};
