/** Asks the worker for something a screen shows, and again after each change. @module */
import { useEffect, useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { CallError, call, onChanged } from '../../messaging/call.ts';
import type { UiLane, UiMethod } from '../../messaging/ui-lane.ts';

/** null: not known yet */
export type Answer<T> = { ok: T } | { error: Text } | null;

export const textOf = (cause: unknown): Text => (cause instanceof CallError ? cause.text : { id: 'error.unknown' });

/** @param params must be the same object between renders, or null */
export const useAnswer = <M extends UiMethod>(method: M, params: UiLane[M][0]): Answer<UiLane[M][1]> => {
  const [answer, setAnswer] = useState<Answer<UiLane[M][1]>>(null);
  useEffect(() => {
    let asked = 0;
    const ask = async () => {
      const number = ++asked;
      let next: Answer<UiLane[M][1]>;
      try {
        next = { ok: await call(method, params) };
      } catch (cause) {
        next = { error: textOf(cause) };
      }
      if (number === asked) setAnswer(next);
    };
    void ask();
    const stop = onChanged(() => void ask());
    return () => {
      asked = -1;
      stop();
    };
  }, [method, params]);
  return answer;
};
