import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, sameBytes, toHex, utf8 } from '../lib/bytes.ts';
import { aad, CutOff, importKey, NotOpened, open, seal } from './envelope.ts';
import { checkBounds, freshKdf, KdfOutOfBounds } from './kdf.ts';

const KEY = new Uint8Array(32).fill(1);

describe('additional data', () => {
  it('is the same for the same fields alone', () => {
    const field = fc.oneof(fc.string(), fc.nat(), fc.uint8Array());
    const fields = fc.array(field, { maxLength: 4 });
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const same =
          a.length === b.length &&
          a.every((one, i) => typeof one === typeof b[i] && JSON.stringify(one) === JSON.stringify(b[i]));
        expect(sameBytes(aad(...a), aad(...b))).toBe(same);
      }),
    );
    expect(aad('ab', 'c')).not.toEqual(aad('a', 'bc'));
    expect(aad('1')).not.toEqual(aad(1));
    expect(aad('')).not.toEqual(aad());
  });
});

describe('an envelope', () => {
  it('opens with its key in its place, and never repeats an IV', async () => {
    const key = await importKey(KEY);
    const one = await seal(key, utf8('text'), aad('here'));
    const two = await seal(key, utf8('text'), aad('here'));
    expect(one.iv).not.toEqual(two.iv);
    expect(one.iv).toHaveLength(12);
    expect(await open(key, one, aad('here'))).toEqual(utf8('text'));
    await expect(open(key, one, aad('there'))).rejects.toThrow(NotOpened);
    await expect(open(await importKey(new Uint8Array(32)), one, aad('here'))).rejects.toThrow(NotOpened);
    await expect(open(key, { ...one, sealed: one.sealed.slice(0, -1) }, aad('here'))).rejects.toThrow(CutOff);
    await expect(open(key, { ...one, sealed: concat(one.sealed, Uint8Array.of(0)) }, aad('here'))).rejects.toThrow(
      NotOpened,
    );
    for (const row of [null, undefined, 1, {}, { iv: 'x' }, { ...one, iv: new Uint8Array(11) }, { ...one, size: '20' }])
      await expect(open(key, row, aad('here'))).rejects.toThrow(NotOpened);
  });

  // Wycheproof aes_gcm_test.json, tcId 100
  it('opens a vector of Wycheproof', async () => {
    const sealed = fromHex('0xeb5500e3825952866d911253f8de860c00831c81ecb660e1fb0541ec41e8d68a64141b3a');
    const key = await importKey(fromHex('0xb279f57e19c8f53f2f963f5f2519fdb7c1779be2ca2b3ae8e1128b7d6c627fc4'));
    const place = new Uint8Array(fromHex('0xc0'));
    expect(
      toHex(await open(key, { iv: fromHex('0x98bc2c7438d5cd7665d76f6e'), sealed, size: sealed.length }, place)),
    ).toBe('0xfcc515b294408c8645c9183e3f4ecee5127846d1');
  });

  const vectorFile = new URL('../../../shared/vectors/crypto/wycheproof-aes_gcm_test.json', import.meta.url);
  if (!existsSync(vectorFile)) console.warn('Not run: the AES-GCM vectors of Wycheproof are not beside the project.');
  it.runIf(existsSync(vectorFile))('opens what Wycheproof says is valid, and nothing else', async () => {
    type Test = {
      tcId: number;
      key: string;
      iv: string;
      aad: string;
      msg: string;
      ct: string;
      tag: string;
      result: string;
    };
    type Group = { keySize: number; ivSize: number; tagSize: number; tests: Test[] };
    const { testGroups } = JSON.parse(readFileSync(vectorFile, 'utf8')) as { testGroups: Group[] };
    const bytes = (hex: string) => fromHex(`0x${hex}`);
    let checked = 0;
    for (const { keySize, ivSize, tagSize, tests } of testGroups) {
      if (keySize !== 256 || ivSize !== 96 || tagSize !== 128) continue;
      for (const test of tests) {
        const sealed = concat(bytes(test.ct), bytes(test.tag));
        const found = await open(
          await importKey(bytes(test.key)),
          { iv: bytes(test.iv), sealed, size: sealed.length },
          new Uint8Array(bytes(test.aad)),
        ).catch(() => null);
        expect([test.tcId, found && toHex(found)]).toEqual([
          test.tcId,
          test.result === 'valid' ? `0x${test.msg}` : null,
        ]);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(50);
  });
});

describe('the parameters of key stretching', () => {
  it('start at the floor with a fresh salt', () => {
    const kdf = freshKdf();
    expect(kdf).toMatchObject({ m: 47104, t: 1, p: 1 });
    expect(kdf.salt).toHaveLength(16);
    expect(freshKdf().salt).not.toEqual(kdf.salt);
    expect(checkBounds(kdf)).toEqual(kdf);
  });

  it('are taken within the bounds alone', () => {
    const salt = new Uint8Array(16);
    const taken = (m: unknown, t: unknown, p: unknown, s: unknown = salt): boolean => {
      try {
        return checkBounds({ m, t, p, salt: s }).p === 1;
      } catch (error) {
        expect(error).toBeInstanceOf(KdfOutOfBounds);
        return false;
      }
    };
    expect([taken(47104, 1, 1), taken(262144, 4, 1)]).toEqual([true, true]);
    for (const [m, t, p] of [
      [47103, 1, 1],
      [262145, 1, 1],
      [47104, 0, 1],
      [47104, 5, 1],
      [47104, 1, 2],
      [47104.5, 1, 1],
      ['47104', 1, 1],
      [Number.NaN, 1, 1],
    ])
      expect(taken(m, t, p)).toBe(false);
    for (const s of [new Uint8Array(15), new Uint8Array(17), 'salt', null]) expect(taken(47104, 1, 1, s)).toBe(false);
  });
});
