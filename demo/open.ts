/**
 * Starts the local trading world and a Chromium window with Vouch in it, and keeps both until Ctrl-C or until the window
 * is closed. The profile stays in `demo/out/profile`, so that a wallet made here is there the next time. `npm start`
 * @module
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEnd, end, start } from '../scripts/child.mjs';
import { findChromium } from '../scripts/chromium.mjs';
import { RELAY_ADVICE, startWorld } from './world.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const PROFILE = join(ROOT, 'demo/out/profile');
/** The same ports each time: the wallet remembers the site by its origin, the chain by its node, relays by their address. */
const PORTS = { port: 43_137, rpcPort: 43_138, relayPort: 43_139 };

const world = await startWorld(PORTS);
mkdirSync(PROFILE, { recursive: true });
const window = start(
  await findChromium(),
  [
    `--user-data-dir=${PROFILE}`,
    `--disable-extensions-except=${DIST}`,
    `--load-extension=${DIST}`,
    '--no-first-run',
    '--no-default-browser-check',
    // Chromium refuses to sandbox itself for root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    world.url,
  ],
  { stdio: 'ignore' },
);

const stop = async () => {
  await Promise.all([end(window), world.stop()]);
};
beforeEnd(stop);
window.once('exit', () => void stop().then(() => process.exit()));
console.log(
  [
    '',
    `Gannet, the demo venue   ${world.url}`,
    `Its chain (id 31337)     ${world.rpcUrl}`,
    `The relay                ${world.relay.url} (process ${world.relay.pid})`,
    `Vouch                    ${DIST}`,
    `Profile                  ${PROFILE}`,
    '',
    'Click the puzzle piece in the toolbar and pin Vouch, make a wallet, then connect it at Gannet.',
    RELAY_ADVICE,
    'Ctrl-C, or closing the window, ends everything.',
  ].join('\n'),
);
