/**
 * How a request goes through the journal (`steps.ts`): asked, shown, decided, carried out, delivered. Every function here
 * may be called again at any time, by the page, by a person or by a worker that has just woken: it carries on from the
 * record and does nothing twice.
 * @module
 */
import { browser } from '../lib/browser.ts';
import { now } from '../lib/clock.ts';
import { type ErrorId, SaidError } from '../lib/said-error.ts';
import type { Text } from '../lib/text.ts';
import type { Outcome } from '../messaging/page-lane.ts';
import { withLock } from '../storage/session.ts';
import { log } from './activity.ts';
import { pushOutcome } from './deliver.ts';
import { canSign, type Facts, type Obstacle } from './gate.ts';
import {
  addRecord,
  isUndelivered,
  isWaiting,
  locked,
  prune,
  readRecord,
  readRecords,
  sizeOf,
  writeRecord,
} from './journal.ts';
import { PageError, toOutcome } from './page-error.ts';
import type { ApprovalRecord, Decision } from './record.ts';
import { findSpot, type Spot, showCount, showWindow } from './surface.ts';
import { take } from './take.ts';
import { checkThrottle, countRejection, MOST, MOST_BYTES, MOST_BYTES_PER_ORIGIN, MOST_PER_ORIGIN } from './throttle.ts';

/** What the journal cannot do itself: the keys, the permissions and the networks are other rooms'. */
export type Hands = {
  /**
   * Begins with an approved record: what the gate asks is read, and so is what carrying it out will need, all at once.
   * `perform` runs only after the gate and gives the result for the page. Called again after a death it must come to the
   * same result: signatures are deterministic and a transaction's bytes are kept before they leave.
   * It throws {PageError} when it cannot be done.
   */
  begin: (record: ApprovalRecord) => { facts: Promise<Facts>; perform: () => Promise<unknown> };
  /**
   * Its signed bytes are kept and may have left already. From here it only goes forward: "nothing was signed" would be
   * untrue, whatever has changed since.
   */
  leaves: (record: ApprovalRecord) => Promise<boolean>;
  /** Something that a page of ours shows has changed. */
  changed: () => void;
};

export type Asked = Omit<ApprovalRecord, 'id' | 'state' | 'createdAt' | 'surfaced'>;

/** How long a request waits for an answer, in ms, unless its own payload ends sooner. */
export const EXPIRES_MS = 30 * 60_000;
export const JOURNAL_ALARM = 'journal';
const RETRY_MS = 30_000;

/** Signs something, as against connecting or choosing a network. */
const signs = (record: ApprovalRecord): boolean => record.account !== null;

const refreshCount = async (): Promise<void> => {
  const records = await readRecords();
  await showCount(records.filter(isWaiting).length);
  const next = records.flatMap((record) =>
    isWaiting(record) ? [record.expiresAt] : isUndelivered(record) ? [now() + RETRY_MS] : [],
  );
  if (next.length > 0) await browser.alarms.create(JOURNAL_ALARM, { when: Math.min(...next) });
};

const end = (record: ApprovalRecord, { state, why, reason }: Obstacle): ApprovalRecord => ({
  ...record,
  state,
  outcome: toOutcome(new PageError(state === 'expired' ? 'expired' : 'withdrawn', why, undefined, { reason })),
  ended: { id: why },
});

/** One at a time: a page that asks again and a worker that has just woken would open a window each. */
const surface = (id: string, spot?: Promise<Spot>): Promise<void> =>
  withLock('surface', async () => {
    const found = await readRecord(id);
    if (!found || found.surfaced || !isWaiting(found)) return;
    await take('surface', async () => {
      if (found.window) await showWindow(id, spot);
      await locked(async () => {
        const current = await readRecord(id);
        if (current) await writeRecord({ ...current, surfaced: true });
      });
    });
  });

/** The record of a request that was sent before, if there is one. */
export const findRequest = async (documentId: string, requestId: string): Promise<ApprovalRecord | undefined> =>
  (await readRecords()).find((record) => record.documentId === documentId && record.requestId === requestId);

/**
 * Writes a request down and shows it.
 * @throws {PageError} when the site has to wait or the queue is full
 */
