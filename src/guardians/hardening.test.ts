/** What holds although somebody lies, is away, or holds an old device, beside attacks.test.ts. @module */
import { describe, expect, it, vi } from 'vitest';
import { sealBackup } from './backup.ts';
import { findPeer, putWard, send, type Ward, watchOf } from './book.ts';
import { takeManifest } from './changes.ts';
import { alertOn } from './count.ts';
import { readManifest } from './manifest.ts';
import { alert } from './notice.ts';
import { dropGuardian, GuardiansError, inviteAgain, isChanged, protect, refresh, setAlert, setPlan } from './owner.ts';
import { cancelRecovery } from './recovery.ts';
import { ALERT_MS, ALERT_WINDOW_MS, DEFAULT_DELAYS } from './rows.ts';
import { needsAlarm } from './standing.ts';
import { takeFromBox } from './step.ts';
import {
  act,
  type Client,
  chanceOf,
  DAY,
  HOUR,
  type Net,
  newClient,
  newNet,
  pass,
  stateOf,
  talk,
  watchedBy,
} from './testing/clients.ts';
import { relay } from './testing/relay.ts';
import {
  accept,
  answer,
  approveAll,
  askAll,
  bookOf,
  callEachOther,
  epochOf,
  family,
  heldEpoch,
  invite,
  isBack,
  newDevice,
  ownerOf,
  type Pair,
  standingAt,
} from './testing/stories.ts';

// whole ceremonies with real envelopes: a busy machine takes its time
vi.setConfig({ testTimeout: 60_000 });

const at = <T>(list: readonly T[] | undefined, i: number): T => {
  const one = list?.[i];
  if (one === undefined) throw new RangeError('No such one');
  return one;
};
const known = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new TypeError('There is none');
  return value;
};
const wardOf = ({ client, ward }: Pair): Ward => known(bookOf(client).wards.find(({ peer }) => peer === ward));
const wards = ({ client }: Pair): number => bookOf(client).wards.length;

/** What a person is told when their answer does not count. */
const toldBy = (work: () => void): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof GuardiansError) return error.text.id;
    throw error;
  }
};

describe('sent away', () => {
  it('not by a thief with the old device, whose set-up is the one in force', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'removed' });
    const device = newDevice(net);
    approveAll(net, device, guardians.slice(0, 2));
    for (const pair of guardians)
      act(net, owner, (state, world) => ({ ...state, book: send(state.book, pair.at, { type: 'removed' }, world) }));
    talk(net, 3);
    expect(guardians.map(heldEpoch)).toEqual([1, 1, 1]);
    pass(net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    talk(net, 4);
    expect(guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });

  it.each([0, 3])('by a change in force, of which it may have heard %i days later than others', (days) => {
    const { net, owner, guardians } = family('PPP', 2, { seed: `left out ${days}` });
    const gone = at(guardians, 2);
    gone.client.off = days > 0;
    act(net, owner, (state) => dropGuardian(state, gone.id));
    act(net, owner, (state, world) => protect(state, 'change', world));
    talk(net, 3);
    pass(net, days * DAY, DAY);
    gone.client.off = false;
    pass(net, 6 * DAY - days * DAY, DAY);
    expect(wards(gone)).toBe(1);
    pass(net, 2 * DAY, DAY);
    expect(guardians.slice(0, 2).map(heldEpoch)).toEqual([2, 2]);
    pass(net, days * DAY, DAY);
    expect(wards(gone)).toBe(0);
    expect(watchedBy(gone.client)).toEqual([]);
  });
});

