import * as sdk from '@nktkas/hyperliquid/api/exchange';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examineVenueOrder } from '../../policy/examine.ts';
import { isObject, parseJson } from '../../signing/json.ts';
import { RequestError } from '../../signing/request-error.ts';
import { visible } from '../../signing/visible.ts';
import { ACCOUNT, CONTEXT, NOW, OTHER } from '../fixtures.ts';
import { openPreimage } from '../open.ts';
import type { Field, Reading } from '../reading.ts';

const SUB = '0x1d9470d4b963f552e6f671a81619d395877bf409';
const TOKEN = 'PURR:0xc4bf3f870c0e9465323c0b6ed28096c2';
const CLOID = `0x${'1f'.repeat(16)}`;

const preimage = (action: unknown, more: object = {}) => ({ action, nonce: NOW, isTestnet: false, ...more });
const read = (action: unknown, more: object = {}): Reading => {
  const given = parseJson(JSON.stringify({ venue: 'hyperliquid', ...preimage(action, more) }));
  if (!isObject(given)) throw new Error('no object');
  return openPreimage(given, CONTEXT).reading;
};
const one = (changes: object = {}) => ({
  a: 1,
  b: true,
  p: '3484',
  s: '0.5',
  r: false,
  t: { limit: { tif: 'Gtc' } },
  ...changes,
});
const order = (changes: object = {}, more: object = {}) => ({
  type: 'order',
  orders: [one(changes)],
  grouping: 'na',
  ...more,
});
const trigger = (isMarket: boolean, tpsl: string) => ({ trigger: { isMarket, triggerPx: '3400', tpsl } });
const row = (reading: Reading, label: string) => reading.rows.find((found) => found.label === label);

