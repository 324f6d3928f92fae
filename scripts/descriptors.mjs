/**
 * Brings the descriptors of the public registry of ERC-7730 to `descriptors/registry/`, which git ignores and the build
 * bundles when it is there. What is brought is pinned: `descriptors/registry.lock.json` names the commit and the SHA-256 of
 * every file. Unless all of them are right, everything stays as it was.
 *
 *   npm run descriptors                           from GitHub
 *   npm run descriptors -- --from <file|folder>   from an archive (.tar.gz) or a folder of that commit
 *   npm run descriptors -- --pin <folder> <commit> <YYYY-MM-DD>   writes the lock for another commit, to be reviewed
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../descriptors', import.meta.url));
const REPOSITORY = 'ethereum/clear-signing-erc7730-registry';
const MOST_BYTES = 100_000_000;
const PATIENCE_MS = 60_000;

/** @typedef {{ repository: string, commit: string, date: string, files: Record<string, string> }} Lock */

/** What a person is told instead of a stack. */
export class NotBrought extends Error {
  /** @override */
  name = 'NotBrought';
}

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Descriptors and what they include; no tests, no attestations. @param {string} path */
const isWanted = (path) =>
  /^(?:registry\/[\w.-]+|ercs)\/[\w.-]+\.json$/.test(path) && !path.split('/').some((part) => part.startsWith('.'));

/**
 * The files of a tar archive, without the folder that GitHub puts around them.
 * @param {Buffer} tar
 * @returns {Map<string, Buffer>}
 */
export function untar(tar) {
  const out = new Map();
  let longName = '';
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512);
    /** @param {number} from @param {number} length */
    const text = (from, length) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12).trim() || '0', 8);
    if (!Number.isSafeInteger(size) || size < 0 || at + 512 + size > tar.length)
      throw new NotBrought('The archive is damaged.');
    const data = tar.subarray(at + 512, at + 512 + size);
    const type = text(156, 1);
    at += 512 + Math.ceil(size / 512) * 512;
    if (type === 'x') {
      longName = /^\d+ path=(.*)$/m.exec(data.toString('utf8'))?.[1] ?? '';
      continue;
    }
    const name = longName || [text(345, 155), text(0, 100)].filter(Boolean).join('/');
    longName = '';
    if ((type === '0' || type === '') && name) out.set(name.replace(/^(?:\.\/)?[^/]+\//, ''), data);
  }
  return out;
}

/** @param {string} dir @param {string} [under] @returns {Map<string, Buffer>} */
function filesOf(dir, under = '') {
  const out = new Map();
  for (const entry of readdirSync(join(dir, under), { withFileTypes: true })) {
    const path = under ? `${under}/${entry.name}` : entry.name;
    if (entry.isDirectory()) for (const [name, data] of filesOf(dir, path)) out.set(name, data);
    else if (entry.isFile()) out.set(path, readFileSync(join(dir, path)));
  }
  return out;
}

/** @param {Buffer} archive */
function unpack(archive) {
  let tar;
  try {
    tar = gunzipSync(archive, { maxOutputLength: MOST_BYTES });
  } catch {
    throw new NotBrought('This is no .tar.gz, or one of more than 100 MB.');
  }
  return untar(tar);
}

/** @param {Lock} lock */
async function download({ repository, commit }) {
  const url = `https://codeload.github.com/${repository}/tar.gz/${commit}`;
  console.log(`Asking for ${url}`);
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`the answer was ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (cause) {
    const why = cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : '';
    throw new NotBrought(`The archive could not be downloaded: ${why}.`);
  }
}

/**
 * Those of the lock, each with the right hash.
 * @param {Lock} lock @param {Map<string, Buffer>} found
 */
export function checked(lock, found) {
  /** @type {string[]} */
  const wrong = [];
  /** @type {Map<string, Buffer>} */
  const out = new Map();
  for (const [path, hash] of Object.entries(lock.files)) {
    const data = found.get(path);
    if (!isWanted(path)) wrong.push(`${path}: not a place of a descriptor`);
    else if (!data) wrong.push(`${path}: missing`);
    else if (sha256(data) !== hash) wrong.push(`${path}: another content (SHA-256 ${sha256(data)})`);
    else out.set(path, data);
  }
  if (wrong.length)
    throw new NotBrought(
      `${wrong.length} of ${Object.keys(lock.files).length} files are not those of the lock:\n  ${wrong.slice(0, 10).join('\n  ')}`,
    );
  return out;
}

/**
 * Puts the files in the place of the old ones, whole or not at all.
 * @param {string} root the folder `descriptors/` @param {Map<string, Buffer>} files
 */
function put(root, files) {
  const place = join(root, 'registry');
  const fresh = `${place}.new`;
  const old = `${place}.old`;
  for (const dir of [fresh, old]) rmSync(dir, { recursive: true, force: true });
  for (const [path, data] of files) {
    mkdirSync(dirname(join(fresh, path)), { recursive: true });
    writeFileSync(join(fresh, path), data);
  }
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

/**
 * @param {string} root the folder `descriptors/` @param {string} [from] an archive or a folder
 * @returns {Promise<string>} what was done
 */
export async function bring(root, from) {
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(join(root, 'registry.lock.json'), 'utf8'));
  if (from !== undefined && !existsSync(from)) throw new NotBrought(`There is no ${from}.`);
  const found =
    from === undefined
      ? unpack(await download(lock))
      : statSync(from).isDirectory()
        ? filesOf(from)
        : unpack(readFileSync(from));
  const files = checked(lock, found);
  put(root, files);
  return `${files.size} files of ${lock.repository} at ${lock.commit.slice(0, 7)} (${lock.date}) are in descriptors/registry/. The next build bundles them.`;
}

/** @param {string} root @param {string} from a folder @param {string} commit @param {string} date */
export function pin(root, from, commit, date) {
  if (!/^[\da-f]{40}$/.test(commit) || !/^\d{4}-\d\d-\d\d$/.test(date))
    throw new NotBrought('A pin is a folder, a commit of 40 digits and its date (YYYY-MM-DD).');
  const files = [...filesOf(from)].filter(([path]) => isWanted(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  const lock = {
    repository: REPOSITORY,
    commit,
    date,
    files: Object.fromEntries(files.map(([path, data]) => [path, sha256(data)])),
  };
  writeFileSync(join(root, 'registry.lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
  return `The lock holds ${files.length} files of ${commit.slice(0, 7)}.`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [option, from = '', commit = '', date = ''] = process.argv.slice(2);
  try {
    if (option !== undefined && option !== '--from' && option !== '--pin') throw new NotBrought(`No option ${option}.`);
    if (option === '--pin') console.log(pin(ROOT, from, commit, date));
    else console.log(await bring(ROOT, option === '--from' ? from : undefined));
  } catch (cause) {
    if (!(cause instanceof NotBrought)) throw cause;
    console.error(`${cause.message}\nNothing was changed.`);
    process.exit(1);
  }
}
