import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeAbi, selectorOf, typesOf } from '../../signing/abi.ts';
import { compare, plus } from '../../signing/format.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import type { Reading } from '../../venues/reading.ts';
import { readTransaction } from '../../venues/transaction.ts';
import { DAY_MS } from './limits.ts';
import {
  type Circumstance,
  judgeOut,
  newWait,
  type Out,
  outsOf,
  type Sent,
  type Wait,
  WINDOW_MS,
} from './money-out.ts';

const STRANGER = '0x00000000000000000000000000000000000000aa';
const USDC = '0xaf88d065e77c8cC2239327C5EDb3A432268e5831';
const BRIDGE = '0x2Df1c51E09aECF9cacB7bc98cB1742757f163dF7';
const ARBITRUM = 42161;

const call = (to: string, signature: string, args: readonly (string | bigint | boolean)[], chainId = ARBITRUM) =>
  ({
    chainId,
    from: ACCOUNT,
    to,
    value: '0',
    data: `${selectorOf(signature)}${encodeAbi(typesOf(signature), args).slice(2)}`,
    nonce: 1,
    gasLimit: '100000',
    maxFeePerGas: '1',
    maxPriorityFeePerGas: '1',
  }) as TransactionPlan;
const outs = (plan: TransactionPlan, own = [ACCOUNT]): Out[] =>
  outsOf(
    readTransaction(plan, { origin: 'https://app.example', account: ACCOUNT, chainId: plan.chainId, now: NOW }),
    plan,
    own,
  );
const transfer = (to: string, amount: bigint, token = USDC, chainId = ARBITRUM) =>
  call(token, 'transfer(address,uint256)', [to, amount], chainId);
const approve = (to: string, amount: bigint, token = USDC) => call(token, 'approve(address,uint256)', [to, amount]);

const bare = { headline: { id: 'headline.send' as const }, rows: [], notes: [], fields: [] };

