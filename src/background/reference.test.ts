import { expect, test, vi } from 'vitest';
import type { OrderFacts } from '../venues/reading.ts';

vi.mock('../lib/browser.ts', () => ({ browser: {} }));
const { distanceFrom } = await import('./reference.ts');

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
