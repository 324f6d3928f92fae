import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { fromUtf8, toHex, utf8 } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import { Channel } from './channel.ts';
import { BodyTooLarge, ExpiryPassed, MAX_BODY, open, Refused, type RefusedReason, seal } from './envelope.ts';
import { accept, complete, confirm, finish, identityOf, invite, reveal } from './handshake.ts';
import { ANA, BEN, pair, seeded } from './testing.ts';

const random = seeded('envelope');
const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const { ana, ben } = pair(random);

const put = (channel: Channel, text: string, expiresAt = NOW + 45 * DAY) =>
  seal(channel, utf8(text), { random, now: NOW, expiresAt });
const get = (channel: Channel, envelope: Uint8Array, now = NOW) => open(channel, envelope, { now });

/** Several texts in a row, each with the id it was given. */
const putAll = (channel: Channel, texts: string[]) => {
  const envelopes: Uint8Array[] = [];
  let next = channel;
  for (const text of texts) {
    const sealed = put(next, text);
    envelopes.push(sealed.envelope);
    next = sealed.channel;
  }
  return { channel: next, envelopes };
};

/** Why it is refused; the state must be what it was. */
const refused = (channel: Channel, envelope: Uint8Array, now = NOW): RefusedReason | 'opened' => {
  const before = toJson(channel);
  try {
    get(channel, envelope, now);
    return 'opened';
  } catch (error) {
    expect(toJson(channel)).toBe(before);
    if (error instanceof Refused) return error.reason;
    throw error;
  }
};

describe('an envelope', () => {
  test('brings the body to the other side, both ways, with states stored in between', () => {
    let [left, right]: [Channel, Channel] = [ana, ben];
    for (let turn = 0; turn < 6; turn += 1) {
      const text = `${turn}: hello`;
      const sealed = put(left, text);
      const opened = get(v.parse(Channel, JSON.parse(toJson(right))), sealed.envelope);
      expect(fromUtf8(opened.body)).toBe(text);
      expect(opened.id).toEqual(sealed.id);
      [left, right] = [opened.channel, v.parse(Channel, JSON.parse(toJson(sealed.channel)))];
    }
    expect([left.sent, left.heard, right.sent, right.heard]).toEqual([3, 3, 3, 3]);
  });

  test.each([
    [0, 2294],
    [1020, 2294],
    [1021, 5366],
    [4092, 5366],
    [4093, 13_558],
    [MAX_BODY, 13_558],
  ])('of %d bytes is %d long', (length, size) => {
    const body = random(length);
    const { envelope } = seal(ana, body, { random, now: NOW, expiresAt: NOW + 1 });
    expect(envelope).toHaveLength(size);
    expect(get(ben, envelope).body).toEqual(body);
  });

  test('refuses to be made too large or too late', () => {
    const body = new Uint8Array(MAX_BODY + 1);
    expect(() => seal(ana, body, { random, now: NOW, expiresAt: NOW + 1 })).toThrow(BodyTooLarge);
    expect(() => put(ana, 'late', NOW)).toThrow(ExpiryPassed);
  });

  test('changes neither of the states it is given', () => {
    const before = toJson([ana, ben]);
    get(ben, put(ana, 'x').envelope);
    expect(toJson([ana, ben])).toBe(before);
  });
});

