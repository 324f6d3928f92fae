/**
 * Runs a TypeScript file of this project under any Node from 20.19: `node scripts/ts.mjs demo/tour.ts [arguments]`.
 * The file finds its arguments where a program of its own would, from `process.argv[2]`.
 * @module
 */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './setup.mjs';

const [, , file, ...rest] = process.argv;
if (!file) throw new Error('Which file? node scripts/ts.mjs <file.ts> [arguments]');
process.argv.splice(1, process.argv.length, resolve(file), ...rest);
await runnerImport(resolve(file), {
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  define: { __VOUCH_TEST__: 'false' },
});
