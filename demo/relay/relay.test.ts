import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { random } from '../../src/lib/bytes.ts';
import { mailboxOf } from '../../src/lib/mailbox.ts';
import { type NostrEvent, signEvent, wrap } from '../../src/relay/gift.ts';
import { type Relay, startRelay } from './start.ts';

const TS = fileURLToPath(new URL('../../scripts/ts.mjs', import.meta.url));
const [ana, ben, eve, sender] = [random(32), random(32), random(32), random(32)] as const;
const directory = mkdtempSync(join(tmpdir(), 'vouch-relay-'));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
const file = () => join(directory, `${++files}`, 'events.jsonl');

const DAY = 86_400_000;
const gift = (to: Uint8Array, content = 'sealed') =>
  wrap({ from: sender, to: mailboxOf(to), content, now: Date.now(), expiresAt: Date.now() + 45 * DAY, random });
/** Long enough to be posted on a busy machine. */
const SHORT_S = 4;
const dying = (to: Uint8Array, seconds: number) => {
  const created_at = Math.floor(Date.now() / 1000);
  const tags = [
    ['p', mailboxOf(to)],
    ['expiration', String(created_at + seconds)],
  ];
  return signEvent({ kind: 1059, created_at, tags, content: 'x' }, random(32), random);
};
const deletion = (by: Uint8Array, ...events: NostrEvent[]) =>
  signEvent(
    { kind: 5, created_at: Math.floor(Date.now() / 1000), tags: events.map(({ id }) => ['e', id]), content: '' },
    by,
    random,
  );

