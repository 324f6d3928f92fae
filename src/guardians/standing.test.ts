import { describe, expect, it } from 'vitest';
import { family, START } from './family.ts';
import type { Notice } from './notice.ts';
import { requestId } from './notice.ts';
import { ALERT_MS, DAY_MS, DEFAULT_DELAYS, FREEZE_MS, HOUR_MS, REQUEST_MS } from './rows.ts';
import { needsAlarm, standing } from './standing.ts';
import { decide, end, evidenceOf, raise, stopsOf, takeNotice, type Watched } from './watch.ts';

type At = [ms: number, notice: Notice];
/** Takes them in, each at its time after START; `take` must not refuse any. */
const taken = (watched: Watched, ...all: At[]): Watched =>
  all.reduce((state, [ms, notice]) => {
    const { watched: next, refused } = takeNotice(state, notice, START + ms, 'box');
    expect(refused).toBeUndefined();
    return next;
  }, watched);
/** Where a request stands, with times as ms after START. */
const at = (watched: Watched, text: string, ms: number) => {
  const watching = watched.requests.find(({ id }) => id.join() === requestId(text).join());
  if (!watching) throw new Error('Not watched.');
  const found = standing(watched, watching, START + ms);
  return { ...found, due: found.due === null ? null : found.due - START };
};
const MIN = 60_000;

const us = family('PPPD', 2);
const { text } = us.request();
const { one, two, three } = DEFAULT_DELAYS;

describe('rows and delays', () => {
  it('one approval starts nothing', () => {
    const state = taken(us.watched(), [0, us.approve(0, text)]);
    expect(at(state, text, 44 * DAY_MS)).toMatchObject({ approvals: 1, due: null, over: false, mature: false });
  });

  it('each row runs from when it was reached here, and the earliest counts', () => {
    let state = taken(us.watched(), [0, us.approve(0, text)], [MIN, us.approve(3, text)]);
    expect(at(state, text, MIN)).toMatchObject({ due: MIN + one, mature: false });
    state = taken(state, [HOUR_MS, us.approve(1, text)]);
    expect(at(state, text, HOUR_MS)).toMatchObject({ due: HOUR_MS + two });
    state = taken(state, [2 * HOUR_MS, us.approve(2, text)]);
    expect(at(state, text, HOUR_MS)).toMatchObject({ approvals: 4, due: 2 * HOUR_MS + three });
    expect(at(state, text, 2 * HOUR_MS + three - 1).mature).toBe(false);
    expect(at(state, text, 2 * HOUR_MS + three).mature).toBe(true);
  });

  it('own devices do not count in row 3', () => {
    const state = taken(us.watched(), ...[0, 1, 3].map((i): At => [0, us.approve(i, text)]));
    expect(at(state, text, 0).rows.map(({ have, need }) => `${have}/${need}`)).toEqual(['3/2', '3/3', '2/3']);
    expect(at(state, text, 0).due).toBe(two);
  });

  it('paper alone reaches no row, and counts with one other', () => {
    const pages = family('FFP', 2);
    const asked = pages.request().text;
    let state = taken(pages.watched(), [0, pages.approve(0, asked)], [0, pages.approve(1, asked)]);
    expect(at(state, asked, 0)).toMatchObject({ approvals: 2, due: null });
    state = taken(state, [DAY_MS, pages.approve(2, asked)]);
    expect(at(state, asked, DAY_MS).due).toBe(DAY_MS + two);
  });

  it('one guardian is one voice', () => {
    const state = taken(us.watched(), [0, us.approve(0, text, 1)], [0, us.approve(0, text, 2)]);
    expect(at(state, text, 0)).toMatchObject({ approvals: 1, due: null });
  });

  it('nobody can recover without guardians who approve', () => {
    const state = taken(us.watched(), [0, us.stop(0, text)], [0, us.freeze(1, text)], [0, us.ownerStop(text)]);
    expect(state.requests).toEqual([]);
    const paper = family('FF', 2);
    const asked = paper.request().text;
    const pages = taken(paper.watched(), [0, paper.approve(0, asked)], [0, paper.approve(1, asked)]);
    for (const ms of [0, 40 * DAY_MS, 4000 * DAY_MS]) expect(at(pages, asked, ms).mature).toBe(false);
  });

  it('a request that reaches nothing is over in the end', () => {
    const state = taken(us.watched(), [0, us.approve(0, text)]);
    expect(at(state, text, REQUEST_MS).over).toBe(true);
    const late = taken(us.watched(), [0, us.approve(0, text)], [DAY_MS, us.approve(1, text)]);
    expect(at(late, text, REQUEST_MS)).toMatchObject({ over: false, mature: true });
  });
});

