/**
 * The steps by which a request goes through the journal. Each ends with one durable write, so the worker may die before
 * or after any of them; the next worker carries on from the record. The death test walks this table
 * (`e2e/lifecycle/death.spec.ts`), and a step that is taken without a row here does not type-check.
 * @module
 */
import { get, remove, set } from '../storage/session.ts';

export const STEPS = {
  record: 'the request is written down, with its digest, reading and verdict',
  surface: 'a window or the inbox shows it',
  decide: 'the answer of the person is written down',
  keep: 'a transaction is signed; its bytes and nonce are in IndexedDB',
  broadcast: 'the node has the bytes',
  settle: 'signature and `approved` (or the error and its state) are one write',
  log: 'the activity has an entry',
  deliver: 'the page has been told',
  forget: 'the record is marked as delivered',
} as const;

export type Step = keyof typeof STEPS;

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
