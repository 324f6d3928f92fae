/**
 * The parts that `npm test` and `npm run check` are made of, and how they are run: in lanes side by side, a line with
 * its time for each, and what is to be known of what fails.
 * @module
 */
import { join } from 'node:path';
import { run } from './child.mjs';
import { ROOT } from './setup.mjs';

/** @param {string} name */
const bin = (name) => join(ROOT, 'node_modules/.bin', name);

/**
 * @typedef {{
 *   name: string,
 *   command: string,
 *   args: string[],
 *   env?: Record<string, string>,
 *   live?: boolean,
 *   needs?: string,
 *   show?: (output: string) => string,
 *   fault?: (output: string) => string,
 * }} Part `live` shows the output as it comes, `needs` names the part of the same lane without which this one is in vain,
 *   `show` picks what is worth reading when all went well, `fault` when something failed
 */

/** @type {Part[]} */
export const STATIC = [
  { name: 'types', command: bin('tsc'), args: ['-p', '.'] },
  { name: 'lint', command: bin('biome'), args: ['check', '--error-on-warnings', '--colors=off'] },
  { name: 'boundaries', command: bin('depcruise'), args: ['--no-progress', 'src', 'e2e', 'demo', 'bench', 'scripts'] },
  { name: 'dead code', command: bin('knip'), args: ['--no-progress'] },
];

/** @type {Part} */
export const SIZES = {
  name: 'sizes',
  command: process.execPath,
  args: ['scripts/sizes.mjs'],
  needs: 'build',
  show: (output) => output,
};

/** @type {Part} */
export const UNIT = {
  name: 'unit tests',
  command: bin('vitest'),
  args: ['run', '--coverage', '--reporter=dot'],
  show: (output) => {
    const counts = output.split('\n').filter((line) => /^\s*(Test Files|Tests|Type Errors)\s/.test(line));
    const table = output.indexOf(' % Coverage report');
    return [...counts, table < 0 ? '' : output.slice(table)].join('\n');
  },
  // What failed stands first: whoever keeps only the beginning of a long output still has the names.
  fault: (output) => {
    const first = output.search(/^.*Failed (?:Tests|Suites)/m);
    const table = output.indexOf(' % Coverage report');
    return first < 0 ? output : output.slice(first, table > first ? table : undefined);
  },
};

/** @type {Part[]} */
export const BUILDS = [
  { name: 'build', command: bin('vite'), args: ['build', '--logLevel', 'warn'] },
  { name: 'test build', command: bin('vite'), args: ['build', '--logLevel', 'warn', '--mode', 'testing'] },
];

/** @type {Part} */
export const E2E = {
  name: 'end-to-end',
  command: bin('playwright'),
  args: ['test', '--reporter=list'],
  live: true,
  needs: 'test build',
};

/** @param {number} since @param {number} until */
const seconds = (since, until) => `${((until - since) / 1000).toFixed(1)} s`;

/**
 * Runs each lane from first to last, the lanes side by side.
 * @param {Part[][]} lanes
 * @returns {Promise<boolean>} did all of it go well?
 */
export async function runParts(lanes) {
  const began = Date.now();
  /** @type {string[]} */
  const failed = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const { name, command, args, env, live, needs, show, fault } of lane) {
        if (needs && failed.includes(needs)) {
          failed.push(name);
          console.log(`FAIL  ${name.padEnd(12)} not run: ${needs} failed`);
          continue;
        }
        const start = Date.now();
        const { code, output } = await run(command, args, {
          cwd: ROOT,
          quiet: !live,
          env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
        });
        if (code) failed.push(name);
        const said = code ? (fault?.(output) ?? output) : (show?.(output) ?? '');
        console.log(
          `${code ? 'FAIL' : 'ok  '}  ${name.padEnd(12)} ${seconds(start, Date.now())}${said.trim() ? `\n${said.trim().replace(/^/gm, '      ')}` : ''}`,
        );
      }
    }),
  );
  console.log(
    failed.length
      ? `\nFailed after ${seconds(began, Date.now())}: ${failed.join(', ')}`
      : `\nAll went well in ${seconds(began, Date.now())}.`,
  );
  return failed.length === 0;
}
