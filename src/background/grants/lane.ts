/** The UI lane of rights that were given away. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const grantHandlers: LaneHandlers<'grant'> = {
  'grant.list': notYet,
  'grant.end': notYet,
};
