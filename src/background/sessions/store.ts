/**
 * Trading sessions and what was signed, on the disk. Whatever a signature uses up is written, together with its line of the
 * activity, in one strict transaction before the signature leaves: no death signs more than was granted, and none loses more
 * than the one order that was being signed. The worker is the only writer.
 * @module
 */
import { now } from '../../lib/clock.ts';
import { type Count, DAY_MS, type Running, type Session, type Spent } from '../../policy/limits/limits.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { plus } from '../../signing/format.ts';
import { putActivity } from '../../storage/activity.ts';
import { change, readAll } from '../../storage/db.ts';
import type { ActivityEntry, SessionRow, SpentRow } from '../../storage/rows.ts';
import { get, set, withLock } from '../../storage/session.ts';

/** Sessions that have ended are listed this long. */
const LISTED_MS = 90 * DAY_MS;
/** Longer than any limit looks back. */
const KEPT_MS = 2 * DAY_MS;
const STARTED = 'sessions.started';
/** When all were stopped last: ms since 1970. */
const STOPPED = 'sessions.stopped';

const alone = <T>(work: () => Promise<T>): Promise<T> => withLock('sessions', work);

/** How often anything here was written in this life: what was judged before a change is judged again. */
let written = 0;
export const changes = (): number => written;

type Known = { sessions: Map<string, SessionRow>; spent: SpentRow[] };
let known: Promise<Known> | undefined;

export const forgetSessions = (): void => {
  known = undefined;
};

/** The first look after a start of the browser finds nothing in its memory: every session is paused, whatever it was. */
const load = async (): Promise<Known> => {
  const [rows, spent, started] = await Promise.all([readAll('sessions'), readAll('spent'), get<boolean>(STARTED)]);
  const sessions = new Map(rows.map((row) => [row.id, row]));
  const since = now() - KEPT_MS;
  const old = spent.filter(({ at }) => at <= since);
  const running = started ? [] : rows.filter(({ ended, session }) => ended === null && !session.paused);
  if (old.length > 0 || running.length > 0)
    await change(['sessions', 'spent'], async (tx) => {
      for (const { id } of old) await tx.objectStore('spent').delete(id);
      for (const row of running.map(paused(true))) {
        sessions.set(row.id, row);
        await tx.objectStore('sessions').put(row);
      }
    });
  await set({ [STARTED]: true });
  return { sessions, spent: spent.filter(({ at }) => at > since) };
};

const all = (): Promise<Known> => {
  known ??= load();
  known.catch(forgetSessions);
  return known;
};

const paused = (is: boolean) => (row: SessionRow) => ({ ...row, session: { ...row.session, paused: is } });

/** Those that may still sign, and those that did in the last 90 days; newest first. */
export const listSessions = async (): Promise<SessionRow[]> =>
  [...(await all()).sessions.values()]
    .filter(({ ended }) => ended === null || ended.at > now() - LISTED_MS)
    .sort((a, b) => b.grantedAt - a.grantedAt);

/** A session after every pause and end that was asked for until now: a stop that waits for the disk stops already. */
export const settledSession = async (id: string): Promise<SessionRow | undefined> => {
  await Promise.allSettled(underWay);
  return findSession(id);
};

export const findSession = async (id: string): Promise<SessionRow | undefined> => (await all()).sessions.get(id);

/** The newest one of this site, account and venue that has not ended; it may be paused, or used up. */
export const sessionFor = async (origin: string, account: Address, venue: string): Promise<SessionRow | null> => {
  const { sessions } = await all();
  // most have none, and every request asks
  if (sessions.size === 0) return null;
  return (
    [...sessions.values()]
      .filter(
        ({ session, ended }) =>
          ended === null &&
          session.origin === origin &&
          session.venue === venue &&
          sameAddress(session.account, account) &&
          session.endsAt > now(),
      )
      .sort((a, b) => b.grantedAt - a.grantedAt)[0] ?? null
  );
};

const spentOf = async (which: (row: SpentRow) => boolean): Promise<Spent[]> => {
  const since = now() - DAY_MS;
  return (await all()).spent.filter((row) => row.at > since && which(row));
};

/** What an account had signed at a venue in the last day, whoever decided; but for one approval record. */
export const spentAt = (account: Address, venue: string, but?: string): Promise<Spent[]> =>
  spentOf((row) => row.venue === venue && row.id !== but && sameAddress(row.account, account));

/** A session as limits see it. */
export const runningOf = async ({ id, session, used }: SessionRow): Promise<Running> => ({
  session,
  used,
  spent: await spentOf((row) => row.session === id),
});

