import { describe, expect, test } from 'vitest';
import type { Hex } from '../../lib/bytes.ts';
import { type AbiValue, encodeAbi } from '../../signing/abi.ts';
import { ACCOUNT, type Json } from '../expected/vector.ts';
import { OTHER } from '../fixtures.ts';
import type { Reading } from '../reading.ts';
import { asked, missed, notes, readingOf, said, sentence, vectorsOf } from '../vertex/asked.ts';

const ACTION =
  'Action(uint256 subaccountId,uint256 nonce,address module,bytes data,uint256 expiry,address owner,address signer)';
const CONTRACT = '0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD';
const TRADE = '0xB8D20c2B7a1Ad2EE33Bc50eF10876eD3035b5e7b';
const RFQ = '0x9371352CCef6f5b36EfDFE90942fFE622Ab77F1D';
const TRANSFER = '0x01259207A40925b794C8ac320456F7F6c8FE2636';
const WITHDRAW = '0x9d0E8f5b25384C7310CB8C6aE32C8fbeb645d083';
const EXTERNAL = '0x8F9B8f12ddA05FB1F0DDDDe8f5af8cECF54f8aC9';
const WHITELIST = '0xB86D6DE1b76c9839e4BA860848CD98A1dABd6B54';
const SESSION = '0xe330CF64ff6EbF41699aad344Cb21d78db1D2bb6';
const VAULT = '0x2885c174ebf5524aED9c721d60c12b1537685186';
const ETH_PERP = '0xAf65752C4643E25C02F693f9D4FE19cF23a095E3';
const ETH_OPTION = '0x4BB4C3CDc7562f08e9910A0C7D8bB7e108861eB4';
const CASH = '0x57B03E14d409ADC7fAb6CFc44b5886CAD2D5f02b';
const UNKNOWN = '0x000000000000000000000000000000000000abcd';
/** ETH-20270625-6000-P and -C, `tests/test_action_signing/expected.py` of derivexyz/derive-py 92fa887 */
const PUT = 2576980377601813910400n;
const CALL = 39614083834112546398585885568n;
const E18 = 10n ** 18n;

const action = (module: string, data: Hex, more: Record<string, Json> = {}, chainId = 957) =>
  asked({ name: 'Matching', version: '1.0', chainId, verifyingContract: CONTRACT }, ACTION, {
    ...{ subaccountId: '7', nonce: '1695836058725001', module, data, expiry: '1795219500' },
    ...{ owner: ACCOUNT, signer: ACCOUNT },
    ...more,
  });

const TRADE_TYPES = 'address,uint256,int256,int256,uint256,uint256,bool';
type Trade = { asset: string; subId: bigint; price: bigint; amount: bigint; fee: bigint; to: bigint; bid: boolean };
const tradeData = (change: Partial<Trade> = {}): Hex => {
  const { asset, subId, price, amount, fee, to, bid } = {
    ...{ asset: ETH_PERP, subId: 0n, price: 3484n * E18, amount: E18 / 2n, fee: 3n * E18, to: 7n, bid: true },
    ...change,
  };
  return encodeAbi(TRADE_TYPES, [asset, subId, price, amount, fee, to, bid]);
};
const trade = (change: Partial<Trade> = {}, more: Record<string, Json> = {}, chainId = 957): Reading =>
  readingOf(action(TRADE, tradeData(change), more, chainId));

