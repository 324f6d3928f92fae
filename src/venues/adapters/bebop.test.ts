import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { type Message, unseen } from '../unseen.ts';

const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2';
const DAI = '0x6B175474E89094C44Da98b954EedeAC495271d0F';
const ZERO = `0x${'0'.repeat(40)}`;
const NOTHING = `0x${'00'.repeat(32)}`;
const JAM_DOMAIN = {
  name: 'JamSettlement',
  version: '2',
  chainId: 1,
  verifyingContract: '0xbeb0b0623f66bE8cE162EbDfA2ec543A522F4ea6',
};
const BLEND_DOMAIN = {
  ...JAM_DOMAIN,
  name: 'BebopSettlement',
  verifyingContract: '0xbbbbbBB520d69a9775E85b458C58c648259FAD5F',
};
const PERMIT2 = { name: 'Permit2', chainId: 1, verifyingContract: '0x000000000022D473030F116dDEE9F6B43aC78BA3' };
const JAM =
  'JamOrder(address taker,address receiver,uint256 expiry,uint256 exclusivityDeadline,uint256 nonce,address executor,uint256 partnerInfo,address[] sellTokens,address[] buyTokens,uint256[] sellAmounts,uint256[] buyAmounts,bytes32 hooksHash)';
const SINGLE =
  'SingleOrder(uint64 partner_id,uint256 expiry,address taker_address,address maker_address,uint256 maker_nonce,address taker_token,address maker_token,uint256 taker_amount,uint256 maker_amount,address receiver,uint256 packed_commands)';
const MULTI =
  'MultiOrder(uint64 partner_id,uint256 expiry,address taker_address,address maker_address,uint256 maker_nonce,address[] taker_tokens,address[] maker_tokens,uint256[] taker_amounts,uint256[] maker_amounts,address receiver,bytes commands)';
const AGGREGATE =
  'AggregateOrder(uint64 partner_id,uint256 expiry,address taker_address,address[] maker_addresses,uint256[] maker_nonces,address[][] taker_tokens,address[][] maker_tokens,uint256[][] taker_amounts,uint256[][] maker_amounts,address receiver,bytes commands)';

const jam: Message = {
  taker: ACCOUNT,
  receiver: ACCOUNT,
  expiry: '1795219500',
  exclusivityDeadline: '1795219400',
  nonce: '1',
  executor: ZERO,
  partnerInfo: '0',
  sellTokens: [USDC],
  buyTokens: [WETH],
  sellAmounts: ['3500000000'],
  buyAmounts: ['1000000000000000000'],
  hooksHash: NOTHING,
};
const single: Message = {
  partner_id: '0',
  expiry: '1795219500',
  taker_address: ACCOUNT,
  maker_address: OTHER,
  maker_nonce: '1',
  taker_token: USDC,
  maker_token: WETH,
  taker_amount: '3500000000',
  maker_amount: '1000000000000000000',
  receiver: ACCOUNT,
  packed_commands: '0',
};
const multi: Message = {
  ...Object.fromEntries(Object.entries(single).filter(([name]) => !/token|amount|packed/.test(name))),
  taker_tokens: [USDC, DAI],
  maker_tokens: [WETH],
  taker_amounts: ['3500000000', '5'],
  maker_amounts: ['1000000000000000000'],
  commands: '0x000000',
};
const aggregate: Message = {
  ...Object.fromEntries(Object.entries(multi).filter(([name]) => !/token|amount|maker/.test(name))),
  maker_addresses: [OTHER, DAI],
  maker_nonces: ['1', '2'],
  taker_tokens: [[USDC], [USDC]],
  maker_tokens: [[WETH], [WETH]],
  taker_amounts: [['3000000000'], ['500000000']],
  maker_amounts: [['900000000000000000'], ['100000000000000000']],
  commands: '0x00000000',
};
const read = (domain: Message, type: string, message: Message) => readTypedData(dataOf(domain, type, message), CONTEXT);
const order = { market: 'WETH/USDC', side: 'long', size: '1', price: '3500' };

