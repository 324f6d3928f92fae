/**
 * Keeps a site from wearing a person down: after three rejections in 30 s it waits 60 s, at most 5 of its requests wait at
 * once and 20 of all sites, and they take a part of the memory at most. The counters live in `storage.session`, so killing the worker resets nothing.
 * @module
 */
import { get, set } from '../storage/session.ts';
import { PageError } from './page-error.ts';

const REJECTIONS = 3;
const WITHIN_MS = 30_000;
const WAIT_MS = 60_000;
export const MOST_PER_ORIGIN = 5;
export const MOST = 20;
/** bytes of a request's params, as UTF-8 text */
export const LARGEST_REQUEST = 256 * 1024;
/**
 * Bytes that all records take together, and those of one site: `storage.session` holds 10 MB, and without room in it
 * nothing can be asked, signed or unlocked. A record holds the params, and what is shown of them may be longer.
 */
export const MOST_BYTES = 6 * 1024 * 1024;
export const MOST_BYTES_PER_ORIGIN = 3 * 1024 * 1024;

const KEY = 'throttle';
/** origin -> times of its last rejections and the end of its wait, ms since 1970 */
type Throttle = Record<string, { rejected: number[]; until: number }>;

const read = async (): Promise<Throttle> => (await get<Throttle>(KEY)) ?? {};

/** Pure: the entry of an origin after one more rejection. */
const afterRejection = (entry: Throttle[string] | undefined, now: number): Throttle[string] => {
  const rejected = [...(entry?.rejected ?? []).filter((at) => now - at < WITHIN_MS), now];
  return rejected.length >= REJECTIONS
    ? { rejected: [], until: now + WAIT_MS }
    : { rejected, until: entry?.until ?? 0 };
};

export const countRejection = async (origin: string, now: number): Promise<void> => {
  const throttle = await read();
  await set({ [KEY]: { ...throttle, [origin]: afterRejection(throttle[origin], now) } });
};

/** @throws {PageError} -32005 while the site has to wait. */
export const checkThrottle = async (origin: string, now: number): Promise<void> => {
  const until = (await read())[origin]?.until ?? 0;
  if (until <= now) return;
  const seconds = Math.ceil((until - now) / 1000);
  throw new PageError('limit', 'page.wait', { seconds: String(seconds) }, { retryAfterSeconds: seconds });
};
