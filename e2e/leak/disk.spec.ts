/**
 * What stays behind on the disk, on the screens and in the logs of a wallet that was used: no phrase, no part of one, no
 * private key and no password, in any of the forms in which they could be written.
 *
 * The files are searched as bytes. LevelDB compresses blocks with Snappy, which leaves text like this as it is unless it
 * repeats; what the browser gives back of its databases is searched as well, uncompressed.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HDKey } from '@scure/bip32';
import { generateMnemonic, mnemonicToEntropy, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Page } from 'playwright';
import { expect, test } from 'playwright/test';
import { unknownTypedData } from '../dapp/payloads.ts';
import { serveSite } from '../dapp/server.ts';
import { launchVouch, type Vouch } from '../driver/vouch.ts';
import { connect } from '../fixtures.ts';
import { ownPage, workerOf } from '../hostile/pages.ts';

const WAYS = ['utf8', 'utf16le'] as const;

/** name -> every way in which it could be written down */
type Secrets = Record<string, Buffer[]>;

const text = (...forms: string[]): Buffer[] => forms.flatMap((form) => WAYS.map((way) => Buffer.from(form, way)));
const raw = (bytes: Uint8Array): Buffer[] => {
  const buffer = Buffer.from(bytes);
  const base64 = buffer.toString('base64').replace(/=+$/, '');
  return [
    buffer,
    ...text(
      buffer.toString('hex'),
      buffer.toString('hex').toUpperCase(),
      base64,
      buffer.toString('base64url'),
      [...buffer].join(),
      [...buffer].join(', '),
    ),
  ];
};
const windows = (words: string[], size: number): string[][] =>
  words.slice(size - 1).map((_, i) => words.slice(i, i + size));

const secretsOf = (phrase: string, imported: string, passwords: string[]): Secrets => {
  const seed = mnemonicToSeedSync(phrase);
  const key = (index: number) =>
    HDKey.fromMasterSeed(seed).derive(`m/44'/60'/0'/0/${index}`).privateKey ?? Buffer.alloc(0);
  const secrets: Secrets = {
    entropy: raw(mnemonicToEntropy(phrase, wordlist)),
    seed: raw(seed),
    'first key': raw(key(0)),
    'second key': raw(key(1)),
    'imported key': raw(Buffer.from(imported.slice(2), 'hex')),
  };
  for (const words of windows(phrase.split(' '), 4))
    secrets[`words "${words[0]} ..."`] = text(
      ...[' ', ',', ', ', '","', '\n', '%20', '+'].map((between) => words.join(between)),
    );
  passwords.forEach((password, i) => {
    secrets[`password ${i + 1}`] = [...text(password, encodeURIComponent(password)), ...raw(Buffer.from(password))];
  });
  return secrets;
};

const foundIn = (secrets: Secrets, bytes: Buffer): string[] =>
  Object.entries(secrets)
    .filter(([, forms]) => forms.some((form) => bytes.includes(form)))
    .map(([name]) => name);

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const onDisk = (secrets: Secrets, folder: string): string[] =>
  filesOf(folder).flatMap((file) =>
    foundIn(secrets, readFileSync(file)).map((name) => `${name} in ${file.slice(folder.length + 1)}`),
  );

/** All that a page shows, holds in its fields, or has in its address. */
const onPage = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      `${location.href}\n${document.documentElement.outerHTML}\n${[...document.querySelectorAll('input, textarea')]
        .map((field) => (field as HTMLInputElement).value)
        .join(' ')}`,
  );

/** What the extension's databases hold, as the browser gives it back. */
const databasesOf = async (vouch: Vouch): Promise<string> =>
  (await workerOf(vouch)).evaluate(async () => {
    const plain = (_: string, value: unknown) =>
      ArrayBuffer.isView(value)
        ? [...new Uint8Array(value.buffer)].join()
        : value instanceof ArrayBuffer
          ? [...new Uint8Array(value)].join()
          : value;
    const parts = [JSON.stringify(await chrome.storage.local.get(null), plain)];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name ?? '');
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      for (const store of db.objectStoreNames) {
        const all = await new Promise((resolve, reject) => {
          const get = db.transaction(store).objectStore(store).getAll();
          get.onsuccess = () => resolve(get.result);
          get.onerror = () => reject(get.error);
        });
        parts.push(`${store} ${JSON.stringify(all, plain)}`);
      }
      db.close();
    }
    return parts.join('\n');
  });

