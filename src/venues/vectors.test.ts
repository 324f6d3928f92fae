/** Each vector: its digest, its signature, and what a trader should read in it, worked out by hand (`expected/`). */
import { encode } from '@msgpack/msgpack';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { describe, expect, test } from 'vitest';
import { addressOf } from '../keyring/derive.ts';
import { sign } from '../keyring/sign.ts';
import { concat, fromHex, toHex, utf8 } from '../lib/bytes.ts';
import { checksum } from '../signing/address.ts';
import { readTypedDataParams } from '../signing/typed-data.ts';
import { EXPECTED } from './expected/all.ts';
import { opened } from './expected/opened.ts';
import {
  ACCOUNT,
  folder,
  type Json,
  MESSAGES,
  paramsOf,
  preimageOf,
  readPreimage,
  readVector,
  type Vector,
  vectors,
} from './expected/vector.ts';
import { type Summary, summary } from './summary.ts';

const all = vectors();
const files = [...new Set(all.map(({ file }) => file))];
const of = (file: string, fits: (vector: Vector) => boolean): [string, Vector][] =>
  all.filter((vector) => vector.file === file && fits(vector)).map((vector) => [vector.id, vector]);

/** The 32 bytes that are signed. */
const digestOf = (vector: Vector): Uint8Array => {
  if (vector.kind !== 'eip712-raw-domain-separator') return fromHex(readVector(vector)?.digest ?? '');
  const { data } = readTypedDataParams(paramsOf(vector, ACCOUNT));
  const parts = [Uint8Array.of(0x19, 0x01), fromHex(vector.domainSeparator ?? ''), fromHex(data.structHash)];
  return keccak_256(concat(...parts));
};

/** Whoever made this signature. */
const signerOf = (digest: Uint8Array, signature: string): string => {
  const bytes = fromHex(signature);
  const recovered = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), 'compact')
    .addRecoveryBit((bytes[64] ?? 0) % 27)
    .recoverPublicKey(digest)
    .toBytes(false);
  return checksum(toHex(keccak_256(recovered.subarray(1)).subarray(12)));
};

/** Capitals in an address say nothing. */
const plain = (rows: readonly Summary[]) =>
  JSON.parse(JSON.stringify(rows).replace(/0x[\da-fA-F]{40}/g, (address) => address.toLowerCase()));

describe.each(files)('%s', (file) => {
  const signed = of(file, ({ expectedSignature }) => expectedSignature !== undefined);
  const hashed = of(file, ({ expectedDigest }) => expectedDigest !== undefined);
  const typed = of(file, ({ kind }) => kind === 'typehash');
  const derived = of(file, ({ kind }) => kind === 'keyDerivation');
  const readable = of(file, ({ kind }) => !['typehash', 'keyDerivation', 'domainSeparator'].includes(kind));

  if (hashed.length > 0)
    test.each(hashed)('%s: the digest', (_, vector) => {
      expect(toHex(digestOf(vector))).toBe(vector.expectedDigest);
    });

  if (signed.length > 0)
    test.each(signed)('%s: the signature', (_, vector) => {
      const { signer = '', privateKey, expectedSignature = '' } = vector;
      const digest = digestOf(vector);
      expect(signerOf(digest, expectedSignature)).toBe(checksum(signer));
      if (privateKey === undefined) return;
      const key = fromHex(privateKey);
      expect(addressOf(key)).toBe(checksum(signer));
      expect(sign(digest, key, addressOf(key)).hex65).toBe(expectedSignature);
    });

  if (typed.length > 0)
    test.each(typed)('%s: the hash of the type', (_, { encodeType, expectedTypehash }) => {
      // One file names the hash alone: its type is that of the messages beside it.
      const [message] = of(file, ({ kind }) => kind === 'eip712').map(([, vector]) => vector);
      const type = encodeType ?? (message && readTypedDataParams(paramsOf(message, ACCOUNT)).data.encodeType);
      expect(toHex(keccak_256(utf8(type ?? '')))).toBe(expectedTypehash);
    });

  if (derived.length > 0)
    test.each(derived)('%s: what the key is made from', (_, { input, expected }) => {
      expect(toHex(keccak_256(fromHex(input?.signature ?? '').subarray(0, 64)))).toBe(expected?.entropy);
    });

  if (readable.length > 0)
    test.each(readable)('%s: the reading', (id, vector) => {
      const expected = EXPECTED[file]?.[id];
      if (!expected) throw new Error(`Nothing is expected of ${file}/${id}: write it down in expected/${file}.ts`);
      const reading = readVector(vector, expected.account)?.reading;
      if (!reading) throw new Error('It cannot be read.');
      const rows = summary(reading);
      if ('unreadable' in expected) expect(rows.map(({ verb }) => verb)).toEqual(['unreadable']);
      else expect(plain(rows)).toEqual(plain(expected.rows));
    });
});

/** The 32 bytes of an action, by another msgpack than that of the wallet. */
const connectionOf = ({ action, nonce, vaultAddress, expiresAfter }: NonNullable<Vector['hyperliquidL1']>): string => {
  const uint64 = (value: number) => fromHex(`0x${value.toString(16).padStart(16, '0')}`);
  return toHex(
    keccak_256(
      concat(
        encode(action),
        uint64(nonce),
        ...(vaultAddress === null ? [Uint8Array.of(0)] : [Uint8Array.of(1), fromHex(vaultAddress)]),
        ...(expiresAfter === null ? [] : [Uint8Array.of(0), uint64(expiresAfter)]),
      ),
    ),
  );
};

describe('a hash that comes with what it is made of', () => {
  const given = all.flatMap((vector): [string, Vector, Record<string, Json>][] => {
    const preimage = preimageOf(vector, all);
    return preimage ? [[vector.id, vector, preimage]] : [];
  });
  test.each(given)('%s', (id, vector, preimage) => {
    if (vector.hyperliquidL1)
      expect(connectionOf(vector.hyperliquidL1)).toBe(vector.hyperliquidL1.expectedConnectionId);
    const expected = opened[id];
    if (!expected) throw new Error(`Nothing is expected of ${id}, opened: write it down in expected/opened.ts`);
    const { digest, reading } = readPreimage(preimage, vector.signer);
    expect(digest).toBe(vector.expectedDigest);
    if ('unreadable' in expected) expect(reading.kind).toBe('unreadable');
    else expect(plain(summary(reading))).toEqual(plain(expected.rows));
  });
});

test('nothing is expected of a vector that is not there', () => {
  const known = new Set((folder() ?? []).map(({ file, id }) => `${file}/${id}`));
  const named = Object.entries(EXPECTED).flatMap(([file, one]) => Object.keys(one).map((id) => `${file}/${id}`));
  if (known.size > 0) expect(named.filter((name) => !known.has(name))).toEqual([]);
  else
    expect(MESSAGES.filter(({ file, id, kind }) => kind !== 'typehash' && !named.includes(`${file}/${id}`))).toEqual(
      [],
    );
});

test('the messages in the project are those of the folder', () => {
  const known = folder();
  if (!known) return expect(MESSAGES.length).toBeGreaterThan(30);
  for (const message of MESSAGES) {
    const { file, id } = message;
    const original = known.find((vector) => vector.file === file && vector.id === id);
    const { source: _, ...ours } = message as Vector & { source: string };
    // Types that the message does not use are left out here; the digest has been compared.
    const { types: __, ...rest } = ours;
    expect(original).toMatchObject(rest);
  }
});
