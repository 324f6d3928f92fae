/** The keyring as it lies in the vault: the list of accounts, the selected one, and what changes them. @module */

import {
  type Account,
  type Change,
  decodeKeyring,
  KEYRING,
  type Keyring,
  keyRecord,
  phraseRecord,
} from '../keyring/keyring.ts';
import { fromUtf8, random, toHex, utf8 } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { isUnlocked, Locked } from '../vault/lock.ts';
import { NoSuchRecord, readRecord, writeRecords } from '../vault/vault.ts';

export const SELECTED = 'selected';

export const newId = (): string => toHex(random(8)).slice(2);

/** `selected`: the account that new sites are offered first. */
type Accounts = { keyring: Keyring; selected: Address };

/**
 * The list as it was last read or written: names and addresses, no secret. The worker is its only writer, so one copy
 * serves its life; every use of it asks first whether the wallet is open.
 */
let list: Promise<Accounts> | undefined;

export const forgetAccounts = (): void => {
  list = undefined;
};

/** Without a look at the lock: for what reads a record of the vault next, which looks. */
const known = (): Promise<Accounts> => {
  list ??= Promise.all([readRecord(KEYRING), readRecord(SELECTED)]).then(([keyring, selected]) => ({
    keyring: decodeKeyring(keyring),
    selected: fromUtf8(selected) as Address,
  }));
  list.catch(forgetAccounts);
  return list;
};

/** @throws {Locked} */
const readAccounts = async (): Promise<Accounts> => {
  if (await isUnlocked()) return known();
  forgetAccounts();
  throw new Locked();
};

/** False for a vault of somebody who only looks after others, or is getting a wallet back. @throws {Locked} */
export const hasAccounts = async (): Promise<boolean> => {
  try {
    await readAccounts();
    return true;
  } catch (error) {
    if (error instanceof NoSuchRecord) return false;
    throw error;
  }
};

export const readKeyring = async (): Promise<Keyring> => (await readAccounts()).keyring;
export const readSelected = async (): Promise<Address> => (await readAccounts()).selected;

/** @throws {SaidError} */
export const ownAccount = async (address: string): Promise<Account> => find((await readAccounts()).keyring, address);

const find = ({ accounts }: Keyring, address: string): Account => {
  const account = accounts.find((one) => sameAddress(one.address, address));
  if (!account) throw new SaidError('account.unknown');
  return account;
};

/** The vault records of a first keyring. */
export const firstRecords = ({ keyring, records }: Change): Record<string, Uint8Array> => {
  const first = keyring.accounts[0];
  if (!first) throw new SaidError('account.unknown');
  return { ...(records as Record<string, Uint8Array>), [SELECTED]: utf8(first.address) };
};

const save = async (records: Change['records']): Promise<void> => {
  try {
    await writeRecords(records);
  } finally {
    forgetAccounts();
  }
};

export const saveKeyring = ({ records }: Change): Promise<void> => save(records);

export const selectAccount = async (address: Address): Promise<void> =>
  save({ [SELECTED]: utf8((await ownAccount(address)).address) });

/** 32 bytes. For one signature, inside one function call. */
export const readPrivateKey = async (address: Address): Promise<Uint8Array> =>
  readRecord(keyRecord(find((await known()).keyring, address).id));

export const readEntropy = (phraseId: string): Promise<Uint8Array> => readRecord(phraseRecord(phraseId));
