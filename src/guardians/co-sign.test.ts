/** A yes besides, and money that waits, between clients that keep only what they write and talk over relays. */
import { describe, expect, it, vi } from 'vitest';
import { findPeer, send } from './book.ts';
import {
  answerAsk,
  answerMoney,
  answerRole,
  askCo,
  candidatesOf,
  coOf,
  offerCo,
  saidYes,
  takeBackCo,
  tellDevices,
} from './co-sign.ts';
import type { Message } from './letters.ts';
import { dropGuardian, inviteAgain } from './owner.ts';
import { act, type Client, clockOf, DAY, HOUR, type Net, pass, talk } from './testing/clients.ts';
import { bookOf, doIt, family, ownerOf, type Pair } from './testing/stories.ts';
import { resign } from './ward.ts';

vi.setConfig({ testTimeout: 60_000 });

const DIGEST = `0x${'ab'.repeat(32)}`;
const OTHER_DIGEST = `0x${'cd'.repeat(32)}`;
const pair = (pairs: Pair[], i: number): Pair => {
  const found = pairs[i];
  if (!found) throw new RangeError('No such guardian');
  return found;
};
const asked = (net: Net, id = 'record-1', digest = DIGEST, forMs = HOUR) => ({
  id,
  digest,
  headline: 'Send 5 ETH',
  why: ['A first payment to this address'],
  expiresAt: net.now + forMs,
});
const coOfOwner = (net: Net, owner: Client) => coOf(ownerOf(owner), clockOf(net, owner));
const yes = (net: Net, owner: Client, id = 'record-1', digest = DIGEST) =>
  saidYes(ownerOf(owner), id, digest, clockOf(net, owner));
const duty = ({ client }: Pair) => bookOf(client).wards[0]?.co ?? null;

const withRole = (seed: string) => {
  const us = family('PPD', 2, { seed });
  const ana = pair(us.guardians, 0);
  const ben = pair(us.guardians, 1);
  act(us.net, us.owner, (state, world) => offerCo(state, ana.id, world));
  talk(us.net, 2);
  act(us.net, ana.client, (state, world) => answerRole(state, ana.ward, true, world));
  talk(us.net, 2);
  return { ...us, ana, ben };
};
const ask = (net: Net, owner: Client, what = asked(net)) =>
  act(net, owner, (state, world) => askCo(state, what, world));
/** A client of another make: it says what it likes on its channel. */
const lie = (net: Net, { client, ward }: Pair, message: Message) =>
  act(net, client, (state, world) => ({ ...state, book: send(state.book, ward, message, world) }));

describe('the role', () => {
  it("is nobody's until a guardian accepts it, and can be declined", () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'role' });
    const ana = pair(guardians, 0);
    expect(candidatesOf(bookOf(owner))).toHaveLength(3);
    expect(coOfOwner(net, owner)).toBeNull();
    act(net, owner, (state, world) => offerCo(state, ana.id, world));
    ask(net, owner);
    talk(net, 2);
    expect(coOfOwner(net, owner)).toMatchObject({ state: 'asked', asks: [] });
    expect(duty(ana)).toMatchObject({ state: 'offered', asks: [] });
    act(net, ana.client, (state, world) => answerRole(state, ana.ward, false, world));
    talk(net, 2);
    expect(coOfOwner(net, owner)?.state).toBe('declined');
    act(net, owner, (state, world) => offerCo(state, ana.id, world));
    talk(net, 2);
    expect(duty(ana)?.state).toBe('offered');
  });

  it('is not taken by a guardian who was not asked, nor by an answer to an earlier offer', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'not asked' });
    const [ana, ben] = [pair(guardians, 0), pair(guardians, 1)];
    act(net, owner, (state, world) => offerCo(state, ana.id, world));
    talk(net, 2);
    const first = duty(ana)?.role ?? new Uint8Array(16);
    lie(net, ben, { type: 'co-role', role: first, accept: true });
    talk(net, 2);
    expect(coOfOwner(net, owner)?.state).toBe('asked');
    act(net, owner, takeBackCo);
    act(net, owner, (state, world) => offerCo(state, ana.id, world));
    lie(net, ana, { type: 'co-role', role: first, accept: true });
    talk(net, 2);
    expect(coOfOwner(net, owner)?.state).toBe('asked');
  });

  it('goes on for a day when the owner takes it back, and can be kept meanwhile', () => {
    const { net, owner, ana, ben } = withRole('back');
    act(net, owner, takeBackCo);
    const ends = coOfOwner(net, owner)?.endsAt;
    pass(net, 20 * HOUR, 10 * HOUR);
    act(net, owner, takeBackCo);
    expect(coOfOwner(net, owner)).toMatchObject({ state: 'accepted', endsAt: ends });
    expect(() => act(net, owner, (state, world) => offerCo(state, ben.id, world))).toThrow(/24 hours/);
    expect(() => act(net, owner, (state) => dropGuardian(state, ana.id))).toThrow(/24 hours/);
    act(net, owner, (state, world) => offerCo(state, ana.id, world));
    expect(coOfOwner(net, owner)).toMatchObject({ state: 'accepted', endsAt: null });
    act(net, owner, takeBackCo);
    pass(net, 25 * HOUR, 25 * HOUR);
    talk(net, 2);
    expect(coOfOwner(net, owner)).toBeNull();
    expect(duty(ana)).toBeNull();
  });

  it('ends when the guardian gives it back, or resigns', () => {
    for (const how of ['role', 'resign'] as const) {
      const { net, owner, ana } = withRole(`ends ${how}`);
      act(net, ana.client, (state, world) =>
        how === 'role' ? answerRole(state, ana.ward, false, world) : resign(state, ana.ward, 'resigned', world),
      );
      talk(net, 2);
      expect(coOfOwner(net, owner)).toBeNull();
      expect(duty(ana)).toBeNull();
    }
  });
});

