/** The line that a request leaves in the activity, once, whatever became of it. @module */
import { appendActivity } from '../storage/activity.ts';
import { summarize } from './queue.ts';
import type { ApprovalRecord } from './record.ts';

export const log = async (record: ApprovalRecord): Promise<void> => {
  const { headline } = summarize(record);
  const outcome = record.outcome && 'result' in record.outcome ? record.outcome.result : undefined;
  await appendActivity({
    id: record.id,
    at: record.decision?.at ?? record.createdAt,
    origin: record.origin,
    headline,
    kind: 'reading' in record.subject ? record.subject.reading.kind : record.subject.type,
    state: record.state,
    digest: record.digest,
    account: record.account,
    ...(record.subject.type === 'transaction' && typeof outcome === 'string'
      ? { transactionHash: outcome as `0x${string}` }
      : {}),
  });
};