const write = async (rows: SessionRow[]): Promise<void> => {
  await change(['sessions'], async (tx) => {
    for (const row of rows) await tx.objectStore('sessions').put(row);
  });
  const { sessions } = await all();
  for (const row of rows) sessions.set(row.id, row);
  written++;
};

/** Once for one id: what was granted before a death is not granted again with its counters at nothing. */
export const addSession = (session: Session, agent: SessionRow['agent']): Promise<void> =>
  alone(async () => {
    const { sessions } = await all();
    if (sessions.has(session.id)) return;
    const { id } = session;
    // After every other, whatever the clock says: one that was set back brings no earlier session to the front.
    const grantedAt = Math.max(now(), ...[...sessions.values()].map((row) => row.grantedAt + 1));
    // Granted before all were stopped, by a worker that was still at it: it begins stopped.
    const isStopped = session.startsAt <= ((await get<number>(STOPPED)) ?? Number.NEGATIVE_INFINITY);
    const begun = isStopped ? { ...session, paused: true } : session;
    await write([{ id, session: begun, used: { orders: 0, notional: '0' }, agent, grantedAt, ended: null }]);
  });

/** Pauses and ends that were asked for and are not on the disk yet. */
const underWay = new Set<Promise<unknown>>();

const changeSome = (
  which: (row: SessionRow) => boolean,
  work: (row: SessionRow) => SessionRow,
): Promise<SessionRow[]> => {
  const changing = alone(async () => {
    const { sessions } = await all();
    const rows = [...sessions.values()].filter((row) => row.ended === null && which(row)).map(work);
    if (rows.length > 0) await write(rows);
    return rows;
  });
  underWay.add(changing);
  const over = () => underWay.delete(changing);
  changing.then(over, over);
  return changing;
};

export const pauseSession = (id: string) => changeSome((row) => row.id === id, paused(true));
/** The caller has asked for the password. */
export const resumeSession = (id: string) => changeSome((row) => row.id === id, paused(false));
/** All at once: after this is on the disk no session signs. */
export const pauseAll = async (): Promise<SessionRow[]> => {
  const [rows] = await Promise.all([changeSome(() => true, paused(true)), set({ [STOPPED]: now() })]);
  return rows;
};
export const endSessions = (
  which: (row: SessionRow) => boolean,
  by: NonNullable<SessionRow['ended']>['by'],
): Promise<SessionRow[]> => changeSome(which, (row) => ({ ...row, ended: { at: now(), by } }));

/**
 * An order that a person approved, before its signature leaves. Once for one id.
 * @param still asked inside the lock: what is counted. What it throws counts nothing.
 */
export const countApproved = (
  id: string,
  account: Address,
  venue: string,
  still: () => Promise<Count>,
): Promise<void> =>
  alone(async () => {
    const { spent } = await all();
    if (spent.some((row) => row.id === id)) return;
    const row = { id, account, venue, at: now(), session: null, ...(await still()) };
    await change(['spent'], async (tx) => {
      await tx.objectStore('spent').put(row);
    });
    spent.push(row);
    written++;
  });

/**
 * Counts a request of a session before it is signed: its counters, the account's and the line of the activity are one strict
 * write. What was counted before leaves the same signature again and is not counted a second time.
 * @param entry its id names the session and what is signed
 * @param still asked inside the lock, of the session as it stands now: what is counted, or null when it does not sign this
 * @param begin called when all is on its way to the disk: what is done there costs no time
 * @returns whether it may be signed
 */
export const countInSession = (
  id: string,
  entry: ActivityEntry,
  still: (row: SessionRow) => Promise<Count | null>,
  begin: () => void = () => {},
): Promise<boolean> =>
  alone(async () => {
    const { sessions, spent } = await all();
    const row = sessions.get(id);
    if (!row || row.ended !== null || row.session.paused || row.session.endsAt <= now()) return false;
    if (spent.some((one) => one.id === entry.id)) return true;
    const asked = await still(row);
    if (!asked) return false;
    const { account, venue } = row.session;
    const used = { orders: row.used.orders + asked.orders, notional: plus(row.used.notional, asked.notional) };
    const next: SessionRow = { ...row, used };
    const counted: SpentRow = { id: entry.id, account, venue, at: entry.at, session: id, ...asked };
    const before = await change(['sessions', 'spent', 'activity'], async (tx) => {
      if (await putActivity(tx.objectStore('activity'), entry)) return true;
      await Promise.all([tx.objectStore('sessions').put(next), tx.objectStore('spent').put(counted)]);
      tx.commit();
      begin();
      return false;
    });
    if (!before) {
      sessions.set(id, next);
      spent.push(counted);
      written++;
    }
    return true;
  });