export const ask = async (hands: Hands, asked: Asked): Promise<{ accepted: true } | Outcome> => {
  // Asked for now, so that the window opens as soon as the request is written down.
  const spot = asked.window ? findSpot() : undefined;
  spot?.catch(() => {}); // thrown where it is awaited
  const record = await locked(async () => {
    const records = await readRecords();
    const known = records.find((one) => one.documentId === asked.documentId && one.requestId === asked.requestId);
    if (known) return known;
    const at = now();
    await checkThrottle(asked.origin, at);
    const made: ApprovalRecord = {
      ...asked,
      id: crypto.randomUUID(),
      state: 'waiting',
      createdAt: at,
      surfaced: false,
    };
    const own = records.filter((one) => one.origin === asked.origin);
    const count = (some: ApprovalRecord[]) => some.filter(isWaiting).length;
    const bytes = (some: ApprovalRecord[]) => some.reduce((sum, one) => sum + sizeOf(one), sizeOf(made));
    if (count(own) >= MOST_PER_ORIGIN || bytes(own) > MOST_BYTES_PER_ORIGIN)
      throw new PageError('unavailable', 'page.siteFull', { count: String(count(own)) });
    if (count(records) >= MOST || bytes(records) > MOST_BYTES)
      throw new PageError('unavailable', 'page.full', { count: String(count(records)) });
    await take('record', () => addRecord(made, records));
    return made;
  });
  if (record.outcome) return record.outcome;
  if (!record.surfaced && !record.decision) await surface(record.id, spot);
  await refreshCount();
  hands.changed();
  return { accepted: true };
};

type Begun = ReturnType<Hands['begin']>;

/** Runs the gate, carries out what was decided, and writes the outcome and the state in one. */
const settle = async (hands: Hands, record: ApprovalRecord, begun?: Begun): Promise<ApprovalRecord> => {
  const close = (final: ApprovalRecord) =>
    take('settle', () =>
      locked(async () => {
        const current = await readRecord(record.id);
        // While a signature was made the wallet was locked, or the site disconnected: it does not leave.
        if (current?.state !== 'waiting') return current ?? final;
        await writeRecord(final);
        return final;
      }),
    );
  if (record.decision?.answer === 'reject')
    return close({ ...record, state: 'rejected', outcome: toOutcome(new PageError('rejected', 'page.rejected')) });
  try {
    const { facts, perform } = begun ?? hands.begin(record);
    const obstacle = (await hands.leaves(record)) ? null : obstacleTo(record, await facts);
    if (obstacle) return await close(end(record, obstacle));
    const result = await perform();
    return await close({ ...record, state: 'approved', outcome: { result } });
  } catch (error) {
    const ended: Text = error instanceof PageError ? error.text : { id: 'error.unknown' };
    return close({ ...record, state: 'void', outcome: toOutcome(error), ended });
  }
};

/** The gate for what signs; connecting and networks need an open wallet alone. */
const obstacleTo = (record: ApprovalRecord, facts: Facts): Obstacle | null => {
  if (signs(record)) return canSign(record, facts);
  return facts.unlocked ? null : { state: 'void', why: 'page.locked', reason: 'locked' };
};

/** Tells the page, inside the lock of the record: two that carry on with one record tell it once. */
const tell = async (record: ApprovalRecord): Promise<void> => {
  if (!isUndelivered(record)) return;
  // The page waits for the second; neither needs the other, and a death between them brings both again.
  const [told] = await Promise.all([take('deliver', () => pushOutcome(record)), take('log', () => log(record))]);
  if (told) await forget(record.id);
};

const alone = <T>(id: string, work: () => Promise<T>): Promise<T> => withLock(`record/${id}`, work);

const deliver = (id: string): Promise<void> =>
  alone(id, async () => {
    const record = await readRecord(id);
    if (record) await tell(record);
  });

/** Marks a record as told, or as given up on because its page is gone. Its text is of no more use. */
const forget = (id: string): Promise<void> =>
  take('forget', () =>
    locked(async () => {
      const record = await readRecord(id);
      if (record) await writeRecord({ ...record, state: 'delivered', paramsText: '' });
      await prune();
    }),
  );

/**
 * Takes a decided record as far as it goes. One at a time for one record; the network is awaited outside the journal's lock.
 * @param stand gives the record as it stands, and what was begun with it already
 */
const carryOn = async (
  hands: Hands,
  id: string,
  stand: () => Promise<{ record: ApprovalRecord | undefined; begun?: Begun }>,
): Promise<ApprovalRecord | undefined> => {
  const done = await alone(id, async () => {
    const { record, begun } = await stand();
    const settled = record?.decision && !record.outcome ? await settle(hands, record, begun) : record;
    if (settled) await tell(settled);
    return settled;
  });
  await refreshCount();
  hands.changed();
  return done;
};

const finish = (hands: Hands, id: string): Promise<ApprovalRecord | undefined> =>
  carryOn(hands, id, async () => ({ record: await readRecord(id) }));

/**
 * A person approves exactly what the page showed.
 * @throws {SaidError} when it is gone, has ended, or is no longer what was shown
 */
