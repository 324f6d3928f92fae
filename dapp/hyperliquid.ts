/**
 * `@nktkas/hyperliquid` trades through Vouch, unpatched. The SDK has an order signed as a hash before it sends it; Vouch signs
 * what it can read. So the wallet answers a hash with a placeholder, and the transport, which has the order in its hands,
 * asks Vouch for the real signature and puts it in. Nothing is sent with a placeholder in it.
 *
 * ```ts
 * const { wallet, transport } = throughVouch({ provider, account, transport: new HttpTransport() });
 * const exchange = new ExchangeClient({ wallet, transport });
 * ```
 *
 * One file without imports: copy it. How it works and what goes wrong: `docs/sign-venue-order.md`.
 * @module
 */

type Hex = `0x${string}`;

/** EIP-1193. */
type Provider = { request: (asked: { method: string; params?: unknown }) => Promise<unknown> };

/** `IRequestTransport` of the SDK. */
type Transport = {
  isTestnet: boolean;
  request<T>(endpoint: 'info' | 'exchange' | 'explorer', payload: unknown, signal?: AbortSignal): Promise<T>;
};

/** What the SDK asks a viem account for. */
type TypedData = {
  domain: { name: string; version: string; chainId: number; verifyingContract: Hex };
  types: Record<string, { name: string; type: string }[]>;
  primaryType: string;
  message: Record<string, unknown>;
};

/** `AbstractViemJsonRpcAccount` of the SDK. */
type Wallet = {
  signTypedData: (data: TypedData) => Promise<Hex>;
  getAddresses: () => Promise<Hex[]>;
  getChainId: () => Promise<number>;
};

/** Thrown instead of sending something that is not signed, or not what was signed. Nothing has left. */
export class VouchTransportError extends Error {
  override name = 'VouchTransportError';
}

/** "vouch-unsigned--": how a placeholder begins, which no signature does. */
const MARK = '766f7563682d756e7369676e65642d2d';
const KEYS = ['action', 'nonce', 'signature', 'vaultAddress', 'expiresAfter'];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isHash = ({ domain, primaryType }: TypedData): boolean =>
  primaryType === 'Agent' && domain.name === 'Exchange' && Number(domain.chainId) === 1337;

const randomHex = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const split = (signature: unknown): { r: Hex; s: Hex; v: number } => {
  const [, r, s, v] = /^0x([\da-f]{64})([\da-f]{64})(1b|1c)$/i.exec(String(signature)) ?? [];
  if (!r || !s || !v) throw new VouchTransportError('The wallet did not answer with a signature of 65 bytes.');
  return { r: `0x${r}`, s: `0x${s}`, v: Number.parseInt(v, 16) };
};

/**
 * A wallet and a transport for `ExchangeClient`; give them to it together. Reading (`InfoClient`, subscriptions) needs
 * neither. `account`: one of `eth_requestAccounts`.
 *
 * Calls of the client fail with the wallet's own error (4001: rejected), {@link VouchTransportError}, or the SDK's errors.
 */
export const throughVouch = ({
  provider,
  account,
  transport,
}: {
  provider: Provider;
  account: Hex;
  transport: Transport;
}): { wallet: Wallet; transport: Transport } => {
  /** Placeholders that were given out, by their first half, and the network that each is for. */
  const given = new Map<string, { testnet: boolean }>();

  const wallet: Wallet = {
    signTypedData: async (data) => {
      if (isHash(data)) {
        const r = MARK + randomHex(16);
        given.set(`0x${r}`, { testnet: data.message.source === 'b' });
        return `0x${r}${randomHex(32)}1b`;
      }
      const members = data.types[data.primaryType] ?? [];
      // What is not declared is not signed: it does not go along.
      const message = Object.fromEntries(members.map(({ name }) => [name, data.message[name]]));
      const params = [account, JSON.stringify({ ...data, message })];
      return (await provider.request({ method: 'eth_signTypedData_v4', params })) as Hex;
    },
    getAddresses: async () => [account],
    getChainId: async () => Number(await provider.request({ method: 'eth_chainId' })),
  };

  const sign = async (payload: Record<string, unknown>, testnet: boolean) => {
    const { action, nonce, vaultAddress, expiresAfter } = payload;
    const other = Object.keys(payload).find((key) => !KEYS.includes(key));
    if (other !== undefined) throw new VouchTransportError(`Nothing was sent: "${other}" would not be signed.`);
    if (testnet !== transport.isTestnet)
      throw new VouchTransportError('Nothing was sent: the wallet and the transport are for different networks.');
    const order = { venue: 'hyperliquid', account, action, nonce, vaultAddress, expiresAfter, isTestnet: testnet };
    // What is undefined is dropped here, as it is when the request is sent.
    const params = [JSON.parse(JSON.stringify(order))];
    return split(await provider.request({ method: 'wallet_signVenueOrder', params }));
  };

  return {
    wallet,
    transport: {
      isTestnet: transport.isTestnet,
      request: async <T>(endpoint: 'info' | 'exchange' | 'explorer', payload: unknown, signal?: AbortSignal) => {
        const { signature } = isObject(payload) ? payload : {};
        const r = isObject(signature) ? String(signature.r) : '';
        const placeholder = given.get(r);
        given.delete(r);
        let signed = payload;
        if (endpoint === 'exchange' && isObject(payload) && placeholder) {
          const real = await sign(payload, placeholder.testnet);
          // A person took their time; who asked may have given up.
          signal?.throwIfAborted();
          signed = { ...payload, signature: real };
        }
        if (
          JSON.stringify(signed ?? null)
            .toLowerCase()
            .includes(MARK)
        )
          throw new VouchTransportError(
            'Nothing was sent: a placeholder stands where a signature should be. Accounts with several owners cannot sign in this way, and a placeholder serves once.',
          );
        return transport.request<T>(endpoint, signed, signal);
      },
    },
  };
};
