import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { concat, fromHex, type Hex, toHex, utf8 } from '../lib/bytes.ts';
import { addressOf } from './derive.ts';
import { SignatureFault, sign, warm } from './sign.ts';

/** A bit of what was computed that falls over. */
const memory = vi.hoisted(() => ({ fault: null as { byte: number; bit: number } | null }));
vi.mock('@noble/curves/secp256k1.js', async (original) => {
  const { secp256k1: real } = await original<typeof import('@noble/curves/secp256k1.js')>();
  const sign: typeof real.sign = (...args) => {
    const made = real.sign(...args);
    const { byte, bit } = memory.fault ?? { byte: 0, bit: 0 };
    if (memory.fault) made[byte] = (made[byte] ?? 0) ^ (1 << bit);
    return made;
  };
  return { secp256k1: { ...real, sign } };
});

const signed = (digest: Hex, key: Hex) => sign(fromHex(digest), fromHex(key), addressOf(fromHex(key)));

/**
 * Name, digest, private key, signature. A nonce made otherwise changes every one of them. Sources: hyperliquid-python-sdk
 * tests/signing_test.py, dydx v3-client __tests__/onboarding.test.ts, and the SDKs and pages of the other venues.
 */
const FIXED: [string, Hex, Hex, Hex][] = [
  [
    'hyperliquid user-usd-send-testnet',
    '0xcacf7585cc49ca60c6c5fb3001e226c0ca03c46252c893eea574c78907b7cebe',
    '0x0123456789012345678901234567890123456789012345678901234567890123',
    '0x637b37dd731507cdd24f46532ca8ba6eec616952c56218baeff04144e4a7707311a6a24900e6e314136d2592e2f8d502cd89b7c15b198e1bee043c9589f9fad71b',
  ],
  [
    'hyperliquid l1-order-limit-gtc-testnet',
    '0x606be2d25f68768f876dc04a2c3c86ceafd2d6a3c3cbb963454462d6734ebfa6',
    '0x0123456789012345678901234567890123456789012345678901234567890123',
    '0x82b2ba28e76b3d761093aaded1b1cdad4960b3af30212b343fb2e6cdfa4e3d546b53878fc99d26047f4d7e8c90eb98955a109f44209163f52d8dc4278cbbd9f51b',
  ],
  [
    'synthetix PlaceOrders-limit',
    '0xfd0ef9f503fc2d460deb199a439c8395c17ebf9ba608f544d965ec06eebc919b',
    '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
    '0xfc04e6ee376a27dd5e82b8f897e5b530ea6251e03d8a640885bf594be71b25607e5f86f02edec5c422ca95c7239ec2986177e9f6fe35800632a96148ef94298d1b',
  ],
  [
    'aevo Order',
    '0xdbed5dde2bb56e7e081055ec8121c7e0861409f5546131a9fc844b5752194851',
    '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
    '0xba713fd92331a8eaf7ae627c0365a08505e635c7b0e12a87134b53733d3b01cc3647543fce999415c4e3a54243aef06118bd87dbd3e6ec184fcb09007cbf8ca51c',
  ],
  [
    'dydx v3-stark-key-derivation',
    '0x0f9c71ef542bfca920d829ba80e515471e25e671202287713b8eaceef47f12dc',
    '0x4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d',
    '0x388d96ecd1d59072ddda7a0eba77a9c5bb6929db07c4673915c376614ae437594647375ca2242af819514ab7ed3dd93617c43a2044cf8c8887d9251c06bb0be81c',
  ],
  [
    'apex l2-key-personal',
    '0x0153df3d95e29afaf4d122bf10d9d494bddba49eafc05a15cd3ac66d02ac8974',
    '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
    '0x6f4e5029ff465d593b1ef89a5fb31ce6d9e58de4eefa1b2d1e63fadd5f8b6d0736d242ea333b53491a4d1d660e6e3938bd391cc299eea19a3d7273db4b2870191c',
  ],
  [
    'vertex Order',
    '0x572e6303fc384bac92e5b103bafbc20ab6933fa005fbe42f77f9d11df1551813',
    '0x45917429615b8a68cd372c96f63092f3d672a0bc60202b188670354b89c43ae3',
    '0x0bd8fbb937a3def43f517031bac8589218ff0d4d57c965b618c6d50d12c9b54b384f41a37c559033fd18d5249b8b80dfb0026a19fb8e4d37bca91134f59a9bf71b',
  ],
  [
    'permits eip2612-usdc-arbitrum-gmx-router',
    '0x5c3c6c56b9a53e89b2be296c0f31c591c1bc8129fd4c7b30ae58c61ea2a32155',
    '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
    '0x6159b7357ce12f71c5b03f3cc70f41a2e1c2354638abb2d53b51d28551e9eeb57fe192a949c2e50fc2e88832b35778d25912f8b916e0c6997e2f9416596e44551b',
  ],
];

const ORDER = secp256k1.Point.CURVE().n;
const shared = new URL('../../../shared/vectors/', import.meta.url);
const here = existsSync(shared);
if (!here) console.warn('Not run: the vectors of venues, RFC 6979 and Wycheproof are not beside the project.');
const json = (path: string) => JSON.parse(readFileSync(new URL(path, shared), 'utf8'));

