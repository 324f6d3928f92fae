import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { type Message, unseen } from '../unseen.ts';

const ZERO = `0x${'0'.repeat(40)}`;
const NOTHING = `0x${'00'.repeat(32)}`;
const TOKEN = '71321045679252212594626385532706912750332728571942532289631379312455583992563';
const NAME = 'Polymarket CTF Exchange';
const V1_DOMAIN = {
  name: NAME,
  version: '1',
  chainId: 137,
  verifyingContract: '0x4bFb41d5B3570DeFd03C39a9A4D8dE6Bd8B8982E',
};
const V2_DOMAIN = {
  name: NAME,
  version: '2',
  chainId: 137,
  verifyingContract: '0xE111180000d2663C0091e4f400237545B87B996B',
};
const V1 =
  'Order(uint256 salt,address maker,address signer,address taker,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,uint256 expiration,uint256 nonce,uint256 feeRateBps,uint8 side,uint8 signatureType)';
const V2 =
  'Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)';
const WRAPPED = `TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)${V2}`;
const both: Message = {
  salt: '479249096354',
  maker: ACCOUNT,
  signer: ACCOUNT,
  tokenId: TOKEN,
  makerAmount: '55000000',
  takerAmount: '100000000',
  side: 0,
  signatureType: 0,
};
const v1: Message = { ...both, taker: ZERO, expiration: '1795219500', nonce: '0', feeRateBps: '100' };
const v2: Message = { ...both, timestamp: '1795219200000', metadata: NOTHING, builder: NOTHING };
const polygon = { ...CONTEXT, chainId: 137 };
const read = (type: string, message: Message, domain: Message = type === V1 ? V1_DOMAIN : V2_DOMAIN) =>
  readTypedData(dataOf(domain, type, message), polygon);
const sale = { side: 1, makerAmount: '100000000', takerAmount: '55000000' };

describe('orders', () => {
  test('v1: a purchase', () => {
    expect(read(V1, v1)).toMatchObject({
      kind: 'order',
      side: 'long',
      venue: { id: 'polymarket', name: 'Polymarket' },
      headline: { id: 'predict.buy', params: { size: '100', money: '55 USDC' } },
      orders: [{ market: TOKEN, side: 'long', effect: 'trade', size: '100', price: '0.55', notional: '55' }],
      flags: [{ flag: 'unknown-market', what: 'tokenId' }],
      validUntil: 1795219500,
      notCovered: [],
    });
    expect(read(V1, v1).rows.find(({ label }) => label === 'row.feeRate')).toMatchObject({ value: { text: '1%' } });
  });

  test('v2 and v3: a sale without an end or a fee in it', () => {
    const reading = read(V2, { ...v2, ...sale });
    expect(reading).toMatchObject({
      side: 'short',
      headline: { id: 'predict.sell', params: { size: '100', money: '55 pUSD' } },
      orders: [{ side: 'short', size: '100', price: '0.55', notional: '55' }],
      notCovered: [{ id: 'uncovered.fee' }, { id: 'uncovered.expiry' }],
    });
    expect(reading).not.toHaveProperty('validUntil');
    const v3 = { ...V2_DOMAIN, version: '3', verifyingContract: '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa' };
    expect(read(V2, v2, v3)).toMatchObject({ kind: 'order', side: 'long' });
  });

  test('the exchanges of markets with one winner, and the test network', () => {
    const negRisk = { ...V2_DOMAIN, verifyingContract: '0xe2222d279d744050d28e00520010520000310F59' };
    expect(read(V2, v2, negRisk).kind).toBe('order');
    const amoy = { ...V1_DOMAIN, chainId: 80002, verifyingContract: '0xdFE02Eb6733538f8Ea35D585af8DE5958AD99E40' };
    expect(read(V1, v1, amoy)).toMatchObject({ kind: 'order', venue: { network: 'Testnet' } });
  });

  test('no end, one taker, an inexact price, a builder', () => {
    const reading = read(V1, { ...v1, expiration: '0', taker: OTHER, takerAmount: '99000001' });
    expect(reading).not.toHaveProperty('validUntil');
    expect(reading.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: 'row.onlyTaker', value: { type: 'address', address: OTHER } }),
        expect.objectContaining({ label: 'row.acceptedUntil', value: { type: 'text', text: { id: 'value.noEnd' } } }),
      ]),
    );
    expect(reading.rows.find(({ label }) => label === 'row.worstPrice')).toMatchObject({
      value: { text: { id: 'value.about', params: { value: '0.555555549 USDC' } } },
      mark: 'computed',
    });
    const builder = `0x${'12'.repeat(32)}`;
    expect(read(V2, { ...v2, builder }).rows.find(({ label }) => label === 'row.builder')).toMatchObject({
      value: { text: builder },
    });
  });

  test('the money of a proxy wallet is said to be that', () => {
    const reading = read(V1, { ...v1, maker: OTHER, signatureType: 1 });
    expect(reading.rows.find(({ label }) => label === 'row.fundsOf')).toMatchObject({ value: { address: OTHER } });
    expect(reading.notes).toEqual(
      expect.arrayContaining([{ level: 'care', text: { id: 'note.fundsOf', params: { account: OTHER } } }]),
    );
  });

  test.each([
    ['a price above 1', { makerAmount: '100000001' }],
    ['a sale for more than 1', { ...sale, takerAmount: '100000001' }],
    ['no shares', { takerAmount: '0' }],
    ['a third side', { side: 2 }],
    ['a wallet contract without its wrapping', { signatureType: 3 }],
    ['another signer', { signer: OTHER }],
    ["somebody else's money without a proxy", { maker: OTHER }],
    ['the largest numbers', { makerAmount: String(2n ** 256n - 1n) }],
  ] as [string, Message][])('%s is not read', (_, changes) => {
    for (const [type, message] of [
      [V1, v1],
      [V2, v2],
    ] as const)
      expect(read(type, { ...message, ...changes }).kind).toBe('unreadable');
  });

  test('a sale for nothing has the price 0, a full price is 1', () => {
    expect(read(V2, { ...v2, ...sale, takerAmount: '0' })).toMatchObject({ orders: [{ price: '0' }] });
    expect(read(V2, { ...v2, makerAmount: '100000000' })).toMatchObject({ orders: [{ price: '1' }] });
  });

  test.each([
    ['another contract', { ...V1_DOMAIN, verifyingContract: OTHER }],
    ['the contract of another version', { ...V1_DOMAIN, verifyingContract: V2_DOMAIN.verifyingContract }],
    ['another network', { ...V1_DOMAIN, chainId: 1 }],
  ])('%s is not read', (_, domain) => {
    expect(read(V1, v1, domain).kind).toBe('unreadable');
  });
});

