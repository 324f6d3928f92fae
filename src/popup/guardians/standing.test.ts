import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { GuardianView, PairingState, ProtectionView } from '../../messaging/guardians-lane.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { guardians } = await import('../../lib/text/guardians.en.ts');
const { screens } = await import('../../lib/text/screens.en.ts');
const { learn, t } = await import('../text.ts');
const { oneToFix, standing } = await import('./standing.ts');

beforeAll(() => {
  learn(screens);
  learn(guardians);
});

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const ben: GuardianView = {
  id: 'b',
  name: 'Ben',
  kind: 'person',
  reach: '',
  common: [],
  pairing: 'paired',
  invite: null,
  words: null,
  comparedAt: NOW - 20 * DAY,
  holds: 'holds',
  provedAt: NOW - 6 * DAY,
  quiet: false,
  unsent: 0,
};
const paper: GuardianView = { ...ben, id: 'p', name: 'Paper', kind: 'paper', pairing: null };
const said = (guardian: GuardianView, later = false) => {
  const { mark, text } = standing(guardian, NOW, later);
  return `${mark}: ${t(text)}`;
};

describe('how a guardian stands', () => {
  test('one who holds and answers is the only kind of person that counts', () => {
    expect(said(ben)).toBe('well: Answered 6 days ago');
    const open: PairingState[] = ['invited', 'expired', 'meeting', 'words', 'waiting', 'mismatch'];
    for (const pairing of open) expect(standing({ ...ben, pairing, holds: 'none' }, NOW, false).mark).not.toBe('well');
    for (const holds of ['none', 'offered', 'resigned', 'leaving'] as const)
      expect(standing({ ...ben, holds }, NOW, false).mark).not.toBe('well');
  });

  test('an answer to the invite says that it does not count yet, and what to do', () => {
    expect(said({ ...ben, pairing: 'words', holds: 'none' })).toBe(
      'open: Ben has answered. Not active yet: compare words on a call.',
    );
    expect(said({ ...ben, pairing: 'waiting', holds: 'none' })).toBe(
      'open: You have compared. Not active yet: Ben has to type your words.',
    );
  });

  test('a burned pairing is said even of one who holds a part', () => {
    expect(said({ ...ben, pairing: 'mismatch' })).toMatch(/^bad: The words did not match/);
  });

  test('quiet is amber and says since when', () => {
    expect(said({ ...ben, quiet: true, provedAt: NOW - 50 * DAY })).toBe('late: Quiet, last answer 50 days ago');
    expect(said({ ...ben, quiet: true, provedAt: null })).toBe('late: Quiet: has never answered');
  });

  test('a new one waits for the announced change, not for the first set-up', () => {
    expect(said({ ...ben, holds: 'none' }, false)).toMatch(/when you protect this wallet/);
    expect(said({ ...ben, holds: 'none' }, true)).toMatch(/when the change takes effect/);
  });

  test('paper counts once its page was scanned back', () => {
    expect(said({ ...paper, holds: 'none', provedAt: null })).toMatch(/^open: Not active yet/);
    expect(said({ ...paper, provedAt: null })).toMatch(/^late: Not tested yet/);
    expect(said(paper)).toBe('well: Tested 6 days ago');
  });
});

test('one to fix: only what stands in force can need fixing', () => {
  const protection = {
    plan: null,
    change: null,
    inForce: { t: 2, guardians: ['b', 'p'] },
    guardians: [ben, paper],
  } as unknown as ProtectionView;
  expect(oneToFix(protection)).toBe(false);
  const invited: GuardianView = { ...ben, id: 'new', pairing: 'words', holds: 'none', provedAt: null };
  expect(oneToFix({ ...protection, guardians: [ben, paper, invited] })).toBe(false);
  for (const wrong of [{ quiet: true }, { holds: 'resigned' }, { pairing: 'mismatch' }] as const)
    expect(oneToFix({ ...protection, guardians: [{ ...ben, ...wrong }, paper] })).toBe(true);
  expect(oneToFix({ ...protection, guardians: [ben, { ...paper, provedAt: null }] })).toBe(true);
  expect(oneToFix({ ...protection, plan: { guardian: 'b', why: 'moved' } })).toBe(true);
});
