/** Starts the relay as a process of its own, which never outlives us. @module */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

class RelayError extends Error {
  override name = 'RelayError';
}

export type Relay = {
  /** For example `ws://127.0.0.1:41234`. */
  url: string;
  pid: number;
  /** JSON lines (`RelayLogLine`): the evidence from outside the wallet. */
  log: string;
  /** Sends a signal and waits until the process has gone. */
  kill: (signal: NodeJS.Signals) => Promise<void>;
  /** Ends it in order. May be called twice. */
  stop: () => Promise<void>;
};

const READY_MS = 20_000;
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * @param options `port`: 0 or nothing for any free one; `store`: the file of its events, kept between runs; its log
 *   stands beside it, with `.log`
 * @throws {RelayError} when it does not start
 */
export const startRelay = async ({ port = 0, store }: { port?: number; store: string }): Promise<Relay> => {
  const log = `${store}.log`;
  const child = spawn(
    process.execPath,
    [path('../../scripts/ts.mjs'), path('./relay.ts'), '--port', String(port), '--store', store, '--log', log],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const { pid, stdout, stderr } = child;
  if (!stdout || !stderr) throw new RelayError('The relay did not start.');
  child.channel?.unref();
  const exited = once(child, 'exit').then(
    () => {},
    () => {},
  );
  let words = '';
  stderr.on('data', (chunk) => {
    words = (words + chunk).slice(-2000);
  });
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  const atOurEnd = () => child.kill('SIGKILL');
  process.once('exit', atOurEnd);
  void exited.then(() => process.off('exit', atOurEnd));

  const late = setTimeout(() => child.kill('SIGKILL'), READY_MS);
  let url: string | undefined;
  for await (const line of createInterface({ input: stdout })) {
    url = line;
    break;
  }
  clearTimeout(late);
  if (url === undefined || pid === undefined) {
    await exited;
    throw new RelayError(`The relay did not start. ${words}`.trim());
  }
  stdout.resume();
  return { url, pid, log, kill, stop: () => kill('SIGTERM') };
};
