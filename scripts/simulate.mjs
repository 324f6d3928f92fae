/**
 * Guardians' ceremonies by chance: `node scripts/simulate.mjs [how many] [first seed]`. Prints how they ended, and the seed
 * of each that went wrong: the same seed gives the same ceremony.
 * @module
 */
import { runnerImport } from 'vite';
import { ROOT } from './setup.mjs';

const [, , count = '5000', from = '0'] = process.argv;
const { module } = await runnerImport('src/guardians/testing/simulation.ts', {
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
});
/** @type {typeof import('../src/guardians/testing/simulation.ts')} */
const { ceremony, tableOf } = module;

const outcomes = [];
for (let i = 0; i < Number(count); i++) {
  const seed = String(Number(from) + i);
  try {
    const outcome = ceremony(seed);
    outcomes.push(outcome);
    if (outcome.wrong.length) console.error(`seed ${seed} (${outcome.plot}): ${outcome.wrong.join('; ')}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`seed ${seed} broke off:`, error);
  }
}
console.table(tableOf(outcomes));
if (outcomes.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
