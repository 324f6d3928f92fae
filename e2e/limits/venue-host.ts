/**
 * A venue's own host on loopback: a Chromium whose every name lookup of that host ends here, over TLS. Until `stop`, every
 * browser that is launched has it.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';

export type Asked = { method: string; path: string; body: string; headers: Record<string, string | undefined> };
export type VenueHost = { asked: Asked[]; stop: () => Promise<void> };

export const hasOpenssl = (): boolean => {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    return false;
  }
};

/** @param answer JSON for what was asked; it is read by anybody, as the venue's is (`access-control-allow-origin: *`) */
export const startVenueHost = async (host: string, answer: (asked: Asked) => Promise<unknown>): Promise<VenueHost> => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-venue-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${host}`,
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  const asked: Asked[] = [];
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { cookie, referer, origin } = request.headers;
      const one = { method: request.method ?? '', path: request.url ?? '', body, headers: { cookie, referer, origin } };
      asked.push(one);
      answer(one).then(
        (said) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said)),
        (error) => response.writeHead(422).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = join(folder, 'chromium');
  const before = process.env.CHROMIUM_PATH;
  writeFileSync(
    browser,
    `#!/bin/sh\nexec '${await findChromium()}' "$@" '--host-resolver-rules=MAP ${host} 127.0.0.1:${port}' --ignore-certificate-errors\n`,
  );
  chmodSync(browser, 0o755);
  process.env.CHROMIUM_PATH = browser;
  return {
    asked,
    stop: async () => {
      if (before === undefined) delete process.env.CHROMIUM_PATH;
      else process.env.CHROMIUM_PATH = before;
      rmSync(folder, { recursive: true, force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
