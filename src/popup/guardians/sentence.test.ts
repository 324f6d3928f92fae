import { beforeAll, expect, test, vi } from 'vitest';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { guardians } = await import('../../lib/text/guardians.en.ts');
const { learn, t } = await import('../text.ts');
const { listed, whoCan } = await import('./sentence.ts');

beforeAll(() => learn(guardians));

const said = (names: string[], need: number) =>
  whoCan(names, need)
    .map((text) => t(text))
    .join('. ');

test('names are listed as people say them', () => {
  expect([[], ['Ana'], ['Ana', 'Ben'], ['Ana', 'Ben', 'My laptop']].map(listed)).toEqual([
    '',
    'Ana',
    'Ana and Ben',
    'Ana, Ben and My laptop',
  ]);
});

test('hidden characters of a name are spelled out', () => {
  expect(listed(['A\u202Ena', 'Ben'])).toBe('A⟨U+202E⟩na and Ben');
});

test.each([
  [
    ['Ana', 'Ben', 'My laptop'],
    2,
    'Any 2 of Ana, Ben and My laptop can bring you back. If you lose 2 of them nobody can.',
  ],
  [['a', 'b', 'c', 'd', 'e'], 3, 'Any 3 of a, b, c, d and e can bring you back. If you lose 3 of them nobody can.'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 3, 'Any 3 of these 7 can bring you back. If you lose 5 of them nobody can.'],
  [['Ana', 'Ben'], 2, 'Ana and Ben can bring you back, all 2 together. If you lose 1 of them nobody can.'],
  [['Ana'], 2, 'Nobody can bring you back yet. Ana cannot bring you back yet: 1 more needed.'],
  [['Ana', 'Ben'], 3, 'Nobody can bring you back yet. Ana and Ben cannot bring you back yet: 1 more needed.'],
  // One alone is never enough, whatever was asked for.
  [['Ana'], 1, 'Nobody can bring you back yet. Ana cannot bring you back yet: 1 more needed.'],
])('%j with %i needed', (names, need, words) => {
  expect(said(names, need)).toBe(words);
});
