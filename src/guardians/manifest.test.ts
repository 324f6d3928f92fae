import { describe, expect, it } from 'vitest';
import { toJson } from '../lib/json-bytes.ts';
import { family, seeded } from './family.ts';
import { equivocation, type Manifest, manifestHash, readManifest, sameGuardians, signManifest } from './manifest.ts';
import { DAY_MS, HOUR_MS } from './rows.ts';
import { deal } from './sharing.ts';
import { checkSuccession } from './succession.ts';

const us = family('PPD', 2);
const read = (change: object) => () => readManifest({ text: toJson({ ...us.manifest, ...change }) });

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(readManifest(us.signed)).toEqual(us.manifest);
  });

  it('is refused beyond its limits', () => {
    const [first, second] = us.manifest.commitments;
    const bad: [string, object][] = [
      ['threshold of one', { t: 1, commitments: [first] }],
      ['threshold above n', { t: 4, commitments: [first, first, first, first] }],
      ['more than 255', { n: 256 }],
      ['a commitment more', { commitments: [first, second, second] }],
      ['a commitment less', { commitments: [first] }],
      ['more people than guardians', { people: 4 }],
      ['no device', { devices: [] }],
      ['17 devices', { devices: Array.from({ length: 17 }, () => us.manifest.devices[0]) }],
      ['a delay below 24 hours', { delays: { ...us.manifest.delays, three: 24 * HOUR_MS - 1 } }],
      ['a delay above 30 days', { delays: { ...us.manifest.delays, one: 30 * DAY_MS + 1 } }],
      ['half a version', { version: 1.5 }],
      ['a first one that follows', { previous: us.wallet }],
      ['a later one that follows nothing', { version: 2 }],
      ['a word that is not ours', { also: 1 }],
      ['another version of the format', { v: 2 }],
      ['a box that is no address', { box: 'AB'.repeat(32) }],
    ];
    for (const [name, change] of bad) expect(read(change), name).toThrow(/This manifest is refused/);
    expect(() => readManifest({ text: '{' })).toThrow(/This manifest is refused/);
  });

  it('says which limit', () => {
    expect(read({ t: 4, commitments: [] })).toThrow(/limits/);
    expect(read({ commitments: [] })).toThrow(/commitments/);
    expect(read({ delays: { ...us.manifest.delays, one: 1 } })).toThrow(/delays/);
  });
});

describe('succession', () => {
  const redealt = deal(us.secret, 2, [1n, 2n, 3n], seeded('again')).commitments;
  const refuses = (signed: ReturnType<typeof us.after>, why: RegExp, name?: string) =>
    expect(() => checkSuccession(us.signed, signed), name).toThrow(why);

  it('the first signs itself', () => {
    expect(() => checkSuccession(null, us.signed)).not.toThrow();
    const forged = signManifest(us.manifest, seeded('stranger')(32));
    expect(() => checkSuccession(null, forged)).toThrow(/signature/);
    expect(() => checkSuccession(null, us.after({}))).toThrow(/first/);
  });

  it('a later one is signed by a device of the one before, names it and counts upwards', () => {
    expect(() => checkSuccession(us.signed, us.after({}))).not.toThrow();
    expect(() => checkSuccession(us.signed, us.after({ version: 9 }))).not.toThrow();
    refuses(us.after({}, seeded('stranger')(32)), /signature/);
    refuses(us.after({ previous: us.wallet }), /previous/);
    refuses(us.after({ wallet: us.manifest.root }), /another wallet/);
    refuses(us.signed, /an old version/);
  });

  it('the epoch counts sharings', () => {
    expect(() => checkSuccession(us.signed, us.after({ epoch: 2, commitments: redealt }))).not.toThrow();
    refuses(us.after({ epoch: 2 }), /epoch/, 'a new number for the same sharing');
    refuses(us.after({ commitments: redealt }), /epoch/, 'a new sharing under the old number');
    refuses(us.after({ epoch: 3, commitments: redealt }), /epoch/);
    expect(() => checkSuccession(us.signed, us.after({ version: 3, epoch: 3, commitments: redealt }))).not.toThrow();
  });

  const { text, secret, key } = us.request();
  const devices = [{ identity: key, stop: key }];
  const warranted = (approvers: number[], by = secret, change: Partial<Manifest> = {}, request = text) => ({
    ...us.after({ devices, ...change }, by),
    warrant: { request, approvals: approvers.map((i) => us.approve(i, request)) },
  });

  it('a new device follows with a warrant of t approvals', () => {
    expect(() => checkSuccession(us.signed, warranted([0, 2]))).not.toThrow();
    refuses(warranted([0]), /too few/);
    refuses(warranted([0, 0]), /too few/, 'one guardian twice');
    refuses(warranted([0, 1], seeded('stranger')(32)), /device/);
    refuses({ ...warranted([0, 1]), warrant: { request: 'none', approvals: [] } }, /cannot be read/);
  });

  it('approvals of another request or manifest are no warrant', () => {
    const other = us.request('other');
    const mixed = { request: text, approvals: [us.approve(0, text), us.approve(1, other.text)] };
    refuses({ ...warranted([]), warrant: mixed }, /too few/);
    const under = us.after({ version: 5 });
    const old = { request: text, approvals: [0, 1].map((i) => us.approve(i, text, 0, under)) };
    refuses({ ...warranted([]), warrant: old }, /too few/);
  });

  it('paper alone is no warrant', () => {
    const pages = family('PFF', 2);
    const asked = pages.request();
    const next = pages.after({ devices: [{ identity: asked.key, stop: asked.key }] }, asked.secret);
    const by = (who: number[]) => ({ request: asked.text, approvals: who.map((i) => pages.approve(i, asked.text)) });
    expect(() => checkSuccession(pages.signed, { ...next, warrant: by([1, 2]) })).toThrow(/paper alone/);
    expect(() => checkSuccession(pages.signed, { ...next, warrant: by([0, 2]) })).not.toThrow();
  });
});

describe('comparing manifests', () => {
  const redealt = deal(us.secret, 2, [1n, 2n, 3n], seeded('again')).commitments;
  it('a refresh has the same guardians', () => {
    expect(sameGuardians(us.signed, us.after({ epoch: 2, commitments: redealt, at: 5 }))).toBe(true);
    expect(sameGuardians(us.signed, us.after({ root: us.wallet }))).toBe(false);
    expect(sameGuardians(us.signed, us.after({ delays: { ...us.manifest.delays, one: DAY_MS } }))).toBe(false);
  });

  it('two of one version, or of one epoch with other commitments, contradict each other', () => {
    const [a, b] = [us.after({}), us.after({ at: 7 })];
    expect(equivocation(a, b)).toBe(true);
    expect(equivocation(a, a)).toBe(false);
    expect(equivocation(us.signed, a)).toBe(false);
    expect(equivocation(us.signed, us.after({ version: 4, commitments: redealt }))).toBe(true);
    expect(equivocation(us.signed, family('PPD', 2, 'others').signed)).toBe(false);
    expect(manifestHash(a)).not.toEqual(manifestHash(b));
  });
});
