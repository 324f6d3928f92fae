/** The wallet as one site sees it. While locked a site sees no account. @module */
import type { Address } from '../signing/address.ts';
import { isUnlocked } from '../vault/lock.ts';
import { readSelected } from './accounts.ts';
import { readSettings } from './settings.ts';
import { readSite } from './sites.ts';

/** Its accounts, the one in use first; none while locked or not connected. */
export const accountsFor = async (origin: string): Promise<Address[]> => {
  const site = await readSite(origin);
  if (!site || !(await isUnlocked())) return [];
  const selected = await readSelected();
  return site.accounts.includes(selected)
    ? [selected, ...site.accounts.filter((one) => one !== selected)]
    : site.accounts;
};

export const chainFor = async (origin: string): Promise<number> =>
  (await readSite(origin))?.chainId ?? (await readSettings()).chainId;

export const hexChain = (chainId: number): string => `0x${chainId.toString(16)}`;

/** @see https://eips.ethereum.org/EIPS/eip-2255 */
export const permissionsOf = (origin: string, accounts: readonly Address[]): unknown[] =>
  accounts.length === 0
    ? []
    : [
        {
          invoker: origin,
          parentCapability: 'eth_accounts',
          caveats: [{ type: 'restrictReturnedAccounts', value: accounts }],
        },
      ];
