import { existsSync, readFileSync } from 'node:fs';
import { HDKey } from '@scure/bip32';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../lib/bytes.ts';
import { errors } from '../lib/text/errors.en.ts';
import { addressOf, deriveKey, PrivateKeyError, parsePrivateKey } from './derive.ts';
import * as k from './keyring.ts';
import { parsePhrase } from './mnemonic.ts';

/** The accounts that anvil and hardhat print for this phrase. */
const JUNK = 'test test test test test test test test test test test junk';
const ANVIL = [
  ['0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'],
  ['0x70997970C51812dc3A010C7d01b50e0d17dc79C8', '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d'],
  ['0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC', '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a'],
] as const;
const entropy = parsePhrase(JUNK);
const IDS = { phrase: 'p', account: 'a0' };

describe('keys', () => {
  it.each(ANVIL.map((row, index) => [index, ...row] as const))(
    'account %i of a phrase',
    async (index, address, key) => {
      const derived = await deriveKey(entropy, index);
      expect(toHex(derived)).toBe(key);
      expect(addressOf(derived)).toBe(address);
    },
  );

  it('are read with 0x or without, and refused with a reason', () => {
    const [address, key] = ANVIL[0];
    for (const typed of [key, key.slice(2), ` ${key.toUpperCase()}\n`])
      expect(addressOf(parsePrivateKey(typed))).toBe(address);
    const reason = (typed: string) => {
      try {
        return toHex(parsePrivateKey(typed));
      } catch (error) {
        return error instanceof PrivateKeyError ? error.text.id : error;
      }
    };
    for (const typed of ['', '0x', key.slice(0, -1), `${key}0`, `${key.slice(0, -1)}g`])
      expect(reason(typed)).toBe('keyring.private-key');
    const order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
    for (const typed of ['0'.repeat(64), order, 'f'.repeat(64)])
      expect(reason(typed)).toBe('keyring.private-key-range');
    expect(reason(`${order.slice(0, -1)}0`)).toBe(`0x${order.slice(0, -1)}0`);
  });

  // bitcoin/bips bip-0032.mediawiki, vector 1
  it('follow BIP-32', () => {
    expect(
      HDKey.fromMasterSeed(fromHex('0x000102030405060708090a0b0c0d0e0f')).derive("m/0'/1").privateExtendedKey,
    ).toBe(
      'xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8fs',
    );
  });

  const vectorFile = new URL('../../../shared/vectors/crypto/bip32-vectors.json', import.meta.url);
  if (!existsSync(vectorFile)) console.warn('Not run: the BIP-32 vectors are not beside the project.');
  it.runIf(existsSync(vectorFile))('agree with every vector of BIP-32', () => {
    // the file leaves the seeds out: each chain starts from its master key
    const { vectors } = JSON.parse(readFileSync(vectorFile, 'utf8')) as {
      vectors: { chains: { path: string; xpub: string; xprv: string }[] }[];
    };
    let checked = 0;
    for (const { chains } of vectors)
      for (const { path, xpub, xprv } of chains) {
        const master = HDKey.fromExtendedKey(chains[0]?.xprv ?? '');
        const derived = master.derive(path.replaceAll('H', "'"));
        expect([derived.privateExtendedKey, derived.publicExtendedKey]).toEqual([xprv, xpub]);
        checked++;
      }
    expect(checked).toBeGreaterThanOrEqual(15);
  });
});

describe('a keyring', () => {
  it('starts with the first account of a phrase, and lists no secret', async () => {
    const { keyring, records } = await k.keyringFromPhrase(entropy, false, IDS, ' Main ');
    expect(keyring).toEqual({
      phrases: [{ id: 'p', words: 12, checked: false }],
      accounts: [{ source: 'phrase', id: 'a0', address: ANVIL[0][0], name: 'Main', phraseId: 'p', index: 0 }],
    });
    expect(Object.keys(records).sort()).toEqual(['key/a0', 'keyring', 'phrase/p']);
    expect(records[k.phraseRecord('p')]).toEqual(entropy);
    expect(toHex(records[k.keyRecord('a0')] ?? new Uint8Array())).toBe(ANVIL[0][1]);
    expect(k.decodeKeyring(records[k.KEYRING] ?? new Uint8Array())).toEqual(keyring);
  });

  it('goes on along the path, takes imported keys, and takes no account twice', async () => {
    let { keyring } = await k.keyringFromPhrase(entropy, false, IDS, 'Main');
    ({ keyring } = await k.addPhraseAccount(keyring, 'p', entropy, 'a1', 'Second'));
    expect(keyring.accounts[1]).toMatchObject({ address: ANVIL[1][0], index: 1 });
    const key = fromHex(`0x${'11'.repeat(32)}`);
    const imported = k.importKey(keyring, key, 'x', 'Old one');
    expect(imported.records[k.keyRecord('x')]).toEqual(key);
    expect(() => k.importKey(imported.keyring, key, 'y', 'Again')).toThrow(
      errors['keyring.account-exists'].split('{')[0],
    );
    expect(() => k.importKey(keyring, fromHex(ANVIL[0][1]), 'z', 'Main again')).toThrow(
      errors['keyring.account-exists'].split('{')[0],
    );
    // the list that was handed in stays as it was
    expect(keyring.accounts).toHaveLength(2);
    ({ keyring } = await k.addPhraseAccount(imported.keyring, 'p', entropy, 'a2', 'Third'));
    expect(keyring.accounts.at(-1)).toMatchObject({ address: ANVIL[2][0], index: 2 });
  });

  it('renames any account and removes imported ones alone', async () => {
    const { keyring } = await k.keyringFromPhrase(entropy, false, IDS, 'Main');
    expect(k.renameAccount(keyring, 'a0', 'Desk').keyring.accounts[0]?.name).toBe('Desk');
    for (const name of ['', '  ', 'x'.repeat(41), 'a\u202eb', 'a\nb'])
      expect(() => k.renameAccount(keyring, 'a0', name)).toThrow(errors['keyring.name'].split('{')[0]);
    expect(() => k.renameAccount(keyring, 'nobody', 'Desk')).toThrow(errors['keyring.account-unknown'].split('{')[0]);
    expect(() => k.removeAccount(keyring, 'a0')).toThrow(errors['keyring.account-from-phrase'].split('{')[0]);
    const lone = k.keyringFromKey(fromHex(`0x${'11'.repeat(32)}`), 'x', 'Old one');
    const gone = k.removeAccount(lone.keyring, 'x');
    expect(gone.keyring.accounts).toEqual([]);
    expect(gone.records[k.keyRecord('x')]).toBeNull();
  });

  it('remembers that a phrase was checked', async () => {
    const { keyring } = await k.keyringFromPhrase(entropy, false, IDS, 'Main');
    expect(k.markChecked(keyring, 'p').keyring.phrases).toEqual([{ id: 'p', words: 12, checked: true }]);
  });

  it('says so when its record is something else', () => {
    for (const text of ['', '{', '{}', '{"phrases":[],"accounts":[{}]}'])
      expect(() => k.decodeKeyring(utf8(text))).toThrow(k.KeyringError);
    expect(() => k.decodeKeyring(Uint8Array.of(0xff))).toThrow(k.KeyringError);
  });
});
