/**
 * Finds a Chromium that can load Vouch unpacked: `CHROMIUM_PATH`, one on the machine, Playwright's own, and, when asked
 * to install one, Debian's package and then Playwright's download.
 * Google Chrome is left out on purpose: its stable build no longer loads extensions from the command line.
 * Needs nothing installed.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';

/** The manifest's minimum: native `browser`, structured clone between worker and pages. */
export const MINIMUM = 148;
const NAMES = ['chromium', 'chromium-browser', 'chrome-for-testing', 'ungoogled-chromium'];
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export class NoChromium extends Error {
  /** @override */
  name = 'NoChromium';
}

/**
 * The major version a browser says it has, or null when it does not run.
 * @param {string} path
 */
export function versionOf(path) {
  try {
    const said = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const found = /(?:Chromium|Chrome)[^\d]*(\d+)\./.exec(said);
    return found?.[1] ? Number(found[1]) : null;
  } catch {
    return null;
  }
}

/** @param {string} path */
const fits = (path) => (versionOf(path) ?? 0) >= MINIMUM;

function onMachine() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const paths = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE];
  return paths.filter((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Where Playwright keeps its own browser, when that is there. @returns {string[]} */
function playwrights() {
  try {
    const path = createRequire(import.meta.url)('playwright-core').chromium.executablePath();
    return path && existsSync(path) ? [path] : [];
  } catch {
    return [];
  }
}

async function fromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  console.log('No Chromium here: installing the Debian package (apt-get install chromium).');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    const { code, output } = await run('apt-get', ['-q', ...args], { env, quiet: true, limitMs: 600_000 });
    if (code)
      console.log(`apt-get ${args.join(' ')} failed (exit code ${code}):\n${output.split('\n').slice(-6).join('\n')}`);
  }
}

async function fromPlaywright() {
  console.log('Asking Playwright for its Chromium (120 s at most).');
  const cli = join(ROOT, 'node_modules/playwright/cli.js');
  if (!existsSync(cli)) return;
  const { code, output } = await run(process.execPath, [cli, 'install', 'chromium'], {
    quiet: true,
    limitMs: 120_000,
    cwd: ROOT,
  });
  if (code)
    console.log(
      `playwright install chromium failed (exit code ${code}):\n${output.trim().split('\n').slice(-4).join('\n')}`,
    );
}

/**
 * @param {{ install?: boolean }} [options]
 * @returns {Promise<string>} the path of a Chromium of at least version 148
 * @throws {NoChromium} with a sentence that says what to do
 */
export async function findChromium({ install = false } = {}) {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    const version = versionOf(chosen);
    if (version === null)
      throw new NoChromium(
        `CHROMIUM_PATH is ${chosen}, and that is not a Chromium that runs. Correct it, or unset it so that one is looked for.`,
      );
    if (version < MINIMUM)
      throw new NoChromium(`CHROMIUM_PATH is Chromium ${version}; Vouch needs ${MINIMUM} or later.`);
    return chosen;
  }
  const present = [...onMachine(), ...playwrights()];
  const found = present.find(fits);
  if (found) return found;
  if (install) {
    await fromDebian();
    const debians = onMachine().find(fits);
    if (debians) return debians;
    await fromPlaywright();
    const own = playwrights().find(fits);
    if (own) return own;
  }
  const tooOld = present.map((path) => `${path} (${versionOf(path) ?? 'does not run'})`);
  throw new NoChromium(
    `No Chromium ${MINIMUM} or later can be had here${tooOld.length ? `; found only ${tooOld.join(', ')}` : ''}. ` +
      'Install one ("apt-get install chromium" as root on Debian, "npx playwright install chromium" elsewhere) ' +
      'or set CHROMIUM_PATH to the program. Google Chrome itself does not load extensions from the command line.',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(await findChromium({ install: process.argv.includes('--install') }));
  } catch (error) {
    console.error(error instanceof NoChromium ? error.message : error);
    process.exitCode = 1;
  }
}
