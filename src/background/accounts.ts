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
import { readRecord, writeRecords } from '../vault/vault.ts';

const SELECTED = 'selected';

export const newId = (): string => toHex(random(8)).slice(2);

export const readKeyring = async (): Promise<Keyring> => decodeKeyring(await readRecord(KEYRING));

/** The account that new sites are offered first. */
export const readSelected = async (): Promise<Address> => fromUtf8(await readRecord(SELECTED)) as Address;

/** @throws {SaidError} */
export const ownAccount = async (address: string): Promise<Account> => {
  const account = (await readKeyring()).accounts.find((one) => sameAddress(one.address, address));
  if (!account) throw new SaidError('account.unknown');
  return account;
};

/** The vault records of a first keyring. */
export const firstRecords = ({ keyring, records }: Change): Record<string, Uint8Array> => {
  const first = keyring.accounts[0];
  if (!first) throw new SaidError('account.unknown');
  return { ...(records as Record<string, Uint8Array>), [SELECTED]: utf8(first.address) };
};

export const saveKeyring = async ({ records }: Change): Promise<void> => writeRecords(records);

export const selectAccount = async (address: Address): Promise<void> =>
  writeRecords({ [SELECTED]: utf8((await ownAccount(address)).address) });

/** 32 bytes. For one signature, inside one function call. */
export const readPrivateKey = async (address: Address): Promise<Uint8Array> =>
  readRecord(keyRecord((await ownAccount(address)).id));

export const readEntropy = (phraseId: string): Promise<Uint8Array> => readRecord(phraseRecord(phraseId));