describe('withdrawing', () => {
  it('a row that is no longer reached loses its start', () => {
    let state = taken(us.watched(), [0, us.approve(0, text)], [0, us.approve(1, text)], [0, us.approve(2, text)]);
    expect(at(state, text, 0).due).toBe(three);
    state = taken(state, [HOUR_MS, us.withdraw(1, text)]);
    expect(at(state, text, HOUR_MS)).toMatchObject({ approvals: 2, due: one });
    state = taken(state, [2 * HOUR_MS, us.withdraw(0, text)]);
    expect(at(state, text, 30 * DAY_MS)).toMatchObject({ approvals: 1, due: null, mature: false });
    state = taken(state, [3 * DAY_MS, us.approve(3, text)]);
    expect(at(state, text, 3 * DAY_MS).due).toBe(3 * DAY_MS + one);
  });

  it('holds when it comes first, and against a repeated approval', () => {
    const early = taken(us.watched(), [0, us.withdraw(0, text)], [0, us.approve(0, text)], [0, us.approve(1, text)]);
    expect(at(early, text, 0)).toMatchObject({ approvals: 1, due: null });
    const again = taken(early, [DAY_MS, us.approve(0, text, START + DAY_MS)]);
    expect(at(again, text, DAY_MS).approvals).toBe(1);
  });
});

