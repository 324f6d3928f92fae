/** Proves a password to the worker, which counts the try before it gives the salt out. @module */
import { call } from '../../messaging/call.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import { stretch } from '../stretch.ts';

/**
 * @param onProgress hears 0 to 1
 * @throws {CallError} with `retryAt` (ms) while tries are held back
 * @throws {StretchError}
 */
export const prove = async (password: string, onProgress?: (done: number) => void): Promise<Proof> => {
  const { attempt, kdf } = await call('vault.attempt', null);
  return { attempt, key: await stretch(password, kdf, onProgress) };
};
