/**
 * The provider (EIP-1193, EIP-2700, EIP-6963) in the page's own world. It holds nothing and is trusted with nothing:
 * the page can read, patch and forge all of it. It takes what it needs of the page's intrinsics at its first line,
 * before the page's scripts can change them, and never freezes or changes one.
 * @module
 */
import type { Outcome, ProviderMessage, RpcError } from '../messaging/page-lane.ts';
import { icon } from './icon.ts';

(() => {
  const { stringify } = JSON;
  const { freeze } = Object;
  const { isArray } = Array;
  const post = window.postMessage.bind(window);
  const listen = window.addEventListener.bind(window);
  const dispatch = window.dispatchEvent.bind(window);
  const uuid = crypto.randomUUID?.bind(crypto);
  const { origin } = location;

  class ProviderRpcError extends Error {
    code: number;
    data: unknown;
    constructor({ code, message, data }: RpcError) {
      super(message);
      this.code = code;
      this.data = data;
    }
  }

  type Listener = (data: unknown) => void;
  const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Listener[]>();
  let count = 0;
  let connected = false;

  const emit = (event: string, data: unknown) => {
    for (const listener of [...(listeners.get(event) ?? [])]) {
      // A listener that throws must not keep the others from hearing.
      try {
        listener(data);
      } catch (error) {
        setTimeout(() => {
          throw error;
        });
      }
    }
  };

  const send = (method: string, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const text = params === undefined ? '[]' : stringify(params);
      const id = String(++count);
      waiting.set(id, { resolve, reject });
      post({ vouch: 'request', id, method, params: text } satisfies ProviderMessage, origin);
    });

  const settle = (id: string, outcome: Outcome) => {
    const request = waiting.get(id);
    if (!request) return;
    waiting.delete(id);
    if ('error' in outcome) {
      if (outcome.error.code === 4900 && connected) {
        connected = false;
        emit('disconnect', new ProviderRpcError(outcome.error));
      }
      request.reject(new ProviderRpcError(outcome.error));
      return;
    }
    request.resolve(outcome.result);
    if (connected) return;
    connected = true;
    if (listeners.get('connect')?.length)
      send('eth_chainId', []).then(
        (chainId) => emit('connect', { chainId }),
        () => {},
      );
  };

  const invalid = (message: string) => new ProviderRpcError({ code: -32602, message });

  const provider = freeze({
    async request(request: unknown): Promise<unknown> {
      if (typeof request !== 'object' || request === null || isArray(request))
        throw new ProviderRpcError({ code: -32600, message: 'Call request() with an object: { method, params }.' });
      const { method, params } = request as { method?: unknown; params?: unknown };
      if (typeof method !== 'string' || method === '')
        throw new ProviderRpcError({
          code: -32600,
          message: 'The "method" of a request is a text, for example "eth_accounts".',
        });
      if (params !== undefined && (typeof params !== 'object' || params === null))
        throw invalid('The "params" of a request are an array or an object.');
      try {
        return await send(method, params);
      } catch (error) {
        if (error instanceof ProviderRpcError) throw error;
        throw invalid('The "params" of a request must be JSON. Write big integers as text.');
      }
    },
    isConnected: () => connected,
    on(event: string, listener: Listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
      return provider;
    },
    removeListener(event: string, listener: Listener) {
      const heard = listeners.get(event) ?? [];
      const at = heard.lastIndexOf(listener);
      if (at >= 0) listeners.set(event, [...heard.slice(0, at), ...heard.slice(at + 1)]);
      return provider;
    },
  });

  listen('message', (event: MessageEvent) => {
    if (event.source !== window || event.origin !== origin) return;
    const message = event.data as ProviderMessage | null;
    if (message?.vouch === 'answer') settle(message.id, message.outcome);
    else if (message?.vouch === 'event') emit(message.event, message.data);
    else if (message?.vouch === 'take') take();
  });

  /** Only when the person turned it on: sites that look for `window.ethereum` alone find Vouch there. */
  const take = () => {
    try {
      Object.defineProperty(window, 'ethereum', {
        value: provider,
        writable: true,
        configurable: true,
        enumerable: true,
      });
      dispatch(new Event('ethereum#initialized'));
    } catch {
      // Another wallet has fixed the property. It stays theirs.
    }
  };

  // randomUUID needs a trustworthy context; the scripts run on https and loopback only, which are.
  const info = freeze({ uuid: uuid?.() ?? '', name: 'Vouch', icon, rdns: 'app.vouch' });
  const detail = freeze({ info, provider });
  const announce = () => dispatch(new CustomEvent('eip6963:announceProvider', { detail }));
  listen('eip6963:requestProvider', announce);
  announce();
})();