describe('a trade', () => {
  test('of a perpetual, with the fee of all of it', () => {
    const reading = trade();
    expect(sentence(reading)).toBe('Open long 0.5 ETH-PERP at 3,484 or better');
    expect(said(reading, 'row.fees')).toBe('1.5 USDC');
    expect(said(reading, 'row.version')).toBe('v2');
    expect(said(reading, 'row.subaccount')).toBe('7');
    expect(reading).toMatchObject({
      venue: { id: 'derive', network: 'v2' },
      validUntil: 1795219500,
      orders: [{ market: 'ETH-PERP', side: 'long', effect: 'open', size: '0.5', price: '3484', notional: '1742' }],
    });
    expect(reading.notes).toEqual([]);
  });

  test('leaves open whether it may only reduce, and how it fills', () => {
    const reading = trade();
    for (const label of ['row.orderType', 'row.reduceOnly'] as const)
      expect(reading.rows.find((row) => row.label === label)).toMatchObject({ mark: 'unsigned' });
    expect(reading.notCovered?.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['uncovered.reduceOnly', 'uncovered.timeInForce', 'uncovered.leverage']),
    );
  });

  test.each<[string, bigint, string, string, string]>([
    ['put', PUT, 'Buy 1 ETH 25 Jun 2027 6,000 Put at 100 or better', '110 USDC', '5,900 USDC'],
    ['call', CALL, 'Buy 1 ETH 25 Jun 2027 6,000 Call at 100 or better', '110 USDC', '6,100 USDC'],
  ])('of a %s: strike, end, most that can be lost, where it breaks even', (_, subId, words, lose, even) => {
    const reading = trade({ asset: ETH_OPTION, subId, price: 100n * E18, amount: E18, fee: 10n * E18 }, {}, 1);
    expect(sentence(reading)).toBe(words);
    expect(said(reading, 'row.version')).toBe('v3');
    expect(said(reading, 'row.strike')).toBe('6,000 USDC');
    // 25 June 2027, 08:00 UTC
    expect(said(reading, 'row.expiry')).toBe(1813910400);
    expect(said(reading, 'row.maxLoss')).toBe(lose);
    expect(said(reading, 'row.breakeven')).toBe(even);
    expect(notes(reading)).toEqual(['care note.feeLarge']);
  });

  test('of a call that is sold can cost without limit', () => {
    const reading = trade({ asset: ETH_OPTION, subId: CALL, price: 100n * E18, bid: false });
    expect(said(reading, 'row.maxLoss')).toBe('not limited');
    expect(reading).toMatchObject({ orders: [{ side: 'short', effect: 'trade' }] });
  });

  test('of an asset that is in no list says so, and can open', () => {
    const reading = trade({ asset: UNKNOWN, subId: 42n });
    expect(reading).toMatchObject({
      orders: [{ market: '0x000000000000000000000000000000000000ABcD 42', effect: 'open' }],
      flags: [{ flag: 'unknown-market' }],
    });
    expect(notes(reading)).toContain('care note.marketUnknown');
  });

  test('of the same address on the test network of v2 is another asset', () => {
    const vector = action('0x87F2863866D85E3192a35A73b388BD625D83f2be', tradeData(), {}, 901);
    const reading = readingOf({
      ...vector,
      domain: { ...vector.domain, verifyingContract: '0x3cc154e220c2197c5337b7Bd13363DD127Bc0C6E' },
    });
    expect(reading).toMatchObject({ flags: [{ flag: 'unknown-market' }], venue: { network: 'v2 test network' } });
  });

  test('into another subaccount is a danger', () => {
    const reading = trade({ to: 8n });
    expect(notes(reading)).toContain('danger note.otherSubaccount');
    expect(said(reading, 'row.toSubaccount')).toBe('8');
  });

  test('with a fee above a hundredth of the price is called out', () => {
    const at = (fee: bigint) => notes(trade({ price: 100n * E18, fee })).includes('care note.feeLarge');
    expect([at(E18), at(E18 + 1n), at(2n ** 256n - 1n)]).toEqual([false, true, true]);
  });

  test('at 0 says 0, not "any price"', () => {
    expect(trade({ price: 0n, bid: false })).toMatchObject({ orders: [{ price: '0' }] });
  });

  test.each<[string, Partial<Trade>]>([
    ['a price below zero', { price: -1n }],
    ['the lowest price there is', { price: -(2n ** 255n) }],
    ['no amount', { amount: 0n }],
    ['an amount below zero', { amount: -E18 }],
    ['an id of a perpetual', { subId: 1n }],
    ['an option with bits above those that mean something', { asset: ETH_OPTION, subId: CALL | (1n << 96n) }],
    ['an option without a strike', { asset: ETH_OPTION, subId: 1813910400n }],
    ['an option without an end', { asset: ETH_OPTION, subId: (PUT >> 32n) << 32n }],
  ])('with %s is unread', (_, change) => {
    expect(trade(change)).toMatchObject({ kind: 'unreadable', hashOnly: false });
  });
});

describe('is unread', () => {
  const data = tradeData();
  test.each<[string, Hex]>([
    ['bytes behind the end', `${data}${'00'.repeat(32)}`],
    ['an odd byte behind the end', `${data}00`],
    ['a word too few', data.slice(0, -64) as Hex],
    ['nothing', '0x'],
    ['a true that is not 1', `${data.slice(0, -1)}2` as Hex],
    ['an address with more in its word', `0x01${data.slice(4)}` as Hex],
  ])('data with %s', (_, bytes) => {
    expect(readingOf(action(TRADE, bytes)).kind).toBe('unreadable');
  });

  test('an action of a module that is not in the list of this version', () => {
    expect(readingOf(action(OTHER, data)).kind).toBe('unreadable');
    expect(readingOf(action(SESSION, data))).toMatchObject({ kind: 'unreadable', why: { id: 'why.value' } });
    expect(readingOf(action(VAULT, data, {}, 1))).toMatchObject({ why: { id: 'why.deriveModule' } });
  });

  test('an action on a network that is not Derive’s', () => {
    expect(readingOf(action(TRADE, data, {}, 10)).kind).toBe('unreadable');
  });

  test('an action of two other accounts', () => {
    expect(trade({}, { owner: OTHER, signer: OTHER })).toMatchObject({ why: { id: 'why.otherAccount' } });
  });
});

