/** What liars, thieves, broken relays and bad luck can do to a recovery, and what they cannot. @module */
import { describe, expect, it, vi } from 'vitest';
import { identityOf } from '../channel/handshake.ts';
import { toHex, utf8 } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import { findPeer, publish, putWard, send, type Ward } from './book.ts';
import { manifestHash, readManifest, signManifest } from './manifest.ts';
import { change } from './notice.ts';
import { GuardiansError, protect, refresh, setAlert, stopRequest } from './owner.ts';
import { openLink, readLink } from './peer.ts';
import { addPaper, groupsOf, tryOpen } from './recovery.ts';
import { deal, encodeShare, freshSecret } from './sharing.ts';
import { needsAlarm } from './standing.ts';
import { readLetter } from './step.ts';
import {
  act,
  type Client,
  copyDisk,
  copyOf,
  DAY,
  DiskFull,
  HOUR,
  type Net,
  newClient,
  pass,
  recordsOf,
  round,
  stateOf,
  talk,
  watchedBy,
} from './testing/clients.ts';
import {
  type Asked,
  answer,
  approveAll,
  ask,
  askAll,
  bookOf,
  doIt,
  epochOf,
  family,
  hearWords,
  heldEpoch,
  invite,
  isBack,
  newDevice,
  ownerOf,
  type Pair,
  printPage,
  RECORDS,
  recoveryOf,
  standingAt,
  typeWords,
  wordsFrom,
} from './testing/stories.ts';
import { acceptInvite } from './ward.ts';

// whole ceremonies with real envelopes: a busy machine takes its time
vi.setConfig({ testTimeout: 60_000 });

const at = <T>(list: readonly T[] | undefined, i: number): T => {
  const one = list?.[i];
  if (one === undefined) throw new RangeError('No such one');
  return one;
};
const wardOf = ({ client }: Pair): Ward => at(bookOf(client).wards, 0);

/** A client that is not ours: its owner writes into its book what they like. */
const lie = (net: Net, { client }: Pair, work: (ward: Ward) => Ward): void =>
  act(net, client, (state) => ({ ...state, book: putWard(state.book, work(at(state.book.wards, 0))) }));

const withShare = (ward: Ward, share: Uint8Array): Ward => ({
  ...ward,
  shares: ward.shares.map((one) => ({ ...one, place: { ...one.place, share } })),
});
const shareOf = (pair: Pair): Uint8Array => at(wardOf(pair).shares, 0).place.share;
const requestAt = ({ client }: { client: Client }) => at(watchedBy(client)[0]?.requests.slice(-1), 0).id;

