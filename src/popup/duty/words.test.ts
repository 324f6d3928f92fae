import { describe, expect, test } from 'vitest';
import { recovery } from '../../lib/text/recovery.en.ts';
import type { AskView, RowView, WardView } from '../../messaging/guardians-lane.ts';
import { learn, t } from '../text.ts';
import { askState, waitOf, wardState, whatHappens, whyNot } from './words.ts';

learn(recovery);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rows: RowView[] = [
  { row: 'one', need: 3, delay: 7 * DAY, people: false },
  { row: 'two', need: 4, delay: 3 * DAY, people: false },
  { row: 'three', need: 5, delay: DAY, people: true },
];
const ask = (more: Partial<AskView> = {}): AskView => ({
  id: 'a',
  ward: 'w',
  wardName: 'Noor',
  reach: '',
  comparedAt: 0,
  askedAt: 0,
  words: 'matched',
  arrived: true,
  approvals: 1,
  need: 3,
  rows,
  mine: 'none',
  dueAt: null,
  frozenUntil: null,
  canFreeze: true,
  canStop: true,
  myStop: false,
  stops: 0,
  stopsNeeded: null,
  ownerStopped: false,
  over: null,
  released: 'no',
  onlyPeople: false,
  ...more,
});
const said = (of: AskView): string =>
  whatHappens(of, 'Noor')
    .map((text) => t(text))
    .join(' ');

describe('what happens with a yes', () => {
  test.each<[string, Partial<AskView>, string]>([
    [
      'one more is needed',
      { approvals: 1 },
      'With you, 2 of the 3 people needed have said yes. After one more and a wait of 7 days, the new computer opens Noor’s wallet.',
    ],
    [
      'several more are needed',
      { approvals: 0 },
      'With you, 1 of the 3 people needed have said yes. After 2 more and a wait of 7 days, the new computer opens Noor’s wallet.',
    ],
    [
      'it is enough',
      { approvals: 2 },
      'With you, enough people have said yes: 3, and 3 are needed. After a wait of 7 days, the new computer opens Noor’s wallet.',
    ],
    [
      'it shortens the wait',
      { approvals: 3 },
      'With you, enough people have said yes: 4, and 3 are needed. After a wait of 72 hours, the new computer opens Noor’s wallet.',
    ],
  ])('%s', (_, more, words) => expect(said(ask(more))).toBe(words));

  test('the own yes is not counted twice', () => {
    expect(said(ask({ approvals: 2, mine: 'approved' }))).toContain('With you, 2 of the 3');
  });
  test('no wait is named where none is known', () => {
    expect(said(ask({ rows: [] }))).not.toMatch(/\d+ (?:days|hours)/);
  });
  test('the row of all people promises nothing by its count', () => {
    expect(waitOf(rows, 5)).toBe(3 * DAY);
    expect(waitOf(rows, 2)).toBeNull();
  });
});

describe('a yes waits', () => {
  test.each([
    ['for how it was checked', ask(), null, 'ask.wait.how'],
    ['for a call, when people only wrote', ask(), 'wrote', 'ask.wait.wrote'],
    ['for the words', ask({ words: 'words' }), 'called', 'ask.wait.words'],
    ['for the words to be made', ask({ words: 'meeting' }), 'met', 'ask.wait.words'],
    ['for ever, when they did not match', ask({ words: 'mismatch' }), 'called', 'ask.wait.mismatch'],
    ['for ever, where there are none', ask({ words: 'none' }), 'met', 'ask.wait.none'],
    ['for ever, once it was taken back', ask({ mine: 'withdrawn' }), 'called', 'ask.wait.withdrawn'],
    ['for nothing more', ask(), 'called', null],
    ['for nothing more after a meeting', ask(), 'met', null],
  ] as const)('%s', (_, of, how, why) => expect(whyNot(of, how)).toBe(why));
});

describe('one line each', () => {
  const ward: WardView = {
    id: 'w',
    name: 'Noor',
    reach: '',
    pairing: 'paired',
    words: null,
    comparedAt: 0,
    holds: 'holds',
    all: 3,
    need: 2,
    delays: null,
    lastCheckIn: null,
    rehearsal: null,
    change: null,
    contradiction: false,
    unsent: 0,
  };
  test('a contradiction is louder than everything else', () => {
    expect(wardState({ ...ward, contradiction: true, pairing: 'words' })).toBe('ward.state.contradiction');
  });
  test('every state has words', () => {
    const pairings = ['invited', 'expired', 'meeting', 'words', 'waiting', 'mismatch', 'paired'] as const;
    const holds = ['none', 'offered', 'holds', 'resigned'] as const;
    for (const pairing of pairings)
      for (const held of holds) expect(t(wardState({ ...ward, pairing, holds: held }))).not.toMatch(/^ward\./);
    for (const over of [null, 'stopped', 'opened', 'cancelled'] as const)
      for (const mine of ['none', 'approved', 'declined', 'withdrawn'] as const)
        expect(t(askState(ask({ over, mine })))).not.toMatch(/^ask\./);
  });
});