test('a signer signs for the owner, whose account is named', () => {
  const reading = trade({}, { owner: OTHER });
  expect(notes(reading)).toEqual(['care note.forOwner']);
  expect(said(reading, 'row.account')).toBe(OTHER);
  expect(notes(trade({}, { signer: OTHER }))).toEqual(['care note.otherSigner']);
});

const QUOTE_TYPES = '(uint256,(address,uint256,uint256,int256)[])';
const quote = (legs: AbiValue[][]): Reading =>
  readingOf(action(RFQ, encodeAbi(QUOTE_TYPES, [[5n * E18, legs]]), {}, 1));

describe('a quote', () => {
  test('has a row for each leg and one for the fee of all', () => {
    const reading = quote([
      [ETH_OPTION, CALL, 100n * E18, -2n * E18],
      [ETH_PERP, 0n, 3484n * E18, E18],
    ]);
    expect(reading).toMatchObject({
      headline: { id: 'headline.orders', params: { count: '2' } },
      orders: [
        { market: 'ETH 25 Jun 2027 6,000 Call', side: 'short', effect: 'trade', size: '2', price: '100', fee: '5' },
        { market: 'ETH-PERP', side: 'long', effect: 'open', size: '1', price: '3484' },
      ],
    });
    expect(said(reading, 'row.feesTogether')).toBe('5 USDC');
    expect(said(reading, 'row.net')).toBe('-2 ETH 25 Jun 2027 6,000 Call, +1 ETH-PERP');
  });

  test('of one option has the fee in the most that can be lost', () => {
    const put = (amount: bigint) => quote([[ETH_OPTION, PUT, 100n * E18, amount]]);
    const bought = put(2n * E18);
    // 2 at 100 and a fee of 5; sold: 2 at 6,000 less the 200 that come in, and the fee
    expect([said(bought, 'row.maxLoss'), said(put(-2n * E18), 'row.maxLoss')]).toEqual(['205 USDC', '11,805 USDC']);
    expect(said(bought, 'row.fees')).toBe('5 USDC');
    expect(bought.rows.map(({ label }) => label)).not.toContain('row.feesTogether');
    expect(bought.rows.find(({ label }) => label === 'row.maxLoss')?.context).toMatchObject([
      { value: { text: { id: 'value.withFees' } } },
    ]);
  });

  test('of several says at each option that the fee is not in it', () => {
    const { rows } = quote([
      [ETH_OPTION, PUT, 100n * E18, 2n * E18],
      [ETH_OPTION, CALL, 100n * E18, E18],
    ]);
    const losses = rows.filter(({ label }) => label === 'row.maxLoss');
    expect(losses.map(({ value }) => value)).toMatchObject([{ text: '200 USDC' }, { text: '100 USDC' }]);
    for (const { context } of losses) expect(context).toMatchObject([{ value: { text: { id: 'value.withoutFees' } } }]);
    expect(rows.filter(({ label }) => label === 'row.fees')).toEqual([]);
  });

  test('without legs, or with one that is nothing, is unread', () => {
    expect(quote([]).kind).toBe('unreadable');
    expect(quote([[ETH_PERP, 0n, E18, 0n]]).kind).toBe('unreadable');
  });

  test('that is taken is a hash', () => {
    const data = encodeAbi('bytes32,uint256', [`0x${'12'.repeat(32)}`, E18]);
    const reading = readingOf(action(RFQ, data));
    expect(reading).toMatchObject({ kind: 'unreadable', hashOnly: true, why: { id: 'why.deriveExecution' } });
    expect(said(reading, 'row.feeAtMost')).toBe('1 USDC');
  });
});

