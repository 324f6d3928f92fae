/**
 * Trading sessions and what was signed, on the disk. Whatever a signature uses up is written before it leaves; of a block
 * that a session took, what is used stands in the memory of the browser. The worker is the only writer.
 * @module
 */
import { now } from '../../lib/clock.ts';
import { type Count, count, EMPTY, type Used, usedOf } from '../../policy/limits/book.ts';
import { DAY_MS, type Session, type Spent } from '../../policy/limits/limits.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { change, readAll } from '../../storage/db.ts';
import type { SessionRow, SpentRow } from '../../storage/rows.ts';
import { get, set, withLock } from '../../storage/session.ts';

/** Requests whose counting is remembered, so that one that is sent again is not counted again. */
const REMEMBERED = 64;
/** Sessions that have ended are listed this long. */
const LISTED_MS = 90 * DAY_MS;

type Live = Used & { requests: string[] };

const STARTED = 'sessions.started';
const keyOf = (id: string): string => `session.used/${id}`;
const alone = <T>(work: () => Promise<T>): Promise<T> => withLock('sessions', work);

let rows: Promise<Map<string, SessionRow>> | undefined;

export const forgetSessions = (): void => {
  rows = undefined;
};

/** The first look after a start of the browser finds nothing in its memory: every session is paused, whatever it was. */
const load = async (): Promise<Map<string, SessionRow>> => {
  const [found, started] = await Promise.all([readAll('sessions'), get<boolean>(STARTED)]);
  const known = new Map(found.map((row) => [row.id, row]));
  if (!started) {
    const running = found.filter(({ ended, session }) => ended === null && !session.paused);
    await change(['sessions'], async (tx) => {
      for (const row of running) {
        const paused = { ...row, session: { ...row.session, paused: true } };
        known.set(row.id, paused);
        await tx.objectStore('sessions').put(paused);
      }
    });
    await set({ [STARTED]: true });
  }
  return known;
};

const all = (): Promise<Map<string, SessionRow>> => {
  rows ??= load();
  rows.catch(forgetSessions);
  return rows;
};

const keep = async (row: SessionRow): Promise<void> => {
  await change(['sessions'], async (tx) => {
    await tx.objectStore('sessions').put(row);
  });
  (await all()).set(row.id, row);
};

const liveOf = async (id: string): Promise<Live | null> => (await get<Live>(keyOf(id))) ?? null;

/** A session and what of it is used. */
export type Running = { row: SessionRow; used: Count };

const running = async (row: SessionRow): Promise<Running> => ({ row, used: usedOf(row.book, await liveOf(row.id)) });

/** Newest first, ended ones too. */
export const listSessions = async (): Promise<Running[]> => {
  const found = [...(await all()).values()].filter(({ ended }) => ended === null || ended.at > now() - LISTED_MS);
  return Promise.all(found.sort((a, b) => b.grantedAt - a.grantedAt).map(running));
};

/** The newest one of this site, account and venue that has not ended; it may be paused, or used up. */
export const sessionFor = async (origin: string, account: Address, venue: string): Promise<Running | null> => {
  const found = [...(await all()).values()]
    .filter(
      ({ session, ended }) =>
        ended === null &&
        session.origin === origin &&
        session.venue === venue &&
        sameAddress(session.account, account) &&
        session.endsAt > now(),
    )
    .sort((a, b) => b.grantedAt - a.grantedAt)[0];
  return found ? running(found) : null;
};

export const addSession = (session: Session, agent: string | null): Promise<void> =>
  alone(() => keep({ id: session.id, session, book: EMPTY, agent, grantedAt: now(), ended: null }));

const changeOne = (id: string, work: (row: SessionRow) => SessionRow): Promise<void> =>
  alone(async () => {
    const row = (await all()).get(id);
    if (row && row.ended === null) await keep(work(row));
  });

const pausing = (paused: boolean) => (row: SessionRow) => ({ ...row, session: { ...row.session, paused } });

