import { describe, expect, test, vi } from 'vitest';
import type { Order, OrderFacts, Row } from '../venues/reading.ts';

vi.mock('../lib/browser.ts', () => ({ browser: {} }));
const { candidates, distanceFrom, limitOf, priceChain } = await import('./reference.ts');

const REFERENCE = 3484n * 10n ** 18n;
const order = (side: 'long' | 'short', price?: string): OrderFacts => ({
  market: 'ETH-PERP',
  side,
  effect: 'open',
  reduceOnly: false,
  ...(price === undefined ? {} : { price }),
});

test.each([
  ['long', '3497.936', 'reference.worse', '0.4'],
  ['long', '3470', 'reference.better', '0.4'],
  ['short', '3470', 'reference.worse', '0.4'],
  ['short', '3497.936', 'reference.better', '0.4'],
  ['long', '3484.1', 'reference.same', undefined],
  ['long', '3658.2', 'reference.worse', '5'],
  ['long', '3662', 'reference.worse', '5.1'],
  ['short', '3300', 'reference.worse', '5.3'],
  ['long', '34840', 'reference.worse', '900'],
  ['short', '34840', 'reference.better', '900'],
  ['short', '348.4', 'reference.worse', '90'],
  ['short', '0', 'reference.worse', '100'],
  ['long', '0.0000000000000000000000000000001', 'reference.better', '100'],
] as const)('a %s at %s is %s', (side, price, id, percent) => {
  const distance = distanceFrom([order(side, price)], REFERENCE);
  expect(distance).toEqual(percent === undefined ? { id } : { id, params: { percent } });
});

test('of several orders the worst counts', () => {
  const distance = distanceFrom([order('long', '3480'), order('long', '3700'), order('long', '3490')], REFERENCE);
  expect(distance).toEqual({ id: 'reference.worse', params: { percent: '6.2' } });
});

test('an order that nothing bounds has no distance, whatever stands beside it', () => {
  expect(distanceFrom([order('long', '3480'), order('long')], REFERENCE).id).toBe('reference.noBound');
  expect(distanceFrom([], REFERENCE).id).toBe('reference.noBound');
});

test('the made-up prices of a demo world speak of no order of another venue', () => {
  const reading = (venue: Order['venue']): Order => ({
    ...{ kind: 'order', venue, side: 'short', headline: { id: 'reading.unreadable' } },
    ...{ rows: [], notes: [], fields: [], orders: [order('short', '1')] },
  });
  const sources = (venue: Order['venue'], chainId: number) =>
    new Set(candidates('ETH-PERP', priceChain(reading(venue), chainId)).map(({ source }) => source));
  const real = { id: 'hyperliquid', name: 'Hyperliquid' };
  expect(sources(real, 31337)).toEqual(new Set(['Chainlink']));
  expect(sources(real, 42161)).toEqual(new Set(['Chainlink']));
  expect(sources({ id: 'gannet', name: 'Gannet', network: 'Demo' }, 31337)).toEqual(new Set(['Gannet']));
});

describe('the price that is drawn', () => {
  const reading = (orders: OrderFacts[], rows: Row[] = []): Order => ({
    kind: 'order',
    venue: { id: 'v', name: 'Venue' },
    side: 'long',
    headline: { id: 'reading.unreadable' },
    rows,
    notes: [],
    fields: [],
    orders,
  });
  const row = (label: Row['label'], mark: Row['mark']): Row => ({ label, value: { type: 'exact', text: '1' }, mark });

  test.each([
    ['row.limitPrice', 'signed'],
    ['row.worstPrice', 'computed'],
    ['row.swapPrice', 'computed'],
  ] as const)('has the mark of %s', (label, mark) => {
    const found = limitOf(reading([order('long', '3497.936')], [row('row.size', 'said'), row(label, mark)]), REFERENCE);
    expect(found).toEqual({ price: '3497.936', mark });
  });

  test('of several orders is the worst, which is worked out', () => {
    const rows = [row('row.limitPrice', 'signed')];
    const of = (...orders: OrderFacts[]) => limitOf(reading(orders, rows), REFERENCE);
    expect(of(order('long', '3480'), order('long', '3700'), order('short', '3400'))).toEqual({
      price: '3700',
      mark: 'computed',
    });
    expect(of(order('long', '3480'), order('short', '3200'))?.price).toBe('3200');
    // Nearer than a tenth of a percent to one another
    expect(of(order('long', '3484.1'), order('long', '3484.2'))?.price).toBe('3484.2');
  });

  test('is none where an order has none', () => {
    expect(limitOf(reading([order('long', '3480'), order('long')]), REFERENCE)).toBeUndefined();
    expect(limitOf(reading([]), REFERENCE)).toBeUndefined();
  });
});
