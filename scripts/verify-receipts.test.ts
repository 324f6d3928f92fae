/** Receipts as the wallet exports them, and the script of `docs/` on them: whole, and tampered with. */
import 'fake-indexeddb/auto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { entryOf } from '../src/approvals/activity.ts';
import { receiptsHandlers } from '../src/background/receipts/lane.ts';
import { makeAgent, signAsAgent } from '../src/keyring/agent.ts';
import { random, utf8 } from '../src/lib/bytes.ts';
import { appendActivity } from '../src/storage/activity.ts';
import { removeEverything } from '../src/storage/db.ts';
import { clear } from '../src/storage/session.ts';
import { freshKdf } from '../src/vault/kdf.ts';
import { lock } from '../src/vault/lock.ts';
import { createVault, readAllRecords } from '../src/vault/vault.ts';

vi.mock('../src/lib/browser.ts', async () => ({ browser: (await import('../src/storage/fake.ts')).fakeBrowser }));

type File = {
  key: string;
  at: number;
  count: number;
  head: string;
  signature: string;
  rows: { entry: { at: number }; link: string }[];
};

const dir = mkdtempSync(join(tmpdir(), 'vouch-receipts-'));
const SCRIPT = join(import.meta.dirname, '../docs/verify-receipts.mjs');
let made = 0;
const write = (text: string): string => {
  const path = join(dir, `${made++}.json`);
  writeFileSync(path, text);
  return path;
};
const check = (text: string, ...more: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, write(text), ...more], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

const sign = async (i: number) =>
  appendActivity(
    entryOf({
      ...{ id: `r${i}`, at: 1_795_219_200_000 + i, origin: 'https://app.example', digest: '0xab', account: null },
      ...{ state: 'approved', by: 'session', session: '0x12' },
      verdict: { outcome: 'ask', findings: [] },
      reading: {
        ...{ kind: 'unreadable', headline: { id: 'reading.unreadable' }, notes: [], fields: [], hashOnly: false },
        why: { id: 'error.unknown' },
        rows: [
          { label: 'row.amount', value: { type: 'exact', text: `"${i}" \ud800 \u{1F600} \u2028 -0` }, mark: 'signed' },
        ],
      },
    }),
  );
const exported = async () => (await receiptsHandlers['receipts.export']({ as: 'json' })).file;

let empty = '';
let older = '';
let whole = '';
beforeAll(async () => {
  await removeEverything();
  await clear();
  await createVault(freshKdf(), random(32), {});
  expect(await receiptsHandlers['receipts.check'](null)).toEqual({ key: null, count: 0, broken: false });
  empty = await exported();
  for (let i = 0; i < 3; i++) await sign(i);
  older = await exported();
  for (let i = 3; i < 6; i++) await sign(i);
  whole = await exported();
});
afterAll(() => rmSync(dir, { recursive: true }));

const tampered = (work: (file: File) => void): string => {
  const file = JSON.parse(whole);
  work(file);
  return JSON.stringify(file);
};
const refused = (text: string, why: RegExp, ...more: string[]) => {
  const { status, said } = check(text, ...more);
  expect(said).toMatch(why);
  expect(status).toBe(1);
};

test('an export holds, by the key of the wallet, and goes on from an earlier one', () => {
  const { key } = JSON.parse(whole);
  for (const text of [whole, older, empty]) expect(check(text, '--key', key)).toMatchObject({ status: 0 });
  expect(check(whole).said).toMatch(
    /^6 rows\. Every row follows[\s\S]*no file can say[\s\S]*leave no trace in one file/,
  );
  expect(check(whole, '--earlier', write(older)).said).toContain('nothing of that one is missing');
});

test('one key, in the vault, made once and by the open wallet alone', async () => {
  const keys = [empty, older, whole].map((text) => JSON.parse(text).key);
  expect(new Set(keys).size).toBe(1);
  expect((await receiptsHandlers['receipts.check'](null)).key).toBe(keys[0]);
  const secret = (await readAllRecords())['receipts/identity'];
  expect(secret).toHaveLength(32);
  expect(whole).not.toContain(Buffer.from(secret ?? []).toString('hex'));
  expect((await receiptsHandlers['receipts.export']({ as: 'csv' })).file.split('\r\n')).toHaveLength(8);
});

