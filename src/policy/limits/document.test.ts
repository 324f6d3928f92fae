import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import { change, differences, keep, loosens, NO_POLICY, Policy, type PolicyState, settle, textOf } from './document.ts';
import { DAY_MS } from './limits.ts';

const rule = { account: ACCOUNT, venue: 'hyperliquid', over: 'ask' as const };
const policy = (more: Partial<Policy>): Policy => ({ ...NO_POLICY, ...more });
const orders = (...all: Partial<Policy['orders'][number]>[]): Policy =>
  policy({ orders: all.map((one) => ({ ...rule, ...one })) });
const held = (inForce: Policy): PolicyState => ({ inForce, pending: null });

describe('a change', () => {
  test('that tightens holds at once', () => {
    const [wide, narrow] = [
      orders({ perOrder: '2000', perDay: '10000' }),
      orders({ perOrder: '500', perDay: '10000' }),
    ];
    expect(change(held(wide), narrow, NOW)).toEqual(held(narrow));
    expect(change(held(NO_POLICY), wide, NOW)).toEqual(held(wide));
    expect(change(held(orders({})), orders({ over: 'refuse' }), NOW)).toEqual(held(orders({ over: 'refuse' })));
  });

  test('that loosens waits for 24 hours, and can be taken back', () => {
    const [narrow, wide] = [orders({ perOrder: '500' }), orders({ perOrder: '2000' })];
    const changed = change(held(narrow), wide, NOW);
    expect(changed).toEqual({ inForce: narrow, pending: { policy: wide, at: NOW + DAY_MS } });
    expect(settle(changed, NOW + DAY_MS - 1).inForce).toEqual(narrow);
    expect(settle(changed, NOW + DAY_MS)).toEqual(held(wide));
    expect(keep(changed, NOW + 1)).toEqual(held(narrow));
  });

  test('to no limit at all loosens', () => {
    const narrow = orders({ perOrder: '500' });
    for (const next of [NO_POLICY, orders({})])
      expect(change(held(narrow), next, NOW)).toMatchObject({ inForce: narrow, pending: { policy: next } });
  });

  test('that does both tightens now and loosens later', () => {
    const changed = change(
      held(orders({ perOrder: '500', leverage: '10' })),
      orders({ perOrder: '2000', leverage: '3' }),
      NOW,
    );
    expect(changed.inForce).toEqual(orders({ perOrder: '500', leverage: '3' }));
    expect(changed.pending?.policy).toEqual(orders({ perOrder: '2000', leverage: '3' }));
  });

  test('that tightens what is on its way does not make it wait again; one that loosens more does', () => {
    const first = change(held(orders({ perOrder: '500' })), orders({ perOrder: '2000' }), NOW);
    expect(change(first, orders({ perOrder: '1000' }), NOW + 1000).pending?.at).toBe(NOW + DAY_MS);
    expect(change(first, orders({ perOrder: '3000' }), NOW + 1000).pending?.at).toBe(NOW + 1000 + DAY_MS);
  });

  test('of markets is what both allow', () => {
    const changed = change(held(orders({ markets: ['BTC', 'ETH'] })), orders({ markets: ['ETH', 'SOL'] }), NOW);
    expect(changed.inForce.orders[0]?.markets).toEqual(['ETH']);
  });

  test('of the addresses that transactions may go to is what both allow', () => {
    const only = (...all: string[]): Policy =>
      policy({ calls: [{ account: 'every', chainId: 1, contract: 'every', over: 'ask', only: all }] });
    const changed = change(held(only(ACCOUNT, OTHER)), only(OTHER.toLowerCase()), NOW);
    expect(changed).toEqual(held(only(OTHER.toLowerCase())));
    expect(change(held(only(ACCOUNT)), NO_POLICY, NOW).inForce).toEqual(only(ACCOUNT));
    expect(change(held(NO_POLICY), only(), NOW)).toEqual(held(only()));
  });

  test('of a document that says a thing twice holds both', () => {
    const twice = orders({ perOrder: '100' }, { perDay: '50' });
    const both = orders({ perOrder: '100', perDay: '50' });
    expect(change(held(NO_POLICY), twice, NOW)).toEqual(held(both));
    // nothing is loosened where it speaks of neither
    expect(change(held(twice), orders({ perOrder: '100' }), NOW).inForce).toEqual(both);
    expect(loosens(held(both), twice)).toBe(false);
  });

  test('says whether it loosens', () => {
    const narrow = held(orders({ perOrder: '500' }));
    expect(loosens(narrow, orders({ perOrder: '500', fee: '1' }))).toBe(false);
    expect(loosens(narrow, orders({ perOrder: '500.0', fee: '1' }))).toBe(false);
    for (const next of [NO_POLICY, orders({ perOrder: '501' }), orders({ perOrder: '5', venue: 'every' })])
      expect(loosens(narrow, next)).toBe(true);
    expect(loosens(held(orders({ over: 'refuse' })), orders({}))).toBe(true);
  });

  test('of the wait for money going out holds the longer wait and the lower sum', () => {
    const out = (amount: string, hours: number) =>
      policy({ moneyOut: { above: [{ asset: 'USDC', amount }], newAddress: true, hours } });
    expect(change(held(out('100', 24)), out('1000', 48), NOW).inForce).toEqual(out('100', 48));
    expect(change(held(out('100', 24)), NO_POLICY, NOW).inForce).toEqual(out('100', 24));
  });
});

