/** What is wrong with a network as it was typed, field by field. The worker checks again, and asks the node who it is. @module */
import type { TextId } from '../../lib/text.ts';

export type NetworkFault = { field: 'name' | 'chainId' | 'symbol' | 'rpcUrl'; id: TextId };
type Typed = Record<NetworkFault['field'], string>;

const AT_HOME = new Set(['localhost', '127.0.0.1']);

/** https anywhere, http on this computer alone. */
export const urlFault = (text: string): TextId | null => {
  if (!URL.canParse(text)) return 'network.url';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && AT_HOME.has(url.hostname))) return 'network.urlScheme';
  return url.username || url.password ? 'network.urlUser' : null;
};

export const faultOf = ({ name, chainId, symbol, rpcUrl }: Typed): NetworkFault | null => {
  if (!name) return { field: 'name', id: 'networks.wrong.name' };
  if (!/^[1-9]\d{0,15}$/.test(chainId) || !Number.isSafeInteger(Number(chainId)))
    return { field: 'chainId', id: 'networks.wrong.chainId' };
  if (!symbol || symbol.length > 8) return { field: 'symbol', id: 'networks.wrong.symbol' };
  const wrong = urlFault(rpcUrl);
  return wrong && { field: 'rpcUrl', id: wrong };
};

/** What the browser is asked for so that one node, and nothing else, answers without the node's leave. */
export const sitePattern = (rpcUrl: string): string => `${new URL(rpcUrl).origin}/*`;