describe('what goes out', () => {
  test('is a transfer to somebody else, and none to an own account', () => {
    expect(outs(transfer(STRANGER, 1_500_000n))).toEqual([{ asset: 'usdc', amount: '1.5', recipient: STRANGER }]);
    expect(outs(transfer(STRANGER, 0n))).toEqual([]);
    expect(outs(transfer(OTHER, 1n), [ACCOUNT, OTHER])).toEqual([]);
    expect(outs(transfer(ACCOUNT, 1n))).toEqual([]);
    const coins = {
      ...transfer(STRANGER, 1n),
      to: STRANGER,
      data: '0x',
      value: '2500000000000000000',
    } as TransactionPlan;
    expect(outs(coins)).toEqual([{ asset: 'eth', amount: '2.5', recipient: STRANGER }]);
  });

  test('is no deposit at a venue that credits who pays in: exactly this token, network and contract', () => {
    expect(outs(transfer(BRIDGE, 5_000_000n))).toEqual([]);
    expect(outs(transfer(BRIDGE, 5_000_000n, USDC, 1))).toHaveLength(1);
    expect(outs(transfer(BRIDGE, 5_000_000n, '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9'))).toHaveLength(1);
    expect(outs(approve(BRIDGE, 5_000_000n))).toEqual([]);
    expect(outs(approve('0xFF162c694eAA571f685030649814282eA457f169', 5_000_000n))).toEqual([]);
    // somebody else's tokens would be credited to somebody else
    const from = call(USDC, 'transferFrom(address,address,uint256)', [OTHER, BRIDGE, 5_000_000n]);
    expect(outs(from)).toHaveLength(1);
  });

  test('is an allowance, of its amount or without one', () => {
    expect(outs(approve(STRANGER, 1_000_000n))).toEqual([{ asset: 'usdc', amount: '1', recipient: STRANGER }]);
    const all = [{ asset: 'usdc', amount: null, recipient: BRIDGE.toLowerCase() }];
    expect(outs(approve(BRIDGE, 2n ** 256n - 1n))).toEqual(all);
    expect(outs(approve(STRANGER, 0n))).toEqual([]);
    const things = call(USDC, 'setApprovalForAll(address,bool)', [STRANGER, true]);
    expect(outs(things)).toMatchObject([{ amount: null, recipient: STRANGER }]);
  });

  test('is whatever cannot be counted: then only exactly the same may be asked again', () => {
    const unknown = { ...transfer(STRANGER, 1n), to: STRANGER, data: '0x12345678' } as TransactionPlan;
    const [one] = outs(unknown);
    expect(one).toMatchObject({ asset: '?', amount: null });
    expect(outs({ ...unknown, nonce: 9, gasLimit: '1' })).toEqual([one]);
    expect(outs({ ...unknown, data: '0x12345679' })).not.toEqual([one]);
    expect(outs({ ...unknown, value: '1' })).not.toEqual([one]);
    const owner = call(STRANGER, 'transferOwnership(address)', [STRANGER]);
    expect(outs(owner)).toMatchObject([{ asset: '?', amount: null }]);
    const hash: Reading = { ...bare, kind: 'unreadable', why: { id: 'why.hash' }, hashOnly: true };
    expect(outsOf(hash, null, [])).toMatchObject([{ asset: '?', amount: null }]);
  });

  test('is no order, no cancel, no fee, no text, unless an order pays out to somebody else', () => {
    const text: Reading = { ...bare, kind: 'unreadable', why: { id: 'why.message' }, hashOnly: false };
    const venue = { id: 'gannet', name: 'Gannet' };
    const order: Reading = { ...bare, kind: 'order', venue, side: 'long', orders: [] };
    const paid = { label: 'row.recipient', value: { type: 'address', address: STRANGER }, mark: 'signed' } as const;
    const cancel: Reading = { ...bare, kind: 'cancel-or-reduce', venue, act: 'cancel', stays: [], rows: [paid] };
    const grant: Reading = { ...bare, kind: 'grant-authority', grantee: STRANGER, scope: 'fee', can: [], cannot: [] };
    for (const one of [text, order, cancel, grant, { ...grant, scope: 'trade' as const }])
      expect(outsOf(one, null, [ACCOUNT])).toEqual([]);
    expect(outsOf({ ...order, rows: [paid] }, null, [ACCOUNT])).toEqual([
      { asset: '?pays', amount: null, recipient: STRANGER },
    ]);
    expect(outsOf({ ...order, rows: [paid] }, null, [ACCOUNT, STRANGER])).toEqual([]);
    // an interface that gets its fee of a position holds no order up; of a swap whoever is paid counts
    const legs = (effect: 'open' | 'trade') => [{ market: 'ETH', side: 'long', effect, reduceOnly: false } as const];
    const receivers = [STRANGER as `0x${string}`];
    expect(outsOf({ ...order, receivers, orders: legs('open') }, null, [ACCOUNT])).toEqual([]);
    expect(outsOf({ ...order, receivers, orders: legs('trade') }, null, [ACCOUNT])).toMatchObject([{ asset: '?pays' }]);
    expect(outsOf({ ...grant, scope: 'everything' }, null, [ACCOUNT])).toMatchObject([{ asset: '?grant' }]);
    expect(outsOf({ ...grant, scope: 'spend' }, null, [ACCOUNT])).toMatchObject([{ asset: '?grant' }]);
  });

  test('is a fee that an order pays to an app as a sum, which no share bounds', () => {
    const venue = { id: 'perennial', name: 'Perennial' };
    const to = { label: 'row.appFeeTo', value: { type: 'address', address: STRANGER }, mark: 'signed' } as const;
    const order: Reading = { ...bare, kind: 'order', venue, side: 'long', orders: [], rows: [to] };
    expect(outsOf(order, null, [ACCOUNT])).toMatchObject([{ asset: '?pays', recipient: STRANGER }]);
    expect(outsOf({ ...order, builderFee: '0.1' }, null, [ACCOUNT])).toEqual([]);
  });

  test('tells test money, and amounts whose unit nobody knows, from the asset of that name', () => {
    const move = { ...bare, kind: 'move-funds', asset: 'USDC', amount: '5', recipient: STRANGER, own: false } as const;
    const venue = { id: 'hyperliquid', name: 'Hyperliquid' };
    const units = { id: 'value.smallestUnits', params: { amount: '5' } } as const;
    const rows = [{ label: 'row.amount', value: { type: 'text', text: units }, mark: 'signed' } as const];
    const assets = [
      { ...move, venue },
      { ...move, venue: { ...venue, network: 'Testnet' } },
      { ...move, rows, venue },
      { ...move, rows, asset: STRANGER },
    ].map((one) => outsOf({ ...one, rows: [...one.rows], notes: [], fields: [] }, null, [])[0]?.asset);
    expect(assets).toEqual(['usdc', 'usdc (testnet)', 'usdc (smallest units)', STRANGER]);
  });

  test('counts two sums of one asset to one recipient as one', () => {
    const spend = { chainId: 1, token: STRANGER, asset: 'USDC' } as const;
    const grant = { ...bare, kind: 'grant-authority', grantee: STRANGER, scope: 'spend', can: [], cannot: [] } as const;
    const two = [
      { ...spend, amount: '1' },
      { ...spend, amount: '2' },
    ] as const;
    expect(outsOf({ ...grant, can: [], cannot: [], spends: [...two] }, null, [])).toMatchObject([{ amount: '3' }]);
    const all = [...two, { ...spend, amount: null }];
    expect(outsOf({ ...grant, can: [], cannot: [], spends: all }, null, [])).toMatchObject([{ amount: null }]);
  });
});

