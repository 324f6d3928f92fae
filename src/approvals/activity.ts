/** The line that a request leaves in the activity, once, whatever became of it. @module */
import type { Hex } from '../lib/bytes.ts';
import type { Verdict } from '../policy/verdict.ts';
import { appendActivity } from '../storage/activity.ts';
import type { ActivityEntry } from '../storage/rows.ts';
import type { Reading } from '../venues/reading.ts';
import { summarize } from './queue.ts';
import { cutLine, LARGEST_REFUSED, receiptOf, sessionReceipt } from './receipt.ts';
import type { ApprovalRecord } from './record.ts';

type Read = { origin: string; reading: Reading; verdict: Verdict; digest: Hex; account: Hex | null };

/**
 * The line of something that was read and judged. `at`: ms since 1970. The same line comes of the same facts, so that one
 * which is written again after a death is known by its `id`.
 */
export const entryOf = ({
  reading,
  verdict,
  session,
  ...rest
}: Read &
  Pick<ActivityEntry, 'id' | 'at' | 'state'> & {
    by: NonNullable<ActivityEntry['by']>;
    session?: string;
  }): ActivityEntry =>
  cutLine({
    ...rest,
    headline: reading.headline,
    kind: reading.kind,
    ...(session === undefined ? {} : { session }),
    receipt: receiptOf(reading, verdict),
  });

/** The line of what a rule refuses at once. It goes through `logRefusal`, which bounds how many there are. */
export const refusedEntry = ({ at, ...read }: Read & { at: number }): ActivityEntry =>
  cutLine(
    entryOf({ ...read, id: `refused/${crypto.randomUUID()}`, at, state: 'refused', by: 'rule' }),
    LARGEST_REFUSED,
  );

const receipt = ({ origin, subject, verdict, decision }: ApprovalRecord): Pick<ActivityEntry, 'receipt'> => {
  if (subject.type === 'session') return { receipt: sessionReceipt(origin, subject.offers, decision?.terms, verdict) };
  return 'reading' in subject ? { receipt: receiptOf(subject.reading, verdict) } : {};
};

export const log = async (record: ApprovalRecord): Promise<void> => {
  const { headline } = summarize(record);
  const outcome = record.outcome && 'result' in record.outcome ? record.outcome.result : undefined;
  await appendActivity(
    cutLine({
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
      // nobody decided what ended by itself
      ...(record.decision ? { by: record.decision.by } : {}),
      ...receipt(record),
    }),
  );
};
