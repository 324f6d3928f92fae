/** The plain stories, between clients that keep only what they write and talk over relays. @module */
import { describe, expect, it, vi } from 'vitest';
import { toHex, utf8 } from '../lib/bytes.ts';
import { voteUnasked } from './ask.ts';
import { findPeer } from './book.ts';
import { manifestHash, readManifest } from './manifest.ts';
import { dropGuardian, inviteAgain, protect, refresh, rehearse, setPlan, stopRequest, undoDraft } from './owner.ts';
import { encodeOwnerKey } from './paper.ts';
import { addPaper, cancelRecovery, setFactor, tryOpen } from './recovery.ts';
import { DEFAULT_DELAYS } from './rows.ts';
import { needsAlarm } from './standing.ts';
import { act, DAY, HOUR, newClient, pass, recordsOf, step, talk, watchedBy } from './testing/clients.ts';
import {
  accept,
  answer,
  approveAll,
  ask,
  askAll,
  bookOf,
  callEachOther,
  drill,
  epochOf,
  family,
  hearWords,
  heldEpoch,
  invite,
  isBack,
  newDevice,
  ownerOf,
  printPage,
  RECORDS,
  recoveryOf,
  standingAt,
  typeWords,
  wordsFrom,
} from './testing/stories.ts';
import { answerChange, answerRehearsal, resign } from './ward.ts';
import { decide as answerAlarm } from './watch.ts';

// whole ceremonies with real envelopes: a busy machine takes its time
vi.setConfig({ testTimeout: 60_000 });

const at = <T>(list: T[], i: number): T => {
  const one = list[i];
  if (one === undefined) throw new RangeError('No such one');
  return one;
};

describe('setting up', () => {
  const us = family('PPD', 2);

  it('gives each guardian a part that it has proved, and a backup', () => {
    expect(us.guardians.map(heldEpoch)).toEqual([1, 1, 1]);
    expect(us.guardians.map(({ client }) => bookOf(client).wards[0]?.backup?.version)).toEqual([1, 1, 1]);
    expect(ownerOf(us.owner).guardians.every(({ provedAt }) => provedAt !== null)).toBe(true);
  });

  it('gives nothing to a guardian before both sides have compared the words', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'half' });
    const dan = invite(net, owner, newClient(net, 'Dan', 'half'));
    talk(net, 4);
    typeWords(net, dan.client, dan.ward, wordsFrom(owner, dan.at));
    talk(net, 4);
    expect(() => act(net, owner, (state, world) => protect(state, 'change', world))).toThrow(/Dan/);
    expect(bookOf(dan.client).wards[0]?.shares).toEqual([]);
    typeWords(net, owner, dan.at, wordsFrom(dan.client, dan.ward));
    talk(net, 4);
    act(net, owner, (state, world) => protect(state, 'change', world));
    talk(net, 4);
    expect(bookOf(dan.client).wards[0]?.shares).toHaveLength(1);
    expect(guardians).toHaveLength(3);
  });

  it('passes a rehearsal, which tells nobody anything but that the parts are held', () => {
    drill(us);
    expect(ownerOf(us.owner).rehearsal.passedAt).not.toBeNull();
    expect(us.guardians.every(({ client }) => bookOf(client).wards[0]?.rehearsal === null)).toBe(true);
  });

  it('takes no answer to another rehearsal', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'other drill' });
    act(net, owner, rehearse);
    talk(net, 2);
    act(net, owner, rehearse);
    for (const { client, ward } of guardians) act(net, client, (state, world) => answerRehearsal(state, ward, world));
    talk(net, 1);
    expect(ownerOf(owner).rehearsal.running?.answered ?? []).toEqual([]);
  });

  it('is asked for a proof every 30 days and gives it at the next unlock', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'check-in' });
    const before = net.now;
    at(guardians, 0).client.locked = true;
    pass(net, 32 * DAY, 8 * DAY);
    talk(net, 2);
    const proved = () => ownerOf(owner).guardians.map(({ provedAt }) => (provedAt ?? 0) > before);
    expect(proved()).toEqual([false, true, true]);
    at(guardians, 0).client.locked = false;
    talk(net, 3);
    expect(proved()).toEqual([true, true, true]);
  });
});

