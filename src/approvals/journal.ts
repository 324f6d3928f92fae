/**
 * The journal: every request that waits for an answer or whose answer waits for its page. One key a record in
 * `storage.session`, one index; both are written in one call. Whoever reads and then writes holds `locked`.
 * @module
 */
import { utf8 } from '../lib/bytes.ts';
import { get, getMany, remove, set, withLock } from '../storage/session.ts';
import type { ApprovalRecord } from './record.ts';

const INDEX = 'approvals';
const key = (id: string) => `approval/${id}`;

/** How many delivered records are kept, so that a repeated request still finds its answer. */
const KEPT = 20;
/** Bytes of a delivered record beyond which it is not kept. */
const LARGEST_KEPT = 16 * 1024;

/** Runs alone among all writers of the journal. Nothing slow (network, a page's answer) may be awaited inside. */
export const locked = <T>(work: () => Promise<T>): Promise<T> => withLock('journal', work);

const ids = async (): Promise<string[]> => (await get<string[]>(INDEX)) ?? [];

export const readRecord = (id: string): Promise<ApprovalRecord | undefined> => get(key(id));

/** Oldest first. */
export const readRecords = async (): Promise<ApprovalRecord[]> => {
  const known = await ids();
  if (known.length === 0) return [];
  const found = await getMany<Record<string, ApprovalRecord>>(known.map(key));
  return known.flatMap((id) => found[key(id)] ?? []);
};

/** @param others all that there are, just read */
export const addRecord = (record: ApprovalRecord, others: readonly ApprovalRecord[]): Promise<void> =>
  set({ [key(record.id)]: record, [INDEX]: [...others.map(({ id }) => id), record.id] });

export const writeRecord = (record: ApprovalRecord): Promise<void> => set({ [key(record.id)]: record });

/** What a record takes of `storage.session`, in bytes. */
export const sizeOf = (record: ApprovalRecord): number => utf8(JSON.stringify(record)).length;

/** Drops delivered records: the oldest beyond those that are kept, and the large ones. */
export const prune = async (): Promise<void> => {
  const records = await readRecords();
  const delivered = records.filter((record) => record.state === 'delivered');
  const old = delivered.filter((record, i) => i < delivered.length - KEPT || sizeOf(record) > LARGEST_KEPT);
  if (old.length === 0) return;
  const gone = new Set(old.map((record) => record.id));
  await set({ [INDEX]: records.map((record) => record.id).filter((id) => !gone.has(id)) });
  await remove([...gone].map(key));
};

export const isWaiting = (record: ApprovalRecord): boolean => record.state === 'waiting';

/** Answered (by a person or by what it depended on), and its page has not been told. */
export const isUndelivered = (record: ApprovalRecord): boolean =>
  record.outcome !== undefined && record.state !== 'delivered';