describe('a yes', () => {
  it('counts for exactly what was asked', () => {
    const { net, owner, ana } = withRole('yes');
    ask(net, owner);
    ask(net, owner);
    talk(net, 2);
    expect(duty(ana)?.asks).toMatchObject([{ id: 'record-1', headline: 'Send 5 ETH', yes: null }]);
    expect(yes(net, owner)).toBe(false);
    act(net, ana.client, (state, world) => answerAsk(state, ana.ward, 'record-1', true, world));
    talk(net, 2);
    expect(yes(net, owner)).toBe(true);
    expect(yes(net, owner, 'record-1', OTHER_DIGEST)).toBe(false);
    expect(yes(net, owner, 'record-2')).toBe(false);
    pass(net, HOUR);
    expect(yes(net, owner)).toBe(false);
  });

  it('of a liar is worth nothing: another digest, another guardian, a second answer, a late one', () => {
    const { net, owner, ana, ben } = withRole('liar');
    ask(net, owner);
    talk(net, 2);
    lie(net, ana, { type: 'co-answer', id: 'record-1', digest: OTHER_DIGEST, yes: true });
    lie(net, ana, { type: 'co-answer', id: 'never-asked', digest: DIGEST, yes: true });
    lie(net, ben, { type: 'co-answer', id: 'record-1', digest: DIGEST, yes: true });
    talk(net, 2);
    expect(yes(net, owner)).toBe(false);
    expect(yes(net, owner, 'never-asked')).toBe(false);
    lie(net, ana, { type: 'co-answer', id: 'record-1', digest: DIGEST, yes: false });
    lie(net, ana, { type: 'co-answer', id: 'record-1', digest: DIGEST, yes: true });
    talk(net, 2);
    expect(coOfOwner(net, owner)?.asks).toMatchObject([{ yes: false }]);
    expect(yes(net, owner)).toBe(false);

    ask(net, owner, asked(net, 'record-2', DIGEST, HOUR));
    pass(net, 2 * HOUR);
    lie(net, ana, { type: 'co-answer', id: 'record-2', digest: DIGEST, yes: true });
    talk(net, 2);
    expect(coOfOwner(net, owner)?.asks.some((one) => one.yes === true)).toBe(false);
    expect(() => act(net, ana.client, (state, world) => answerAsk(state, ana.ward, 'record-2', true, world))).toThrow();
  });

  it('of whoever was invited in the place of the guardian does not count', () => {
    const { net, owner, ana } = withRole('again');
    act(net, owner, (state, world) => inviteAgain(state, ana.id, world));
    const peer = ownerOf(owner).guardians.find(({ id }) => id === ana.id)?.peer;
    expect(findPeer(bookOf(owner), peer ?? null)).toBeDefined();
    expect(coOfOwner(net, owner)?.peer).not.toBe(peer);
    ask(net, owner);
    talk(net, 2);
    expect(yes(net, owner)).toBe(false);
  });

  it('comes through whichever write a worker dies before, on either side', () => {
    const story = (dies: { side: 'owner' | 'guardian'; after: number } | null) => {
      const { net, owner, ana } = withRole('dying');
      const dying = dies?.side === 'owner' ? owner : ana.client;
      const before = dying.writes;
      if (dies) dying.dies = dies.after;
      doIt(() => ask(net, owner));
      talk(net, 3);
      // a person presses again when nothing came of the first
      doIt(() => {
        if (duty(ana)?.asks[0]?.yes !== true)
          act(net, ana.client, (state, world) => answerAsk(state, ana.ward, 'record-1', true, world));
      });
      talk(net, 3);
      expect(yes(net, owner), JSON.stringify(dies)).toBe(true);
      expect(duty(ana)?.asks).toHaveLength(1);
      return dying.writes - before;
    };
    story(null);
    for (const side of ['owner', 'guardian'] as const)
      for (let after = 0, last = 1; after < last; after++) last = Math.min(story({ side, after }), 14);
  });
});

