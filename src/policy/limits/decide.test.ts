import { describe, expect, test } from 'vitest';
import { NOW, OTHER } from '../../venues/fixtures.ts';
import type { OrderFacts, Reading } from '../../venues/reading.ts';
import { cancel, grant, key, move, order, owner, unread } from '../fixtures.ts';
import type { Verdict } from '../verdict.ts';
import type { CallFacts } from './call.ts';
import { decide, isClosing, type Question, verdictOf } from './decide.ts';
import { ask, facts, of, running, session } from './fixtures.ts';
import { type AccountLimits, DAY_MS, type Limits } from './limits.ts';

const said = (question: Partial<Question>) => {
  const { decision, rules } = decide({ ...ask, ...question });
  return [decision, ...rules.map(({ id }) => id)];
};
const limited = (limits: Limits, over: AccountLimits['over'] = 'ask') => ({ limits: [{ ...limits, over }] });

describe('inside a session', () => {
  test('an order and a cancel are signed', () => {
    expect(decide(ask)).toMatchObject({ decision: 'sign', level: 'info', counts: { orders: 1, notional: '100' } });
    expect(decide({ ...ask, reading: cancel })).toMatchObject({
      decision: 'sign',
      counts: { orders: 1, notional: '0' },
    });
  });

  test.each<[string, Partial<Question>]>([
    ['session.elsewhere', { origin: 'https://other.example' }],
    ['session.elsewhere', { account: OTHER }],
    ['session.elsewhere', { session: running({ venue: 'other' }) }],
    ['session.paused', { session: running({ paused: true }) }],
    ['session.ended', { now: session.endsAt }],
    ['session.ended', { now: session.startsAt - 1 }],
    ['session.orders', { session: running({}, { orders: 90, notional: '0' }) }],
    ['session.budget', { session: running({}, { orders: 1, notional: '9900.01' }) }],
    ['session.kind', { reading: { ...grant, venue: order.venue } }],
    ['session.kind', { reading: { ...cancel, act: 'reduce' } }],
    [
      'session.kind',
      { call: { chainId: 1, contract: OTHER, selector: '0x12345678', coins: '0', allowance: null, deposit: false } },
    ],
  ])('%s asks', (id, change) => {
    expect(said(change)).toEqual(['ask', id]);
  });

  test('what a rule speaks of is shown to a person', () => {
    const finding = { rule: 'R12', level: 'warning' as const, text: { id: 'rule.past' as const } };
    expect(said({ verdict: { outcome: 'ask', findings: [finding] } })).toEqual(['ask', 'R12', 'session.finding']);
    expect(said({ verdict: { outcome: 'ask', findings: [{ ...finding, level: 'info' }] } })[0]).toBe('sign');
  });

  test('the last of the budget can be used, and no more', () => {
    const left = (notional: string) => said({ session: running({}, { orders: 1, notional }) })[0];
    expect([left('9900'), left('9900.000001')]).toEqual(['sign', 'ask']);
  });

  test('an order of unknown worth is not one of nothing', () => {
    const { notional: _, ...unknown } = facts;
    for (const orders of [
      [unknown],
      [facts, unknown],
      [{ ...facts, notional: '-5' }],
      [{ ...facts, notional: '1e3' }],
      [],
    ])
      expect(said({ reading: { ...order, orders } })).toEqual(['ask', 'limit.notCheckable.notional']);
  });
});

