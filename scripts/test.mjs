/**
 * Everything that must hold: types, lint, boundaries, dead code, unit tests, both builds, sizes, end-to-end tests.
 * Sets itself up on a bare clone. `npm test`
 * @module
 */
import { BUILDS, E2E, runParts, SIZES, STATIC, UNIT } from './parts.mjs';
import { giveUp, setUp } from './setup.mjs';

await setUp({ browser: true }).catch(giveUp);
// The unit tests compute hundreds of ceremonies: beside them browsers would be waited for.
const good = await runParts([[...BUILDS, SIZES, UNIT, E2E], STATIC]);
process.exit(good ? 0 : 1);