describe('stopping', () => {
  const open = taken(us.watched(), [0, us.approve(0, text)], [0, us.approve(1, text)]);

  it("the owner's device ends rows 1 and 2", () => {
    const state = taken(open, [HOUR_MS, us.ownerStop(text)], [2 * HOUR_MS, us.approve(3, text)]);
    expect(at(state, text, 20 * DAY_MS)).toMatchObject({ stoppedBy: 'owner', due: null, mature: false, over: false });
  });

  it('row 3 goes on, reached before or after', () => {
    const all = [0, 1, 2].map((i): At => [0, us.approve(i, text)]);
    const before = taken(us.watched(), ...all, [HOUR_MS, us.ownerStop(text)]);
    expect(at(before, text, 0)).toMatchObject({ stoppedBy: 'owner', due: three });
    const later = taken(open, [HOUR_MS, us.ownerStop(text)], [2 * HOUR_MS, us.approve(2, text)]);
    expect(at(later, text, 0)).toMatchObject({ stoppedBy: 'owner', due: 2 * HOUR_MS + three });
  });

  it('where row 3 cannot exist it is over', () => {
    const few = family('PPD', 2);
    const asked = few.request().text;
    const state = taken(
      few.watched(),
      [0, few.approve(0, asked)],
      [0, few.approve(1, asked)],
      [1, few.ownerStop(asked)],
    );
    expect(at(state, asked, 1)).toMatchObject({ over: true, stoppedBy: 'owner' });
  });

  it('a majority of the people ends every row, one of them none', () => {
    let state = taken(open, [0, us.approve(2, text)], [HOUR_MS, us.stop(2, text)], [HOUR_MS, us.stop(2, text, 9)]);
    expect(at(state, text, 0)).toMatchObject({ stoppedBy: null, due: three });
    state = taken(state, [DAY_MS, us.stop(1, text)]);
    expect(at(state, text, 60 * DAY_MS)).toMatchObject({ stoppedBy: 'people', due: null, over: true, mature: false });
    expect(state.stops).toHaveLength(1);
  });

  it('a thief with the old device and one guardian slot neither recovers nor stops for ever', () => {
    // the thief is guardian 0; its approval, freeze, stop vote and the owner's stop key are all it has
    const thief = us.request('thief').text;
    const alone = taken(us.watched(), [0, us.approve(0, thief)], [0, us.freeze(0, thief)]);
    expect(at(alone, thief, 40 * DAY_MS)).toMatchObject({ due: null, mature: false });
    // the owner's own recovery, by the two honest people and the own device
    const first = us.request('first').text;
    const second = us.request('second').text;
    let state = us.watched();
    for (const [name, ms] of [
      [first, 0],
      [second, 10 * DAY_MS],
    ] as const)
      state = taken(state, [ms, us.approve(1, name)], [ms, us.approve(2, name)], [ms, us.ownerStop(name)]);
    const third = us.request('third').text;
    const begun = 20 * DAY_MS;
    state = taken(
      state,
      [begun, us.approve(1, third)],
      [begun, us.approve(2, third)],
      [begun, us.ownerStop(third)],
      [begun, us.stop(0, third)],
      [begun + DAY_MS, us.freeze(0, third)],
    );
    const due = begun + 30 * DAY_MS + FREEZE_MS;
    expect(at(state, third, begun)).toMatchObject({ stoppedBy: null, due });
    expect(at(state, third, due - 1).mature).toBe(false);
    expect(at(state, third, due).mature).toBe(true);
    const stopped = taken(state, [begun, us.stop(1, third)]);
    expect(at(stopped, third, due)).toMatchObject({ stoppedBy: 'people', mature: false });
  });

  it('the third request carries its evidence to who has not seen the others', () => {
    const [first, second] = [us.request('first').text, us.request('second').text];
    const one = taken(us.watched(), [0, us.approve(1, first)], [0, us.approve(2, first)], [0, us.ownerStop(first)]);
    const both = taken(one, [0, us.approve(1, second)], [0, us.approve(0, second)], [0, us.ownerStop(second)]);
    expect(stopsOf(one)).toHaveLength(1);
    const third = us.request('third', stopsOf(both)).text;
    const told = { ...us.approve(1, third), evidence: evidenceOf(both) };
    const knowing = taken(us.watched(), [0, told], [0, us.approve(2, third)]);
    expect(at(knowing, third, 0).due).toBe(30 * DAY_MS);
    // late evidence counts too, because the request itself names the stops
    const late = taken(us.watched(), [0, us.approve(2, third)], [0, us.approve(0, third)], [HOUR_MS, told]);
    expect(late.requests.find(({ text }) => text === third)?.onlyPeople).toBe(true);
    // one stop, stops without the approvals, and stops of another wallet are no evidence
    const less = taken(us.watched(), [0, { ...told, evidence: evidenceOf(one) }]);
    const bare = taken(us.watched(), [0, { ...told, evidence: [us.ownerStop(first), us.ownerStop(second)] }]);
    const others = family('PPPD', 2, 'others');
    const forged = [first, second].flatMap((name) => [others.approve(0, name), others.ownerStop(name)]);
    const foreign = taken(us.watched(), [0, { ...told, evidence: forged }]);
    for (const state of [less, bare, foreign]) expect(state.requests.at(-1)?.onlyPeople).toBe(false);
  });

  it('a stop of a request that reached no row does not make the next the third', () => {
    let state = us.watched();
    for (const name of ['a', 'b', 'c'])
      state = taken(state, [0, us.approve(0, us.request(name).text)], [0, us.ownerStop(us.request(name).text)]);
    state = taken(state, [1, us.approve(1, text)], [1, us.approve(2, text)], [1, us.ownerStop(text)]);
    expect(at(state, text, 40 * DAY_MS)).toMatchObject({ stoppedBy: 'owner', mature: false });
  });

  it('three requests at once do not make one of them the third', () => {
    const names = ['a', 'b', 'c'].map((name) => us.request(name).text);
    let state = us.watched();
    for (const name of names) state = taken(state, [0, us.approve(0, name)], [0, us.approve(1, name)]);
    for (const name of names) state = taken(state, [HOUR_MS, us.ownerStop(name)]);
    expect(names.map((name) => at(state, name, 9 * DAY_MS).mature)).toEqual([false, false, false]);
  });
});

