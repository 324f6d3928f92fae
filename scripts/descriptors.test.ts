import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseFormat } from '../src/descriptors/format.ts';
import { bundleDescriptors } from './bundle-descriptors.ts';
import { BadDescriptor, compileDescriptor, type Json, parseDescriptor } from './compile-descriptor.ts';
import { bring, NotBrought, pin, untar } from './descriptors.mjs';

const COMMIT = 'a'.repeat(40);
const CONTRACT = '0x1111111111111111111111111111111111111111';
const descriptor = (over: object = {}) => ({
  context: { contract: { deployments: [{ chainId: 1, address: CONTRACT }] } },
  metadata: { owner: 'Somebody' },
  display: {
    formats: { 'stop(uint256 n)': { intent: 'Stop', fields: [{ path: 'n', label: 'N', format: 'raw' }] } },
  },
  ...over,
});

let dir = '';
const at = (...path: string[]) => join(dir, ...path);
const write = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};
const files = (path: string): string[] =>
  readdirSync(at(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vouch-descriptors-'));
  write('root/about.json', '{"date":"2026-11-21"}');
  write('source/registry/some/calldata-x.json', JSON.stringify(descriptor()));
  write('source/registry/some/testsv2/calldata-x.tests.json', '{}');
  write('source/ercs/calldata-y.json', JSON.stringify(descriptor()));
  write('source/README.md', 'not a descriptor');
  pin(at('root'), at('source'), COMMIT, '2026-08-20');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('npm run descriptors', () => {
  test('brings what the lock names, from a folder or an archive', async () => {
    await bring(at('root'), at('source'));
    expect(files('root/registry')).toEqual(['calldata-x.json', 'calldata-y.json']);
    rmSync(at('root/registry'), { recursive: true });
    execFileSync('tar', ['czf', at('a.tar.gz'), 'source'], { cwd: dir });
    await bring(at('root'), at('a.tar.gz'));
    expect(files('root/registry')).toEqual(['calldata-x.json', 'calldata-y.json']);
  });

  test.each<[string, () => void]>([
    ['another content', () => write('source/ercs/calldata-y.json', '{}')],
    ['a missing file', () => rmSync(at('source/ercs/calldata-y.json'))],
    [
      'a lock that leads out of the folder',
      () => {
        write('source/evil.json', '{}');
        const lock = JSON.parse(readFileSync(at('root/registry.lock.json'), 'utf8'));
        lock.files['../../evil.json'] = createHash('sha256').update('{}').digest('hex');
        write('root/registry.lock.json', JSON.stringify(lock));
      },
    ],
  ])('%s: everything stays as it was', async (_, spoil) => {
    await bring(at('root'), at('source'));
    const before = files('root/registry');
    spoil();
    await expect(bring(at('root'), at('source'))).rejects.toThrow(NotBrought);
    expect(files('root/registry')).toEqual(before);
    expect(readdirSync(at('root')).sort()).toEqual(['about.json', 'registry', 'registry.lock.json']);
  });

  test('a damaged archive is none', async () => {
    write('a.tar.gz', 'no archive');
    await expect(bring(at('root'), at('a.tar.gz'))).rejects.toThrow(NotBrought);
    expect(() => untar(Buffer.concat([Buffer.alloc(124), Buffer.from('77777777777\0'), Buffer.alloc(376)]))).toThrow(
      NotBrought,
    );
    expect(existsSync(at('root/registry'))).toBe(false);
  });

  test('says what it could not do, and fails', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/descriptors.mjs', '--from', at('nowhere')], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toBe(`There is no ${at('nowhere')}.\nNothing was changed.\n`);
  });

  test('the lock of the repository is one of a commit, with a hash for every file', () => {
    const lock = JSON.parse(readFileSync('descriptors/registry.lock.json', 'utf8'));
    expect(lock.commit).toMatch(/^[\da-f]{40}$/);
    expect(Object.keys(lock.files).length).toBeGreaterThan(300);
    for (const [path, hash] of Object.entries(lock.files)) {
      expect(path).toMatch(/^(?:registry\/[\w.-]+|ercs)\/[\w.-]+\.json$/);
      expect(hash).toMatch(/^[\da-f]{64}$/);
    }
  });
});

describe('the files of the extension', () => {
  test('those of the repository come first, and the same ones give the same bytes', async () => {
    write('root/calldata-own.json', JSON.stringify(descriptor({ metadata: { owner: 'Vouch' } })));
    await bring(at('root'), at('source'));
    const { files: out } = bundleDescriptors(at('root'));
    const index = JSON.parse(out.get('index.json') ?? '{}');
    const [first, second] = index[`call:1:${CONTRACT}`];
    expect(JSON.parse(out.get(`${first}.json`) ?? '')).toMatchObject({ source: 'own', date: '2026-11-21' });
    expect(JSON.parse(out.get(`${second}.json`) ?? '')).toMatchObject({ source: 'registry', date: '2026-08-20' });
    expect([...bundleDescriptors(at('root')).files]).toEqual([...out]);
  });

  test('without the registry there are those of the repository alone', () => {
    const { files: out, leftOut } = bundleDescriptors('descriptors');
    expect(leftOut.filter((why) => !why.startsWith('registry'))).toEqual([]);
    expect(out.size).toBeGreaterThan(1);
  });
});

describe('hostile descriptors', () => {
  const compile = (json: object) => compileDescriptor(json as { [key: string]: Json }, () => ({ includes: 'again' }));
  const formats = (key: string, format: object) => descriptor({ display: { formats: { [key]: format } } });

  test.each<[string, () => unknown]>([
    ['no JSON', () => parseDescriptor('{')],
    ['a list', () => parseDescriptor('[]')],
    ['more than a megabyte', () => parseDescriptor(`{"a":"${'x'.repeat(1_000_000)}"}`)],
    ['nested deeply', () => parseDescriptor(`{"a":${'['.repeat(100)}${']'.repeat(100)}}`)],
    ['a key of every object', () => parseDescriptor('{"metadata":{"__proto__":{"owner":"x"}}}')],
    ['a constructor', () => parseDescriptor('{"constructor":{"name":"x"}}')],
    ['includes without end', () => compile(descriptor({ includes: 'again' }))],
    ['nobody’s', () => compile(descriptor({ metadata: {} }))],
    [
      'an address that is none',
      () => compile(descriptor({ context: { contract: { deployments: [{ chainId: 1, address: '0x' }] } } })),
    ],
  ])('%s is refused', (_, act) => {
    expect(act).toThrow(BadDescriptor);
  });

  test.each<[string, object]>([
    ['no function', formats('stop', { intent: 'x', fields: [] })],
    [
      'a reference to nowhere',
      formats('f(uint256 n)', { intent: 'x', fields: [{ path: 'n', $ref: '$.display.definitions.x' }] }),
    ],
    [
      'groups in groups',
      formats('f()', { intent: 'x', fields: [{ fields: [{ fields: [{ fields: [{ fields: [{ fields: [] }] }] }] }] }] }),
    ],
    [
      'a label of a kilobyte',
      formats('f(uint256 n)', { intent: 'x', fields: [{ path: 'n', label: 'x'.repeat(1000), format: 'raw' }] }),
    ],
    ['no sentence', formats('f(uint256 n)', { fields: [{ path: 'n', label: 'x', format: 'raw' }] })],
  ])('a format with %s is left out', (_, json) => {
    const { formats: left, leftOut } = compile(json);
    expect(left).toEqual({});
    expect(leftOut).toHaveLength(1);
  });

  test('what is left is what the page takes; what hides a number is dropped', () => {
    const { formats: out } = compile(
      formats('f(uint256 n, address t)', {
        intent: '<img src=x onerror=alert(1)>\u202e',
        fields: [
          {
            path: '#.n',
            label: '\u202eAmount',
            format: 'tokenAmount',
            params: { tokenPath: 't', threshold: '0x0', message: '0.00' },
          },
          { path: 'n', label: 'N', format: 'unit', params: { base: 'm', decimals: 3, prefix: true } },
          { path: 't', label: 'T', format: 'addressName', params: { senderAddress: CONTRACT } },
        ],
      }),
    );
    const format = Object.values(out)[0];
    expect(parseFormat(JSON.parse(JSON.stringify(format)))).toEqual(format);
    expect(format?.fields).toEqual([
      { label: '\u202eAmount', path: 'n', format: 'tokenAmount', token: 't' },
      { label: 'N', path: 'n', format: 'unit', base: 'm', decimals: 3 },
      { label: 'T', path: 't', format: 'addressName' },
    ]);
  });
});
