/** Tells the worker that a person is here: only input in our own pages moves the lock deadline. @module */
import { call } from '../messaging/call.ts';

const EVERY_MS = 20_000;

/** Every entry of our pages calls this once. */
export const watchTouch = (): void => {
  let told = Number.NEGATIVE_INFINITY;
  const touched = () => {
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    // A locked wallet has no deadline to move.
    call('vault.touch', null).catch(() => undefined);
  };
  for (const type of ['pointerdown', 'keydown', 'wheel'] as const)
    addEventListener(type, touched, { capture: true, passive: true });
};
