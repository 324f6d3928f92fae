import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible, visibleLines, visibleStart } from './visible.ts';

test.each([
  ['a\u202eb', 'a⟨U+202E⟩b'],
  ['0x\u200b1', '0x⟨U+200B⟩1'],
  ['a\u00a0b', 'a⟨U+00A0⟩b'],
  ['\u{e0041}', '⟨U+E0041⟩'],
  ['\u3164\u2800', '⟨U+3164⟩⟨U+2800⟩'],
  ['⟨U+202E⟩', '⟨U+27E8⟩U+202E⟩'],
  ['a b', 'a b'],
  ['a\nb', 'a⟨U+000A⟩b'],
  ['Grüße, 価格 🙂', 'Grüße, 価格 🙂'],
])('%j is shown as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('line ends and tabs stay in a text of several lines', () => {
  expect(visibleLines('a\n\tb\r\u2066')).toBe('a\n\tb⟨U+000D⟩⟨U+2066⟩');
});

test('two texts never look the same, and nothing hidden is left', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\u202e', '\u200b', '⟨', '⟩', 'U', '+', '2', '0', 'E', 'B'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
    maxLength: 16,
  });
  const spelled = (shown: string) =>
    shown.replace(/⟨U\+([\dA-F]{4,6})⟩/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  fc.assert(
    fc.property(text, (original) => {
      expect(spelled(visible(original))).toBe(original);
      expect(spelled(visibleLines(original))).toBe(original);
      expect(visible(original)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('a beginning ends between two characters, never inside one', () => {
  const wide = '\u{20000}'.repeat(60);
  expect(visibleStart(wide, 59)).toBe('\u{20000}'.repeat(59));
  expect(visible(visibleStart(`a${wide}`, 40))).toBe(visibleStart(`a${wide}`, 40));
  expect(visibleStart('abc', 40)).toBe('abc');
});
