import { describe, expect, test } from 'vitest';
import type { AlarmView } from '../../messaging/guardians-lane.ts';
import { gateOf, pathOf } from './alarms.ts';

const alarm = (more: Partial<AlarmView> = {}): AlarmView => ({
  wallet: 'w',
  request: 'r/1',
  mine: true,
  name: '',
  askedAt: 0,
  approvals: 2,
  dueAt: null,
  frozenUntil: null,
  canStop: true,
  answered: null,
  over: null,
  ...more,
});
const ward = alarm({ wallet: 'v', mine: false, name: 'Noor' });

describe('which alarm stands before everything else', () => {
  test('while locked: on every path but the one for a forgotten password', () => {
    for (const path of ['/', '/people', '/settings', '/recovery']) expect(gateOf([alarm()], path, true)).toBeDefined();
    expect(gateOf([alarm()], '/forgotten', true)).toBeUndefined();
  });
  test('while open: on home alone', () => {
    expect(gateOf([alarm()], '/', false)).toBeDefined();
    expect(gateOf([alarm()], '/settings', false)).toBeUndefined();
  });
  test('one about somebody else lets the request be read first, and comes after one about this wallet', () => {
    expect(gateOf([ward], '/people/ask/1', true)).toBeUndefined();
    expect(gateOf([ward], '/', true)).toBe(ward);
    expect(gateOf([ward, alarm()], '/', true)?.mine).toBe(true);
    expect(gateOf([ward], '/', false)).toBeUndefined();
  });
  test('one that was answered or is over stands only on its own path', () => {
    for (const done of [alarm({ answered: 'stopped' }), alarm({ answered: 'me' }), alarm({ over: 'opened' })]) {
      expect(gateOf([done], '/', true)).toBeUndefined();
      expect(gateOf([done], pathOf(done), false)).toBe(done);
    }
  });
});
