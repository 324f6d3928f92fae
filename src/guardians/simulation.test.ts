/**
 * 200 ceremonies by chance, each from its own seed: people, relays, liars, thieves, deaths, clocks. `npm run simulate` runs
 * more of them.
 * @module
 */
import { expect, it } from 'vitest';
import { ceremony, type Outcome, tableOf } from './testing/simulation.ts';

const COUNT = 200;

it(`${COUNT} ceremonies: none loses the secret, gives it to a thief or skips a delay`, { timeout: 600_000 }, () => {
  const outcomes: Outcome[] = Array.from({ length: COUNT }, (_, i) => ceremony(String(i)));
  const table = tableOf(outcomes);
  console.table(table);
  expect(outcomes.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  // it was a mix, and not two hundred times the same
  expect(table.every(({ recovered, stopped, waiting }) => recovered + stopped + waiting > 0)).toBe(true);
  expect(outcomes.filter(({ end }) => end === 'recovered').length).toBeGreaterThan(COUNT / 3);
  expect(outcomes.filter(({ end }) => end === 'stopped').length).toBeGreaterThan(COUNT / 20);
});
