import { describe, expect, it } from 'vitest';
import { changeStanding, settle, takeManifest } from './changes.ts';
import { family, START, seeded } from './family.ts';
import type { SignedManifest } from './manifest.ts';
import { signManifest } from './manifest.ts';
import { requestId } from './notice.ts';
import { CHANGE_MS, DAY_MS, DEFAULT_DELAYS } from './rows.ts';
import { deal } from './sharing.ts';
import { standing } from './standing.ts';
import { end, takeNotice, type Watched } from './watch.ts';

const us = family('PPPD', 2);
const { text, secret, key } = us.request();
const slower = us.after({ delays: { ...DEFAULT_DELAYS, one: 20 * DAY_MS } });
const xs = [1n, 2n, 3n, 4n];
const rekeyed = deal({ k: new Uint8Array(32).fill(7), blind: us.secret.blind }, 2, xs, seeded('k')).commitments;
const refreshed = deal(us.secret, 2, xs, seeded('refresh')).commitments;

const told = (watched: Watched, ms: number, ...notices: Parameters<typeof takeNotice>[1][]): Watched =>
  notices.reduce((state, notice) => takeNotice(state, notice, START + ms, 'box').watched, watched);
const given = (watched: Watched, signed: SignedManifest, ms = 0) => takeManifest(watched, signed, START + ms);
const is = (watched: Watched, ms: number) => changeStanding(watched, START + ms)?.is;

describe('a change', () => {
  it('is announced and takes effect after seven days', () => {
    const { watched, outcome } = given(us.watched(), slower);
    expect(outcome).toBe('announced');
    expect([is(watched, 0), is(watched, CHANGE_MS - 1), is(watched, CHANGE_MS)]).toEqual([
      'waiting',
      'waiting',
      'effective',
    ]);
    expect(settle(watched, START + CHANGE_MS - 1)).toMatchObject({ adopted: false, watched: { current: us.signed } });
    const settled = settle(watched, START + CHANGE_MS);
    expect(settled).toMatchObject({ adopted: true, watched: { current: slower, next: null } });
    expect(settle(settled.watched, START + CHANGE_MS)).toEqual({ ...settled, adopted: false });
  });

  it('comes as a notice of an owner device too, and again without effect', () => {
    const first = takeNotice(us.watched(), us.change(slower), START, 'letter');
    expect(first).toMatchObject({ news: true, watched: { next: { manifest: slower } } });
    const again = takeNotice(first.watched, us.change(slower), START + DAY_MS, 'box');
    expect(again).toMatchObject({ news: false, watched: { next: first.watched.next } });
    expect(given(first.watched, slower).outcome).toBe('known');
    const forged = takeNotice(us.watched(), us.change(us.after({}, seeded('stranger')(32))), START, 'box');
    expect(forged).toMatchObject({ refused: 'manifest', watched: { next: null } });
  });

  it('is stopped by a majority of the people, whenever they were heard', () => {
    const { watched } = given(us.watched(), slower);
    const one = told(watched, 0, us.object(0, slower), us.object(0, slower));
    expect(is(one, CHANGE_MS)).toBe('effective');
    const two = told(one, DAY_MS, us.object(1, slower));
    expect(is(two, 60 * DAY_MS)).toBe('stopped');
    expect(settle(two, START + 60 * DAY_MS).adopted).toBe(false);
    const early = told(us.watched(), 0, us.object(0, slower), us.object(1, slower));
    expect(is(given(early, slower).watched, CHANGE_MS)).toBe('stopped');
  });

  it('is followed by another version, which waits from its own day', () => {
    const { watched } = given(us.watched(), slower);
    const again = us.after({ version: 3, root: us.wallet });
    const replaced = given(watched, again, DAY_MS);
    expect(replaced).toMatchObject({ outcome: 'announced', watched: { next: { manifest: again } } });
    expect(is(replaced.watched, CHANGE_MS)).toBe('waiting');
    expect(given(replaced.watched, slower, DAY_MS)).toMatchObject({ outcome: 'refused', refused: 'an old version' });
  });

  it('while a request is open, needs a majority of the people', () => {
    const open = told(us.watched(), 0, us.approve(0, text));
    const { watched } = given(open, slower);
    expect(is(watched, 60 * DAY_MS)).toBe('needs people');
    const one = told(watched, DAY_MS, us.agree(0, slower), us.agree(3, slower));
    expect(is(one, 60 * DAY_MS)).toBe('needs people');
    const two = told(one, DAY_MS, us.agree(1, slower));
    expect([is(two, DAY_MS), is(two, CHANGE_MS)]).toEqual(['waiting', 'effective']);
    expect(is(told(two, DAY_MS, us.object(1, slower)), CHANGE_MS)).toBe('needs people');
  });

  it('within 30 days of a stop too', () => {
    const votes = [us.approve(0, text), us.stop(1, text), us.stop(2, text)];
    const stopped = told(us.watched(), 0, ...votes);
    expect(is(given(stopped, slower, 29 * DAY_MS).watched, 90 * DAY_MS)).toBe('needs people');
    expect(is(given(stopped, slower, 30 * DAY_MS).watched, 90 * DAY_MS)).toBe('effective');
  });

  it('a refresh of the same secret need not wait, a new secret must', () => {
    const refresh = us.after({ epoch: 2, commitments: refreshed });
    expect(given(us.watched(), refresh)).toMatchObject({ outcome: 'adopted', watched: { current: refresh } });
    expect(given(us.watched(), us.after({ epoch: 2, commitments: rekeyed })).outcome).toBe('announced');
    const open = told(us.watched(), 0, us.approve(0, text));
    expect(is(given(open, refresh).watched, 60 * DAY_MS)).toBe('needs people');
  });

  it('an announced change is taken back by the same manifest with a higher version', () => {
    const back = us.after({ version: 3 });
    expect(given(given(us.watched(), slower).watched, back)).toMatchObject({
      outcome: 'adopted',
      watched: { current: back, next: null },
    });
  });

  it('makes old approvals void', () => {
    const change = given(us.watched(), slower).watched;
    const open = told(change, DAY_MS, us.approve(0, text), us.approve(1, text));
    const { watched } = settle(open, START + CHANGE_MS);
    const [old] = watched.requests;
    if (!old) throw new Error('Not watched.');
    expect(standing(watched, old, START + 60 * DAY_MS)).toMatchObject({ over: true, mature: false });
    const late = takeNotice(watched, us.approve(2, text), START + CHANGE_MS, 'box');
    expect(late).toMatchObject({ refused: 'another manifest', watched });
    const fresh = told(watched, CHANGE_MS, us.approve(2, text, START, slower));
    const [, again] = fresh.requests;
    if (!again) throw new Error('Not watched.');
    expect(standing(fresh, again, START + CHANGE_MS)).toMatchObject({ approvals: 1, due: null, over: false });
  });
});

