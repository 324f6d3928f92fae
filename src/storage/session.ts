/**
 * The one user of `storage.session`: in memory, gone with the browser, and outliving the worker. It holds JSON alone
 * (keys come back sorted, a Uint8Array comes back empty): bytes go in as base64, what must keep its order as text.
 * @see https://developer.chrome.com/docs/extensions/reference/api/storage#property-session
 * @module
 */
import { browser } from '../lib/browser.ts';

/** What was written under `key`. The caller names the type: nothing but the worker writes here. */
export const get = async <T>(key: string): Promise<T | undefined> =>
  (await browser.storage.session.get(key))[key] as T | undefined;

/** Several keys in one call; those that are not there are left out. */
export const getMany = <T extends object>(keys: (keyof T & string)[]): Promise<Partial<T>> =>
  browser.storage.session.get(keys) as Promise<Partial<T>>;

/** Everything whose key begins with `prefix`. */
export const getAll = async <T>(prefix: string): Promise<Record<string, T>> => {
  const all = (await browser.storage.session.get(null)) as Record<string, T>;
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith(prefix)));
};

/** All of `values` or none. */
export const set = (values: Record<string, unknown>): Promise<void> => browser.storage.session.set(values);

export const remove = (keys: string | string[]): Promise<void> => browser.storage.session.remove(keys);

/** How often all of it was emptied: whoever keeps a copy of something in it looks whether that still stands. */
export const emptied = { times: 0 };

export const clear = async (): Promise<void> => {
  emptied.times++;
  await browser.storage.session.clear();
  emptied.times++;
};

/** The last to come under each name. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Runs `work` alone under `name`: `storage.session` cannot compare and set. The worker is the only one that writes, so
 * its own queue is enough (the browser's locks cost 0.2 ms each), and it falls with the worker. Not reentrant: taking the
 * same name inside waits for ever.
 */
export const withLock = <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const turn = (turns.get(name) ?? Promise.resolve()).then(work, work);
  turns.set(name, turn);
  const leave = () => {
    if (turns.get(name) === turn) turns.delete(name);
  };
  turn.then(leave, leave);
  return turn;
};
