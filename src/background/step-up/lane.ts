/** The UI lane of asking for more than a press. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const stepUpHandlers: LaneHandlers<'stepUp'> = {
  'stepUp.view': notYet,
  'stepUp.set': notYet,
  'stepUp.askGuardian': notYet,
};
