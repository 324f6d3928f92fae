/**
 * A site that uses Vouch through client libraries, as sites do. Each library gets the provider in its own way; what it
 * gives back is put on the window as plain data.
 */
import {
  type Connector,
  createConfig,
  getAccount,
  getConnectors,
  connect as wagmiConnect,
  sendTransaction as wagmiSend,
  signMessage as wagmiSignMessage,
  signTypedData as wagmiSignTypedData,
  switchChain as wagmiSwitch,
  watchAccount,
} from '@wagmi/core';
import { BrowserProvider, type Eip1193Provider, verifyMessage, verifyTypedData } from 'ethers';
import {
  createWalletClient,
  custom,
  type EIP1193Provider,
  http,
  recoverMessageAddress,
  recoverTypedDataAddress,
} from 'viem';
import { foundry, mainnet } from 'viem/chains';
import { CHAIN, MESSAGE, PRIMARY_TYPE, type Step, TO, TYPED } from './asks.ts';

type Announced = { info: { rdns: string; name: string; uuid: string; icon: string }; provider: EIP1193Provider };

const announced: Announced[] = [];
addEventListener('eip6963:announceProvider', (event) => announced.push((event as CustomEvent<Announced>).detail));
dispatchEvent(new Event('eip6963:requestProvider'));
const found = announced.find(({ info }) => info.rdns === 'app.vouch');
if (!found) throw new Error('Vouch did not announce itself.');
const { provider } = found;

const heard: { by: string; event: string; data: unknown }[] = [];

const viem = (() => {
  const client = createWalletClient({ transport: custom(provider) });
  const chain = { ...foundry, rpcUrls: { default: { http: [CHAIN.rpcUrl()] } } };
  let account: `0x${string}`;
  return {
    connect: async () => {
      provider.on('accountsChanged', (data) => heard.push({ by: 'viem', event: 'accountsChanged', data }));
      provider.on('chainChanged', (data) => heard.push({ by: 'viem', event: 'chainChanged', data }));
      [account] = (await client.requestAddresses()) as [`0x${string}`];
      return account;
    },
    accounts: () => client.getAddresses(),
    chainId: () => client.getChainId(),
    addChain: async () => (await client.addChain({ chain })) ?? null,
    switchChain: async () => (await client.switchChain({ id: foundry.id })) ?? null,
    signMessage: async () => {
      const signature = await client.signMessage({ account, message: MESSAGE });
      return { signature, by: await recoverMessageAddress({ message: MESSAGE, signature }) };
    },
    signTypedData: async () => {
      const signature = await client.signTypedData({ account, ...TYPED, primaryType: PRIMARY_TYPE });
      return { signature, by: await recoverTypedDataAddress({ ...TYPED, primaryType: PRIMARY_TYPE, signature }) };
    },
    sendTransaction: () => client.sendTransaction({ account, chain, to: TO, value: 1n }),
  };
})();

const ethers = (() => {
  const browser = new BrowserProvider(provider as Eip1193Provider, 'any');
  return {
    connect: async () => (await browser.getSigner()).address,
    accounts: async () => (await browser.listAccounts()).map(({ address }) => address),
    chainId: async () => Number((await browser.getNetwork()).chainId),
    switchChain: () => browser.send('wallet_switchEthereumChain', [{ chainId: `0x${foundry.id.toString(16)}` }]),
    signMessage: async () => {
      const signature = await (await browser.getSigner()).signMessage(MESSAGE);
      return { signature, by: verifyMessage(MESSAGE, signature) };
    },
    signTypedData: async () => {
      const types = { [PRIMARY_TYPE]: [...TYPED.types[PRIMARY_TYPE]] };
      const signature = await (await browser.getSigner()).signTypedData(TYPED.domain, types, TYPED.message);
      return { signature, by: verifyTypedData(TYPED.domain, types, TYPED.message, signature) };
    },
    sendTransaction: async () => (await (await browser.getSigner()).sendTransaction({ to: TO, value: 1n })).hash,
  };
})();

const wagmi = (() => {
  const config = createConfig({
    chains: [mainnet, foundry],
    transports: { [mainnet.id]: http(CHAIN.rpcUrl()), [foundry.id]: http(CHAIN.rpcUrl()) },
  });
  const connector = async (): Promise<Connector> => {
    // Discovery is its own (mipd), and is not done when the page is.
    for (;;) {
      const one = getConnectors(config).find(({ id }) => id === 'app.vouch');
      if (one) return one;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return {
    connect: async () => {
      watchAccount(config, {
        onChange: ({ address, chainId }) => heard.push({ by: 'wagmi', event: 'account', data: { address, chainId } }),
      });
      return (await wagmiConnect(config, { connector: await connector() })).accounts[0];
    },
    accounts: async () => getAccount(config).addresses,
    chainId: async () => getAccount(config).chainId,
    switchChain: async () => (await wagmiSwitch(config, { chainId: foundry.id })).id,
    signMessage: async () => {
      const signature = await wagmiSignMessage(config, { message: MESSAGE });
      return { signature, by: await recoverMessageAddress({ message: MESSAGE, signature }) };
    },
    signTypedData: async () => {
      const signature = await wagmiSignTypedData(config, { ...TYPED, primaryType: PRIMARY_TYPE });
      return { signature, by: await recoverTypedDataAddress({ ...TYPED, primaryType: PRIMARY_TYPE, signature }) };
    },
    sendTransaction: () => wagmiSend(config, { to: TO, value: 1n, chainId: foundry.id }),
  };
})();

const libraries: Record<string, Record<string, () => Promise<unknown>>> = { viem, ethers, wagmi };

/** What went wrong, as a site would look at it: the innermost code that a library kept. */
const codeOf = (error: unknown): unknown => {
  for (let at = error as { code?: unknown; cause?: unknown; error?: unknown; info?: unknown } | undefined; at; ) {
    if (typeof at.code === 'number') return at.code;
    at = (at.cause ?? at.error ?? at.info) as typeof at;
  }
  return String(error);
};

Object.assign(globalThis, {
  info: found.info,
  heard,
  run: async (library: string, step: Step) => {
    try {
      return { result: await libraries[library]?.[step]?.() };
    } catch (error) {
      return { code: codeOf(error), message: String((error as Error).message) };
    }
  },
});
