import { describe, expect, it } from 'vitest';
import { fromUtf8, toBase64, utf8 } from '../lib/bytes.ts';
import { type Backup, BadBackup, newestBackup, openBackup, readBackup, sealBackup, validBackups } from './backup.ts';
import { family, seeded } from './family.ts';

const us = family('PPD', 2);
const { devices } = us.manifest;
const random = seeded('backup');
const k = random(32);
const factor = random(16);
const place = { wallet: us.wallet, epoch: 3, version: 7 };
const backup: Backup = { v: 1, at: 5, records: { phrase: random(32) }, duties: '[]', owner: '{"n":1}' };
const seal = (over: Partial<typeof place> = {}, withFactor: Uint8Array | null = factor, by = us.identity.secret) =>
  sealBackup(backup, k, withFactor, { ...place, ...over }, by, random);
const why = (file: Uint8Array, key = k, owner: Uint8Array | null = factor): string => {
  try {
    openBackup(file, key, owner, devices);
    return 'opens';
  } catch (error) {
    if (error instanceof BadBackup) return error.reason;
    throw error;
  }
};
const edit = (file: Uint8Array, change: object): Uint8Array =>
  utf8(JSON.stringify({ ...JSON.parse(fromUtf8(file)), ...change }));

describe('a backup', () => {
  it('opens with its keys and says which it is', () => {
    expect(openBackup(seal(), k, factor, devices)).toEqual({ backup, place });
    expect(openBackup(seal({}, null), k, null, devices)).toEqual({ backup, place });
    const long = random(32);
    expect(openBackup(seal({}, long), k, long, devices).backup).toEqual(backup);
    expect(readBackup(seal())).toEqual({ ...place, ownerFactor: true });
  });

  it('tells a wrong recovery key from a wrong owner key', () => {
    expect(why(seal(), random(32))).toBe('key');
    expect(why(seal(), k, random(16))).toBe('owner key');
    expect(why(seal(), k, null)).toBe('owner key missing');
    expect(why(seal({}, null), k, factor)).toBe('owner key not asked');
  });

  it('is refused when anything was changed, or a stranger signed it', () => {
    const file = seal();
    for (const change of [{ version: 8 }, { epoch: 4 }, { ownerFactor: false }, { wallet: toBase64(random(32)) }])
      expect(why(edit(file, change))).toBe('signature');
    for (const part of ['nonce', 'sealed', 'commitment', 'keyCheck'] as const) {
      const other = JSON.parse(fromUtf8(seal())) as Record<string, string>;
      const changed = part === 'keyCheck' ? toBase64(random(32)) : other[part];
      expect(why(edit(file, { [part]: changed })), part).toBe(part === 'commitment' ? 'opens' : 'signature');
    }
    expect(why(seal({}, factor, random(32)))).toBe('signature');
  });

  it('what is no backup, or a newer one, is said to be that', () => {
    for (const bad of ['', '{', '{}', '[]', 'null']) expect(why(utf8(bad))).toBe('unreadable');
    expect(why(Uint8Array.of(0xff, 0xfe))).toBe('unreadable');
    expect(why(edit(seal(), { v: 2, more: 1 }))).toBe('newer');
    expect(why(edit(seal(), { epoch: 0 }))).toBe('unreadable');
  });

  it('says altered when a device signed something that is none', () => {
    const file = sealBackup({ ...backup, at: -1 }, k, factor, place, us.identity.secret, random);
    expect(why(file)).toBe('altered');
  });

  it('hides its length and never repeats a nonce', () => {
    const sizes = ['', 'x'.repeat(500)].map(
      (owner) => sealBackup({ ...backup, owner }, k, factor, place, us.identity.secret, random).length,
    );
    expect(sizes[0]).toBe(sizes[1]);
    expect(fromUtf8(seal())).not.toBe(fromUtf8(seal()));
  });

  it('the newest valid one counts', () => {
    const [old, mid, late] = [seal({ version: 1 }), seal({ version: 2 }), seal({ version: 10 })];
    const forged = seal({ version: 99 }, factor, random(32));
    const others = seal({ version: 99, wallet: random(32) });
    const before = seal({ version: 99, epoch: 2 });
    const all = [old, forged, late, utf8('none'), others, before, mid, edit(late, { version: 98 })];
    expect(newestBackup(all, place, devices)).toBe(late);
    expect(validBackups(all, place, devices)).toEqual([late, mid, old]);
    expect(newestBackup([forged], place, devices)).toBeUndefined();
  });
});
