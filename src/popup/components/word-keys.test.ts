import { expect, test } from 'vitest';
import { nextField } from './word-keys.ts';

const at = (index: number, word: string, caret = word.length) => ({
  index,
  count: 5,
  length: word.length,
  start: caret,
  end: caret,
});

test('space and Enter go on once there is a word, and Enter in the last field is left to the form', () => {
  expect(nextField(' ', at(0, 'copper'))).toBe(1);
  expect(nextField('Enter', at(3, 'fossil'))).toBe(4);
  expect(nextField('Enter', at(0, ''))).toBeNull();
  expect(nextField('Enter', at(4, 'window'))).toBeNull();
});

test('arrows move inside a word first, and never out of the row', () => {
  expect(nextField('ArrowLeft', at(1, 'ladder', 3))).toBeNull();
  expect(nextField('ArrowLeft', at(1, 'ladder', 0))).toBe(0);
  expect(nextField('ArrowRight', at(1, 'ladder', 3))).toBeNull();
  expect(nextField('ArrowRight', at(1, 'ladder'))).toBe(2);
  expect(nextField('ArrowLeft', at(0, '', 0))).toBeNull();
  expect(nextField('ArrowRight', at(4, 'window'))).toBeNull();
  expect(nextField('ArrowDown', at(2, 'april', 1))).toBe(3);
  expect(nextField('ArrowUp', at(2, 'april', 1))).toBe(1);
});

test('a selected word is not left by an arrow', () => {
  expect(nextField('ArrowLeft', { index: 1, count: 5, length: 6, start: 0, end: 6 })).toBeNull();
});

test('Backspace goes back from an empty field only', () => {
  expect(nextField('Backspace', at(2, ''))).toBe(1);
  expect(nextField('Backspace', at(2, 'a'))).toBeNull();
  expect(nextField('Backspace', at(0, ''))).toBeNull();
});

test('letters stay where they are', () => {
  expect(nextField('a', at(0, 'copper'))).toBeNull();
});
