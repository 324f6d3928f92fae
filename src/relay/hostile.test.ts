import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { random } from '../lib/bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { relayClient } from './connection.ts';
import { type NostrEvent, signEvent, wrap } from './gift.ts';

const key = random(32);
const mailbox = mailboxOf(key);
const sender = random(32);
const STEP_MS = 400;
const client = relayClient({ socket: (url) => new WebSocket(url), stepMs: STEP_MS });

const gift = (to = mailbox, content = 'sealed') =>
  wrap({ from: sender, to, content, now: Date.now(), expiresAt: Date.now() + 1e9, random });
const raw = (over: Partial<NostrEvent>) =>
  signEvent({ kind: 1059, created_at: 1000, tags: [['p', mailbox]], content: 'x', ...over }, sender, random);

type Filter = { since: number; until?: number; limit?: number };
type Say = (message: unknown) => void;
type Script = {
  greet?: (say: Say, socket: WebSocket) => void;
  hear?: (message: [string, ...unknown[]], say: Say, socket: WebSocket) => void;
};
const servers: WebSocketServer[] = [];
/** A relay that does what its script says. */
const relay = async ({ greet, hear }: Script): Promise<string> => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  servers.push(server);
  server.on('connection', (socket) => {
    const say: Say = (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    greet?.(say, socket);
    socket.on('message', (data) => hear?.(JSON.parse(String(data)), say, socket));
  });
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
/** Answers every question with what `answer` gives, then EOSE. */
const answering = (answer: (filter: Filter) => readonly unknown[]): Script => ({
  hear: ([type, sub, filter], say) => {
    if (type !== 'REQ') return;
    for (const event of answer(filter as Filter)) say(['EVENT', sub, event]);
    say(['EOSE', sub]);
  },
});
/** An honest store that never shows more than `most`. */
const keeping =
  (events: readonly NostrEvent[], most: number) =>
  ({ since, until = Number.POSITIVE_INFINITY }: Filter): NostrEvent[] =>
    events
      .filter(({ created_at }) => created_at >= since && created_at <= until)
      .sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1))
      .slice(0, most);
const ids = (events: readonly NostrEvent[]) => events.map(({ id }) => id).sort();

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const socket of server.clients) socket.terminate();
    server.close();
  }
});

describe('a relay that lies', () => {
  it('is believed about nothing but whole wraps for this mailbox', async () => {
    const good = gift();
    const forOther = gift(mailboxOf(random(32)));
    const forBoth = raw({
      tags: [
        ['p', mailbox],
        ['p', mailboxOf(sender)],
      ],
    });
    const junk = [
      forOther,
      forBoth,
      raw({ kind: 1 }),
      { ...gift(), sig: '00'.repeat(64) },
      { ...gift(), id: 'ab'.repeat(32) },
      { ...gift(), content: 'changed' },
      { ...gift(), created_at: 1.5 },
      { ...gift(), tags: 'p' },
      null,
      7,
      'event',
      [],
      {},
    ];
    const url = await relay(answering(() => [good, ...junk, good, good]));
    const read = await client.read(url, key, 0);
    expect(ids(read.events)).toEqual([good.id]);
  });

  it('cannot widen the question', async () => {
    const old = raw({ created_at: 500 });
    const url = await relay(answering(() => [old]));
    expect(await client.read(url, key, 1000)).toEqual({ events: [], complete: true, fault: null });
  });

  it('may send garbage between the answers', async () => {
    const good = gift();
    const url = await relay({
      greet: (say) => say('{'),
      hear: ([type, sub], say, socket) => {
        if (type !== 'REQ') return;
        for (const garbage of [
          '',
          'null',
          '7',
          '{}',
          '[]',
          '[[]]',
          '["EVENT"]',
          '["EOSE","other"]',
          '["OK"]',
          '["AUTH",{}]',
        ])
          say(garbage);
        socket.send(Buffer.from([1, 2, 3]));
        say(['EVENT', 'other', gift()]);
        say(['EVENT', sub, good]);
        say(['EOSE', sub]);
      },
    });
    expect(await client.read(url, key, 0)).toEqual({ events: [good], complete: true, fault: null });
  });

  it('cannot hide older messages behind a crowd that is not for us', async () => {
    const mine = gift();
    const crowd = Array.from({ length: 12 }, (_, n) =>
      raw({
        created_at: mine.created_at + 10 + n,
        tags: [
          ['p', mailbox],
          ['p', mailboxOf(sender)],
        ],
      }),
    );
    const url = await relay(answering(keeping([mine, ...crowd], 5)));
    const read = await client.read(url, key, 0);
    expect(ids(read.events)).toEqual([mine.id]);
    expect(read.complete).toBe(true);
  });

  it('is not called complete when one second holds more than it shows', async () => {
    const mine = raw({ created_at: 900, content: 'mine' });
    const crowd = Array.from({ length: 70 }, (_, n) => raw({ content: String(n) }));
    const url = await relay(answering(keeping([mine, ...crowd], 60)));
    const read = await client.read(url, key, 0);
    expect(ids(read.events)).toContain(mine.id);
    expect(read.complete).toBe(false);
  });
});