describe('money that goes out', () => {
  const v3 = (asset: string, to: string) =>
    readingOf(
      action(WITHDRAW, encodeAbi('address,uint256,address,uint256,bool', [asset, E18, to, 10_000_000n, false]), {}, 1),
    );

  test('v2 pays the owner', () => {
    const reading = readingOf(action(WITHDRAW, encodeAbi('address,uint256', [CASH, 10_000_000n])));
    expect(reading).toMatchObject({ kind: 'move-funds', asset: 'USDC', amount: '10', recipient: ACCOUNT, own: true });
    expect(sentence(reading)).toBe('Withdraw 10 USDC from Derive');
  });

  test('v3 pays whom it names', () => {
    expect(v3(CASH, ACCOUNT)).toMatchObject({ asset: 'USDC', amount: '10', own: true });
    const reading = v3(CASH, OTHER);
    expect(reading).toMatchObject({ recipient: OTHER, own: false, validUntil: 1795219500 });
    expect(said(reading, 'row.feeAtMost')).toBe('1 USD');
  });

  test('of a coin whose decimals are not known is in its smallest unit', () => {
    expect(v3(UNKNOWN, ACCOUNT)).toMatchObject({ amount: '10000000', headline: { id: 'headline.sendUnknownToken' } });
  });

  test('the form of one version is unread in the other', () => {
    const data = encodeAbi('address,uint256', [CASH, 1n]);
    expect(readingOf(action(WITHDRAW, data, {}, 1)).kind).toBe('unreadable');
  });

  test('a transfer of v2 moves one thing to another subaccount', () => {
    const types = '(uint256,address,(address,uint256,int256)[])';
    const of = (...list: AbiValue[][]) => readingOf(action(TRANSFER, encodeAbi(types, [[9n, OTHER, list]])));
    expect(of([CASH, 0n, 3n * E18])).toMatchObject({ kind: 'move-funds', asset: 'USDC', amount: '3', own: true });
    for (const list of [
      [],
      [[CASH, 0n, -E18]],
      [
        [CASH, 0n, E18],
        [ETH_PERP, 0n, E18],
      ],
    ])
      expect(of(...list)).toMatchObject({ why: { id: 'why.manyTransfers' } });
  });

  test('a transfer of v3 to another owner is one to that address', () => {
    const types = 'uint256,uint256,address,uint256,uint256,uint256';
    const own = readingOf(action(TRANSFER, encodeAbi(types, [9n, 0n, CASH, 0n, 3n * E18, 0n]), {}, 1));
    expect(own).toMatchObject({ asset: 'USDC', amount: '3', recipient: 'subaccount 9', own: true });
    const named = encodeAbi(types, [9n, 0n, UNKNOWN, 5n, 3n * E18, 0n]);
    expect(readingOf(action(TRANSFER, named, { owner: OTHER }, 1))).toMatchObject({
      ...{ asset: 'asset 0x000000000000000000000000000000000000ABcD 5', amount: '3', own: false },
    });
    const data = encodeAbi(`${types},address`, [0n, 1n, CASH, 0n, 3n * E18, E18, OTHER]);
    expect(readingOf(action(EXTERNAL, data, {}, 1))).toMatchObject({ recipient: OTHER, own: false });
  });
});

describe('who may act', () => {
  const session = (codes: bigint[], subaccounts: bigint[] = [7n], expiry = 1795305600n) =>
    readingOf(
      action(SESSION, encodeAbi('address,uint256,uint256[],uint256[]', [OTHER, expiry, codes, subaccounts]), {}, 1),
    );
  const cannot = (reading: Reading) => (reading.kind === 'grant-authority' ? reading.cannot.map(({ id }) => id) : []);

  test('a key that trades in one subaccount', () => {
    const reading = session([5n, 6n]);
    expect(reading).toMatchObject({
      ...{ kind: 'grant-authority', scope: 'trade', grantee: OTHER, until: 1795305600 },
      can: [{ id: 'can.scopeTradePerp' }, { id: 'can.scopeTradeOption' }, { id: 'can.readAccount' }],
    });
    expect(cannot(reading)).toEqual(['cannot.withdraw', 'cannot.newKeys']);
    expect(said(reading, 'row.permissions')).toBe('trade:orderbook:perp, trade:orderbook:option');
    expect(said(reading, 'row.subaccounts')).toBe('7');
  });

  test.each([0n, 1n, 11n, 12n, 13n, 14n, 15n, 16n, 17n])('scope %s reaches further than trading', (code) => {
    expect(session([2n, code])).toMatchObject({ scope: 'everything' });
  });

  test('an admin can do all of it', () => {
    expect(cannot(session([0n]))).toEqual([]);
    expect(cannot(session([1n]))).toEqual(['cannot.trade', 'cannot.newKeys']);
    // A vault is run by whoever opened it.
    for (const code of [17n, 18n, 20n]) expect(cannot(session([code]))).not.toContain('cannot.withdraw');
    expect(cannot(session([21n]))).toContain('cannot.withdraw');
  });

  test('without subaccounts it reaches all of them', () => {
    const reading = session([2n], []);
    expect(notes(reading)).toContain('danger note.allSubaccounts');
    expect(reading).toMatchObject({ allSubaccounts: true });
    expect(said(reading, 'row.subaccounts')).toBe('all, also those that you open later');
  });

  test('without scopes it can only look', () => {
    expect(session([])).toMatchObject({ scope: 'login', can: [{ id: 'can.readAccount' }] });
  });

  test('with a scope that nobody knows it is unread', () => {
    for (const code of [23n, 2n ** 256n - 1n]) expect(session([2n, code]).kind).toBe('unreadable');
  });

  test('an end that is no date is shown as it is signed', () => {
    expect(said(session([2n], [7n], 2n ** 256n - 1n), 'row.until')).toBe(String(2n ** 256n - 1n));
  });

  test('a new recipient is a way out for money', () => {
    const list = (added: string[], removed: string[]) =>
      readingOf(action(WHITELIST, encodeAbi('address[],address[]', [added, removed]), {}, 1));
    expect(list([OTHER], [])).toMatchObject({ scope: 'everything', grantee: OTHER, receivers: [OTHER] });
    expect(list([], [OTHER])).toMatchObject({ scope: 'nothing', grantee: OTHER });
    expect(list([], []).kind).toBe('unreadable');
  });
});

