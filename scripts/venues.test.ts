import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { adapters } from '../src/venues/registry.ts';
import { PAGE, page } from './venues.ts';

test('docs/venues.md is what the adapters say', () => {
  // Otherwise: npm run docs:venues
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

test('every venue is in it once', () => {
  const headings = [...page().matchAll(/^## (.+)$/gm)].map(([, name]) => name);
  for (const { name } of adapters)
    expect(
      headings.filter((one) => one === name),
      name,
    ).toHaveLength(1);
});

test('the files that it names are there', () => {
  for (const [, file = ''] of page().matchAll(/\| ([a-z-]+\.ts) \|$/gm))
    expect(existsSync(new URL(`../src/venues/${file}`, import.meta.url)), file).toBe(true);
});
