import { existsSync, readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decrypt, encrypt, getConversationKey } from 'nostr-tools/nip44';
import { getEventHash } from 'nostr-tools/pure';
import { describe, expect, it } from 'vitest';
import { random } from '../lib/bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { GiftError, LARGEST_EVENT, type NostrEvent, signEvent, sizeOf, unwrap, wrap } from './gift.ts';

const owner = hexToBytes('0000000000000000000000000000000000000000000000000000000000000007');
const ana = hexToBytes('0000000000000000000000000000000000000000000000000000000000000011');
const thief = hexToBytes('00000000000000000000000000000000000000000000000000000000000000ff');
const NOW = Date.UTC(2026, 0, 15);
const DAY = 86_400_000;
const S = NOW / 1000;

const gift = (over: Partial<Parameters<typeof wrap>[0]> = {}) =>
  wrap({ from: owner, to: mailboxOf(ana), content: 'envelope', expiresAt: NOW + 45 * DAY, now: NOW, random, ...over });

const fault = (event: unknown, key = ana): string => {
  try {
    unwrap(event, key);
    return 'opened';
  } catch (error) {
    return error instanceof GiftError ? error.fault : `not a GiftError: ${error}`;
  }
};

/** A wrap around whatever an attacker puts inside. */
const forge = ({
  rumor = {},
  seal = {},
  signer = thief,
  after = (made) => made,
}: {
  rumor?: Record<string, unknown>;
  seal?: Partial<NostrEvent>;
  signer?: Uint8Array;
  after?: (seal: NostrEvent) => object;
}): NostrEvent => {
  const to = mailboxOf(ana);
  const inside = { pubkey: mailboxOf(signer), created_at: 0, kind: 2459, tags: [], content: 'envelope', ...rumor };
  const made = signEvent(
    {
      kind: 13,
      created_at: S,
      tags: [],
      content: encrypt(JSON.stringify(inside), getConversationKey(signer, to)),
      ...seal,
    },
    signer,
    random,
  );
  const once = random(32);
  return signEvent(
    {
      kind: 1059,
      created_at: S,
      tags: [['p', to]],
      content: encrypt(JSON.stringify(after(made)), getConversationKey(once, to)),
    },
    once,
    random,
  );
};

