/** The networks of this wallet: those everybody knows, over them what the person or a site (with consent) wrote. @module */

import type { Network } from '../chain/network.ts';
import { NETWORKS } from '../chain/networks.ts';
import { SaidError } from '../lib/said-error.ts';
import { readAll, remove, write } from '../storage/db.ts';
import { readSettings, saveSettings } from './settings.ts';

/** The worker is the only writer; one copy in memory serves its life. */
let known: Promise<Network[]> | undefined;

export const forgetNetworks = (): void => {
  known = undefined;
};

/** By chain id, own ones over the built-in ones. */
export const listNetworks = (): Promise<Network[]> => {
  known ??= readAll('networks').then((own) => {
    const ids = new Set(own.map((network) => network.chainId));
    return [...NETWORKS.filter((network) => !ids.has(network.chainId)), ...own].sort((a, b) => a.chainId - b.chainId);
  });
  known.catch(forgetNetworks);
  return known;
};

/** A network without a name of its own is still a network: a permission can outlive its row. */
export const networkOf = async (chainId: number): Promise<Network> =>
  (await listNetworks()).find((network) => network.chainId === chainId) ?? {
    chainId,
    name: String(chainId),
    currency: { name: String(chainId), symbol: '', decimals: 18 },
  };

export const findNetwork = async (chainId: number): Promise<Network | undefined> =>
  (await listNetworks()).find((network) => network.chainId === chainId);

export const saveNetwork = async (network: Network): Promise<void> => {
  await write('networks', network);
  forgetNetworks();
};

/** An own network goes, and what it overlaid is back. The active one stays. */
export const removeNetwork = async (chainId: number): Promise<void> => {
  await remove('networks', chainId);
  forgetNetworks();
  const settings = await readSettings();
  if (settings.chainId === chainId && !NETWORKS.some((network) => network.chainId === chainId))
    await saveSettings({ ...settings, chainId: 1 });
};

/** @throws {SaidError} */
export const needNetwork = async (chainId: number): Promise<Network> => {
  const network = await findNetwork(chainId);
  if (!network) throw new SaidError('network.unknown', { chainId: String(chainId) });
  return network;
};
