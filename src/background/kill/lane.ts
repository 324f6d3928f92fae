/** The UI lane of the kill switch. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const killHandlers: LaneHandlers<'kill'> = {
  'kill.press': notYet,
  'kill.view': notYet,
  'kill.act': notYet,
  'kill.host': notYet,
};