describe('a gift wrap', () => {
  it('comes back with its content and its sender', () => {
    const event = gift({ content: 'ünïcode ☂ {"a":1}' });
    expect(unwrap(event, ana)).toEqual({
      from: mailboxOf(owner),
      content: 'ünïcode ☂ {"a":1}',
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(unwrap(JSON.parse(JSON.stringify(event)), ana).from).toBe(mailboxOf(owner));
  });

  it('shows a relay nothing but the recipient, an expiry and a key used once', () => {
    const two = [gift(), gift()];
    for (const event of two) {
      expect(Object.keys(event).sort()).toEqual(['content', 'created_at', 'id', 'kind', 'pubkey', 'sig', 'tags']);
      expect(event.kind).toBe(1059);
      expect(event.tags.map(([name]) => name)).toEqual(['p', 'expiration']);
      expect(event.tags[0]?.[1]).toBe(mailboxOf(ana));
      expect(JSON.stringify(event)).not.toContain(mailboxOf(owner));
      expect(event.pubkey).not.toBe(mailboxOf(owner));
    }
    expect(two[0]?.pubkey).not.toBe(two[1]?.pubkey);
  });

  it('is dated up to two days back and expires up to two days after it must', () => {
    const many = Array.from({ length: 40 }, () => gift());
    for (const { created_at, tags } of many) {
      expect(created_at).toBeGreaterThan(S - 2 * 86_400);
      expect(created_at).toBeLessThanOrEqual(S);
      expect(Number(tags[1]?.[1])).toBeGreaterThanOrEqual(S + 45 * 86_400);
      expect(Number(tags[1]?.[1])).toBeLessThan(S + 47 * 86_400);
    }
    const dates = many.map(({ created_at }) => created_at);
    expect(Math.max(...dates) - Math.min(...dates)).toBeGreaterThan(86_400);
  });

  it('has the same id inside for the same content, however often it is wrapped', () => {
    const [a, b, other] = [gift(), gift({ now: NOW + DAY }), gift({ content: 'another' })].map(
      (e) => unwrap(e, ana).id,
    );
    expect(a).toBe(b);
    expect(other).not.toBe(a);
  });

  it('is the same bytes for the same randomness', () => {
    const counter = () => {
      let n = 0;
      return (length: number) => new Uint8Array(length).fill(++n);
    };
    expect(gift({ random: counter() })).toEqual(gift({ random: counter() }));
  });

  it('fits a relay with 16,000 bytes, and is refused when it does not fit', () => {
    expect(sizeOf(gift({ content: 'x'.repeat(16_000) }))).toBeLessThanOrEqual(LARGEST_EVENT);
    expect(() => gift({ content: 'x'.repeat(40_000) })).toThrow('too large');
  });
});

describe('a forged gift wrap', () => {
  it('cannot name another sender inside (nostr-tools up to 2.24.2 let it)', () => {
    expect(fault(forge({}))).toBe('opened');
    expect(fault(forge({ rumor: { pubkey: mailboxOf(owner) } }))).toBe('another sender inside');
  });

  it('cannot bring a rumor id of its own', () => {
    const honest = unwrap(forge({}), ana);
    const liar = unwrap(forge({ rumor: { id: 'ab'.repeat(32) } }), ana);
    expect(liar.id).toBe(honest.id);
    expect(liar.id).toBe(
      getEventHash({ pubkey: mailboxOf(thief), created_at: 0, kind: 2459, tags: [], content: 'envelope' }),
    );
  });

  it('is refused with its fault', () => {
    const good = gift();
    const flipped = `${good.sig.startsWith('0') ? '1' : '0'}${good.sig.slice(1)}`;
    expect(fault({ ...good, sig: flipped })).toBe('bad signature');
    expect(fault({ ...good, content: gift({ content: 'other' }).content })).toBe('bad signature');
    expect(fault({ ...good, id: 'ab'.repeat(32) })).toBe('bad signature');
    expect(fault({ ...good, kind: 1 })).toBe('wrong kind');
    expect(fault({ ...good, content: 'x'.repeat(LARGEST_EVENT + 1) })).toBe('too large');
    expect(fault(good, owner)).toBe('not for this mailbox');
    expect(fault(forge({ seal: { kind: 14 } }))).toBe('not sealed');
    expect(fault(forge({ seal: { tags: [['p', 'x']] } }))).toBe('not sealed');
    expect(fault(forge({ rumor: { kind: 14 } }))).toBe('wrong kind');
    expect(fault(forge({ rumor: { created_at: 5 } }))).toBe('wrong kind');
    expect(fault(forge({ rumor: { tags: [['a']] } }))).toBe('wrong kind');
    expect(fault(forge({ rumor: { content: 7 } }))).toBe('not readable');
    expect(fault(forge({ after: () => ({ kind: 13 }) }))).toBe('not readable');
    expect(fault(forge({ after: (seal) => ({ ...seal, sig: good.sig }) }))).toBe('bad signature');
    expect(fault(forge({ after: (seal) => ({ ...seal, pubkey: mailboxOf(owner) }) }))).toBe('bad signature');
    for (const junk of [null, 7, 'x', [], {}, { ...good, tags: [[1]] }, { ...good, pubkey: 'A'.repeat(64) }])
      expect(fault(junk)).toBe('not an event');
  });

  it('for two mailboxes at once is for neither', () => {
    const once = random(32);
    const tags = [
      ['p', mailboxOf(ana)],
      ['p', mailboxOf(owner)],
    ];
    expect(fault(signEvent({ kind: 1059, created_at: S, tags, content: 'x' }, once, random))).toBe(
      'not for this mailbox',
    );
  });

  it('is not opened by a signature that was checked on another object', () => {
    const event = gift();
    unwrap(event, ana);
    expect(fault({ ...event, created_at: event.created_at - 1 })).toBe('bad signature');
  });
});

describe('NIP-44', () => {
  // https://github.com/paulmillr/nip44/blob/main/nip44.vectors.json, v2.valid.encrypt_decrypt
  it.each([
    {
      sec1: '0000000000000000000000000000000000000000000000000000000000000001',
      sec2: '0000000000000000000000000000000000000000000000000000000000000002',
      conversation_key: 'c41c775356fd92eadc63ff5a0dc1da211b268cbea22316767095b2871ea1412d',
      nonce: '0000000000000000000000000000000000000000000000000000000000000001',
      plaintext: 'a',
      payload:
        'AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABee0G5VSK0/9YypIObAtDKfYEAjD35uVkHyB0F4DwrcNaCXlCWZKaArsGrY6M9wnuTMxWfp1RTN9Xga8no+kF5Vsb',
    },
    {
      sec1: '0000000000000000000000000000000000000000000000000000000000000002',
      sec2: '0000000000000000000000000000000000000000000000000000000000000001',
      conversation_key: 'c41c775356fd92eadc63ff5a0dc1da211b268cbea22316767095b2871ea1412d',
      nonce: 'f00000000000000000000000000000f00000000000000000000000000000000f',
      plaintext: '🍕🫃',
      payload:
        'AvAAAAAAAAAAAAAAAAAAAPAAAAAAAAAAAAAAAAAAAAAPSKSK6is9ngkX2+cSq85Th16oRTISAOfhStnixqZziKMDvB0QQzgFZdjLTPicCJaV8nDITO+QfaQ61+KbWQIOO2Yj',
    },
    {
      sec1: '8f40e50a84a7462e2b8d24c28898ef1f23359fff50d8c509e6fb7ce06e142f9c',
      sec2: 'b9b0a1e9cc20100c5faa3bbe2777303d25950616c4c6a3fa2e3e046f936ec2ba',
      conversation_key: 'd5a2f879123145a4b291d767428870f5a8d9e5007193321795b40183d4ab8c2b',
      nonce: 'b20989adc3ddc41cd2c435952c0d59a91315d8c5218d5040573fc3749543acaf',
      plaintext: 'ability🤝的 ȺȾ',
      payload:
        'ArIJia3D3cQc0sQ1lSwNWakTFdjFIY1QQFc/w3SVQ6yvbG2S0x4Yu86QGwPTy7mP3961I1XqB6SFFTzqDZZavhxoWMj7mEVGMQIsh2RLWI5EYQaQDIePSnXPlzf7CIt+voTD',
    },
  ])('agrees with the published vectors', ({ sec1, sec2, conversation_key, nonce, plaintext, payload }) => {
    const key = getConversationKey(hexToBytes(sec1), mailboxOf(hexToBytes(sec2)));
    expect(bytesToHex(key)).toBe(conversation_key);
    expect(encrypt(plaintext, key, hexToBytes(nonce))).toBe(payload);
    expect(decrypt(payload, key)).toBe(plaintext);
  });

  it('agrees with all of them', () => {
    const file = new URL('../../../shared/vectors/crypto/nip44-vectors.json', import.meta.url);
    if (!existsSync(file))
      return console.warn('NIP-44: ../shared/vectors is not here, only our own table was checked.');
    const { valid, invalid } = JSON.parse(readFileSync(file, 'utf8')).v2;
    let checked = 0;
    for (const { sec1, pub2, conversation_key } of valid.get_conversation_key) {
      expect(bytesToHex(getConversationKey(hexToBytes(sec1), pub2))).toBe(conversation_key);
      checked += 1;
    }
    for (const { conversation_key, nonce, plaintext, payload } of valid.encrypt_decrypt) {
      expect(encrypt(plaintext, hexToBytes(conversation_key), hexToBytes(nonce))).toBe(payload);
      expect(decrypt(payload, hexToBytes(conversation_key))).toBe(plaintext);
      checked += 1;
    }
    for (const { conversation_key, payload } of invalid.decrypt) {
      expect(() => decrypt(payload, hexToBytes(conversation_key))).toThrow();
      checked += 1;
    }
    for (const { sec1, pub2 } of invalid.get_conversation_key) {
      expect(() => getConversationKey(hexToBytes(sec1), pub2)).toThrow();
      checked += 1;
    }
    expect(checked).toBeGreaterThan(50);
  });
});