describe('changing', () => {
  it('a refresh gives new parts at once, and old and new do not mix', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'refresh' });
    const first = bookOf(at(guardians, 0).client).wards[0]?.shares[0];
    act(net, owner, refresh);
    talk(net, 5);
    expect(epochOf(owner)).toBe(2);
    expect(guardians.map(heldEpoch)).toEqual([2, 2, 2]);
    const second = bookOf(at(guardians, 0).client).wards[0]?.shares[0];
    expect(toHex(second?.place.share ?? utf8(''))).not.toBe(toHex(first?.place.share ?? utf8('')));
    pass(net, 2 * DAY, DAY);
    expect(bookOf(at(guardians, 0).client).wards[0]?.backup?.version).toBeGreaterThan(1);
  });

  const grown = (seed: string) => {
    const us = family('PPD', 2, { seed });
    const more = ['Eve', 'Fay'].map((name) => invite(us.net, us.owner, newClient(us.net, name, seed)));
    talk(us.net, 4);
    for (const pair of more) callEachOther(us.net, us.owner, pair);
    talk(us.net, 4);
    act(us.net, us.owner, (state, world) =>
      setPlan(state, { t: 3, delays: DEFAULT_DELAYS, ownerFactor: false }, world),
    );
    act(us.net, us.owner, (state, world) => protect(state, 'change', world));
    talk(us.net, 4);
    return { ...us, more, all: [...us.guardians, ...more] };
  };

  it('3 of 5 instead of 2 of 3: announced, and in force after 7 days', () => {
    const { net, owner, all } = grown('grow');
    pass(net, 6 * DAY, DAY);
    expect(epochOf(owner)).toBe(1);
    expect(all.map(heldEpoch)).toEqual([1, 1, 1, null, null]);
    pass(net, 2 * DAY, DAY);
    talk(net, 3);
    expect(epochOf(owner)).toBe(2);
    expect(all.map(heldEpoch)).toEqual([2, 2, 2, 2, 2]);
    expect(ownerOf(owner).secret).toEqual(ownerOf(owner).pending?.secret ?? ownerOf(owner).secret);
  });

  it('the people can stop it, and what was in force stays', () => {
    const { net, owner, guardians, all } = grown('object');
    for (const { client, ward } of guardians.slice(0, 2))
      act(net, client, (state, world) => answerChange(state, ward, false, world));
    pass(net, 9 * DAY, DAY);
    expect(epochOf(owner)).toBe(1);
    expect(all.map(heldEpoch)).toEqual([1, 1, 1, null, null]);
  });

  it.each([false, true])('undone half-way it is as before, and another can follow (locked guardians: %s)', (locked) => {
    const { net, owner, guardians, all } = grown(`undo ${locked}`);
    pass(net, 3 * DAY, DAY);
    for (const { client } of guardians.slice(0, 2)) client.locked = locked;
    act(net, owner, undoDraft);
    pass(net, 9 * DAY, DAY);
    for (const { client } of all) client.locked = false;
    talk(net, 4);
    expect(all.map(heldEpoch)).toEqual([1, 1, 1, null, null]);
    for (const { client } of guardians)
      expect(readManifest(at(watchedBy(client), 0).current).version, client.name).toBe(1);
    act(net, owner, (state, world) => setPlan(state, { t: 3, delays: DEFAULT_DELAYS, ownerFactor: false }, world));
    act(net, owner, (state, world) => protect(state, 'change', world));
    pass(net, 9 * DAY, 12 * HOUR);
    expect(guardians.map(heldEpoch)).toEqual([3, 3, 3]);
    expect(guardians.flatMap(({ client }) => watchedBy(client)[0]?.evidence ?? [])).toEqual([]);
  });

  it('a new key for the same guardians opens a backup that was made for it, before and after it counts', () => {
    for (const days of [3, 9]) {
      const us = family('PPD', 2, { seed: `rekey ${days}` });
      act(us.net, us.owner, (state, world) => protect(state, 'rekey', world));
      talk(us.net, 4);
      us.owner.off = true; // lost half-way: nobody commits
      pass(us.net, days * DAY, DAY);
      expect(us.guardians.map(heldEpoch)).toEqual(days === 3 ? [1, 1, 1] : [2, 2, 2]);
      if (days === 3) continue;
      const device = newDevice(us.net);
      approveAll(us.net, device, us.guardians.slice(0, 2));
      pass(us.net, 8 * DAY, 12 * HOUR);
      expect(isBack(device)).toBe(true);
    }
  });

  it('a guardian who resigned is replaced', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'resign' });
    const gone = at(guardians, 1);
    act(net, gone.client, (state, world) => resign(state, gone.ward, 'resigned', world));
    talk(net, 2);
    expect(ownerOf(owner).guardians.find(({ id }) => id === gone.id)?.resigned).toBe('resigned');
    expect(bookOf(gone.client).wards[0]?.shares).toEqual([]);
    act(net, owner, (state) => dropGuardian(state, gone.id));
    const dan = invite(net, owner, newClient(net, 'Dan', 'resign'));
    talk(net, 4);
    callEachOther(net, owner, dan);
    talk(net, 3);
    act(net, owner, (state, world) => protect(state, 'change', world));
    pass(net, 9 * DAY, DAY);
    expect([at(guardians, 0), dan, at(guardians, 2)].map(heldEpoch)).toEqual([2, 2, 2]);
    expect(ownerOf(owner).guardians.map(({ id }) => id)).not.toContain(gone.id);
    const device = newDevice(net);
    owner.off = true;
    approveAll(net, device, [dan, at(guardians, 2)]);
    pass(net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
  });

  it('a guardian with a new computer is invited again', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'moved' });
    const { id, client: old } = at(guardians, 0);
    old.off = true;
    act(net, owner, (state, world) => inviteAgain(state, id, world));
    const peer = ownerOf(owner).guardians.find((one) => one.id === id)?.peer ?? '';
    const client = newClient(net, 'Ben again', 'moved');
    const pair = { client, id, at: peer, ward: accept(net, owner, client, peer) };
    talk(net, 4);
    callEachOther(net, owner, pair);
    talk(net, 3);
    act(net, owner, (state, world) => protect(state, 'change', world));
    pass(net, 9 * DAY, DAY);
    expect(heldEpoch(pair)).toBe(2);
  });
});

