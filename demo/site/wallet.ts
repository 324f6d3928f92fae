/** Everything between the page and a wallet: found by EIP-6963, spoken to through EIP-1193, nothing else. @module */
import { type Address, createWalletClient, custom, type EIP1193Provider, type Hex, numberToHex } from 'viem';
import { type Cancel, CHAIN_ID, cancelTypedData, type Order, orderTypedData } from '../schema.ts';

export type Wallet = {
  info: { uuid: string; name: string; icon: string; rdns: string };
  provider: EIP1193Provider;
};

declare global {
  interface WindowEventMap {
    'eip6963:announceProvider': CustomEvent<Wallet>;
  }
}

export const CHAIN_HEX = numberToHex(CHAIN_ID);

/** Calls back for each wallet that announces itself, once per wallet. */
export const discover = (onWallet: (wallet: Wallet) => void): void => {
  const seen = new Set<string>();
  window.addEventListener('eip6963:announceProvider', ({ detail }) => {
    if (seen.has(detail.info.uuid)) return;
    seen.add(detail.info.uuid);
    onWallet(detail);
  });
  window.dispatchEvent(new Event('eip6963:requestProvider'));
};

/** The wallet's own answer, under whatever the library wrapped around it. */
export const walletError = (error: unknown): { code: number; message: string } | undefined => {
  let found: { code: number; message: string } | undefined;
  for (let at = error; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause) {
    const { code, message } = at as { code?: unknown; message?: unknown };
    if (typeof code === 'number') found = { code, message: String(message) };
  }
  return found;
};

const PLAIN: Record<number, string> = {
  4001: 'You rejected this in your wallet. Nothing was signed.',
  4100: 'Your wallet does not let Gannet do this. Connect the account first.',
  4200: 'Your wallet does not know this method.',
  4900: 'Your wallet is gone: it was closed, updated or reloaded. Reload this page.',
  4901: 'Your wallet cannot reach this chain.',
  4902: 'Your wallet does not know the chain of this demo.',
  [-32002]: 'Your wallet already has a request open, or wants you to wait. Look there first.',
  [-32005]: 'Your wallet asks Gannet to slow down.',
  [-32602]: 'Your wallet found a mistake in the request.',
  [-32603]: 'Your wallet met an error of its own.',
  [-32080]: 'Nobody answered in your wallet in time. Nothing was signed.',
  [-32081]: 'Your wallet withdrew this. Nothing was signed.',
  [-32082]: 'Your wallet refuses to sign this, and says why.',
  [-32083]: 'Your wallet lets this money wait before it may go out.',
};

/** A sentence about a wallet's answer, with its code and its own words behind it. */
export const explain = ({ code, message }: { code: number; message: string }): string =>
  `${PLAIN[code] ?? 'Your wallet answered with an error.'} (${code}: ${message})`;

/** A method that the library's types do not know. */
export const ask = ({ provider }: Wallet, method: string, params?: unknown): Promise<unknown> => {
  const untyped: { request: (asked: { method: never; params?: never }) => Promise<unknown> } = provider;
  return untyped.request({ method, params } as never);
};

/** Accounts without asking: empty when the site is not connected or the wallet is locked. */
export const accountsOf = ({ provider }: Wallet): Promise<readonly Address[]> =>
  provider.request({ method: 'eth_accounts' });

export const connect = ({ provider }: Wallet): Promise<readonly Address[]> =>
  provider.request({ method: 'eth_requestAccounts' });

/** Brings the wallet to the demo's chain, and tells it about the chain when it does not know it. */
export const toChain = async ({ provider }: Wallet, rpcUrl: string): Promise<void> => {
  if ((await provider.request({ method: 'eth_chainId' })) === CHAIN_HEX) return;
  const change = () => provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: CHAIN_HEX }] });
  try {
    await change();
  } catch (error) {
    if (walletError(error)?.code !== 4902) throw error;
    await provider.request({
      method: 'wallet_addEthereumChain',
      params: [
        {
          chainId: CHAIN_HEX,
          chainName: 'Gannet local',
          nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
          rpcUrls: [rpcUrl],
        },
      ],
    });
    if ((await provider.request({ method: 'eth_chainId' })) !== CHAIN_HEX) await change();
  }
};

const clientOf = ({ provider }: Wallet, account: Address) =>
  createWalletClient({ account, transport: custom(provider, { retryCount: 0 }) });

export const signOrder = (wallet: Wallet, order: Order): Promise<Hex> =>
  clientOf(wallet, order.account).signTypedData(orderTypedData(order));

export const signCancel = (wallet: Wallet, cancel: Cancel): Promise<Hex> =>
  clientOf(wallet, cancel.account).signTypedData(cancelTypedData(cancel));
