import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { family, seeded } from './family.ts';
import { manifestHash } from './manifest.ts';
import { cardFingerprint, decodeOwnerKey, decodePaper, encodeOwnerKey, encodePaper } from './paper.ts';
import { checkShare } from './sharing.ts';
import { printed, readTyped } from './typed.ts';

const us = family('PPPPFPF', 3);
const pageOf = (i: number) => {
  const [guardian, path, share] = [us.guardians[i], us.paths[i], us.shares[i]];
  if (!guardian || !path || !share) throw new Error('unreachable');
  return { wallet: us.wallet, manifest: manifestHash(us.signed), leaf: guardian.leaf, path, share };
};
const page = encodePaper(pageOf(4));
const groups = page.words.split(' ');
const fault = (text: string) => {
  const read = decodePaper(text);
  return read.ok ? undefined : read.fault;
};

describe('a page', () => {
  it('is read back from its code and from its typed form', () => {
    for (const i of [4, 6])
      for (const text of Object.values(encodePaper(pageOf(i))))
        expect(decodePaper(text)).toEqual({ ok: true, value: pageOf(i) });
    expect(checkShare(us.manifest.commitments, us.manifest.t, pageOf(4).share)).toBeUndefined();
  });

  it('forgives case, spaces, lines, and letters that look like digits', () => {
    const odd = page.words.toLowerCase().replaceAll(' ', '-\n ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(decodePaper(`  ${odd} `).ok).toBe(true);
    expect(decodePaper(page.words.replaceAll(' ', '')).ok).toBe(true);
    expect(decodePaper(page.qr.toLowerCase()).ok).toBe(true);
    expect(page.qr).toMatch(/^[0-9A-Z $%*+\-./:]+$/); // the alphanumeric mode of a QR code
  });

  it('says in which group a character is wrong', () => {
    fc.assert(
      fc.property(
        fc.nat(groups.length - 1),
        fc.nat(4),
        fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZU'),
        (at, place, c) => {
          const group = groups[at] ?? '';
          if (group[place] === c) return;
          const typed = groups.with(at, group.slice(0, place) + c + group.slice(place + 1)).join(' ');
          expect(fault(typed)).toEqual({ is: 'group', group: at + 1 });
        },
      ),
    );
  });

  it('says in which group two characters were changed about, one left out or one typed twice', () => {
    for (const at of [0, 7, groups.length - 1]) {
      const group = groups[at] ?? '';
      const [a, b, ...rest] = group;
      const slips = [group.slice(1), `${group}0`, group + group, ...(a === b ? [] : [[b, a, ...rest].join('')])];
      for (const slip of slips) expect(fault(groups.with(at, slip).join(' '))).toEqual({ is: 'group', group: at + 1 });
      const without = groups.with(at, group.slice(1)).join('');
      expect(fault(without)).toMatchObject({ is: 'group', group: at + 1 });
    }
  });

  it('finds groups that changed places or are missing', () => {
    const [a = '', b = ''] = groups;
    expect(fault([b, a, ...groups.slice(2)].join(' '))).toMatchObject({ is: 'group', group: 1 });
    expect(fault(groups.slice(0, -1).join(' '))).toEqual({
      is: 'length',
      groups: groups.length - 1,
      expected: groups.length,
    });
    expect(fault(groups.toSpliced(3, 1).join(' '))).toMatchObject({ is: 'group', group: 4 });
  });

  it('a changed code is altered, and what is no page is said to be none', () => {
    const last = page.qr.at(-9) === 'A' ? 'B' : 'A';
    expect(fault(page.qr.slice(0, -9) + last + page.qr.slice(-8))).toEqual({ is: 'altered' });
    for (const text of ['', 'VOUCH:', 'VOUCH:!!!!', 'https://example.org']) expect(fault(text)).toBeDefined();
    expect(fault('')).toEqual({ is: 'not a page' });
  });

  it('knows another page and a newer one', () => {
    const key = encodeOwnerKey({ wallet: us.wallet, factor: seeded('f')(16) });
    expect(fault(key.qr)).toEqual({ is: 'another page' });
    expect(decodeOwnerKey(page.words)).toEqual({ ok: false, fault: { is: 'another page' } });
    expect(fault(printed(Uint8Array.of(2, 1, 5, 5)).words)).toEqual({ is: 'newer' });
    expect(fault(printed(Uint8Array.of(1, 1, 5)).words)).toEqual({ is: 'not a page' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => typeof decodePaper(text).ok === 'boolean' && 'ok' in decodeOwnerKey(text)),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const { qr, words } = printed(bytes);
        for (const text of [qr, words]) expect(readTyped(text)).toEqual({ content: bytes });
        expect('ok' in decodePaper(qr)).toBe(true);
      }),
    );
  });
});

describe('an owner key', () => {
  it('is read back from both forms', () => {
    const key = { wallet: us.wallet, factor: seeded('f')(16) };
    for (const text of Object.values(encodeOwnerKey(key)))
      expect(decodeOwnerKey(text)).toEqual({ ok: true, value: key });
    expect(encodeOwnerKey(key).words.split(' ')).toHaveLength(23);
  });
});

describe("the card's fingerprint", () => {
  it('is four words that belong to the wallet', () => {
    const words = cardFingerprint(us.wallet);
    expect(words).toHaveLength(4);
    expect(words.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true);
    expect(cardFingerprint(us.wallet)).toEqual(words);
    expect(cardFingerprint(seeded('other')(32))).not.toEqual(words);
    // SHA-256 of the framed id of 32 zero bytes, its first 44 bits: worked out apart from this code
    expect(cardFingerprint(new Uint8Array(32))).toEqual(['kidney', 'muscle', 'kiwi', 'offer']);
  });
});
