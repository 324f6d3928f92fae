import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepUp } from '../../lib/text/step-up.en.ts';
import {
  ABSENT_DAYS,
  type Act,
  anomalies,
  BURST,
  BURST_MINUTES,
  burst,
  firstRecipient,
  HOURS_DAYS,
  HOURS_SIGNED,
  LARGER,
  longAbsence,
  oddHour,
  SIZE_DAYS,
  SIZES,
  TRANSFERS,
  unusualSize,
} from './anomaly.ts';
import { STRESSED_DAY, STRESSED_HOUR } from './stress.ts';

const NOW = 1_795_219_200_000; // 2026-11-21 00:00 UTC
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const utc = (at: number) => ({ hour: new Date(at).getUTCHours(), day: new Date(at).toISOString().slice(0, 10) });

const sent = (ago: number, recipient = '0xaa', amount = '10', asset = 'usdc'): Act => ({
  at: NOW - ago,
  kind: 'move-funds',
  moves: { recipient, amount, asset },
});
const ordered = (ago: number): Act => ({ at: NOW - ago, kind: 'order' });
const times = (count: number, make: (i: number) => Act): Act[] => Array.from({ length: count }, (_, i) => make(i));
const asking = (moves = {}) => ({ at: NOW, moves: { recipient: '0xbb', amount: '10', asset: 'usdc', ...moves } });

describe('the first time to a recipient', () => {
  test('is said with three transfers before', () => {
    expect(
      firstRecipient(
        asking(),
        times(TRANSFERS, () => sent(DAY)),
      ),
    ).toEqual({ id: 'stepUp.why.recipient' });
  });
  test.each([
    ['too few transfers', times(TRANSFERS - 1, () => sent(DAY)), asking()],
    ['a recipient of before', [sent(400 * DAY, '0xbb'), ...times(9, () => sent(DAY))], asking()],
    ['nobody who gets anything', times(9, () => sent(DAY)), { at: NOW }],
    ['orders alone', times(30, () => ordered(DAY)), asking()],
    [
      'transfers whose recipient nobody wrote down',
      times(9, () => ({ at: NOW, kind: 'move-funds', moves: {} })),
      asking(),
    ],
  ])('is not, with %s', (_, acts, now) => {
    expect(firstRecipient(now, acts)).toBeNull();
  });
});

describe('an unusual size', () => {
  const five = times(5, (i) => sent(i * DAY, '0xaa', String(10 + i)));
  test.each([
    ['42', null],
    ['42.0', null],
    ['42.000000000000000001', '14'],
    ['100000000000000000000000000000000000000000000', '14'],
  ])('%s after a largest of 14', (amount, largest) => {
    expect(unusualSize(asking({ amount }), five)).toEqual(
      largest && { id: 'stepUp.why.size', params: { times: '3', largest } },
    );
  });
  test.each([
    ['of another asset', asking({ amount: '1000', asset: 'eth' }), five],
    ['after four', asking({ amount: '1000' }), five.slice(1)],
    ['that is no number', asking({ amount: '1e9' }), five],
    ['that is not known', { at: NOW, moves: { asset: 'usdc' } }, five],
  ])('not one %s', (_, now, acts) => {
    expect(unusualSize(now, acts)).toBeNull();
  });
  test('what is older than the last days counts only where these have nothing', () => {
    const large = sent(31 * DAY, '0xaa', '1000');
    expect(unusualSize(asking({ amount: '500' }), [large, ...five])?.params).toMatchObject({ largest: '14' });
    const old = five.map((act) => ({ ...act, at: act.at - 60 * DAY }));
    expect(unusualSize(asking({ amount: '500' }), [large, ...old])).toBeNull();
    expect(unusualSize(asking({ amount: '43' }), old)?.params).toMatchObject({ largest: '14' });
  });
  test('the larger, the more it is asked; splitting hides no larger one of before', () => {
    const amount = fc.bigInt(1n, 10n ** 24n);
    fc.assert(
      fc.property(fc.array(amount, { minLength: 5, maxLength: 12 }), amount, amount, (before, a, b) => {
        const acts = before.map((one) => sent(DAY, '0xaa', String(one)));
        const said = (one: bigint) => unusualSize(asking({ amount: String(one) }), acts) !== null;
        const [small, large] = a < b ? [a, b] : [b, a];
        if (said(small)) expect(said(large)).toBe(true);
        expect(said(a)).toBe(before.every((one) => a > 3n * one));
      }),
    );
  });
});