describe('freezing', () => {
  const open = taken(us.watched(), [0, us.approve(0, text)], [0, us.approve(1, text)]);

  it('adds five days, once a request', () => {
    const once = taken(open, [DAY_MS, us.freeze(2, text)]);
    expect(at(once, text, DAY_MS)).toMatchObject({ due: one + FREEZE_MS, frozenUntil: START + DAY_MS + FREEZE_MS });
    const twice = taken(once, [2 * DAY_MS, us.freeze(3, text)], [3 * DAY_MS, us.freeze(2, text, START + 3)]);
    expect(at(twice, text, DAY_MS).due).toBe(one + FREEZE_MS);
    expect(twice.freezes).toHaveLength(1);
  });

  it('what is due already waits five days more', () => {
    const late = taken(open, [10 * DAY_MS, us.freeze(2, text)]);
    expect(at(late, text, 10 * DAY_MS)).toMatchObject({ due: 10 * DAY_MS + FREEZE_MS, mature: false });
  });

  it('does not prevent stops', () => {
    const state = taken(open, [DAY_MS, us.freeze(2, text)], [2 * DAY_MS, us.ownerStop(text)]);
    expect(at(state, text, 0).due).toBeNull();
  });

  it('cannot be repeated for ever: a guardian has one in 90 days', () => {
    const next = us.request('next').text;
    const begun = 20 * DAY_MS;
    const state = taken(open, [0, us.freeze(2, text)], [begun, us.approve(0, next)], [begun, us.approve(1, next)]);
    const void_ = takeNotice(state, us.freeze(2, next), START + begun, 'letter');
    expect(void_).toMatchObject({ news: false, forward: [], refused: 'a second freeze of this guardian' });
    expect(at(void_.watched, next, begun).due).toBe(begun + one);
    const other = taken(state, [begun, us.freeze(1, next)]);
    expect(at(other, next, begun).due).toBe(begun + one + FREEZE_MS);
    const later = taken(state, [90 * DAY_MS, us.freeze(2, next)]);
    expect(at(later, next, begun).due).toBe(90 * DAY_MS + FREEZE_MS);
  });
});

