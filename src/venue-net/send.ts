/**
 * The only calls to a venue: to hosts that the person switched on, without cookies and without a referrer, never where a
 * redirect leads. What was signed stands in the body; no error says it.
 * @module
 */
import type { Text } from '../lib/text.ts';

/** `VenueRequest` of venues/adapter.ts. `host`: an origin without a slash at its end. `body`: text as it is posted. */
export type Call = {
  host: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

/** Nothing was done, as far as Vouch knows. `text` says why, in words; `answered`: the venue itself said so. */
export class VenueCallError extends Error {
  override name = 'VenueCallError';
  readonly text: Text;
  readonly answered: boolean;
  constructor(text: Text, answered = false) {
    super(text.id);
    this.text = text;
    this.answered = answered;
  }
}

export const TIMEOUT_MS = 10_000;
export const LARGEST_ANSWER = 256_000;
const MOST_SAID = 200;

const fails = (id: Text['id'], host: string, more: Record<string, string> = {}, answered = false): VenueCallError =>
  new VenueCallError({ id, params: { host, ...more } }, answered);

const ON_THIS_COMPUTER = ['localhost', '127.0.0.1'];

/** Whether this is a host that may be called at all: an origin, over TLS unless it is on this computer. */
export const isHost = (host: string): boolean => {
  if (!URL.canParse(host)) return false;
  const { origin, protocol, hostname } = new URL(host);
  if (origin !== host) return false;
  return protocol === 'https:' || (protocol === 'http:' && ON_THIS_COMPUTER.includes(hostname));
};

/** Where it goes. A path cannot lead to another host. */
const urlOf = ({ host, path }: Call): string => {
  if (!isHost(host)) throw fails('kill.net.host', host.slice(0, MOST_SAID));
  const url = path.startsWith('/') && URL.canParse(host + path) ? new URL(host + path) : null;
  if (url?.origin !== host || url.username !== '' || url.hash !== '') throw fails('kill.net.host', host);
  return url.href;
};

/** At most so many bytes: what comes after them is not read. */
const textOf = async (response: Response, host: string): Promise<string> => {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LARGEST_ANSWER) {
      void reader.cancel().catch(() => {});
      throw fails('kill.net.large', host, {}, true);
    }
    text += decoder.decode(value, { stream: true });
  }
};

const parsed = (text: string): { json: unknown } | null => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return null;
  }
};

const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_SAID ? `${line.slice(0, MOST_SAID)}…` : line;
};

/** JSON, unless the call says what its body is. */
const headersOf = ({ headers, body }: Call): Headers => {
  const all = new Headers(headers);
  if (body !== undefined && !all.has('content-type')) all.set('content-type', 'application/json');
  return all;
};

/**
 * @param allowed the hosts that the person switched on
 * @returns the venue's answer as JSON
 * @throws {VenueCallError}
 */
export const send = async (call: Call, allowed: readonly string[]): Promise<unknown> => {
  const { host, method, body } = call;
  const url = urlOf(call);
  if (!allowed.includes(host)) throw fails('kill.net.off', host);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method,
      headers: headersOf(call),
      ...(body !== undefined && { body }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: late.signal,
    });
    const text = await textOf(response, host);
    if (!response.ok)
      throw fails('kill.net.status', host, { status: String(response.status), said: quoted(text) || '-' }, true);
    const answer = parsed(text);
    if (!answer) throw fails('kill.net.json', host, {}, true);
    return answer.json;
  } catch (cause) {
    if (cause instanceof VenueCallError) throw cause;
    // the browser gives no reason why a host could not be asked; a cause would name what was sent
    throw fails(late.signal.aborted ? 'kill.net.late' : 'kill.net.none', host, {
      seconds: String(TIMEOUT_MS / 1000),
    });
  } finally {
    clearTimeout(timer);
  }
};
