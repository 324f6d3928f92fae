import { describe, expect, test } from 'vitest';
import { pattern, t } from '../popup/text.ts';
import { exact, words } from './adapter.ts';
import { type Leg, type Option, optionName, orderCard, type Ticket } from './order.ts';
import type { Row } from './reading.ts';

const venue = { id: 'v', name: 'Venue' };
const leg: Leg = {
  market: 'ETH-PERP',
  side: 'long',
  effect: 'open',
  base: 'ETH',
  quote: 'USD',
  size: '0.5',
  price: '3484',
  type: words('tif.GTC'),
};
const ticket = (legs: Leg[], more: Partial<Ticket> = {}) =>
  orderCard({ venue, legs, end: 1_795_219_500n, leverage: 'at-venue', ...more });
const rowOf = (card: { rows: Row[] }, label: Row['label']) => card.rows.find((row) => row.label === label);
const text = (card: { rows: Row[] }, label: Row['label']) => {
  const value = rowOf(card, label)?.value;
  return value?.type === 'exact' ? value.text : value?.type === 'text' ? value.text.id : value?.type;
};

describe('the sentence', () => {
  test.each<[Partial<Leg>, string]>([
    [{}, 'Open long 0.5 ETH-PERP at 3,484 or better, reduce-only off'],
    [{ side: 'short' }, 'Open short 0.5 ETH-PERP at 3,484 or better, reduce-only off'],
    [{ effect: 'reduce' }, 'Reduce a short by 0.5 ETH-PERP at 3,484 or better'],
    [{ effect: 'reduce', side: 'short' }, 'Reduce a long by 0.5 ETH-PERP at 3,484 or better'],
    [{ effect: 'trade', trigger: '3000' }, 'When the price reaches 3,000: buy 0.5 ETH-PERP at 3,484 or better'],
  ])('%j', (change, sentence) => {
    expect(t(ticket([{ ...leg, ...change }]).headline)).toBe(sentence);
  });

  test('claims nothing of reduce-only where that is not signed', () => {
    const { price: _, ...any } = leg;
    const beside = { type: words('value.notSigned'), typeFrom: 'unsigned', reduceOnly: 'unsigned' } as const;
    for (const [change, sentence] of [
      [{ effect: 'open', side: 'long', price: '3484' }, 'Open long 0.5 ETH-PERP at 3,484 or better'],
      [{ effect: 'open', side: 'short' }, 'Open short 0.5 ETH-PERP at any price'],
      [{ effect: 'trade', side: 'long' }, 'Buy 0.5 ETH-PERP at any price'],
      [{ effect: 'trade', side: 'short' }, 'Sell 0.5 ETH-PERP at any price'],
    ] as const) {
      const card = ticket([{ ...any, ...change, ...beside }]);
      expect(t(card.headline)).toBe(sentence);
      for (const label of ['row.reduceOnly', 'row.orderType'] as const)
        expect(rowOf(card, label)).toMatchObject({ mark: 'unsigned', value: { text: { id: 'value.notSigned' } } });
    }
  });

  test('without a bound or a size says so', () => {
    const { price: _, ...any } = leg;
    expect(t(ticket([any]).headline)).toBe('Open long 0.5 ETH-PERP at any price, reduce-only off');
    const { size: _size, ...whole } = { ...any, effect: 'close' as const };
    const card = ticket([whole]);
    expect(t(card.headline)).toBe('Close the whole position in ETH-PERP at any price');
    expect(card).toMatchObject({ orders: [{ effect: 'close', reduceOnly: true }] });
    expect(text(card, 'row.size')).toBe('value.wholePosition');
  });

  test('has words for every form', () => {
    for (const effect of ['open', 'trade', 'reduce', 'close'] as const)
      for (const side of ['long', 'short'] as const)
        for (const price of [{}, { price: '1' }])
          for (const trigger of [{}, { trigger: '2' }]) {
            const { price: _, ...rest } = leg;
            const { headline } = ticket([{ ...rest, effect, side, ...price, ...trigger }]);
            expect(pattern(headline.id)).not.toBe(headline.id);
            expect(t(headline)).not.toContain('{');
          }
  });
});

test('a perpetual in the order of the trader, with what is not signed', () => {
  const card = ticket([leg], { rows: [{ label: 'row.subaccount', value: exact('7'), mark: 'signed' }] });
  expect(card.rows.map(({ label, mark }) => [label, mark])).toEqual([
    ['row.market', 'signed'],
    ['row.size', 'signed'],
    ['row.limitPrice', 'signed'],
    ['row.orderType', 'signed'],
    ['row.reduceOnly', 'signed'],
    ['row.leverage', 'unsigned'],
    ['row.acceptedUntil', 'signed'],
    ['row.subaccount', 'signed'],
  ]);
  expect(rowOf(card, 'row.size')?.context).toEqual([{ value: exact('1,742 USD'), mark: 'computed' }]);
  expect(card).toMatchObject({
    validUntil: 1_795_219_500,
    notCovered: [{ id: 'uncovered.leverage' }],
    orders: [{ market: 'ETH-PERP', size: '0.5', price: '3484', notional: '1742', reduceOnly: false }],
  });
});

