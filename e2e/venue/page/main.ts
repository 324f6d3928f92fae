/** A site that trades at Hyperliquid with the SDK as it comes from npm, through the adapter for Vouch. */
import { ExchangeClient, HttpTransport } from '@nktkas/hyperliquid';
import type { EIP1193Provider } from 'viem';
import { throughVouch } from '../../../dapp/hyperliquid.ts';
import { ORDER, type Step } from './asks.ts';

type Announced = CustomEvent<{ info: { rdns: string }; provider: EIP1193Provider }>;

let provider: EIP1193Provider | undefined;
addEventListener('eip6963:announceProvider', (event) => {
  const { detail } = event as Announced;
  if (detail.info.rdns === 'app.vouch') provider = detail.provider;
});
dispatchEvent(new Event('eip6963:requestProvider'));
if (!provider) throw new Error('Vouch did not announce itself.');
const vouch = provider;

const http = new HttpTransport({ apiUrl: new URL(location.href).searchParams.get('exchange') ?? '' });

/** @param change what is done to a payload after it was signed */
const client = async (change: (payload: string) => string = (payload) => payload) => {
  const [account] = await vouch.request({ method: 'eth_accounts' });
  if (!account) throw new Error('Connect first.');
  const inner: Parameters<typeof throughVouch>[0]['transport'] = {
    isTestnet: false,
    request: (endpoint, payload, signal) => http.request(endpoint, JSON.parse(change(JSON.stringify(payload))), signal),
  };
  return new ExchangeClient(
    throughVouch({ provider: { request: (asked) => vouch.request(asked as never) }, account, transport: inner }),
  );
};

const steps: Record<Step, () => Promise<unknown>> = {
  connect: () => vouch.request({ method: 'eth_requestAccounts' }),
  order: async () => (await client()).order(ORDER),
  changed: async () => (await client((payload) => payload.replace('"p":"3484"', '"p":"9999"'))).order(ORDER),
  cancel: async () => (await client()).cancel({ cancels: [{ a: 1, o: 77_738_308 }] }),
  leverage: async () => (await client()).updateLeverage({ asset: 1, isCross: false, leverage: 20 }),
  agent: async () =>
    (await client()).approveAgent({
      agentAddress: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8',
      agentName: 'bot valid_until 4102444800000',
    }),
};

Object.assign(globalThis, {
  run: async (step: Step) => {
    try {
      return { result: await steps[step]() };
    } catch (error) {
      const { name, message, code } = error as Error & { code?: unknown };
      return { error: { name, message, code } };
    }
  },
  ask: async (method: string, params: unknown) => {
    try {
      return { result: await vouch.request({ method, params } as never) };
    } catch (error) {
      const { message, code, data } = error as Error & { code?: unknown; data?: unknown };
      return { error: { message, code, data } };
    }
  },
});
