/** The UI lane of limits. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const policyHandlers: LaneHandlers<'policy'> = {
  'policy.view': notYet,
  'policy.change': notYet,
  'policy.keep': notYet,
  'policy.coolOff': notYet,
  'policy.export': notYet,
  'policy.compare': notYet,
};
