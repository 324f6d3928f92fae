import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from './fixtures.ts';
import { readTypedData } from './typed-data.ts';
import { type Message, unseen } from './unseen.ts';

const DOMAIN = {
  name: 'USD Coin',
  version: '2',
  chainId: 1,
  verifyingContract: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
};
const MEMBERS = '(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)';
const message: Message = {
  from: ACCOUNT,
  to: OTHER,
  value: '1500000',
  validAfter: '0',
  validBefore: '1795219500',
  nonce: `0x${'12'.repeat(32)}`,
};
const read = (name: string, changes: Message = {}, domain: Message = DOMAIN) =>
  readTypedData(dataOf(domain, `${name}${MEMBERS}`, { ...message, ...changes }), CONTEXT);

test.each(['TransferWithAuthorization', 'ReceiveWithAuthorization'])('%s moves money', (name) => {
  expect(read(name)).toMatchObject({
    kind: 'move-funds',
    headline: { id: 'headline.send', params: { amount: '1.5 USDC' } },
    asset: 'USDC',
    amount: '1.5',
    recipient: OTHER,
    own: false,
    validUntil: 1795219500,
  });
  expect(unseen(DOMAIN, `${name}${MEMBERS}`, message)).toEqual([]);
  expect(unseen(DOMAIN, `${name}${MEMBERS}`, { ...message, validAfter: '1795219300' })).toEqual([]);
});

test('a token that is not known keeps its smallest unit', () => {
  expect(read('TransferWithAuthorization', {}, { ...DOMAIN, verifyingContract: OTHER })).toMatchObject({
    headline: { id: 'headline.sendUnknownToken' },
    asset: OTHER,
    amount: '1500000',
  });
});

test('to oneself', () => {
  expect(read('TransferWithAuthorization', { to: ACCOUNT })).toMatchObject({ own: true });
});

test("another account's money, and no token, are not read", () => {
  expect(read('TransferWithAuthorization', { from: OTHER })).toMatchObject({
    kind: 'unreadable',
    why: { id: 'why.otherAccount' },
  });
  expect(read('TransferWithAuthorization', {}, { name: 'USD Coin', version: '2', chainId: 1 })).toMatchObject({
    kind: 'unreadable',
    why: { id: 'why.permitToken' },
  });
});