type Caps = NonNullable<Policy['moneyOut']>['above'];
/** What may go out of an asset without a wait: without any cap everything, and nothing of what the caps leave out. */
const mostOf = (above: Caps, asset: string): number =>
  above.length === 0 ? Number.POSITIVE_INFINITY : Number(above.find((one) => one.asset === asset)?.amount ?? 0);

test('no asset goes out more freely at once, whether it is in the caps or left out of them', () => {
  const caps = fc.uniqueArray(
    fc.record({ asset: fc.constantFrom('USDC', 'ETH', 'WBTC'), amount: fc.integer({ min: 0, max: 5 }).map(String) }),
    { selector: ({ asset }) => asset, maxLength: 3 },
  );
  const out = (above: Caps): Policy => policy({ moneyOut: { above, newAddress: false, hours: 24 } });
  expect(
    change(held(out([{ asset: 'USDC', amount: '1' }])), out([{ asset: 'ETH', amount: '2' }]), NOW).inForce.moneyOut
      ?.above,
  ).toEqual([{ asset: 'USDC', amount: '0' }]);
  let at = 0;
  fc.assert(
    fc.property(caps, caps, (a, b) => {
      const { inForce, pending } = change(held(out(a)), out(b), NOW);
      const looser = ['USDC', 'ETH', 'WBTC', 'PEPE'].filter((asset) => mostOf(b, asset) > mostOf(a, asset));
      for (const asset of ['USDC', 'ETH', 'WBTC', 'PEPE'])
        expect(mostOf(inForce.moneyOut?.above ?? [], asset)).toBe(Math.min(mostOf(a, asset), mostOf(b, asset)));
      if (looser.length > 0) expect(pending).not.toBeNull();
      if (pending === null) at++;
    }),
    { numRuns: 500 },
  );
  expect(at).toBeGreaterThan(50);
});

