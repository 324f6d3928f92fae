/** For tests alone: what people do with their clients, one thing a line. @module */
import { utf8 } from '../../lib/bytes.ts';
import { type Answer, askOf, chooseWard, decide, openRequest, watchingOf } from '../ask.ts';
import { type Book, findPeer, type Guardian } from '../book.ts';
import { manifestHash, readManifest } from '../manifest.ts';
import { addGuardian, protect, rehearse, setPlan, testedPaper } from '../owner.ts';
import { encodePaper } from '../paper.ts';
import { openLink, readLink, wordsOf } from '../peer.ts';
import { addHelper, beginRecovery } from '../recovery.ts';
import { DEFAULT_DELAYS } from '../rows.ts';
import { decodeShare } from '../sharing.ts';
import { standing } from '../standing.ts';
import { compareWords } from '../step.ts';
import { acceptInvite, answerRehearsal } from '../ward.ts';
import {
  act,
  type Client,
  clockOf,
  cloneNet,
  Died,
  type Net,
  newClient,
  newNet,
  stateOf,
  step,
  talk,
} from './clients.ts';
import { relay } from './relay.ts';

export const bookOf = (client: Client): Book => stateOf(client).book;
export const ownerOf = (client: Client) => {
  const { owner } = bookOf(client);
  if (!owner) throw new Error(`${client.name} owns nothing`);
  return owner;
};
export const recoveryOf = (client: Client) => {
  const { recovery } = bookOf(client);
  if (!recovery) throw new Error(`${client.name} recovers nothing`);
  return recovery;
};

