/**
 * A browser whose every request, of every page, worker and of its own, goes through a proxy that writes it down and
 * passes on what stays on this machine. Nothing else leaves.
 * @module
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';

export type Asked = { method: string; origin: string; path: string; body: string };

export type Proxy = {
  asked: () => Asked[];
  stop: () => Promise<void>;
};

/** Until `stop`, every Chromium that is launched uses the proxy, loopback included. */
export const startProxy = async (): Promise<Proxy> => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '');
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      asked.push({
        method: request.method ?? '',
        origin: url.origin,
        path: url.pathname + url.search,
        body: body.toString(),
      });
      if (!['localhost', '127.0.0.1'].includes(url.hostname)) {
        response.writeHead(502).end();
        return;
      }
      const onward = send(url, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.writeHead(502).end());
      onward.end(body);
    });
  });
  server.on('connect', (request, socket) => {
    const { hostname, port } = new URL(`https://${request.url}`);
    asked.push({ method: 'CONNECT', origin: `https://${request.url}`, path: '', body: '' });
    if (!['localhost', '127.0.0.1'].includes(hostname)) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    // A WebSocket, to a relay on this machine.
    const onward = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const folder = mkdtempSync(join(tmpdir(), 'vouch-proxy-'));
  const browser = join(folder, 'chromium');
  const before = process.env.CHROMIUM_PATH;
  writeFileSync(
    browser,
    `#!/bin/sh\nexec '${await findChromium()}' "$@" --proxy-server=http://127.0.0.1:${port} '--proxy-bypass-list=<-loopback>'\n`,
  );
  chmodSync(browser, 0o755);
  process.env.CHROMIUM_PATH = browser;
  return {
    asked: () => [...asked],
    stop: async () => {
      if (before === undefined) delete process.env.CHROMIUM_PATH;
      else process.env.CHROMIUM_PATH = before;
      rmSync(folder, { recursive: true, force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
