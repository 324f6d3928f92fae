/**
 * A small client of the DevTools protocol over Chromium's debugging pipe: messages as JSON, a NUL between them. Playwright
 * is left out where time is taken, because it attaches to every worker and page and stops each at its start.
 * @see https://chromedevtools.github.io/devtools-protocol/
 * @module
 */
import type { Readable, Writable } from 'node:stream';

const LIMIT_MS = 60_000;

type Params = Record<string, unknown>;
type Event = { method: string; params: Params; sessionId?: string };
type Message = { id?: number; result?: unknown; error?: { message: string } } & Partial<Event>;

export type TargetInfo = { targetId: string; type: string; url: string };

export type Cdp = {
  send<T>(method: string, params?: Params, sessionId?: string): Promise<T>;
  /** Gives back what stops it. */
  on(listener: (event: Event) => void): () => void;
  targets(): Promise<TargetInfo[]>;
};

export class CdpError extends Error {
  override name = 'CdpError';
}

/** `into` and `out` are the browser's file descriptors 3 and 4. */
export const connect = (into: Writable, out: Readable): Cdp => {
  const waiting = new Map<
    number,
    { method: string; resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  const listeners = new Set<(event: Event) => void>();
  let count = 0;
  let rest = '';

  const heard = (message: Message) => {
    if (message.id === undefined) {
      for (const listener of [...listeners]) listener({ params: {}, method: '', ...message });
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) call?.reject(new CdpError(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  };
  out.setEncoding('utf8');
  out.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) heard(JSON.parse(part));
  });
  out.on('close', () => {
    for (const { method, reject } of waiting.values()) reject(new CdpError(`${method}: the browser has gone`));
    waiting.clear();
  });
  into.on('error', () => {}); // the browser has gone; `close` above tells those who wait

  const send = <T>(method: string, params: Params = {}, sessionId?: string) =>
    new Promise<T>((resolve, reject) => {
      const id = ++count;
      const late = setTimeout(() => {
        waiting.delete(id);
        reject(new CdpError(`${method} was not answered within ${LIMIT_MS / 1000} s`));
      }, LIMIT_MS);
      const settled =
        <V>(settle: (value: V) => void) =>
        (value: V) => {
          clearTimeout(late);
          settle(value);
        };
      waiting.set(id, { method, resolve: settled((value: unknown) => resolve(value as T)), reject: settled(reject) });
      into.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });

  return {
    send,
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    targets: async () => (await send<{ targetInfos: TargetInfo[] }>('Target.getTargets')).targetInfos,
  };
};
