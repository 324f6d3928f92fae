import { describe, expect, test } from 'vitest';
import { recovery } from '../../lib/text/recovery.en.ts';
import type { RecoveryPerson, RecoveryView } from '../../messaging/guardians-lane.ts';
import { learn, t } from '../text.ts';
import { calledNow, headOf, stepOf } from './words.ts';

learn(recovery);

const person = (id: string, more: Partial<RecoveryPerson> = {}): RecoveryPerson => ({
  id,
  name: id,
  link: '',
  state: 'waiting',
  words: null,
  at: null,
  dueAt: null,
  frozenUntil: null,
  stopped: false,
  unsent: 0,
  ...more,
});
const view = (more: Partial<RecoveryView> = {}): RecoveryView => ({
  startedAt: 0,
  people: [person('Ana')],
  papers: [],
  need: 3,
  yes: 2,
  rows: [],
  dueAt: null,
  groups: [],
  needsOwnerKey: false,
  state: 'asking',
  addresses: [],
  backupAt: null,
  lost: null,
  rekeyed: null,
  ...more,
});

describe('the head of a recovery', () => {
  test.each<[string, Partial<RecoveryView>, string, 0 | 1 | 2 | 3]>([
    ['nobody asked', { people: [], need: null, yes: 0 }, 'Whom can you call?', 0],
    ['asked, and nothing known yet', { need: null, yes: 0 }, 'Ask your people', 1],
    ['on the way', {}, '2 of 3 have said yes', 1],
    ['the first yes', { yes: 1 }, '1 of 3 has said yes', 1],
    ['enough', { yes: 3 }, '3 of 3 have said yes. Now the wait', 2],
    [
      'a page of paper is a beginning too',
      { people: [], papers: [{ id: 'p', at: 0, good: null }], need: null },
      'Ask your people',
      1,
    ],
    ['opening', { yes: 3, state: 'opening' }, 'Your wallet is opening', 3],
  ])('%s', (_, more, title, step) => {
    expect(t(headOf(view(more)).title)).toBe(title);
    expect(stepOf(view(more))).toBe(step);
  });
});

describe('who is called now', () => {
  const words = ['a', 'b', 'c', 'd', 'e'];
  const people = [
    person('Ana', { state: 'yes', words }),
    person('Ben', { state: 'call', words }),
    person('Tomás', { state: 'call', words }),
  ];
  test('the first whose words are there and who has not answered', () => {
    expect(calledNow(people, null)?.id).toBe('Ben');
    expect(calledNow([person('Ana', { state: 'call' })], null)).toBeUndefined();
  });
  test('the one that was picked, as long as there are words to read', () => {
    expect(calledNow(people, 'Tomás')?.id).toBe('Tomás');
    expect(calledNow(people, 'Ana')?.id).toBe('Ben');
  });
});
