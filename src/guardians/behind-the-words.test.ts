/** What somebody who carries the letters, or holds an old device, tries after the words were compared. @module */
import { describe, expect, it, vi } from 'vitest';
import { identityOf, invite } from '../channel/handshake.ts';
import { seeded } from '../channel/testing.ts';
import { toJson } from '../lib/json-bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { findPeer, type State, send } from './book.ts';
import type { Letter, Message, Progress } from './letters.ts';
import type { SignedManifest } from './manifest.ts';
import type { Notice } from './notice.ts';
import { accepting, compare, inviting, isOpen, type Peer, readLink, say, takeLetter, wordsOf } from './peer.ts';
import { groupsOf, tryOpen } from './recovery.ts';
import { readLetter, takeIn } from './step.ts';
import { act, type Client, DAY, type Net, pass, stateOf, talk, watchedBy } from './testing/clients.ts';
import { answer, approveAll, askAll, bookOf, family, isBack, newDevice, recoveryOf } from './testing/stories.ts';

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
const letter = (content: string): Letter => known(readLetter(content));

const STRANGER = 'cd'.repeat(32);

/** Two clients and, in between, somebody who passes every letter on: only the addresses are theirs. */
const relayed = (role: 'guardian' | 'helper') => {
  const random = seeded(`relayed ${role}`);
  const now = Date.UTC(2026, 0, 1);
  const world = { now, random, relays: ['wss://relay'] };
  const names = { name: '', reach: '' };
  const [toInvited, toInviter] = [mailboxOf(random(32)), mailboxOf(random(32))];
  const made = inviting({ id: 'inviter', ...names }, role, random(32), world);
  const link = { ...readLink(made.link, now), a: toInvited };
  const first = accepting(link, { id: 'invited', ...names }, world);
  let [inviter, invited] = [made.peer, first.peer];
  let [forInviter, forInvited] = [first.letters, [] as string[]];
  const carry = (): void => {
    while (forInviter.length > 0 || forInvited.length > 0) {
      for (const content of forInviter.splice(0)) {
        const turn = takeLetter(inviter, toInviter, letter(content), world);
        inviter = turn.peer;
        forInvited.push(...turn.letters);
      }
      for (const content of forInvited.splice(0)) {
        const turn = takeLetter(invited, toInvited, letter(content), world);
        invited = turn.peer;
        forInviter.push(...turn.letters);
      }
    }
  };
  carry();
  const typed = compare(invited, known(wordsOf(inviter)).read, world);
  expect(typed.matched).toBe(true);
  invited = typed.peer;
  forInviter = typed.letters;
  if (role === 'guardian') {
    const other = compare(inviter, known(wordsOf(invited)).read, world);
    expect(other.matched).toBe(true);
    inviter = other.peer;
    forInvited = other.letters;
  }
  carry();
  return { world, inviter, invited, toInviter, toInvited };
};

describe('a man in the middle who passed an honest handshake on', () => {
  const roles = [
    ['guardian', 'guard'],
    ['helper', 'recover'],
  ] as const;
  it.each(roles)('cannot begin a first one of his own behind it (%s)', (role, purpose) => {
    const { world, inviter, invited, toInviter, toInvited } = relayed(role);
    const begin = (peer: Peer, from: string) => {
      const { commit } = invite(world.random(32), world.random, 5);
      const head = { v: 1, kind: 'handshake', purpose, step: 'commit' };
      const content = toJson({ ...head, message: { commit }, successor: null, relays: [] });
      return takeLetter(peer, from, letter(content), world);
    };
    for (const [peer, from, other] of [
      [invited, toInvited, inviter],
      [inviter, toInviter, invited],
    ] as const) {
      const turn = begin(peer, from);
      expect(turn.letters).toEqual([]);
      expect(turn.peer).toEqual(peer);
      expect(known(turn.peer.channel).peer).toEqual(identityOf(other.identity));
    }
    expect(isOpen(invited)).toBe(true);
  });

  it('has nothing said to a channel that is not with whom the words were compared', () => {
    const { world, inviter, invited } = relayed('guardian');
    for (const peer of [inviter, invited]) {
      expect(isOpen(peer)).toBe(true);
      const other = { ...peer, channel: { ...known(peer.channel), peer: identityOf(world.random(32)) } };
      expect(isOpen(other)).toBe(false);
      expect(say(other, { type: 'cancel' }, world).letters).toEqual([]);
      expect(isOpen({ ...peer, pinned: null })).toBe(false);
    }
  });

  it('takes no room with sealed letters from another address', () => {
    const { world, invited, toInvited } = relayed('guardian');
    const sealed = { v: 1, kind: 'sealed', envelope: world.random(1200) } as const;
    const waiting: Peer = { ...invited, channel: null };
    expect(takeLetter(waiting, STRANGER, sealed, world).peer.early).toEqual([]);
    expect(takeLetter(waiting, toInvited, sealed, world).peer.early).toHaveLength(1);
  });
});

