/** A Chromium for one measurement: its own profile, one extension or none, nothing attached to any worker. @module */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { end, start } from '../scripts/child.mjs';
import { findChromium } from '../scripts/chromium.mjs';
import { type Cdp, CdpError, connect, type TargetInfo } from './cdp.ts';
import { type Session, sessionOf } from './session.ts';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--screen-info={1600x1200}',
  '--window-size=1200,900',
  '--lang=en-US',
  // Nothing but this machine answers, for every subject alike.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--remote-debugging-pipe',
];

export type Browser = {
  cdp: Cdp;
  /** The extension's id; empty without one. */
  extensionId: string;
  newPage(url?: string): Promise<Session>;
  attach(targetId: string): Promise<Session>;
  worker(): Promise<TargetInfo | undefined>;
  /** Stops the extension's worker and waits until it has gone. */
  stopWorker(): Promise<void>;
  /** Proportional set size of the extension's processes, in MiB, as the kernel counts it. */
  extensionMemory(): number;
  close(): Promise<void>;
};

/** Asks again each 10 ms: for what the browser does not announce. */
export const until = async <T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
  limitMs = 20_000,
): Promise<T> => {
  const late = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > late) throw new CdpError(`${what} did not happen within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Every process below `root`. */
const processesBelow = (root: number): number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const below = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent !== 0 && (parent === root || below(parent));
  };
  return [...parents.keys()].filter(below);
};

const pssOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;

/** @param profile is copied first, so that each measurement starts from the same state */
export const launch = async ({
  extension,
  profile,
}: {
  extension?: string;
  profile?: string;
} = {}): Promise<Browser> => {
  const own = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
  if (profile) cpSync(profile, own, { recursive: true, filter: (path) => !/Singleton/.test(path) });
  const child = start(
    await findChromium(),
    [
      ...FLAGS,
      `--user-data-dir=${own}`,
      ...(extension
        ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]
        : ['--disable-extensions']),
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const cdp = connect(child.stdio[3] as Writable, child.stdio[4] as Readable);
  await cdp.send('Target.setDiscoverTargets', { discover: true });

  const anyWorker = async () =>
    (await cdp.targets()).find(({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'));
  const extensionId = extension ? new URL((await until(anyWorker, 'the start of the worker')).url).host : '';
  const worker = async () => {
    const found = await anyWorker();
    return found && new URL(found.url).host === extensionId ? found : undefined;
  };

  const attach = async (targetId: string): Promise<Session> => {
    const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    return sessionOf(cdp, sessionId, targetId);
  };

  return {
    cdp,
    extensionId,
    attach,
    worker,
    newPage: async (url) => {
      const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
      const page = await attach(targetId);
      await page.send('Page.enable');
      if (url) await page.goto(url);
      return page;
    },
    stopWorker: async () => {
      const running = await worker();
      if (!running) return;
      await cdp.send('Target.closeTarget', { targetId: running.targetId });
      await until(async () => (await worker())?.targetId !== running.targetId, 'the end of the worker');
    },
    extensionMemory: () =>
      processesBelow(child.pid ?? 0)
        .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process'))
        .reduce((sum, pid) => sum + pssOf(pid), 0),
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await cdp.send('Browser.close').catch(() => {});
      const late = setTimeout(() => void end(child), 5000);
      await gone;
      clearTimeout(late);
      rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
