/**
 * The descriptors of the extension as files of it: `descriptors/index.json` (network and contract -> files) and a file each.
 * Those of the repository come first; those of the public registry are there when `npm run descriptors` brought them.
 * The same descriptors give the same bytes.
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import type { Plugin } from 'vite';
import { BadDescriptor, type Compiled, compileDescriptor, parseDescriptor } from './compile-descriptor.ts';

type Lock = { date: string };
export type Bundle = { files: Map<string, string>; formats: number; leftOut: string[] };

const files = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)]))
    .sort();

const isDescriptor = (path: string): boolean => /^(?:calldata|eip712)-.*\.json$/.test(basename(path));

const compile = (dir: string, path: string): Compiled => {
  const read = (name: string) => parseDescriptor(readFileSync(join(dir, name), 'utf8'));
  const name = relative(dir, path).replaceAll('\\', '/');
  return compileDescriptor(read(name), (include) => {
    const at = posix.normalize(posix.join(dirname(name), include));
    if (at.startsWith('..') || !existsSync(join(dir, at))) throw new BadDescriptor(`It includes "${include}".`);
    return read(at);
  });
};

/**
 * @param root the folder `descriptors/` of the repository
 * @returns by name in `descriptors/` of the extension; and what was left out, a sentence each
 */
export const bundleDescriptors = (root: string): Bundle => {
  const out: Bundle = { files: new Map(), formats: 0, leftOut: [] };
  const index: Record<string, string[]> = {};
  const add = (dir: string, paths: string[], source: 'own' | 'registry', date: string) => {
    for (const path of paths.filter(isDescriptor))
      try {
        const { kind, owner, domain, deployments, formats, leftOut } = compile(dir, path);
        out.leftOut.push(...leftOut.map((why) => `${relative(root, path)}: ${why}`));
        // A descriptor without a deployment would match by name.
        if (deployments.length === 0 || Object.keys(formats).length === 0) continue;
        const text = JSON.stringify({ source, date, owner, domain, formats });
        const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
        out.files.set(`${name}.json`, text);
        out.formats += Object.keys(formats).length;
        for (const { chainId, address } of deployments) {
          const place = `${kind}:${chainId}:${address}`;
          index[place] = [...new Set([...(index[place] ?? []), name])];
        }
      } catch (cause) {
        if (!(cause instanceof BadDescriptor)) throw cause;
        out.leftOut.push(`${relative(root, path)}: ${cause.message}`);
      }
  };
  const own = readdirSync(root)
    .sort()
    .map((name) => join(root, name));
  const { date } = JSON.parse(readFileSync(join(root, 'about.json'), 'utf8')) as Lock;
  add(root, own, 'own', date);
  const registry = join(root, 'registry');
  if (existsSync(registry)) {
    const lock = JSON.parse(readFileSync(join(root, 'registry.lock.json'), 'utf8')) as Lock;
    add(registry, files(registry), 'registry', lock.date);
  }
  const sorted = Object.entries(index).sort(([a], [b]) => (a < b ? -1 : 1));
  out.files.set('index.json', JSON.stringify(Object.fromEntries(sorted)));
  return out;
};

export const descriptors = (): Plugin => ({
  name: 'vouch-descriptors',
  apply: 'build',
  generateBundle() {
    for (const [name, source] of bundleDescriptors(join(import.meta.dirname, '../descriptors')).files)
      this.emitFile({ type: 'asset', fileName: `descriptors/${name}`, source });
  },
});
