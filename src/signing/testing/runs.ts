/** How much is tried: a little and always the same with `npm test`, a million and always something else with `npm run fuzz`. @module */
import { env } from 'node:process';

/** Cases of one file of fuzz tests, all properties together. */
export const CASES = Number(env.VOUCH_FUZZ_CASES ?? 4000);
export const SEED = Number(env.VOUCH_FUZZ_SEED ?? 4);