test('a row that is changed, removed, swapped or added is found, and where', () => {
  refused(
    tampered(({ rows: [, , third] }) => {
      if (third) third.entry.at += 1;
    }),
    /Row 3 does not follow/,
  );
  refused(
    tampered(({ rows }) => void rows.splice(2, 1)),
    /Row 3 does not follow[\s\S]*holds 6 rows, and it holds 5/,
  );
  refused(
    tampered(({ rows }) => void rows.splice(1, 2, ...rows.slice(1, 3).reverse())),
    /Row 2 does not follow/,
  );
  refused(
    tampered(({ rows }) => void rows.push(...rows.slice(-1))),
    /Row 7 does not follow/,
  );
});

test('a tail that is cut off, with the numbers made to fit, is found by the signature', () => {
  refused(
    tampered(({ rows }) => void rows.pop()),
    /holds 6 rows, and it holds 5[\s\S]*last row is not/,
  );
  const fits = tampered((file) => {
    file.rows.pop();
    file.count = 5;
    file.head = file.rows[4]?.link ?? '';
  });
  refused(fits, /The signature is not one of this key/);
});

test('the time is signed, and so is whose key it is', () => {
  refused(
    tampered((file) => {
      file.at += 1;
    }),
    /The signature is not one of this key/,
  );
  const { secret, name } = makeAgent('ed25519', random(32));
  refused(
    tampered((file) => {
      file.key = name;
    }),
    /The signature is not one of this key/,
  );
  const again = tampered((file) => {
    file.rows = file.rows.slice(0, 2);
    file.count = 2;
    file.head = file.rows[1]?.link ?? '';
    file.key = name;
    file.signature = signAsAgent('ed25519', secret, utf8(`vouch/receipts/1\n${file.head}\n2\n${file.at}`));
  });
  // Whoever signs all of it anew has a file that holds: by another key, and without what an earlier one has.
  expect(check(again).status).toBe(0);
  refused(again, /not by the key that you named/, '--key', JSON.parse(whole).key);
  refused(again, /signed by another key[\s\S]*everything after row 2 was cut off/, '--earlier', write(older));
});

test('an earlier export by the same key shows what is missing since', () => {
  refused(older, /has 6 rows: everything after row 3 was cut off/, '--earlier', write(whole));
});

test('what is no export is not checked', () => {
  for (const text of ['', '{}', 'null', '[]', tampered((file) => void Object.assign(file, { version: 2 }))])
    refused(text, /^NOT CHECKED/);
  for (const strange of [
    { rows: [null] },
    { key: '0x12' },
    { signature: null },
    { key: `0x${'00'.repeat(32)}` },
    { rows: [{ link: 'x' }], count: 1 },
  ])
    refused(
      tampered((file) => void Object.assign(file, strange)),
      /DIFFERENT/,
    );
  expect(spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' }).status).toBe(1);
});

test('a locked wallet exports nothing', async () => {
  await lock();
  for (const as of ['json', 'csv'] as const)
    await expect(receiptsHandlers['receipts.export']({ as })).rejects.toThrow();
});

test('a file that shows a reader something else than what is signed is not checked', () => {
  const [first = '', ...rest] = whole.split('"state":"approved"');
  const twice = `${first}"state":"rejected","state":"approved"${rest.join('"state":"approved"')}`;
  refused(twice, /NOT CHECKED: A name stands twice/);
  refused(whole.replace('"rows":[', '"rows":[],"rows":['), /NOT CHECKED: A name stands twice/);
  refused(
    tampered((file) => Object.assign(file.rows[0] ?? {}, { note: 'paid' })),
    /NOT CHECKED: It holds something/,
  );
  refused(
    tampered((file) => Object.assign(file, { owner: 'Ana' })),
    /NOT CHECKED: It holds something/,
  );
  // written with other spaces it is the same file
  expect(check(JSON.stringify(JSON.parse(whole), null, 2)).status).toBe(0);
});
