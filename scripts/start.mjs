/**
 * Sets up a bare clone, builds Vouch and opens it in Chromium beside the local trading world. Without a display, or with
 * `--tour`, plays the guided tour headless instead. `npm start [-- --tour]`
 * @module
 */
import { join } from 'node:path';
import { run } from './child.mjs';
import { giveUp, ROOT, setUp } from './setup.mjs';

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const tour = process.argv.includes('--tour') || !hasDisplay;

await setUp({ browser: true }).catch(giveUp);
const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
// The tour needs a test build as well: its clock can be moved on past a wait of days.
for (const mode of tour ? [[], ['--mode', 'testing']] : [[]]) {
  const build = [vite, 'build', '--logLevel', 'warn', ...mode];
  const { code, output } = await run(process.execPath, build, { cwd: ROOT, quiet: true });
  if (code) giveUp(`The build failed:\n${output}`);
}
if (tour && !process.argv.includes('--tour')) console.log('There is no display here: playing the tour headless.');

// Only now is there a package to import.
const { runFile } = await import('./ts.mjs');
await runFile(join(ROOT, tour ? 'demo/tour.ts' : 'demo/open.ts'));