it('who repeats a successor from another address is not followed there', () => {
  const { net, owner, guardians } = family('PPP', 2, { seed: 'repeated' });
  const [ben, gone] = [at(guardians, 0), at(guardians, 2)];
  owner.off = true;
  const device = newDevice(net);
  approveAll(net, device, guardians.slice(0, 2));
  gone.client.off = true; // so that the new key waits, and the warranted manifest is the one in force
  pass(net, 7 * DAY, DAY);
  talk(net, 6);
  expect(isBack(device)).toBe(true);
  const successor = at(watchedBy(ben.client), 0).current;
  expect(successor.warrant).toBeDefined();
  const before = known(findPeer(bookOf(ben.client), ben.ward));
  const head = { v: 1, kind: 'handshake', purpose: 'again', step: 'commit' };
  const repeated = { ...head, message: { commit: ben.client.random(32) }, successor, relays: [] };
  const world = { now: net.now, random: ben.client.random, relays: [] };
  const after = takeIn(stateOf(ben.client), ben.ward, STRANGER, letter(toJson(repeated)), world);
  if (after === 'wait') throw new Error('It waits');
  const peer = known(findPeer(after.book, ben.ward));
  expect(peer.address).toBe(before.address);
  expect(peer.pinned).toEqual(before.pinned);
  expect(peer.channel).toEqual(before.channel);
});

/** A client that is not ours says what ours would never say. */
const blurt = (net: Net, client: Client, peer: string, message: Message): void =>
  act(net, client, (state, world): State => ({ ...state, book: send(state.book, peer, message, world) }));

describe('what cannot be read is not heard at all', () => {
  const signature = new Uint8Array(64);
  const poison: SignedManifest = { text: 'x', signature };
  const progress: Progress = {
    manifest: poison,
    rows: [],
    approvals: 1,
    dueAt: null,
    frozenUntil: null,
    stopped: false,
  };

  it('a manifest from a guardian', () => {
    const { net, guardians } = family('PPP', 2, { seed: 'poison' });
    const device = newDevice(net);
    const asked = askAll(net, device, guardians);
    const [liar, honest] = [at(asked, 2), asked.slice(0, 2)];
    const { place, manifest } = at(bookOf(liar.client).wards[0]?.shares, 0);
    const box = known(bookOf(liar.client).wards[0]?.box);
    const rest = { type: 'release' as const, place, box, relays: [], backup: null };
    blurt(net, liar.client, liar.ask, { type: 'progress', progress });
    blurt(net, liar.client, liar.ask, { ...rest, manifest: poison, before: null });
    blurt(net, liar.client, liar.ask, { ...rest, manifest, before: poison });
    talk(net, 2);
    const { helpers } = recoveryOf(device);
    expect(helpers.map((one) => [one.progress, one.release])).toEqual(helpers.map(() => [null, null]));
    expect(groupsOf(recoveryOf(device))).toEqual([]);
    expect(tryOpen(recoveryOf(device)).is).toBe('waiting');
    for (const one of honest) answer(net, one, 'approve');
    talk(net, 3);
    pass(net, 8 * DAY, DAY);
    expect(isBack(device)).toBe(true);
  });

  it('a notice, as of a page, from who asks', () => {
    const { net, guardians } = family('PPP', 2, { seed: 'poison' });
    const device = newDevice(net);
    const one = at(askAll(net, device, guardians.slice(0, 1)), 0);
    const notice: Notice = { text: 'x', signature };
    blurt(net, device, one.peer, { type: 'paper', approval: notice });
    talk(net, 2);
    expect(at(bookOf(one.client).asks, 0).papers).toEqual([]);
    answer(net, one, 'approve');
    expect(at(bookOf(one.client).asks, 0).mine).toBe('approved');
  });
});