const amount = fc.integer({ min: 1, max: 5000 }).map(String);
const somePolicy: fc.Arbitrary<Policy> = fc
  .record({
    orders: fc.uniqueArray(
      fc.record(
        {
          account: fc.constantFrom(ACCOUNT, OTHER, 'every' as const),
          venue: fc.constantFrom('hyperliquid', 'every'),
          over: fc.constantFrom('ask' as const, 'refuse' as const),
          perOrder: amount,
          perDay: amount,
          distance: amount,
          lifetime: fc.integer({ min: 1, max: 1000 }),
          reduceOnly: fc.constant(true as const),
        },
        { requiredKeys: ['account', 'venue', 'over'] },
      ),
      { maxLength: 4, selector: ({ account, venue }) => `${account} ${venue}` },
    ),
    calls: fc.uniqueArray(
      fc.record(
        {
          account: fc.constantFrom(ACCOUNT, 'every' as const),
          chainId: fc.constantFrom(1, 10),
          contract: fc.constantFrom(OTHER, 'every'),
          over: fc.constantFrom('ask' as const, 'refuse' as const),
          only: fc.subarray([ACCOUNT, OTHER]),
          coins: amount,
          allowance: amount,
        },
        { requiredKeys: ['account', 'chainId', 'contract', 'over'] },
      ),
      { maxLength: 3, selector: ({ account, chainId, contract }) => `${account} ${chainId} ${contract}` },
    ),
    hours: fc.uniqueArray(fc.record({ account: fc.constant('every' as const), from: fc.nat(1439), to: fc.nat(1440) }), {
      maxLength: 2,
      selector: ({ from, to }) => `${from} ${to}`,
    }),
  })
  .map((all) => policy(all));

test('what holds after a change is at least as tight as before and as asked', () => {
  let waits = 0;
  fc.assert(
    fc.property(somePolicy, somePolicy, (before, next) => {
      const { inForce, pending } = change(held(before), next, NOW);
      // Asking for what already holds changes nothing, whichever of the two asks.
      for (const one of [before, next]) expect(textOf(change(held(inForce), one, NOW).inForce)).toBe(textOf(inForce));
      expect(pending !== null).toBe(loosens(held(before), next));
      if (pending) {
        waits++;
        expect(pending).toEqual({ policy: next, at: NOW + DAY_MS });
      } else expect(textOf(inForce)).toBe(textOf(next));
    }),
    { numRuns: 500 },
  );
  expect(waits).toBeGreaterThan(100);
});

test('differences name every line, and none for equal policies', () => {
  const before = orders({ perOrder: '500', markets: ['ETH'] });
  const after = policy({ ...orders({ perOrder: '2000' }), hours: [{ account: 'every', from: 480, to: 1320 }] });
  expect(differences(before, after)).toEqual([
    { path: 'hours every 480-1320', before: null, after: 'only then' },
    { path: `orders ${ACCOUNT} hyperliquid markets`, before: 'ETH', after: null },
    { path: `orders ${ACCOUNT} hyperliquid perOrder`, before: '500', after: '2000' },
  ]);
  fc.assert(
    fc.property(somePolicy, somePolicy, (a, b) => {
      expect(differences(a, a)).toEqual([]);
      if (textOf(a) !== textOf(b)) expect(differences(a, b).length).toBeGreaterThan(0);
    }),
  );
});

test('a cap that stands twice is the lower one, in force and in the list of differences', () => {
  const caps = (...amounts: string[]): Policy =>
    policy({ moneyOut: { above: amounts.map((amount) => ({ asset: 'USDC', amount })), newAddress: false, hours: 24 } });
  for (const twice of [caps('100', '5'), caps('5', '100')]) {
    expect(change(held(NO_POLICY), twice, NOW).inForce).toEqual(caps('5'));
    expect(differences(caps('5'), twice)).toEqual([]);
    expect(loosens(held(caps('5')), twice)).toBe(false);
  }
});

test('a document is read strictly', () => {
  const reads = (of: unknown) => v.safeParse(Policy, of).success;
  expect(reads(JSON.parse(textOf(orders({ perOrder: '500' }))))).toBe(true);
  for (const wrong of [
    { ...NO_POLICY, version: 2 },
    { ...NO_POLICY, more: 1 },
    orders({ perOrder: '-1' }),
    orders({ perOrder: '1e3' }),
    orders({ perOrder: '01' }),
    orders({ lifetime: 0.5 }),
    { ...NO_POLICY, orders: [{ ...rule, perOder: '5' }] },
  ])
    expect(reads(wrong)).toBe(false);
});