const ME = ACCOUNT.toLowerCase();
const RULES = { above: [{ asset: 'USDC', amount: '100' }], newAddress: false, hours: 24 };
const around = (more: Partial<Circumstance>): Circumstance => ({
  ...{ rules: RULES, account: ME, sent: [], waits: [], now: NOW },
  ...more,
});
const usdc = (amount: string | null, recipient = STRANGER): Out => ({ asset: 'usdc', amount, recipient });
const sentOf = (out: Out, more: Partial<Sent> = {}): Sent => ({ ...out, account: ME, at: NOW, wait: null, ...more });

describe('a wait', () => {
  test("is nobody's until it is chosen", () => {
    expect(judgeOut(usdc(null), around({ rules: undefined }))).toEqual({ is: 'free', wait: null });
  });

  test('begins above the cap, for an asset without one, and for what has no bound', () => {
    expect(judgeOut(usdc('100'), around({}))).toEqual({ is: 'free', wait: null });
    expect(judgeOut(usdc('100.000001'), around({}))).toEqual({ is: 'wait' });
    expect(judgeOut(usdc(null), around({}))).toEqual({ is: 'wait' });
    expect(judgeOut({ ...usdc('0.1'), asset: 'eth' }, around({}))).toEqual({ is: 'wait' });
  });

  test('cannot be got around by many small sums, to one or to many', () => {
    const sent = [sentOf(usdc('60')), sentOf(usdc('30', ME), { account: OTHER, at: NOW - DAY_MS + 1 })];
    expect(judgeOut(usdc('10'), around({ sent }))).toEqual({ is: 'free', wait: null });
    expect(judgeOut(usdc('11'), around({ sent }))).toEqual({ is: 'wait' });
    expect(judgeOut(usdc('11'), around({ sent, now: NOW + 2 }))).toEqual({ is: 'free', wait: null });
  });

  test('begins for a new address alone, when only that was chosen', () => {
    const rules = { above: [], newAddress: true, hours: 24 };
    expect(judgeOut(usdc('1'), around({ rules }))).toEqual({ is: 'wait' });
    expect(judgeOut(usdc('1'), around({ rules, sent: [sentOf(usdc('1'), { account: OTHER })] }))).toEqual({
      is: 'wait',
    });
    const sent = [sentOf(usdc('1'), { at: NOW - 90 * DAY_MS })];
    expect(judgeOut(usdc('1000000'), around({ rules, sent }))).toEqual({ is: 'free', wait: null });
    const unread = { asset: '?', amount: null, recipient: '#00' };
    expect(judgeOut(unread, around({ rules, sent: [sentOf(unread)] }))).toEqual({ is: 'wait' });
  });

  test('opens for 48 hours, for at most what was asked, once', () => {
    const wait = newWait(usdc('500'), around({}), 'w');
    const at = (now: number, amount: string | null, sent: Sent[] = []) =>
      judgeOut(usdc(amount), around({ waits: [wait], now, sent }));
    expect(at(NOW, '500')).toEqual({ is: 'again', opensAt: NOW + DAY_MS });
    expect(at(NOW + DAY_MS - 1, '400')).toEqual({ is: 'again', opensAt: NOW + DAY_MS });
    expect(at(NOW + DAY_MS, '500')).toEqual({ is: 'free', wait: 'w' });
    expect(at(NOW + DAY_MS, '500.01')).toEqual({ is: 'wait' });
    expect(at(NOW + DAY_MS, null)).toEqual({ is: 'wait' });
    expect(at(NOW + DAY_MS + WINDOW_MS - 1, '500')).toEqual({ is: 'free', wait: 'w' });
    expect(at(NOW + DAY_MS + WINDOW_MS, '500')).toEqual({ is: 'wait' });
    const used = [sentOf(usdc('300'), { at: NOW + DAY_MS, wait: 'w' })];
    expect(at(NOW + DAY_MS + 1, '200', used)).toEqual({ is: 'free', wait: 'w' });
    expect(at(NOW + DAY_MS + 1, '200.1', used)).toEqual({ is: 'wait' });
    // what is out of bounds is used by one signature
    const any = { ...wait, amount: 'any' };
    const free = { is: 'free', wait: 'w' };
    expect(judgeOut(usdc(null), around({ waits: [any], now: NOW + DAY_MS }))).toEqual(free);
    expect(judgeOut(usdc('9'), around({ waits: [any], now: NOW + DAY_MS, sent: used }))).toEqual({
      is: 'free',
      wait: null,
    });
    expect(judgeOut(usdc('900'), around({ waits: [any], now: NOW + DAY_MS, sent: used }))).toEqual({ is: 'wait' });
  });

  test('is of one account, asset and recipient', () => {
    const wait = newWait(usdc('500'), around({}), 'w');
    const now = NOW + DAY_MS;
    for (const one of [{ account: OTHER.toLowerCase() }, { asset: 'usdt' }, { recipient: OTHER.toLowerCase() }])
      expect(judgeOut(usdc('500'), around({ waits: [{ ...wait, ...one }], now })).is).toBe('wait');
  });
});