/** action -> [kind, headline] */
const READ: Record<string, [object, Reading['kind'], headline?: string][]> = {
  order: [
    [order({ c: CLOID }, { builder: { b: SUB, f: 25 } }), 'order', 'order.openLong.limit.now'],
    [order({ b: false, r: true, t: { limit: { tif: 'Ioc' } } }), 'order', 'order.reduceLong.limit.now'],
    [order({ t: trigger(false, 'tp'), r: true }), 'order', 'order.reduceShort.limit.when'],
    [order({ a: 10_107, t: { limit: { tif: 'Alo' } } }), 'order', 'order.buy.limit.now'],
    [order({ a: 100_002_200 }), 'order', 'order.buy.limit.now'],
    [
      { type: 'order', orders: [one(), one({ b: false, r: true, t: trigger(true, 'sl') })], grouping: 'normalTpsl' },
      'order',
      'headline.orders',
    ],
    [order({}, { grouping: { p: 12_345 } }), 'order'],
  ],
  modify: [[{ type: 'modify', oid: 7, order: one({ c: CLOID }), a: true }, 'order']],
  batchModify: [
    [
      {
        type: 'batchModify',
        modifies: [
          { oid: 7, order: one() },
          { oid: CLOID, order: one({ a: 0 }) },
        ],
      },
      'order',
      'headline.orders',
    ],
  ],
  twapOrder: [
    [
      { type: 'twapOrder', twap: { a: 1, b: true, s: '2', r: false, m: 30, t: true } },
      'order',
      'order.openLong.any.now',
    ],
    [
      {
        type: 'twapOrder',
        twap: { a: 1, b: true, s: '2', r: true, m: 30, t: false },
        details: { t: { p: '3000', a: true }, s: '2900' },
      },
      'order',
      'order.reduceShort.any.when',
    ],
    [
      { type: 'twapOrder', twap: { a: 1, b: true, s: '2', r: true, m: 30, t: false }, details: { t: null, s: null } },
      'order',
    ],
  ],
  cancel: [
    [{ type: 'cancel', cancels: [{ a: 1, o: 77 }] }, 'cancel-or-reduce', 'headline.cancel'],
    [
      {
        type: 'cancel',
        cancels: [
          { a: 1, o: 77 },
          { a: 999, o: 78 },
        ],
        f: true,
      },
      'cancel-or-reduce',
      'headline.hlCancels',
    ],
  ],
  cancelByCloid: [[{ type: 'cancelByCloid', cancels: [{ asset: 1, cloid: CLOID }] }, 'cancel-or-reduce']],
  twapCancel: [[{ type: 'twapCancel', a: 1, t: 5 }, 'cancel-or-reduce']],
  scheduleCancel: [
    [{ type: 'scheduleCancel', time: NOW + 60_123 }, 'cancel-or-reduce', 'headline.hlCancelAll'],
    [{ type: 'scheduleCancel' }, 'grant-authority', 'headline.hlNoCancelAll'],
  ],
  noop: [[{ type: 'noop' }, 'cancel-or-reduce']],
  updateLeverage: [
    [{ type: 'updateLeverage', asset: 1, isCross: true, leverage: 25 }, 'grant-authority', 'headline.hlLeverage'],
  ],
  updateIsolatedMargin: [
    [{ type: 'updateIsolatedMargin', asset: 1, isBuy: true, ntli: 1_500_000 }, 'move-funds', 'headline.hlMarginIn'],
    [{ type: 'updateIsolatedMargin', asset: 1, isBuy: true, ntli: -1_500_000 }, 'move-funds', 'headline.hlMarginOut'],
  ],
  topUpIsolatedOnlyMargin: [[{ type: 'topUpIsolatedOnlyMargin', asset: 1, leverage: '2.5' }, 'grant-authority']],
  vaultTransfer: [
    [
      { type: 'vaultTransfer', vaultAddress: SUB, isDeposit: true, usd: 10_000_000 },
      'move-funds',
      'headline.hlVaultIn',
    ],
    [
      { type: 'vaultTransfer', vaultAddress: SUB, isDeposit: false, usd: 10_000_000 },
      'move-funds',
      'headline.hlVaultOut',
    ],
  ],
  subAccountTransfer: [
    [{ type: 'subAccountTransfer', subAccountUser: SUB, isDeposit: true, usd: 10 }, 'move-funds', 'headline.hlSubIn'],
    [{ type: 'subAccountTransfer', subAccountUser: SUB, isDeposit: false, usd: 10 }, 'move-funds', 'headline.hlSubOut'],
  ],
  subAccountSpotTransfer: [
    [
      { type: 'subAccountSpotTransfer', subAccountUser: SUB, isDeposit: true, token: TOKEN, amount: '1.5' },
      'move-funds',
    ],
  ],
  agentSendAsset: [
    [
      {
        type: 'agentSendAsset',
        destination: OTHER.toLowerCase(),
        sourceDex: '',
        destinationDex: 'spot',
        token: TOKEN,
        amount: '1',
        fromSubAccount: '',
        nonce: NOW,
      },
      'move-funds',
      'headline.send',
    ],
  ],
  createVault: [
    [
      {
        type: 'createVault',
        name: 'A vault',
        description: 'It trades for others',
        initialUsd: 100_000_000,
        nonce: NOW,
      },
      'move-funds',
    ],
  ],
  vaultDistribute: [
    [{ type: 'vaultDistribute', vaultAddress: SUB, usd: 5_000_000 }, 'move-funds', 'headline.hlVaultShare'],
    [{ type: 'vaultDistribute', vaultAddress: SUB, usd: 0 }, 'move-funds', 'headline.hlVaultClose'],
  ],
  vaultModify: [
    [{ type: 'vaultModify', vaultAddress: SUB, allowDeposits: true, alwaysCloseOnWithdraw: null }, 'grant-authority'],
  ],
  createSubAccount: [[{ type: 'createSubAccount', name: 'two' }, 'grant-authority']],
  subAccountModify: [[{ type: 'subAccountModify', subAccountUser: SUB, name: 'two' }, 'grant-authority']],
  setReferrer: [[{ type: 'setReferrer', code: 'FRIEND' }, 'grant-authority']],
  registerReferrer: [[{ type: 'registerReferrer', code: 'MINE' }, 'grant-authority']],
  setDisplayName: [[{ type: 'setDisplayName', displayName: 'me' }, 'grant-authority']],
  claimRewards: [[{ type: 'claimRewards' }, 'grant-authority']],
  reserveRequestWeight: [
    [{ type: 'reserveRequestWeight', weight: 10 }, 'grant-authority'],
    [{ type: 'reserveRequestWeight', weight: 10, destination: SUB }, 'grant-authority'],
  ],
  evmUserModify: [[{ type: 'evmUserModify', usingBigBlocks: true }, 'grant-authority']],
  spotUser: [[{ type: 'spotUser', toggleSpotDusting: { optOut: true } }, 'grant-authority']],
  agentEnableDexAbstraction: [[{ type: 'agentEnableDexAbstraction' }, 'grant-authority']],
  agentSetAbstraction: [[{ type: 'agentSetAbstraction', abstraction: 'u' }, 'grant-authority']],
  borrowLend: [[{ type: 'borrowLend', operation: 'borrow', token: 0, amount: null }, 'unreadable']],
  CSignerAction: [[{ type: 'CSignerAction', jailSelf: null }, 'unreadable']],
  CValidatorAction: [[{ type: 'CValidatorAction', unregister: null }, 'unreadable']],
  perpDeploy: [[{ type: 'perpDeploy', disableDex: 'test' }, 'unreadable']],
  spotDeploy: [[{ type: 'spotDeploy', registerSpot: { tokens: [1, 0] } }, 'unreadable']],
  validatorL1Stream: [[{ type: 'validatorL1Stream', riskFreeRate: '0.05' }, 'unreadable']],
};
const all = Object.entries(READ).flatMap(([type, cases]) => cases.map((found) => [type, ...found] as const));

