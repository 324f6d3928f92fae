import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Handed, type Sent, sendVenueRequests } from './venue-requests.ts';

let server: Server;
let host = '';
let heard: { method: string; url: string; type: string | undefined; body: string }[] = [];
const sent: Sent[] = [];
let provider: EventEmitter;
let stop: () => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', type: request.headers['content-type'], body });
      if (request.url === '/moved') response.writeHead(307, { location: '/elsewhere' }).end();
      // the first takes longest: the order must hold all the same
      else setTimeout(() => response.end('{"status":"ok"}'), heard.length === 1 ? 50 : 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  heard = [];
  sent.length = 0;
  vi.stubGlobal('location', { origin: host });
  provider = new EventEmitter();
  stop = sendVenueRequests(provider as never, { hosts: ['https://api.example'], onSent: (one) => sent.push(one) });
});

const handed = (request: Partial<Handed['request']> = {}, what: Handed['what'] = 'cancel'): Handed => ({
  venue: 'gannet',
  account: '0x1',
  what,
  request: { host: '', method: 'POST', path: '/exchange', body: '{"a":1}', ...request },
});
const hand = (data: unknown, type = 'vouch_venueRequest') => provider.emit('message', { type, data });
const settle = (count: number) => expect.poll(() => sent.length).toBe(count);

test('what is handed over is sent once, as it is, one after the other', async () => {
  hand(handed());
  hand(handed({ host, path: '/agent', headers: { 'content-type': 'text/plain' } }, 'revoke'));
  await settle(2);
  expect(heard).toEqual([
    { method: 'POST', url: '/exchange', type: 'application/json', body: '{"a":1}' },
    { method: 'POST', url: '/agent', type: 'text/plain', body: '{"a":1}' },
  ]);
  expect(sent).toMatchObject([
    { what: 'cancel', status: 200, answer: '{"status":"ok"}' },
    { what: 'revoke', status: 200 },
  ]);
});

test('nothing is sent to a host that the page does not name, or that a path or a redirect leads to', async () => {
  hand(handed({ host: 'https://evil.example' }));
  hand(handed({ host: 'https://api.example.evil.example' }));
  await settle(2);
  expect(sent.every((one) => 'error' in one)).toBe(true);
  hand(handed({ path: '/moved' }));
  await settle(3);
  expect(sent[2]).toHaveProperty('error');
  expect(heard.map(({ url }) => url)).toEqual(['/moved']);
});

test('what is something else, or not whole, is left alone; so is everything after it was stopped', async () => {
  hand({ context: '0x1' }, 'vouch_session');
  for (const wrong of [
    null,
    'x',
    {},
    { ...handed(), what: 'order' },
    handed({ path: 'exchange' }),
    { ...handed(), request: 1 },
  ])
    hand(wrong);
  provider.emit('message', null);
  stop();
  hand(handed());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([heard, sent]).toEqual([[], []]);
});
