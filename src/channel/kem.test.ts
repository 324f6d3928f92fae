import { existsSync, readFileSync } from 'node:fs';
import { ml_kem768_x25519 as xwing } from '@noble/post-quantum/hybrid.js';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '../lib/bytes.ts';
import published from './fixtures/xwing.json' with { type: 'json' };
import { decapsulate, encapsulate, KEM_CIPHERTEXT, KEM_PUBLIC, kemKeys } from './kem.ts';

type Vector = { seed: string; eseed: string; ss: string; pk: string; ct: string };

const bytesOf = (hex: string) => fromHex(`0x${hex}`);
const check = ({ seed, eseed, ss, pk, ct }: Vector) => {
  const { secret, key } = kemKeys(() => bytesOf(seed));
  const { ciphertext, shared } = encapsulate(key, () => bytesOf(eseed));
  const got = { seed: secret, pk: key, ct: ciphertext, ss: shared, back: decapsulate(ciphertext, secret) };
  expect(Object.fromEntries(Object.entries(got).map(([name, value]) => [name, toHex(value).slice(2)]))).toEqual({
    ...{ seed, pk, ct, ss, back: ss },
  });
};

test('the published vector that is always checked', () => check(published.vector));

const FOLDER = new URL('../../../shared/vectors/crypto/xwing-test-vectors.json', import.meta.url);
test('all published vectors', (context) => {
  if (!existsSync(FOLDER)) {
    const missing = 'NOT CHECKED: ../shared/vectors/crypto is missing, so only one X-Wing vector was compared.';
    console.warn(missing);
    context.skip(missing);
  }
  const vectors = JSON.parse(readFileSync(FOLDER, 'utf8')) as Vector[];
  expect(vectors.length).toBeGreaterThan(2);
  vectors.forEach(check);
});

test('lengths, and a changed ciphertext gives another secret without an error', () => {
  expect(xwing.lengths).toMatchObject({
    publicKey: KEM_PUBLIC,
    cipherText: KEM_CIPHERTEXT,
    secretKey: 32,
    msgRand: 64,
  });
  const { ct, seed, ss } = published.vector;
  const changed = bytesOf(ct);
  changed[0] = (changed[0] ?? 0) ^ 1;
  expect(toHex(decapsulate(changed, bytesOf(seed)))).not.toBe(`0x${ss}`);
});
