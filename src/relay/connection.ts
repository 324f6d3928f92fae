/**
 * A relay as a mailbox: short-lived connections, one for each relay and mailbox, so that a relay cannot join mailboxes
 * by their connection. Nothing a relay does throws here; it is told in what comes back.
 * @module
 */
import { random } from '../lib/bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { isFor, type NostrEvent, signEvent, verified, WRAP } from './gift.ts';
import { type Line, type LineFault, type Message, type OpenSocket, openLine } from './line.ts';
import { asksForAuth, openAuth } from './session.ts';

/** `complete`: the relay answered every page to its end; only then may `since` move on. `fault`: why not. */
export type Read = { events: NostrEvent[]; complete: boolean; fault: LineFault | null };

/** What a relay said of an event. `reason` is the relay's own text: show it as a quotation or not at all. */
export type Answer =
  | { id: string; answer: 'ok' }
  | { id: string; answer: 'refused'; reason: string }
  | { id: string; answer: 'none' };

export type RelayClient = {
  /**
   * Gift wraps for a mailbox: well-formed, signed, addressed to it alone, each once; not opened.
   * @param key secret key of the mailbox, 32 bytes
   * @param since seconds
   */
  read: (url: string, key: Uint8Array, since: number) => Promise<Read>;
  /** An answer for each event, in order. @param key says who we are where a relay asks for it before it accepts */
  publish: (url: string, key: Uint8Array, events: readonly NostrEvent[]) => Promise<Answer[]>;
  /** Asks for wraps to be deleted that were sent to this mailbox (NIP-09). False: not all was accepted. */
  remove: (url: string, key: Uint8Array, ids: readonly string[]) => Promise<boolean>;
};

const DELETION = 5;
/** A page asks for so many; relays give as many or fewer. */
const PAGE = 500;
const MOST_PAGES = 50;
/** More than a mailbox can need: each peer has a few messages under way. */
const MOST_EVENTS = 5000;
/** So many of one second are no chance: there may be more of that second behind them than the relay will show. */
const CROWD = 50;
/** All pages of a read together may take so many steps. */
const WHOLE_READ = 6;
/** Ids in one deletion, far below the largest event. */
const MOST_IDS = 500;
const LONGEST_REASON = 200;
/** The relay has it, or had it until its recipient asked for its deletion. */
const HAD_IT = /^(duplicate|deleted):/;

type Filter = { kinds: number[]; '#p': string[]; since: number; limit: number; until?: number };

/** What a relay sends before EOSE, unchecked; null when there is no EOSE. */
const askPage = async (
  line: Line,
  auth: ReturnType<typeof openAuth>,
  filter: Filter,
  sub: string,
  deadline: number,
): Promise<unknown[] | null> => {
  const found: unknown[] = [];
  const ask = () => {
    found.length = 0;
    line.send(['REQ', sub, filter]);
  };
  ask();
  for (;;) {
    const message = await line.next(deadline);
    if (!message) return null;
    const [type, about, rest] = message;
    if (type === 'AUTH') auth.answer(about);
    else if (type === 'OK') {
      const heard = auth.heard(about, rest);
      if (heard === 'accepted') ask();
      else if (heard === 'refused') line.close('refused');
    } else if (about !== sub) continue;
    else if (type === 'EVENT' && found.length < MOST_EVENTS) found.push(rest);
    else if (type === 'EOSE') {
      // To one who has not said who he is, a relay may show an empty mailbox.
      if (auth.pending()) continue;
      line.send(['CLOSE', sub]);
      return found;
    } else if (type === 'CLOSED') {
      if (auth.pending()) continue;
      if (asksForAuth(rest) && !auth.accepted()) continue; // its challenge follows, or the time is up
      line.close('refused');
    }
  }
};

