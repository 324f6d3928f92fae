/** Takes the steps of the journal. @module */
import { get, remove, set } from '../storage/session.ts';
import type { Step } from './steps.ts';

/** Test builds: where the next worker is to stand still, so that a test can kill it there. `vouch-test-build` */
const STOP_AT = 'vouch-test-build/stop-at';
const STANDS_AT = 'vouch-test-build/stands-at';

const death = async (step: Step, side: 'before' | 'after') => {
  if ((await get(STOP_AT)) !== `${side}:${step}`) return;
  // Once only: the next worker walks through.
  await remove(STOP_AT);
  await set({ [STANDS_AT]: `${side}:${step}` });
  await new Promise(() => {});
};

/** Takes one step. In a release build this is `work()` and nothing else. */
export const take = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
  if (__VOUCH_TEST__) await death(step, 'before');
  const result = await work();
  if (__VOUCH_TEST__) await death(step, 'after');
  return result;
};