describe('a guardian who lies', () => {
  const liars: [string, (net: Net, liar: Pair, other: Pair) => void][] = [
    ['garbage', (net, liar) => lie(net, liar, (ward) => withShare(ward, liar.client.random(96)))],
    [
      'a part of another place that fits nothing',
      (net, liar) =>
        lie(net, liar, (ward) => {
          const { shares } = deal(freshSecret(liar.client.random), 2, [1n, 2n], liar.client.random);
          return withShare(ward, encodeShare(at(shares, 0)));
        }),
    ],
    ["someone else's part", (net, liar, other) => lie(net, liar, (ward) => withShare(ward, shareOf(other)))],
  ];
  it.each(liars)('sends %s: nothing wrong opens, and the others bring it back', (_what, spoil) => {
    const us = family('PPP', 2, { seed: `liar ${_what}` });
    const liar = at(us.guardians, 0);
    spoil(us.net, liar, at(us.guardians, 1));
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 8 * DAY, DAY);
    expect(tryOpen(recoveryOf(device)).is).toBe('waiting');
    const asked = askAll(us.net, device, us.guardians.slice(2));
    answer(us.net, at(asked, 0), 'approve');
    pass(us.net, 2 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    expect(recordsOf(device)).toEqual(RECORDS);
  });

  it('names a bad part under the manifest that it came with', () => {
    const us = family('PPP', 2, { seed: 'named' });
    const liar = at(us.guardians, 0);
    lie(us.net, liar, (ward) => withShare(ward, liar.client.random(96)));
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 8 * DAY, DAY);
    expect(groupsOf(recoveryOf(device)).map(({ bad }) => bad)).toEqual([[at(asked, 0).peer]]);
  });

  it("an old epoch's part mixes with nothing", () => {
    const us = family('PPP', 2, { seed: 'old part' });
    const old = at(wardOf(at(us.guardians, 0)).shares, 0);
    act(us.net, us.owner, refresh);
    talk(us.net, 5);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
    lie(us.net, at(us.guardians, 0), (ward) => withShare(ward, old.place.share));
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 8 * DAY, DAY);
    expect(tryOpen(recoveryOf(device)).is).toBe('waiting');
    const [third] = askAll(us.net, device, us.guardians.slice(2));
    answer(us.net, at(third && [third], 0), 'approve');
    pass(us.net, 2 * DAY, DAY);
    expect(isBack(device)).toBe(true);
  });

  it('a self-made manifest that arrives first opens nothing and blames nobody', () => {
    const us = family('PPP', 2, { seed: 'self-made' });
    const liar = at(us.guardians, 0);
    const device = newDevice(us.net);
    const asked = askAll(us.net, device, us.guardians);
    act(us.net, liar.client, (state, world) => {
      const ward = at(state.book.wards, 0);
      const { manifest, place } = at(ward.shares, 0);
      const { commitments, shares } = deal(freshSecret(world.random), 2, [1n, 2n], world.random);
      const read = readManifest(manifest);
      const key = world.random(32);
      const devices = [{ identity: identityOf(key), stop: identityOf(key) }];
      const made = signManifest({ ...read, commitments, devices }, key);
      const book = send(
        state.book,
        at(asked, 0).ask,
        {
          type: 'release',
          manifest: made,
          place: { ...place, share: encodeShare(at(shares, 0)) },
          box: at(
            [ward.box].filter((box) => box !== null),
            0,
          ),
          relays: [],
          backup: null,
          before: null,
        },
        world,
      );
      return { ...state, book };
    });
    for (const one of asked.slice(1)) answer(us.net, one, 'approve');
    talk(us.net, 3);
    expect(tryOpen(recoveryOf(device)).is).toBe('waiting');
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    expect(recordsOf(device)).toEqual(RECORDS);
  });

  it('zero guardians, or paper alone, never bring it back', () => {
    const us = family('PFF', 2);
    const device = newDevice(us.net);
    for (const page of us.pages)
      act(us.net, device, (state, world) => addPaper(state, printPage(us.owner, page), world));
    pass(us.net, 60 * DAY, 5 * DAY);
    expect(tryOpen(recoveryOf(device)).is).toBe('waiting');
  });
});

