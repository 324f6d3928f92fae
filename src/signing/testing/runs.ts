/** How much is tried: a little and always the same with `npm test`, a million and always something else with `npm run fuzz`. @module */
import { env } from 'node:process';

/** Cases of one file of fuzz tests, all properties together. */
export const CASES = Number(env.VOUCH_FUZZ_CASES ?? 3000);
export const SEED = Number(env.VOUCH_FUZZ_SEED ?? 4);
/** A fuzz test may take as long as it needs; each case has a limit of its own. */
export const TIMEOUT_MS = 60_000 + 60 * CASES;