describe('a backup', () => {
  /** Sent by whoever holds the owner's computer. */
  const sendBackup = (net: Net, owner: Client, pair: Pair, version: number, identity: Uint8Array): void =>
    act(net, owner, (state, world) => {
      const { wallet, manifest, secret } = ownerOf(owner);
      const place = { wallet, epoch: readManifest(known(manifest)).epoch, version };
      const content = { v: 1 as const, at: world.now, records: {}, duties: '', owner: '' };
      const bytes = sealBackup(content, known(secret).k, null, place, identity, world.random);
      const message = { type: 'backup', version, at: world.now, part: 0, of: 1, bytes } as const;
      return { ...state, book: send(state.book, pair.at, message, world) };
    });

  it('that no device of the owner signed is not kept', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'unsigned' });
    const ben = at(guardians, 0);
    const { version } = known(wardOf(ben).backup);
    sendBackup(net, owner, ben, 90, owner.random(32));
    talk(net, 2);
    expect(wardOf(ben).backup?.version).toBe(version);
    sendBackup(net, owner, ben, 91, stateOf(owner).device.identity);
    talk(net, 2);
    expect(wardOf(ben).backup?.version).toBe(91);
  });

  it('does not replace the one that is asked for; the newest counts when that is over', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'asked for' });
    const ben = at(guardians, 0);
    const { version } = known(wardOf(ben).backup);
    const device = newDevice(net);
    approveAll(net, device, guardians.slice(0, 1));
    for (const number of [92, 91]) {
      sendBackup(net, owner, ben, number, stateOf(owner).device.identity);
      talk(net, 2);
    }
    expect(wardOf(ben).backup?.version).toBe(version);
    act(net, device, cancelRecovery);
    talk(net, 3);
    expect(wardOf(ben).backup?.version).toBe(92);
  });

  it('of an old device that came meanwhile does not count after the recovery', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'after' });
    const ben = at(guardians, 0);
    const device = newDevice(net);
    approveAll(net, device, guardians.slice(0, 2));
    sendBackup(net, owner, ben, 9000, stateOf(owner).device.identity);
    talk(net, 2);
    owner.off = true;
    pass(net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    talk(net, 6);
    const { backup, spare } = wardOf(ben);
    for (const one of [backup, spare]) expect(one?.version ?? 0).toBeLessThan(9000);
  });
});

describe('restoring', () => {
  it('keeps the duties of the computer, the box of the backup and the name of the person', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'restoring' });
    const { box } = ownerOf(owner);
    const device = newDevice(net, '', 'nameless');
    const zoe = newClient(net, 'Zoe', 'restoring');
    const duty = invite(net, zoe, device);
    talk(net, 4);
    callEachOther(net, zoe, duty);
    talk(net, 2);
    const liar = at(guardians, 0);
    const theirs = {
      address: 'ab'.repeat(32),
      readKey: new Uint8Array(32).fill(7),
      postKey: new Uint8Array(32).fill(8),
    };
    act(net, liar.client, (state) => ({
      ...state,
      book: putWard(state.book, { ...wardOf(liar), box: theirs }),
    }));
    approveAll(net, device, guardians.slice(0, 2));
    pass(net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
    const book = bookOf(device);
    expect(book.wards.map(({ peer }) => peer)).toEqual([duty.ward]);
    expect(findPeer(book, duty.ward)?.comparedAt).toBeTypeOf('number');
    expect(ownerOf(device).box).toEqual(box);
    expect(known(watchOf(stateOf(device), ownerOf(device).wallet)).box).toEqual(box);
    expect(book.name).toBe('Ana');
  });
});

describe('an answer', () => {
  it('of a second freeze is refused in words, and changes nothing', () => {
    const { net, guardians } = family('PPP', 2, { seed: 'froze' });
    const asked = askAll(net, newDevice(net), guardians.slice(0, 2));
    const [ben, cy] = [at(asked, 0), at(asked, 1)];
    answer(net, ben, 'approve');
    talk(net, 2);
    answer(net, ben, 'freeze');
    talk(net, 2);
    const before = bookOf(cy.client).asks;
    const { due } = standingAt(net, cy);
    expect(toldBy(() => answer(net, cy, 'freeze'))).toBe('guardians.froze');
    expect(bookOf(cy.client).asks).toEqual(before);
    expect(standingAt(net, cy).due).toBe(due);
    // nor does the guardian who froze the last one freeze the next
    const next = at(approveAll(net, newDevice(net, 'next'), guardians.slice(0, 1)), 0);
    expect(toldBy(() => answer(net, next, 'freeze'))).toBe('guardians.froze');
  });

  it('that does not count is refused in words, and is not kept as given', () => {
    const { net, guardians } = family('PPP', 2, { seed: 'not counted' });
    const one = at(askAll(net, newDevice(net), guardians.slice(0, 1)), 0);
    const { place } = at(wardOf(at(guardians, 1)).shares, 0);
    act(net, one.client, (state) => {
      const ward = wardOf(one);
      const shares = ward.shares.map((share) => ({ ...share, place: { ...share.place, path: place.path } }));
      return { ...state, book: putWard(state.book, { ...ward, shares }) };
    });
    expect(toldBy(() => answer(net, one, 'approve'))).toBe('guardians.notCounted');
    expect(at(bookOf(one.client).asks, 0).mine).toBe('none');
  });

  it.each(['approve', 'freeze', 'stop'] as const)(
    'of %s ends the alarm for who gave it, and for nobody else',
    (what) => {
      const { net, guardians } = family('PPP', 2, { seed: `alarm ${what}` });
      const asked = askAll(net, newDevice(net), guardians.slice(0, 2));
      const [ben, cy] = [at(asked, 0), at(asked, 1)];
      const alarms = ({ client }: Pair): number => needsAlarm(at(watchedBy(client), 0), net.now).length;
      answer(net, ben, 'approve');
      talk(net, 2);
      expect(asked.map(alarms)).toEqual([0, 1]);
      answer(net, cy, what);
      talk(net, 2);
      expect([...asked, at(guardians, 2)].map((pair) => alarms(pair))).toEqual([0, 0, 1]);
    },
  );
});

