import { expect, test } from 'vitest';
import { MOST_RELAYS, readRelays } from './relay-list.ts';

test('one a line, without empty lines, spaces and repetitions', () => {
  expect(readRelays(' wss://a.example \n\nws://localhost:4848/\nwss://a.example/\nws://127.0.0.1:7777/x')).toEqual({
    relays: ['wss://a.example', 'ws://localhost:4848', 'ws://127.0.0.1:7777/x'],
  });
  expect(readRelays('\n')).toEqual({ relays: [] });
});

test.each([
  'ws://a.example',
  'https://a.example',
  'a.example',
  'wss://user:pass@a.example',
  'ws://localhost.example',
  'wss://',
])('%s is no relay, and its line is named', (what) => {
  expect(readRelays(`wss://a.example\n\n${what}`)).toEqual({ line: 3, what });
});

test('there is an end to it', () => {
  const many = Array.from({ length: MOST_RELAYS + 1 }, (_, i) => `wss://r${i}.example`).join('\n');
  expect(readRelays(many)).toEqual({ tooMany: true });
});