describe('limits', () => {
  test.each<[string, Limits, Partial<OrderFacts>]>([
    ['limit.market', { markets: ['BTC-PERP'] }, {}],
    ['limit.perOrder', { perOrder: '99.99' }, {}],
    ['limit.perDay', { perDay: '99.99' }, {}],
    ['limit.leverage', { leverage: '4.9' }, { leverage: '5' }],
    ['limit.notCheckable.leverage', { leverage: '100' }, {}],
    ['limit.distance', { distance: '1' }, { price: '101.01' }],
    ['limit.distance', { distance: '1' }, { price: '98.99', side: 'short' }],
    ['limit.notCheckable.distance', { distance: '1' }, { market: 'BTC-PERP' }],
    ['limit.lifetime', { lifetime: 299 }, {}],
    ['limit.notCheckable.fee', { fee: '1' }, {}],
    ['limit.reduceOnly', { reduceOnly: true }, {}],
  ])('%s', (id, limits, change) => {
    expect(said({ ...limited(limits), reading: of(change) })).toEqual(['ask', id]);
    expect(said({ ...limited(limits, 'refuse'), reading: of(change) })).toEqual(['refuse', id]);
  });

  test.each<[Limits, Partial<OrderFacts>]>([
    [{ markets: ['ETH-PERP'], perOrder: '100', perDay: '100', lifetime: 300 }, {}],
    [{ leverage: '5' }, { leverage: '5' }],
    [{ distance: '1' }, { price: '101' }],
    [{ distance: '1' }, { price: '99', side: 'short' }],
    [{ distance: '1' }, { price: '1' }],
    [{ reduceOnly: true }, { reduceOnly: true, effect: 'reduce' }],
  ])('%j are kept', (limits, change) => {
    expect(said({ ...limited(limits), reading: of(change) })).toEqual(['sign']);
  });

  test('hold all at once', () => {
    expect(
      said({
        limits: [
          { perOrder: '200', over: 'ask' },
          { perOrder: '50', over: 'refuse' },
        ],
      })[0],
    ).toBe('refuse');
  });

  test('an order of endless life is over a lifetime', () => {
    const { validUntil: _, ...endless } = of({});
    expect(said({ ...limited({ lifetime: 1e9 }), reading: endless as Reading })[0]).toBe('ask');
  });

  test('a day is the last 24 hours', () => {
    const day = (at: number) => said({ ...limited({ perDay: '150' }), spent: [{ at, orders: 1, notional: '100' }] })[0];
    expect([day(NOW - DAY_MS), day(NOW - DAY_MS + 1)]).toEqual(['sign', 'ask']);
  });
});

describe('what a sell is worth', () => {
  const sell = (change: Partial<OrderFacts>) => ({ reading: of({ side: 'short', ...change }) });
  const cheap = { price: '0.01', notional: '0.01' };

  test('is what the market gives, not the least that is asked', () => {
    expect(said({ ...limited({ perOrder: '99' }), ...sell(cheap) })).toEqual(['ask', 'limit.perOrder']);
    expect(said({ ...limited({ perOrder: '100' }), ...sell(cheap) })[0]).toBe('sign');
    expect(decide({ ...ask, ...sell(cheap) }).counts).toEqual({ orders: 1, notional: '100' });
    expect(decide({ ...ask, ...sell({ price: '150', notional: '150' }) }).counts).toEqual({
      orders: 1,
      notional: '150',
    });
  });

  test('is not known without a reference', () => {
    expect(said({ ...sell({ ...cheap, market: 'XYZ-PERP' }) })).toEqual(['ask', 'limit.notCheckable.notional']);
    expect(said({ reading: of({ ...cheap, market: 'XYZ-PERP' }) })[0], 'a buy is bounded by its price').toBe('sign');
  });
});

describe('closing', () => {
  test('is what is signed, never what is said', () => {
    expect([isClosing(of({ reduceOnly: true })), isClosing(cancel), isClosing(of({}))]).toEqual([true, true, false]);
    expect(isClosing(of({ reduceOnly: true }, {}))).toBe(false);
    expect(isClosing(of())).toBe(false);
  });

  test('is never refused by a limit or by cooling off', () => {
    const close = of({ reduceOnly: true, effect: 'reduce' });
    expect(said({ ...limited({ perOrder: '1' }, 'refuse'), reading: close })[0]).toBe('ask');
    expect(said({ coolingUntil: NOW + 1, reading: close })[0]).toBe('sign');
    expect(said({ coolingUntil: NOW + 1, reading: cancel })[0]).toBe('sign');
    expect(said({ coolingUntil: NOW + 1 })).toEqual(['refuse', 'limit.cooling']);
    expect(said({ coolingUntil: NOW })[0]).toBe('sign');
  });
});

describe('what a session shows to a person, whatever the rules say', () => {
  test.each(['hidden-parameters', 'hooks', 'unknown-market'] as const)('%s', (flag) => {
    const flags = [{ flag, what: 'x' }];
    for (const reading of [
      { ...cancel, flags },
      { ...of({ reduceOnly: true }), flags },
    ])
      expect(said({ reading })).toContain('session.finding');
    expect(said({ reading: { ...cancel, flags } })[0]).toBe('ask');
  });

  test('a missing stop loss does not stop it', () => {
    expect(said({ reading: { ...of({}), flags: [{ flag: 'no-stop-loss', what: 'sl' }] } })).toEqual(['sign']);
  });

  test('the decimals of an unknown market bound nothing', () => {
    const reading = { ...of({}), flags: [{ flag: 'unknown-market' as const, what: 'asset' }] };
    expect(said({ ...limited({ perOrder: '1000000' }, 'refuse'), reading }).slice(0, 2)).toEqual([
      'refuse',
      'limit.notCheckable.notional',
    ]);
  });
});

