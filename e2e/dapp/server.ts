/** Serves the test dApp on loopback. A site is an origin, and an origin is a port: every call gives another site. @module */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export type Site = {
  origin: string;
  /** paths that were asked for, in their order */
  asked: () => string[];
  stop: () => Promise<void>;
};

/** @param pages further pages of this site: path -> HTML, or JavaScript where it ends in .js */
export const serveSite = async (pages: Record<string, string> = {}): Promise<Site> => {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    asked.push(path);
    const name = path === '/' ? '/index.html' : path;
    const text =
      pages[path] ?? (/^\/(index|elsewhere)\.html$/.test(name) ? readFileSync(`${FOLDER}${name}`, 'utf8') : undefined);
    if (text === undefined) response.writeHead(404).end();
    else {
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    asked: () => [...asked],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
