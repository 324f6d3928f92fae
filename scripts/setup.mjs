/**
 * Makes a bare clone ready: the right Node, the packages of package-lock.json, and a Chromium where one is needed.
 * Needs nothing installed. `node scripts/setup.mjs [--browser]`
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { findChromium, NoChromium, versionOf } from './chromium.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export class SetUpFailed extends Error {
  /** @override */
  name = 'SetUpFailed';
}

/** @param {string} version for example `20.19.0` */
const fits = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
};

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return null;
  }
}

/** Are the packages of package-lock.json installed, each in its version? Those for other machines may be missing. */
function installed() {
  const wanted = packagesIn(join(ROOT, 'package-lock.json')) ?? {};
  const present = packagesIn(join(ROOT, 'node_modules/.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (present[path] ? present[path].version === version && existsSync(join(ROOT, path)) : optional),
  );
}

async function installPackages() {
  if (installed()) return;
  console.log('Installing the packages of package-lock.json (npm ci).');
  const npm = process.env.npm_execpath;
  const [command, first] = npm && /\.[cm]?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const { code, output } = await run(command, [...first, 'ci', '--loglevel=error'], { cwd: ROOT, quiet: true });
  if (code)
    throw new SetUpFailed(`npm ci failed (exit code ${code}). Is a package registry in reach?\n${output.trim()}`);
}

/**
 * @param {{ browser?: boolean }} [options]
 * @returns {Promise<{ chromium: string }>} the path of the Chromium; empty when none was asked for
 * @throws {SetUpFailed | NoChromium}
 */
export async function setUp({ browser = false } = {}) {
  if (!fits(process.versions.node))
    throw new SetUpFailed(
      `This is Node ${process.versions.node}; Vouch needs Node 20.19 or later (22.12 or later of the 22 line). Install one from https://nodejs.org or with your version manager.`,
    );
  await installPackages();
  if (!browser) return { chromium: '' };
  const chromium = await findChromium({ install: true });
  process.env.CHROMIUM_PATH = chromium;
  return { chromium };
}

/**
 * Says in one message why set-up cannot go on, without a stack, and ends.
 * @param {unknown} error
 * @returns {never}
 */
export function giveUp(error) {
  console.error(error instanceof SetUpFailed || error instanceof NoChromium ? `\n${error.message}` : error);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { chromium } = await setUp({ browser: process.argv.includes('--browser') }).catch(giveUp);
  if (chromium) console.log(`Chromium ${versionOf(chromium)}: ${chromium}`);
}