describe('what a card says with care', () => {
  const note = (level: 'info' | 'care' | 'danger') => [{ level, text: { id: 'note.hlPriority' as const } }];

  test('is shown to a person, of an order and of a cancel', () => {
    for (const reading of [of({}), cancel]) {
      expect(said({ reading: { ...reading, notes: note('info') } })).toEqual(['sign']);
      expect(said({ reading: { ...reading, notes: note('care') } })).toEqual(['ask', 'session.finding']);
      expect(said({ reading: { ...reading, notes: note('danger') } })).toEqual(['ask', 'session.finding']);
    }
  });
});

describe('fees that are signed as an amount', () => {
  test('are no way past a session: above what is ordinary a person is asked', () => {
    expect(said({ reading: of({ fee: '1' }) })).toEqual(['sign']);
    expect(said({ reading: of({ fee: '1.01' }) })).toEqual(['ask', 'session.finding']);
    expect(said({ reading: of({ fee: '1.01' }), session: running({ limits: { fee: '2' } }) })).toEqual(['sign']);
  });

  test.each<[string[], string, Partial<OrderFacts>[], string | undefined]>([
    [['sign'], '1', [{ fee: '1' }], undefined],
    [['refuse', 'limit.fee'], '1', [{ fee: '1.01' }], undefined],
    [['refuse', 'limit.fee'], '1', [{ fee: '0.5' }], '1.5'],
    [['refuse', 'limit.fee'], '1', [{ fee: '3' }, {}], '0.5'],
    [['sign'], '1.5', [{ fee: '3' }, {}], '0.5'],
    [['refuse', 'limit.notCheckable.fee'], '1', [{}], undefined],
    [['sign'], '0', [{ fee: '0.00' }], undefined],
  ])('%j under %s', (expected, limit, orders, fee) => {
    const question = { ...limited({ fee: limit }, 'refuse'), reading: of(...orders), ...(fee && { fee }) };
    const session = expected[0] === 'refuse' ? null : running({ limits: { fee: '9' } });
    expect(said({ ...question, session })).toEqual(expected);
  });

  test('of an order that is worth nothing are not to be measured', () => {
    const reading = of({ fee: '5', price: '0', notional: '0' });
    expect(said({ reading })).toEqual(['ask', 'session.finding']);
    expect(said({ ...limited({ fee: '1' }, 'refuse'), session: null, reading })).toEqual([
      'refuse',
      'limit.notCheckable.fee',
    ]);
  });
});

describe('a session whose key is for another network of its venue', () => {
  test('is no session of the main one', () => {
    const test = running({ network: 'Testnet' });
    expect(said({ session: test })).toEqual(['ask', 'session.elsewhere']);
    expect(said({ session: test, reading: { ...of({}), venue: { ...order.venue, network: 'Testnet' } } })).toEqual([
      'sign',
    ]);
  });
});

describe('what is approved', () => {
  const counts = (reading: Reading) => decide({ ...ask, session: null, reading }).counts;

  test('counts at least what is signed', () => {
    expect(counts(of({ side: 'short', market: 'XYZ-PERP' }))).toEqual({ orders: 1, notional: '100' });
    const { notional: _, ...unknown } = facts;
    expect(counts({ ...order, orders: [facts, unknown] })).toEqual({ orders: 2, notional: '100' });
    const flags = [{ flag: 'unknown-market' as const, what: 'asset' }];
    expect(counts({ ...of({}), flags }), 'in units that nobody knows').toEqual({ orders: 1, notional: '0' });
  });
});

describe('leverage', () => {
  const sets = { ...grant, venue: order.venue, scope: 'settings' as const, leverage: '25' };

  test('is measured where it is set', () => {
    expect(said({ ...limited({ leverage: '20' }, 'refuse'), session: null, reading: sets })).toEqual([
      'refuse',
      'limit.leverage',
    ]);
    expect(said({ ...limited({ leverage: '25' }, 'refuse'), session: null, reading: sets })).toEqual(['ask']);
    expect(said({ ...limited({ perOrder: '1' }, 'refuse'), session: null, reading: sets })).toEqual(['ask']);
    expect(said({ ...limited({ leverage: '30' }), reading: sets }), 'a session only orders').toEqual([
      'ask',
      'session.kind',
    ]);
  });

  test('of what is bought outright, or only closes, is none', () => {
    const limits = limited({ leverage: '1' }, 'refuse');
    expect(said({ ...limits, reading: of({ effect: 'trade' }) })).toEqual(['sign']);
    expect(said({ ...limits, reading: of({ effect: 'reduce', reduceOnly: true }) })).toEqual(['sign']);
    expect(said({ ...limits, reading: of({}) })[0]).toBe('refuse');
  });
});

