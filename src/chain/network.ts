/** An EVM network as the wallet keeps it, and what a site or a person may write into one (EIP-3085). @module */

import { SaidError } from '../lib/said-error.ts';

/** `rpcUrl`: the person's own choice of node; without one nothing is sent anywhere. */
export type Network = {
  chainId: number;
  name: string;
  currency: { name: string; symbol: string; decimals: number };
  rpcUrl?: string;
  explorerUrl?: string;
  /** the origin that named the node, with consent; absent: the person did */
  namedBy?: string;
};

export class NetworkError extends SaidError {
  override name = 'NetworkError';
}

const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/**
 * A node's address: https, or http on this computer.
 * @throws {NetworkError}
 */
export const parseRpcUrl = (text: unknown): string => {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new NetworkError('network.url');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
    throw new NetworkError('network.urlScheme');
  if (url.username || url.password) throw new NetworkError('network.urlUser');
  return url.href;
};

const text = (value: unknown, field: string, most: number): string => {
  if (typeof value !== 'string' || value.trim() === '' || value.length > most)
    throw new NetworkError('network.text', { field, most: String(most) });
  return value.trim();
};

/** `0x` and hexadecimal digits without a leading zero, at most 2^53 - 1. @throws {NetworkError} */
export const parseChainId = (value: unknown): number => {
  if (typeof value !== 'string' || !/^0x[1-9a-fA-F][0-9a-fA-F]*$/.test(value))
    throw new NetworkError('network.chainId');
  const id = Number(value);
  if (!Number.isSafeInteger(id)) throw new NetworkError('network.chainIdLarge');
  return id;
};

/**
 * The parameter of `wallet_addEthereumChain`. The first usable node is taken.
 * @see https://eips.ethereum.org/EIPS/eip-3085
 * @throws {NetworkError}
 */
export const parseAddChain = (value: unknown): Required<Pick<Network, 'rpcUrl'>> & Network => {
  if (typeof value !== 'object' || value === null) throw new NetworkError('network.object');
  const { chainId, chainName, nativeCurrency, rpcUrls, blockExplorerUrls } = value as Record<string, unknown>;
  const currency = (nativeCurrency ?? {}) as Record<string, unknown>;
  if (currency.decimals !== 18) throw new NetworkError('network.decimals');
  if (!Array.isArray(rpcUrls) || rpcUrls.length === 0) throw new NetworkError('network.noUrl');
  const explorer: unknown = Array.isArray(blockExplorerUrls) ? blockExplorerUrls[0] : undefined;
  return {
    chainId: parseChainId(chainId),
    name: text(chainName, 'chainName', 64),
    currency: {
      name: text(currency.name ?? currency.symbol, 'nativeCurrency.name', 32),
      symbol: text(currency.symbol, 'nativeCurrency.symbol', 8),
      decimals: 18,
    },
    rpcUrl: parseRpcUrl(rpcUrls[0]),
    ...(typeof explorer === 'string' && explorer.startsWith('https://') && URL.canParse(explorer)
      ? { explorerUrl: explorer }
      : {}),
  };
};
