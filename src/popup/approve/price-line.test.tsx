import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { Mark } from '../../venues/reading.ts';
import { PriceLine, scaleOf } from './price-line.tsx';

describe('the scale', () => {
  test.each<[string, string, number[]]>([
    // low, high, limit, reference: 3,150 to 3,850, of which 3,514 is 364 of 700
    ['3514.0', '3500', [10, 10, 52, 50]],
    ['3440', '3500', [10, 10, 41.43, 50]],
    ['3500', '3500', [10, 10, 50, 50]],
    ['3850', '3500', [10, 10, 100, 50]],
    ['3150', '3500', [10, 10, 0, 50]],
    ['3850.0001', '3500', [100, 100, 55, 50]],
    ['7000', '3500', [100, 100, 100, 50]],
    ['350', '3500', [100, 100, 5, 50]],
    ['0', '3500', [100, 100, 0, 50]],
    // 0 to 11 times the reference
    ['35000', '3500', [100, 1000, 90.91, 9.09]],
    ['35000000', '3500', [100, 1_000_000, 99.99, 0.01]],
    ['0.0000105', '0.00001', [10, 10, 75, 50]],
  ])('of %s beside %s', (limit, reference, [low, high, ours, theirs] = []) => {
    expect(scaleOf(limit, reference)).toEqual({ low, high, limit: ours, reference: theirs });
  });

  test('is true: twice as far away is twice as far on the line', () => {
    for (const [near, far] of [
      ['3535', '3570'],
      ['3465', '3430'],
      ['4200', '4900'],
    ] as const) {
      const [a, b] = [scaleOf(near, '3500'), scaleOf(far, '3500')];
      if (!a || !b) throw new Error('both can be drawn');
      expect(b.limit - b.reference).toBeCloseTo(2 * (a.limit - a.reference), 1);
    }
  });

  test.each([
    ['35003501', '3500'],
    ['9'.repeat(78), '3500'],
    ['9'.repeat(400), '3500'],
    ['9'.repeat(400), '9'.repeat(400)],
    ['9'.repeat(308), '5'.repeat(308)],
    ['3500', '0'],
    ['-1', '3500'],
    ['', ''],
    ['x', '3500'],
  ])('is none for %.80s beside %.80s', (limit, reference) => {
    expect(scaleOf(limit, reference)).toBeNull();
  });
});

const draw = (price: string, mark: Mark = 'signed', reference = '3500') =>
  renderToStaticMarkup(<PriceLine limit={{ price, mark }} reference={reference} />);
const plain = (html: string) => html.replace(/<[^>]+>/g, '|').replace(/\|+/g, '|');

describe('the line', () => {
  test('says in words what it draws, with a mark of its own for each', () => {
    const html = draw('3514.0');
    expect(plain(html)).toBe('|your worst price |3,514.0|−10 %|3,500| reference|+10 %|');
    expect(html).toContain(
      'aria-label="Price line, from 10 % below the reference to 10 % above it. Your worst price 3,514.0, the reference 3,500."',
    );
    // in the words and on the line
    expect([html.split('mark-signed').length, html.split('mark-market').length]).toEqual([3, 3]);
    expect(html).toContain('x1="52%" x2="50%"');
    expect(html).not.toContain('style=');
  });

  test('shows what was worked out as that', () => {
    const html = draw('3514', 'computed');
    expect(html).toContain('mark-computed');
    expect(html).not.toContain('mark-signed');
  });

  test('puts the words where the point is', () => {
    const at = (price: string) => [...draw(price).matchAll(/data-at="(\w+)"/g)].map(([, where]) => where);
    expect(['3200', '3490', '3800', '35000'].map(at)).toEqual([
      ['start', 'middle'],
      ['middle', 'middle'],
      ['end', 'middle'],
      ['end', 'start'],
    ]);
  });

  test('is not drawn where it would say nothing', () => {
    expect(draw('9'.repeat(78))).toBe('');
  });
});
