import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { SessionOffer } from '../../approvals/record.ts';
import { sessions } from '../../lib/text/sessions.en.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { MOST_DAYS, type Terms, TermsSchema } from '../../policy/limits/permission.ts';
import { group } from '../../signing/format.ts';
import { learn, t } from '../text.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { AMOUNTS, endsOf, formOf, readForm, readNumber, sentenceOf, withMarket } = await import('./session-form.ts');

beforeAll(() => learn(sessions));

const HOUR = 3_600_000;
const NOON = new Date(2026, 10, 21, 12, 0, 0).getTime();
const asked: Terms = {
  venue: 'hyperliquid',
  limits: { markets: ['ETH', 'BTC'], perOrder: '2000', leverage: '10', distance: '1.0' },
  orders: 40,
  budget: '10000',
  endsAt: NOON + 6 * HOUR,
  agent: { with: { subaccount: 0 } },
};
const offer: SessionOffer = {
  id: '0x11',
  venue: { id: 'hyperliquid', name: 'Hyperliquid' },
  account: '0x7a3F90B1c45D2e8A6b1F03cD94E57A28B6d0c21e',
  chainId: 42161,
  asked,
  adjustable: true,
  grant: null,
};
const ends = endsOf(asked.endsAt, NOON, NOON);
const form = formOf(asked, ends);
const typed = (more: Partial<typeof form.typed>) => ({ ...form, typed: { ...form.typed, ...more } });
const read = (of = form, at = NOON, of2 = offer) => readForm(of, of2, at);

describe('numbers', () => {
  test.each([
    ['2,000', '2000'],
    ['2000.50', '2000.5'],
    [' $2,000 ', '2000'],
    ['10.', null],
    ['.5', null],
    ['0.50', '0.5'],
    ['007', '7'],
    ['0', '0'],
    ['0.000', '0'],
    ['2,00', null],
    ['20,000,00', null],
    ['2.000,50', null],
    ['1e5', null],
    ['-1', null],
    ['+1', null],
    ['0x10', null],
    ['1 000', null],
    ['1_000', null],
    ['', null],
    ['٣', null],
    ['Infinity', null],
    ['1'.repeat(31), null],
    [`0.${'1'.repeat(19)}`, null],
  ])('%j is read as %j', (text, plain) => expect(readNumber(text)).toBe(plain));

  test('what a person sees grouped is read as the same number', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 29n }), fc.stringMatching(/^\d{0,17}[1-9]$/), (whole, rest) => {
        expect(readNumber(group(`${whole}.${rest}`))).toBe(`${whole}.${rest}`);
        expect(readNumber(group(`${whole}`))).toBe(`${whole}`);
      }),
    ));

  test('whatever is read is an amount that the worker takes', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d,. $]{0,12}$/)), (text) => {
        const found = read(typed({ budget: text })).terms;
        if (found) expect(v.is(TermsSchema, found)).toBe(true);
      }),
    ));
});

describe('ends', () => {
  test('none is later than a session may last', () => {
    for (const end of endsOf(NOON + MOST_DAYS * DAY_MS, NOON, NOON))
      expect(end.at).toBeLessThanOrEqual(NOON + MOST_DAYS * DAY_MS);
  });
  test('18:00 is there while it is more than an hour away, and only on the same day', () => {
    const has = (at: number) => endsOf(NOON + 3 * DAY_MS, at, at).some(({ id }) => id === 'today');
    expect(has(NOON)).toBe(true);
    expect(has(new Date(2026, 10, 21, 17, 0, 0).getTime())).toBe(false);
    expect(has(new Date(2026, 10, 21, 23, 0, 0).getTime())).toBe(false);
  });
  test('what was asked for is chosen, as it was asked', () => {
    expect(form.end).toEqual({ id: 'today', at: asked.endsAt });
    const week = endsOf(NOON + 168 * HOUR, NOON, NOON + 10 * 60_000);
    // ten minutes later a week is still what was asked for, not ten minutes more
    expect(week.find(({ id }) => id === 'week')?.at).toBe(NOON + 168 * HOUR);
    expect(week.map(({ id }) => id)).not.toContain('asked');
    const odd = endsOf(NOON + 5 * HOUR, NOON, NOON);
    expect(odd.at(-1)).toEqual({ id: 'asked', at: NOON + 5 * HOUR });
  });
  test('one that has passed is not granted', () => {
    expect(read(form, asked.endsAt).terms).toBeNull();
    expect(read(form, asked.endsAt).wrong.end).toBeDefined();
    expect(read(form, asked.endsAt, { ...offer, adjustable: false }).terms).toBeNull();
  });
});