const prove = async (page: Page, password: string) => {
  await page.getByTestId('password').fill(password);
  await page.getByTestId('prove').click();
};

test('a wallet that was imported, shown, exported and locked leaves no secret behind', async () => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'vouch-leak-'));
  const userDataDir = join(folder, 'profile');
  const site = await serveSite();
  const random = () => generateMnemonic(wordlist).split(' ').slice(0, 5).join(' ');
  const phrase = generateMnemonic(wordlist);
  const imported = `0x${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex')}`;
  const passwords = [random(), random(), random()] as const;
  const secrets = secretsOf(phrase, imported, [...passwords]);
  const marker = `marker ${random()}`;
  const markers: Secrets = { marker: text(marker) };

  const vouch = await launchVouch({ dist: 'dist-test', userDataDir });
  vouch.context.setDefaultTimeout(20_000);
  const said: string[] = [];
  const watch = (page: Page) => {
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error.stack)));
    page.on('framenavigated', (frame) => said.push(frame.url()));
  };
  vouch.context.on('page', watch);
  (await workerOf(vouch)).on('console', (message) => said.push(message.text()));
  try {
    await vouch.onboard({ password: passwords[0], mnemonic: phrase });
    const dapp = await connect(vouch, site);
    const answer = dapp.ask(
      'eth_signTypedData_v4',
      ['', unknownTypedData('x')].map((one) => one || undefined),
    );
    await answer;

    const tab = await ownPage(vouch, 'tab.html#/accounts');
    await tab.getByTestId('add-account').click();
    await tab.getByTestId('account-name').fill('Second');
    await tab.getByTestId('save-account').click();
    await tab.locator('.entry').filter({ hasText: 'Second' }).waitFor();
    await tab.getByTestId('import-account').click();
    await tab.getByTestId('private-key').fill(imported);
    await tab.getByTestId('account-name').fill('Brought');
    await tab.getByTestId('save-account').click();
    await tab.locator('.entry').filter({ hasText: 'Brought' }).waitFor();
    expect(foundIn(secrets, Buffer.from(await onPage(tab)))).toEqual([]);

    const at = (path: string) => tab.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/${path}`);
    const leave = () => tab.getByRole('button', { name: 'Hide' }).click();
    await at('secrets');
    await tab.getByTestId('reveal-phrase').click();
    await prove(tab, passwords[0]);
    await tab.getByTestId('words').waitFor();
    const shown = (await tab.getByTestId('words').innerText()).toLowerCase();
    for (const word of phrase.split(' ')) expect(shown).toContain(word);
    await leave();
    await tab.getByTestId('words').waitFor({ state: 'detached' });
    const after = await onPage(tab);
    expect(foundIn(secrets, Buffer.from(after))).toEqual([]);
    expect(phrase.split(' ').filter((word) => new RegExp(`>${word}<`).test(after))).toEqual([]);

    await at('secrets');
    await tab.locator('[data-testid^="reveal-key-"]').first().click();
    await prove(tab, passwords[0]);
    await tab.getByTestId('secret').waitFor();
    // The page does hold it now, so the searches below can find it.
    expect(foundIn(secrets, Buffer.from(await onPage(tab)))).toEqual(['first key']);
    await at('settings');
    await tab.getByTestId('secret').waitFor({ state: 'detached' });
    expect(foundIn(secrets, Buffer.from(await onPage(tab)))).toEqual([]);

    await at('password');
    await tab.getByTestId('new-password').fill(passwords[1]);
    await tab.getByTestId('repeat-password').fill(passwords[1]);
    await prove(tab, passwords[0]);
    await tab.getByTestId('changed').waitFor();
    expect(foundIn(secrets, Buffer.from(await onPage(tab)))).toEqual([]);

    await at('secrets/export');
    await tab.getByTestId('new-password').fill(passwords[2]);
    await tab.getByTestId('repeat-password').fill(passwords[2]);
    const downloading = tab.waitForEvent('download');
    await prove(tab, passwords[1]);
    const exported = readFileSync((await (await downloading).path()) ?? '');
    expect(exported.length).toBeGreaterThan(200);
    expect(foundIn(secrets, exported)).toEqual([]);
    await tab.getByTestId('exported').waitFor();
    expect(foundIn(secrets, Buffer.from(await onPage(tab)))).toEqual([]);

    // A wrong one that is typed and left standing, with the tab open when the browser closes.
    await vouch.lock();
    await expect(vouch.unlock(passwords[0])).rejects.toThrow();
    await vouch.unlock(passwords[1]);
    await vouch.lock();
    const left = await ownPage(vouch, 'tab.html');
    await left.getByTestId('password').fill(passwords[1]);

    // What is looked for is found where it is: in a site's storage, and in a field of its page.
    await dapp.page.evaluate(async (marker) => {
      localStorage.setItem('marker', marker);
      const db = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('marked', 1);
        open.onupgradeneeded = () => open.result.createObjectStore('marks');
        open.onsuccess = () => resolve(open.result);
      });
      await new Promise<void>((resolve) => {
        const write = db.transaction('marks', 'readwrite', { durability: 'strict' });
        write.objectStore('marks').put({ marker }, 'one');
        write.oncomplete = () => resolve();
      });
      history.pushState(null, '', `?${marker}`);
    }, marker);

    const databases = await databasesOf(vouch);
    expect(databases).toMatch(/vault|records/);
    expect(foundIn(secrets, Buffer.from(databases))).toEqual([]);
    expect(said.some((line) => line.startsWith('chrome-extension://'))).toBe(true);
    expect(foundIn(secrets, Buffer.from(said.join('\n')))).toEqual([]);
  } finally {
    await vouch.close();
    await site.stop();
  }
  const files = filesOf(userDataDir);
  const marked = onDisk(markers, userDataDir);
  expect(marked.some((file) => file.includes('Local Storage'))).toBe(true);
  expect(marked.some((file) => file.includes('IndexedDB'))).toBe(true);
  expect(files.some((file) => file.includes(`chrome-extension_${vouch.extensionId}`))).toBe(true);
  expect(onDisk(secrets, userDataDir)).toEqual([]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a phrase that is typed in sight and left standing is not kept for the next session', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-leak-'));
  const userDataDir = join(folder, 'profile');
  const marker = `marker-${generateMnemonic(wordlist).split(' ').slice(0, 3).join('-')}`;
  const site = await serveSite({
    '/field.html': '<!doctype html><title>A field</title><input id="field" name="field">',
  });
  const words = generateMnemonic(wordlist).split(' ');
  const vouch = await launchVouch({ dist: 'dist-test', userDataDir });
  try {
    const plain = await vouch.context.newPage();
    await plain.goto(`${site.origin}/field.html`);
    await plain.fill('#field', marker);
    await plain.goto(`${site.origin}/elsewhere.html`);

    const tab = await ownPage(vouch, 'tab.html#/welcome');
    await tab.getByTestId('import-wallet').click();
    await tab.getByRole('switch').check();
    for (const [i, word] of words.entries()) await tab.getByTestId(`phrase-word-${i}`).fill(`${word}`);
    expect(await tab.getByTestId('phrase-word-0').inputValue()).toBe(words[0]);
    // Away and back, which is when a browser writes down and restores what fields hold.
    await tab.goto(`${site.origin}/elsewhere.html`);
    await tab.goBack();
    await tab.getByTestId('phrase-word-0').waitFor();
    expect(await tab.getByTestId('phrase-word-0').inputValue()).toBe('');
    for (const [i, word] of words.entries()) await tab.getByTestId(`phrase-word-${i}`).fill(`${word}`);
  } finally {
    await vouch.close();
    await site.stop();
  }
  expect(onDisk({ marker: text(marker) }, userDataDir).some((file) => file.includes('Sessions'))).toBe(true);
  const sessions = filesOf(userDataDir).filter((file) => /Sessions/.test(file));
  const kept = Buffer.concat(sessions.map((file) => readFileSync(file)));
  // Each word alone: a session file holds one field after the other.
  const rare = words.filter((word) => word.length > 4);
  expect(rare.filter((word) => text(word).some((form) => kept.includes(form)))).toEqual([]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
