/** The UI lane of trading sessions. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';

const notYet = async (): Promise<never> => {
  throw new SaidError('error.unknown');
};

export const sessionHandlers: LaneHandlers<'session'> = {
  'session.list': notYet,
  'session.pause': notYet,
  'session.resume': notYet,
  'session.end': notYet,
  'session.signedAlone': notYet,
  'session.looked': notYet,
};