describe('JamOrder', () => {
  const of = (changes: Message = {}) => read(JAM_DOMAIN, JAM, { ...jam, ...changes });

  test('one token for another', () => {
    const reading = of();
    expect(reading).toMatchObject({ kind: 'order', venue: { id: 'bebop' }, orders: [order], validUntil: 1795219500 });
    expect(reading).not.toHaveProperty('receivers');
  });

  test('executor, fees, partner, hooks, no end', () => {
    const reading = of({
      executor: OTHER,
      partnerInfo: String((BigInt(OTHER) << 32n) | (25n << 16n) | 5n),
      hooksHash: `0x${'12'.repeat(32)}`,
      expiry: '9999999999',
    });
    expect(reading).toMatchObject({ flags: [{ flag: 'hooks' }], builderFee: '0.25' });
    expect(of({ partnerInfo: '5' })).toMatchObject({ builderFee: '0' });
    expect(reading).not.toHaveProperty('validUntil');
    expect(reading.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: 'row.executor', value: { type: 'address', address: OTHER } }),
        expect.objectContaining({ label: 'row.exclusiveUntil', value: { type: 'time', at: 1795219400 } }),
        expect.objectContaining({ label: 'row.fees', value: { type: 'exact', text: '0.3%' } }),
        expect.objectContaining({ label: 'row.partner', value: { type: 'address', address: OTHER } }),
      ]),
    );
  });

  test('many tokens, and somebody else who gets them', () => {
    const reading = of({ buyTokens: [WETH, DAI], buyAmounts: ['1', '2'], receiver: OTHER });
    expect(reading).toMatchObject({
      headline: { id: 'swap.many' },
      receivers: [OTHER],
      flags: [{ flag: 'unknown-market' }],
    });
    expect(reading.rows.filter(({ label }) => label === 'row.receive')).toHaveLength(2);
  });

  test.each([
    ['another taker', { taker: OTHER }],
    ['amounts that do not fit the tokens', { buyAmounts: ['1', '2'] }],
    ['nothing to give', { sellTokens: [], sellAmounts: [] }],
    ['a token on both sides', { buyTokens: [USDC] }],
    ['a token twice', { buyTokens: [WETH, WETH], buyAmounts: ['1', '2'] }],
    ['partner bits that mean nothing', { partnerInfo: String(1n << 192n) }],
  ] as [string, Message][])('%s is not read', (_, changes) => {
    expect(of(changes).kind).toBe('unreadable');
  });
});

describe('Blend', () => {
  test('a taker gives and the receiver gets', () => {
    expect(read(BLEND_DOMAIN, SINGLE, single)).toMatchObject({ orders: [order], notes: [] });
    expect(read(BLEND_DOMAIN, SINGLE, { ...single, receiver: OTHER })).toMatchObject({ receivers: [OTHER] });
  });

  test('a maker gives the other way round, and gets it itself', () => {
    const reading = read(BLEND_DOMAIN, SINGLE, {
      ...single,
      taker_address: OTHER,
      maker_address: ACCOUNT,
      receiver: OTHER,
    });
    expect(reading).toMatchObject({ orders: [{ market: 'WETH/USDC', side: 'short', size: '1', price: '3500' }] });
    expect(reading).not.toHaveProperty('receivers');
  });

  test('coins instead of the wrapped token', () => {
    for (const reading of [
      read(BLEND_DOMAIN, SINGLE, { ...single, packed_commands: '2' }),
      read(BLEND_DOMAIN, MULTI, { ...multi, taker_tokens: [USDC], taker_amounts: ['3500000000'], commands: '0x0400' }),
    ])
      expect(reading.rows.find(({ label }) => label === 'row.settlement')).toMatchObject({
        value: { text: { id: 'value.nativeCoin', params: { coin: 'ETH' } } },
      });
  });

  test('anybody can register as a partner who takes everything: with one, nothing is bound', () => {
    const partner_id = '7';
    for (const [type, message] of [
      [SINGLE, single],
      [MULTI, multi],
      [AGGREGATE, aggregate],
    ] as [string, Message][]) {
      const reading = read(BLEND_DOMAIN, type, { ...message, partner_id });
      expect(reading).toMatchObject({ notes: expect.arrayContaining([expect.objectContaining({ level: 'danger' })]) });
      expect(reading).not.toHaveProperty('orders.0.price');
      expect(reading).not.toHaveProperty('orders.0.notional');
      expect(reading.rows.map(({ label }) => label)).not.toContain('row.receive');
      expect(reading).not.toHaveProperty('builderFee');
      expect(read(BLEND_DOMAIN, type, message)).toMatchObject({ builderFee: '0' });
    }
    const maker = { ...single, partner_id, taker_address: OTHER, maker_address: ACCOUNT };
    expect(read(BLEND_DOMAIN, SINGLE, maker)).toMatchObject({ orders: [{ side: 'short', price: '3500' }] });
  });

  test('what a maker leaves in the contract is not paid out', () => {
    expect(read(BLEND_DOMAIN, MULTI, { ...multi, commands: '0x070000' }).kind).toBe('unreadable');
    const two = { ...multi, maker_tokens: [WETH, DAI], maker_amounts: ['1000000000000000000', '9'] };
    const one = { ...two, taker_tokens: [USDC], taker_amounts: ['3500000000'] };
    expect(read(BLEND_DOMAIN, MULTI, { ...one, commands: '0x000700' })).toMatchObject({ orders: [order] });
  });

  test('many tokens, many makers', () => {
    expect(read(BLEND_DOMAIN, MULTI, multi)).toMatchObject({ headline: { id: 'swap.many' } });
    const reading = read(BLEND_DOMAIN, AGGREGATE, aggregate);
    expect(reading).toMatchObject({ orders: [order] });
    expect(reading.rows.filter(({ label }) => label === 'row.maker')).toHaveLength(2);
  });

  test('neither taker nor maker, or a maker among many, is not read', () => {
    expect(read(BLEND_DOMAIN, SINGLE, { ...single, taker_address: OTHER }).kind).toBe('unreadable');
    const among = { ...aggregate, taker_address: OTHER, maker_addresses: [ACCOUNT, DAI] };
    expect(read(BLEND_DOMAIN, AGGREGATE, among).kind).toBe('unreadable');
  });

  test('a token that passes from one maker to the next belongs to neither side', () => {
    const through = {
      ...aggregate,
      maker_tokens: [[DAI], [WETH]],
      maker_amounts: [['3499'], ['1000000000000000000']],
      taker_tokens: [[USDC], [DAI]],
      taker_amounts: [['3500000000'], ['3499']],
    };
    expect(read(BLEND_DOMAIN, AGGREGATE, through).kind).toBe('unreadable');
    expect(read(BLEND_DOMAIN, AGGREGATE, { ...through, commands: '0x07000008' })).toMatchObject({ orders: [order] });
  });

  test('lists and codes that do not fit are not read', () => {
    for (const commands of ['0x', '0x0000', '0x00000000', '0x010000'])
      expect(read(BLEND_DOMAIN, MULTI, { ...multi, commands }).kind).toBe('unreadable');
    expect(read(BLEND_DOMAIN, AGGREGATE, { ...aggregate, maker_addresses: [OTHER] }).kind).toBe('unreadable');
    expect(read(BLEND_DOMAIN, MULTI, { ...multi, taker_amounts: ['1'] }).kind).toBe('unreadable');
  });
});