describe('manifests that contradict each other', () => {
  const other = us.after({ at: 5 });

  it('two of one version are both kept and both refused', () => {
    const first = given(us.watched(), slower).watched;
    const { watched, outcome } = given(first, other);
    expect(outcome).toBe('evidence');
    expect(watched).toMatchObject({ current: us.signed, next: null, evidence: [slower, other] });
    expect(given(watched, slower).outcome).toBe('known');
    expect(given(watched, us.after({ at: 6 }))).toMatchObject({ outcome: 'refused', refused: 'contradicted' });
    expect(settle(watched, START + 60 * DAY_MS).adopted).toBe(false);
    expect(given(watched, us.after({ version: 3, root: us.wallet })).outcome).toBe('announced');
  });

  it('one that contradicts what is current is kept and changes nothing', () => {
    const rival = signManifest({ ...us.manifest, at: 9 }, us.identity.secret);
    expect(given(us.watched(), rival)).toMatchObject({
      outcome: 'evidence',
      watched: { current: us.signed, evidence: [us.signed, rival] },
    });
    const sameEpoch = us.after({ commitments: rekeyed });
    expect(given(us.watched(), sameEpoch)).toMatchObject({ outcome: 'evidence', watched: { current: us.signed } });
  });

  it("a stranger's self-made manifest is no evidence", () => {
    const mine = family('PPPD', 2, 'liar');
    const made = signManifest({ ...mine.manifest, wallet: us.wallet }, mine.identity.secret);
    expect(given(us.watched(), made)).toMatchObject({ outcome: 'refused', watched: us.watched() });
    expect(given(us.watched(), mine.signed)).toMatchObject({ outcome: 'refused' });
  });
});

describe('a recovery', () => {
  const devices = [{ identity: key, stop: key }];
  const approvals = [us.approve(0, text), us.approve(1, text)];
  const next: SignedManifest = {
    ...us.after({ devices, epoch: 2, commitments: rekeyed }, secret),
    warrant: { request: text, approvals },
  };
  const open = told(us.watched(), 0, ...approvals);

  it('waits until its request is mature here, and then counts at once', () => {
    const { watched, outcome } = given(open, next);
    expect(outcome).toBe('waiting');
    expect(settle(watched, START + DEFAULT_DELAYS.one - 1).adopted).toBe(false);
    const settled = settle(watched, START + DEFAULT_DELAYS.one);
    expect(settled).toMatchObject({ adopted: true, watched: { current: next, recovered: null, stops: [] } });
    expect(settled.watched.requests[0]?.ended?.how).toBe('opened');
    expect(given(open, next, DEFAULT_DELAYS.one).outcome).toBe('adopted');
    expect(given(end(open, requestId(text), 'opened', START), next).outcome).toBe('adopted');
  });

  it('does not count for who has seen nothing, nor when it was stopped', () => {
    const unseen = given(us.watched(), next);
    expect(unseen.outcome).toBe('waiting');
    expect(settle(unseen.watched, START + 90 * DAY_MS).adopted).toBe(false);
    for (const stops of [[us.ownerStop(text)], [us.stop(1, text), us.stop(2, text)]]) {
      const { watched } = given(told(open, 1, ...stops), next);
      expect(settle(watched, START + 90 * DAY_MS).adopted).toBe(false);
    }
  });

  it('is neither contradicted nor replaced by what the old device announces', () => {
    const pending = given(given(us.watched(), slower).watched, next);
    expect(pending).toMatchObject({ outcome: 'waiting', watched: { next: { manifest: slower }, evidence: [] } });
    const settled = settle(told(pending.watched, 0, ...approvals), START + CHANGE_MS);
    expect(settled).toMatchObject({ adopted: true, watched: { current: next, next: null } });
    expect(given(settled.watched, us.after({ version: 3 }), CHANGE_MS).outcome).toBe('refused');
    expect(given(settled.watched, slower, CHANGE_MS).outcome).toBe('refused');
  });

  it('two of them are evidence', () => {
    const rival = us.request('rival');
    const theirs = {
      ...us.after({ devices: [{ identity: rival.key, stop: rival.key }] }, rival.secret),
      warrant: { request: rival.text, approvals: [us.approve(0, rival.text), us.approve(1, rival.text)] },
    };
    const { watched, outcome } = given(given(us.watched(), next).watched, theirs);
    expect([outcome, watched.recovered, watched.evidence.length]).toEqual(['evidence', null, 2]);
  });
});