type Vector = { id: string; privateKey: Hex; expectedDigest: Hex; expectedSignature: Hex };
const vectorsIn = (value: unknown): Vector[] => {
  if (value === null || typeof value !== 'object') return [];
  const own =
    'expectedSignature' in value && 'privateKey' in value && 'expectedDigest' in value ? [value as Vector] : [];
  return [...own, ...Object.values(value).flatMap(vectorsIn)];
};

describe('a signature', () => {
  it.each(FIXED)('%s', (_name, digest, key, expected) => {
    expect(signed(digest, key).hex65).toBe(expected);
  });

  it('comes in parts that fit together, and is the same every time', () => {
    const [, digest, key] = FIXED[0] ?? ['', '0x', '0x'];
    const { r, s, yParity, hex65 } = signed(digest, key);
    expect(hex65).toBe(toHex(concat(fromHex(r), fromHex(s), Uint8Array.of(27 + yParity))));
    expect(signed(digest, key)).toEqual({ r, s, yParity, hex65 });
  });

  it('has a low s and leads back to its account, whatever is signed', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, bytes, (digest, key) => {
        fc.pre(secp256k1.utils.isValidSecretKey(key));
        const { s, hex65 } = sign(digest, key, addressOf(key));
        expect(BigInt(s) <= ORDER / 2n).toBe(true);
        expect(fromHex(hex65)).toHaveLength(65);
      }),
      { numRuns: 30 },
    );
  });

  it('that leads to another account goes nowhere', () => {
    warm();
    const key = new Uint8Array(32).fill(3);
    expect(() => sign(new Uint8Array(32).fill(9), key, addressOf(new Uint8Array(32).fill(4)))).toThrow(SignatureFault);
  });

  it('in which a bit fell over goes nowhere', () => {
    const key = new Uint8Array(32).fill(3);
    const address = addressOf(key);
    const digests = [0, 1, 9, 255].map((byte) => new Uint8Array(32).fill(byte));
    const good = digests.map((digest) => sign(digest, key, address).hex65);
    expect(digests.map((digest) => sign(digest, key, address).hex65)).toEqual(good);
    expect(() => sign(new Uint8Array(32).fill(9), new Uint8Array(32).fill(4), address)).toThrow(SignatureFault);
    const digest = new Uint8Array(32).fill(9);
    for (const [byte, bit] of [...Array.from({ length: 65 }, (_, i) => [i, i % 8] as const), [0, 0] as const]) {
      memory.fault = { byte, bit };
      expect(() => sign(digest, key, address), `${byte}:${bit}`).toThrow();
      memory.fault = null;
    }
    expect(sign(digest, key, address).hex65).toBe(good[2]);
  });

  it('is of 32 bytes and nothing else', () => {
    const key = new Uint8Array(32).fill(3);
    for (const length of [0, 31, 33])
      expect(() => sign(new Uint8Array(length), key, addressOf(key))).toThrow(RangeError);
  });

  it.runIf(here)('is the one of every venue vector that has a key', () => {
    let checked = 0;
    for (const file of readdirSync(new URL('venues/', shared)).filter((name) => name.endsWith('.json')))
      for (const { id, privateKey, expectedDigest, expectedSignature } of vectorsIn(json(`venues/${file}`))) {
        expect([file, id, signed(expectedDigest, privateKey).hex65]).toEqual([file, id, expectedSignature]);
        checked++;
      }
    expect(checked).toBeGreaterThanOrEqual(90);
  });

  it.runIf(here)('has the nonce of RFC 6979', () => {
    const vectors = json('crypto/secp256k1-rfc6979.json') as { message: string; d: string; k0: string }[];
    for (const { message, d, k0 } of vectors) {
      // the nonce itself stays inside: its public point is r
      const { r } = signed(toHex(sha256(utf8(message))), `0x${d}`);
      const point = secp256k1.Point.BASE.multiply(BigInt(`0x${k0}`)).toAffine();
      expect(BigInt(r)).toBe(point.x % ORDER);
    }
    expect(vectors.length).toBeGreaterThanOrEqual(10);
  });

  it.runIf(here)('is checked by arithmetic that agrees with Wycheproof', () => {
    type Group = {
      publicKey: { uncompressed: string };
      tests: { tcId: number; msg: string; sig: string; result: string }[];
    };
    const { testGroups } = json('crypto/wycheproof-ecdsa_secp256k1_sha256_p1363_test.json') as { testGroups: Group[] };
    let checked = 0;
    for (const { publicKey, tests } of testGroups)
      for (const { tcId, msg, sig, result } of tests) {
        let valid = false;
        try {
          valid = secp256k1.verify(fromHex(`0x${sig}`), fromHex(`0x${msg}`), fromHex(`0x${publicKey.uncompressed}`), {
            lowS: false,
          });
        } catch {} // a signature of another shape
        expect([tcId, valid]).toEqual([tcId, result === 'valid']);
        checked++;
      }
    expect(checked).toBe(252);
  });
});