describe('in between', () => {
  it('a man in the middle who has one side believe that the words matched gets no part', () => {
    const us = family('PPP', 2, { seed: 'mallory' });
    const { net, owner } = us;
    const mallory = newClient(net, 'Mallory', 'm');
    const dan = newClient(net, 'Dan', 'm');
    const toMallory = invite(net, owner, mallory); // Mallory took the link to Dan
    const toDan = invite(net, mallory, dan); // and Dan got this one
    talk(net, 4);
    // Ana and Dan are on the phone: each types what the other reads
    expect(typeWords(net, dan, toDan.ward, wordsFrom(owner, toMallory.at))).toBe(false);
    // Mallory's own clients say that all is well
    typeWords(net, mallory, toMallory.ward, wordsFrom(owner, toMallory.at));
    typeWords(net, mallory, toDan.at, wordsFrom(mallory, toDan.at));
    talk(net, 4);
    expect(() => act(net, owner, (state, world) => protect(state, 'change', world))).toThrow();
    expect(typeWords(net, owner, toMallory.at, wordsFrom(dan, toDan.ward))).toBe(false);
    talk(net, 4);
    expect(() => act(net, owner, (state, world) => protect(state, 'change', world))).toThrow();
    expect(findPeer(bookOf(owner), toMallory.at)?.mismatch).toBe(true);
    expect(at(bookOf(mallory).wards, 0).shares).toEqual([]);
  });

  it('a link that was used by somebody else, or has expired, is of no use', () => {
    const { net, owner } = family('PPP', 2, { seed: 'links' });
    const { at: id } = invite(net, owner, newClient(net, 'Dan', 'links'));
    const link =
      openLink(
        at(
          [findPeer(bookOf(owner), id)].filter((one) => one !== undefined),
          0,
        ),
        [],
      ) ?? '';
    talk(net, 3);
    const late = newClient(net, 'Late', 'links');
    act(net, late, (state, world) =>
      acceptInvite(state, readLink(link, net.now), { id: 'x', name: '', reach: '' }, world),
    );
    talk(net, 3);
    expect(() => wordsFrom(late, 'x')).toThrow();
    expect(() => readLink(link, net.now + 8 * DAY)).toThrow();
  });

  it.each([1, 3])('a stop that %i of 3 relays withhold', (lying) => {
    const us = family('PPD', 2, { seed: `withheld ${lying}` });
    for (const relay of us.net.relays.slice(0, lying))
      relay.manners.withhold = ({ content }) => content.includes('owner-stop');
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    act(us.net, us.owner, (state, world) => stopRequest(state, requestAt({ client: us.owner }), world));
    talk(us.net, 2);
    pass(us.net, 8 * DAY, DAY);
    // One honest relay is enough. Where every relay lies, the stop reaches nobody: that is a limit, and it is written down.
    expect(isBack(device)).toBe(lying === 3);
  });

  it('where no relay gives the notice box to its end, nothing is released', () => {
    const us = family('PPD', 2, { seed: 'cut' });
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    for (const relay of us.net.relays) relay.manners.cut = 1;
    pass(us.net, 12 * DAY, DAY);
    expect(isBack(device)).toBe(false);
    for (const relay of us.net.relays) relay.manners.cut = 0;
    pass(us.net, 1 * DAY, 12 * HOUR);
    expect(isBack(device)).toBe(true);
  });

  it('2 of 3 relays dead', () => {
    const us = family('PPD', 2, { seed: 'dead' });
    for (const relay of us.net.relays.slice(1)) relay.alive = false;
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
  });
});

