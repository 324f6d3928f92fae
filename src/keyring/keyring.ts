/**
 * The accounts of a wallet as plain data. The list itself holds no secret: each phrase and each key lies in a vault
 * record of its own, so that a signature decrypts one key and nothing else. Every function here hands back the new
 * list and the records to write; nothing is changed in place.
 * @module
 */
import * as v from 'valibot';
import { fromUtf8, utf8 } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { addressOf, deriveKey } from './derive.ts';

const Phrase = v.object({ id: v.string(), words: v.number(), checked: v.boolean() });
const Account = v.variant('source', [
  v.object({
    source: v.literal('phrase'),
    id: v.string(),
    address: v.custom<Address>((a) => typeof a === 'string'),
    name: v.string(),
    phraseId: v.string(),
    index: v.number(),
  }),
  v.object({
    source: v.literal('private-key'),
    id: v.string(),
    address: v.custom<Address>((a) => typeof a === 'string'),
    name: v.string(),
  }),
]);
const Keyring = v.object({ phrases: v.array(Phrase), accounts: v.array(Account) });

/** `checked`: the person has proved that it is written down. */
export type Phrase = v.InferOutput<typeof Phrase>;
/** `index`: the last step of m/44'/60'/0'/0/index. */
export type Account = v.InferOutput<typeof Account>;
export type Keyring = v.InferOutput<typeof Keyring>;

/** `records`: what `writeRecords` or `createVault` takes. */
export type Change = { keyring: Keyring; records: Record<string, Uint8Array | null> };

/** The vault record of the list. */
export const KEYRING = 'keyring';
/** The vault record of a phrase: its entropy. */
export const phraseRecord = (phraseId: string): string => `phrase/${phraseId}`;
/** The vault record of an account: its 32-byte private key. */
export const keyRecord = (accountId: string): string => `key/${accountId}`;

export class KeyringError extends SaidError {
  override name = 'KeyringError';
}

/** @throws {KeyringError} when the record is no list of accounts. */
export const decodeKeyring = (record: Uint8Array): Keyring => {
  try {
    return v.parse(Keyring, JSON.parse(fromUtf8(record)));
  } catch {
    throw new KeyringError('keyring.data');
  }
};

const changed = (keyring: Keyring, records: Change['records'] = {}): Change => ({
  keyring,
  records: { ...records, [KEYRING]: utf8(JSON.stringify(keyring)) },
});

const named = (typed: string): string => {
  const name = typed.trim();
  if (name.length === 0 || [...name].length > 40 || /\p{C}/u.test(name)) throw new KeyringError('keyring.name');
  return name;
};

/** @throws {KeyringError} when there is no such account. */
const accountOf = (keyring: Keyring, accountId: string): Account => {
  const account = keyring.accounts.find(({ id }) => id === accountId);
  if (!account) throw new KeyringError('keyring.account-unknown');
  return account;
};

const withAccount = (keyring: Keyring, account: Account, key: Uint8Array, records: Change['records'] = {}): Change => {
  const same = keyring.accounts.find(({ address }) => sameAddress(address, account.address));
  if (same) throw new KeyringError('keyring.account-exists', { name: same.name });
  return changed(
    { ...keyring, accounts: [...keyring.accounts, account] },
    { ...records, [keyRecord(account.id)]: key },
  );
};

const EMPTY: Keyring = { phrases: [], accounts: [] };

/**
 * A phrase and its first account. Ids are the caller's, and new.
 * @param checked a phrase that was typed in is known to be written down; a new one is not
 */
export const keyringFromPhrase = async (
  entropy: Uint8Array,
  checked: boolean,
  ids: { phrase: string; account: string },
  name: string,
): Promise<Change> => {
  const phrase: Phrase = { id: ids.phrase, words: (entropy.length / 4) * 3, checked };
  const first = await addPhraseAccount({ ...EMPTY, phrases: [phrase] }, ids.phrase, entropy, ids.account, name);
  return { keyring: first.keyring, records: { ...first.records, [phraseRecord(ids.phrase)]: entropy } };
};

/** A wallet of one imported key. */
export const keyringFromKey = (key: Uint8Array, id: string, name: string): Change => importKey(EMPTY, key, id, name);

/**
 * The next account of a phrase.
 * @param entropy the record of that phrase
 * @throws {KeyringError} for a bad name, or when the account was imported by its key before.
 */
export const addPhraseAccount = async (
  keyring: Keyring,
  phraseId: string,
  entropy: Uint8Array,
  id: string,
  name: string,
): Promise<Change> => {
  const index = keyring.accounts.filter(
    (account) => account.source === 'phrase' && account.phraseId === phraseId,
  ).length;
  const key = await deriveKey(entropy, index);
  return withAccount(
    keyring,
    { source: 'phrase', id, address: addressOf(key), name: named(name), phraseId, index },
    key,
  );
};

/** @throws {KeyringError} for a bad name, or when the account is there already. */
export const importKey = (keyring: Keyring, key: Uint8Array, id: string, name: string): Change =>
  withAccount(keyring, { source: 'private-key', id, address: addressOf(key), name: named(name) }, key);

/** @throws {KeyringError} */
export const renameAccount = (keyring: Keyring, accountId: string, name: string): Change => {
  const account = accountOf(keyring, accountId);
  return changed({
    ...keyring,
    accounts: keyring.accounts.map((one) => (one === account ? { ...one, name: named(name) } : one)),
  });
};

/**
 * Imported accounts alone: one of a phrase would be back with the phrase.
 * @throws {KeyringError}
 */
export const removeAccount = (keyring: Keyring, accountId: string): Change => {
  const account = accountOf(keyring, accountId);
  if (account.source === 'phrase') throw new KeyringError('keyring.account-from-phrase');
  return changed(
    { ...keyring, accounts: keyring.accounts.filter((one) => one !== account) },
    { [keyRecord(accountId)]: null },
  );
};

/** The back-up check of a phrase was passed. */
export const markChecked = (keyring: Keyring, phraseId: string): Change =>
  changed({
    ...keyring,
    phrases: keyring.phrases.map((phrase) => (phrase.id === phraseId ? { ...phrase, checked: true } : phrase)),
  });
