import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { fromUtf8, toHex, utf8 } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import { Channel } from './channel.ts';
import { MAX_BODY, open, Refused, seal } from './envelope.ts';
import { needsRefill, offerPrekeys, PrekeyOffer, PrekeysRefused, takePrekeys } from './prekeys.ts';
import { pair, seeded } from './testing.ts';

const random = seeded('prekeys');
const NOW = 1_800_000_000_000;
const KIND = 61;

const put = (channel: Channel, body: Uint8Array) => seal(channel, body, { random, now: NOW, expiresAt: NOW + 1000 });
const get = (channel: Channel, envelope: Uint8Array) => open(channel, envelope, { now: NOW });
const read = <S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> =>
  v.parse(schema, JSON.parse(toJson(value)));

/** Ben offers, each batch in an envelope of its own, and Ana takes them. */
const give = ({ ana, ben }: { ana: Channel; ben: Channel }) => {
  let [from, to] = [ben, ana];
  const { channel, offer } = offerPrekeys(from, random);
  from = channel;
  for (const batch of offer) {
    const sealed = put(from, utf8(toJson(batch)));
    const opened = get(to, sealed.envelope);
    from = sealed.channel;
    to = takePrekeys(opened.channel, v.parse(PrekeyOffer, JSON.parse(fromUtf8(opened.body))));
  }
  return { ana: read(Channel, to), ben: read(Channel, from), offer };
};
/** Ana sends n messages and Ben opens them. */
const send = ({ ana, ben }: { ana: Channel; ben: Channel }, n: number) => {
  let [from, to] = [ana, ben];
  const kinds: number[] = [];
  const envelopes: Uint8Array[] = [];
  for (let at = 0; at < n; at += 1) {
    const sealed = put(from, utf8(`message ${at}`));
    const opened = get(to, sealed.envelope);
    expect(fromUtf8(opened.body)).toBe(`message ${at}`);
    kinds.push(sealed.envelope[KIND] ?? -1);
    envelopes.push(sealed.envelope);
    [from, to] = [sealed.channel, opened.channel];
  }
  return { ana: from, ben: to, kinds, envelopes };
};

describe('prekeys', () => {
  const fresh = pair(random);
  const given = give(fresh);

  test('are twenty and a last resort, in batches that fit an envelope', () => {
    expect(needsRefill(fresh.ben)).toBe(true);
    expect(given.offer.map(({ keys, lastResort }) => [keys.length, lastResort !== null])).toEqual([
      ...[6, 6, 6].map((n) => [n, false]),
      [2, true],
    ]);
    for (const batch of given.offer) expect(utf8(toJson(batch)).length).toBeLessThan(MAX_BODY - 1000);
    expect([given.ben.prekeys.length, given.ana.peerPrekeys.length]).toEqual([20, 20]);
    expect(needsRefill(given.ben)).toBe(false);
    expect(offerPrekeys(given.ben, random)).toEqual({ channel: given.ben, offer: [] });
  });

  test('are used one a message, then the last resort, and deleted on both sides', () => {
    const after = send(given, 23);
    expect(after.kinds).toEqual([...Array(20).fill(1), 2, 2, 2]);
    expect(after.ana.peerPrekeys).toEqual([]);
    expect(after.ben.prekeys).toEqual([]);
    expect(after.ben.lastResort.map(({ used }) => used)).toEqual([true]);
    expect(send(fresh, 1).kinds).toEqual([0]);
  });

  test('the channel keys alone do not open what was sealed to one, once it is opened', () => {
    const { envelope } = put(given.ana, utf8('once'));
    const opened = get(given.ben, envelope).channel;
    const thief = { ...opened, heard: 0, seen: [] };
    expect(() => get(thief, envelope)).toThrow(new Refused('behind'));
    // also when the key is there but another's
    const [, second] = opened.prekeys;
    const [used] = given.ben.prekeys;
    if (!second || !used) throw new Error('no prekeys');
    const guess = { ...thief, prekeys: [{ id: used.id, secret: second.secret }] };
    expect(() => get(guess, envelope)).toThrow(new Refused('forged'));
  });

  test('two copies of one sender use one prekey: the second is behind, not half opened', () => {
    const [one, two] = [put(given.ana, utf8('one')), put(given.ana, utf8('two'))];
    const { channel } = get(given.ben, one.envelope);
    expect(() => get(channel, two.envelope)).toThrow(new Refused('behind'));
    // a copy that had gone on by a counter meanwhile
    const later = put({ ...given.ana, sent: 1 }, utf8('three'));
    expect(() => get(channel, later.envelope)).toThrow(new Refused('behind'));
  });

  test('are refilled below five, with new ones only', () => {
    const fifteen = send(given, 15);
    expect([fifteen.ben.prekeys.length, needsRefill(fifteen.ben)]).toEqual([5, false]);
    const sixteen = send(fifteen, 1);
    expect([sixteen.ben.prekeys.length, needsRefill(sixteen.ben)]).toEqual([4, true]);
    const again = give(sixteen);
    expect(again.offer.map(({ keys, lastResort }) => [keys.length, lastResort])).toEqual([
      [6, null],
      [6, null],
      [4, null],
    ]);
    expect([again.ben.prekeys.length, again.ana.peerPrekeys.length]).toEqual([20, 20]);
    expect(new Set(again.ana.peerPrekeys.map(({ id }) => toHex(id))).size).toBe(20);
    expect(send(again, 20).kinds).toEqual(Array(20).fill(1));
  });
});

