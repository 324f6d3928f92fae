import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Relay, startRelay } from '../../demo/relay/start.ts';
import { random } from '../lib/bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { relayClient } from './connection.ts';
import { type NostrEvent, signEvent, unwrap, wrap } from './gift.ts';

const directory = mkdtempSync(join(tmpdir(), 'vouch-relay-client-'));
const client = relayClient({ socket: (url) => new WebSocket(url), stepMs: 3000 });
const sender = random(32);
const gift = (to: Uint8Array, content = 'sealed') =>
  wrap({ from: sender, to: mailboxOf(to), content, now: Date.now(), expiresAt: Date.now() + 1e9, random });
const ids = (events: readonly NostrEvent[]) => events.map(({ id }) => id).sort();

/** Against the real relay, a process of its own; what hostile ones do is in `hostile.test.ts`. */
describe('a mailbox on a relay', { timeout: 30_000 }, () => {
  let relay: Relay;
  beforeAll(async () => {
    relay = await startRelay({ store: join(directory, 'events.jsonl') });
  });
  afterAll(async () => {
    await relay.stop();
    rmSync(directory, { recursive: true });
  });

  it('carries what one mailbox sends to another', async () => {
    const key = random(32);
    expect(await client.read(relay.url, key, 0)).toEqual({ events: [], complete: true, fault: null });
    const event = gift(key, 'a share, sealed');
    expect(await client.publish(relay.url, sender, [event])).toEqual([{ id: event.id, answer: 'ok' }]);
    expect(await client.publish(relay.url, sender, [event]), 'a resend').toEqual([{ id: event.id, answer: 'ok' }]);
    const read = await client.read(relay.url, key, 0);
    expect(read).toMatchObject({ complete: true, fault: null });
    expect(read.events.map((one) => unwrap(one, key).content)).toEqual(['a share, sealed']);
    expect((await client.read(relay.url, random(32), 0)).events).toEqual([]);
  });

  it('gives each event its own answer', async () => {
    const key = random(32);
    const [good, bad, last] = [gift(key), { ...gift(key), sig: '00'.repeat(64) }, gift(key)];
    expect(await client.publish(relay.url, sender, [good, bad, last])).toEqual([
      { id: good.id, answer: 'ok' },
      { id: bad.id, answer: 'refused', reason: expect.stringMatching(/^invalid: signature/) },
      { id: last.id, answer: 'ok' },
    ]);
    expect(await client.publish(relay.url, sender, [])).toEqual([]);
  });

  it('is read to its end, however many pages that takes', async () => {
    const key = random(32);
    const events = Array.from({ length: 330 }, (_, n) =>
      signEvent(
        { kind: 1059, created_at: 1000 + Math.floor(n / 3), tags: [['p', mailboxOf(key)]], content: 'x' },
        sender,
        () => new Uint8Array(32).fill(n),
      ),
    ).filter((event, n, all) => all.findIndex(({ id }) => id === event.id) === n);
    const many = [...events, ...Array.from({ length: 200 }, () => gift(key))];
    expect((await client.publish(relay.url, sender, many)).every(({ answer }) => answer === 'ok')).toBe(true);
    const read = await client.read(relay.url, key, 0);
    expect(read).toMatchObject({ complete: true, fault: null });
    expect(ids(read.events)).toEqual(ids(many));
    const since = 1050;
    expect(ids((await client.read(relay.url, key, since)).events)).toEqual(
      ids(many.filter(({ created_at }) => created_at >= since)),
    );
  });

  it('is emptied by its owner alone', async () => {
    const key = random(32);
    const events = [gift(key), gift(key), gift(key)];
    await client.publish(relay.url, sender, events);
    const some = ids(events).slice(0, 2);
    await client.remove(relay.url, random(32), some);
    expect((await client.read(relay.url, key, 0)).events).toHaveLength(3);
    expect(await client.remove(relay.url, key, some)).toBe(true);
    expect(ids((await client.read(relay.url, key, 0)).events)).toEqual(ids(events).slice(2));
  });
});
