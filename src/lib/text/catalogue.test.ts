import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const HERE = new URL('./', import.meta.url);
/** The ids that a file writes itself, not those of other files that it takes in. */
const idsIn = (source: string): string[] => [...source.matchAll(/^ {2}'([\w.-]+)':/gm)].map(([, id = '']) => id);

test('no id stands in two catalogues: the later one would win, without a word', () => {
  const files = readdirSync(HERE).filter((name) => name.endsWith('.en.ts'));
  const all = files.flatMap((file) => idsIn(readFileSync(new URL(file, HERE), 'utf8')));
  expect(files.length).toBeGreaterThan(10);
  expect(all.length).toBeGreaterThan(1000);
  expect(all.filter((id, i) => all.indexOf(id) !== i)).toEqual([]);
});
