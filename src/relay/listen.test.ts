import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { random } from '../lib/bytes.ts';
import { relayClient } from './connection.ts';
import type { Socket } from './line.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sockets that open at once; `answers` says whether there is somebody at the other end. */
const line = (answers: () => boolean) => {
  const sockets: { sent: string[]; closed: boolean }[] = [];
  const socket = (): Socket => {
    const made = { sent: [] as string[], closed: false };
    sockets.push(made);
    let hear: (event: { type: string; data?: unknown }) => void = () => {};
    return {
      send: (text) => {
        made.sent.push(text);
        const [type, sub] = JSON.parse(text);
        if (type === 'REQ' && answers()) queueMicrotask(() => hear({ type: 'message', data: `["EOSE","${sub}"]` }));
      },
      close: () => {
        made.closed = true;
      },
      addEventListener: (type, listener) => {
        if (type === 'open') queueMicrotask(() => listener({ type }));
        if (type === 'message') hear = listener;
      },
    };
  };
  return { sockets, socket };
};

it('says something every 20 s, which is what keeps a worker awake', async () => {
  const { sockets, socket } = line(() => true);
  const listening = relayClient({ socket }).listen('wss://relay.example', random(32), 0, () => {});
  await vi.advanceTimersByTimeAsync(200_000);
  expect(sockets).toHaveLength(1);
  expect(sockets[0]?.sent).toHaveLength(1 + 10);
  listening.close();
  expect(sockets[0]?.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(sockets).toHaveLength(1);
  expect(sockets[0]?.sent).toHaveLength(11);
  expect(vi.getTimerCount()).toBe(0);
});

it('notices a relay that has gone without a word, and comes back to it', async () => {
  let there = true;
  const { sockets, socket } = line(() => there);
  const listening = relayClient({ socket }).listen('wss://relay.example', random(32), 0, () => {});
  await vi.advanceTimersByTimeAsync(60_000);
  there = false;
  await vi.advanceTimersByTimeAsync(300_000);
  expect(sockets.length).toBeGreaterThan(3);
  expect(sockets.slice(0, -1).every(({ closed }) => closed)).toBe(true);
  there = true;
  await vi.advanceTimersByTimeAsync(120_000);
  const { length } = sockets;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(sockets).toHaveLength(length);
  listening.close();
});
