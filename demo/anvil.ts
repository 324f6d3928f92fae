/** A real EVM node for the demo: starts the native anvil and sees to it that it never outlives us. @module */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createPublicClient, http } from 'viem';
import { CHAIN_ID } from './schema.ts';

export class AnvilError extends Error {
  override name = 'AnvilError';
}

export type Anvil = { rpcUrl: string; pid: number; stop: () => Promise<void> };

const HOST = '127.0.0.1';
const READY_MS = 20_000;

/** The binary itself: the package's launcher would be a second process that a kill leaves behind. */
const binary = (): string => {
  const require = createRequire(import.meta.url);
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const file = `@foundry-rs/anvil-${process.platform}-${arch}/bin/anvil${process.platform === 'win32' ? '.exe' : ''}`;
  try {
    // The platform package stands beside the launcher's, where a strict installer lets only the launcher see it.
    return createRequire(require.resolve('@foundry-rs/anvil/package.json')).resolve(file);
  } catch {
    throw new AnvilError(
      `There is no anvil for ${process.platform} ${process.arch} here. Run "npm ci" with optional packages on.`,
    );
  }
};

/** @throws {AnvilError} when the port is taken: whoever answers there would pass for our node */
const freePort = async (wanted: number): Promise<number> => {
  const server = createServer();
  try {
    server.listen(wanted, HOST);
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new AnvilError('No port to be had on 127.0.0.1.');
    return address.port;
  } catch {
    throw new AnvilError(`Port ${wanted} of ${HOST} is taken. Choose another, or 0 for any free one.`);
  } finally {
    server.close();
  }
};

/** A shell that waits for its input to end, which it does when we die, however we die; then it ends anvil. */
const watch = (pid: number): ChildProcess | undefined => {
  if (process.platform === 'win32') return undefined;
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$1" 2>/dev/null', 'anvil-watch', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  return watcher;
};

/** @param rpcPort 0 for any free port */
export const startAnvil = async ({ rpcPort = 0 }: { rpcPort?: number } = {}): Promise<Anvil> => {
  const port = await freePort(rpcPort);
  const child = spawn(binary(), ['--host', HOST, '--port', String(port), '--chain-id', String(CHAIN_ID), '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words = (words + chunk).slice(-2000);
  });
  if (pid === undefined) throw new AnvilError('Anvil could not be started.');
  const watcher = watch(pid);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const stop = async () => {
    process.off('exit', kill);
    kill();
    await exited;
    watcher?.kill('SIGKILL');
  };

  const rpcUrl = `http://${HOST}:${port}`;
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) });
  const until = Date.now() + READY_MS;
  while (true) {
    const chainId = await client.getChainId().catch(() => undefined);
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) break;
    if (chainId === CHAIN_ID) return { rpcUrl, pid, stop };
    await wait(20);
  }
  await stop();
  throw new AnvilError(`Anvil does not answer on ${rpcUrl}. ${words}`.trim());
};
