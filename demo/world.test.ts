import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPublicClient, http, parseAbi } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startAnvil } from './anvil.ts';
import { MARGIN_TOKEN, type Order, orderTypedData } from './schema.ts';
import { startWorld } from './world.ts';

const readStat = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '0 (gone) Z';
  }
};

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A dead child that nobody has buried yet still has a number.
  return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readStat(pid));
};

test('the world starts a real node with the token at its known address, takes a signed order over HTTP, and ends', async () => {
  const world = await startWorld();
  try {
    const client = createPublicClient({ transport: http(world.rpcUrl) });
    expect(await client.getChainId()).toBe(31337);
    const abi = parseAbi(['function symbol() view returns (string)', 'function decimals() view returns (uint8)']);
    expect(await client.readContract({ address: MARGIN_TOKEN, abi, functionName: 'symbol' })).toBe('gUSD');
    expect(await client.readContract({ address: MARGIN_TOKEN, abi, functionName: 'decimals' })).toBe(6);

    const trader = privateKeyToAccount(generatePrivateKey());
    const post = async (path: string, body: unknown) => {
      const response = await fetch(`${world.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };
    const order: Order = {
      account: trader.address,
      market: 'ETH-PERP',
      side: 'long',
      size: '0.5',
      limitPrice: '3600.0',
      maxFee: '0.81',
      reduceOnly: false,
      timeInForce: 'IOC',
      expiry: String(Math.floor(Date.now() / 1000) + 600),
      nonce: String(Date.now()),
    };
    const signature = await trader.signTypedData(orderTypedData(order));
    const early = await post('/api/orders', { order, signature });
    expect(early).toMatchObject({ status: 400, body: { code: 'no-margin' } });

    expect(await post('/api/faucet', { address: trader.address })).toMatchObject({
      status: 200,
      body: { balance: '10000.00' },
    });
    expect(await client.getBalance({ address: trader.address })).toBe(10n ** 18n);
    const again = { ...order, nonce: String(Date.now() + 1) };
    const placed = await post('/api/orders', {
      order: again,
      signature: await trader.signTypedData(orderTypedData(again)),
    });
    expect(placed).toMatchObject({ status: 200, body: { status: 'filled', filled: '0.5' } });

    const lines = (await (await fetch(`${world.url}/api/log`)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(JSON.parse(JSON.stringify(world.venue.log)));
    expect(lines.filter(({ kind }) => kind === 'order')).toMatchObject([
      { accepted: false, recovered: trader.address, code: 'no-margin' },
      { accepted: true, recovered: trader.address, status: 'filled' },
    ]);

    const { url, pid, log } = world.relay;
    expect([process.pid, 0]).not.toContain(pid);
    expect(alive(pid)).toBe(true);
    expect(existsSync(dirname(log))).toBe(true);
    const socket = new WebSocket(url);
    await once(socket, 'open');
    socket.send(JSON.stringify(['REQ', 'all', { kinds: [1059] }]));
    const said = await new Promise<unknown[]>((done) => {
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        if (message[1] === 'all') done(message);
      });
    });
    expect(said).toEqual(['CLOSED', 'all', expect.stringMatching(/^auth-required: /)]);
    socket.close();

    const page = await (await fetch(world.url)).text();
    expect(page).toContain('data-testid="place"');
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
    expect((await fetch(`${world.url}${script}`)).headers.get('content-type')).toContain('javascript');
  } finally {
    await world.stop();
  }
  await expect(fetch(world.rpcUrl)).rejects.toThrow();
  await expect(fetch(world.url)).rejects.toThrow();
  expect(alive(world.relay.pid)).toBe(false);
  expect(existsSync(dirname(world.relay.log))).toBe(false);
}, 60_000);

test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends the relay and takes its folder away (not on Windows: no signals)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vouch-ctrl-c-'));
    const ours = () => readdirSync(folder).filter((name) => name.startsWith('vouch-world-'));
    const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const child = spawn(process.execPath, [path('../scripts/ts.mjs'), path('./world.ts')], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      await vi.waitFor(() => expect(output).toContain('Ctrl-C'), { timeout: 40_000, interval: 50 });
      const pid = Number(/The relay \(process (\d+)\): ws:\/\/127\.0\.0\.1:\d+/.exec(output)?.[1]);
      expect(output).toContain('enter its address in Vouch');
      expect(alive(pid)).toBe(true);
      expect(ours()).toHaveLength(1);
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      expect((await gone)[0]).toBe(0);
      expect(alive(pid)).toBe(false);
      expect(ours()).toEqual([]);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

test('anvil is gone when stop returns', async () => {
  const anvil = await startAnvil();
  expect(alive(anvil.pid)).toBe(true);
  await anvil.stop();
  expect(alive(anvil.pid)).toBe(false);
}, 30_000);

test('a taken port is said, not shared', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(startAnvil({ rpcPort: port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
  squatter.close();
});

test.skipIf(process.platform === 'win32')(
  'anvil does not outlive a parent that is killed (not on Windows: no /bin/sh to watch with)',
  async () => {
    const script = `const { startAnvil } = await import(${JSON.stringify(new URL('./anvil.ts', import.meta.url).href)});
    console.log((await startAnvil()).pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    expect(alive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(alive(pid)).toBe(false), { timeout: 10_000, interval: 20 });
  },
  30_000,
);
