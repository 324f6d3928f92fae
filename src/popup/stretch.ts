/** Passwords become keys in a worker of their own, one worker a password. @module */
import type { Kdf, StretchedKey } from '../messaging/ui-lane.ts';
import { dearer } from './cost.ts';
import type { Job, News } from './kdf.worker.ts';

/** The worker could not finish: nearly always too little free memory. */
export class StretchError extends Error {
  override name = 'StretchError';
}

const start = (): Worker =>
  new Worker(new URL('./kdf.worker.ts', import.meta.url), { type: 'module', name: 'stretch' });

let spare: Worker | undefined;

/** Starts a worker ahead of time, so that it stands ready when Enter is pressed. It has stretched nothing yet. */
export const warmUp = (): void => {
  spare ??= start();
};

/** Ends the worker that waits, when no password will come. */
export const coolDown = (): void => {
  spare?.terminate();
  spare = undefined;
};

/** @param onProgress hears 0 to 1, at most twenty times */
const run = (job: Job, onProgress?: (done: number) => void): Promise<{ key: StretchedKey; ms: number }> => {
  const worker = spare ?? start();
  spare = undefined;
  return new Promise<{ key: StretchedKey; ms: number }>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<News>) => {
      if ('done' in data) onProgress?.(data.done);
      else resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(
        new StretchError('The password could not be stretched. Close other programs to free memory and try again.'),
      );
    };
    worker.postMessage(job);
  }).finally(() => worker.terminate());
};

/**
 * Argon2id over the NFKD form of the password.
 * @returns 32 bytes
 * @throws {StretchError}
 */
export const stretch = async (password: string, kdf: Kdf, onProgress?: (done: number) => void): Promise<StretchedKey> =>
  (await run({ password, kdf }, onProgress)).key;

/**
 * Finds parameters that suit this machine and stretches a new password with them. The first run of a fresh worker is
 * measured, since every unlock will be one.
 * @throws {StretchError}
 */
export const calibrate = async (password: string, floor: Kdf): Promise<{ kdf: Kdf; key: StretchedKey }> => {
  const first = await run({ password, kdf: floor });
  const kdf = dearer(floor, first.ms);
  if (kdf.m === floor.m && kdf.t === floor.t) return { kdf, key: first.key };
  first.key.fill(0);
  return { kdf, key: await stretch(password, kdf) };
};
