/**
 * Runs a TypeScript file of this project under any Node from 20.19: `node scripts/ts.mjs demo/tour.ts [arguments]`.
 * The file finds its arguments where a program of its own would, from `process.argv[2]`.
 * @module
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { ROOT } from './setup.mjs';

/** @param {string} file @param {string[]} [args] */
export async function runFile(file, args = []) {
  const path = resolve(file);
  process.argv.splice(1, process.argv.length, path, ...args);
  await runnerImport(path, { configFile: false, root: ROOT, logLevel: 'warn' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file, ...args] = process.argv;
  if (!file) throw new Error('Which file? node scripts/ts.mjs <file.ts> [arguments]');
  await runFile(file, args);
}