describe('ERC-7739: the order of a wallet contract', () => {
  const message: Message = {
    contents: { ...v2, maker: OTHER, signer: OTHER, signatureType: 3 },
    name: 'DepositWallet',
    version: '1',
    chainId: '137',
    verifyingContract: OTHER,
    salt: NOTHING,
  };

  test('is read as the order it is', () => {
    const reading = read(WRAPPED, message);
    expect(reading).toMatchObject({ kind: 'order', orders: [{ market: TOKEN, size: '100', price: '0.55' }] });
    expect(reading.rows.at(-1)).toMatchObject({ label: 'row.wallet', value: { address: OTHER } });
  });

  test.each([
    { name: 'Wallet' },
    { version: '2' },
    { chainId: '1' },
    { verifyingContract: ACCOUNT },
    { contents: { ...v2, signer: OTHER } },
  ])('is not read with %j', (changes) => {
    expect(read(WRAPPED, { ...message, ...changes } as Message).kind).toBe('unreadable');
  });

  test('every leaf is seen', () => {
    expect(unseen(V2_DOMAIN, WRAPPED, message)).toEqual([]);
  });
});

describe('ClobAuth', () => {
  const domain = { name: 'ClobAuthDomain', version: '1', chainId: 137 };
  const type = 'ClobAuth(address address,string timestamp,uint256 nonce,string message)';
  const message: Message = {
    address: ACCOUNT,
    timestamp: '1795219200',
    nonce: '23',
    message: 'This message attests that I control the given wallet',
  };

  test('makes a key, whatever it says', () => {
    const reading = read(type, message, domain);
    expect(reading).toMatchObject({
      kind: 'grant-authority',
      scope: 'trade',
      headline: { id: 'headline.apiKey' },
      can: [{ id: 'can.sendSigned' }, { id: 'can.seeOrders' }],
      cannot: [{ id: 'cannot.openOrders' }, { id: 'cannot.withdraw' }],
    });
    expect(reading).not.toHaveProperty('until');
  });

  test('says something else, or is for somebody else: not read', () => {
    for (const changes of [{ message: 'I give away my account' }, { address: OTHER }, { timestamp: 'now' }])
      expect(read(type, { ...message, ...changes }, domain).kind).toBe('unreadable');
  });

  test('every leaf is seen', () => {
    expect(unseen(domain, type, message)).toEqual([]);
  });
});

test('every leaf is seen', () => {
  expect(unseen(V1_DOMAIN, V1, v1)).toEqual([]);
  expect(unseen(V1_DOMAIN, V1, { ...v1, ...sale, maker: OTHER, signatureType: 2, taker: OTHER })).toEqual([]);
  expect(unseen(V2_DOMAIN, V2, v2)).toEqual([]);
});