describe('alert mode', () => {
  it('raises the need of rows 1 and 2 for requests first seen while it is on', () => {
    const on = taken(us.watched(), [0, us.alert(START, START + 10 * DAY_MS)]);
    const during = taken(on, [DAY_MS, us.approve(0, text)], [DAY_MS, us.approve(1, text)]);
    expect(at(during, text, DAY_MS).due).toBeNull();
    const needs = at(during, text, DAY_MS).rows.map(({ need }) => need);
    expect(needs).toEqual([3, 3, 3]);
    // it is fixed: neither its end nor its beginning changes an open request
    expect(at(taken(during, [11 * DAY_MS, us.approve(3, text)]), text, 0).due).toBe(11 * DAY_MS + two);
    const before = taken(us.watched(), [0, us.approve(0, text)], [1, us.alert(START, START + DAY_MS)]);
    expect(at(taken(before, [2, us.approve(1, text)]), text, 2).due).toBe(2 + one);
  });

  it('used against the owner it ends after 30 days and stays off for 60', () => {
    const alerts: At[] = Array.from({ length: 12 }, (_, i) => [
      i * 10 * DAY_MS,
      us.alert(START + i * 10 * DAY_MS, START + (i + 1) * 10 * DAY_MS),
    ]);
    const state = taken(us.watched(), ...alerts);
    const onAt = (day: number): boolean => {
      const seen = taken({ ...state, highest: START }, [day * DAY_MS, us.approve(0, text)]);
      return seen.requests[0]?.needs.one === 3;
    };
    const days = Array.from({ length: 120 }, (_, day) => onAt(day));
    expect(days.slice(0, 30).every(Boolean)).toBe(true);
    expect(days.slice(30, 90).some(Boolean)).toBe(false);
    for (let day = 0; day + 90 <= 120; day++)
      expect(days.slice(day, day + 90).filter(Boolean).length * DAY_MS).toBeLessThanOrEqual(ALERT_MS);
    const long = taken(us.watched(), [0, us.alert(START, START + 4000 * DAY_MS)]);
    expect(taken(long, [31 * DAY_MS, us.approve(0, text)]).requests[0]?.needs.one).toBe(2);
  });

  it('an alert that is dated back uses nothing up', () => {
    const state = taken(
      us.watched(START + 40 * DAY_MS),
      [40 * DAY_MS, us.alert(START, START + 40 * DAY_MS)],
      [40 * DAY_MS, us.alert(START + 40 * DAY_MS, START + 50 * DAY_MS)],
    );
    expect(taken(state, [41 * DAY_MS, us.approve(0, text)]).requests[0]?.needs.one).toBe(3);
  });
});

describe('the clock', () => {
  const open = taken(us.watched(), [0, us.approve(0, text)], [0, us.approve(1, text)]);

  it('never runs below the highest time seen', () => {
    const ahead = taken(us.watched(), [DAY_MS, us.approve(0, text)]);
    const back = taken(ahead, [0, us.approve(1, text)]);
    expect(back.highest).toBe(START + DAY_MS);
    expect(at(back, text, 0).due).toBe(DAY_MS + one);
    expect(at(back, text, one).mature).toBe(false);
  });

  it('a notice dated a day off by its writer changes no date', () => {
    for (const off of [-DAY_MS, DAY_MS]) {
      const state = taken(us.watched(), [0, us.approve(0, text, START + off)], [0, us.approve(1, text, START + off)]);
      expect(at(state, text, 0).due).toBe(one);
    }
  });

  it('a clock that is set back a day makes a mature request mature still', () => {
    const seen = takeNotice(open, us.approve(0, text), START + one, 'box').watched;
    expect(at(seen, text, one - DAY_MS).mature).toBe(true);
  });
});

describe('the alarm', () => {
  it('goes on until the person decided, somebody stopped it or it was withdrawn', () => {
    const id = requestId(text);
    const alarmed = (watched: Watched): number => needsAlarm(watched, START).length;
    const first = taken(us.watched(START, 'owner'), [0, us.approve(0, text)]);
    expect(alarmed(us.watched())).toBe(0);
    expect(alarmed(first)).toBe(1);
    const raised = raise(first, id, START + 5);
    expect([alarmed(raised), raised.requests[0]?.raisedAt]).toEqual([1, START + 5]);
    expect(alarmed(decide(first, id, 'me'))).toBe(0);
    expect(alarmed(end(first, id, 'cancelled', START))).toBe(0);
    expect(alarmed(taken(first, [0, us.withdraw(0, text)]))).toBe(0);
    expect(alarmed(taken(first, [0, us.ownerStop(text)]))).toBe(0);
  });

  it('comes back when row 3 goes on after a stop', () => {
    const some = taken(us.watched(START, 'owner'), [0, us.approve(0, text)], [0, us.ownerStop(text)]);
    const stopped = decide(some, requestId(text), 'stopped');
    const all = taken(stopped, [1, us.approve(1, text)], [1, us.approve(2, text)]);
    expect(needsAlarm(all, START + 1)).toHaveLength(1);
    const mine = decide(all, requestId(text), 'me');
    expect(needsAlarm(mine, START + 1)).toHaveLength(0);
  });
});
