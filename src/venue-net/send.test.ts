import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { kill } from '../lib/text/kill.en.ts';
import { type Call, isHost, LARGEST_ANSWER, send, TIMEOUT_MS, VenueCallError } from './send.ts';

type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

let server: Server;
let host = '';
let heard: Heard[] = [];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(response);
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
  answer = (response) => response.end('{"status":"ok"}');
});
afterEach(() => vi.useRealTimers());

const SIGNATURE = `0x${'ab'.repeat(65)}`;
const call = (more: Partial<Call> = {}): Call => ({
  host,
  method: 'POST',
  path: '/exchange',
  headers: { 'x-key': 'one' },
  body: JSON.stringify({ signature: SIGNATURE }),
  ...more,
});
const sent = (one: Call, allowed = [host]) =>
  send(one, allowed).then(
    (json) => ({ json }),
    (error: unknown) => {
      if (!(error instanceof VenueCallError)) throw error;
      // every error has words, and none of them says what was sent
      expect(Object.hasOwn(kill, error.text.id)).toBe(true);
      expect(JSON.stringify([error.text, error.message, String(error.cause)])).not.toContain(SIGNATURE);
      return { error: error.text.id, answered: error.answered };
    },
  );

test('what is asked arrives as it is, without cookies and without a referrer, and the answer is read', async () => {
  expect(await sent(call())).toEqual({ json: { status: 'ok' } });
  expect(heard).toMatchObject([{ method: 'POST', url: '/exchange', body: JSON.stringify({ signature: SIGNATURE }) }]);
  const [{ headers } = { headers: {} }] = heard;
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-key': 'one' });
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('referer');
});

test('a call says what its body is, in whatever letters', async () => {
  expect(
    await sent(call({ headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'a=1' })),
  ).toHaveProperty('json');
  expect(heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
});

test('a call without a body names no type of one', async () => {
  const { body: _body, ...bare } = call({ method: 'DELETE', path: '/v1/orders?symbol=X' });
  expect(await sent(bare)).toEqual({ json: { status: 'ok' } });
  expect(heard).toMatchObject([{ method: 'DELETE', url: '/v1/orders?symbol=X', body: '' }]);
  expect(heard[0]?.headers['content-type']).toBeUndefined();
});

describe('nothing leaves', () => {
  test('to a host that is not switched on', async () => {
    expect(await sent(call(), [])).toMatchObject({ error: 'kill.net.off' });
    expect(await sent(call(), [`${host}0`])).toMatchObject({ error: 'kill.net.off' });
  });

  test('where a path or a host leads elsewhere', async () => {
    for (const path of ['exchange', '@evil.example/', '.evil.example', '', ':1/x', '/x#y', 'https://evil.example/'])
      expect(await sent(call({ path }))).toMatchObject({ error: 'kill.net.host' });
    for (const wrong of [
      'http://venue.example',
      'ftp://localhost',
      'https://a.example/',
      'https://me@a.example',
      'x',
      '',
    ])
      expect(await sent(call({ host: wrong }), [wrong])).toMatchObject({ error: 'kill.net.host' });
  });

  afterEach(() => expect(heard).toEqual([]));
});

test('hosts: over TLS, or on this computer', () => {
  expect(
    ['https://api.example', 'https://api.example:8443', 'http://localhost:1', 'http://127.0.0.1:80'].map(isHost),
  ).toEqual(
    [true, true, true, false], // port 80 is not written in an origin
  );
  expect(
    ['http://localhost.evil.example', 'http://10.0.0.1', 'https://API.example', 'wss://a.example'].some(isHost),
  ).toBe(false);
});

test('a redirect is not followed', async () => {
  answer = (response) =>
    heard.length === 1 ? response.writeHead(307, { location: `${host}/elsewhere` }).end() : response.end('{}');
  expect(await sent(call())).toEqual({ error: 'kill.net.none', answered: false });
  expect(heard).toHaveLength(1);
});

test('an answer of the size that is read, and one that is larger', async () => {
  answer = (response) => response.end(JSON.stringify('x'.repeat(LARGEST_ANSWER - 2)));
  expect(await sent(call())).toHaveProperty('json');
  answer = (response) => response.end(JSON.stringify('x'.repeat(LARGEST_ANSWER - 1)));
  expect(await sent(call())).toEqual({ error: 'kill.net.large', answered: true });
  // one that never ends is not read to its end
  answer = (response) => {
    const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(more)));
    more();
  };
  expect(await sent(call())).toEqual({ error: 'kill.net.large', answered: true });
});

test('an answer that comes too late, from its first byte or from its last', async () => {
  for (const slow of [() => {}, (response: ServerResponse) => void response.write('{"status":')]) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const arrived = new Promise<void>((resolve) => {
      answer = (response) => {
        slow(response);
        setImmediate(resolve);
      };
    });
    const outcome = sent(call());
    await arrived;
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS - 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toEqual({ error: 'kill.net.late', answered: false });
    vi.useRealTimers();
  }
});

test('a venue that says no, says nothing readable, or is not there', async () => {
  answer = (response) => response.writeHead(422).end('{"msg":"nonce"}');
  await expect(send(call(), [host])).rejects.toMatchObject({
    answered: true,
    text: { id: 'kill.net.status', params: { status: '422', said: '{"msg":"nonce"}' } },
  });
  answer = (response) => response.writeHead(500).end('x'.repeat(5000));
  await expect(send(call(), [host])).rejects.toMatchObject({ text: { params: { said: `${'x'.repeat(200)}…` } } });
  answer = (response) => response.end('<html>');
  expect(await sent(call())).toEqual({ error: 'kill.net.json', answered: true });
  answer = (response) => response.destroy();
  expect(await sent(call())).toEqual({ error: 'kill.net.none', answered: false });
  const nobody = 'http://localhost:9';
  expect(await sent(call({ host: nobody }), [nobody])).toEqual({ error: 'kill.net.none', answered: false });
});