const readAll = async (line: Line, url: string, key: Uint8Array, since: number, stepMs: number): Promise<Read> => {
  const mailbox = mailboxOf(key);
  const auth = openAuth(line, url, key);
  const seen = new Map<string, number>();
  const events: NostrEvent[] = [];
  let until: number | undefined;
  let largest = 0;
  let complete = true;
  const end = performance.now() + WHOLE_READ * stepMs;
  const result = (whole: boolean): Read => ({ events, complete: whole, fault: line.fault() });

  for (let page = 1; page <= MOST_PAGES && seen.size <= MOST_EVENTS; page++) {
    const filter = { kinds: [WRAP], '#p': [mailbox], since, limit: PAGE, ...(until === undefined ? {} : { until }) };
    const oversizedBefore = line.oversized();
    const found = await askPage(line, auth, filter, String(page), Math.min(end, performance.now() + stepMs));
    if (!found) return result(false);

    // What is not for us counts for the pages, or a crowd of it could hide what lies behind.
    const times: number[] = [];
    let fresh = 0;
    for (const raw of found) {
      const { id, created_at: at } = (raw ?? {}) as { id?: unknown; created_at?: number };
      if (typeof id !== 'string' || at === undefined || !Number.isSafeInteger(at)) continue;
      if (at < since || at > (until ?? Number.MAX_SAFE_INTEGER)) continue;
      const known = seen.get(id);
      times.push(known ?? at);
      if (known !== undefined) continue;
      const event = verified(raw);
      seen.set(id, at);
      fresh += 1;
      if (event?.kind === WRAP && isFor(event, mailbox)) events.push(event);
    }

    const oldest = Math.min(...times);
    if (fresh === 0 && times.length < Math.max(largest, 1))
      return result(complete && line.oversized() === oversizedBefore);
    if (fresh === 0 && times.length >= CROWD && times.every((at) => at === oldest)) complete = false;
    largest = Math.max(largest, times.length);
    until = fresh > 0 ? oldest : oldest - 1;
  }
  line.close('flooded');
  return result(false);
};

const asText = (reason: unknown): string => (typeof reason === 'string' ? reason : '').slice(0, LONGEST_REASON);

const publishAll = async (
  line: Line,
  url: string,
  key: Uint8Array,
  events: readonly NostrEvent[],
  stepMs: number,
): Promise<Answer[]> => {
  const auth = openAuth(line, url, key);
  const answers = new Map<string, Answer>();
  const refusedFirst = new Map<string, string>();
  const byId = new Map(events.map((event) => [event.id, event]));
  let challenge: unknown;
  for (const event of byId.values()) line.send(['EVENT', event]);

  let deadline = performance.now() + stepMs;
  while (answers.size < byId.size) {
    const message: Message | null = await line.next(deadline);
    if (!message) break;
    const [type, about, ok, reason] = message;
    if (type === 'AUTH') challenge = about;
    const heard = type === 'OK' ? auth.heard(about, ok) : 'none';
    for (const [id, why] of heard === 'none' ? [] : [...refusedFirst]) {
      const event = byId.get(id);
      if (heard === 'accepted' && event) line.send(['EVENT', event]);
      else answers.set(id, { id, answer: 'refused', reason: why });
    }
    if (type === 'OK' && typeof about === 'string' && byId.has(about) && !answers.has(about)) {
      if (ok === true || HAD_IT.test(asText(reason))) answers.set(about, { id: about, answer: 'ok' });
      else if (asksForAuth(reason) && !refusedFirst.has(about)) refusedFirst.set(about, asText(reason));
      else answers.set(about, { id: about, answer: 'refused', reason: asText(reason) });
      deadline = performance.now() + stepMs; // bounded: an event is answered twice at most
    }
    // Only now: to post, one need not say who one is unless the relay insists.
    if (challenge !== undefined && refusedFirst.size > 0) auth.answer(challenge);
  }
  return events.map(({ id }) => {
    const why = refusedFirst.get(id);
    return answers.get(id) ?? (why === undefined ? { id, answer: 'none' } : { id, answer: 'refused', reason: why });
  });
};

/** @param options `socket`: the browser's WebSocket unless a test brings its own; `stepMs`: how long a relay may take to answer */
export const relayClient = ({
  socket = (url) => new WebSocket(url),
  stepMs = 10_000,
}: {
  socket?: OpenSocket;
  stepMs?: number;
} = {}): RelayClient => {
  const during = async <R>(url: string, work: (line: Line) => Promise<R>): Promise<R> => {
    const line = openLine(socket, url);
    try {
      return await work(line);
    } finally {
      line.close();
    }
  };
  const publish: RelayClient['publish'] = (url, key, events) =>
    during(url, (line) => publishAll(line, url, key, events, stepMs));
  return {
    read: (url, key, since) => during(url, (line) => readAll(line, url, key, since, stepMs)),
    publish,
    remove: async (url, key, ids) => {
      const created_at = Math.floor(Date.now() / 1000);
      const deletions: NostrEvent[] = [];
      for (let at = 0; at < ids.length; at += MOST_IDS) {
        const tags = [...ids.slice(at, at + MOST_IDS).map((id) => ['e', id]), ['k', String(WRAP)]];
        deletions.push(signEvent({ kind: DELETION, created_at, tags, content: '' }, key, random));
      }
      return (await publish(url, key, deletions)).every(({ answer }) => answer === 'ok');
    },
  };
};
