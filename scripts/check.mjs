/**
 * What can be checked without a browser: types, lint, boundaries, dead code, and the sizes of the last build if there is one.
 * `npm run check`
 * @module
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runParts, SIZES, STATIC } from './parts.mjs';
import { giveUp, ROOT, setUp } from './setup.mjs';

await setUp().catch(giveUp);
const built = existsSync(join(ROOT, 'dist/manifest.json'));
if (!built) console.log('No build in dist/: its sizes are not checked.');
const [types, ...rest] = STATIC;
const good = await runParts([types ? [types] : [], built ? [...rest, SIZES] : rest]);
process.exit(good ? 0 : 1);
