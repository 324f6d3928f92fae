/**
 * The relay of the local world, for one machine: a process of its own that keeps sealed gift wraps until they are
 * fetched. `node scripts/ts.mjs demo/relay/relay.ts --port 0 --store <file> [--log <file>]`
 *
 * First line of its output: its address. Each line of its log: what was stored, served, deleted or has expired, seen
 * from outside the wallet.
 * @module
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Event, EventRepository, LogLevel } from '@nostr-relay/common';
import { NostrRelay } from '@nostr-relay/core';
import { WebSocketServer } from 'ws';
import { createGuard, type Said } from './guard.ts';
import { LARGEST_EVENT, parseMessage, sizeOf } from './messages.ts';
import { openStore, recipientOf, type Store } from './store.ts';

/** A line of the log. `at` is ms, `size` is bytes. */
export type RelayLogLine = { at: number; what: Said; id: string; kind: number; size: number; p: string | null };

const HOST = '127.0.0.1';
const PURGE_MS = 10_000;

/** A class, because the engine's base class brings the rest of what the engine calls. */
class Repository extends EventRepository {
  private readonly store: Store;
  private readonly log: (what: Said, event: Event) => void;
  constructor(store: Store, log: (what: Said, event: Event) => void) {
    super();
    this.store = store;
    this.log = log;
  }
  override isSearchSupported = () => false;
  override find = (filter: Parameters<EventRepository['find']>[0]) => this.store.find(filter);
  override upsert = (event: Event) => {
    const isDuplicate = !this.store.add(event);
    if (!isDuplicate) this.log('stored', event);
    return { isDuplicate };
  };
  /** NIP-09, by the recipient too, as NIP-59 asks of relays. */
  override deleteByDeletionRequest = async (request: Event) => {
    const ids = request.tags.flatMap(([name, id]) => (name === 'e' && id !== undefined ? [id] : []));
    for (const event of this.store.remove(ids, request.pubkey)) this.log('deleted', event);
  };
  override destroy = async () => this.store.close();
}

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, store: { type: 'string' }, log: { type: 'string' } },
});
if (values.store === undefined) throw new Error('Where to? node scripts/ts.mjs demo/relay/relay.ts --store <file>');

const log = (what: Said, event: Event): void => {
  const { id, kind } = event;
  const line: RelayLogLine = { at: Date.now(), what, id, kind, size: sizeOf(event), p: recipientOf(event) ?? null };
  const text = `${JSON.stringify(line)}\n`;
  if (values.log === undefined) process.stdout.write(text);
  else appendFileSync(values.log, text);
};

const store = openStore(values.store, () => Math.floor(Date.now() / 1000));
const guard = createGuard(store, log);
const relay = new NostrRelay(new Repository(store, log), {
  hostname: HOST,
  logLevel: LogLevel.ERROR,
  filterResultCacheTtl: 0,
  // remembered by the id that a sender claims: whoever sends rubbish under an id first would keep the real event out
  eventHandlingResultCacheTtl: 0,
}).register(guard);

const server = new WebSocketServer({ host: HOST, port: Number(values.port), maxPayload: 2 * LARGEST_EVENT });
server.on('connection', (socket) => {
  relay.handleConnection(socket as never);
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : parseMessage(data.toString());
    if (!message) return socket.send(JSON.stringify(['NOTICE', 'invalid: not a message that this relay knows']));
    relay.handleMessage(socket as never, message).catch(() => socket.close(1011));
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    relay.handleDisconnect(socket as never);
    guard.gone(socket as never);
  });
});
server.on('error', (error) => {
  console.error(`The relay cannot listen on ${HOST}:${values.port}: ${error.message}`);
  process.exit(1);
});
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') process.stdout.write(`ws://${HOST}:${address.port}\n`);
});

setInterval(() => {
  for (const event of store.purge()) log('expired', event);
}, PURGE_MS);

const end = () => {
  for (const socket of server.clients) socket.terminate();
  server.close();
  void relay.destroy().then(() => {
    store.close();
    process.exit(0);
  });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
process.once('disconnect', end); // whoever started us has died
