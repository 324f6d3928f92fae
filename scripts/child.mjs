/**
 * Child processes that never outlive us: each gets a process group of its own, and every group that is left is ended
 * when this process ends, however it ends.
 * @module
 */
import { spawn } from 'node:child_process';

/** @type {Set<number>} */
const groups = new Set();

/** @param {number} pid @param {NodeJS.Signals} signal */
const signalGroup = (pid, signal) => {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has gone already.
  }
};

/** @type {() => Promise<void> | void} */
let clean = () => {};
let watching = false;
let ending = false;

/** Ends every group that is left when this process ends: by itself, by Ctrl-C, hang-up or a request. */
function watchOurEnd() {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const pid of groups) signalGroup(pid, 'SIGKILL');
  });
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (ending) process.exit(130); // a second Ctrl-C does not wait
      ending = true;
      Promise.resolve(clean()).finally(() => process.exit(130));
    });
  }
}

/**
 * What to do before this process ends by a signal.
 * @param {() => Promise<void> | void} act
 */
export function beforeEnd(act) {
  clean = act;
  watchOurEnd();
}

/**
 * Starts a command in a process group of its own.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  watchOurEnd();
  const child = spawn(command, args, { stdio: 'inherit', ...options, detached: true });
  const { pid } = child;
  if (pid) {
    groups.add(pid);
    child.once('exit', () => {
      signalGroup(pid, 'SIGTERM'); // what it started and left behind
      groups.delete(pid);
    });
  }
  return child;
}

/**
 * Asks a child's whole group to end, and makes it end after 3 s.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function end(child) {
  const { pid } = child;
  if (!pid || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(pid, 'SIGTERM');
  const late = setTimeout(() => signalGroup(pid, 'SIGKILL'), 3000);
  await gone;
  clearTimeout(late);
}

/**
 * Runs a command to its end, in a process group of its own.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { limitMs?: number, quiet?: boolean }} [options] `quiet` collects the output instead of showing it
 * @returns {Promise<{ code: number, output: string }>} code 127 when the command is not there, 124 when `limitMs` was up
 */
export function run(command, args, { limitMs, quiet = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, { ...options, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    }
    let late = false;
    const timer =
      limitMs &&
      setTimeout(() => {
        late = true;
        if (child.pid) signalGroup(child.pid, 'SIGKILL');
      }, limitMs);
    /** @param {number} code */
    const done = (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : code, output });
    };
    child.once('error', () => done(127));
    child.once('close', (code) => done(code ?? 1));
  });
}