describe('a burst', () => {
  const many = times(BURST, (i) => sent(i * MINUTE));
  test('of five within ten minutes', () => {
    expect(burst(asking(), many)).toEqual({ id: 'stepUp.why.burst', params: { count: '5', minutes: '10' } });
    const grants = times(BURST, (i): Act => ({ at: NOW - i * MINUTE, kind: 'grant-authority' }));
    expect(burst({ at: NOW }, grants)?.id).toBe('stepUp.why.burst');
  });
  test('a clock that was turned back hides none', () => {
    expect(burst({ at: NOW - 5 * MINUTE }, many)).not.toBeNull();
  });
  test.each([
    ['four', many.slice(1)],
    ['five within eleven minutes', [...many.slice(0, 4), sent(11 * MINUTE)]],
    ['orders, however many', times(90, () => ordered(MINUTE))],
    ['money that stays', times(9, (): Act => ({ at: NOW, kind: 'move-funds' }))],
  ])('not of %s', (_, acts) => {
    expect(burst(asking(), acts)).toBeNull();
  });
});

describe('a long absence', () => {
  const old = times(3, (i) => ordered((ABSENT_DAYS + i) * DAY));
  test('of fourteen days', () => {
    expect(longAbsence(asking(), old)).toEqual({ id: 'stepUp.why.absence', params: { days: '14' } });
  });
  test.each([
    ['with one of yesterday', [...old, ordered(DAY)]],
    ['a moment short of it', times(3, () => ordered(ABSENT_DAYS * DAY - 1))],
    ['of somebody new', old.slice(1)],
    ['of nobody', []],
    ['when the clock was turned back', times(3, () => ordered(-DAY))],
  ])('not %s', (_, acts) => {
    expect(longAbsence(asking(), acts)).toBeNull();
  });
});

describe('an odd hour', () => {
  /** By day alone: from 9 to 20. */
  const byDay = times(HOURS_SIGNED, (i) => ({ ...ordered(0), at: NOW - (1 + (i % 6)) * DAY + (9 + (i % 12)) * HOUR }));
  test('is one in which nothing was ever signed', () => {
    expect(oddHour(asking(), byDay, utc)).toEqual({ id: 'stepUp.why.hour' });
    expect(oddHour({ at: NOW + 10 * HOUR }, byDay, utc)).toBeNull();
  });
  test('is that of where the person is', () => {
    const east = (at: number) => utc(at + 10 * HOUR);
    expect(oddHour(asking(), byDay, east)).toEqual({ id: 'stepUp.why.hour' });
    expect(oddHour({ at: NOW + 20 * HOUR }, byDay, east)).toBeNull();
  });
  test.each([
    ['with nineteen', byDay.slice(1)],
    ['on four days', byDay.map((act) => ({ ...act, at: Math.max(act.at, NOW - 4 * DAY + 9 * HOUR) }))],
  ])('is not told %s', (_, acts) => {
    expect(oddHour(asking(), acts, utc)).toBeNull();
  });
});

test('nothing is unusual without a history, and all of it can be at once', () => {
  expect(anomalies(asking(), [], utc)).toEqual([]);
  const acts = [
    ...times(20, (i) => sent((15 + (i % 6)) * DAY - 12 * HOUR, '0xaa', '1')),
    ...times(5, (): Act => ({ at: NOW + MINUTE, kind: 'grant-authority' })),
  ];
  const ids = (found: { id: string }[]) => found.map(({ id }) => id.replace('stepUp.why.', ''));
  expect(ids(anomalies(asking({ amount: '4' }), acts.slice(0, 20), utc))).toEqual([
    'recipient',
    'size',
    'absence',
    'hour',
  ]);
  expect(ids(anomalies(asking({ amount: '1' }), acts, utc))).toEqual(['recipient', 'burst']);
});

test.each([
  ['stepUp.looks.recipient', [TRANSFERS]],
  ['stepUp.looks.size', [LARGER, SIZE_DAYS, SIZES]],
  ['stepUp.looks.burst', [BURST, BURST_MINUTES]],
  ['stepUp.looks.absence', [ABSENT_DAYS]],
  ['stepUp.looks.hour', [HOURS_SIGNED, HOURS_DAYS]],
  ['stepUp.market.lead', [STRESSED_HOUR, STRESSED_DAY]],
] as const)('the page says the figures that hold: %s', (id, figures) => {
  expect(stepUp[id].match(/\d+/g)?.map(Number)).toEqual(figures);
});