describe('a thief', () => {
  it('with the old device and one guardian brings nothing back, and cannot stop the owner for ever', () => {
    const us = family('PPP', 2, { seed: 'thief' });
    const theirs = newDevice(us.net, 'thief');
    approveAll(us.net, theirs, us.guardians.slice(0, 1));
    const stopped: string[] = [];
    for (const name of ['first', 'second']) {
      const device = newDevice(us.net, name);
      approveAll(us.net, device, us.guardians.slice(1));
      act(us.net, us.owner, (state, world) => stopRequest(state, requestAt({ client: us.owner }), world));
      talk(us.net, 3);
      pass(us.net, 8 * DAY, DAY);
      expect(isBack(device)).toBe(false);
      stopped.push(name);
    }
    const device = newDevice(us.net, 'third');
    const asked = approveAll(us.net, device, us.guardians.slice(1));
    act(us.net, us.owner, (state, world) => stopRequest(state, requestAt({ client: us.owner }), world));
    talk(us.net, 3);
    pass(us.net, 28 * DAY, 2 * DAY);
    expect(standingAt(us.net, at(asked, 0)).stoppedBy).toBeNull();
    expect(isBack(device)).toBe(false);
    pass(us.net, 4 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    expect(isBack(theirs)).toBe(false);
    expect(recoveryOf(theirs).helpers.every(({ release }) => release === null)).toBe(true);
  });

  it('cannot end the wait by saying that the wallet is open already', () => {
    const us = family('PPP', 2, { seed: 'opened' });
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    act(us.net, device, (state, world) => ({
      ...state,
      book: asked.reduce((book, { peer }) => send(book, peer, { type: 'opened' }, world), state.book),
    }));
    talk(us.net, 3);
    for (const one of asked) expect(standingAt(us.net, one).over).toBe(false);
    act(us.net, us.owner, (state, world) => stopRequest(state, requestAt({ client: us.owner }), world));
    talk(us.net, 3);
    for (const one of asked) expect(standingAt(us.net, one).stoppedBy).toBe('owner');
  });

  it('cannot keep alert mode on against the owner', () => {
    const us = family('PPP', 2, { seed: 'alert' });
    const needs: number[] = [];
    for (let month = 0; month < 3; month++) {
      act(us.net, us.owner, (state, world) => setAlert(state, true, world));
      talk(us.net, 2);
      const device = newDevice(us.net, `month ${month}`);
      const [asked] = askAll(us.net, device, us.guardians.slice(1, 2));
      answer(us.net, at(asked && [asked], 0), 'approve');
      talk(us.net, 2);
      needs.push(at(standingAt(us.net, at(asked && [asked], 0)).rows, 0).need);
      pass(us.net, 31 * DAY, 15 * DAY);
    }
    expect(needs).toEqual([3, 2, 2]);
  });

  it('cannot freeze a request twice, nor the next one', () => {
    const us = family('PPP', 2, { seed: 'freeze' });
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    answer(us.net, at(asked, 0), 'freeze');
    talk(us.net, 2);
    const { due } = standingAt(us.net, at(asked, 1));
    const tryToFreeze = (one: Asked): void => {
      try {
        answer(us.net, one, 'freeze');
      } catch (error) {
        expect(error).toBeInstanceOf(GuardiansError); // the person is told
      }
    };
    tryToFreeze(at(asked, 1));
    tryToFreeze(at(asked, 0));
    talk(us.net, 2);
    expect(standingAt(us.net, at(asked, 1)).due).toBe(due);
    const next = approveAll(us.net, newDevice(us.net, 'next'), us.guardians.slice(0, 2));
    tryToFreeze(at(next, 0));
    talk(us.net, 2);
    expect(standingAt(us.net, at(next, 1)).frozenUntil).toBeNull();
  });

  it('two manifests of one number are kept as evidence and neither counts', () => {
    const us = family('PPP', 2, { seed: 'two' });
    for (const one of [2, 3])
      act(us.net, us.owner, (state, world) => {
        const { manifest, wallet } = ownerOf(us.owner);
        if (!manifest) throw new Error('No manifest');
        const read = readManifest(manifest);
        const next = signManifest(
          {
            ...read,
            version: 2,
            previous: manifestHash(manifest),
            delays: { ...read.delays, one: one * DAY },
          },
          state.device.identity,
        );
        const device = identityOf(state.device.identity);
        const fields = { wallet, manifest: manifestHash(manifest), device, at: world.now, next };
        return publish(state, wallet, change(fields, state.device.identity), world);
      });
    talk(us.net, 2);
    pass(us.net, 9 * DAY, DAY);
    for (const { client } of us.guardians) {
      const watched = at(watchedBy(client), 0);
      expect(watched.evidence).toHaveLength(2);
      expect(readManifest(watched.current).version).toBe(1);
    }
  });
});

describe('bad days', () => {
  it('everybody is alarmed while locked', () => {
    const us = family('PPD', 2, { seed: 'alarm' });
    us.owner.locked = true;
    at(us.guardians, 2).client.locked = true;
    approveAll(us.net, newDevice(us.net), us.guardians.slice(0, 2));
    for (const client of [us.owner, at(us.guardians, 2).client])
      expect(needsAlarm(at(watchedBy(client), 0), us.net.now)).toHaveLength(1);
  });

  it('a copied profile repeats no nonce; both are told, and a new handshake works', () => {
    const us = family('PPD', 2, { seed: 'copy' });
    const ben = at(us.guardians, 0);
    const header = 1 + 16 + 16 + 4 + 8 + 8 + 8 + 1 + 16 + 1120;
    const nonces = new Map<string, Set<string>>();
    for (const relay of us.net.relays)
      relay.manners.withhold = ({ content }) => {
        const letter = readLetter(content);
        if (letter?.kind !== 'sealed') return false;
        const nonce = toHex(letter.envelope.slice(header, header + 24));
        nonces.set(nonce, (nonces.get(nonce) ?? new Set()).add(toHex(letter.envelope)));
        return false;
      };
    // a check-in lies in his inbox when the profile is copied: both answer it, each by itself
    ben.client.locked = true;
    pass(us.net, 31 * DAY, 31 * DAY);
    talk(us.net, 2);
    const copy = copyOf(us.net, ben.client, 'copy of Ben');
    ben.client.locked = false;
    copy.locked = false;
    talk(us.net, 10);
    copy.off = true;
    pass(us.net, 2 * DAY, DAY);
    const epochs = findPeer(bookOf(us.owner), ben.at)?.channel?.epoch ?? 0;
    expect(epochs).toBeGreaterThan(1);
    pass(us.net, 31 * DAY, DAY);
    talk(us.net, 6);
    const proved = ownerOf(us.owner).guardians.find(({ id }) => id === ben.id)?.provedAt ?? 0;
    expect(us.net.now - proved).toBeLessThan(31 * DAY);
    expect(nonces.size).toBeGreaterThan(4);
    expect([...nonces.values()].filter(({ size }) => size > 1)).toEqual([]);
  });

  it('a profile put back to an older state makes a new channel and goes on', () => {
    const us = family('PPD', 2, { seed: 'put back' });
    const ben = at(us.guardians, 0);
    const old = copyDisk(ben.client.disk);
    pass(us.net, 31 * DAY, 31 * DAY);
    talk(us.net, 4);
    ben.client.disk = old;
    act(us.net, us.owner, refresh);
    talk(us.net, 10);
    pass(us.net, 2 * DAY, 6 * HOUR);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });

  it('a refresh that a guardian missed resumes when it is back', () => {
    const us = family('PPD', 2, { seed: 'half refresh' });
    at(us.guardians, 1).client.off = true;
    act(us.net, us.owner, refresh);
    pass(us.net, 12 * HOUR, 3 * HOUR);
    expect(us.guardians.map(heldEpoch)).toEqual([1, 1, 1]);
    pass(us.net, 10 * DAY, DAY);
    at(us.guardians, 1).client.off = false;
    pass(us.net, 2 * DAY, 6 * HOUR);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });

  it('approvals from before a change of guardians are void after it', () => {
    const us = family('PPPP', 2, { seed: 'void' });
    act(us.net, us.owner, (state, world) => protect(state, 'rekey', world));
    talk(us.net, 4);
    pass(us.net, 5 * DAY, DAY);
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 4 * DAY, DAY);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2, 2]);
    expect(standingAt(us.net, at(asked, 0)).over).toBe(true);
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(false);
  });

  it('two recoveries at once: both may open, and enough guardians follow one of the devices', () => {
    const us = family('PPP', 2, { seed: 'both' });
    us.owner.off = true;
    const devices = ['one', 'other'].map((name) => newDevice(us.net, name));
    for (const device of devices) approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 9 * DAY, 6 * HOUR);
    expect(devices.some(isBack)).toBe(true);
    pass(us.net, 10 * DAY, DAY);
    // Which of two devices a guardian follows is whichever came first; that they may differ is written down as a limit.
    const followed = ({ client }: Pair): string => toHex(manifestHash(at(watchedBy(client), 0).current));
    const groups = us.guardians.map((one) => us.guardians.filter((other) => followed(one) === followed(other)));
    const most = groups.reduce((a, b) => (b.length > a.length ? b : a));
    expect(most.length).toBeGreaterThanOrEqual(2);
    const device = newDevice(us.net, 'later');
    for (const one of devices) one.off = true;
    approveAll(us.net, device, most.slice(0, 2));
    pass(us.net, 9 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    expect(recordsOf(device)).toEqual(RECORDS);
  });

  it.each([
    ['guardians a day ahead', DAY, 0],
    ['guardians a day behind', -DAY, 0],
    ['the new device a day ahead', 0, DAY],
    ['the new device a day behind', 0, -DAY],
  ])('%s: each waits its own seven days', (_what, guardian, device) => {
    const us = family('PPD', 2, { seed: _what });
    for (const { client } of us.guardians) client.offset = guardian;
    const next = newDevice(us.net);
    next.offset = device;
    approveAll(us.net, next, us.guardians.slice(0, 2));
    pass(us.net, 6.9 * DAY, 1.15 * DAY);
    expect(isBack(next)).toBe(false);
    pass(us.net, 2 * DAY, DAY);
    expect(isBack(next)).toBe(true);
  });

  it('a clock that is put back does not bring time back', () => {
    const us = family('PPD', 2, { seed: 'back' });
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 6 * DAY, DAY);
    const before = us.guardians.map(({ client }) => at(watchedBy(client), 0).highest);
    for (const { client } of us.guardians) client.offset = -5 * DAY;
    talk(us.net, 2);
    us.guardians.forEach(({ client }, i) => {
      expect(at(watchedBy(client), 0).highest).toBeGreaterThanOrEqual(at(before, i));
    });
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
  });

  it.each([0, 1, 2])('a disk that is full at write %i: nothing is half done, and it goes on afterwards', (writes) => {
    const us = family('PPD', 2, { seed: `full ${writes}` });
    const book = us.owner.disk.book;
    us.owner.full = writes;
    expect(() => act(us.net, us.owner, refresh)).toThrow(DiskFull);
    if (writes < 2) expect(us.owner.disk.book).toBe(book);
    us.owner.full = null;
    if (writes < 2) act(us.net, us.owner, refresh);
    talk(us.net, 6);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
    expect(epochOf(us.owner)).toBe(2);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 8, 10])('every worker dies before write %i of every other turn', (writes) => {
    const us = family('PPD', 2, { seed: `dies ${writes}` });
    const { net } = us;
    let turns = 0;
    const run = (ms: number, every: number): void => {
      for (let left = ms; left > 0; left -= every) {
        net.now += Math.min(left, every);
        turns += 1;
        for (const client of net.clients) client.dies = turns % 2 ? writes : null;
        round(net);
      }
    };
    const device = newDevice(net, 'new', `dies ${writes}`);
    const asked = us.guardians.slice(0, 2).map((pair) => {
      pair.client.dies = writes;
      return ask(net, device, pair);
    });
    run(1 * HOUR, 5 * 60_000);
    for (const one of asked) hearWords(net, device, one);
    run(1 * HOUR, 5 * 60_000);
    for (const one of asked) {
      one.client.dies = writes;
      answer(net, one, 'approve');
    }
    run(9 * DAY, 6 * HOUR);
    expect(isBack(device)).toBe(true);
    expect(recordsOf(device)).toEqual(RECORDS);
    us.owner.off = true;
    run(10 * DAY, 12 * HOUR);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });

  it('letters of no sense, for somebody else or of strangers change nothing', () => {
    const us = family('PPD', 2, { seed: 'noise' });
    const ben = at(us.guardians, 0);
    const before = toJson(stateOf(ben.client).book.wards);
    const to = us.net.relays.flatMap(({ stored }) => stored.map(({ wrap }) => wrap.to));
    for (const [i, address] of [...new Set(to)].entries())
      for (const content of [
        '{',
        '{}',
        '{"v":1,"kind":"sealed","envelope":"AAAA"}',
        '{"v":1,"kind":"ack","ids":["x"]}',
      ])
        for (const relay of us.net.relays)
          relay.stored.push({
            wrap: { id: `${i}${content}`, from: 'ab'.repeat(32), to: address, content },
            visible: us.net.now,
          });
    talk(us.net, 2);
    expect(toJson(stateOf(ben.client).book.wards)).toBe(before);
    expect(utf8(before).length).toBeGreaterThan(10);
    doIt(() => act(us.net, us.owner, refresh));
    talk(us.net, 5);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });
});
