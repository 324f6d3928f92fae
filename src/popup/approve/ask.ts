/** Asks the worker for a request to show. @module */
import type { ApprovalView } from '../../approvals/record.ts';
import type { Text } from '../../lib/text.ts';
import { CallError, call } from '../../messaging/call.ts';

export type Answer =
  | { is: 'request'; view: ApprovalView }
  | { is: 'none' }
  | { is: 'locked' }
  | { is: 'error'; text: Text };

export const textOf = (cause: unknown): Text => (cause instanceof CallError ? cause.text : { id: 'error.unknown' });

/** The request with this id, or the oldest that waits. Never throws. */
export const ask = async (id: string | null): Promise<Answer> => {
  try {
    const view = await call('approval.get', { id });
    return view ? { is: 'request', view } : { is: 'none' };
  } catch (cause) {
    const text = textOf(cause);
    return text.id === 'vault.locked' ? { is: 'locked' } : { is: 'error', text };
  }
};