describe('the last resort', () => {
  const empty = send(give(pair(random)), 20);

  test('remembers what it opened, and is replaced after its first use', () => {
    const used = send(empty, 1);
    expect(() => get(used.ben, used.envelopes[0] ?? new Uint8Array())).toThrow(new Refused('again'));
    expect(needsRefill({ ...used.ben, prekeys: empty.ben.prekeys })).toBe(true);
    const before = used.ben.lastResort.map(({ id }) => toHex(id));
    const again = give(used);
    const after = again.ben.lastResort.map(({ id }) => toHex(id));
    expect(after).toHaveLength(2);
    expect(after[1]).toBe(before[0]);
    expect(after[0]).not.toBe(before[0]);
    expect(toHex(again.ana.peerLastResort?.id ?? new Uint8Array())).toBe(after[0]);
  });

  test('opens what was under way when it was replaced, and not what came before that', () => {
    const underWay = put(empty.ana, utf8('under way'));
    const once = send({ ...empty, ana: underWay.channel }, 1);
    const again = give(once);
    expect(fromUtf8(get(again.ben, underWay.envelope).body)).toBe('under way');
    const third = give(send(send(again, 20), 1));
    expect(third.ben.lastResort).toHaveLength(2);
    expect(() => get(third.ben, underWay.envelope)).toThrow(new Refused('behind'));
  });
});

describe('an offer', () => {
  const fresh = pair(random);
  const { offer } = offerPrekeys(fresh.ben, random);
  const [first] = offer;
  if (!first) throw new Error('nothing was offered');

  test('taken twice is taken once', () => {
    const once = takePrekeys(fresh.ana, first);
    expect(takePrekeys(once, first)).toEqual(once);
    expect(fresh.ana.peerPrekeys).toEqual([]);
  });
  test('of more than six keys, or of keys cut off, is not read', () => {
    const [key] = first.keys;
    const many = { keys: first.keys, lastResort: key };
    expect(v.safeParse(PrekeyOffer, JSON.parse(toJson(many))).success).toBe(false);
    const short = { keys: [key?.slice(1)], lastResort: null };
    expect(v.safeParse(PrekeyOffer, JSON.parse(toJson(short))).success).toBe(false);
  });
  test('of what is no key, or of ever more, is refused', () => {
    const wrong = { keys: [new Uint8Array(1216).fill(0xff)], lastResort: null };
    expect(() => takePrekeys(fresh.ana, wrong)).toThrow(PrekeysRefused);
    expect(() => takePrekeys(fresh.ana, { keys: [], lastResort: new Uint8Array(1216) })).toThrow(PrekeysRefused);
    const full = offer.reduce(takePrekeys, fresh.ana);
    const more = offerPrekeys(pair(random).ben, random).offer[0];
    if (!more) throw new Error('nothing was offered');
    expect(() => takePrekeys(full, more)).toThrow(PrekeysRefused);
  });
});