describe('terms', () => {
  test('untouched they are what was asked', () => {
    expect(read().terms).toEqual({ ...asked, limits: { ...asked.limits, distance: '1' } });
  });
  test('any terms come through the form as the same amounts', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n }).map(String);
    fc.assert(
      fc.property(
        fc.record(
          { perOrder: amount, perDay: amount, leverage: amount, distance: amount, fee: amount },
          { requiredKeys: [] },
        ),
        fc.integer({ min: 1, max: 10_000 }),
        amount,
        fc.boolean(),
        (limits, orders, budget, reduceOnly) => {
          const terms: Terms = {
            ...asked,
            limits: { ...limits, ...(reduceOnly && { reduceOnly: true as const }) },
            orders,
            budget,
          };
          expect(readForm(formOf(terms, ends), { ...offer, asked: terms }, NOON).terms).toEqual(terms);
        },
      ),
    );
  });
  test('an empty field is no limit, but a session has a budget and a number of orders', () => {
    expect(read(typed({ perOrder: ' ' })).terms?.limits).not.toHaveProperty('perOrder');
    expect(read(typed({ budget: '' })).wrong.budget).toEqual({ id: 'sessions.wrong.needed' });
    expect(read(typed({ orders: '' })).terms).toBeNull();
  });
  test.each([
    ['orders', '0'],
    ['orders', '10,001'],
    ['orders', '1.5'],
    ['lifetime', '0'],
    ['lifetime', '1.5'],
    ['leverage', '0'],
    ['budget', '0.00'],
    ['perOrder', '2.000,50'],
  ] as const)('%s of %s is said to be wrong, and nothing is granted', (name, text) => {
    const found = read(typed({ [name]: text }));
    expect(found.wrong[name]).toBeDefined();
    expect(found.terms).toBeNull();
  });
  test('taking the last market out opens no other one', () => {
    const found = read({ ...form, markets: [] });
    expect(found.terms).toBeNull();
    expect(found.wrong.markets).toBeDefined();
  });
  test('a market that is typed and not added is not left out in silence', () => {
    expect(read({ ...form, adding: 'SOL' }).terms).toBeNull();
    expect(read(withMarket({ ...form, adding: ' SOL ' })).terms?.limits.markets).toEqual(['ETH', 'BTC', 'SOL']);
    expect(withMarket({ ...form, adding: 'ETH' }).markets).toEqual(['ETH', 'BTC']);
    expect(withMarket({ ...form, markets: null, adding: 'ETH' }).markets).toEqual(['ETH']);
    expect(read({ ...form, adding: 'x'.repeat(101) }).wrong.adding).toEqual({ id: 'sessions.wrong.long' });
  });
  test('what the site lets nobody change goes back as it came, whatever the form holds', () => {
    const found = read(typed({ budget: '99999999' }), NOON, { ...offer, adjustable: false });
    expect(found.terms).toBe(asked);
  });
  test('venue and key are those that were asked for', () => {
    const found = read(typed(Object.fromEntries(AMOUNTS.map((name) => [name, '7'])))).terms;
    expect([found?.venue, found?.agent]).toEqual([asked.venue, asked.agent]);
  });
});

describe('the sentence', () => {
  const say = (of = form) => t(sentenceOf(of, read(of), 'app.gannet.example', 'Hyperliquid', NOON));
  test('says all of it', () =>
    expect(say()).toBe(
      'Until 18:00 today, app.gannet.example may place up to 40 orders at Hyperliquid in ETH and BTC, each up to $2,000, together up to $10,000, without asking.',
    ));
  test('follows the fields', () => {
    expect(say(typed({ budget: '2500.5', orders: '1' }))).toContain('up to 1 order at');
    expect(say(typed({ budget: '2500.5' }))).toContain('together up to $2,500.50,');
    expect(say({ ...form, markets: null })).toContain('in every market,');
    expect(say({ ...form, reduceOnly: true })).toContain('40 reduce-only orders');
    expect(say({ ...form, end: { id: 'day', at: NOON + 24 * HOUR } })).toContain('Until Sunday 22 November, 12:00, ');
  });
  test('says when one order has no limit, and leaves blank what cannot be read', () => {
    expect(say(typed({ perOrder: '' }))).toContain('each of any size');
    expect(say(typed({ perOrder: 'two' }))).toContain('each up to …');
    expect(say(typed({ budget: '' }))).toContain('together up to …');
  });
  test('says terms that nobody can change as they are granted, also what could not be typed', () => {
    const huge = `1${'0'.repeat(30)}`;
    const fixed = { ...asked, budget: huge, limits: { ...asked.limits, perOrder: '0' } };
    const of = formOf(fixed, ends);
    const found = read(of, NOON, { ...offer, asked: fixed, adjustable: false });
    expect(found.terms).toBe(fixed);
    const sentence = t(sentenceOf(of, found, 'app.gannet.example', 'Hyperliquid', NOON));
    expect(sentence).toContain(`each up to $0, together up to $${group(huge)}, without`);
  });
  test('counts the markets that it does not name', () =>
    expect(say({ ...form, markets: ['A', 'B', 'C', 'D', 'E', 'F'] })).toContain('in A, B, C, D and 2 more,'));
});