describe('alert mode', () => {
  it('taken back is off at once, also for who was away', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'alert' });
    const isOn = ({ client }: Pair): boolean => alertOn(at(watchedBy(client), 0).alerts, net.now);
    const away = at(guardians, 2);
    act(net, owner, (state, world) => setAlert(state, true, world));
    talk(net, 2);
    expect(guardians.map(isOn)).toEqual([true, true, true]);
    net.now += HOUR;
    act(net, owner, (state, world) => setAlert(state, false, world));
    talk(net, 2);
    expect(guardians.map(isOn)).toEqual([false, false, false]);
    away.client.off = true;
    for (const on of [true, false]) {
      act(net, owner, (state, world) => setAlert(state, on, world));
      talk(net, 2);
    }
    away.client.off = false;
    talk(net, 2);
    expect(guardians.map(isOn)).toEqual([false, false, false]);
  });

  it('is on for 30 days of any 90, however often it is taken back', () => {
    const chance = chanceOf('alert');
    const key = new Uint8Array(32).fill(1);
    const hash = new Uint8Array(32);
    const step = DAY;
    for (let story = 0; story < 12; story++) {
      const alerts = Array.from({ length: 12 }, () => {
        const from = Math.floor(chance() * 200) * step;
        const until = chance() < 0.4 ? from + 1 : from + ALERT_MS;
        const device = new Uint8Array(33);
        const notice = alert({ wallet: hash, manifest: hash, device, from, until, at: from }, key);
        return { notice, at: from + Math.floor(chance() * 4) * step };
      });
      const on = Array.from({ length: 240 }, (_, i) => (alertOn(alerts, (i + 0.5) * step) ? step : 0));
      const inAll = (from: number): number =>
        on.slice(from, from + ALERT_WINDOW_MS / step).reduce((sum, one) => sum + one, 0);
      for (let from = 0; from < on.length; from++) expect(inAll(from)).toBeLessThanOrEqual(ALERT_MS);
      expect(Math.max(...on)).toBe(step);
    }
  });
});

describe('a new key', () => {
  it('counts at once after a recovery, a day later when a guardian is gone', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'at once' });
    const gone = at(guardians, 2);
    const device = newDevice(net);
    owner.off = true;
    approveAll(net, device, guardians.slice(0, 2));
    gone.client.off = true;
    pass(net, 7 * DAY, DAY);
    talk(net, 6);
    pass(net, 12 * HOUR, 6 * HOUR);
    expect(isBack(device)).toBe(true);
    expect(guardians.map(heldEpoch)).toEqual([1, 1, 1]);
    pass(net, 18 * HOUR, 6 * HOUR);
    expect(guardians.map(heldEpoch)).toEqual([2, 2, 1]);
    gone.client.off = false;
    pass(net, 9 * DAY, DAY);
    expect(guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });

  it('waits for a week otherwise, and then for nobody who is gone', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'a week' });
    at(guardians, 2).client.off = true;
    act(net, owner, (state, world) => protect(state, 'rekey', world));
    talk(net, 3);
    pass(net, 20 * HOUR, 5 * HOUR);
    expect(at(watchedBy(owner), 0).next).toBeNull(); // not announced yet
    pass(net, DAY, 6 * HOUR);
    expect(at(watchedBy(owner), 0).next).not.toBeNull();
    pass(net, 6 * DAY, DAY);
    expect(guardians.map(heldEpoch)).toEqual([1, 1, 1]);
    pass(net, 2 * DAY, DAY);
    expect(guardians.map(heldEpoch)).toEqual([2, 2, 1]);
  });

  it('the first set-up needs everybody', () => {
    const net = newNet([relay('wss://relay')], 'first');
    const owner = newClient(net, 'Ana', 'first');
    act(net, owner, (state, world) => setPlan(state, { t: 2, delays: DEFAULT_DELAYS, ownerFactor: false }, world));
    const guardians = ['Ben', 'Cy', 'Dee'].map((name) => invite(net, owner, newClient(net, name, 'first')));
    talk(net, 4);
    for (const pair of guardians) callEachOther(net, owner, pair);
    talk(net, 3);
    for (const { client } of guardians.slice(1)) client.off = true;
    act(net, owner, (state, world) => protect(state, 'first', world));
    talk(net, 3);
    pass(net, 2 * DAY, DAY);
    at(guardians, 1).client.off = false; // enough have proved it now, and more than a day has passed
    pass(net, DAY, 6 * HOUR);
    expect(ownerOf(owner).pending?.dealt).toHaveLength(2);
    expect(ownerOf(owner).manifest).toBeNull();
    expect(guardians.map(heldEpoch)).toEqual([null, null, null]);
    at(guardians, 2).client.off = false;
    talk(net, 5);
    expect(guardians.map(heldEpoch)).toEqual([1, 1, 1]);
  });
});