export const approve = async (
  hands: Hands,
  id: string,
  digest: string,
  chosen: Pick<Decision, 'accounts' | 'terms' | 'proved'> = {},
): Promise<void> => {
  const decide = async () => {
    const found = await readRecord(id);
    if (!found) throw new SaidError('approval.gone');
    if (found.decision?.answer === 'approve') return { record: found };
    if (found.state !== 'waiting' || found.decision) throw new SaidError('approval.ended');
    if (found.digest !== digest) throw new SaidError('approval.changed');
    const at = now();
    if (at >= found.expiresAt) {
      const expired = end(found, { state: 'expired', why: 'page.expired', reason: 'expired' });
      await writeRecord(expired);
      return { record: expired };
    }
    const record: ApprovalRecord = {
      ...found,
      decision: { by: 'person', answer: 'approve', at, ...chosen },
    };
    const written = take('decide', () => writeRecord(record));
    // What the gate asks is read while the answer is written: a person waits for both.
    const begun = hands.begin(record);
    begun.facts.catch(() => {}); // thrown where it is awaited
    await written;
    return { record, begun };
  };
  const done = await carryOn(hands, id, () => locked(decide));
  if (done?.ended) throw new SaidError(done.ended.id as ErrorId, done.ended.params);
};

/** A person rejects. Rejecting what has ended already changes nothing. */
export const reject = async (hands: Hands, id: string): Promise<void> => {
  await locked(async () => {
    const record = await readRecord(id);
    if (record?.state !== 'waiting' || record.decision) return;
    const at = now();
    await take('decide', () => writeRecord({ ...record, decision: { by: 'person', answer: 'reject', at } }));
    await countRejection(record.origin, at);
  });
  await finish(hands, id);
};

/** A transaction that a person approved is the gate's to stop; once its bytes are kept nothing else may. */
const goesOn = (record: ApprovalRecord): boolean =>
  record.subject.type === 'transaction' && record.decision?.answer === 'approve';

/** What some requests depended on has gone: they end with an error that says so. */
export const withdraw = async (
  hands: Hands,
  which: (record: ApprovalRecord) => boolean,
  why: ErrorId,
  reason: string,
): Promise<void> => {
  const ended = await locked(async () => {
    const records = (await readRecords())
      .filter((record) => isWaiting(record) && !goesOn(record) && which(record))
      .map((record) => end(record, { state: 'void', why, reason }));
    for (const record of records) await writeRecord(record);
    return records;
  });
  await Promise.all(ended.map(({ id }) => deliver(id)));
  if (ended.length === 0) return;
  await refreshCount();
  hands.changed();
};

/** The document has gone for good: what it asked is void, and what it has not heard is given up. */
export const leave = async (hands: Hands, which: (record: ApprovalRecord) => boolean): Promise<void> => {
  await withdraw(hands, which, 'page.tabClosed', 'page gone');
  const unheard = (await readRecords()).filter((record) => isUndelivered(record) && which(record));
  for (const record of unheard) await forget(record.id);
};

/** A woken worker, or an alarm: ends what has expired and carries on with the rest, each from where it stands. */
export const resume = async (hands: Hands): Promise<void> => {
  const at = now();
  const due = await locked(async () => {
    const ended = (await readRecords()).filter(
      (record) => isWaiting(record) && !record.decision && at >= record.expiresAt,
    );
    for (const record of ended)
      await writeRecord(
        end(record, {
          state: 'expired',
          why: record.expiresAt - record.createdAt < EXPIRES_MS ? 'page.orderExpired' : 'page.expired',
          reason: 'expired',
        }),
      );
    return ended.length;
  });
  const carry = async (record: ApprovalRecord): Promise<unknown> => {
    if (record.outcome === undefined && record.decision) return finish(hands, record.id);
    if (isUndelivered(record) && at > record.expiresAt + EXPIRES_MS) return forget(record.id);
    if (isUndelivered(record)) return deliver(record.id);
    return isWaiting(record) && !record.surfaced && surface(record.id);
  };
  // One that cannot go on holds up no other; the next alarm tries it again.
  await Promise.allSettled((await readRecords()).map(carry));
  await refreshCount();
  if (due > 0) hands.changed();
};

/** After BFCache: everything of this document that is decided is pushed again. Gives back the ids that nobody knows. */
export const resumeDocument = async (documentId: string, requestIds: string[]): Promise<string[]> => {
  const records = (await readRecords()).filter((record) => record.documentId === documentId);
  for (const record of records) {
    if (!requestIds.includes(record.requestId)) continue;
    if (isUndelivered(record)) await deliver(record.id);
    else await pushOutcome(record);
  }
  return requestIds.filter((id) => !records.some((record) => record.requestId === id));
};