describe('refused', () => {
  const { envelope } = put(ana, 'pay attention');

  test('with any byte changed', () => {
    fc.assert(
      fc.property(fc.nat(envelope.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const other = envelope.map((byte, i) => (i === at ? byte ^ by : byte));
        const expected = at === 0 ? 'damaged' : at < 17 || (at >= 33 && at < 37) ? 'other-channel' : 'forged';
        expect(refused(ben, other)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
  test('cut off or longer', () => {
    for (const length of [0, 1, 100, 1270, envelope.length - 1])
      expect(refused(ben, envelope.slice(0, length))).toBe('damaged');
    expect(refused(ben, new Uint8Array([...envelope, 0]))).toBe('damaged');
    // the size of a longer one
    expect(refused(ben, new Uint8Array([...envelope, ...new Uint8Array(5366 - 2294)]))).toBe('forged');
  });
  test('after its expiry, and at it', () => {
    const { envelope: short } = put(ana, 'soon', NOW + DAY);
    expect(refused(ben, short, NOW + DAY - 1)).toBe('opened');
    expect(refused(ben, short, NOW + DAY)).toBe('expired');
  });
  test('on another channel, and by the one who made it', () => {
    const other = pair(random);
    expect(refused(other.ben, envelope)).toBe('other-channel');
    expect(refused(ana, envelope)).toBe('forged');
    expect(refused({ ...other.ben, id: ben.id }, envelope)).toBe('forged');
  });
  test('twice: the second time is an acknowledgement to repeat, also when it has expired meanwhile', () => {
    const { channel } = get(ben, envelope);
    expect(refused(channel, envelope)).toBe('again');
    expect(refused(channel, envelope, NOW + 400 * DAY)).toBe('again');
    expect(refused(v.parse(Channel, JSON.parse(toJson(channel))), envelope)).toBe('again');
  });
  test('numbers that cannot be stored, from a peer that means ill', () => {
    const { envelope: wild } = put({ ...ana, sent: 2 ** 53 + 2 }, 'x');
    expect(refused(ben, wild)).toBe('forged');
  });
});

describe('order', () => {
  test('any order inside the window opens each once', () => {
    const texts = Array.from({ length: 12 }, (_, at) => `message ${at}`);
    const { envelopes } = putAll(ana, texts);
    fc.assert(
      fc.property(fc.shuffledSubarray(envelopes), (order) => {
        let channel = ben;
        const bodies = order.map((it) => {
          const opened = get(channel, it);
          channel = opened.channel;
          return fromUtf8(opened.body);
        });
        expect(bodies).toEqual(order.map((it) => texts[envelopes.indexOf(it)]));
        for (const it of order) expect(refused(channel, it)).toBe('again');
      }),
      { numRuns: 25 },
    );
  });

  test('the window is 256 counters', () => {
    const { envelopes } = putAll(
      ana,
      Array.from({ length: 258 }, (_, at) => String(at + 1)),
    );
    const [first, second, third] = envelopes;
    const last = envelopes.at(-1);
    if (!first || !second || !third || !last) throw new Error('too few');
    const { channel } = get(get(ben, first).channel, last);
    expect(channel.heard).toBe(258);
    // 258 - 256 = 2: whether 1 and 2 were opened is not known any more
    expect([first, second, third].map((it) => refused(channel, it))).toEqual(['old', 'old', 'opened']);
    let all = ben;
    for (const it of envelopes) all = get(all, it).channel;
    expect(all.seen).toHaveLength(256);
  });
});

describe('a state that was copied or put back', () => {
  test('repeats no nonce, id or key, though it repeats the counter', () => {
    const clone = v.parse(Channel, JSON.parse(toJson(ana)));
    const [one, two] = [put(ana, 'to Ben').envelope, put(clone, 'to Ben').envelope];
    const part = (from: number, to: number) => [one, two].map((it) => toHex(it.slice(from, to)));
    expect(new Set(part(37, 45)).size, 'counter').toBe(1);
    expect(new Set(part(17, 33)).size, 'message id').toBe(2);
    expect(new Set(part(1198, 1222)).size, 'nonce').toBe(2);
    expect(new Set(part(1222, 2262)).size, 'text').toBe(2);
  });

  test('of the sender: the second body on one counter is refused as behind', () => {
    const { channel } = get(ben, put(ana, 'before').envelope);
    expect(refused(channel, put(ana, 'after the restore').envelope)).toBe('behind');
  });

  test('of the receiver: the peer has heard more than it ever sent', () => {
    const sealed = put(ben, 'sent, then forgotten');
    const heard = get(ana, sealed.envelope).channel;
    expect(refused(ben, put(heard, 'answer').envelope)).toBe('behind');
    expect(refused(sealed.channel, put(heard, 'answer').envelope)).toBe('opened');
  });

  test('is mended by a handshake with the pinned identities', () => {
    const { channel } = get(ben, put(ana, 'before').envelope);
    expect(refused(channel, put(ana, 'restored').envelope)).toBe('behind');
    const inviting = invite(BEN, random, channel.epoch);
    const accepting = accept(inviting.commit, ANA, random, ana.epoch);
    const revealed = reveal(inviting.state, accepting.message, random, identityOf(ANA));
    const finished = finish(accepting.state, revealed.message, random, identityOf(BEN));
    const confirmed = confirm(revealed.state, finished.message);
    const renewed = complete(finished.state, confirmed.message);
    const { envelope } = put(renewed, 'restored');
    expect(fromUtf8(get(confirmed.channel, envelope).body)).toBe('restored');
    expect(renewed.epoch).toBe(ana.epoch + 1);
    expect(refused(channel, envelope)).toBe('other-channel');
    expect(refused(confirmed.channel, put(ana, 'old channel').envelope)).toBe('other-channel');
  });
});
