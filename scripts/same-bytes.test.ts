import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const files = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
  );

/** Every file of a release build, with the hash of its bytes. */
const build = (): Record<string, string> => {
  const dir = mkdtempSync(join(tmpdir(), 'vouch-bytes-'));
  try {
    execFileSync(
      join('node_modules', '.bin', 'vite'),
      ['build', '--outDir', dir, '--emptyOutDir', '--logLevel', 'error'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
    return Object.fromEntries(files(dir).map((file) => [relative(dir, file), hash(file)]));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

it('two release builds are the same bytes, and carry nothing of the test build', { timeout: 120_000 }, () => {
  const first = build();
  expect(Object.keys(first)).toContain('manifest.json');
  // The build check runs in each: it fails when a test hook is left in (check-build.test.ts).
  expect(build()).toEqual(first);
});
