/** The UI lane of money that waits. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const waitHandlers: LaneHandlers<'wait'> = {
  'wait.list': notYet,
  'wait.stop': notYet,
};
