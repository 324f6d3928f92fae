/**
 * A connection that stays open while a recovery or a pairing is open: what arrives is handed on at once, and a question
 * every 20 s keeps the service worker awake (Chromium counts our messages, not the relay's pings) and finds out whether
 * the relay is still there.
 * @module
 */

import { mailboxOf } from '../lib/mailbox.ts';
import { isFor, type NostrEvent, verified, WRAP } from './gift.ts';
import type { Line } from './line.ts';
import { openAuth } from './session.ts';

export type Listening = { close: () => void };

const BEAT_MS = 20_000;
const FIRST_PAUSE_MS = 1000;
/** Below the 30 s after which an idle worker ends. */
const LONGEST_PAUSE_MS = 20_000;
const MOST_SEEN = 10_000;

const LIVE = 'live';
const BEAT = 'beat';

type Asked = {
  open: () => Line;
  url: string;
  key: Uint8Array;
  since: number;
  onEvent: (event: NostrEvent) => void;
};

export const listen = ({ open, url, key, since, onEvent }: Asked): Listening => {
  const mailbox = mailboxOf(key);
  const seen = new Set<string>();
  let closed = false;
  let line: Line | undefined;
  let wake = () => {};

  const take = (raw: unknown): void => {
    const event = verified(raw);
    if (!event || event.kind !== WRAP || !isFor(event, mailbox) || seen.has(event.id)) return;
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.add(event.id);
    // In a turn of its own: what the caller does wrong does not end the connection.
    queueMicrotask(() => {
      if (!closed) onEvent(event);
    });
  };

  /** Until this connection ends. @returns whether the relay answered at all */
  const once = async (current: Line): Promise<boolean> => {
    const auth = openAuth(current, url, key);
    const filter = { kinds: [WRAP], '#p': [mailbox] };
    const ask = () => current.send(['REQ', LIVE, { ...filter, since }]);
    const beat = setInterval(() => current.send(['REQ', BEAT, { ...filter, limit: 1 }]), BEAT_MS);
    let answered = false;
    try {
      ask();
      for (;;) {
        const message = await current.next(performance.now() + 2 * BEAT_MS);
        if (!message || closed) return answered;
        const [type, about, rest] = message;
        if (type === 'AUTH') auth.answer(about);
        else if (type === 'OK' && auth.heard(about, rest) === 'accepted') ask();
        else if (type === 'EVENT') take(rest);
        else if (type === 'EOSE') answered = true;
      }
    } finally {
      clearInterval(beat);
      current.close();
    }
  };

  const run = async () => {
    let pause = FIRST_PAUSE_MS;
    while (!closed) {
      line = open();
      pause = (await once(line)) ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (closed) return;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, pause);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  };
  void run();
  return {
    close: () => {
      closed = true;
      line?.close();
      wake();
    },
  };
};