export const pauseSession = (id: string): Promise<void> => changeOne(id, pausing(true));
/** The caller has asked for the password. */
export const resumeSession = (id: string): Promise<void> => changeOne(id, pausing(false));
export const endSession = (id: string, by: NonNullable<SessionRow['ended']>['by']): Promise<void> =>
  changeOne(id, (row) => ({ ...row, ended: { at: now(), by } }));

/** All at once: after this line is on the disk no session signs. */
export const pauseAll = (): Promise<void> =>
  alone(async () => {
    const known = await all();
    const open = [...known.values()].filter(({ ended }) => ended === null).map(pausing(true));
    await change(['sessions'], async (tx) => {
      for (const row of open) await tx.objectStore('sessions').put(row);
    });
    for (const row of open) known.set(row.id, row);
  });

/** What an account had signed at a venue in the last day, with the running blocks at what is used of them. */
export const spentOf = async (account: Address, venue: string): Promise<Spent[]> => {
  const since = now() - DAY_MS;
  const known = await all();
  const found = (await readAll('spent')).filter(
    (row) => row.at > since && row.venue === venue && sameAddress(row.account, account),
  );
  return Promise.all(
    found.map(async (row) => {
      const owner = row.session === null ? undefined : known.get(row.session);
      const live = owner?.book.block?.id === row.id ? await liveOf(owner.id) : null;
      return { at: row.at, ...(live?.block === row.id ? { orders: live.orders, notional: live.notional } : row) };
    }),
  );
};

const forgetOld = async (): Promise<string[]> => {
  const since = now() - 2 * DAY_MS;
  return (await readAll('spent')).filter(({ at }) => at <= since).map(({ id }) => id);
};

/** An order that a person approved, before its signature leaves. Once for one id. */
export const countApproved = async (id: string, account: Address, venue: string, asked: Count): Promise<void> => {
  const old = await forgetOld();
  await change(['spent'], async (tx) => {
    const store = tx.objectStore('spent');
    for (const gone of old) await store.delete(gone);
    await store.put({ id, account, venue, at: now(), ...asked, session: null });
  });
};

/**
 * Counts a request of a session, durably, before it is signed. The same request again is not counted again.
 * @param room notional that other limits leave
 * @param request names the request: the document and its number
 * @param still asked again inside the lock: whether the session as it stands now signs this
 * @returns whether it may be signed
 */
export const countInSession = (
  id: string,
  asked: Count,
  room: string,
  request: string,
  still: (running: Running) => boolean,
): Promise<boolean> =>
  alone(async () => {
    const row = (await all()).get(id);
    if (!row || row.ended !== null) return false;
    const live = await liveOf(id);
    if (live?.requests.includes(request)) return !row.session.paused;
    if (!still({ row, used: usedOf(row.book, live) })) return false;
    const taken = count(row.session, row.book, live, asked, room, crypto.randomUUID());
    if (!taken) return false;
    if (taken.book) await writeBlock(row, taken.book, live);
    const requests = [...(live?.requests ?? []), request].slice(-REMEMBERED);
    await set({ [keyOf(id)]: { ...taken.used, requests } satisfies Live });
    return true;
  });

/** The new block and what the one before it used, in one write. */
const writeBlock = async (row: SessionRow, book: SessionRow['book'], live: Live | null): Promise<void> => {
  const { block } = book;
  const before = row.book.block;
  const { account, venue } = row.session;
  const next = { ...row, book };
  await change(['sessions', 'spent'], async (tx) => {
    await tx.objectStore('sessions').put(next);
    const spent = tx.objectStore('spent');
    const old: SpentRow | undefined = before ? await spent.get(before.id) : undefined;
    if (old && live?.block === old.id) await spent.put({ ...old, orders: live.orders, notional: live.notional });
    if (block) await spent.put({ account, venue, at: now(), session: row.id, ...block });
  });
  (await all()).set(row.id, next);
};
