/**
 * `npm run torture [-- kills [seed]]`: the browser killed while sessions sign, 200 times unless told otherwise, at moments from
 * a seed that is new each time and printed.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { giveUp, ROOT, setUp } from './setup.mjs';

const [kills = 200, seed = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number);
if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed))
  giveUp(new Error('Kills and seed are whole numbers: npm run torture -- 200 4'));

await setUp({ browser: true }).catch(giveUp);
const bin = (/** @type {string} */ name) => join(ROOT, 'node_modules/.bin', name);
const run = (/** @type {string} */ command, /** @type {string[]} */ args) =>
  spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, VOUCH_KILLS: String(kills), VOUCH_SEED: String(seed) },
  }).status ?? 1;

const built = run(bin('vite'), ['build', '--logLevel', 'warn', '--mode', 'testing']);
if (built !== 0) process.exit(built);
const started = performance.now();
const status = run(bin('playwright'), ['test', 'e2e/limits/torture.spec.ts', '--reporter=list', '--retries=0']);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s. Again: npm run torture -- ${kills} ${seed}`);
process.exit(status);