describe('a relay that shows a few at a time', () => {
  it.each([1, 2, 7, 100])('is read to its end: %i a page', async (most) => {
    const events = Array.from({ length: 23 }, (_, n) => raw({ created_at: 1000 + n, content: String(n) }));
    const url = await relay(answering(keeping(events, most)));
    const read = await client.read(url, key, 0);
    expect(ids(read.events)).toEqual(ids(events));
    expect(read.complete).toBe(true);
  });
});

describe('a relay that floods', () => {
  it('is not listened to for ever', async () => {
    const event = gift();
    let sent = 0;
    const url = await relay({
      hear: ([type, sub], say, socket) => {
        if (type !== 'REQ') return;
        const more = () => {
          for (let n = 0; n < 1000; n++) say(['EVENT', sub, event]);
          sent += 1000;
          if (socket.readyState === WebSocket.OPEN && sent < 1_000_000) setImmediate(more);
        };
        more();
      },
    });
    const began = performance.now();
    const read = await client.read(url, key, 0);
    expect(read.complete).toBe(false);
    expect(read.events.length).toBeLessThanOrEqual(1);
    expect(['flooded', 'late']).toContain(read.fault);
    expect(performance.now() - began).toBeLessThan(4000);
  });

  it('is given up when every page brings something new', async () => {
    let n = 1_000_000;
    const url = await relay(
      answering(() => Array.from({ length: 200 }, () => ({ id: String(n), created_at: n--, junk: true }))),
    );
    expect(await client.read(url, key, 0)).toEqual({ events: [], complete: false, fault: 'flooded' });
  });

  it('is not parsed when a message is larger than any event', async () => {
    const good = gift();
    const url = await relay({
      hear: ([type, sub], say) => {
        if (type !== 'REQ') return;
        say(`["EVENT","${sub}",${'['.repeat(200_000)}`);
        say(['EVENT', sub, raw({ content: 'x'.repeat(70_000) })]);
        say(['EVENT', sub, good]);
        say(['EOSE', sub]);
      },
    });
    // What it was is not known, so nobody may say that all was read.
    expect(await client.read(url, key, 0)).toEqual({ events: [good], complete: false, fault: null });
  });
});

describe('a relay that does not answer', () => {
  it('is given up in time, with what it sent', async () => {
    const good = gift();
    const silent = await relay({ hear: ([type, sub], say) => type === 'REQ' && say(['EVENT', sub, good]) });
    const began = performance.now();
    expect(await client.read(silent, key, 0)).toMatchObject({ complete: false, fault: 'late' });
    expect(performance.now() - began).toBeLessThan(STEP_MS * 3);
    expect(await client.publish(silent, sender, [good])).toEqual([{ id: good.id, answer: 'none' }]);
    expect(await client.remove(silent, key, [good.id])).toBe(false);
  });

  it('is unreachable when nobody is there', async () => {
    const url = await relay({});
    const server = servers.splice(0)[0];
    await new Promise((done) => server?.close(done));
    for (const address of [url, 'nonsense', 'http://127.0.0.1:1', 'ws://127.0.0.1:1'])
      expect(await client.read(address, key, 0)).toEqual({ events: [], complete: false, fault: 'unreachable' });
  });

  it('may hang up half-way', async () => {
    const [first, second] = [gift(), gift()];
    const url = await relay({
      hear: ([type, sub], say, socket) => {
        if (type === 'REQ') say(['EVENT', sub, first]);
        if (type === 'EVENT') say(['OK', first.id, true, '']);
        socket.close();
      },
    });
    expect(await client.read(url, key, 0)).toMatchObject({ complete: false, fault: 'closed' });
    expect(await client.publish(url, sender, [first, second])).toEqual([
      { id: first.id, answer: 'ok' },
      { id: second.id, answer: 'none' },
    ]);
  });
});

