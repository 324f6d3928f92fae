import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '../lib/bytes.ts';
import { makeAgent, nameOf, signAsAgent } from './agent.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

// RFC 8032, section 7.1, tests 1 to 3
test.each([
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
])('ed25519: %s', (secret, name, message, signature) => {
  const key = fromHex(`0x${secret}`);
  expect(nameOf('ed25519', key)).toBe(`0x${name}`);
  expect(signAsAgent('ed25519', key, fromHex(`0x${message}`))).toBe(`0x${signature}`);
});

test('a signature of either curve leads back to its key', () => {
  fc.assert(
    fc.property(bytes32, fc.uint8Array({ maxLength: 200 }), (random, message) => {
      const { secret, name } = makeAgent('ed25519', random);
      expect(ed25519.verify(fromHex(signAsAgent('ed25519', secret, message)), message, fromHex(name))).toBe(true);
    }),
    { numRuns: 20 },
  );
  const { secret, name } = makeAgent('secp256k1', new Uint8Array(32).fill(7));
  expect(name).toBe(nameOf('secp256k1', secret));
  expect(signAsAgent('secp256k1', secret, new Uint8Array(32).fill(1))).toMatch(/^0x[\da-f]{128}1[bc]$/);
});

test('a key keeps no hold on what it was made of, and needs all of it', () => {
  const random = new Uint8Array(32).fill(9);
  const { secret } = makeAgent('ed25519', random);
  random.fill(0);
  expect(toHex(secret)).toBe(`0x${'09'.repeat(32)}`);
  expect(() => makeAgent('ed25519', new Uint8Array(31))).toThrow(RangeError);
  expect(() => makeAgent('secp256k1', new Uint8Array(32))).toThrow();
  expect(() => signAsAgent('secp256k1', secret, new Uint8Array(31))).toThrow(RangeError);
});
