import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { matchDomain } from '../registry.ts';
import { readTypedData } from '../typed-data.ts';
import type { Message } from '../unseen.ts';
import { adapter } from './permit2.ts';

const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const ON_ZKSYNC = '0x0000000000225e31D15943971F47aD3022F714Fa';
/** PancakeSwap's copy: pancakeswap/infinity-universal-router c16b92fd, `script/deployParameters/mainnet/DeployBsc.s.sol` */
const COPY = '0x31c2F6fcFf4F8759b3Bd5Bf0e1084A055615c768';
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const END = '1795219500';
const DOMAIN = { name: 'Permit2', chainId: 1, verifyingContract: PERMIT2 };

const PERMISSIONS = 'TokenPermissions(address token,uint256 amount)';
const SINGLE =
  'PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)';
const single: Message = {
  details: { token: USDC, amount: '100000000', expiration: END, nonce: '0' },
  spender: OTHER,
  sigDeadline: END,
};
const LIMIT =
  'PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,LimitOrder witness)LimitOrder(address maker,uint256 gets)';
const limit: Message = {
  permitted: { token: USDC, amount: '100000000' },
  spender: OTHER,
  nonce: '0',
  deadline: END,
  witness: { maker: ACCOUNT, gets: '1' },
};

const fitOf = (domain: Message) => {
  const found = matchDomain(dataOf(domain, SINGLE, single));
  return found && [found.adapter.id, found.fit];
};
const read = (domain: Message, type = SINGLE, message = single) =>
  readTypedData(dataOf(domain, type, message), CONTEXT);
const dangers = (domain: Message, type = SINGLE, message = single) =>
  read(domain, type, message).notes.flatMap(({ level, text }) => (level === 'danger' ? [text.id] : []));

describe('the contract', () => {
  test.each([1, 10, 56, 137, 8453, 42161])('is one and the same on network %s', (chainId) => {
    expect(fitOf({ ...DOMAIN, chainId })).toEqual(['permit2', 'exact']);
    expect(dangers({ ...DOMAIN, chainId })).toEqual([]);
  });

  test('is another one on zkSync, and there alone', () => {
    expect(fitOf({ ...DOMAIN, chainId: 324, verifyingContract: ON_ZKSYNC })).toEqual(['permit2', 'exact']);
    expect(dangers({ ...DOMAIN, chainId: 324, verifyingContract: ON_ZKSYNC })).toEqual([]);
    expect(fitOf({ ...DOMAIN, verifyingContract: ON_ZKSYNC })).toEqual(['permit2', 'changed']);
    expect(dangers({ ...DOMAIN, verifyingContract: ON_ZKSYNC })).toEqual(['why.permitElsewhere']);
    // Permit2 has the same address everywhere else, so at zkSync that address is whoever's.
    expect(dangers({ ...DOMAIN, chainId: 324 })).toEqual(['why.permitElsewhere']);
  });

  test.each<[string, Message]>([
    ['the copy of somebody else', { ...DOMAIN, verifyingContract: COPY }],
    ['one digit off', { ...DOMAIN, verifyingContract: `${PERMIT2.toLowerCase().slice(0, -1)}4` }],
    ['the zero address', { ...DOMAIN, verifyingContract: `0x${'0'.repeat(40)}` }],
    ['a wallet', { ...DOMAIN, verifyingContract: ACCOUNT }],
    ['none', { name: 'Permit2', chainId: 1 }],
  ])('%s is not it, and the card says so', (_, domain) => {
    expect(fitOf(domain)).toEqual(['permit2', 'look-alike']);
    expect(dangers(domain)).toContain('why.permitElsewhere');
  });

  test.each<[Message, string]>([
    // A version is in no domain of Permit2: the digest would be another one, which its contract does not take.
    [{ ...DOMAIN, version: '1' }, 'changed'],
    [{ ...DOMAIN, salt: `0x${'00'.repeat(32)}` }, 'changed'],
    [{ ...DOMAIN, name: 'permit2' }, 'look-alike'],
    [{ ...DOMAIN, name: 'Perrnit2' }, 'look-alike'],
  ])('under %j is not exactly it', (domain, fit) => {
    expect(fitOf(domain)).toEqual(['permit2', fit]);
  });
});

test('its plain forms are grants, read by their form', () => {
  expect(read(DOMAIN)).toMatchObject({ kind: 'grant-authority', scope: 'spend', grantee: OTHER, until: Number(END) });
  // No domain makes a grant look smaller than it is.
  for (const domain of [{ ...DOMAIN, verifyingContract: COPY }, { name: 'Gift' }])
    expect(read(domain)).toMatchObject({ kind: 'grant-authority', scope: 'spend', grantee: OTHER });
});

describe('terms', () => {
  test('are read for UniswapX and Bebop, on both contracts alike', () => {
    const [main, zksync] = adapter.domains.map(({ readers }) => Object.keys(readers));
    expect(zksync).toEqual(main);
    const terms = (main ?? []).map((type) => /deadline,(\w+) witness\)/.exec(type)?.[1]);
    expect([...terms].sort()).toEqual([
      'ExclusiveDutchOrder',
      'JamOrder',
      'MultiOrder',
      'PriorityOrder',
      'SingleOrder',
      'V2DutchOrder',
      'V3DutchOrder',
    ]);
  });

  test('of another type are shown unread, with the most that can be taken', () => {
    const reading = read(DOMAIN, `${LIMIT}${PERMISSIONS}`, limit);
    expect(reading).toMatchObject({ kind: 'unreadable', why: { id: 'why.witness', params: { type: 'LimitOrder' } } });
    expect(reading.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: 'row.amount', value: { type: 'exact', text: '100 USDC' } }),
        expect.objectContaining({ label: 'row.spender', value: { type: 'address', address: OTHER } }),
      ]),
    );
  });

  test('under the name of known ones, with other fields, are unread as well', () => {
    for (const type of [
      'PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,PriorityOrder witness)PriorityOrder(address maker,uint256 gets)',
      'PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,SingleOrder witness)SingleOrder(address maker,uint256 gets)',
    ])
      expect(read(DOMAIN, `${type}${PERMISSIONS}`, limit)).toMatchObject({
        kind: 'unreadable',
        why: { id: 'why.witness' },
      });
  });

  test('that are only a hash are a hash of nothing that is shown', () => {
    const type =
      'PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,bytes32 witness)';
    const message = { ...limit, witness: `0x${'12'.repeat(32)}` };
    expect(read(DOMAIN, `${type}${PERMISSIONS}`, message)).toMatchObject({
      kind: 'unreadable',
      why: { id: 'why.witness', params: { type: 'bytes32' } },
    });
  });
});
