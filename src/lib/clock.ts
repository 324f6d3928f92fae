/**
 * The wall clock. Pure rooms never read it: their callers pass `now` in.
 * A test build can move it forward (see `background/test.ts`); a release build cannot.
 * @module
 */
let ahead = 0;

/** Milliseconds since 1970. */
export const now = (): number => Date.now() + ahead;

/** Test builds only: lets the clock run this many milliseconds ahead of the machine's. */
export const runAhead = (ms: number): void => {
  ahead = ms;
};