test('limits of orders say nothing of what is none', () => {
  const all = limited({ fee: '1', lifetime: 1, perDay: '1', perOrder: '1', markets: [], reduceOnly: true }, 'refuse');
  expect(said({ ...all, reading: cancel })).toEqual(['sign']);
  for (const reading of [move, grant, owner, key, unread])
    expect(said({ ...all, session: null, reading })).toEqual(['ask']);
});

describe('what may be an order', () => {
  const hash = { ...unread, hashOnly: true };
  const may = { mayBeOrder: true, reading: hash, session: null };

  test('is over every limit of orders', () => {
    for (const limits of [{ perOrder: '1000000' }, { markets: ['ETH-PERP'] }, { reduceOnly: true as const }]) {
      expect(said({ ...limited(limits), ...may })).toEqual(['ask', 'limit.notCheckable.order']);
      expect(said({ ...limited(limits, 'refuse'), ...may })).toEqual(['refuse', 'limit.notCheckable.order']);
    }
    expect(said({ ...limited({}, 'refuse'), ...may }), 'which limits nothing').toEqual(['ask']);
    expect(said(may)).toEqual(['ask']);
  });

  test('opens, as far as anybody knows', () => {
    expect(said({ ...may, coolingUntil: NOW + 1 })).toEqual(['refuse', 'limit.cooling']);
    expect(said({ reading: hash, session: null, coolingUntil: NOW + 1 })).toEqual(['ask']);
  });
});

describe('while opening cools off', () => {
  test.each([
    ['closing', of({ reduceOnly: true }), 'sign'],
    ['cancelling', cancel, 'sign'],
    ['adding margin', { ...move, own: true }, 'ask'],
    ['moving money', move, 'ask'],
    ['a key', grant, 'ask'],
    ['opening', of({}), 'refuse'],
    ['an option that may close', of({ effect: 'trade' }), 'refuse'],
    ['opening beside closing', of({ reduceOnly: true }, {}), 'refuse'],
    ['an order that says nothing', of(), 'refuse'],
  ] as const)('%s', (_, reading, decision) => {
    expect(decide({ ...ask, reading, coolingUntil: NOW + 1 }).decision).toBe(decision);
  });
});

describe('hours of use', () => {
  const day = { from: 480, to: 1320 };
  const at = (minute: number, ...hours: (typeof day)[]) => said({ minute, hours });

  test('are from a minute to a minute, over midnight too', () => {
    expect([479, 480, 1319, 1320].map((minute) => at(minute, day)[0])).toEqual(['refuse', 'sign', 'sign', 'refuse']);
    const night = { from: 1320, to: 480 };
    expect([479, 480, 1319, 1320].map((minute) => at(minute, night)[0])).toEqual(['sign', 'refuse', 'refuse', 'sign']);
    expect([0, 1439].map((minute) => at(minute, { from: 0, to: 1440 })[0])).toEqual(['sign', 'sign']);
    expect(at(480, { from: 480, to: 480 })).toEqual(['refuse', 'limit.hours']);
    expect(at(600, day, { from: 0, to: 540 })[0], 'both hold').toBe('refuse');
  });

  test('stop everything but what makes the account safer', () => {
    const outside = { minute: 0, hours: [day], session: null };
    const nothing = { ...grant, scope: 'nothing' as const };
    for (const reading of [of({ reduceOnly: true }), cancel, { ...move, own: true }, nothing])
      expect(said({ ...outside, reading })[0]).toBe('ask');
    for (const reading of [
      of({}),
      move,
      { ...move, own: true, receivers: [OTHER] },
      grant,
      owner,
      key,
      unread,
      of({ reduceOnly: true }, {}),
    ])
      expect(said({ ...outside, reading })).toEqual(['refuse', 'limit.hours']);
    const call = { chainId: 1, contract: OTHER, selector: '0xa9059cbb', coins: '0', allowance: null, deposit: true };
    expect(said({ ...outside, reading: move, call })).toEqual(['ask']);
    expect(decide({ ...ask, ...outside }).rules[0]?.text.params).toEqual({ hours: '08:00-22:00' });
  });
});

