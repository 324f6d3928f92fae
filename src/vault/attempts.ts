/**
 * Tries of the password, counted on the disk before the salt is given out: a page that closes, a worker that dies and
 * a second page change nothing. Whoever holds the disk can try as fast as Argon2id lets them; this slows the person
 * at the keyboard.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64 } from '../lib/bytes.ts';
import { now } from '../lib/clock.ts';
import { SaidError } from '../lib/said-error.ts';
import { change } from '../storage/db.ts';
import { get, set } from '../storage/session.ts';

const FREE = 4;
const MOST = 15 * 60_000;
const SESSION = 'vault.attempt';

/** `tried`: sha-256 of the one key this attempt may carry; in memory alone. */
type Begun = { id: string; tried?: string };

export class TooManyAttempts extends SaidError {
  override name = 'TooManyAttempts';
  /** ms since 1970 */
  readonly retryAt: number;
  constructor(retryAt: number) {
    super('vault.too-many-attempts');
    this.retryAt = retryAt;
  }
}

class AttemptOver extends SaidError {
  override name = 'AttemptOver';
  constructor() {
    super('vault.attempt-over');
  }
}

/** Nothing for the first tries, then 1 s, 2 s, 4 s ... */
const waitAfter = (count: number): number => (count < FREE ? 0 : Math.min(1000 * 2 ** (count - FREE), MOST));

/**
 * Counts a try and gives it an id, which stays usable until the next one is begun.
 *
 * What is left of a wait only shrinks while the clock goes forward. A clock that is set back therefore gains nothing,
 * and one that stood years ahead for a while locks nobody out for years.
 * @throws {TooManyAttempts}
 */
export const countAttempt = async (): Promise<string> => {
  const retryAt = await change(['meta'], async (tx) => {
    const store = tx.objectStore('meta');
    const { count, wait, seenAt } = (await store.get('attempts')) ?? { count: 0, wait: 0, seenAt: 0 };
    const at = now();
    const left = Math.max(0, wait - Math.max(0, at - seenAt));
    await store.put(
      left > 0 ? { count, wait: left, seenAt: at } : { count: count + 1, wait: waitAfter(count + 1), seenAt: at },
      'attempts',
    );
    return left > 0 ? at + left : null;
  });
  if (retryAt !== null) throw new TooManyAttempts(retryAt);
  const begun: Begun = { id: crypto.randomUUID() };
  await set({ [SESSION]: begun });
  return begun.id;
};

/**
 * One attempt, one key: it may come twice when an answer was lost, but never with another key.
 * @throws {AttemptOver}
 */
export const useAttempt = async (id: string, key: Uint8Array): Promise<void> => {
  const begun = await get<Begun>(SESSION);
  const tried = toBase64(sha256(key));
  if (begun?.id !== id || (begun.tried !== undefined && begun.tried !== tried)) throw new AttemptOver();
  if (begun.tried === undefined) await set({ [SESSION]: { id, tried } satisfies Begun });
};

/** The password fitted. */
export const forgetAttempts = (): Promise<void> => change(['meta'], (tx) => tx.objectStore('meta').delete('attempts'));
