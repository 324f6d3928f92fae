import { describe, expect, test } from 'vitest';
import { ACCOUNT, type Json } from '../expected/vector.ts';
import { OTHER } from '../fixtures.ts';
import { asked, missed, notes, readingOf, said, sentence, vectorsOf } from '../vertex/asked.ts';

const ZERO = '0x0000000000000000000000000000000000000000';
const VERIFIER = '0xF12a4ACDA6cA2e777b353538cb8e5ad6f05e0437';
const ORDERS = '0x7C65ab8fc1f2d31c7144e148dd900Ea4EdC7EDd3';
const FACTORY = '0xDaD8A103473dfd47F90168A0E46766ed48e26EC7';
const MANAGER = '0xbbF8A9D4961496FFE3F9c35F76106ec697Af2261';
const ETH = '0x90A664846960AaFA2c164605Aebb8e9Ac338f9a0';
const UNKNOWN = '0x1111111111111111111111111111111111111111';
const COMMON = 'Common(address account,address signer,address domain,uint256 nonce,uint256 group,uint256 expiry)';
const INTENT =
  'Intent(int256 amount,int256 price,uint256 fee,address originator,address solver,uint256 collateralization,Common common)';
const ACCESS = 'AccessUpdate(address accessor,bool approved)';
const PLACE = `PlaceOrderAction(TriggerOrder order,Action action)Action(address market,uint256 orderId,uint256 maxFee,Common common)${COMMON}InterfaceFee(uint64 amount,address receiver,bool fixedFee,bool unwrap)TriggerOrder(uint8 side,int8 comparison,int64 price,int64 delta,uint64 maxFee,bool isSpent,address referrer,InterfaceFee interfaceFee)`;

type Message = Record<string, Json>;
const common = (domain: string, change: Message = {}): Message => ({
  ...{ account: ACCOUNT, signer: ACCOUNT, domain, nonce: '1', group: '0', expiry: '1795219500' },
  ...change,
});
const of = (type: string, message: Message) =>
  asked({ name: 'Perennial', version: '1.0.0', chainId: 42161, verifyingContract: VERIFIER }, type, message);

const intentMessage = (change: Message = {}, of: Message = common(ETH)): Message => ({
  ...{ amount: '10000000', price: '3500000000', fee: '500000', originator: ZERO, solver: ZERO },
  ...{ collateralization: '30000', common: of },
  ...change,
});
const intent = (change: Message = {}) => of(`${INTENT}${COMMON}`, intentMessage(change));

describe('an intent', () => {
  test('has a price, a bound of its leverage and an end', () => {
    const reading = readingOf(intent());
    expect(sentence(reading)).toBe('Open long 10 ETH-USD at 3,500 or better, reduce-only off');
    expect(reading).toMatchObject({
      validUntil: 1795219500,
      orders: [{ market: 'ETH-USD', side: 'long', effect: 'open', size: '10', price: '3500', notional: '35000' }],
    });
    expect(said(reading, 'row.leverage')).toBe('at most 33.3333333x');
    expect(said(reading, 'row.solverShare')).toBe('50% of the fee of the app');
    expect(missed(intent())).toEqual([]);
  });

  test('with a minus is a short', () => {
    expect(readingOf(intent({ amount: '-10000000' }))).toMatchObject({ orders: [{ side: 'short', size: '10' }] });
    expect(readingOf(intent({ amount: String(-(2n ** 255n)) }))).toMatchObject({ orders: [{ side: 'short' }] });
  });

  test('without margin bounds nothing', () => {
    const reading = readingOf(intent({ collateralization: '0' }));
    expect(notes(reading)).toEqual(['care note.noMargin']);
    expect(reading.notCovered?.map(({ id }) => id)).toContain('uncovered.leverage');
  });

  test('pays whom it names', () => {
    expect(readingOf(intent({ originator: OTHER, solver: ACCOUNT }))).toMatchObject({ receivers: [OTHER] });
    expect(readingOf(intent())).not.toHaveProperty('receivers');
    expect(readingOf(intent()).builderFee).toBe('0');
    for (const one of ['originator', 'solver']) expect(readingOf(intent({ [one]: OTHER })).builderFee).toBeUndefined();
  });

  test('of a market in no list says so', () => {
    expect(readingOf(intent({ common: common(UNKNOWN) }))).toMatchObject({
      orders: [{ market: UNKNOWN }],
      flags: [{ flag: 'unknown-market', what: 'common.domain' }],
    });
  });

  test.each<[string, Message]>([
    ['no amount', { amount: '0' }],
    ['a price below zero', { price: '-1' }],
    ['a share above all', { fee: '1000001' }],
    ['another account', { common: common(ETH, { account: OTHER }) }],
    ['another signer', { common: common(ETH, { signer: OTHER }) }],
  ])('with %s is unread', (_, change) => {
    expect(readingOf(intent(change)).kind).toBe('unreadable');
  });
});

