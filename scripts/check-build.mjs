/**
 * The build fails when what it made breaks a fixed point of the house: permissions, CSP, id, what pages can reach.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PERMISSIONS = ['storage', 'unlimitedStorage', 'alarms', 'notifications'];
const MATCHES = ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'];

/** @param {string} dir @returns {string[]} */
const files = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
  );

/**
 * What is wrong with a built extension, a sentence each.
 * @param {string} dir
 * @param {{ testing: boolean }} options
 */
export function faults(dir, { testing }) {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
  const source = JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8'));
  /** @type {string[]} */
  const wrong = [];
  /** @param {unknown} ok @param {string} sentence */
  const must = (ok, sentence) => void (ok || wrong.push(sentence));

  must(manifest.manifest_version === 3, 'the manifest is not version 3');
  must(manifest.key === source.key, 'the pinned key has gone, and with it the id and every vault');
  must(manifest.message_serialization === 'structured_clone', 'messages are not structured clones');
  must(Number(manifest.minimum_chrome_version) >= 148, 'the minimum Chrome is below 148');
  must(manifest.web_accessible_resources === undefined, 'a file is web-accessible');
  must(JSON.stringify(manifest.externally_connectable) === '{"ids":[]}', 'another extension may connect');
  must(
    JSON.stringify([...manifest.permissions].sort()) === JSON.stringify([...PERMISSIONS].sort()),
    `permissions are ${manifest.permissions}`,
  );
  must(manifest.host_permissions === undefined, 'there are host permissions');
  must(
    manifest.content_security_policy?.extension_pages === source.content_security_policy.extension_pages,
    'the CSP is not the one of manifest.json',
  );
  must(
    !/unsafe|wasm/.test(manifest.content_security_policy?.extension_pages ?? 'unsafe'),
    'the CSP has an unsafe source',
  );
  for (const script of manifest.content_scripts ?? []) {
    must(JSON.stringify(script.matches) === JSON.stringify(MATCHES), `content scripts run on ${script.matches}`);
    must(script.run_at === 'document_start', 'a content script starts late');
    must(!script.all_frames, 'a content script runs in frames');
    for (const name of script.js) {
      const code = readFileSync(join(dir, name), 'utf8');
      must(!/\bimport\s*\(|^\s*import\b/m.test(code), `${name} is a loader, not the script itself`);
    }
  }
  must((manifest.content_scripts ?? []).length === 2, 'there are not exactly two content scripts');

  for (const path of files(dir)) {
    const name = path.slice(dir.length + 1);
    must(!name.endsWith('.map'), `${name} ships`);
    if (name.endsWith('.html'))
      must(
        /http-equiv="Content-Security-Policy"[^>]*connect-src 'none'/.test(readFileSync(path, 'utf8')),
        `${name} lacks the CSP of our pages`,
      );
    if (!name.endsWith('.js')) continue;
    const code = readFileSync(path, 'utf8');
    must(!/\beval\s*\(|new Function\s*\(/.test(code), `${name} evaluates text`);
    must(!/sourceMappingURL/.test(code), `${name} names a source map`);
    must(testing || !/vouch-test-build/.test(code), `${name} carries the test clock or the death hooks`);
  }
  const worker = join(dir, manifest.background?.service_worker ?? '');
  must(existsSync(worker), 'there is no worker');
  return wrong;
}

/**
 * @param {{ testing: boolean }} options
 * @returns {import('vite').Plugin}
 */
export function checkBuild(options) {
  let dir = '';
  let building = false;
  return {
    name: 'vouch-check-build',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      dir = join(config.root, config.build.outDir);
      building = !config.build.watch;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        if (!existsSync(join(dir, 'manifest.json'))) return;
        const wrong = faults(dir, options);
        if (wrong.length && building) throw new Error(`The build breaks the house:\n- ${wrong.join('\n- ')}`);
        for (const sentence of wrong) this.warn(sentence);
      },
    },
  };
}