describe('as the terms of a permit', () => {
  const hooked = (type: string) => `${type.slice(0, -1)},bytes32 hooksHash)`;
  const permissions = 'TokenPermissions(address token,uint256 amount)';
  const batch = (name: string, type: string) =>
    `PermitBatchWitnessTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline,${name} witness)${type}${permissions}`;
  const one = `PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,SingleOrder witness)${hooked(SINGLE)}${permissions}`;
  const around = { spender: '0xC5a350853E4e36b73EB0C24aaA4b8816C9A3579a', nonce: '1', deadline: '1795219500' };
  const permitted = { token: USDC, amount: '3500000000' };
  const FORMS: [string, Message][] = [
    [batch('JamOrder', JAM), { ...around, permitted: [permitted], witness: jam }],
    [one, { ...around, permitted, witness: { ...single, hooksHash: NOTHING } }],
    [
      batch('MultiOrder', hooked(MULTI)),
      { ...around, permitted: [permitted, { token: DAI, amount: '5' }], witness: { ...multi, hooksHash: NOTHING } },
    ],
  ];

  test.each(FORMS)('%.40s', (type, message) => {
    expect(read(PERMIT2, type, message)).toMatchObject({
      kind: 'order',
      venue: { id: 'bebop' },
      validUntil: 1795219500,
    });
    expect(unseen(PERMIT2, type, message)).toEqual([]);
  });

  test.each(FORMS)('%.40s: what does not fit is not read', (type, message) => {
    const lists = Array.isArray(message.permitted);
    const more = { token: USDC, amount: '3500000001' };
    for (const changes of [
      { spender: OTHER },
      { deadline: '1795219501' },
      { permitted: lists ? [more] : more },
      { permitted: lists ? [permitted, permitted, permitted] : { ...permitted, token: DAI } },
    ])
      expect(read(PERMIT2, type, { ...message, ...changes }).kind).toBe('unreadable');
    expect(read({ ...PERMIT2, chainId: 250 }, type, message).kind).toBe('unreadable');
  });
});

test('every leaf is seen', () => {
  expect(unseen(JAM_DOMAIN, JAM, jam)).toEqual([]);
  expect(unseen(JAM_DOMAIN, JAM, { ...jam, executor: OTHER, partnerInfo: '5', receiver: OTHER })).toEqual([]);
  for (const changes of [
    {},
    { taker_address: OTHER, maker_address: ACCOUNT },
    { packed_commands: '3', receiver: OTHER },
  ])
    expect(unseen(BLEND_DOMAIN, SINGLE, { ...single, ...changes })).toEqual([]);
  expect(unseen(BLEND_DOMAIN, MULTI, multi)).toEqual([]);
  expect(unseen(BLEND_DOMAIN, AGGREGATE, aggregate)).toEqual([]);
});