describe('a relay that asks who we are', () => {
  const CHALLENGE = 'say who you are';
  type Word = 'on connect' | 'when asked';
  /** Closes what it is asked before the proof; `shy` shows an empty mailbox instead. */
  const asking = (when: Word, event: NostrEvent, shy = false): Script => {
    let proven = false;
    const challenge = (say: Say) => say(['AUTH', CHALLENGE]);
    return {
      greet: (say) => {
        proven = false;
        if (when === 'on connect') challenge(say);
      },
      hear: ([type, about], say) => {
        if (type === 'AUTH') {
          const proof = about as NostrEvent;
          const tag = (name: string) => proof.tags.find(([key]) => key === name)?.[1];
          proven =
            proof.kind === 22_242 && tag('challenge') === CHALLENGE && tag('relay')?.startsWith('ws://') === true;
          say(['OK', proof.id, proven, '']);
        } else if (type === 'REQ') {
          if (proven) say(['EVENT', about, event]);
          if (proven || shy) return say(['EOSE', about]);
          say(['CLOSED', about, 'auth-required: who are you?']);
          if (when === 'when asked') challenge(say);
        } else if (type === 'EVENT') {
          const { id } = about as NostrEvent;
          say(['OK', id, proven, proven ? '' : 'auth-required: who are you?']);
          if (!proven && when === 'when asked') challenge(say);
        }
      },
    };
  };

  it.each(['on connect', 'when asked'] as const)('%s is told, and asked again', async (when) => {
    const event = gift();
    const url = await relay(asking(when, event));
    expect(await client.read(url, key, 0)).toEqual({ events: [event], complete: true, fault: null });
    const [one, two] = [gift(), gift()];
    expect(await client.publish(url, sender, [one, two])).toEqual([
      { id: one.id, answer: 'ok' },
      { id: two.id, answer: 'ok' },
    ]);
  });

  it('and shows an empty mailbox until then is not believed', async () => {
    const event = gift();
    const url = await relay(asking('on connect', event, true));
    expect(await client.read(url, key, 0)).toEqual({ events: [event], complete: true, fault: null });
  });

  it('is told nothing by one who only posts, unless it insists', async () => {
    const heard: string[] = [];
    const url = await relay({
      greet: (say) => say(['AUTH', CHALLENGE]),
      hear: ([type, event], say) => {
        heard.push(type);
        if (type === 'EVENT') say(['OK', (event as NostrEvent).id, true, '']);
      },
    });
    const event = gift();
    expect(await client.publish(url, sender, [event])).toEqual([{ id: event.id, answer: 'ok' }]);
    expect(heard).toEqual(['EVENT']);
  });

  it('and refuses the answer is told so by its own words', async () => {
    const event = gift();
    const url = await relay({
      greet: (say) => say(['AUTH', CHALLENGE]),
      hear: ([type, about], say) => {
        if (type === 'AUTH') say(['OK', (about as NostrEvent).id, false, 'restricted: not you']);
        if (type === 'REQ') say(['CLOSED', about, 'auth-required: who?']);
        if (type === 'EVENT')
          say(['OK', (about as NostrEvent).id, false, `restricted: ${'members only '.repeat(100)}`]);
      },
    });
    expect(await client.read(url, key, 0)).toEqual({ events: [], complete: false, fault: 'refused' });
    const [answer] = await client.publish(url, sender, [event]);
    expect(answer).toMatchObject({
      id: event.id,
      answer: 'refused',
      reason: expect.stringMatching(/^restricted: mem/),
    });
    expect(JSON.stringify(answer).length).toBeLessThan(400);
  });

  it('again and again gets a few answers, not one for each', async () => {
    let proofs = 0;
    const url = await relay({
      hear: ([type], say) => {
        if (type === 'AUTH') proofs += 1;
        for (let n = 0; n < 50; n++) say(['AUTH', `${proofs} ${n}`]);
      },
    });
    expect((await client.read(url, key, 0)).complete).toBe(false);
    expect(proofs).toBe(5);
  });
});

it('takes it as OK when a relay has an event, or had it until its recipient deleted it', async () => {
  const [one, two, three] = [gift(), gift(), gift()];
  const words = ['duplicate: have it', 'deleted: user requested deletion', 'blocked: no'];
  const url = await relay({
    hear: ([, event], say) => say(['OK', (event as NostrEvent).id, false, words.shift()]),
  });
  expect((await client.publish(url, sender, [one, two, three])).map(({ answer }) => answer)).toEqual([
    'ok',
    'ok',
    'refused',
  ]);
});
