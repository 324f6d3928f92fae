import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toJson } from '../lib/json-bytes.ts';
import { settle } from './changes.ts';
import { approvers } from './count.ts';
import { family, START } from './family.ts';
import type { Notice } from './notice.ts';
import { ALERT_MS, DAY_MS, DEFAULT_DELAYS, THIRD_MS } from './rows.ts';
import { standing } from './standing.ts';
import { takeNotice, Watched } from './watch.ts';

const us = family('PPPPDF', 3);
const names = ['one', 'two'].map((name) => us.request(name).text);
const next = us.after({ root: us.wallet });
const pool: Notice[] = [
  ...names.flatMap((text) => [
    ...[0, 1, 2, 3, 4, 5].map((i) => us.approve(i, text)),
    ...[0, 4].map((i) => us.withdraw(i, text)),
    ...[1, 2].map((i) => us.stop(i, text)),
    us.freeze(3, text),
    us.ownerStop(text),
  ]),
  us.change(next),
  us.object(0, next),
  us.agree(1, next),
  us.alert(START, START + ALERT_MS),
];

const some = fc.shuffledSubarray(
  pool.map((_, i) => i),
  { maxLength: 16 },
);
/** Steps of the clock, forwards and back. */
const clock = fc.array(fc.integer({ min: -DAY_MS, max: 3 * DAY_MS }), { minLength: 30, maxLength: 30 });

const play = (order: number[], times: number[]): Watched => {
  let now = START;
  return order.reduce((state, which, step) => {
    now += times[step] ?? 0;
    const notice = pool[which];
    return notice ? takeNotice(state, notice, now, 'box').watched : state;
  }, us.watched());
};

describe('what is watched', { timeout: 30_000 }, () => {
  it('the order of notices changes nothing about who counts', () => {
    const who = (watched: Watched) =>
      watched.requests
        .map((one) => ({
          text: one.text,
          counts: [...approvers(one).keys()].sort(),
          stops: one.stops.map(({ text }) => text).sort(),
          owner: one.ownerStop !== null,
          frozen: one.freeze !== null,
        }))
        .sort((a, b) => a.text.localeCompare(b.text));
    // one freeze a guardian in 90 days: which of two requests has it depends on which came first
    const calm = some.map((order) => order.filter((i) => pool[i]?.text !== us.freeze(3, names[1] ?? '').text));
    fc.assert(
      fc.property(
        calm.chain((order) => fc.tuple(fc.constant(order), fc.shuffledSubarray(order, { minLength: order.length }))),
        clock,
        ([order, shuffled], times) => {
          expect(who(play(shuffled, times))).toEqual(who(play(order, times)));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('taking a notice twice is taking it once', () => {
    fc.assert(
      fc.property(some, clock, fc.nat(), (order, times, which) => {
        const watched = play(order, times);
        const notice = pool[order[which % Math.max(1, order.length)] ?? 0];
        if (!notice) return;
        const once = takeNotice(watched, notice, watched.highest, 'letter');
        const twice = takeNotice(once.watched, notice, watched.highest, 'letter');
        expect(twice.watched).toEqual(once.watched);
        expect([twice.news, twice.forward]).toEqual([false, []]);
        if (order.length > 0 && !once.refused) expect(once.news).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('nothing matures before a whole delay has passed here since its row was reached', () => {
    fc.assert(
      fc.property(some, clock, fc.integer({ min: 0, max: 40 * DAY_MS }), (order, times, wait) => {
        let now = START;
        let state = us.watched();
        const since = new Map<string, number>(); // when each row began to be reached, by a count of its own
        for (const [step, which] of order.entries()) {
          now += times[step] ?? 0;
          const notice = pool[which];
          if (!notice) continue;
          state = takeNotice(state, notice, now, 'box').watched;
          for (const one of state.requests) {
            const kinds = [...approvers(one).values()];
            const enough = [
              kinds.length >= 3 && kinds.some((kind) => kind !== 'paper'),
              kinds.length >= 4 && kinds.some((kind) => kind !== 'paper'),
              kinds.filter((kind) => kind === 'person').length === 4,
            ];
            for (const [row, reached] of enough.entries()) {
              const key = `${one.text} ${row}`;
              if (!reached) since.delete(key);
              else if (!since.has(key)) since.set(key, state.highest);
            }
          }
        }
        const later = Math.max(now, state.highest) + wait;
        for (const one of state.requests) {
          if (!standing(state, one, later).mature) continue;
          const delays = [DEFAULT_DELAYS.one, DEFAULT_DELAYS.two, DEFAULT_DELAYS.three];
          const due = delays.map((delay, row) => (since.get(`${one.text} ${row}`) ?? Number.POSITIVE_INFINITY) + delay);
          expect(Math.min(...due)).toBeLessThanOrEqual(later);
          expect(one.stops).not.toHaveLength(3);
          if (one.ownerStop) expect(due[2]).toBeLessThanOrEqual(later);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('survives being written and read at every step', () => {
    fc.assert(
      fc.property(some, clock, (order, times) => {
        const watched = play(order, times);
        expect(v.parse(Watched, JSON.parse(toJson(watched)))).toEqual(watched);
      }),
      { numRuns: 15 },
    );
  });

  it('no input is changed', () => {
    const state = play([0, 1, 2, 10], Array(30).fill(0) as number[]);
    const before = toJson(state);
    for (const notice of pool) takeNotice(state, notice, START + DAY_MS, 'box');
    settle(state, START + THIRD_MS);
    expect(toJson(state)).toBe(before);
  });

  it('what came by letter is to be posted in the box, once, unchanged', () => {
    const notice = us.approve(0, names[0] ?? '');
    const first = takeNotice(us.watched(), notice, START, 'letter');
    expect(first).toMatchObject({ news: true, forward: [notice] });
    expect(takeNotice(first.watched, notice, START, 'letter').forward).toEqual([]);
    expect(takeNotice(us.watched(), notice, START, 'box').forward).toEqual([]);
  });

  it('one guardian cannot fill the place of others', () => {
    let state = us.watched();
    const take = (notice: Notice) => {
      const { watched, refused } = takeNotice(state, notice, START, 'box');
      state = watched;
      return refused;
    };
    const asked = Array.from({ length: 65 }, (_, i) => us.request(`flood ${i}`).text);
    expect(asked.map((text) => take(us.stop(0, text))).filter(Boolean)).toHaveLength(1);
    expect(take(us.stop(1, asked[0] ?? ''))).toBeUndefined();
    expect(asked.map((text) => take(us.approve(0, text))).filter(Boolean)).toHaveLength(33);
    expect(take(us.approve(1, asked[64] ?? ''))).toBeUndefined();
    expect(take(us.approve(0, asked[64] ?? ''))).toBeUndefined();
  });

  it('garbage is refused and changes nothing', () => {
    const state = us.watched();
    for (const text of ['', '{}', '[]', 'null', '"approve"'])
      expect(takeNotice(state, { text }, START + DAY_MS, 'box')).toMatchObject({ watched: state, news: false });
  });
});
