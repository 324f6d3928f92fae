/**
 * The rest: a press on what signs, sends, grants or raises a limit does not count in the first half second after a
 * request appears, changes or comes back into focus. All times are `performance.now()`, as in `event.timeStamp`.
 * @module
 */
export const REST_MS = 500;

/** What is on the screen and since when. `key` is the id and the digest of a request, so a ticking price is no change. */
export type Rest = { key: string; since: number };
export type RestEvent = { type: 'shown'; key: string; at: number } | { type: 'back'; at: number };

export const rest = (before: Rest | null, event: RestEvent): Rest | null => {
  if (event.type === 'back') return before && { ...before, since: event.at };
  return before?.key === event.key ? before : { key: event.key, since: event.at };
};

/** `at`: when the press began. A key that is held down from before is no press. */
export type Press = { at: number; repeat: boolean };

export const counts = (now: Rest | null, press: Press): boolean =>
  now !== null && !press.repeat && press.at - now.since >= REST_MS;