describe('a refresh by itself', () => {
  it('after 90 days, not while a request is open', () => {
    const { net, owner, guardians } = family('PPP', 2, { seed: 'calendar' });
    pass(net, 88 * DAY, 22 * DAY);
    expect(epochOf(owner)).toBe(1);
    const device = newDevice(net);
    approveAll(net, device, guardians.slice(0, 1));
    pass(net, 5 * DAY, DAY);
    expect(guardians.map(heldEpoch)).toEqual([1, 1, 1]);
    expect(ownerOf(owner).pending).toBeNull();
    act(net, device, cancelRecovery);
    pass(net, 45 * DAY, 15 * DAY); // the owner's client has not heard that it was given up
    talk(net, 6);
    expect(guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  });

  it('not with a page, which would have to be printed anew', () => {
    const { net, owner } = family('PPF', 2, { seed: 'calendar' });
    pass(net, 100 * DAY, 25 * DAY);
    talk(net, 3);
    expect(ownerOf(owner).pending).toBeNull();
    expect(epochOf(owner)).toBe(1);
  });
});

it('a notice about a set-up that is not here yet is told from a wrong one, and counts when it is', () => {
  const { net, owner, guardians } = family('PPP', 2, { seed: 'unknown' });
  const wallet = ownerOf(owner).wallet;
  const old = watchedBy(at(guardians, 2).client);
  act(net, owner, refresh);
  talk(net, 5);
  expect(guardians.map(heldEpoch)).toEqual([2, 2, 2]);
  const asked = approveAll(net, newDevice(net), guardians.slice(0, 1));
  const approval = at(at(at(watchedBy(at(asked, 0).client), 0).requests, 0).approvals, 0);
  const early = takeFromBox(old, wallet, approval, net.now);
  expect(early).toEqual({ watch: old, news: false, unknown: true });
  const { watched, outcome } = takeManifest(at(early.watch, 0), known(ownerOf(owner).manifest), net.now);
  expect(outcome).toBe('adopted');
  const again = takeFromBox([watched], wallet, approval, net.now);
  expect([again.news, again.unknown]).toEqual([true, false]);
  expect(at(again.watch, 0).requests.map(({ approvals }) => approvals)).toEqual([[approval]]);
  // spoilt: no set-up will ever make it count
  const spoilt = { ...approval, signature: new Uint8Array(64) };
  expect(takeFromBox([watched], wallet, spoilt, net.now)).toEqual({ watch: [watched], news: false, unknown: false });
});

it('a guardian with a new computer needs a change, and counts when it is in force', () => {
  const { net, owner, guardians } = family('PPP', 2, { seed: 'new computer' });
  const { id, client: old } = at(guardians, 0);
  old.off = true;
  expect(isChanged(ownerOf(owner))).toBe(false);
  act(net, owner, (state, world) => inviteAgain(state, id, world));
  expect(isChanged(ownerOf(owner))).toBe(true);
  const peer = known(ownerOf(owner).guardians.find((one) => one.id === id)?.peer);
  const client = newClient(net, 'Ben again', 'new computer');
  const pair = { client, id, at: peer, ward: accept(net, owner, client, peer) };
  talk(net, 4);
  callEachOther(net, owner, pair);
  talk(net, 3);
  expect(ownerOf(owner).guardians.find((one) => one.id === id)?.approvalKey).not.toBeNull();
  expect(isChanged(ownerOf(owner))).toBe(true);
  act(net, owner, (state, world) => protect(state, 'change', world));
  pass(net, 5 * DAY, DAY);
  expect(isChanged(ownerOf(owner))).toBe(true);
  pass(net, 4 * DAY, DAY);
  expect(heldEpoch(pair)).toBe(2);
  expect(isChanged(ownerOf(owner))).toBe(false);
});
