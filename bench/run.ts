/**
 * `npm run bench [-- --times 15] [--only approvals,popup,...]`: how long a wallet makes a trader wait, beside an empty
 * extension in the same run. Prints one table and keeps every sample in bench/out/. Needs a release build; quiet the machine first.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { DOMAIN } from '../demo/schema.ts';
import { launchVouch } from '../e2e/driver/vouch.ts';
import { versionOf } from '../scripts/chromium.mjs';
import { BUDGETS, sizesOf } from '../scripts/sizes.mjs';
import adapter from './adapter.mjs';
import * as measure from './measure.ts';
import { type Summary, summarize } from './stats.ts';
import { ECHO, type Subject, vouch } from './subject.ts';

const DIST = join(import.meta.dirname, '../dist');
const OUT = join(import.meta.dirname, 'out');
/** Pages as small as a connected one must be. */
const PAGES = ['blank.html', 'dapp.html'];

const argument = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const times = Number(argument('times') ?? 15);
const only = argument('only')?.split(',');

const serveSite = async () => {
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      // As the node of the demo venue's chain, which a wallet asks for its number before it adds it.
      const { id } = JSON.parse(await text(request)) as { id: unknown };
      response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
      return void response.end(JSON.stringify({ jsonrpc: '2.0', id, result: `0x${DOMAIN.chainId.toString(16)}` }));
    }
    if (request.method === 'OPTIONS')
      return void response
        .writeHead(204, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' })
        .end();
    const name = PAGES.find((page) => request.url === `/${page}`);
    if (!name) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' });
    response.end(await readFile(join(import.meta.dirname, 'site', name)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port for the bench site');
  return {
    url: `http://localhost:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** A profile with the bench's wallet in it. */
const makeProfile = async (): Promise<string> => {
  const profile = mkdtempSync(join(tmpdir(), 'vouch-bench-profile-'));
  const driven = await launchVouch({ dist: DIST, userDataDir: profile });
  try {
    const page = await driven.context.newPage();
    await adapter.onboard(page, driven.extensionId);
  } finally {
    await driven.close();
  }
  return profile;
};

/** What a program of the bench prints. Bundled first: what is measured is the library, not how a runner loads TypeScript. */
const outputOf = async (program: string, ...args: string[]): Promise<string> => {
  const outDir = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        outDir,
        ssr: join(import.meta.dirname, `${program}.ts`),
        rollupOptions: { output: { entryFileNames: `${program}.mjs` } },
      },
    });
    const child = spawnSync(process.execPath, [join(outDir, `${program}.mjs`), ...args], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(`${program} failed:\n${child.stderr}`);
    return child.stdout;
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
};

const signerTimes = async () => JSON.parse(await outputOf('signers', String(times * 10))) as Record<string, number[]>;

type Row = { name: string; bare: Summary | number | null; vouch: Summary | number; goal: number | null; unit: string };
const rows: Row[] = [];
/** ms, by operation and by set of guardians: see bench/guardians.ts. */
let guardians: unknown;

const cell = (value: Summary | number | null, unit: string): string => {
  if (value === null) return '-';
  const digits = unit === 'bytes' ? 0 : unit === 'MiB' ? 1 : 2;
  return typeof value === 'number'
    ? value.toFixed(digits)
    : `${value.median.toFixed(digits)} (p95 ${value.p95.toFixed(digits)})`;
};
const middle = (value: Summary | number) => (typeof value === 'number' ? value : value.median);

const print = () => {
  const table = [
    ['', 'bare', 'Vouch', 'goal', ''],
    ...rows.map(({ name, bare, vouch: ours, goal, unit }) => [
      `${name}${unit === 'ms' ? '' : `, ${unit}`}`,
      cell(bare, unit),
      cell(ours, unit),
      goal === null ? '-' : cell(goal, unit),
      goal === null ? '' : middle(ours) <= goal ? 'met' : 'MISSED',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  console.log();
  for (const row of table)
    console.log(row.map((text, i) => (i ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0))).join('   '));
};

const site = await serveSite();
let profile = '';
try {
  if (!existsSync(join(DIST, 'manifest.json')))
    throw new Error('There is no build in dist/. Make one with "npm run build".');
  profile = await makeProfile();
  const VOUCH = vouch(DIST, profile);
  const wanted = (name: string) => !only || only.includes(name);
  const note = (name: string) => console.log(`${name} ... (load ${loadavg()[0]?.toFixed(2)})`);

  /** The bare extension and Vouch by the same measurement, one after the other. */
  const beside = async <T>(name: string, take: (subject: Subject) => Promise<T>): Promise<[T, T] | null> => {
    if (!wanted(name)) return null;
    note(name);
    return [await take(ECHO), await take(VOUCH)];
  };
  /** A row of samples whose goal is so much above the bare extension's median. */
  const above = (name: string, samples: [number[], number[]], extra: number | null, unit = 'ms') => {
    const bare = summarize(samples[0]);
    rows.push({ name, bare, vouch: summarize(samples[1]), goal: extra === null ? null : bare.median + extra, unit });
  };

  const decisions = await beside('approvals', (subject) => measure.approvals(subject, site.url, times));
  if (decisions) {
    const column = (key: keyof measure.Decision): [number[], number[]] => [
      decisions[0].map((one) => one[key]),
      decisions[1].map((one) => one[key]),
    ];
    above('typed data requested -> complete card, button there', column('card'), 45);
    above('typed data requested -> first press accepted', column('accepted'), null);
    above('approve pressed -> signature in the dApp', column('answer'), 8);
  }
  const sessions = await beside('session', (subject) => measure.inSession(subject, site.url, times));
  if (sessions) above('order called -> signature, in a session', sessions, 8);
  const popups = await beside('popup', (subject) => measure.popupOpening(subject, times));
  if (popups) above('popup opened -> usable', popups, 50);
  const warm = await beside('warm', (subject) => measure.warmCalls(subject, site.url));
  if (warm) above('eth_chainId, warm worker', warm, 0.5);
  const cold = await beside('cold', (subject) => measure.coldCalls(subject, site.url, times));
  if (cold) above('eth_chainId, dead worker, page open', cold, 35);
  if (wanted('unlock')) {
    note('unlock');
    const unlocks = await measure.coldUnlocks(VOUCH, times);
    const stretching = summarize(unlocks.map((one) => one.stretching));
    rows.push({
      name: 'unlock in a cold worker',
      bare: null,
      vouch: summarize(unlocks.map((one) => one.taken)),
      goal: stretching.median + 150,
      unit: 'ms',
    });
    rows.push({ name: '  of which key stretching (Argon2id)', bare: null, vouch: stretching, goal: null, unit: 'ms' });
  }
  const tax = await beside('tax', (subject) => measure.pageTax(subject, site.url, times * 3));
  if (tax) above('tax on every page until DOMContentLoaded', tax, 1.5);
  const memories = await beside('memory', (subject) => measure.memory(subject, site.url));
  if (memories)
    rows.push({
      name: 'extension process memory (PSS)',
      bare: memories[0],
      vouch: memories[1],
      goal: memories[0] + 35,
      unit: 'MiB',
    });

  const [bare, ours] = [sizesOf(ECHO.dir, 'approve.html'), sizesOf(DIST)];
  rows.push({
    name: 'JavaScript injected in every page',
    bare: bare.injected,
    vouch: ours.injected,
    goal: BUDGETS.injected,
    unit: 'bytes',
  });
  rows.push({ name: 'worker JavaScript', bare: bare.worker, vouch: ours.worker, goal: BUDGETS.worker, unit: 'bytes' });
  rows.push({
    name: 'approval entry JavaScript',
    bare: bare.approval,
    vouch: ours.approval,
    goal: BUDGETS.approval,
    unit: 'bytes',
  });
  rows.push({ name: 'zip', bare: bare.zip, vouch: ours.zip, goal: BUDGETS.zip, unit: 'bytes' });

  if (wanted('signers')) {
    note('signers');
    for (const [name, samples] of Object.entries(await signerTimes()))
      rows.push({
        name: `EIP-712 hash and sign: ${name}`,
        bare: null,
        vouch: summarize(samples),
        goal: null,
        unit: 'ms',
      });
  }
  if (wanted('reading')) {
    note('reading');
    const read = JSON.parse(await outputOf('reading', String(times * 4))) as Record<
      string,
      Record<'bare' | 'vouch', number[]>
    >;
    for (const [name, samples] of Object.entries(read))
      above(`256 kB read, ${name}`, [samples.bare, samples.vouch], null);
  }
  print();
  if (wanted('guardians')) {
    note('\nguardians');
    const file = join(profile, 'guardians.json');
    console.log(`\n${await outputOf('guardians', '--times', String(times), '--samples', file)}`);
    guardians = JSON.parse(await readFile(file, 'utf8'));
  }
} finally {
  site.close();
  if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(OUT, { recursive: true });
  const { CHROMIUM_PATH } = process.env;
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    node: process.version,
    chromium: CHROMIUM_PATH && versionOf(CHROMIUM_PATH),
  };
  const file = join(OUT, `${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ machine, times, rows, guardians }, null, 1)}\n`);
  console.log(`\nEvery sample: ${file}`);
}
