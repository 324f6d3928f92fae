import { describe, expect, it } from 'vitest';
import { utf8 } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import { checkNotice } from './check.ts';
import { family, START, seeded } from './family.ts';
import { leafHash, tree } from './leaf.ts';
import { signManifest } from './manifest.ts';
import * as notices from './notice.ts';
import { BadNotice, makeRequest, type Notice, noticeId, readNotice, requestId } from './notice.ts';

const us = family('PPDF', 2);
const { text } = us.request();
const why = (notice: Notice, under = us.signed): string => {
  try {
    checkNotice(notice, under);
    return 'counts';
  } catch (error) {
    if (error instanceof BadNotice) return error.reason;
    throw error;
  }
};
const edit = (notice: Notice, change: object): Notice => ({
  ...notice,
  text: toJson({ ...JSON.parse(notice.text), ...change }),
});

describe('a notice', () => {
  it('counts when its key has signed it', () => {
    const next = us.after({});
    const all = [
      ...[0, 1, 2, 3].map((i) => us.approve(i, text)),
      ...[0, 2].map((i) => us.withdraw(i, text)),
      ...[0, 2].map((i) => us.freeze(i, text)),
      us.stop(1, text),
      us.object(0, next),
      us.agree(1, next),
      us.ownerStop(text),
      us.alert(START, START + 1),
      us.change(next),
    ];
    expect(all.map((notice) => why(notice))).toEqual(all.map(() => 'counts'));
  });

  it('does not count when anything in it was changed', () => {
    for (const notice of [us.approve(0, text), us.stop(0, text), us.ownerStop(text), us.alert(1, 2)])
      expect(why(edit(notice, { at: 5 }))).toBe('signature');
    expect(why({ text: us.stop(0, text).text })).toBe('signature');
    expect(why({ ...us.stop(0, text), signature: new Uint8Array(64) })).toBe('signature');
  });

  it('paper and own devices have no vote', () => {
    expect(why(us.stop(2, text))).toBe('a device has no vote');
    expect(why(us.agree(2, us.after({})))).toBe('a device has no vote');
    for (const vote of [us.stop(3, text), us.freeze(3, text), us.withdraw(3, text)])
      expect(why(vote)).toBe('paper has no vote');
  });

  it("paper's proof holds for one request under one manifest", () => {
    const page = us.approve(3, text);
    const other = us.request('other').text;
    expect(why({ ...us.approve(3, other), proof: page.proof })).toBe('proof');
    expect(why({ text: page.text })).toBe('proof');
    const under = us.after({});
    expect(why(us.approve(3, text, START, under), under)).toBe('counts');
    expect(why({ ...us.approve(3, text, START, under), proof: page.proof }, under)).toBe('proof');
  });

  it('names its wallet and manifest', () => {
    const others = family('PPDF', 2, 'others');
    expect(why(others.approve(0, text))).toBe('another wallet');
    expect(why(us.approve(0, text, START, us.after({})))).toBe('another manifest');
  });

  it('a key that is no guardian does not count, with a path or a manifest of its own making', () => {
    const mine = seeded('mine')(32);
    const leaf = { ...family('P'.repeat(4), 2, 'liar').guardians[0]?.leaf };
    const { leaf: known } = us.guardians[0] ?? {};
    if (!known || !leaf.approvalKey) throw new Error('unreachable');
    const forged = { ...known, approvalKey: leaf.approvalKey };
    const { root, paths } = tree([forged, forged, forged, forged]);
    const [path] = paths;
    if (!path) throw new Error('unreachable');
    const fields = { wallet: us.wallet, leaf: forged, path, at: START };
    const { manifest } = readNotice(us.approve(0, text));
    expect(why(notices.approve({ ...fields, manifest, request: text }, mine))).toBe('not a guardian');
    const own = signManifest({ ...us.manifest, root }, mine);
    expect(why(us.approve(0, text), own)).toBe('another manifest');
    expect(leafHash(forged)).not.toEqual(leafHash(known));
  });

  it('a path of another size does not count', () => {
    const [path] = us.paths;
    const said = JSON.parse(us.stop(0, text).text) as object;
    expect(why(edit(us.stop(0, text), { ...said, path: { ...path, size: 3 } }))).toBe('not a guardian');
  });

  it('only devices of the manifest speak for the owner, each key for its own', () => {
    const stranger = seeded('stranger')(32);
    const fields = { wallet: us.wallet, manifest: readNotice(us.stop(0, text)).manifest, at: START };
    const request = requestId(text);
    expect(why(notices.ownerStop({ ...fields, device: us.identity.key, request }, us.identity.secret))).toBe(
      'not a device',
    );
    expect(why(notices.ownerStop({ ...fields, device: us.stopKey.key, request }, stranger))).toBe('signature');
    expect(why(us.change(us.after({}, stranger)))).toBe('manifest');
  });

  it('an approval carries its request', () => {
    const other = us.request('other').text;
    expect(why(edit(us.approve(0, text), { text: other }))).toBe('request');
    expect(why(us.approve(0, '{}'))).toBe('request');
    expect(() => notices.readRequest(makeRequest(us.identity.key, seeded('r'), 1))).not.toThrow();
  });

  it('what is no notice is said to be none', () => {
    for (const bad of ['', '{', '[]', '{"type":"approve"}', toJson({ type: 'open', v: 1 })])
      expect(why({ text: bad })).toBe('not a notice');
    expect(why(edit(us.stop(0, text), { more: 1 }))).toBe('not a notice');
  });

  it('an id covers everything that was received', () => {
    const notice = us.stop(0, text);
    const ids = [
      notice,
      { ...notice, signature: utf8('x'.repeat(64)) },
      { ...notice, evidence: [us.ownerStop(text)] },
      edit(notice, { at: 1 }),
    ].map(noticeId);
    expect(new Set(ids).size).toBe(4);
    expect(noticeId({ ...notice })).toBe(noticeId(us.stop(0, text)));
  });
});
