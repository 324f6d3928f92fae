import { expect, test } from 'vitest';
import { visible } from './visible.ts';

test('spells out what would turn or hide text', () => {
  expect(visible('pay \u202e0001')).toBe('pay ⟨U+202E⟩0001');
  expect(visible('a\u200bb\u0000c\u00add\ufeff\u2066')).toBe('a⟨U+200B⟩b⟨U+0000⟩c⟨U+00AD⟩d⟨U+FEFF⟩⟨U+2066⟩');
  expect(visible('\u{e0041}')).toBe('⟨U+E0041⟩');
  expect(visible('\ud800')).toBe('⟨U+D800⟩');
});

test('leaves words, line breaks and right-to-left letters as they are', () => {
  const text = 'Sign in\n\tשלום, 注文 €1,000.50 ❤\ufe0f';
  expect(visible(text)).toBe(text);
});
