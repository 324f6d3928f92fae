import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { type Message, unseen } from '../unseen.ts';

const ZERO = `0x${'0'.repeat(40)}`;
const DOMAIN = {
  name: 'Hashflow - Router',
  version: '1.0',
  chainId: 1,
  verifyingContract: '0x55084eE0fEf03f14a305cd24286359A35D735151',
};
const QUOTE =
  'Quote(bytes32 txid,address trader,address pool,address externalAccount,address baseToken,address quoteToken,uint256 baseTokenAmount,uint256 quoteTokenAmount,uint256 quoteExpiry)';
const LIMIT =
  'Quote(bytes32 txid,address baseToken,address quoteToken,uint256 baseTokenAmount,uint256 quoteTokenAmount,uint256 quoteExpiry)';
const limit: Message = {
  txid: `0x${'12'.repeat(32)}`,
  baseToken: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
  quoteToken: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
  baseTokenAmount: '1000000000000000000',
  quoteTokenAmount: '3500000000',
  quoteExpiry: '1795219500',
};
const quote: Message = { ...limit, trader: ACCOUNT, pool: OTHER, externalAccount: ZERO };
const read = (type: string, message: Message, domain: Message = DOMAIN) =>
  readTypedData(dataOf(domain, type, message), CONTEXT);

test.each([
  ['a quote', QUOTE, quote],
  ['a limit order', LIMIT, limit],
])('%s', (_, type, message) => {
  const reading = read(type, message);
  expect(reading).toMatchObject({
    kind: 'order',
    venue: { id: 'hashflow' },
    headline: { id: 'swap.sell', params: { sell: '1 WETH', buy: '3,500 USDC' } },
    orders: [{ market: 'WETH/USDC', side: 'short', size: '1', price: '3500' }],
    validUntil: 1795219500,
  });
  expect(reading).not.toHaveProperty('receivers');
  expect(unseen(DOMAIN, type, message)).toEqual([]);
});

test('who is on the other side is said', () => {
  expect(read(QUOTE, { ...quote, externalAccount: OTHER }).rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ label: 'row.maker', value: { type: 'address', address: OTHER } }),
      expect.objectContaining({ label: 'row.paidFrom', value: { type: 'address', address: OTHER } }),
    ]),
  );
});

test('the coin itself stands as the zero address', () => {
  expect(read(QUOTE, { ...quote, baseToken: ZERO })).toMatchObject({ orders: [{ market: 'ETH/USDC' }] });
});

test.each([
  ['another trader', { ...quote, trader: OTHER }, DOMAIN],
  ['a token for itself', { ...quote, quoteToken: quote.baseToken ?? '' }, DOMAIN],
  ['another contract', quote, { ...DOMAIN, verifyingContract: OTHER }],
  ['the contract of another network', quote, { ...DOMAIN, chainId: 10 }],
])('%s is not read', (_, message, domain) => {
  expect(read(QUOTE, message, domain).kind).toBe('unreadable');
});

test('for nothing: the price is 0', () => {
  expect(read(QUOTE, { ...quote, quoteTokenAmount: '0' })).toMatchObject({ orders: [{ price: '0' }] });
});