describe('transactions', () => {
  const call: CallFacts = {
    chainId: 1,
    contract: OTHER,
    selector: '0x095ea7b3',
    coins: '2',
    allowance: '500',
    deposit: false,
  };
  const rule = { chainId: 1, contract: OTHER.toLowerCase(), over: 'refuse' as const };
  const with_ = (limit: object, change: Partial<CallFacts> = {}) =>
    said({ session: null, reading: grant, call: { ...call, ...change }, calls: [{ ...rule, ...limit }] });

  test.each<[string[], object, Partial<CallFacts>]>([
    [['refuse', 'limit.coins'], { coins: '1.99' }, {}],
    [['ask', 'limit.coins'], { coins: '1.99', over: 'ask' }, {}],
    [['ask'], { coins: '2' }, {}],
    [['refuse', 'limit.allowance'], { allowance: '499.999999' }, {}],
    [['ask'], { allowance: '500' }, {}],
    [['refuse', 'limit.unlimited'], { allowance: '1000000' }, { allowance: 'unlimited' }],
    [['refuse', 'limit.notCheckable.allowance'], { allowance: '1000000' }, { allowance: 'unknown' }],
    [['ask'], { allowance: '0' }, { allowance: null }],
    [['ask'], { allowance: '0' }, { allowance: '0' }],
    [['ask'], { coins: '1', selector: '0x12345678' }, {}],
    [['refuse', 'limit.coins'], { coins: '1', selector: '0x095ea7b3' }, {}],
    [['ask'], { coins: '1', chainId: 10 }, {}],
    [['ask'], { coins: '1', contract: session.account }, {}],
    [['refuse', 'limit.coins'], { coins: '1', contract: 'every' }, { contract: null, selector: null }],
    [['ask'], { contract: 'every', only: [OTHER] }, {}],
    [['refuse', 'limit.contract'], { contract: 'every', only: [session.account] }, {}],
    [['refuse', 'limit.contract'], { contract: 'every', only: [OTHER] }, { contract: null }],
    [['refuse', 'limit.contract'], { only: [] }, {}],
  ])('%j under %j', (expected, limit, change) => {
    expect(with_(limit, change)).toEqual(expected);
  });

  test('all that fit hold, and closing is only asked for', () => {
    const calls = [
      { ...rule, coins: '5' },
      { ...rule, contract: 'every', coins: '1' },
    ];
    expect(said({ session: null, reading: grant, call, calls })).toEqual(['refuse', 'limit.coins']);
    expect(said({ session: null, reading: cancel, call, calls })).toEqual(['ask', 'limit.coins']);
  });

  test('a limit of transactions says nothing of an order that is signed', () => {
    expect(said({ calls: [{ ...rule, contract: 'every', coins: '0', allowance: '0', only: [] }] })).toEqual(['sign']);
  });
});

describe('the verdict', () => {
  const before: Verdict = {
    outcome: 'ask',
    findings: [
      { rule: 'R1', level: 'danger', text: { id: 'rule.keyDerivationForeign' }, lifted: true },
      { rule: 'R8', level: 'info', text: { id: 'rule.noStopLoss' } },
    ],
  };
  const judged = (change: Partial<Question>) => {
    const question = { ...ask, verdict: before, ...change };
    return verdictOf(decide(question), question.verdict);
  };

  test('stays what it was without a limit', () => {
    expect(judged({ session: null })).toEqual(before);
  });

  test('names each limit once, the gravest first', () => {
    const limits = { limits: [{ perOrder: '1', over: 'ask' as const }] };
    const all = { ...limits, session: running({ limits: { perOrder: '1' }, paused: true }) };
    expect(judged(all).findings.map(({ rule }) => rule)).toEqual([
      'R1',
      'limit.perOrder',
      'session.finding',
      'R8',
      'session.paused',
    ]);
    expect(judged(all)).toMatchObject({ outcome: 'ask' });
    const refused = judged({ ...all, limits: [{ perOrder: '1', over: 'refuse' }] });
    expect(refused.outcome).toBe('refuse');
    expect(refused.findings[0]).toMatchObject({ rule: 'limit.perOrder', level: 'forbidden' });
    expect(refused.findings.filter(({ rule }) => rule === 'limit.perOrder')).toHaveLength(1);
    expect(refused.findings).toContainEqual(before.findings[0]);
  });
});