type Message = [string, ...unknown[]];
const clients: WebSocket[] = [];
/** A client that shares no code with the one in `src/relay`. */
const client = async (url: string) => {
  const socket = new WebSocket(url);
  clients.push(socket);
  const heard: Message[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await new Promise((done, failed) => socket.once('open', done).once('error', failed));
  const say = (...message: unknown[]) => socket.send(JSON.stringify(message));
  const hear = async (is: (message: Message) => boolean): Promise<Message> => {
    for (const until = Date.now() + 5000; Date.now() < until; await wait(2)) {
      const at = heard.findIndex(is);
      if (at >= 0) return heard.splice(at, 1)[0] as Message;
    }
    throw new Error(`Not heard among ${JSON.stringify(heard.map((message) => message.slice(0, 2)))}`);
  };
  const post = async (event: NostrEvent) => {
    say('EVENT', event);
    const [, , ok, reason] = await hear(([type, id]) => type === 'OK' && id === event.id);
    return ok === true ? 'ok' : `refused: ${reason}`;
  };
  const prove = async (key: Uint8Array, relay = url) => {
    const [, challenge] = await hear(([type]) => type === 'AUTH');
    const tags = [
      ['relay', relay],
      ['challenge', String(challenge)],
    ];
    const event = signEvent(
      { kind: 22_242, created_at: Math.floor(Date.now() / 1000), tags, content: '' },
      key,
      random,
    );
    say('AUTH', event);
    return (await hear(([type, id]) => type === 'OK' && id === event.id))[2];
  };
  const ask = async (filter: object, sub = 'q') => {
    say('REQ', sub, filter);
    const [type, , reason] = await hear(([kind, about]) => (kind === 'EOSE' || kind === 'CLOSED') && about === sub);
    const events = heard.filter(([kind, about]) => kind === 'EVENT' && about === sub).map(([, , e]) => e as NostrEvent);
    heard.length = 0;
    return type === 'EOSE' ? events.map(({ id }) => id) : String(reason);
  };
  return { socket, heard, say, hear, post, prove, ask };
};
const mailbox = (key: Uint8Array) => ({ kinds: [1059], '#p': [mailboxOf(key)] });
const reader = async (url: string, key: Uint8Array) => {
  const made = await client(url);
  expect(await made.prove(key)).toBe(true);
  return made;
};
afterEach(() => {
  for (const socket of clients.splice(0)) socket.terminate();
});

const logOf = (relay: Relay) =>
  readFileSync(relay.log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { what: string; id: string; kind: number; size: number; p: string });

describe('the relay', { timeout: 30_000 }, () => {
  let relay: Relay;
  beforeAll(async () => {
    relay = await startRelay({ store: file() });
  });
  afterAll(() => relay.stop());

  it('is a process of its own', () => {
    expect(relay.pid).not.toBe(process.pid);
    expect(() => process.kill(relay.pid, 0)).not.toThrow();
  });

  it('shows a mailbox to its own key alone', async () => {
    const event = gift(ana);
    const stranger = await client(relay.url);
    expect(await stranger.post(event)).toBe('ok');
    expect(await stranger.ask(mailbox(ana))).toMatch(/^auth-required:/);

    const other = await reader(relay.url, eve);
    expect(await other.ask(mailbox(eve))).toEqual([]);
    for (const filter of [
      mailbox(ana),
      { kinds: [1059] },
      {},
      { ids: [event.id] },
      { authors: [event.pubkey] },
      { kinds: [1059], '#p': [] },
      { kinds: [1059, 1], '#p': [mailboxOf(eve)] },
      { kinds: [1059], '#p': [mailboxOf(eve), mailboxOf(ana)] },
    ])
      expect(await other.ask(filter), JSON.stringify(filter)).toMatch(/^restricted:/);

    const own = await reader(relay.url, ana);
    expect(await own.ask(mailbox(ana))).toEqual([event.id]);
    const { id, kind } = event;
    const size = Buffer.byteLength(JSON.stringify(event));
    // the log is written beside the answer, not before it
    await expect
      .poll(() => logOf(relay).filter((line) => line.id === id))
      .toEqual(
        ['stored', 'served'].map((what) => expect.objectContaining({ what, id, kind, size, p: mailboxOf(ana) })),
      );
  });

  it('takes no proof that was meant for another relay', async () => {
    const made = await client(relay.url);
    expect(await made.prove(ana, 'wss://relay.example')).toBe(false);
    expect(await made.ask(mailbox(ana))).toMatch(/^auth-required:/);
  });

  it('pushes a new event to its recipient and to nobody else', async () => {
    const [one, two, late] = [
      await reader(relay.url, ben),
      await reader(relay.url, eve),
      await client(relay.url),
    ] as const;
    await one.ask(mailbox(ben), 'live');
    await two.ask(mailbox(eve), 'live');
    late.say('REQ', 'live', mailbox(ben));
    const [first, second] = [gift(ben), gift(eve)];
    const poster = await client(relay.url);
    expect([await poster.post(first), await poster.post(second)]).toEqual(['ok', 'ok']);
    expect((await one.hear(([type]) => type === 'EVENT'))[2]).toEqual(first);
    expect((await two.hear(([type]) => type === 'EVENT'))[2]).toEqual(second);
    await wait(100);
    for (const { heard } of [one, two, late, poster]) expect(heard.filter(([type]) => type === 'EVENT')).toEqual([]);
  });

  it('shows an event at once to who asks right after', async () => {
    const [own, poster] = [await reader(relay.url, eve), await client(relay.url)] as const;
    const before = await own.ask(mailbox(eve));
    const event = gift(eve);
    await poster.post(event);
    expect(await own.ask(mailbox(eve))).toContain(event.id);
    expect(before).not.toContain(event.id);
  });

  it('serves nothing that has expired', async () => {
    const key = random(32);
    const [own, poster] = [await reader(relay.url, key), await client(relay.url)] as const;
    const event = dying(key, SHORT_S);
    expect(await poster.post(event)).toBe('ok');
    expect(await own.ask(mailbox(key))).toEqual([event.id]);
    await wait((SHORT_S + 1) * 1000);
    expect(await own.ask(mailbox(key))).toEqual([]);
    expect(await poster.post(dying(key, -5))).toMatch(/expired/);
  });

  it('deletes for the recipient and for nobody else, and does not take it back', async () => {
    const key = random(32);
    const [kept, gone] = [gift(key), gift(key)];
    const [own, poster] = [await reader(relay.url, key), await client(relay.url)] as const;
    for (const event of [kept, gone]) await poster.post(event);
    await poster.post(deletion(eve, kept, gone));
    expect(await own.ask(mailbox(key))).toHaveLength(2);
    expect(await own.post(deletion(key, gone))).toBe('ok');
    expect(await own.ask(mailbox(key))).toEqual([kept.id]);
    expect(await poster.post(gone)).toBe('ok');
    expect(await own.ask(mailbox(key))).toEqual([kept.id]);
    expect(logOf(relay).filter((line) => line.what === 'deleted' && line.id === gone.id)).toHaveLength(1);
  });

  it('keeps nothing but whole gift wraps of a bearable size', async () => {
    const poster = await client(relay.url);
    const made = { created_at: Math.floor(Date.now() / 1000), tags: [['p', mailboxOf(ana)]], content: 'x' };
    const sign = (over: object) => signEvent({ kind: 1059, ...made, ...over }, random(32), random);
    expect(await poster.post(sign({ kind: 1 }))).toMatch(/^refused: blocked/);
    expect(await poster.post(sign({ tags: [] }))).toMatch(/^refused: invalid/);
    expect(await poster.post(sign({ content: 'x'.repeat(65_536) }))).toMatch(/^refused: invalid/);
    const good = sign({});
    expect(await poster.post({ ...good, content: 'y' })).toMatch(/^refused: invalid/);
    expect(await poster.post(good), 'rubbish under its id does not keep an event out').toBe('ok');
    for (const junk of [
      '',
      '{',
      '[]',
      '["REQ"]',
      '["EVENT",{}]',
      '["REQ","a",{"kinds":"x"}]',
      '7',
      '["COUNT","a",{}]',
    ]) {
      poster.socket.send(junk);
      expect((await poster.hear(([type]) => type === 'NOTICE'))[1]).toMatch(/^invalid/);
    }
    const flood = await client(relay.url);
    const closed = new Promise((done) => flood.socket.once('close', done));
    flood.socket.on('error', () => {});
    flood.socket.send('x'.repeat(300_000));
    expect(await closed).toBe(1009);
    expect(await poster.post(gift(ana))).toBe('ok');
  });
});

describe('the store of the relay', { timeout: 30_000 }, () => {
  let store: string;
  let relay: Relay | undefined;
  beforeEach(() => {
    store = file();
  });
  afterEach(async () => {
    await relay?.stop();
    relay = undefined;
  });
  const start = async () => {
    relay = await startRelay({ store });
    return relay;
  };

  it('has what it said OK to after SIGKILL, before anybody fetched it', async () => {
    const { url, kill } = await start();
    const poster = await client(url);
    const accepted: string[] = [];
    const events = Array.from({ length: 20 }, (_, n) => gift(ana, `message ${n}`));
    poster.socket.on('message', (data) => {
      const [type, id, ok] = JSON.parse(String(data)) as Message;
      if (type !== 'OK' || ok !== true) return;
      accepted.push(String(id));
      if (accepted.length === 10) void kill('SIGKILL');
    });
    poster.socket.on('error', () => {});
    const closed = new Promise((done) => poster.socket.once('close', done));
    for (const event of events) poster.say('EVENT', event);
    await closed;
    expect(accepted.length).toBeGreaterThanOrEqual(10);

    const again = await start();
    const found = await (await reader(again.url, ana)).ask(mailbox(ana));
    expect(found).toEqual(expect.arrayContaining(accepted));
  });

  it('drops a line that was torn, and goes on after it', async () => {
    const [first, second] = [gift(ana), gift(ana)];
    const { url, kill } = await start();
    expect(await (await client(url)).post(first)).toBe('ok');
    await kill('SIGKILL');
    appendFileSync(store, JSON.stringify({ event: gift(ana) }).slice(0, 300));

    const again = await start();
    const own = await reader(again.url, ana);
    expect(await own.ask(mailbox(ana))).toEqual([first.id]);
    expect(await own.post(second)).toBe('ok');
    await again.kill('SIGKILL');
    const third = await start();
    expect(await (await reader(third.url, ana)).ask(mailbox(ana))).toHaveLength(2);
  });

  it('does not start over a damaged file', async () => {
    const { url, kill } = await start();
    await (await client(url)).post(gift(ana));
    await kill('SIGKILL');
    appendFileSync(store, 'rubbish\n');
    const before = readFileSync(store, 'utf8');
    await expect(start()).rejects.toThrow(/Line 2 of .* is damaged/);
    expect(readFileSync(store, 'utf8')).toBe(before);
  });

  it('does not bring back what was deleted or has expired, and writes it no more', async () => {
    const [kept, gone] = [gift(ana), gift(ana)];
    const { url, kill } = await start();
    const poster = await client(url);
    const short = dying(ana, SHORT_S);
    for (const event of [kept, gone, short]) expect(await poster.post(event)).toBe('ok');
    expect(await poster.post(deletion(ana, gone))).toBe('ok');
    await kill('SIGKILL');
    await wait((SHORT_S + 1) * 1000);

    for (let life = 0; life < 2; life++) {
      const again = await start();
      const own = await reader(again.url, ana);
      expect(await own.ask(mailbox(ana))).toEqual([kept.id]);
      expect(await own.post(gone)).toBe('ok');
      expect(await own.ask(mailbox(ana))).toEqual([kept.id]);
      await again.kill('SIGKILL');
    }
    const text = readFileSync(store, 'utf8');
    expect(text).not.toContain(gone.content);
    expect(text).not.toContain(short.id);
  });

  it('ends with the process that started it, however that ended', async () => {
    const script = `${store}.ts`;
    const text = `import { startRelay } from ${JSON.stringify(fileURLToPath(new URL('./start.ts', import.meta.url)))};
      const { url } = await startRelay({ store: ${JSON.stringify(store)} });
      process.stdout.write(url);
      setInterval(() => {}, 1000);`;
    mkdirSync(dirname(script));
    writeFileSync(script, text);
    const parent = spawn(process.execPath, [TS, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url] = await once(parent.stdout, 'data');
    const { socket } = await client(String(url));
    const closed = once(socket, 'close');
    parent.kill('SIGKILL');
    await closed;
    await expect(client(String(url))).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  });

  it('ends when asked, and says so when its port is taken', async () => {
    const { url, stop, pid } = await start();
    await expect(startRelay({ store: file(), port: Number(new URL(url).port) })).rejects.toThrow(/cannot listen/);
    await stop();
    await stop();
    expect(() => process.kill(pid, 0)).toThrow();
  });
});