describe('whatever is asked, in whatever order, by whatever clock', () => {
  type Step = { amount: number; hours: number; stop: boolean; recipient: number };
  const steps = fc.array(
    fc.record({
      amount: fc.integer({ min: 1, max: 300 }),
      // the clock also goes back
      hours: fc.integer({ min: -30, max: 40 }),
      stop: fc.boolean(),
      recipient: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 25 },
  );
  const RECIPIENTS = [STRANGER, OTHER.toLowerCase()];

  /** A site that asks and a person who always signs; keeps what a store keeps. */
  const run = (all: readonly Step[]) => {
    let now = NOW;
    let waits: Wait[] = [];
    const sent: Sent[] = [];
    const seen: Record<'free' | 'used' | 'again' | 'wait', number> = { free: 0, used: 0, again: 0, wait: 0 };
    for (const { amount, hours, stop, recipient } of all) {
      now += hours * 3_600_000;
      waits = waits.map((one) => (now >= one.closesAt ? { ...one, stopped: 'closed' } : one));
      const out = usdc(String(amount), RECIPIENTS[recipient]);
      const before = waits;
      const verdict = judgeOut(out, around({ waits, sent, now }));
      if (verdict.is === 'wait') waits = [...waits, newWait(out, around({ now }), `w${waits.length}`)];
      if (verdict.is === 'again') {
        // asking again changes nothing
        expect(before).toBe(waits);
        expect(verdict.opensAt).toBeGreaterThan(now);
      }
      if (verdict.is === 'free') {
        if (verdict.wait !== null) {
          const wait = waits.find(({ id }) => id === verdict.wait);
          expect(wait && wait.opensAt <= now && now < wait.closesAt && !wait.stopped).toBe(true);
        }
        sent.push(sentOf(out, { at: now, wait: verdict.wait }));
      }
      seen[verdict.is === 'free' ? (verdict.wait === null ? 'free' : 'used') : verdict.is] += 1;
      if (stop && amount % 5 === 0) waits = waits.map((one, i) => (i === 0 ? { ...one, stopped: 'by hand' } : one));
    }
    return { waits, sent, seen };
  };

  test('no more goes out without a wait than the cap in a day, and under a wait than it says', () => {
    const kinds = { free: 0, used: 0, again: 0, wait: 0 };
    fc.assert(
      fc.property(steps, (all) => {
        const { waits, sent, seen } = run(all);
        for (const kind of ['free', 'used', 'again', 'wait'] as const) kinds[kind] += seen[kind] > 0 ? 1 : 0;
        for (const { id, amount } of waits) {
          const used = sent.filter((one) => one.wait === id).reduce((sum, one) => plus(sum, one.amount ?? ''), '0');
          expect(compare(used, amount)).toBeLessThanOrEqual(0);
        }
        for (const { at } of sent) {
          const day = sent.filter((one) => one.wait === null && one.at <= at && at - one.at < DAY_MS);
          expect(
            compare(
              day.reduce((sum, one) => plus(sum, one.amount ?? ''), '0'),
              '100',
            ),
          ).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 400 },
    );
    // each of them happened, or this says nothing
    for (const often of Object.values(kinds)) expect(often).toBeGreaterThan(40);
  });

  test('a larger sum begins a wait of its own, a stopped one opens for nobody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 101, max: 9999 }), fc.integer({ min: 1, max: 500 }), (amount, more) => {
        const wait = newWait(usdc(String(amount)), around({}), 'w');
        const now = NOW + DAY_MS;
        expect(judgeOut(usdc(String(amount + more)), around({ waits: [wait], now: NOW })).is).toBe('wait');
        expect(judgeOut(usdc(String(amount + more)), around({ waits: [wait], now })).is).toBe('wait');
        const stopped = { ...wait, stopped: { at: NOW, by: '' } };
        expect(judgeOut(usdc(String(amount)), around({ waits: [stopped], now })).is).toBe('wait');
      }),
    );
  });

  test('equal requests are judged alike in any order', () => {
    const waits = [newWait(usdc('200'), around({}), 'a'), newWait(usdc('300'), around({ now: NOW + 5 }), 'b')];
    const sent = [sentOf(usdc('50')), sentOf(usdc('40', OTHER.toLowerCase()))];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(waits, { minLength: 2 }),
        fc.shuffledSubarray(sent, { minLength: 2 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: -2, max: 80 }),
        (someWaits, someSent, amount, hours) => {
          const now = NOW + hours * 3_600_000;
          const out = usdc(String(amount));
          expect(judgeOut(out, around({ waits: someWaits, sent: someSent, now }))).toEqual(
            judgeOut(out, around({ waits, sent, now })),
          );
        },
      ),
    );
  });
});
