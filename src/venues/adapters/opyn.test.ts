import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { type Message, unseen } from '../unseen.ts';

const TYPE =
  'Order(uint256 bidId,address trader,uint256 quantity,uint256 price,bool isBuying,uint256 expiry,uint256 nonce)';
const DOMAINS: [string, string, string][] = [
  ['CrabOTC', '2', '0x3B960E47784150F5a63777201ee2B15253D713e8'],
  ['CRABNetting', '1', '0x6E536adDB53d1b47d357cdca83BCF460194A395F'],
  ['AuctionBull', '1', '0x6cd0890054d308264cD68B0b6ba38A36860593ec'],
];
const message: Message = {
  bidId: '1',
  trader: ACCOUNT,
  quantity: '1000000000000000000',
  price: '50000000000000000',
  isBuying: true,
  expiry: '1795219500',
  nonce: '1',
};
const read = (domain: Message, changes: Message = {}) =>
  readTypedData(dataOf(domain, TYPE, { ...message, ...changes }), CONTEXT);

test.each(DOMAINS)('%s', (name, version, verifyingContract) => {
  const domain = { name, version, chainId: 1, verifyingContract };
  expect(read(domain)).toMatchObject({
    kind: 'order',
    side: 'long',
    orders: [{ market: 'oSQTH/WETH', effect: 'trade', size: '1', price: '0.05' }],
    validUntil: 1795219500,
  });
  expect(read(domain)).not.toHaveProperty('orders.0.notional');
  expect(read(domain, { isBuying: false })).toMatchObject({ side: 'short' });
  expect(read(domain, { trader: OTHER }).kind).toBe('unreadable');
  expect(read({ ...domain, verifyingContract: OTHER }).kind).toBe('unreadable');
  expect(read({ ...domain, chainId: 10 }).kind).toBe('unreadable');
  expect(unseen(domain, TYPE, message)).toEqual([]);
});

test('a sale at 0', () => {
  const [name, version, verifyingContract] = DOMAINS[0] ?? ['', '', ''];
  expect(read({ name, version, chainId: 1, verifyingContract }, { isBuying: false, price: '0' })).toMatchObject({
    orders: [{ price: '0' }],
  });
});