/** A person does it again when the worker died over it. */
export const doIt = (work: () => void): void => {
  for (let tries = 0; tries < 20; tries++)
    try {
      work();
      return;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
  throw new Error('It died twenty times.');
};

let named = 0;
const names = (name: string) => ({ id: `peer-${name}-${named++}`, name, reach: '' });

const peerOf = (client: Client, id: string | null) => {
  const peer = findPeer(bookOf(client), id);
  if (!peer) throw new Error(`${client.name} has no such peer`);
  return peer;
};

/** What this side reads out. */
export const wordsFrom = (client: Client, id: string | null): string[] => {
  const words = wordsOf(peerOf(client, id));
  if (!words) throw new Error(`${client.name} has no words yet`);
  return words.read;
};

export const typeWords = (net: Net, client: Client, id: string | null, words: string[]): boolean =>
  step(net, client, (state, world) => {
    const { state: next, matched } = compareWords(state, id ?? '', words, world);
    return { state: next, value: matched };
  });

/** `id`: of the guardian at the owner. `at`: the owner's relationship. `ward`: the guardian's. */
export type Pair = { client: Client; id: string; at: string; ward: string };

const linkOf = (net: Net, client: Client, id: string | null): string => {
  const link = openLink(
    peerOf(client, id),
    net.relays.map(({ url }) => url),
  );
  if (!link) throw new Error('The link was opened already');
  return link;
};

/** Words are compared both ways on a call. */
export const callEachOther = (net: Net, owner: Client, { client, at, ward }: Omit<Pair, 'id'>): void => {
  const [fromOwner, fromGuardian] = [wordsFrom(owner, at), wordsFrom(client, ward)];
  doIt(() => void typeWords(net, client, ward, fromOwner));
  doIt(() => void typeWords(net, owner, at, fromGuardian));
};

export const invite = (net: Net, owner: Client, client: Client, kind: Guardian['kind'] = 'person'): Pair => {
  const id = step(net, owner, (state, world) => {
    const { state: next, id: value } = addGuardian(state, { kind, name: client.name, reach: '', common: [] }, world);
    return { state: next, value };
  });
  const at = ownerOf(owner).guardians.find((one) => one.id === id)?.peer ?? '';
  return { client, id, at, ward: accept(net, owner, client, at) };
};

export const accept = (net: Net, owner: Client, client: Client, at: string): string => {
  const named = names(owner.name);
  const link = readLink(linkOf(net, owner, at), clockOf(net, client));
  doIt(() => act(net, client, (state, world) => acceptInvite(state, link, named, world)));
  return named.id;
};

const addPage = (net: Net, owner: Client, name: string): string =>
  step(net, owner, (state, world) => {
    const { state: next, id } = addGuardian(state, { kind: 'paper', name, reach: '', common: [] }, world);
    return { state: next, value: id };
  });

export type Family = { net: Net; owner: Client; guardians: Pair[]; pages: string[] };

export const RECORDS = { keyring: utf8('two accounts'), phrase: utf8('twelve words') };

const made = new Map<string, Family>();

/**
 * `kinds`: P person, D own device, F paper. Everything up to the parts being held. Pairing and dealing take a second or
 * two, so each kind of set-up is made once, and every story goes on from its own copy of it.
 */
export const family = (kinds: string, t: number, { seed = 'story', relays = 3, ownerFactor = false } = {}): Family => {
  const key = `${kinds} ${t} ${relays} ${ownerFactor}`;
  const found = made.get(key) ?? setUp(kinds, t, relays, ownerFactor);
  made.set(key, found);
  const net = cloneNet(found.net, `${key} ${seed}`);
  const same = (client: Client): Client => {
    const copy = net.clients[found.net.clients.indexOf(client)];
    if (!copy) throw new Error('No such client');
    return copy;
  };
  const guardians = found.guardians.map((pair) => ({ ...pair, client: same(pair.client) }));
  return { net, owner: same(found.owner), guardians, pages: found.pages };
};

const setUp = (kinds: string, t: number, relays: number, ownerFactor: boolean): Family => {
  const seed = kinds;
  const net = newNet(
    Array.from({ length: relays }, (_, i) => relay(`wss://relay-${i}`)),
    seed,
  );
  const owner = newClient(net, 'Ana', seed);
  step(net, owner, (state) => ({ state, value: undefined, records: RECORDS }));
  act(net, owner, (state, world) => setPlan(state, { t, delays: DEFAULT_DELAYS, ownerFactor }, world));
  const guardians = [...kinds].flatMap((kind, i) =>
    kind === 'F' ? [] : [invite(net, owner, newClient(net, `guardian ${i}`, seed), kind === 'D' ? 'device' : 'person')],
  );
  const pages = [...kinds].flatMap((kind, i) => (kind === 'F' ? [addPage(net, owner, `page ${i}`)] : []));
  talk(net, 4);
  for (const pair of guardians) callEachOther(net, owner, pair);
  talk(net, 4);
  act(net, owner, (state, world) => protect(state, 'first', world));
  talk(net, 5);
  return { net, owner, guardians, pages };
};

/** The page as it is printed. */
export const printPage = (owner: Client, id: string): string => {
  const { papers, wallet, manifest } = ownerOf(owner);
  const place = papers.find(({ guardian }) => guardian === id)?.place;
  if (!place || !manifest) throw new Error('No such page');
  return encodePaper({
    wallet,
    manifest: manifestHash(manifest),
    leaf: place.leaf,
    path: place.path,
    share: decodeShare(place.share),
  }).qr;
};

export const drill = ({ net, owner, guardians, pages }: Family): void => {
  for (const page of pages) act(net, owner, (state, world) => testedPaper(state, page, world));
  act(net, owner, rehearse);
  talk(net, 2);
  for (const { client, ward } of guardians)
    doIt(() => act(net, client, (state, world) => answerRehearsal(state, ward, world)));
  talk(net, 2);
};

/** A new computer that has nothing. */
export const newDevice = (net: Net, name = 'new', seed = name): Client => {
  const device = newClient(net, name, seed);
  act(net, device, beginRecovery);
  return device;
};

/** `peer`: the new device's relationship. `ask`: the guardian's. */
export type Asked = Pair & { peer: string; ask: string };

/** One link for one guardian, who opens it and says whose wallet it is about. */
export const ask = (net: Net, device: Client, pair: Pair): Asked => {
  const peer = step(net, device, (state, world) => {
    const { state: next, id } = addHelper(state, pair.client.name, world);
    return { state: next, value: id };
  });
  const named = names('somebody');
  const link = readLink(linkOf(net, device, peer), clockOf(net, pair.client));
  doIt(() => act(net, pair.client, (state, world) => openRequest(state, link, named, world)));
  doIt(() => act(net, pair.client, (state) => chooseWard(state, named.id, pair.ward)));
  return { ...pair, peer, ask: named.id };
};

/** The guardian hears the new device's words on a call, and types them. */
export const hearWords = (net: Net, device: Client, { client, ask, peer }: Asked): void =>
  doIt(() => {
    if (!typeWords(net, client, ask, wordsFrom(device, peer))) throw new Error('The words differ');
  });

export const answer = (net: Net, { client, ask }: Asked, what: Answer): void =>
  doIt(() => act(net, client, (state, world) => decide(state, ask, what, world)));

/** Links, words and a yes from each of these. */
export const askAll = (net: Net, device: Client, pairs: Pair[]): Asked[] => {
  const asked = pairs.map((pair) => ask(net, device, pair));
  talk(net, 3);
  for (const one of asked) hearWords(net, device, one);
  talk(net, 3);
  return asked;
};
export const approveAll = (net: Net, device: Client, pairs: Pair[]): Asked[] => {
  const asked = askAll(net, device, pairs);
  for (const one of asked) answer(net, one, 'approve');
  talk(net, 3);
  return asked;
};

/** How a guardian's own count stands. */
export const standingAt = (net: Net, { client, ask }: Asked) => {
  const found = watchingOf(stateOf(client), askOf(bookOf(client), ask));
  if (!found?.watching) throw new Error('Nothing is watched');
  return standing(found.watched, found.watching, clockOf(net, client));
};

export const isBack = (device: Client): boolean => bookOf(device).recovery?.state === 'open';
export const epochOf = (client: Client): number => {
  const { manifest } = ownerOf(client);
  return manifest ? readManifest(manifest).epoch : 0;
};
/** Of the part that counts. */
export const heldEpoch = ({ client, ward }: Pair): number | null => {
  const share = bookOf(client)
    .wards.find(({ peer }) => peer === ward)
    ?.shares.find(({ held }) => held);
  return share ? readManifest(share.manifest).epoch : null;
};