test('an end that is not signed is no end', () => {
  const card = ticket([leg], { end: 'unsigned', leverage: 'none' });
  expect(card).not.toHaveProperty('validUntil');
  expect(rowOf(card, 'row.acceptedUntil')).toMatchObject({ mark: 'unsigned' });
  expect(card).toMatchObject({ notCovered: [{ id: 'uncovered.expiry' }] });
  expect(text(ticket([leg], { end: 'none' }), 'row.acceptedUntil')).toBe('value.noEnd');
});

test('leverage that the payload holds is a fact', () => {
  const card = ticket([{ ...leg, leverage: { value: exact('25x'), mark: 'signed' } }], { leverage: 'in-legs' });
  expect(card).toMatchObject({ orders: [{ leverage: '25' }] });
  expect(card.rows.filter(({ label }) => label === 'row.leverage')).toHaveLength(1);
});

describe('an option', () => {
  // 2027-06-25T08:00:00Z
  const option: Option = { call: true, strike: '6000', expiry: 1_813_910_400n };
  const of = (change: Partial<Leg> & { call?: boolean }) => {
    const { call = true, ...rest } = change;
    return ticket(
      [{ ...leg, effect: 'trade', size: '2', price: '120', quote: 'USDC', option: { ...option, call }, ...rest }],
      {
        leverage: 'none',
      },
    );
  };

  test('is named with its day, strike and kind', () => {
    expect(optionName('ETH', option)).toBe('ETH 25 Jun 2027 6,000 Call');
    expect(optionName('BTC', { ...option, call: false, strike: '60000.5' })).toBe('BTC 25 Jun 2027 60,000.5 Put');
  });

  test.each<[string, Parameters<typeof of>[0], string, string]>([
    ['bought call', {}, '240 USDC', '6,120 USDC'],
    ['bought put', { call: false }, '240 USDC', '5,880 USDC'],
    [
      'bought with a fee',
      { fee: { value: exact('1.5 USDC'), mark: 'signed', amount: '1.5' } },
      '241.5 USDC',
      '6,120 USDC',
    ],
    ['sold call', { side: 'short' }, 'value.notLimited', '6,120 USDC'],
    ['sold put', { side: 'short', call: false }, '11,760 USDC', '5,880 USDC'],
  ])('%s', (_, change, lose, even) => {
    const card = of(change);
    expect([text(card, 'row.maxLoss'), text(card, 'row.breakeven')]).toEqual([lose, even]);
    expect(rowOf(card, 'row.maxLoss')?.mark).toBe('computed');
  });

  test('says whether fees are in a number', () => {
    const fee = { value: exact('1.5 USDC'), mark: 'signed' as const };
    const contexts = (change: Parameters<typeof of>[0]) =>
      (['row.maxLoss', 'row.breakeven'] as const).map(
        (label) => rowOf(of(change), label)?.context?.map(({ value }) => value.type === 'text' && value.text.id) ?? [],
      );
    expect(contexts({})).toEqual([['value.withoutFees'], ['value.withoutFees']]);
    // A share is signed, not an amount of the quote asset.
    expect(contexts({ fee })).toEqual([['value.withoutFees'], ['value.withoutFees']]);
    expect(contexts({ fee: { ...fee, amount: '1.5' } })).toEqual([['value.withFees'], ['value.withoutFees']]);
    expect(contexts({ side: 'short' })).toEqual([[], ['value.withoutFees']]);
  });

  test('without a price says that nothing can be worked out', () => {
    const { price: _, ...any } = leg;
    const card = ticket([{ ...any, effect: 'trade', option }], { leverage: 'none' });
    expect([text(card, 'row.maxLoss'), text(card, 'row.breakeven')]).toEqual([
      'value.notComputable',
      'value.notComputable',
    ]);
  });

  test('that is only reduced has no loss of its own', () => {
    expect(text(of({ effect: 'reduce' }), 'row.maxLoss')).toBeUndefined();
  });
});

describe('a batch', () => {
  test('has a row each and what they come to, market by market', () => {
    const card = ticket([
      leg,
      { ...leg, side: 'short', size: '0.2' },
      { ...leg, market: 'BTC-PERP', side: 'short', size: '1' },
    ]);
    expect(t(card.headline)).toBe('Place 3 orders at Venue');
    expect(card.rows.filter(({ label }) => label === 'row.order')).toHaveLength(3);
    expect(text(card, 'row.net')).toBe('+0.3 ETH-PERP, -1 BTC-PERP');
  });

  test('that comes to nothing says nothing more', () => {
    expect(text(ticket([leg, { ...leg, side: 'short' }]), 'row.net')).toBe('0 ETH-PERP');
  });

  test('with a size that is not signed cannot be added up', () => {
    const { size: _, ...whole } = leg;
    expect(text(ticket([leg, { ...whole, effect: 'close' }]), 'row.net')).toBe('value.netUnknown');
  });

  test('of nothing is no order', () => {
    expect(() => ticket([])).toThrow(/noOrder/);
  });
});
