import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { matchDomain } from '../registry.ts';
import { readTypedData } from '../typed-data.ts';

const DOMAIN = {
  name: 'rysk',
  version: '0.0.0',
  chainId: 999,
  verifyingContract: '0x8c8bcb6d2c0e31c5789253ecc8431ca6209b4e35',
};
const QUOTE =
  'Quote(address assetAddress,uint256 chainId,bool isPut,uint256 strike,uint64 expiry,address maker,uint64 nonce,uint256 price,uint256 quantity,bool isTakerBuy,uint64 validUntil,address usd,address collateralAsset)';
const TRANSFER = 'Transfer(address user,address asset,uint256 chainId,uint256 amount,bool isDeposit,uint64 nonce)';
const asset = { assetAddress: OTHER, usd: OTHER, collateralAsset: OTHER };
const quote = {
  ...asset,
  chainId: '999',
  isPut: true,
  strike: '350000000000',
  expiry: '1813910400',
  maker: ACCOUNT,
  nonce: '1',
  price: '1000000000000000000',
  quantity: '1000000000000000000',
  isTakerBuy: true,
  validUntil: '1795219500',
};
const transfer = { user: ACCOUNT, asset: OTHER, chainId: '999', amount: '1', isDeposit: true, nonce: '1' };

test.each([
  ['a quote', QUOTE, quote],
  ['a transfer', TRANSFER, transfer],
])('%s is recognised, and says why it is not read', (_, type, message) => {
  const data = dataOf(DOMAIN, type, message);
  expect(matchDomain(data)).toMatchObject({ fit: 'exact', adapter: { id: 'rysk' } });
  expect(readTypedData(data, CONTEXT)).toMatchObject({
    kind: 'unreadable',
    why: { id: 'why.units', params: { venue: 'Rysk' } },
  });
});

test('another contract with its name is a look-alike', () => {
  expect(matchDomain(dataOf({ ...DOMAIN, verifyingContract: OTHER }, QUOTE, quote))).toMatchObject({
    fit: 'look-alike',
  });
});
