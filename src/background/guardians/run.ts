/**
 * One turn of everything about guardians: fetch letters, act on them as far as the lock allows, send what is due, show
 * alarms. Woken by an alarm each minute while there is anything to wait for; no socket is kept open.
 * @module
 */

import { watchingOf } from '../../guardians/ask.ts';
import type { State } from '../../guardians/book.ts';
import { readRequest } from '../../guardians/notice.ts';
import type { World } from '../../guardians/peer.ts';
import { standing } from '../../guardians/standing.ts';
import { readLetter, takeFromBox, takeIn, tick, tickWatch } from '../../guardians/step.ts';
import type { Watched } from '../../guardians/watch.ts';
import { browser } from '../../lib/browser.ts';
import { toHex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { mailboxOf } from '../../lib/mailbox.ts';
import type { LetterInRow, LetterOutRow } from '../../storage/rows.ts';
import { withLock } from '../../storage/session.ts';
import { isUnlocked, Locked } from '../../vault/lock.ts';
import { takeStops, tellWaits } from '../money-out/devices.ts';
import { changed } from '../push.ts';
import { readSettings } from '../settings.ts';
import { remind, showAlarms, showTold } from './alarms.ts';
import { backUpIfChanged } from './back-up.ts';
import {
  type Fetched,
  fetchAll,
  finish,
  forgetOld,
  isPosted,
  type Route,
  readBack,
  sendAll,
  waitingLetters,
} from './mail.ts';
import { tryRestore } from './recover.ts';
import { move, postLeft, readBook, readMailboxes, readState, readWatched, step, watchStep } from './store.ts';

export const MAIL_ALARM = 'mail';
/** How long a notice about a set-up that is not known here is looked at again. */
const UNKNOWN_MS = 60 * 24 * 60 * 60_000;
/** At most so many letters in one step: each step writes the book once. */
const BATCH = 20;

/** The way of each letter. Letters of relationships need the book; notices go by what is watched, also while locked. */
export const routes = async (): Promise<(row: LetterOutRow) => Route | null> => {
  const { relays: own } = await readSettings();
  const watched = await readWatched();
  const peers = (await isUnlocked()) ? (await readBook()).peers : [];
  return (row) => {
    if (row.wallet !== null) {
      const found = watched.find(({ wallet }) => toHex(wallet) === row.wallet);
      if (!found) return null;
      const relays = [...new Set([...own, ...found.relays])];
      return { from: found.box.postKey, to: mailboxOf(found.box.readKey), relays };
    }
    const peer = peers.find(({ id }) => id === row.peer);
    if (!peer?.address) return null;
    return { from: peer.mailbox, to: peer.address, relays: [...new Set([...peer.relays, ...own])] };
  };
};

/** Notices are counted without the password. */
const takeNotices = async (): Promise<void> => {
  const rows = await waitingLetters('wallet');
  if (rows.length === 0) return;
  const taken = await watchStep((before) => {
    let watch = tickWatch(before, now());
    const done: string[] = [];
    for (const { id, wallet, content, at } of rows) {
      const letter = readLetter(content);
      const found = watch.find((one) => toHex(one.wallet) === wallet);
      let unknown = false;
      if (letter?.kind === 'notice' && found)
        ({ watch, unknown } = takeFromBox(watch, found.wallet, letter.notice, now()));
      // About a set-up that this client has not come to yet: it is looked at again after each step.
      if (!unknown || Date.now() - at > UNKNOWN_MS) done.push(id);
    }
    return { watch, value: done };
  });
  await finish(taken);
};

/** A letter that breaks something is a letter that is passed over: it must not stand in the way of the next. */
const takeOne = (
  state: State,
  { peer, from, content }: Pick<LetterInRow, 'peer' | 'from' | 'content'>,
  at: World,
): State | 'wait' => {
  const letter = readLetter(content);
  if (!letter || peer === null) return state;
  try {
    return takeIn(state, peer, from, letter, at);
  } catch {
    return state;
  }
};

/** Letters that waited for the password, a batch at a time, so that a long absence is not one long step. */
const takeLetters = async (): Promise<void> => {
  for (;;) {
    const rows = (await waitingLetters('peer')).filter(({ id }) => !later.has(id)).slice(0, BATCH);
    if (rows.length === 0) return;
    const done = await step((state, at) => {
      let next = state;
      const taken: string[] = [];
      for (const { id, peer, from, content } of rows) {
        const after = takeOne(next, { peer, from, content }, at);
        if (after === 'wait') later.add(id);
        else {
          next = after;
          taken.push(id);
        }
      }
      return { state: next, value: taken };
    });
    await finish(done);
  }
};
/** Letters that can be acted on only later: looked at again at the next turn. */
const later = new Set<string>();

/** Requests whose part this guardian would release now: their notice boxes are read back first. */
const dueForRelease = (state: State): Watched[] =>
  state.book.asks.flatMap((ask) => {
    if (ask.mine !== 'approved' || ask.released !== null || ask.cancelled) return [];
    const found = watchingOf(state, ask);
    return found?.watching && standing(found.watched, found.watching, now()).mature ? [found.watched] : [];
  });

/** What time brings: commits on their day, check-ins, releases. */
const tickAll = async (): Promise<void> => {
  const { relays } = await readSettings();
  const read = new Map<string, number>();
  for (const watched of dueForRelease(await readState())) {
    // by the clock that is earlier: the request's own, or the one that saw it first
    const since = Math.min(...watched.requests.flatMap(({ firstSeen, text }) => [firstSeen, readRequest(text).at]));
    const at = now();
    // the alarm has to be out before a part may go
    if (!(await isPosted(toHex(watched.wallet), [...relays, ...watched.relays]))) continue;
    if (!(await readBack(watched, relays, Math.min(since, Date.now())))) continue;
    await takeNotices();
    read.set(toHex(watched.wallet), at);
  }
  await move((state, at) => tick(state, (wallet) => read.get(toHex(wallet)) ?? 0, at));
};

/** Nothing to wait for. The book is asked too: after a restored export file nothing lies outside of the vault yet. */
const isIdle = async (): Promise<boolean> => {
  if ((await readMailboxes()).length > 0 || (await readWatched()).length > 0) return false;
  return !(await isUnlocked()) || (await readBook()).peers.length === 0;
};

const schedule = async (): Promise<void> => {
  if (await isIdle()) await browser.alarms.clear(MAIL_ALARM);
  else if (!(await browser.alarms.get(MAIL_ALARM))) await browser.alarms.create(MAIL_ALARM, { periodInMinutes: 1 });
};

/** Acts on what is here already: for a press of a button, and for a carrier that is no relay. */
export const actOnLetters = async (): Promise<void> => {
  await takeNotices();
  if (await isUnlocked()) {
    await postLeft();
    await takeLetters();
    // a letter may have brought what a notice waited for
    await takeNotices();
    await takeStops();
    await tellWaits();
    await tickAll();
    await tryRestore();
    await backUpIfChanged();
    await showTold((await readBook()).wards);
  } else {
    await watchStep((watch) => ({ watch: tickWatch(watch, now()), value: undefined }));
    await remind((await waitingLetters('peer')).length > 0);
  }
  await showAlarms();
  changed();
};

/** A whole turn. Turns do not overlap; one that is asked for during another comes after it. */
export const turn = (): Promise<Fetched> =>
  withLock('guardians.turn', async () => {
    await schedule();
    if (await isIdle()) return { fresh: 0, unreached: 0 };
    later.clear();
    const { relays } = await readSettings();
    // what is known already is shown before a relay is waited for
    await showAlarms();
    try {
      const fetched = await fetchAll(relays);
      await actOnLetters();
      await sendAll(await routes());
      await forgetOld();
      return fetched;
    } catch (error) {
      // the wallet was locked half-way: what is left waits for the next turn
      if (error instanceof Locked) return { fresh: 0, unreached: 0 };
      throw error;
    }
  });

/** After a step of a person: what it says goes out at once, without waiting for the turn. */
export const soon = (): void => {
  void turn();
};
