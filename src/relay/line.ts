/**
 * One WebSocket to a relay as a line of messages, with every limit that keeps a hostile relay from costing more than
 * its own connection. https://github.com/nostr-protocol/nips/blob/master/01.md
 * @module
 */
import { LARGEST_EVENT } from './gift.ts';

/** What we need of a WebSocket. */
export type Socket = {
  send: (text: string) => void;
  close: () => void;
  addEventListener: (
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: { type: string; data?: unknown }) => void,
  ) => void;
};
export type OpenSocket = (url: string) => Socket;

/** `late`: no answer in time; `closed`: ended by the relay; `refused`: the relay will not serve this key. */
export type LineFault = 'unreachable' | 'late' | 'closed' | 'refused' | 'flooded';

export type Message = readonly unknown[];
export type Line = {
  /** Kept until the connection is open. */
  send: (message: Message) => void;
  /** The next message, null when there will be none. @param deadline in `performance.now()` ms */
  next: (deadline: number) => Promise<Message | null>;
  /** Messages dropped unread because they were larger than any event may be. */
  oversized: () => number;
  fault: () => LineFault | null;
  /** @param fault why, unless the line has ended already */
  close: (fault?: LineFault) => void;
};

/** An event and the `["EVENT","1",...]` around it. */
const LARGEST_MESSAGE = LARGEST_EVENT + 128;
const MOST_CHARACTERS = 64 * 1024 * 1024;
const MOST_MESSAGES = 20_000;

const parse = (text: string): Message | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const openLine = (open: OpenSocket, url: string): Line => {
  const inbox: Message[] = [];
  const outbox: string[] = [];
  let socket: Socket | undefined;
  let isOpen = false;
  let fault: LineFault | null = null;
  let ended = false;
  let wake = () => {};
  let characters = 0;
  let messages = 0;
  let oversized = 0;

  const end = (why: LineFault | null) => {
    if (ended) return;
    ended = true;
    fault = why;
    if (why !== 'closed') inbox.length = 0; // what a relay said before it hung up still counts
    try {
      socket?.close();
    } catch {
      // It has gone already.
    }
    wake();
  };

  const take = (data: unknown) => {
    if (ended) return;
    messages += 1;
    if (typeof data === 'string') characters += data.length;
    if (messages > MOST_MESSAGES || characters > MOST_CHARACTERS) return end('flooded');
    if (typeof data !== 'string') return;
    if (data.length > LARGEST_MESSAGE) {
      oversized += 1;
      return;
    }
    const message = parse(data);
    if (!message) return;
    inbox.push(message);
    wake();
  };

  try {
    socket = open(url);
    socket.addEventListener('open', () => {
      if (ended) return;
      isOpen = true;
      for (const text of outbox.splice(0)) socket?.send(text);
    });
    socket.addEventListener('message', ({ data }) => take(data));
    socket.addEventListener('close', () => end(isOpen ? 'closed' : 'unreachable'));
    socket.addEventListener('error', () => end(isOpen ? 'closed' : 'unreachable'));
  } catch {
    end('unreachable'); // not an address, or not one that this browser may open
  }

  return {
    send: (message) => {
      if (ended) return;
      const text = JSON.stringify(message);
      if (!isOpen) outbox.push(text);
      else socket?.send(text);
    },
    next: async (deadline) => {
      for (;;) {
        const left = deadline - performance.now();
        if (left <= 0) end(isOpen ? 'late' : 'unreachable');
        const message = inbox.shift();
        if (message) return message;
        if (ended) return null;
        await new Promise<void>((done) => {
          const timer = setTimeout(done, left);
          wake = () => {
            clearTimeout(timer);
            done();
          };
        });
      }
    },
    oversized: () => oversized,
    fault: () => fault,
    close: (why) => end(why ?? null),
  };
};