describe('money that waits', () => {
  const money = (net: Net, id = 'wait-1') => ({
    id,
    asset: 'ETH',
    amount: '5',
    recipient: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8',
    account: '2266',
    opensAt: net.now + DAY,
  });
  const known = ({ client }: Pair) => bookOf(client).wards[0]?.money ?? [];

  it('is told to devices of the owner alone, and one of them stops it', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'money' });
    const device = pair(guardians, 2);
    act(net, owner, (state, world) => tellDevices(state, money(net), world));
    act(net, owner, (state, world) => tellDevices(state, money(net), world));
    talk(net, 2);
    expect(guardians.map((one) => known(one).length)).toEqual([0, 0, 1]);
    expect(known(device)).toMatchObject([{ id: 'wait-1', amount: '5', answer: null }]);
    act(net, device.client, (state, world) => answerMoney(state, device.ward, 'wait-1', 'mine', world));
    talk(net, 2);
    expect(ownerOf(owner).stops).toEqual([]);
    act(net, device.client, (state, world) => answerMoney(state, device.ward, 'wait-1', 'stopped', world));
    talk(net, 2);
    expect(ownerOf(owner).stops).toMatchObject([{ id: 'wait-1', by: 'guardian 2' }]);
    act(net, device.client, (state, world) => answerMoney(state, device.ward, 'wait-1', 'mine', world));
    expect(known(device)).toMatchObject([{ answer: 'stopped' }]);
  });

  it('is not stopped by a friend, and a friend is not told by a client of another make', () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'friend' });
    const friend = pair(guardians, 0);
    lie(net, friend, { type: 'money-stop', id: 'wait-1' });
    act(net, owner, (state, world) => ({
      ...state,
      book: send(state.book, friend.at, { type: 'money-waits', ...money(net) }, world),
    }));
    talk(net, 2);
    expect(ownerOf(owner).stops).toEqual([]);
    expect(known(friend)).toEqual([]);
  });

  it("fills nobody's disk: what is kept is bounded on both sides", () => {
    const { net, owner, guardians } = family('PPD', 2, { seed: 'many' });
    const device = pair(guardians, 2);
    act(net, owner, (state, world) =>
      Array.from({ length: 140 }, (_, i) => money(net, `wait-${i}`)).reduce(
        (next, one) => tellDevices(next, one, world),
        state,
      ),
    );
    talk(net, 2);
    // all that sites can make wait while one waits and is open
    expect(known(device)).toHaveLength(128);
    for (let i = 0; i < 120; i++) lie(net, device, { type: 'money-stop', id: `stop-${i}` });
    talk(net, 4);
    expect(ownerOf(owner).stops).toHaveLength(100);
  });

  it('is told and stopped through whichever write a worker dies before', () => {
    const story = (after: number | null) => {
      const { net, owner, guardians } = family('PPD', 2, { seed: 'dying money' });
      const device = pair(guardians, 2);
      const before = device.client.writes;
      device.client.dies = after;
      act(net, owner, (state, world) => tellDevices(state, money(net), world));
      talk(net, 3);
      doIt(() =>
        act(net, device.client, (state, world) => answerMoney(state, device.ward, 'wait-1', 'stopped', world)),
      );
      talk(net, 3);
      expect(
        ownerOf(owner).stops.map(({ id }) => id),
        String(after),
      ).toEqual(['wait-1']);
      return device.client.writes - before;
    };
    for (let after = 0, last = story(null); after < Math.min(last, 14); after++) story(after);
  });
});
