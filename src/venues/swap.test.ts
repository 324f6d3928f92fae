import { expect, test } from 'vitest';
import type { Address } from '../signing/address.ts';
import { NotReadable } from './adapter.ts';
import { ACCOUNT, CONTEXT, OTHER } from './fixtures.ts';
import { coin, ETHER, type Side, type Swap, swapCard } from './swap.ts';

const USDC: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const WETH: Address = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2';
const DAI: Address = '0x6B175474E89094C44Da98b954EedeAC495271d0F';
const WBTC: Address = '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599';
const usdc = (whole: bigint): Side => ({ token: USDC, amount: whole * 10n ** 6n });
const weth = (whole: bigint): Side => ({ token: WETH, amount: whole * 10n ** 18n });
const unknown = (amount: bigint): Side => ({ token: OTHER, amount });

const card = (changes: Partial<Swap>) => {
  const made = swapCard(
    {
      venue: { id: 'x', name: 'X' },
      chainId: 1,
      give: usdc(3500n),
      get: weth(1n),
      fixed: 'give',
      receiver: ACCOUNT,
      end: 1_795_219_500n,
      ...changes,
    },
    CONTEXT,
  );
  if (made.kind !== 'order') throw new Error(made.kind);
  return made;
};
const row = (made: ReturnType<typeof card>, label: string) => made.rows.filter((one) => one.label === label);

test('money for a token is a buy, priced in money', () => {
  const made = card({});
  expect(made).toMatchObject({
    side: 'long',
    headline: { id: 'swap.sell', params: { sell: '3,500 USDC', buy: '1 WETH' } },
    orders: [{ market: 'WETH/USDC', side: 'long', effect: 'trade', size: '1', price: '3500', notional: '3500' }],
    validUntil: 1_795_219_500,
    flags: [],
    notes: [],
  });
  expect(made).not.toHaveProperty('receivers');
  expect(row(made, 'row.swapPrice')).toMatchObject([{ value: { text: '3,500 USDC for 1 WETH' }, mark: 'computed' }]);
  expect(row(made, 'row.recipient')).toMatchObject([{ value: { text: { id: 'value.ownAccount' } } }]);
});

test('a token for money is a sale, and an inexact price says so', () => {
  const made = card({ give: weth(3n), get: usdc(10_000n), fixed: 'get' });
  expect(made).toMatchObject({
    headline: { id: 'swap.buy' },
    orders: [{ market: 'WETH/USDC', side: 'short', size: '3', price: '3333.33333', notional: '10000' }],
  });
  expect(row(made, 'row.swapPrice')).toMatchObject([
    { value: { text: { id: 'value.about', params: { value: '3,333.33333 USDC for 1 WETH' } } } },
  ]);
});

test('a fee on top makes the price worse and is said in full', () => {
  const made = card({ fee: 10n * 10n ** 6n });
  expect(made.orders).toMatchObject([{ price: '3510', size: '1', notional: '3510' }]);
  expect(row(made, 'row.feeOnTop')).toMatchObject([{ value: { text: '10 USDC' } }]);
  expect(row(made, 'row.payInAll')).toMatchObject([{ value: { text: '3,510 USDC' }, mark: 'computed' }]);
  expect(made.headline.params).toEqual({ sell: '3,510 USDC', buy: '1 WETH' });
});

test('what is priced in no dollars is worth no number of dollars', () => {
  const made = card({ give: weth(20n), get: { token: WBTC, amount: 10n ** 8n } });
  expect(made.orders).toMatchObject([{ market: 'WETH/WBTC', price: '0.05' }]);
  expect(made.orders[0]).not.toHaveProperty('notional');
});

test('amounts of unknown tokens bind a price, unless nothing is got or everything given', () => {
  const most = unknown(2n ** 256n - 1n);
  expect(card({ get: unknown(1n) }).orders).toMatchObject([{ bounded: true }]);
  expect(card({ give: [usdc(1n), unknown(1n)], get: [weth(1n)] }).orders).toMatchObject([{ bounded: true }]);
  for (const made of [
    card({ get: unknown(0n) }),
    card({ get: unknown(1n), loose: true }),
    card({ give: most, get: weth(1n) }),
    card({ get: weth(0n) }),
    card({}),
  ])
    expect(made.orders[0]).not.toHaveProperty('bounded');
});

