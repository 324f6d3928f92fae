/** The UI lane as our pages call it. @module */
import { browser } from '../lib/browser.ts';
import type { Text } from '../lib/text.ts';
import type { UiError, UiLane, UiMethod, UiPush, UiReply } from './ui-lane.ts';

/** The worker said no. `text` is for the screen; `retryAt` (ms) and `word` (0-based) say what to do next. */
export class CallError extends Error {
  override name = 'CallError';
  readonly text: Text;
  readonly retryAt: number | undefined;
  readonly word: number | undefined;
  constructor(error: UiError) {
    super(error.text.id);
    this.text = error.text;
    this.retryAt = error.retryAt;
    this.word = error.word;
  }
}

const TRIES = 4;

/**
 * Calls the worker. A worker that dies while it answers closes the channel: the same call is made again, and wakes the
 * next worker. Every method of the lane is safe to repeat.
 * @throws {CallError}
 */
export const call = async <M extends UiMethod>(method: M, params: UiLane[M][0]): Promise<UiLane[M][1]> => {
  for (let tried = 1; ; tried++) {
    let reply: UiReply<M> | undefined;
    try {
      reply = await browser.runtime.sendMessage({ lane: 'ui', method, params });
    } catch (cause) {
      if (tried === TRIES) throw cause;
    }
    if (reply && 'ok' in reply) return reply.ok;
    if (reply) throw new CallError(reply.error);
    if (tried === TRIES) throw new CallError({ text: { id: 'error.unknown' } });
  }
};

/** Calls back whenever the wallet's state or the queue has changed. Gives back what stops it. */
export const onChanged = (listener: () => void): (() => void) => {
  const heard = (message: UiPush) => {
    if (message?.push === 'changed') listener();
  };
  browser.runtime.onMessage.addListener(heard);
  return () => browser.runtime.onMessage.removeListener(heard);
};
