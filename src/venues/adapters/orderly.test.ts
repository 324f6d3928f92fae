import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, NOW, OTHER } from '../fixtures.ts';
import type { Reading } from '../reading.ts';
import { readTypedData } from '../typed-data.ts';

const ledger = {
  name: 'Orderly',
  version: '1',
  chainId: 42161,
  verifyingContract: '0x6F7a338F2aA472838dEFD3283eB360d4Dff5D203',
};
const offChain = { ...ledger, verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC' };
const read = (domain: Record<string, unknown>, type: string, message: Record<string, unknown>): Reading =>
  readTypedData(dataOf(domain, type, message), { ...CONTEXT, chainId: 42161 });
const labels = (reading: Reading) => reading.rows.map(({ label }) => label);

const WITHDRAW =
  'Withdraw(string brokerId,uint256 chainId,address receiver,string token,uint256 amount,uint64 withdrawNonce,uint64 timestamp)';
const withdrawal = {
  brokerId: 'woofi_dex',
  chainId: 42161,
  receiver: ACCOUNT,
  token: 'USDC',
  amount: '1000000',
  withdrawNonce: 233,
  timestamp: '1688110729953',
};
const KEY =
  'AddOrderlyKey(string brokerId,uint256 chainId,string orderlyKey,string scope,uint64 timestamp,uint64 expiration)';
const key = {
  brokerId: 'woofi_pro',
  chainId: 42161,
  orderlyKey: 'ed25519:8tm7dnKYkSc3FzgPuJaw1wztr79eeZpN35nHW5pL5XhX',
  scope: 'read,trading',
  timestamp: NOW,
  expiration: NOW + 86_400_000,
};

describe('money', () => {
  test('a withdrawal says how much, to whom, and through whom', () => {
    expect(read(ledger, WITHDRAW, withdrawal)).toMatchObject({
      kind: 'move-funds',
      headline: { id: 'headline.withdraw', params: { amount: '1 USDC' } },
      asset: 'USDC',
      amount: '1',
      recipient: ACCOUNT,
      own: true,
      notShown: [{ path: 'message.withdrawNonce' }, { path: 'message.timestamp' }],
    });
    expect(read(ledger, WITHDRAW, { ...withdrawal, receiver: OTHER })).toMatchObject({ own: false, recipient: OTHER });
    expect(labels(read(ledger, WITHDRAW, withdrawal))).toEqual([
      'row.amount',
      'row.recipient',
      'row.chainId',
      'row.broker',
    ]);
  });

  test('of a token without known decimals is in its smallest unit', () => {
    const reading = read(ledger, WITHDRAW, { ...withdrawal, token: 'ETH', amount: '1000000000000000000' });
    expect(reading).toMatchObject({
      headline: { id: 'headline.moveUnits' },
      asset: 'ETH',
      amount: '1000000000000000000',
    });
    expect(reading.rows[0]).toMatchObject({ value: { text: { id: 'value.smallestUnits' } } });
  });

  test('of the venue’s test network says so', () => {
    const domain = { ...ledger, verifyingContract: '0x1826B75e2ef249173FC735149AE4B8e9ea10abff' };
    expect(read(domain, WITHDRAW, withdrawal)).toMatchObject({ venue: { network: 'Testnet' } });
  });

  test('withdrawn for a contract belongs to the contract', () => {
    const type = WITHDRAW.replace('Withdraw(', 'DelegateWithdraw(address delegateContract,');
    expect(read(ledger, type, { ...withdrawal, delegateContract: OTHER })).toMatchObject({ own: false });
    expect(read(ledger, type, { ...withdrawal, delegateContract: OTHER, receiver: OTHER })).toMatchObject({
      own: true,
    });
  });

  test('an internal transfer goes to the number of an account', () => {
    const receiver = `0x${'6b'.repeat(32)}`;
    const type = 'InternalTransfer(bytes32 receiver,string token,uint256 amount,uint64 transferNonce)';
    expect(read(ledger, type, { receiver, token: 'USDC', amount: '2500001', transferNonce: 1 })).toMatchObject({
      kind: 'move-funds',
      amount: '2.500001',
      recipient: receiver,
      own: false,
      notes: [{ text: { id: 'note.accountNumber' } }],
    });
  });

  describe('of a vault', () => {
    const type =
      'DexRequest(uint8 payloadType,uint256 nonce,address receiver,uint256 amount,bytes32 vaultId,string token,string dexBrokerId)';
    const vaultId = `0x${'ab'.repeat(32)}`;
    const request = {
      nonce: 1,
      receiver: ACCOUNT,
      amount: '1000000',
      vaultId,
      token: 'USDC',
      dexBrokerId: 'woofi_pro',
    };
    test.each([
      [0, 'headline.send', vaultId, false],
      [1, 'headline.withdraw', ACCOUNT, true],
      [2, 'headline.send', vaultId, false],
      [3, 'headline.withdraw', ACCOUNT, true],
    ])('payload type %d is %s', (payloadType, headline, recipient, own) => {
      const reading = read(ledger, type, { ...request, payloadType });
      expect(reading).toMatchObject({ kind: 'move-funds', headline: { id: headline }, recipient, own });
      expect(reading).not.toHaveProperty('receivers');
    });
    test('that is another’s says so, and an unknown one is unread', () => {
      expect(read(ledger, type, { ...request, payloadType: 0, receiver: OTHER })).toMatchObject({ receivers: [OTHER] });
      expect(read(ledger, type, { ...request, payloadType: 1, receiver: OTHER })).toMatchObject({ own: false });
      expect(read(ledger, type, { ...request, payloadType: 4 })).toMatchObject({ kind: 'unreadable' });
    });
  });
});

describe('a key', () => {
  test('to trade says until when, and that it cannot withdraw', () => {
    const reading = read(offChain, KEY, key);
    expect(reading).toMatchObject({
      kind: 'grant-authority',
      scope: 'trade',
      grantee: key.orderlyKey,
      until: (NOW + 86_400_000) / 1000,
      cannot: [{ id: 'cannot.withdraw' }],
    });
    expect(labels(reading)).toContain('row.permissions');
  });

  test.each([
    ['read', 'login'],
    ['trading', 'trade'],
    ['read,trading,asset', 'everything'],
    ['', 'everything'],
    ['read, trading', 'everything'],
    ['READ', 'everything'],
    ['read,trading\u200b', 'everything'],
  ])('of the scope %j is for %s', (scope, is) => {
    expect(read(offChain, KEY, { ...key, scope })).toMatchObject({ kind: 'grant-authority', scope: is });
  });

  test('with an end in seconds has ended long ago', () => {
    expect(read(offChain, KEY, { ...key, expiration: NOW / 1000 })).toMatchObject({ until: Math.floor(NOW / 1e6) });
  });

  test.each([
    ['another form of key', { orderlyKey: 'ed25519:0OIl' }],
    ['no end', { expiration: 0 }],
    ['another network', { chainId: 1 }],
  ])('with %s is unread', (_, change) => {
    expect(read(offChain, KEY, { ...key, ...change })).toMatchObject({ kind: 'unreadable', why: { id: 'why.value' } });
  });
});

test('a registration and a settlement do no more than they say', () => {
  const message = { brokerId: 'woofi_pro', chainId: 42161, timestamp: NOW };
  expect(
    read(offChain, 'Registration(string brokerId,uint256 chainId,uint64 timestamp,uint256 registrationNonce)', {
      ...message,
      registrationNonce: '194528949540',
    }),
  ).toMatchObject({ kind: 'grant-authority', scope: 'login' });
  expect(
    read(ledger, 'SettlePnl(string brokerId,uint256 chainId,uint64 settleNonce,uint64 timestamp)', {
      ...message,
      settleNonce: 1,
    }),
  ).toMatchObject({ kind: 'grant-authority', scope: 'settings' });
});

test('each contract reads its own messages only', () => {
  expect(read(offChain, WITHDRAW, withdrawal)).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownType' } });
  expect(read(ledger, KEY, key)).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownType' } });
  expect(read({ ...ledger, verifyingContract: OTHER }, WITHDRAW, withdrawal)).toMatchObject({ kind: 'unreadable' });
});
