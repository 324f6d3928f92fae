/** The UI lane of a guardian who says yes besides. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const coApprovalHandlers: LaneHandlers<'coApproval'> = {
  'coApproval.duties': notYet,
  'coApproval.role': notYet,
  'coApproval.answer': notYet,
};
