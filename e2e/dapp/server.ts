/** Serves the test dApp on loopback. A site is an origin, and an origin is a port: every call gives another site. @module */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export type Site = { origin: string; stop: () => Promise<void> };

/** @param pages further pages of this site: path -> HTML */
export const serveSite = async (pages: Record<string, string> = {}): Promise<Site> => {
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    const name = path === '/' ? '/index.html' : path;
    const text =
      pages[path] ?? (/^\/(index|elsewhere)\.html$/.test(name) ? readFileSync(`${FOLDER}${name}`, 'utf8') : undefined);
    if (text === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
