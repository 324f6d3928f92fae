/**
 * Everything that must hold: types, lint, boundaries, dead code, unit tests, both builds, sizes, end-to-end tests.
 * Sets itself up on a bare clone. `npm test`
 * @module
 */
import { BUILDS, E2E, runParts, SIZES, STATIC, UNIT } from './parts.mjs';
import { giveUp, setUp } from './setup.mjs';

await setUp({ browser: true }).catch(giveUp);
const good = await runParts([
  [...BUILDS, SIZES, E2E],
  [...STATIC, UNIT],
]);
process.exit(good ? 0 : 1);
