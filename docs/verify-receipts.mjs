/**
 * Checks receipts that Vouch exported (docs/receipts.md): that every row follows from the one before it, and that the
 * wallet's key signed how many there are, the last link and the time. Needs Node alone.
 *
 *   node verify-receipts.mjs receipts.json [--key 0x...] [--earlier older.json]
 *
 * `--key`: the key that you know to be the wallet's. `--earlier`: an export of before, which must be the beginning of this one.
 * Ends with 0 when everything holds, with 1 on any difference.
 * @module
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** @param {string} line */
const tell = (line) => process.stdout.write(`${line}\n`);
/** @param {string} line */
const complain = (line) => process.stderr.write(`${line}\n`);

const NO_LINK = `0x${'00'.repeat(32)}`;

/** @param {unknown} text @param {number} length in bytes */
const bytesOf = (text, length) => {
  if (typeof text !== 'string' || !new RegExp(`^0x[0-9a-f]{${2 * length}}$`).test(text)) return null;
  return Buffer.from(text.slice(2), 'hex');
};

/** A name that stands twice means one thing to this script and may mean another to who reads the file. @param {string} text */
const saysTwice = (text, /** @type {unknown} */ file) =>
  text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string) => (string ? JSON.stringify(JSON.parse(string)) : '')) !==
  JSON.stringify(file);

const TOP = ['at', 'count', 'head', 'key', 'rows', 'signature', 'version', 'vouch'];
/** @param {object} of @param {string[]} names */
const isOnly = (of, names) => Object.keys(of).every((name) => names.includes(name));

/** @param {string} path */
const load = (path) => {
  const text = readFileSync(path, 'utf8');
  const file = JSON.parse(text);
  if (file?.vouch !== 'receipts' || !Array.isArray(file.rows)) throw new Error('This is no export of receipts.');
  if (file.version !== 1) throw new Error(`It is of version ${file.version}; this script knows version 1.`);
  if (saysTwice(text, file)) throw new Error('A name stands twice in it, or a number is written in another way.');
  if (!isOnly(file, TOP) || file.rows.some((/** @type {object} */ row) => !isOnly(row ?? {}, ['entry', 'link'])))
    throw new Error('It holds something that no link and no signature covers.');
  return file;
};

/** What does not hold about the chain, or nothing. @param {{ entry: unknown, link: unknown }[]} rows */
const chainFaults = (rows) => {
  let before = NO_LINK;
  for (const [i, row] of rows.entries()) {
    const link = `0x${createHash('sha256')
      .update(Buffer.from(before.slice(2), 'hex'))
      .update(JSON.stringify(row?.entry) ?? '')
      .digest('hex')}`;
    if (row?.link !== link)
      return [`Row ${i + 1} does not follow from the one before it: it was changed, or a row before it is missing.`];
    before = link;
  }
  return [];
};

/** @param {any} file */
const signatureFaults = ({ key, head, count, at, signature, rows }) => {
  const faults = [];
  const last = rows.length > 0 ? rows[rows.length - 1]?.link : NO_LINK;
  if (count !== rows.length) faults.push(`It says that it holds ${count} rows, and it holds ${rows.length}.`);
  if (head !== last) faults.push('Its last row is not the one that it says.');
  const [raw, signed] = [bytesOf(key, 32), bytesOf(signature, 64)];
  if (!raw || !signed) return [...faults, 'Its key or its signature is no ed25519 one.'];
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  const message = Buffer.from(`vouch/receipts/1\n${head}\n${count}\n${at}`);
  if (!verify(null, message, publicKey, signed))
    faults.push('The signature is not one of this key for this number of rows, last link and time.');
  return faults;
};

/** @param {any} file @param {any} older */
const earlierFaults = (file, older) => {
  const faults = [...chainFaults(older.rows), ...signatureFaults(older)].map((fault) => `The earlier export: ${fault}`);
  if (older.key !== file.key) faults.push('The earlier export was signed by another key.');
  const differs = older.rows.findIndex(
    (/** @type {{ link: string }} */ { link }, /** @type {number} */ i) => link !== file.rows[i]?.link,
  );
  if (differs >= 0)
    faults.push(
      differs < file.rows.length
        ? `Row ${differs + 1} is not the one of the earlier export.`
        : `The earlier export has ${older.rows.length} rows: everything after row ${differs} was cut off.`,
    );
  return faults;
};

/** @param {number} ms */
const time = (ms) => (Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : 'no time');

const main = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' }, earlier: { type: 'string' } },
  });
  const [path, ...more] = positionals;
  if (!path || more.length > 0)
    throw new Error('Usage: node verify-receipts.mjs receipts.json [--key 0x...] [--earlier older.json]');
  const file = load(path);
  const faults = [...chainFaults(file.rows), ...signatureFaults(file)];
  if (values.key !== undefined && values.key.toLowerCase() !== file.key)
    faults.push(`It was signed by ${file.key}, not by the key that you named.`);
  if (values.earlier !== undefined) faults.push(...earlierFaults(file, load(values.earlier)));
  if (faults.length > 0) return faults;
  tell(`${file.rows.length} rows. Every row follows from the one before it.`);
  tell(`Signed by ${file.key} at ${time(file.at)}, with the number of rows, the last link and the time.`);
  if (values.key === undefined)
    tell('Whose key that is, no file can say: compare it with the one that the wallet shows.');
  tell(
    values.earlier === undefined
      ? 'Rows that the wallet took off the end before it signed leave no trace in one file: compare with another export (--earlier).'
      : 'It goes on from the earlier export: nothing of that one is missing.',
  );
  return [];
};

try {
  const faults = main();
  for (const fault of faults) complain(`DIFFERENT: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
} catch (error) {
  complain(`NOT CHECKED: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
