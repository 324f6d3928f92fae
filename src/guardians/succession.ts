/** Which manifest may follow which. @see docs/protocol.md#manifest @module */
import { BadManifest, type SignedManifest } from './manifest.ts';

/**
 * The first manifest is signed by one of its own devices; each later one by a device of the one before, or by a new
 * device with a warrant. Says nothing about when it takes effect: `watch.ts` does.
 * @throws {BadManifest} with the reason
 */
export const checkSuccession = (_previous: SignedManifest | null, _next: SignedManifest): void => {
  throw new BadManifest('later');
};