test('an amount of an unknown token keeps its smallest unit, its address is shown, and no limit can be checked', () => {
  const made = card({ get: unknown(1_000_000n) });
  expect(made).toMatchObject({
    headline: { id: 'swap.unknown' },
    flags: [{ flag: 'unknown-market', what: 'token' }],
    notes: [{ level: 'care', text: { id: 'note.unknownToken' } }],
    orders: [{ market: `USDC/${OTHER}`, side: 'short', effect: 'trade', reduceOnly: false }],
  });
  expect(made.orders[0]).not.toHaveProperty('price');
  expect(made.orders[0]).not.toHaveProperty('notional');
  expect(row(made, 'row.receive')).toMatchObject([
    { value: { text: { id: 'value.smallestUnits', params: { amount: '1,000,000' } } } },
  ]);
  expect(row(made, 'row.token')).toMatchObject([{ value: { address: OTHER } }]);
});

test('somebody else who gets it is a receiver', () => {
  expect(card({ receiver: OTHER, receivers: [USDC] })).toMatchObject({ receivers: [OTHER, USDC] });
});

test('for nothing at all: the price is 0, or there is none', () => {
  expect(card({ give: weth(1n), get: usdc(0n) }).orders).toMatchObject([{ price: '0', notional: '0' }]);
  const made = card({ get: weth(0n) });
  expect(made.orders[0]).not.toHaveProperty('price');
  expect(made.flags).toHaveLength(1);
});

test('what is not bound has no price', () => {
  const made = card({ loose: true });
  expect(made.headline.id).toBe('swap.loose');
  expect(made.orders[0]).toEqual({
    market: 'WETH/USDC',
    side: 'long',
    effect: 'trade',
    size: '1',
    reduceOnly: false,
  });
  expect(row(made, 'row.swapPrice')).toEqual([]);
  expect(row(made, 'row.receive')).toEqual([]);
  expect(row(made, 'row.receiveNamed')).toHaveLength(1);
});

test('several tokens: each has a row, one that stands twice is added up', () => {
  const made = card({ give: [usdc(1n), usdc(2n), { token: DAI, amount: 1n }], get: [weth(1n)] });
  expect(made.headline).toEqual({ id: 'swap.many', params: { venue: 'X' } });
  expect(row(made, 'row.pay')).toMatchObject([
    { value: { text: '3 USDC' } },
    { value: { text: '0.000000000000000001 DAI' } },
  ]);
  expect(made.orders).toMatchObject([{ market: 'USDC+DAI/WETH' }]);
  expect(made.flags).toHaveLength(1);
});

test('a token on both sides, or nothing on one, is not read', () => {
  expect(() => card({ get: usdc(1n) })).toThrow(NotReadable);
  expect(() => card({ get: [weth(1n), { token: USDC.toLowerCase() as Address, amount: 1n }] })).toThrow(NotReadable);
  expect(() => card({ get: [] })).toThrow(NotReadable);
});

test('the coin of the network', () => {
  expect(card({ get: coin(1, ETHER, 10n ** 18n) }).orders).toMatchObject([{ market: 'ETH/USDC', price: '3500' }]);
});

test('an end that is not signed, and one that is none', () => {
  expect(card({ end: 'unsigned' })).toMatchObject({ notCovered: [{ id: 'uncovered.expiry', params: { venue: 'X' } }] });
  expect(row(card({ end: 'none' }), 'row.acceptedUntil')).toMatchObject([{ value: { text: { id: 'value.noEnd' } } }]);
  for (const end of ['none', 'unsigned'] as const) expect(card({ end })).not.toHaveProperty('validUntil');
});

test('the largest numbers are shown whole', () => {
  const most = 2n ** 256n - 1n;
  expect(row(card({ give: unknown(most), get: weth(1n) }), 'row.pay')).toMatchObject([
    { value: { text: { params: { amount: String(most).replace(/\B(?=(\d{3})+$)/g, ',') } } } },
  ]);
});
