/** Who may see which accounts: one permission a full origin, given by a person. @module */
import type { Address } from '../signing/address.ts';
import { readAll, remove, write } from '../storage/db.ts';
import type { PermissionRow } from '../storage/rows.ts';

/** The worker is the only writer; one copy in memory serves its life. */
let rows: Map<string, PermissionRow> | undefined;

const all = async (): Promise<Map<string, PermissionRow>> => {
  rows ??= new Map((await readAll('permissions')).map((row) => [row.origin, row]));
  return rows;
};

export const readSite = async (origin: string): Promise<PermissionRow | undefined> => (await all()).get(origin);

export const listSites = async (): Promise<PermissionRow[]> => [...(await all()).values()];

export const saveSite = async (row: PermissionRow): Promise<void> => {
  const known = await all();
  await write('permissions', row);
  known.set(row.origin, row);
};

export const removeSite = async (origin: string): Promise<void> => {
  const known = await all();
  await remove('permissions', origin);
  known.delete(origin);
};

/**
 * The account is gone: no site sees it any more, and a site that saw nothing else is disconnected.
 * @returns the sites that were
 */
export const removeAccountFromSites = async (address: Address): Promise<string[]> => {
  const disconnected: string[] = [];
  for (const row of await listSites()) {
    const accounts = row.accounts.filter((own) => own !== address);
    if (accounts.length === row.accounts.length) continue;
    if (accounts.length > 0) await saveSite({ ...row, accounts });
    else {
      await removeSite(row.origin);
      disconnected.push(row.origin);
    }
  }
  return disconnected;
};

export const forgetSites = (): void => {
  rows = undefined;
};