test('a market whose price is not that of one coin counts contracts', () => {
  // BTC squared, on Arbitrum
  const reading = readingOf(intent({ common: common('0x768a5909f0B6997efa56761A89344eA2BD5560fd') }));
  expect(said(reading, 'row.market')).toBe('BTC²-USD');
  expect(said(reading, 'row.size')).toBe('10 contracts');
});

test('the same market on another network is none', () => {
  const vector = { ...intent(), domain: { ...intent().domain, chainId: 1424 } };
  expect(readingOf(vector).kind).toBe('unreadable');
  const there = { ...vector.domain, verifyingContract: '0xfC20BccA96BDE758E9C69151d99cEcfEAE3AB37E' };
  expect(readingOf({ ...vector, domain: there })).toMatchObject({ flags: [{ flag: 'unknown-market' }] });
});

test('a market order has no price', () => {
  const vector = of(`Take(int256 amount,address referrer,Common common)${COMMON}`, {
    ...{ amount: '-5000000', referrer: OTHER },
    common: common(ETH),
  });
  const reading = readingOf(vector);
  expect(sentence(reading)).toBe('Open short 5 ETH-USD at any price, reduce-only off');
  expect(reading).not.toHaveProperty('orders.0.price');
  expect(reading).toMatchObject({ receivers: [OTHER] });
  expect(reading.builderFee).toBeUndefined();
  expect(reading.notCovered).toContainEqual({ id: 'uncovered.price' });
  expect(missed(vector)).toEqual([]);
});

describe('who fills an intent', () => {
  const fill = (change: Message = {}, mine: Message = common(ETH)) =>
    of(`Fill(Intent intent,Common common)${COMMON}${INTENT}`, {
      intent: intentMessage(change, common(ETH, { account: OTHER, signer: OTHER, expiry: '1795219000' })),
      common: mine,
    });

  test('takes its other side', () => {
    const reading = readingOf(fill());
    expect(reading).toMatchObject({ validUntil: 1795219500, orders: [{ side: 'short', size: '10', price: '3500' }] });
    expect(said(reading, 'row.counterparty')).toBe(OTHER);
    expect(said(reading, 'row.counterpartyUntil')).toBe(1795219000);
    expect(missed(fill())).toEqual([]);
  });

  test('in another market, or as somebody else, is unread', () => {
    expect(readingOf(fill({}, common(UNKNOWN))).kind).toBe('unreadable');
    expect(readingOf(fill({}, common(ETH, { account: OTHER }))).kind).toBe('unreadable');
  });
});

describe('who may act', () => {
  const one = (name: string, approved: boolean, domain = FACTORY) =>
    of(`${name}(AccessUpdate access,Common common)${ACCESS}${COMMON}`, {
      access: { accessor: OTHER, approved },
      common: common(domain),
    });
  const batch = (operators: Message[], signers: Message[]) =>
    of(`AccessUpdateBatch(AccessUpdate[] operators,AccessUpdate[] signers,Common common)${ACCESS}${COMMON}`, {
      ...{ operators, signers },
      common: common(FACTORY),
    });
  const yes = { accessor: OTHER, approved: true };
  const no = { accessor: OTHER, approved: false };

  test('an operator, over everything and without end', () => {
    const reading = readingOf(one('OperatorUpdate', true));
    expect(reading).toMatchObject({ scope: 'everything', grantee: OTHER, validUntil: 1795219500, cannot: [] });
    expect(reading).not.toHaveProperty('until');
    expect(sentence(reading)).toBe('Give full control of your account at Perennial?');
    expect(missed(one('OperatorUpdate', true))).toEqual([]);
  });

  test('a signer trades, and names fees', () => {
    const reading = readingOf(one('SignerUpdate', true));
    expect(reading).toMatchObject({ scope: 'trade', cannot: [{ id: 'cannot.payOthers' }] });
    expect(reading.kind === 'grant-authority' && reading.can).toEqual(
      expect.arrayContaining([{ id: 'can.nameFees' }, { id: 'can.withdrawHome' }]),
    );
    expect(missed(one('SignerUpdate', true))).toEqual([]);
  });

  test('nobody any longer', () => {
    for (const name of ['OperatorUpdate', 'SignerUpdate'])
      expect(readingOf(one(name, false))).toMatchObject({ scope: 'nothing', can: [] });
  });

  test('as many as are named, and the strongest counts', () => {
    expect(readingOf(batch([yes], [no]))).toMatchObject({ scope: 'everything', receivers: [OTHER] });
    expect(readingOf(batch([no], [yes]))).toMatchObject({ scope: 'trade' });
    expect(readingOf(batch([no], [no]))).toMatchObject({ scope: 'nothing' });
    expect(readingOf(batch([], [])).kind).toBe('unreadable');
    expect(missed(batch([yes], [yes, no]))).toEqual([]);
  });

  test('for a contract that is not the venue’s is called out', () => {
    expect(notes(readingOf(one('SignerUpdate', true, UNKNOWN)))).toContain('care note.otherDomain');
    expect(notes(readingOf(one('SignerUpdate', true)))).not.toContain('care note.otherDomain');
  });
});

