/**
 * `npm run fuzz [-- cases [seed]]`: the fuzz tests of `npm test` for longer, a million cases unless told otherwise, from a seed
 * that is new each time and printed. The same cases and seed find the same.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { giveUp, ROOT, setUp } from './setup.mjs';

const FILES = ['src/signing/fuzz.test.ts', 'src/policy/fuzz.test.ts', 'src/policy/told.fuzz.test.ts'];

const [cases = 1_000_000, seed = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number);
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(seed))
  giveUp(new Error('Cases and seed are whole numbers: npm run fuzz -- 1000000 4'));

await setUp().catch(giveUp);
console.log(`${cases.toLocaleString('en')} cases from seed ${seed}`);
const started = performance.now();
const child = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), ['run', '--reporter=verbose', ...FILES], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, VOUCH_FUZZ_CASES: String(Math.ceil(cases / FILES.length)), VOUCH_FUZZ_SEED: String(seed) },
});
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s. Again: npm run fuzz -- ${cases} ${seed}`);
process.exit(child.status ?? 1);
