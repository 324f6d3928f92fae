/**
 * A whole ceremony in one process: the state machines of all who take part, and a post office that hands letters over at
 * once. No relay, no wraps, no disk, and time goes on when we say so: what is left is computing.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { chooseWard, decide, openRequest, watchingOf } from '../src/guardians/ask.ts';
import { EMPTY, findPeer, type Out, type State } from '../src/guardians/book.ts';
import { addGuardian, protect, setPlan } from '../src/guardians/owner.ts';
import { addressOf, openLink, type Peer, readLink, type World, wordsOf } from '../src/guardians/peer.ts';
import { addHelper, beginRecovery, tryOpen } from '../src/guardians/recovery.ts';
import { keepBackedUp } from '../src/guardians/restore.ts';
import { DEFAULT_DELAYS } from '../src/guardians/rows.ts';
import { standing } from '../src/guardians/standing.ts';
import { compareWords, readLetter, takeFromBox, takeIn, tick } from '../src/guardians/step.ts';
import { acceptInvite, heldShare } from '../src/guardians/ward.ts';
import { sameBytes, toHex, utf8 } from '../src/lib/bytes.ts';

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

type Client = { state: State };
type Office = { now: number; clients: Client[]; addresses: Map<string, string>; letters: number };

const RELAYS = ['wss://relay.example.org'];
/** As large as a wallet with a few accounts. */
const RECORDS = { keyring: utf8('k'.repeat(1500)), sites: utf8('s'.repeat(1500)) };

const must = (fact: unknown, sentence: string): void => {
  if (!fact) throw new Error(`The ceremony failed: ${sentence}`);
};
const given = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`The ceremony failed: no ${what}`);
  return value;
};

const worldOf = ({ now }: Office): World => ({ now, random, relays: RELAYS });
const join = (office: Office): Client => {
  const client = { state: { book: EMPTY, watch: [], device: { identity: random(32), stop: random(32) } } };
  office.clients.push(client);
  return client;
};
const peerOf = ({ state }: Client, id: string | null): Peer => given(findPeer(state.book, id), 'such relationship');

/** Each mailbox is looked up once: a client knows its own. */
const addressIn = ({ addresses }: Office, peer: Peer): string => {
  const key = toHex(peer.mailbox);
  const known = addresses.get(key) ?? addressOf(peer);
  addresses.set(key, known);
  return known;
};

const handOver = (office: Office, sender: Client, { peer: id, wallet, content }: Out): void => {
  const letter = given(readLetter(content), 'letter');
  office.letters += 1;
  if (letter.kind === 'notice') {
    for (const client of office.clients) {
      const watched = client.state.watch.find((one) => toHex(one.wallet) === wallet);
      if (!watched || client === sender) continue;
      const { watch } = takeFromBox(client.state.watch, watched.wallet, letter.notice, office.now);
      client.state = { ...client.state, watch };
    }
    return;
  }
  const peer = findPeer(sender.state.book, id);
  if (!peer?.address) return;
  for (const client of office.clients)
    for (const to of client.state.book.peers) {
      if (addressIn(office, to) !== peer.address) continue;
      const next = takeIn(client.state, to.id, addressIn(office, peer), letter, worldOf(office));
      if (next !== 'wait') client.state = next;
    }
};

/** Until nobody has anything more to say. */
const deliver = (office: Office): void => {
  for (;;) {
    const sender = office.clients.find(({ state }) => state.book.out.length > 0);
    if (!sender) return;
    const { out } = sender.state.book;
    sender.state = { ...sender.state, book: { ...sender.state.book, out: [] } };
    for (const letter of out) handOver(office, sender, letter);
  }
};

/** The one who reads out, and the one who types. */
const hear = (office: Office, from: Client, fromId: string | null, by: Client, byId: string): void => {
  const words = given(wordsOf(peerOf(from, fromId)), 'words').read;
  const { state, matched } = compareWords(by.state, byId, words, worldOf(office));
  must(matched, 'the words differ');
  by.state = state;
};

const linkOf = (office: Office, client: Client, id: string | null) =>
  readLink(given(openLink(peerOf(client, id), RELAYS), 'link'), office.now);

/** `letters`: how many it took, notices for the box counted once. */
export type Family = { office: Office; t: number; guardians: Client[]; letters: number };

/** From the first link until every guardian holds a part that counts, and a backup. All guardians are people. */
export const setUp = (t: number, n: number): Family => {
  const office: Office = { now: Date.UTC(2026, 0, 1), clients: [], addresses: new Map(), letters: 0 };
  const world = worldOf(office);
  const owner = join(office);
  const plan = { t, delays: DEFAULT_DELAYS, ownerFactor: false };
  owner.state = setPlan(owner.state, plan, world);
  const guardians = Array.from({ length: n }, () => join(office));
  for (const [i, guardian] of guardians.entries()) {
    const name = `guardian ${i}`;
    const { state, id } = addGuardian(owner.state, { kind: 'person', name, reach: '', common: [] }, world);
    owner.state = state;
    const at = given(state.book.owner?.guardians.find((one) => one.id === id)?.peer, 'relationship');
    const names = { id: 'owner', name: 'Ana', reach: '' };
    guardian.state = acceptInvite(guardian.state, linkOf(office, owner, at), names, world);
    deliver(office);
    hear(office, owner, at, guardian, 'owner');
    hear(office, guardian, 'owner', owner, at);
    deliver(office);
  }
  owner.state = protect(owner.state, 'first', world);
  deliver(office);
  owner.state = keepBackedUp(owner.state, RECORDS, world);
  deliver(office);
  for (const { state } of guardians) {
    const [ward] = state.book.wards;
    must(ward && heldShare(ward) && ward.backup, 'a guardian has no part or no backup');
  }
  office.clients = guardians; // the owner's computer is lost
  return { office, t, guardians, letters: office.letters };
};

/** From the recovery link to the opened backup: t guardians are asked, and the delay is waited for. */
export const recover = ({ office, t, guardians, letters }: Family): { letters: number } => {
  const device = join(office);
  device.state = beginRecovery(device.state, worldOf(office));
  const asked = guardians.slice(0, t);
  for (const [i, guardian] of asked.entries()) {
    const { state, id } = addHelper(device.state, `guardian ${i}`, worldOf(office));
    device.state = state;
    const names = { id: 'asker', name: 'somebody', reach: '' };
    guardian.state = openRequest(guardian.state, linkOf(office, device, id), names, worldOf(office));
    guardian.state = chooseWard(guardian.state, 'asker', 'owner');
    deliver(office);
    hear(office, device, id, guardian, 'asker');
    deliver(office);
    guardian.state = decide(guardian.state, 'asker', 'approve', worldOf(office));
    deliver(office);
  }
  const open = () => tryOpen(given(device.state.book.recovery, 'recovery'));
  must(open().is === 'waiting', 'a delay was skipped');
  const dues = asked.map(({ state }) => {
    const found = watchingOf(state, given(state.book.asks[0], 'request'));
    const watching = given(found?.watching, 'request that is counted');
    return given(standing(given(found, 'wallet').watched, watching, office.now).due, 'day');
  });
  office.now = Math.max(...dues);
  for (const guardian of asked) guardian.state = tick(guardian.state, () => office.now, worldOf(office));
  deliver(office);
  const opening = open();
  const keyring = opening.is === 'open' ? opening.backup.records.keyring : undefined;
  must(keyring && sameBytes(keyring, RECORDS.keyring), 'the backup does not open');
  return { letters: office.letters - letters };
};
