/** Test builds only (`vouch-test-build`): the clock that can be moved on. A release build contains nothing of it. @module */
import { now, runAhead } from '../lib/clock.ts';
import { get, set } from '../storage/session.ts';

const AHEAD = 'vouch-test-build/ahead';

/** Every life of the worker begins where the last one's clock was. Tests call `vouchTest` inside the worker. */
export const startTestHooks = async (afterJump: () => Promise<void>): Promise<void> => {
  runAhead((await get<number>(AHEAD)) ?? 0);
  Object.assign(globalThis, {
    vouchTest: {
      now,
      /** Moves the clock forward by `ms` and does what the alarms of that time would have done. */
      advance: async (ms: number) => {
        const ahead = ((await get<number>(AHEAD)) ?? 0) + ms;
        await set({ [AHEAD]: ahead });
        runAhead(ahead);
        await afterJump();
      },
    },
  });
};