describe('recovering', () => {
  it('2 of 3 bring the wallet back after the delay; the old device is revoked; a new key follows', () => {
    const us = family('PPD', 2);
    us.owner.off = true;
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 6 * DAY, 12 * HOUR);
    expect(isBack(device)).toBe(false);
    pass(us.net, 2 * DAY, 12 * HOUR);
    expect(isBack(device)).toBe(true);
    expect(recordsOf(device)).toEqual(RECORDS);
    const before = ownerOf(us.owner).secret;
    pass(us.net, 16 * DAY, 12 * HOUR);
    expect(epochOf(device)).toBe(2);
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
    expect(ownerOf(device).secret).not.toEqual(before);
    const manifest = ownerOf(device).manifest;
    const listed = manifest ? readManifest(manifest).devices.map(({ stop }) => toHex(stop)) : [];
    expect(listed).toHaveLength(1);
    // the old device wakes up and tries to stop the owner's next recovery
    us.owner.off = false;
    const next = newDevice(us.net, 'next');
    const asked = approveAll(us.net, next, us.guardians.slice(0, 2));
    const request = at(watchedBy(at(us.guardians, 0).client)[0]?.requests.slice(-1) ?? [], 0).id;
    act(us.net, us.owner, (state, world) => stopRequest(state, request, world));
    talk(us.net, 3);
    expect(standingAt(us.net, at(asked, 0)).stoppedBy).toBeNull();
    device.off = true;
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(next)).toBe(true);
    expect(recordsOf(next)).toEqual(RECORDS);
  });

  it('3 of 3 people bring it back after 24 hours', () => {
    const us = family('PPP', 2);
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians);
    expect(standingAt(us.net, at(asked, 0)).due).toBeLessThan(us.net.now + 25 * HOUR);
    pass(us.net, 23 * HOUR, 6 * HOUR);
    expect(isBack(device)).toBe(false);
    pass(us.net, 3 * HOUR, HOUR);
    expect(isBack(device)).toBe(true);
  });

  it('a page and a person bring it back', () => {
    const us = family('PPF', 2);
    const page = printPage(us.owner, at(us.pages, 0));
    const device = newDevice(us.net);
    act(us.net, device, (state, world) => addPaper(state, page, world));
    const asked = approveAll(us.net, device, us.guardians.slice(0, 1));
    talk(us.net, 3);
    expect(standingAt(us.net, at(asked, 0)).approvals).toBe(2);
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    expect(recordsOf(device)).toEqual(RECORDS);
  });

  it('needs the owner key where there is one', () => {
    const us = family('PPD', 2, { ownerFactor: true });
    const factor = ownerOf(us.owner).factor ?? new Uint8Array();
    expect(encodeOwnerKey({ wallet: ownerOf(us.owner).wallet, factor }).words).not.toBe('');
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 8 * DAY, DAY);
    expect(tryOpen(recoveryOf(device)).is).toBe('owner key');
    act(us.net, device, (state) => setFactor(state, new Uint8Array(16)));
    talk(us.net, 1);
    expect(tryOpen(recoveryOf(device)).is).toBe('owner key');
    act(us.net, device, (state) => setFactor(state, factor));
    talk(us.net, 1);
    expect(isBack(device)).toBe(true);
  });

  it('the owner stops it from the old device, which has shown the alarm while locked', () => {
    const us = family('PPD', 2, { seed: 'owner stop' });
    us.owner.locked = true;
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    const watched = at(watchedBy(us.owner), 0);
    const alarms = needsAlarm(watched, us.net.now);
    expect(alarms).toHaveLength(1);
    us.owner.locked = false;
    act(us.net, us.owner, (state, world) => stopRequest(state, at(alarms, 0).id, world));
    act(us.net, us.owner, (state) => ({
      ...state,
      watch: state.watch.map((one) => answerAlarm(one, at(alarms, 0).id, 'stopped')),
    }));
    pass(us.net, 40 * DAY, 2 * DAY);
    expect(isBack(device)).toBe(false);
    expect(recoveryOf(device).helpers.every(({ release }) => release === null)).toBe(true);
    expect(recoveryOf(device).helpers.some(({ progress }) => progress?.stopped)).toBe(true);
  });

  it('two people stop it, one of whom was never asked', () => {
    const us = family('PPPP', 2);
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    answer(us.net, at(asked, 0), 'stop');
    for (const { client } of us.guardians.slice(2)) {
      const watched = at(watchedBy(client), 0);
      act(us.net, client, (state, world) =>
        voteUnasked(state, watched.wallet, at(watched.requests, 0).id, 'stop', world),
      );
    }
    pass(us.net, 10 * DAY, DAY);
    expect(isBack(device)).toBe(false);
    expect(standingAt(us.net, at(asked, 1)).stoppedBy).toBe('people');
  });

  it('an approval is taken back, and the row is no longer reached', () => {
    const us = family('PPD', 2, { seed: 'withdraw' });
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 3 * DAY, DAY);
    answer(us.net, at(asked, 0), 'withdraw');
    pass(us.net, 10 * DAY, DAY);
    expect(isBack(device)).toBe(false);
    expect(() => answer(us.net, at(asked, 0), 'approve')).toThrow();
    // the third one joins: the wait begins anew
    const [third] = askAll(us.net, device, us.guardians.slice(2));
    answer(us.net, at(third ? [third] : [], 0), 'approve');
    talk(us.net, 2);
    pass(us.net, 6 * DAY, DAY);
    expect(isBack(device)).toBe(false);
    pass(us.net, 2 * DAY, DAY);
    expect(isBack(device)).toBe(true);
  });

  it('a freeze adds five days', () => {
    const us = family('PPD', 2, { seed: 'freeze' });
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    answer(us.net, at(asked, 1), 'freeze');
    pass(us.net, 11 * DAY, DAY);
    expect(isBack(device)).toBe(false);
    pass(us.net, 2 * DAY, DAY);
    expect(isBack(device)).toBe(true);
  });

  it('waits for the password of a guardian whose time has come', () => {
    const us = family('PPD', 2, { seed: 'locked' });
    const device = newDevice(us.net);
    approveAll(us.net, device, us.guardians.slice(0, 2));
    for (const { client } of us.guardians) client.locked = true;
    pass(us.net, 20 * DAY, 2 * DAY);
    expect(isBack(device)).toBe(false);
    for (const { client } of us.guardians) client.locked = false;
    talk(us.net, 4);
    expect(isBack(device)).toBe(true);
  });

  it('is given up by the new device', () => {
    const us = family('PPD', 2, { seed: 'cancel' });
    const device = newDevice(us.net);
    const asked = approveAll(us.net, device, us.guardians.slice(0, 2));
    act(us.net, device, cancelRecovery);
    talk(us.net, 2);
    expect(standingAt(us.net, at(asked, 0)).over).toBe(true);
    pass(us.net, 8 * DAY, DAY);
    expect(recoveryOf(device).state).toBe('cancelled');
    expect(us.guardians.every(({ client }) => bookOf(client).asks.every(({ released }) => released === null))).toBe(
      true,
    );
  });

  it('a guardian who was away for 10 days follows the owner to the new device', () => {
    const us = family('PPD', 2, { seed: 'away' });
    const device = newDevice(us.net);
    const away = at(us.guardians, 2);
    away.client.off = true;
    us.owner.off = true;
    approveAll(us.net, device, us.guardians.slice(0, 2));
    pass(us.net, 10 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    away.client.off = false;
    pass(us.net, 18 * DAY, DAY);
    talk(us.net, 4);
    const manifest = ownerOf(device).manifest;
    const current = at(watchedBy(away.client), 0).current;
    expect(manifest && toHex(manifestHash(current))).toBe(manifest && toHex(manifestHash(manifest)));
    expect(us.guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });

  it("a guardian's duties survive its own recovery, and its ward recovers with it", () => {
    const us = family('PPD', 2, { seed: 'duties' });
    const ben = at(us.guardians, 0);
    // Ben has guardians of his own
    step(us.net, ben.client, (state) => ({ state, value: undefined, records: { keyring: utf8('of Ben') } }));
    act(us.net, ben.client, (state, world) =>
      setPlan(state, { t: 2, delays: DEFAULT_DELAYS, ownerFactor: false }, world),
    );
    const his = ['Gil', 'Hal'].map((name) => invite(us.net, ben.client, newClient(us.net, name, 'duties')));
    talk(us.net, 4);
    for (const pair of his) callEachOther(us.net, ben.client, pair);
    talk(us.net, 4);
    act(us.net, ben.client, (state, world) => protect(state, 'first', world));
    talk(us.net, 6);
    // and loses his computer
    ben.client.off = true;
    const again = newDevice(us.net, 'Ben again');
    approveAll(us.net, again, his);
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(again)).toBe(true);
    expect(bookOf(again).wards.map(({ peer }) => peer)).toEqual([ben.ward]);
    const backAt = us.net.now;
    talk(us.net, 6);
    // Ana asks for a proof of his part, and then loses hers
    pass(us.net, 31 * DAY, DAY);
    talk(us.net, 4);
    const proved = ownerOf(us.owner).guardians.find(({ id }) => id === ben.id)?.provedAt ?? 0;
    expect(proved).toBeGreaterThan(backAt);
    us.owner.off = true;
    const device = newDevice(us.net, 'Ana again');
    approveAll(us.net, device, [{ ...ben, client: again }, at(us.guardians, 2)]);
    pass(us.net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    expect(recordsOf(device)).toEqual(RECORDS);
  });

  it('asks for words one way only, and shows none before both clients were on', () => {
    const us = family('PPD', 2, { seed: 'one way' });
    const device = newDevice(us.net);
    const ben = at(us.guardians, 0);
    ben.client.locked = false;
    const asked = ask(us.net, device, ben);
    expect(() => wordsFrom(device, asked.peer)).toThrow('no words');
    talk(us.net, 3);
    expect(() => answer(us.net, asked, 'approve')).toThrow();
    hearWords(us.net, device, asked);
    talk(us.net, 2);
    answer(us.net, asked, 'approve');
    expect(findPeer(bookOf(device), asked.peer)?.comparedAt).toBeNull();
  });
});
