import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faults } from './check-build.mjs';

type Manifest = Record<string, unknown> & {
  content_scripts: Record<string, unknown>[];
  background: { service_worker: string };
};

const source = JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8')) as Manifest;
const PAGE = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'" />`;

let dir = '';
const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
const manifest = (change: (built: Manifest) => void = () => {}) => {
  const built = structuredClone(source);
  built.content_scripts = built.content_scripts.map((script, i) => ({ ...script, js: [`content${i}.js`] }));
  built.background.service_worker = 'worker.js';
  change(built);
  write('manifest.json', JSON.stringify(built));
};
const found = (testing = false) => faults(dir, { testing });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vouch-check-build-'));
  mkdirSync(join(dir, 'assets'));
  for (const name of ['worker.js', 'content0.js', 'content1.js']) write(name, 'void 0;');
  write('page.html', PAGE);
  manifest();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a build that keeps the fixed points', () => {
  it('has no fault', () => expect(found()).toEqual([]));
});

describe('a build fails', () => {
  it.each<[string, (built: Manifest) => void]>([
    ['without the pinned key', (built) => delete built.key],
    ['with another key', (built) => Object.assign(built, { key: 'AAAA' })],
    ['without structured clones', (built) => delete built.message_serialization],
    ['for an older Chrome', (built) => Object.assign(built, { minimum_chrome_version: '147' })],
    [
      'with a web-accessible file',
      (built) => Object.assign(built, { web_accessible_resources: [{ resources: ['x'], matches: ['<all_urls>'] }] }),
    ],
    ['that other extensions can reach', (built) => delete built.externally_connectable],
    ['that any extension can reach', (built) => Object.assign(built, { externally_connectable: { ids: ['*'] } })],
    [
      'with one permission more',
      (built) => Object.assign(built, { permissions: [...(source.permissions as string[]), 'tabs'] }),
    ],
    ['with host permissions', (built) => Object.assign(built, { host_permissions: ['<all_urls>'] })],
    [
      'with another CSP',
      (built) =>
        Object.assign(built, { content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" } }),
    ],
    ['without a CSP', (built) => delete built.content_security_policy],
    ['that runs on http sites', (built) => Object.assign(built.content_scripts[0] ?? {}, { matches: ['http://*/*'] })],
    ['that runs on files', (built) => Object.assign(built.content_scripts[0] ?? {}, { matches: ['file:///*'] })],
    ['that runs in frames', (built) => Object.assign(built.content_scripts[1] ?? {}, { all_frames: true })],
    ['that starts late', (built) => Object.assign(built.content_scripts[0] ?? {}, { run_at: 'document_idle' })],
    ['with a third content script', (built) => built.content_scripts.push(...built.content_scripts.slice(0, 1))],
    ['without its worker', (built) => Object.assign(built.background, { service_worker: 'gone.js' })],
  ])('%s', (_name, change) => {
    manifest(change);
    expect(found()).not.toEqual([]);
  });

  it.each<[string, string, string]>([
    ['with a source map', 'assets/a.js.map', '{}'],
    ['with the name of a source map', 'assets/a.js', '//# sourceMappingURL=a.js.map'],
    ['that evaluates text', 'assets/a.js', 'eval("1")'],
    ['that makes functions of text', 'assets/a.js', 'new Function("return 1")'],
    ['with a page that may reach the network', 'page.html', '<p>no policy</p>'],
    ['with a loader in place of a content script', 'content0.js', 'import("./real.js")'],
    ['with test hooks', 'assets/a.js', 'const x = "vouch-test-build/ahead"'],
  ])('%s', (_name, file, text) => {
    write(file, text);
    expect(found()).toHaveLength(1);
  });

  it('only in a release for test hooks', () => {
    write('assets/a.js', 'const x = "vouch-test-build/ahead"');
    expect(found(true)).toEqual([]);
  });
});