type Schema = { entries?: Record<string, Schema>; options?: Schema[]; literal?: string };
/** The types of action that the SDK signs as a hash: those that do not name a chain to sign on. */
const typesOf = (schema: Schema | undefined): string[] => {
  if (schema?.options) return schema.options.flatMap(typesOf);
  const { type, signatureChainId } = schema?.entries ?? {};
  return type?.literal && !signatureChainId ? [type.literal] : [];
};

test('there is no L1 action in the SDK that Vouch has not heard of', () => {
  const known = Object.entries(sdk as Record<string, unknown>).flatMap(([name, schema]) =>
    name.endsWith('Request') ? typesOf((schema as Schema).entries?.action) : [],
  );
  expect(known.length).toBeGreaterThan(35);
  expect([...new Set(known)].filter((type) => !(type in READ))).toEqual([]);
});

test.each(all)('%s: %j', (_, action, kind, headline) => {
  const reading = read(action);
  expect(reading.kind).toBe(kind);
  if (headline) expect(reading.headline.id).toBe(headline);
  if (kind === 'unreadable') expect(reading).toMatchObject({ why: { id: 'why.hlRare' } });
  expect(row(reading, 'row.network')?.value).toEqual({ type: 'exact', text: 'Mainnet' });
  expect(row(reading, 'row.account')?.value).toMatchObject({ text: { id: 'value.ownAccount' } });
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const otherLeaf = (leaf: Json): Json => {
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf === 'number') return leaf + 1;
  if (leaf === null) return '5';
  const text = String(leaf);
  const last = text.slice(-1);
  return text.slice(0, -1) + (/\d/.test(last) ? String(((Number(last) + 1) % 9) + 1) : last === 'b' ? 'c' : 'b');
};

/** [path, the same with this leaf changed] */
const changes = (json: Json, path: string): [string, Json][] => {
  if (Array.isArray(json))
    return json.flatMap((item, i) =>
      changes(item, `${path}[${i}]`).map(([at, made]): [string, Json] => [
        at,
        json.map((old, j) => (i === j ? made : old)),
      ]),
    );
  if (typeof json === 'object' && json !== null)
    return Object.entries(json).flatMap(([key, item]) =>
      changes(item, path === '' ? key : `${path}.${key}`).map(([at, made]): [string, Json] => [
        at,
        { ...json, [key]: made },
      ]),
    );
  return [[path, otherLeaf(json)]];
};

test.each(all)('%s: no leaf of %j changes unseen', (_, action) => {
  for (const more of [{}, { vaultAddress: OTHER.toLowerCase(), expiresAfter: NOW + 5_500, isTestnet: true }]) {
    const base = read(action, more);
    const { fields, notShown = [], ...card } = base;
    const whole = JSON.parse(JSON.stringify(preimage(action, more))) as Json;
    for (const [path, changed] of changes(whole, '')) {
      const { action: made, ...rest } = changed as { action: unknown };
      const { fields: now, notShown: _, ...other } = read(made, rest);
      expect(now).not.toEqual(fields);
      const said = JSON.stringify(other) !== JSON.stringify(card);
      expect([path, said || base.kind === 'unreadable' || notShown.some((field) => field.path === path)]).toEqual([
        path,
        true,
      ]);
    }
  }
});

describe('an order', () => {
  test('says all of itself', () => {
    const reading = read(order({ c: CLOID }, { builder: { b: SUB, f: 25 } }), { expiresAfter: NOW + 60_000 });
    expect(reading).toMatchObject({
      kind: 'order',
      venue: { id: 'hyperliquid', name: 'Hyperliquid' },
      side: 'long',
      headline: { id: 'order.openLong.limit.now', params: { size: '0.5 ETH-PERP', price: '3,484' } },
      orders: [
        {
          market: 'ETH-PERP',
          side: 'long',
          effect: 'open',
          size: '0.5',
          price: '3484',
          notional: '1742',
          reduceOnly: false,
        },
      ],
      validUntil: (NOW + 60_000) / 1000,
      builderFee: '0.025',
      notes: [],
    });
    expect(row(reading, 'row.market')).toMatchObject({
      mark: 'computed',
      context: [{ value: { text: { params: { id: '1' } } } }],
    });
    expect(row(reading, 'row.hlAppFee')).toMatchObject({
      value: { text: '0.025%' },
      context: [{ value: { text: { params: { amount: '$2.50' } } } }],
    });
    expect(reading.notShown?.map(({ path }) => path)).toEqual(['action.orders[0].c', 'nonce']);
    expect(reading.receivers).toBeUndefined();
    expect(reading.flags).toBeUndefined();
  });

  test('that names no app pays none; of one that is changed nobody knows', () => {
    expect(read(order())).toMatchObject({ kind: 'order', builderFee: '0' });
    const [changed] = (order() as { orders: object[] }).orders;
    const modified = read({ type: 'modify', oid: 7, order: changed });
    expect(modified.kind).toBe('order');
    expect(modified).not.toHaveProperty('builderFee');
  });

  test('of a market without a name goes by its number, on the test network every one', () => {
    for (const [reading, id] of [
      [read(order({ a: 300 })), '300'],
      [read(order({ a: 110_043 })), '110043'],
      [read(order({ a: 120_000 })), '120000'],
      [read(order({ a: 100_000 })), '100000'],
      [read(order({ a: 10_200 })), '10200'],
      [read(order({ a: 1 }), { isTestnet: true }), '1'],
    ] as const) {
      expect(reading).toMatchObject({
        headline: { params: { size: `0.5 asset ${id}` } },
        orders: [{ market: id }],
        flags: [{ flag: 'unknown-market', what: 'action.orders[0].a' }],
        notes: [{ text: { id: 'note.marketUnknown', params: { id } } }],
      });
    }
  });

  test('of a spot market without a name does not say what it is priced in', () => {
    const priceOf = (a: number) => read(order({ a })).rows.find(({ label }) => label === 'row.limitPrice')?.value;
    expect(priceOf(10_000)).toMatchObject({ text: expect.stringMatching(/ USDC$/) });
    expect(priceOf(10_200)).toMatchObject({ text: expect.stringMatching(/ of its quote coin$/) });
  });

  test.each([
    [0, 'BTC-PERP'],
    [4, 'DYDX-PERP'],
    [5, 'SOL-PERP'],
    [159, 'HYPE-PERP'],
    [227, 'SKR-PERP'],
    [10_000, 'PURR/USDC'],
    [10_107, 'HYPE/USDC'],
    [110_000, 'xyz:XYZ100-PERP'],
    [110_003, 'xyz:GOLD-PERP'],
  ])('number %i is %s', (a, market) => {
    expect(read(order({ a }))).toMatchObject({ orders: [{ market }] });
  });

  test('for a vault or subaccount is called out', () => {
    const reading = read(order(), { vaultAddress: OTHER });
    expect(reading).toMatchObject({
      receivers: [OTHER],
      notes: [{ text: { id: 'note.hlVault', params: { vault: OTHER } } }],
    });
    expect(row(reading, 'row.account')?.value).toEqual({ type: 'address', address: OTHER });
    expect(read(order(), { vaultAddress: ACCOUNT }).notes).toEqual([]);
  });

  test('that closes the whole position says so', () => {
    const close = (changes: object, grouping = 'positionTpsl') =>
      read({ type: 'order', orders: [one({ s: '0', r: true, t: trigger(true, 'sl'), ...changes })], grouping });
    expect(close({ b: false })).toMatchObject({
      headline: { id: 'order.close.limit.when', params: { size: 'ETH-PERP', price: '3,484', trigger: '3,400' } },
      orders: [{ effect: 'close', reduceOnly: true }],
    });
    for (const reading of [close({ r: false }), close({}, 'na'), close({ a: 10_107 })])
      expect(reading.kind).toBe('unreadable');
  });

  test('that is not in the venue’s own form is unread', () => {
    for (const changes of [
      { p: '3484.0' },
      { p: '03484' },
      { p: '3484.' },
      { p: '.5' },
      { p: '3e3' },
      { p: '-1' },
      { p: '+1' },
      { p: '0' },
      { p: '' },
      { p: '１' },
      { p: 3484 },
      { p: `1${'0'.repeat(40)}` },
      { s: '0' },
      { s: '0.50' },
      { s: '0,5' },
      { s: '0x1' },
      { a: '1' },
      { a: -1 },
      { b: 1 },
      { b: null },
      { r: 'false' },
      { a: 10_107, r: true },
      { t: {} },
      { t: { limit: { tif: 'gtc' } } },
      { t: { limit: { tif: 'Gtc', extra: 1 } } },
      { t: { limit: { tif: 'Gtc' }, trigger: { isMarket: true, triggerPx: '1', tpsl: 'tp' } } },
      { t: { trigger: { triggerPx: '1', isMarket: true, tpsl: 'tp' } } },
      { t: { trigger: { isMarket: true, triggerPx: '1.0', tpsl: 'tp' } } },
      { t: { trigger: { isMarket: true, triggerPx: '1', tpsl: 'xx' } } },
      { c: '0x12' },
      { c: CLOID.toUpperCase() },
      { c: null },
      { z: 1 },
    ])
      expect([changes, read(order(changes)).kind]).toEqual([changes, 'unreadable']);
    const { s, p, ...rest } = one();
    for (const action of [
      { type: 'order', orders: [{ ...rest, p }], grouping: 'na' },
      { type: 'order', orders: [{ ...rest, s, p }], grouping: 'na' },
      { type: 'order', orders: [], grouping: 'na' },
      { type: 'order', orders: [one()] },
      { type: 'order', orders: {}, grouping: 'na' },
      { orders: [one()], type: 'order', grouping: 'na' },
      order({}, { grouping: 'all' }),
      order({}, { grouping: { p: 1, q: 2 } }),
      order({}, { builder: { b: OTHER, f: 1 } }),
      order({}, { builder: { f: 1, b: SUB } }),
      order({}, { builder: { b: SUB, f: '1' } }),
      order({}, { builder: null }),
      order({}, { referrer: SUB }),
      { type: 'Order', orders: [one()], grouping: 'na' },
      { type: 'toString' },
      { type: 1 },
      {},
    ])
      expect([action, read(action).kind]).toEqual([action, 'unreadable']);
  });
});

test('leverage that is set is a fact that a limit can be held against', () => {
  expect(read(READ.updateLeverage?.[0]?.[0])).toMatchObject({ leverage: '25' });
  expect(read(READ.topUpIsolatedOnlyMargin?.[0]?.[0]), 'margin, however it is counted').not.toHaveProperty('leverage');
});

describe('what moves money', () => {
  test('counts in millionths', () => {
    expect(read(READ.subAccountTransfer?.[0]?.[0])).toMatchObject({ amount: '0.00001', asset: 'USDC', own: true });
    expect(read(READ.updateIsolatedMargin?.[1]?.[0])).toMatchObject({ amount: '1.5', own: true });
    expect(read({ type: 'updateIsolatedMargin', asset: 1, isBuy: true, ntli: 0 }).kind).toBe('unreadable');
  });

  test('to others is not one’s own', () => {
    expect(read(READ.vaultTransfer?.[0]?.[0])).toMatchObject({
      own: false,
      recipient: expect.stringMatching(/^0x1d94/i),
    });
    expect(read(READ.agentSendAsset?.[0]?.[0])).toMatchObject({ own: false, recipient: OTHER });
    const { verdict } = examineVenueOrder(
      JSON.stringify([{ venue: 'hyperliquid', account: ACCOUNT, ...preimage(READ.agentSendAsset?.[0]?.[0]) }]),
      CONTEXT,
    );
    expect(verdict.findings).toMatchObject([{ rule: 'R3', level: 'danger' }]);
  });

  test('with two numbers that differ, or for a vault that the venue does not ask, is unread', () => {
    const send = READ.agentSendAsset?.[0]?.[0] ?? {};
    expect(read({ ...send, nonce: NOW + 1 }).kind).toBe('unreadable');
    expect(read(send, { vaultAddress: OTHER }).kind).toBe('unreadable');
  });
});

test('an action that nobody knows is shown whole and unread', () => {
  expect(read({ type: 'giveItAllAway', to: OTHER })).toMatchObject({
    kind: 'unreadable',
    why: { id: 'why.unknownType' },
    hashOnly: false,
    rows: [{ value: { text: 'giveItAllAway' } }, {}, {}],
  });
});

/** The action, made again from the fields that are shown. */
const rebuilt = (fields: readonly Field[]): Json => {
  // without a prototype: a key may be called valueOf
  const empty = (): { [key: string]: Json } => Object.create(null);
  const root = empty();
  for (const { path, type, value } of fields) {
    if (!path.startsWith('action')) continue;
    const keys = [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
    let at: Json = root;
    for (const [i, key] of keys.entries()) {
      const holder = at as { [key: string | number]: Json };
      const leaf: Json =
        type === 'integer'
          ? Number(value)
          : type === 'string'
            ? value
            : type === 'object'
              ? empty()
              : JSON.parse(value);
      holder[key] ??= i === keys.length - 1 ? leaf : typeof keys[i + 1] === 'number' ? [] : empty();
      at = holder[key] as Json;
    }
  }
  return root.action ?? {};
};

test('whatever is sent is read, or refused with an error of Vouch; what is shown is what is hashed', () => {
  const anything = fc.oneof(
    fc.constantFrom('', '0', '1.0', 'tp', 'Gtc', true, null, 0, -1, 1e15, SUB, CLOID),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const damaged = fc
    .record({
      action: fc.constantFrom(...all.map(([, action]) => action)),
      at: fc.nat(),
      by: anything,
      twice: fc.boolean(),
    })
    .map(({ action, at, by, twice }) => {
      const paths = changes(action as Json, '');
      const [path = ''] = paths[at % Math.max(1, paths.length)] ?? [];
      const copy = JSON.parse(JSON.stringify(action)) as { [key: string]: Json };
      const keys = path.split(/[.[\]]+/).filter(Boolean);
      let holder: { [key: string]: Json } = copy;
      for (const key of keys.slice(0, twice ? -2 : -1)) holder = holder[key] as { [key: string]: Json };
      holder[keys[keys.length - (twice && keys.length > 1 ? 2 : 1)] ?? 'type'] = by as Json;
      return copy;
    });
  let readable = 0;
  fc.assert(
    fc.property(fc.oneof(damaged, fc.dictionary(fc.string({ maxLength: 8 }), anything)), (action) => {
      let reading: Reading;
      try {
        reading = read(action);
      } catch (error) {
        if (error instanceof RequestError) return;
        throw error;
      }
      if (reading.kind !== 'unreadable') readable++;
      const simple = reading.fields.every(({ path, value }) => visible(value) === value && /^[\w.[\]]+$/.test(path));
      if (simple && Object.keys(action).every((key) => /^\w+$/.test(key)))
        expect(read(rebuilt(reading.fields)).fields).toEqual(reading.fields);
    }),
    { numRuns: 1000 },
  );
  expect(readable).toBeGreaterThan(10);
}, 60_000);
