/** What of the vault goes into the backup that guardians keep: accounts, and never keys of sessions or agents. @module */
import { keepBackedUp } from '../../guardians/restore.ts';
import { KEYRING, keyRecord, phraseRecord } from '../../keyring/keyring.ts';
import { readRecord } from '../../vault/vault.ts';
import { hasAccounts, readKeyring, SELECTED } from '../accounts.ts';
import { readBook, step } from './store.ts';

const accountRecords = async (): Promise<Record<string, Uint8Array>> => {
  const { phrases, accounts } = await readKeyring();
  const ids = [
    KEYRING,
    SELECTED,
    ...phrases.map(({ id }) => phraseRecord(id)),
    ...accounts.map(({ id }) => keyRecord(id)),
  ];
  const records: Record<string, Uint8Array> = {};
  for (const id of ids) records[id] = await readRecord(id);
  return records;
};

/** Sends guardians a new version when accounts or duties have changed, or the key has. @throws {Locked} */
export const backUpIfChanged = async (): Promise<void> => {
  if (!(await readBook()).owner?.manifest || !(await hasAccounts())) return;
  const records = await accountRecords();
  await step((state, at) => ({ state: keepBackedUp(state, records, at), value: undefined }));
};
