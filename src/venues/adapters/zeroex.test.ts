import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { unseen } from '../unseen.ts';

const DOMAIN = {
  name: 'ZeroEx',
  version: '1.0.0',
  chainId: 1,
  verifyingContract: '0xDef1C0ded9bec7F1a1670819833240f027b25EfF',
};
const ZERO = `0x${'0'.repeat(40)}`;
const LIMIT =
  'LimitOrder(address makerToken,address takerToken,uint128 makerAmount,uint128 takerAmount,uint128 takerTokenFeeAmount,address maker,address taker,address sender,address feeRecipient,bytes32 pool,uint64 expiry,uint256 salt)';
const RFQ =
  'RfqOrder(address makerToken,address takerToken,uint128 makerAmount,uint128 takerAmount,address maker,address taker,address txOrigin,bytes32 pool,uint64 expiry,uint256 salt)';
const both = {
  makerToken: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
  takerToken: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
  makerAmount: '2000000000000000000',
  takerAmount: '7000000000',
  maker: ACCOUNT,
  taker: ZERO,
  pool: `0x${'00'.repeat(32)}`,
  expiry: '1795219500',
  salt: '2001',
};
const limit = { ...both, takerTokenFeeAmount: '0', sender: ZERO, feeRecipient: ZERO };
const rfq = { ...both, txOrigin: OTHER };
const read = (changes: Record<string, unknown> = {}, domain: Record<string, unknown> = DOMAIN) =>
  readTypedData(dataOf(domain, LIMIT, { ...limit, ...changes }), CONTEXT);

test('a limit order', () => {
  const reading = read();
  expect(reading).toMatchObject({
    kind: 'order',
    venue: { id: 'zeroex' },
    headline: { id: 'swap.sell', params: { sell: '2 WETH', buy: '7,000 USDC' } },
    orders: [{ market: 'WETH/USDC', side: 'short', size: '2', price: '3500', notional: '7000' }],
    validUntil: 1795219500,
  });
  expect(reading).not.toHaveProperty('receivers');
  expect(reading.notShown?.map(({ path }) => path)).toEqual(['message.pool', 'message.salt']);
});

test('who may fill it, who hands it in, and a fee that somebody else pays', () => {
  expect(read({ taker: OTHER, sender: OTHER, feeRecipient: OTHER, takerTokenFeeAmount: '5000000' }).rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ label: 'row.onlyTaker', value: { type: 'address', address: OTHER } }),
      expect.objectContaining({ label: 'row.handedInBy', value: { type: 'address', address: OTHER } }),
      expect.objectContaining({ label: 'row.takerFee', value: { type: 'exact', text: '5 USDC' } }),
    ]),
  );
});

test('a quote', () => {
  const reading = readTypedData(dataOf(DOMAIN, RFQ, rfq), CONTEXT);
  expect(reading).toMatchObject({ kind: 'order', orders: [{ price: '3500' }] });
  expect(reading.rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ label: 'row.handedInBy', value: { type: 'address', address: OTHER } }),
    ]),
  );
});

test.each([
  ['another maker', { maker: OTHER }],
  ['one token for itself', { takerToken: both.makerToken }],
])('%s is not read', (_, changes) => {
  expect(read(changes).kind).toBe('unreadable');
});

test('for nothing: the price is 0', () => {
  expect(read({ takerAmount: '0' })).toMatchObject({ orders: [{ price: '0' }] });
});

test('milliseconds as an end lie far behind', () => {
  expect(read({ expiry: '1795219500000' })).toMatchObject({ validUntil: 253_402_300_799 });
});

test('the most that fits is shown whole, and a token that is not known keeps its smallest unit', () => {
  expect(read({ makerToken: OTHER, makerAmount: String(2n ** 128n - 1n) })).toMatchObject({
    headline: { id: 'swap.unknown' },
    flags: [{ flag: 'unknown-market' }],
  });
});

test.each([
  ['another contract', { ...DOMAIN, verifyingContract: OTHER }],
  ['a network it is not on there', { ...DOMAIN, chainId: 10 }],
  ['another version', { ...DOMAIN, version: '1' }],
])('%s is not read', (_, domain) => {
  expect(read({}, domain).kind).toBe('unreadable');
});

test('every leaf is seen', () => {
  expect(unseen(DOMAIN, LIMIT, limit)).toEqual([]);
  expect(
    unseen(DOMAIN, LIMIT, { ...limit, taker: OTHER, sender: OTHER, feeRecipient: OTHER, takerTokenFeeAmount: '1' }),
  ).toEqual([]);
  expect(unseen(DOMAIN, RFQ, rfq)).toEqual([]);
});
