import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyFill, isSunk, type Position, resultOf } from './ledger.ts';
import {
  fromUnits,
  leastMaxFee,
  liquidationAt,
  MARKETS,
  marketNamed,
  sizeText,
  toUnits,
  usdText,
  worth,
} from './markets.ts';
import type { Side } from './schema.ts';

test('a position never makes or loses a micro-dollar by itself: results are the money that went in and out', () => {
  const fills = fc.array(
    fc.record({
      side: fc.constantFrom<Side>('long', 'short'),
      lots: fc.integer({ min: 1, max: 5000 }),
      ticks: fc.integer({ min: 30_000, max: 40_000 }),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(fills, fc.integer({ min: 30_000, max: 40_000 }), (list, mark) => {
      let position: Position | undefined;
      let realized = 0;
      let cash = 0;
      let held = 0;
      for (const { side, lots, ticks } of list) {
        const after = applyFill(position, side, lots, ticks);
        position = after.position.lots === 0 ? undefined : after.position;
        if (!position) expect(after.position.cost).toBe(0);
        realized += after.realized;
        cash += (side === 'long' ? -1 : 1) * worth(lots, ticks);
        held += side === 'long' ? lots : -lots;
      }
      expect(position?.lots ?? 0).toBe(held);
      expect(realized + (position ? resultOf(position, mark) : 0)).toBe(cash + worth(held, mark));
    }),
  );
});

test('figures of the ticket', () => {
  const eth = marketNamed('ETH-PERP');
  if (!eth) throw new Error('no ETH-PERP');
  // 0.5 ETH at 3,440.0: worth 1,720 dollars, and 0.045 % of it to the cent.
  expect(usdText(worth(500, 34_400))).toBe('1720.00');
  expect(usdText(leastMaxFee(worth(500, 34_400)))).toBe('0.77');
  expect(usdText(leastMaxFee(worth(1, 34_400)))).toBe('0.01');
  // 3,440 · 0.9 / 0.98 and 3,440 · 1.1 / 1.02
  expect(liquidationAt(eth, 'long', 34_400, 10)).toBe(31_592);
  expect(liquidationAt(eth, 'short', 34_400, 10)).toBe(37_098);
  const long = { lots: 500, cost: worth(500, 34_400) };
  expect([isSunk(long, eth, 10, 31_593), isSunk(long, eth, 10, 31_592)]).toEqual([false, true]);
  const short = { lots: -500, cost: worth(500, 34_400) };
  expect([isSunk(short, eth, 10, 37_097), isSunk(short, eth, 10, 37_098)]).toEqual([false, true]);
});

test('decimal text goes to units and back, and nothing but decimal text', () => {
  for (const market of MARKETS) expect(market.priceDecimals + market.sizeDecimals).toBe(4);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (units, decimals) => {
      expect(toUnits(fromUnits(units, decimals), decimals)).toBe(units);
    }),
  );
  expect(toUnits('3440', 1)).toBe(34_400);
  expect(toUnits('0.50', 1)).toBe(5);
  for (const text of ['', '.5', '5.', '-1', '+1', '1e3', '0x10', '01', '1,000', ' 1', '1.05', '٣'])
    expect(toUnits(text, 1), text).toBeUndefined();
  const [eth] = MARKETS;
  expect(eth && [500, 1000, 10_000, 1].map((lots) => sizeText(eth, lots))).toEqual(['0.5', '1', '10', '0.001']);
});