describe('every leaf is seen', () => {
  const types = 'uint256,uint256,address,uint256,uint256,uint256';
  test.each<[string, string, Hex, number]>([
    ['trade', TRADE, tradeData(), 957],
    ['option', TRADE, tradeData({ asset: ETH_OPTION, subId: CALL }), 1],
    [
      'quote',
      RFQ,
      encodeAbi(QUOTE_TYPES, [
        [
          E18,
          [
            [ETH_OPTION, PUT, E18, E18],
            [ETH_PERP, 0n, E18, -E18],
          ],
        ],
      ]),
      1,
    ],
    ['withdrawal of v2', WITHDRAW, encodeAbi('address,uint256', [CASH, 1n]), 957],
    ['withdrawal of v3', WITHDRAW, encodeAbi('address,uint256,address,uint256,bool', [CASH, 1n, OTHER, 1n, true]), 1],
    ['transfer', TRANSFER, encodeAbi(types, [9n, 0n, CASH, 0n, E18, 0n]), 1],
    [
      'transfer of v2',
      TRANSFER,
      encodeAbi('(uint256,address,(address,uint256,int256)[])', [[9n, OTHER, [[CASH, 0n, E18]]]]),
      957,
    ],
    ['transfer to another owner', EXTERNAL, encodeAbi(`${types},address`, [0n, 1n, CASH, 0n, E18, E18, OTHER]), 1],
    ['session', SESSION, encodeAbi('address,uint256,uint256[],uint256[]', [OTHER, 1n, [2n, 3n], [7n, 8n]]), 1],
    ['recipients', WHITELIST, encodeAbi('address[],address[]', [[OTHER], [ETH_PERP]]), 1],
  ])('of a %s', (_, module, data, chainId) => {
    const vector = action(module, data, {}, chainId);
    expect(readingOf(vector).kind).not.toBe('unreadable');
    expect(missed(vector)).toEqual([]);
  });

  test('of every vector', () => {
    const found = vectorsOf('derive');
    expect(found.length).toBeGreaterThan(0);
    for (const vector of found) {
      expect([vector.id, readingOf(vector).kind]).toEqual([
        vector.id,
        vector.id === 'v3-withdraw' ? 'move-funds' : 'order',
      ]);
      expect(missed(vector)).toEqual([]);
    }
  });
});

test('the withdrawal of the vectors is 10 USDC, at a fee of 1.5', () => {
  // `test_withdraw` of derivexyz/derive-py 92fa887: max_fee_usd 1.5, amount 10, 6 decimals
  const data: Hex = `0x${[
    '00000000000000000000000021be5df32d7fbd02da22e03c48abfe8e93a1b46b',
    '00000000000000000000000000000000000000000000000014d1120d7b160000',
    '0000000000000000000000005cb67f7829d01d9c75385a920de5e51060663374',
    '0000000000000000000000000000000000000000000000000000000000989680',
    '0000000000000000000000000000000000000000000000000000000000000000',
  ].join('')}`;
  const reading = readingOf(action(WITHDRAW, data, {}, 11155111));
  expect(sentence(reading)).toBe('Withdraw 10 USDC from Derive');
  expect(said(reading, 'row.feeAtMost')).toBe('1.5 USD');
});
