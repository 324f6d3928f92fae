/**
 * The size budgets of a release build, in bytes: what every page on the web gets, what the worker and the approval page
 * load before they can run, the zip, and beside it the descriptions that are read one at a time (ADR 0028). `node scripts/sizes.mjs [dist]` prints them and fails when one is over.
 * A budget is raised by an ADR that holds the measured bytes, never here alone.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

// The worker: guardians, readings, limits and sessions live in it, and it has no dynamic import. ADR 0026, 0030, 0032.
export const BUDGETS = { injected: 12_000, worker: 780_000, approval: 360_000, zip: 740_000, descriptors: 300_000 };
const NAMES = {
  injected: 'JavaScript injected in every page',
  worker: 'worker JavaScript',
  approval: 'approval entry JavaScript',
  zip: 'zip',
  descriptors: 'zipped descriptions',
};

/** @param {string} dir @returns {string[]} */
const files = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
  );

/**
 * A module and everything it imports statically.
 * @param {string} dir @param {string} path @param {Set<string>} [seen]
 */
function withImports(dir, path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  const code = readFileSync(path, 'utf8');
  // Built files import by `import"./x.js"`, `from"./x.js"` and `export ... from"./x.js"`; a dynamic import() is not one.
  for (const [, name = ''] of code.matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']/g))
    withImports(dir, name.startsWith('/') ? join(dir, name) : resolve(dirname(path), name), seen);
  return seen;
}

/** @param {Iterable<string>} paths */
const total = (paths) => [...new Set(paths)].reduce((sum, path) => sum + readFileSync(path).length, 0);

/** The scripts that a page names, and what they import. @param {string} dir @param {string} page */
function pageScripts(dir, page) {
  const html = readFileSync(join(dir, page), 'utf8');
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src = '']) =>
    src.startsWith('/') ? join(dir, src) : resolve(dir, dirname(page), src),
  );
  if (!scripts.length) throw new Error(`${page} names no script`);
  return scripts.flatMap((path) => [...withImports(dir, path)]);
}

/** Data files that only `npm run descriptors` makes many. @param {string} dir @param {string} path */
const isDescription = (dir, path) => relative(dir, path).startsWith('descriptors');

/**
 * The bytes of a zip of files of a folder, computed from its parts: the same on every machine.
 * @param {string} dir @param {string[]} paths
 */
function zipBytes(dir, paths) {
  const HEADERS = 30 + 46; // local and central header of an entry, each followed by its name
  return paths.reduce((sum, path) => {
    const data = readFileSync(path);
    return (
      sum +
      HEADERS +
      2 * Buffer.byteLength(relative(dir, path)) +
      Math.min(data.length, deflateRawSync(data, { level: 9 }).length)
    );
  }, 22);
}

/**
 * @param {string} dir a release build
 * @param {string} [approval] its approval page
 * @returns {Record<keyof typeof BUDGETS, number>} bytes
 */
export function sizesOf(dir, approval = 'src/popup/approve.html') {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
  return {
    injected: total(
      manifest.content_scripts.flatMap((/** @type {{ js: string[] }} */ { js }) => js.map((name) => join(dir, name))),
    ),
    worker: total(withImports(dir, join(dir, manifest.background.service_worker))),
    approval: total(pageScripts(dir, approval)),
    zip: zipBytes(
      dir,
      files(dir).filter((path) => !isDescription(dir, path)),
    ),
    descriptors: zipBytes(
      dir,
      files(dir).filter((path) => isDescription(dir, path)),
    ),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dir = resolve(process.argv[2] ?? join(fileURLToPath(new URL('..', import.meta.url)), 'dist'));
  if (!existsSync(join(dir, 'manifest.json'))) {
    console.error(`There is no build in ${dir}. Make one with "npm run build".`);
    process.exit(1);
  }
  const sizes = sizesOf(dir);
  for (const key of /** @type {(keyof typeof BUDGETS)[]} */ (Object.keys(BUDGETS))) {
    const over = sizes[key] > BUDGETS[key];
    console.log(
      `${over ? 'OVER' : 'ok  '}  ${NAMES[key].padEnd(34)} ${String(sizes[key]).padStart(7)} of ${BUDGETS[key]} bytes`,
    );
    if (over) process.exitCode = 1;
  }
}
