/**
 * Sends what Vouch signed and may not send itself. When a person stops all trading in Vouch, or takes a key back there, and
 * has not let Vouch call the venue, one open page of the site gets the signed request as an EIP-1193 `message` of the type
 * `vouch_venueRequest`, and has to send it.
 *
 * ```ts
 * const stop = sendVenueRequests(provider, { hosts: ['https://api.hyperliquid.xyz'], onSent: console.info });
 * ```
 *
 * One file without imports: copy it. What else comes with it: `docs/kill-switch.md`.
 * @module
 */

/** `host`: an origin; empty: the page's own. */
export type VenueRequest = {
  host: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

/** `what`: all open orders are cancelled, or a key is taken back. */
export type Handed = { venue: string; account: string; what: 'cancel' | 'revoke'; request: VenueRequest };

/** What became of it: the venue's answer as it came, or why there is none. */
export type Sent = Handed & ({ status: number; answer: string } | { error: string });

/** EIP-1193. */
type Provider = {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  removeListener(event: 'message', listener: (message: unknown) => void): unknown;
};

type Options = {
  /** the venue's origins that this page sends to; its own is always among them */
  hosts: readonly string[];
  onSent?: (sent: Sent) => void;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isHanded = (value: unknown): value is Handed =>
  isObject(value) &&
  typeof value.venue === 'string' &&
  (value.what === 'cancel' || value.what === 'revoke') &&
  isObject(value.request) &&
  typeof value.request.host === 'string' &&
  typeof value.request.path === 'string' &&
  value.request.path.startsWith('/');

const send = async (handed: Handed, hosts: readonly string[]): Promise<Sent> => {
  const { host, method, path, headers, body } = handed.request;
  const origin = host === '' ? location.origin : host;
  try {
    if (origin !== location.origin && !hosts.includes(origin)) throw new Error(`This page sends nothing to ${origin}.`);
    const url = new URL(origin + path);
    if (url.origin !== origin) throw new Error(`This leads elsewhere than to ${origin}.`);
    const response = await fetch(url, {
      method,
      headers: { ...(body !== undefined && !headers && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body }),
      redirect: 'error',
    });
    return { ...handed, status: response.status, answer: await response.text() };
  } catch (error) {
    return { ...handed, error: error instanceof Error ? error.message : String(error) };
  }
};

/** Sends each once, in the order in which they come: a key is taken back after its orders are cancelled. @returns what stops it */
export const sendVenueRequests = (provider: Provider, { hosts, onSent }: Options): (() => void) => {
  let last: Promise<void> = Promise.resolve();
  const heard = (message: unknown): void => {
    if (!isObject(message) || message.type !== 'vouch_venueRequest' || !isHanded(message.data)) return;
    const handed = message.data;
    last = last.then(async () => {
      const sent = await send(handed, hosts);
      try {
        onSent?.(sent);
      } catch {} // the next one is sent all the same
    });
  };
  provider.on('message', heard);
  return () => void provider.removeListener('message', heard);
};
