/** The UI lane of receipts. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const receiptsHandlers: LaneHandlers<'receipts'> = {
  'receipts.export': notYet,
  'receipts.check': notYet,
};
