import { describe, expect, test } from 'vitest';
import { DOMAINS, dataOf } from '../../venues/fixtures.ts';
import type { OrderFacts } from '../../venues/reading.ts';
import { matchDomain } from '../../venues/registry.ts';
import { cancel, examination, grant, order, unread } from '../fixtures.ts';
import type { Bounds } from '../rule.ts';
import { limits, reduceOnly } from './limits.ts';

const open: OrderFacts = {
  market: 'M',
  side: 'long',
  effect: 'open',
  reduceOnly: false,
  notional: '100',
  leverage: '5',
};
const close: OrderFacts = { market: 'M', side: 'short', effect: 'close', reduceOnly: true };
const of = (bounds: Bounds | null, ...orders: OrderFacts[]) => examination({ ...order, orders }, { bounds });
const unknown = { ...order, orders: [open], flags: [{ flag: 'unknown-market', what: 'marketId' } as const] };

describe('R7: limits', () => {
  test.each<[string, Bounds, OrderFacts[], string | null]>([
    ['none are set', {}, [{ ...open, notional: '9' }], null],
    ['at the limit', { notional: '100', leverage: '5' }, [open], null],
    ['over it', { notional: '99.99' }, [open], 'rule.overNotional'],
    ['two that are over it together', { notional: '199' }, [open, open], 'rule.overNotional'],
    ['more leverage', { leverage: '4.9' }, [open], 'rule.overLeverage'],
    ['a sale outright has no leverage', { leverage: '1' }, [{ ...open, effect: 'trade' }], null],
    ['closing is never held up', { notional: '0', leverage: '0' }, [close], null],
    ['closing beside opening', { notional: '100', leverage: '5' }, [open, close], null],
  ])('%s', (_, bounds, orders, text) => {
    const found = limits(of(bounds, ...orders));
    expect(found?.text.id ?? null).toBe(text);
    if (text) expect(found).toMatchObject({ rule: 'R7', level: 'forbidden' });
  });

  test.each<[string, Bounds, Partial<OrderFacts>]>([
    ['no notional', { notional: '1000000' }, { notional: undefined as never }],
    ['a notional that is no decimal', { notional: '1000000' }, { notional: '1e3' }],
    ['no leverage', { leverage: '100' }, { leverage: undefined as never }],
    ['leverage that is no decimal', { leverage: '100' }, { leverage: 'cross' }],
  ])('%s cannot be checked, and is refused', (_, bounds, change) => {
    const facts = Object.fromEntries(Object.entries({ ...open, ...change }).filter(([, value]) => value !== undefined));
    expect(limits(of(bounds, facts as OrderFacts))).toMatchObject({
      rule: 'R7',
      level: 'forbidden',
      text: { id: 'rule.notCheckable' },
    });
  });

  test('an unknown market is refused under a limit, and said without one', () => {
    expect(limits(examination(unknown, { bounds: { notional: '1000' } }))).toMatchObject({ level: 'forbidden' });
    expect(limits(examination(unknown, { bounds: { reduceOnly: true } }))).toBeNull();
    expect(limits(examination(unknown))).toMatchObject({ level: 'warning', text: { id: 'rule.unknownMarket' } });
  });

  test('a hash, or an unread message of a venue, may be any order', () => {
    const bounds = { notional: '1000' };
    const match = matchDomain(dataOf(DOMAINS.gannet, 'T(bool a)', { a: true }));
    expect(limits(examination({ ...unread, hashOnly: true }, { bounds }))).toMatchObject({ level: 'forbidden' });
    expect(limits(examination(unread, { bounds, match }))).toMatchObject({ level: 'forbidden' });
    expect(limits(examination(unread, { bounds }))).toBeNull();
    expect(limits(examination({ ...unread, hashOnly: true }))).toBeNull();
  });

  test('what is no order is not measured', () => {
    for (const reading of [cancel, grant])
      expect(limits(examination(reading, { bounds: { notional: '0' } }))).toBeNull();
  });
});

test('R18: nothing may grow while only reducing is allowed', () => {
  const only = { reduceOnly: true };
  expect(reduceOnly(of(only, open))).toMatchObject({ rule: 'R18', level: 'forbidden' });
  expect(reduceOnly(of(only, close, { ...open, effect: 'trade' }))).toMatchObject({ level: 'forbidden' });
  expect(reduceOnly(of(only, close, { ...close, effect: 'reduce' }))).toBeNull();
  expect(reduceOnly(of({ reduceOnly: false }, open))).toBeNull();
  expect(reduceOnly(of(null, open))).toBeNull();
  expect(reduceOnly(examination(cancel, { bounds: only }))).toBeNull();
});
