import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { ETHER } from '../swap.ts';
import { readTypedData } from '../typed-data.ts';
import { unseen } from '../unseen.ts';

const DOMAIN = {
  name: 'Gnosis Protocol',
  version: 'v2',
  chainId: 1,
  verifyingContract: '0x9008D19f58AAbD9eD0D60971565AA8510560ab41',
};
const TYPE =
  'Order(address sellToken,address buyToken,address receiver,uint256 sellAmount,uint256 buyAmount,uint32 validTo,bytes32 appData,uint256 feeAmount,string kind,bool partiallyFillable,string sellTokenBalance,string buyTokenBalance)';
const NOTHING = `0x${'00'.repeat(32)}`;
const message = {
  sellToken: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
  buyToken: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
  receiver: `0x${'0'.repeat(40)}`,
  sellAmount: '1000000000000000000',
  buyAmount: '3500000000',
  validTo: 1795219500,
  appData: NOTHING,
  feeAmount: '0',
  kind: 'sell',
  partiallyFillable: false,
  sellTokenBalance: 'erc20',
  buyTokenBalance: 'erc20',
};
const read = (changes: Record<string, unknown> = {}, domain: Record<string, unknown> = DOMAIN) =>
  readTypedData(dataOf(domain, TYPE, { ...message, ...changes }), CONTEXT);
const value = (changes: Record<string, unknown>, label: string) =>
  read(changes).rows.find((row) => row.label === label)?.value;

test('a sale', () => {
  const reading = read();
  expect(reading).toMatchObject({
    kind: 'order',
    headline: { id: 'swap.sell', params: { sell: '1 WETH', buy: '3,500 USDC' } },
    orders: [{ market: 'WETH/USDC', side: 'short', size: '1', price: '3500' }],
    validUntil: 1795219500,
    flags: [],
  });
  expect(reading).not.toHaveProperty('receivers');
  expect(value({}, 'row.fill')).toMatchObject({ text: { id: 'value.fillWhole' } });
});

test('a purchase, a fee on top, parts, the coin itself', () => {
  expect(read({ kind: 'buy' }).headline.id).toBe('swap.buy');
  expect(read({ feeAmount: '1000000000000000000' })).toMatchObject({ orders: [{ size: '1', price: '1750' }] });
  expect(value({ feeAmount: '1000000000000000000' }, 'row.payInAll')).toMatchObject({ text: '2 WETH' });
  expect(value({ partiallyFillable: true }, 'row.fill')).toMatchObject({ text: { id: 'value.fillParts' } });
  expect(read({ sellToken: message.buyToken, buyToken: ETHER, buyAmount: '1', sellAmount: '1' })).toMatchObject({
    orders: [{ market: 'ETH/USDC', side: 'long' }],
  });
});

test('app data that is more than nothing may carry hooks', () => {
  expect(read({ appData: `0x${'12'.repeat(32)}` })).toMatchObject({
    flags: [{ flag: 'hooks', what: 'appData' }],
    notes: [{ level: 'care', text: { id: 'note.appData' } }],
  });
  // keccak256 of "{}"
  const empty = '0xb48d38f93eaa084033fc5970bf96e559c33c4cdc07d889ab00b4d63f9590739d';
  expect(read({ appData: empty })).toMatchObject({ flags: [] });
});

test('balances of the vault are said', () => {
  expect(value({ sellTokenBalance: 'external' }, 'row.paidFrom')).toMatchObject({
    text: { id: 'value.balanceExternal' },
  });
  expect(value({ buyTokenBalance: 'internal' }, 'row.settlement')).toMatchObject({
    text: { id: 'value.balanceInternal' },
  });
});

test('a foreign receiver', () => {
  expect(read({ receiver: OTHER })).toMatchObject({ receivers: [OTHER] });
});

test.each([
  ['another kind', { kind: 'swap' }, DOMAIN],
  ['another kind of balance', { buyTokenBalance: 'external' }, DOMAIN],
  ['a token for itself', { buyToken: message.sellToken }, DOMAIN],
  ['another contract', {}, { ...DOMAIN, verifyingContract: OTHER }],
  ['another network', {}, { ...DOMAIN, chainId: 250 }],
])('%s is not read', (_, changes, domain) => {
  expect(read(changes, domain).kind).toBe('unreadable');
});

test('cancelling', () => {
  const uid = (owner: string, n: number) => `0x${'ab'.repeat(31)}0${n}${owner.slice(2).toLowerCase()}6b01002c`;
  const cancel = (orderUids: string[]) =>
    readTypedData(dataOf(DOMAIN, 'OrderCancellations(bytes[] orderUids)', { orderUids }), CONTEXT);
  expect(cancel([uid(ACCOUNT, 1)])).toMatchObject({
    kind: 'cancel-or-reduce',
    act: 'cancel',
    headline: { id: 'headline.cancel' },
    rows: [{ label: 'row.order', value: { text: uid(ACCOUNT, 1) } }],
  });
  expect(cancel([uid(ACCOUNT, 1), uid(ACCOUNT, 2)]).headline).toEqual({
    id: 'headline.cancelOrders',
    params: { count: '2', venue: 'CoW Protocol' },
  });
  for (const uids of [[], ['0x12'], [uid(ACCOUNT, 1), uid(OTHER, 1)]]) expect(cancel(uids).kind).toBe('unreadable');
});

test('every leaf is seen', () => {
  expect(unseen(DOMAIN, TYPE, message)).toEqual([]);
  expect(
    unseen(DOMAIN, TYPE, { ...message, feeAmount: '5', receiver: OTHER, kind: 'buy', appData: `0x${'12'.repeat(32)}` }),
  ).toEqual([]);
});
