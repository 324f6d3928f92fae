/** A list of relays as a person types it: one a line. @module */

/** Each relay is a connection of its own at every look for letters. */
export const MOST_RELAYS = 8;

const HERE = new Set(['localhost', '127.0.0.1', '[::1]']);

const isRelay = (line: string): boolean => {
  const url = URL.parse(line);
  if (!url || url.username || url.password || url.hash) return false;
  return url.protocol === 'wss:' || (url.protocol === 'ws:' && HERE.has(url.hostname));
};

export type RelayList = { relays: string[] } | { line: number; what: string } | { tooMany: true };

/** @returns the relays without repetitions, or the first line (from 1) that is none */
export const readRelays = (text: string): RelayList => {
  const relays = new Set<string>();
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (!line) continue;
    if (!isRelay(line)) return { line: i + 1, what: line };
    relays.add(new URL(line).href.replace(/\/$/, ''));
  }
  return relays.size > MOST_RELAYS ? { tooMany: true } : { relays: [...relays] };
};