describe('a trigger order', () => {
  type Parts = { order?: Message; fee?: Message; common?: Message };
  const place = ({ order = {}, fee = {}, common: of = {} }: Parts = {}) =>
    asked({ name: 'Perennial V2 Trigger Orders', version: '1.0.0', chainId: 42161, verifyingContract: ORDERS }, PLACE, {
      order: {
        ...{ side: 5, comparison: -1, price: '3000000000', delta: '2000000', maxFee: '500000', isSpent: false },
        referrer: ZERO,
        interfaceFee: { amount: '500', receiver: OTHER, fixedFee: false, unwrap: true, ...fee },
        ...order,
      },
      action: { market: ETH, orderId: '9', maxFee: '400000', common: common(MANAGER, of) },
    });
  const CLOSE = String(-(2n ** 63n));

  test.each<[Message, string, string]>([
    [{}, 'When the price reaches 3,000: open long 2 ETH-USD at any price, reduce-only off', 'at or below it'],
    [
      { comparison: 1, side: 6 },
      'When the price reaches 3,000: open short 2 ETH-USD at any price, reduce-only off',
      'at or above it',
    ],
    [{ delta: '-2000000' }, 'When the price reaches 3,000: reduce a long by 2 ETH-USD at any price', 'at or below it'],
    [
      { side: 6, delta: '-2000000' },
      'When the price reaches 3,000: reduce a short by 2 ETH-USD at any price',
      'at or below it',
    ],
    [
      { delta: CLOSE },
      'When the price reaches 3,000: close the whole position in ETH-USD at any price',
      'at or below it',
    ],
  ])('%j', (change, words, when) => {
    const vector = place({ order: change });
    const reading = readingOf(vector);
    expect(sentence(reading)).toBe(words);
    expect(said(reading, 'row.triggerWhen')).toBe(when);
    expect(missed(vector)).toEqual([]);
  });

  test('says every fee and who gets it', () => {
    const reading = readingOf(place());
    expect(said(reading, 'row.appFee')).toBe('0.05% of what is traded');
    expect(said(reading, 'row.keeperFee')).toBe('0.5 DSU');
    expect(said(reading, 'row.relayFee')).toBe('0.4 DSU');
    expect(reading).toMatchObject({ receivers: [OTHER] });
    expect(said(readingOf(place({ fee: { fixedFee: true } })), 'row.appFee')).toBe('0.0005 DSU');
    // Rule R9 goes by it.
    expect(readingOf(place({ fee: { amount: '1001' } })).builderFee).toBe('0.1001');
    expect(readingOf(place({ fee: { fixedFee: true } })).builderFee).toBeUndefined();
    expect(readingOf(place({ fee: { fixedFee: true, amount: '0' } })).builderFee).toBe('0');
  });

  test.each<[string, Parts]>([
    ['the side of a maker', { order: { side: 4 } }],
    ['no side', { order: { side: 0 } }],
    ['no comparison', { order: { comparison: 0 } }],
    ['a price below zero', { order: { price: '-1' } }],
    ['nothing to change', { order: { delta: '0' } }],
    ['what has been done already', { order: { isSpent: true } }],
    ['another account', { common: { account: OTHER } }],
  ])('with %s is unread', (_, parts) => {
    expect(readingOf(place(parts)).kind).toBe('unreadable');
  });
});

test('a message of a collateral account is the venue’s, and unread', () => {
  const vector = asked(
    {
      ...{ name: 'Perennial V2 Collateral Accounts', version: '1.0.0', chainId: 42161 },
      verifyingContract: '0x0E9D1dF540aCB30A321D3D3edd4996E0248aaf5C',
    },
    `Action(uint256 maxFee,Common common)${COMMON}`,
    { maxFee: '1', common: common(MANAGER) },
  );
  expect(readingOf(vector)).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownType' } });
});

test('every vector is read, and no leaf of it hidden', () => {
  const found = vectorsOf('perennial');
  expect(found.length).toBeGreaterThan(0);
  for (const vector of found) {
    // Its contract is the one of intents, which takes no trigger orders.
    const foreign = vector.id === 'PlaceOrderAction';
    expect([vector.id, readingOf(vector).kind === 'unreadable']).toEqual([vector.id, foreign]);
    expect([vector.id, missed(vector)]).toEqual([vector.id, []]);
  }
});
