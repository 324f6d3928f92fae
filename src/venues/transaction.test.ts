import fc from 'fast-check';
import { encodeFunctionData, parseAbi } from 'viem';
import { describe, expect, test } from 'vitest';
import type { Hex } from '../lib/bytes.ts';
import { type AbiValue, decodeAbi, encodeAbi, selectorOf, typesOf } from '../signing/abi.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import { ACCOUNT, CONTEXT, OTHER } from './fixtures.ts';
import { adapters } from './registry.ts';
import { TOKEN_CALLS } from './token-calls.ts';
import { readTransaction } from './transaction.ts';

const TOKEN = '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35';
const BASE: TransactionPlan = {
  chainId: 31337,
  from: ACCOUNT,
  to: TOKEN,
  value: '0',
  data: '0x',
  nonce: 7,
  gasLimit: '50000',
  maxFeePerGas: '2000000000',
  maxPriorityFeePerGas: '1',
};
const read = (changes: Partial<TransactionPlan>) => readTransaction({ ...BASE, ...changes }, CONTEXT);
const abi = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function transferOwnership(address newOwner)',
]);
const call = (functionName: 'transfer' | 'approve', amount: bigint, to: `0x${string}` = OTHER) =>
  encodeFunctionData({ abi, functionName, args: [to, amount] });
const MAX = 2n ** 256n - 1n;

test('coins that move', () => {
  expect(read({ to: OTHER, value: '1500000000000000001' })).toMatchObject({
    kind: 'move-funds',
    headline: { params: { amount: '1.500000000000000001 ETH' } },
    rows: [
      { value: { text: '1.500000000000000001 ETH' }, mark: 'signed' },
      { value: { address: OTHER } },
      { label: 'row.networkFee', value: { text: '0.0001 ETH' }, mark: 'computed' },
    ],
    own: false,
  });
  expect(read({ to: ACCOUNT, chainId: 424242, value: '1' })).toMatchObject({ asset: 'eip155:424242', own: true });
});

test('tokens that move, in their unit or in the smallest one', () => {
  expect(read({ data: call('transfer', 1_250_000n) })).toMatchObject({
    kind: 'move-funds',
    asset: 'gUSD',
    amount: '1.25',
    recipient: OTHER,
  });
  expect(read({ to: OTHER, data: call('transfer', 1_250_000n) })).toMatchObject({
    headline: { id: 'headline.sendUnknownToken' },
    asset: OTHER,
    amount: '1250000',
    rows: [{ value: { text: { id: 'value.smallestUnits', params: { amount: '1,250,000' } } } }, {}, {}, {}],
  });
});

test('allowances', () => {
  expect(read({ data: call('approve', 5_000_000n) })).toMatchObject({
    kind: 'grant-authority',
    scope: 'spend',
    grantee: OTHER,
    can: [{ params: { amount: '5 gUSD' } }],
  });
  expect(read({ data: call('approve', MAX) })).toMatchObject({
    unlimited: true,
    headline: { id: 'headline.allowanceUnlimited' },
    rows: [{ value: { text: { id: 'value.unlimited' } } }, {}, {}, {}, {}],
  });
  expect(read({ data: call('approve', 0n) })).toMatchObject({ scope: 'nothing', can: [] });
  expect(read({ to: OTHER, data: call('approve', 5n) })).toMatchObject({ can: [{ id: 'can.spendUnits' }] });
  // An NFT contract has the same call: there 0 names a thing, and is not "nothing".
  expect(read({ to: OTHER, data: call('approve', 0n) })).toMatchObject({
    scope: 'spend',
    notes: [{ level: 'care', text: { id: 'note.maybeNft', params: { n: '0' } } }],
  });
});

test('giving a contract or shared account away is a change of owner', () => {
  const data = encodeFunctionData({ abi, functionName: 'transferOwnership', args: [OTHER] });
  expect(read({ data })).toMatchObject({ kind: 'change-owner', headline: { id: 'headline.changeOwnerOf' } });
  expect(read({ data, value: '7' }).rows).toContainEqual(expect.objectContaining({ label: 'row.coinsSent' }));
});

describe('is shown unread', () => {
  const transfer = call('transfer', 1n);
  test.each([
    ['a new contract', { to: null, data: '0x6001' }, 'why.newContract'],
    ['an unknown call', { data: '0x12345678' }, 'why.unknownCall'],
    ['bytes that are no call', { data: '0x12' }, 'why.unknownCall'],
    ['bytes behind the call', { data: `${transfer}00` }, 'why.hiddenBytes'],
    ['a call cut short', { data: transfer.slice(0, -2) }, 'why.hiddenBytes'],
    ['bytes before the address', { data: transfer.replace('0xa9059cbb00', '0xa9059cbb01') }, 'why.hiddenBytes'],
    ['coins along with tokens', { data: transfer, value: '1' }, 'why.callWithCoins'],
  ] as [string, Partial<TransactionPlan>, string][])('%s', (_, changes, why) => {
    const reading = read(changes);
    expect(reading).toMatchObject({ kind: 'unreadable', hashOnly: false, why: { id: why } });
    expect(reading.fields.at(-1)).toEqual({ path: 'data', type: 'bytes', value: { ...BASE, ...changes }.data });
  });
});

test('what is read encodes to the same bytes again', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: MAX }),
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.constantFrom('transfer' as const, 'approve' as const),
      (amount, to, name) => {
        const reading = read({ to: OTHER, data: call(name, amount, `0x${Buffer.from(to).toString('hex')}`) });
        if (reading.kind === 'move-funds')
          expect(call('transfer', BigInt(reading.amount), reading.recipient as `0x${string}`)).toBe(
            reading.fields.at(-1)?.value,
          );
        else
          expect(reading).toMatchObject({
            kind: 'grant-authority',
            grantee: expect.stringMatching(new RegExp(Buffer.from(to).toString('hex'), 'i')),
          });
      },
    ),
  );
});

test('no bytes break it', () => {
  fc.assert(
    fc.property(fc.constantFrom('', 'a9059cbb', '095ea7b3'), fc.uint8Array({ maxLength: 80 }), (selector, bytes) => {
      const data: `0x${string}` = `0x${selector}${Buffer.from(bytes).toString('hex')}`;
      expect(read({ data }).fields.at(-1)?.value).toBe(data);
    }),
  );
});

/** A call, written by its signature. */
const written = (signature: string, args: readonly AbiValue[]): Hex =>
  `${selectorOf(signature)}${encodeAbi(typesOf(signature), args).slice(2)}`;

const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const SOON = 1_795_305_600n;
const R = `0x${'ab'.repeat(32)}` as const;

test('what a call was decoded to stands between value and data', () => {
  const { fields } = read({ data: call('transfer', 7n) });
  expect(fields.slice(-3)).toEqual([
    { path: 'call.0', type: 'address', value: OTHER },
    { path: 'call.1', type: 'uint256', value: '7' },
    { path: 'data', type: 'bytes', value: call('transfer', 7n) },
  ]);
});

const DIAMOND = '0xFF162c694eAA571f685030649814282eA457f169';
const OSTIUM = '0x6D0bA1f9996DBD8885827e1b2e8f6593e7702411';
const SYNTHETIX = '0x0A2AF931eFFd34b81ebcc57E3d3c9B1E1dE1C9Ce';
const TRADE = [
  ACCOUNT,
  0n,
  1n,
  50_000n,
  true,
  true,
  3n,
  0n,
  10n ** 8n,
  10n ** 13n,
  10n ** 14n,
  10n ** 12n,
  false,
  0n,
  0n,
];
const CALLS: [signature: string, chainId: number, to: Hex, args: AbiValue[]][] = [
  ...(
    [
      ['transfer(address,uint256)', [OTHER, 7n]],
      ['transferFrom(address,address,uint256)', [ACCOUNT, OTHER, 7n]],
      ['approve(address,uint256)', [OTHER, 7n]],
      ['increaseAllowance(address,uint256)', [OTHER, 7n]],
      ['setApprovalForAll(address,bool)', [OTHER, true]],
      ['permit(address,address,uint256,uint256,uint8,bytes32,bytes32)', [ACCOUNT, OTHER, 7n, SOON, 27n, R, R]],
      [
        'permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)',
        [ACCOUNT, OTHER, 1n, SOON, true, 27n, R, R],
      ],
    ] as [string, AbiValue[]][]
  ).map(([signature, args]): [string, number, Hex, AbiValue[]] => [signature, 31337, TOKEN, args]),
  ['approve(address,address,uint160,uint48)', 1, PERMIT2, [TOKEN, OTHER, 7n, SOON]],
  [
    'permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)',
    1,
    PERMIT2,
    [ACCOUNT, [[TOKEN, 7n, SOON, 1n], OTHER, SOON], '0x12'],
  ],
  [
    'openTrade((address,uint32,uint16,uint24,bool,bool,uint8,uint8,uint120,uint64,uint64,uint64,bool,uint160,uint24),uint16,address)',
    42161,
    DIAMOND,
    [TRADE, 1000n, OTHER],
  ],
  ['closeTradeMarket(uint32,uint64)', 42161, DIAMOND, [1n, 10n ** 13n]],
  ['updateSl(uint32,uint64)', 42161, DIAMOND, [1n, 10n ** 13n]],
  ['updateOpenOrder(uint32,uint64,uint64,uint64,uint16)', 42161, DIAMOND, [1n, 2n, 3n, 4n, 5n]],
  ['increasePositionSize(uint32,uint120,uint24,uint64,uint16)', 42161, DIAMOND, [1n, 2n, 3n, 4n, 5n]],
  ['setTradingDelegate(address)', 42161, DIAMOND, [OTHER]],
  [
    'openTrade((uint256,uint192,uint192,uint192,address,uint32,uint16,uint8,bool),(address,uint32),uint8,uint256)',
    42161,
    OSTIUM,
    [[10n ** 8n, 10n ** 21n, 10n ** 22n, 10n ** 20n, ACCOUNT, 500n, 1n, 0n, true], [OTHER, 1n], 0n, 100n],
  ],
  ['closeTradeMarket(uint16,uint8,uint16,uint192,uint32)', 42161, OSTIUM, [1n, 2n, 5000n, 10n ** 18n, 100n]],
  ['topUpCollateral(uint16,uint8,uint256)', 42161, OSTIUM, [1n, 2n, 3n]],
  [
    'commitOrder((uint128,uint128,int128,uint128,uint256,bytes32,address))',
    8453,
    SYNTHETIX,
    [[100n, 7n, -(10n ** 18n), 0n, 10n ** 18n, R, OTHER]],
  ],
  ['grantPermission(uint128,bytes32,address)', 8453, SYNTHETIX, [7n, `0x41444d494e${'00'.repeat(27)}`, OTHER]],
];

/** Every way to change one leaf, each with its place. */
const changes = (value: AbiValue, path: string): [string, AbiValue][] => {
  if (Array.isArray(value))
    return value.flatMap((item: AbiValue, i) =>
      changes(item, `${path}.${i}`).map(([at, other]): [string, AbiValue] => [at, value.with(i, other)]),
    );
  if (typeof value === 'bigint') return [[path, value + 1n]];
  if (typeof value === 'boolean') return [[path, !value]];
  const text = String(value);
  return [
    [path, text.length === 42 ? '0x000000000000000000000000000000000000dEaD' : `0x${text.slice(2).replace(/^./, '7')}`],
  ];
};

describe('every leaf of a call is seen', () => {
  test.each(CALLS)('%s', (signature, chainId, to, args) => {
    const reading = (values: readonly AbiValue[]) => read({ chainId, to, data: written(signature, values) });
    const first = reading(args);
    expect(reading(args)).toEqual(first);
    const all = args.flatMap((value, i) =>
      changes(value, `call.${i}`).map(([path, other]): [string, AbiValue[]] => [path, args.with(i, other)]),
    );
    const { fields: _, notShown: before = [], ...card } = first;
    for (const [path, values] of all) {
      const { fields: __, notShown: after = [], ...changed } = reading(values);
      if (JSON.stringify(changed) !== JSON.stringify(card)) continue;
      const [was, is] = [before, after].map((list) => list.find((field) => field.path === path)?.value);
      expect([path, was === undefined || was === is]).toEqual([path, false]);
    }
  });
});

describe('calls of all venues', () => {
  const rules = adapters.flatMap((adapter) => (adapter.calls ?? []).map((rule) => ({ adapter, rule })));

  test('have types that can be read, and contracts', () => {
    expect(rules.length).toBeGreaterThan(30);
    for (const { rule } of [...rules, ...TOKEN_CALLS.map((rule) => ({ rule }))]) {
      const types = typesOf(rule.signature);
      // Types that are none are refused whatever the data is: then no call of this rule would ever be read.
      if (types !== '') expect(() => encodeAbi(types, [])).toThrow('Not one value for each type');
      else expect(decodeAbi(types, '0x')).toEqual([]);
    }
    for (const { rule } of rules) expect(rule.contracts.length * rule.chainIds.length).toBeGreaterThan(0);
  });

  test('take no bytes that they have no meaning for', () => {
    for (const { rule } of rules) {
      const [chainId = 0] = rule.chainIds;
      const [to = null] = rule.contracts;
      const data: Hex = `${selectorOf(rule.signature)}01`;
      expect(read({ chainId, to, data })).toMatchObject({ kind: 'unreadable', why: { id: 'why.hiddenBytes' } });
    }
  });

  test('whatever they hold, are read or shown unread', () => {
    const word = fc.oneof(
      fc.bigInt({ min: 0n, max: 300n }),
      fc.bigInt({ min: 0n, max: MAX }),
      fc.constantFrom(32n, 64n, 96n, 128n, MAX, BigInt(ACCOUNT)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.array(word, { maxLength: 24 }), ({ rule }, words) => {
        const body = words.map((value) => value.toString(16).padStart(64, '0')).join('');
        const data: Hex = `${selectorOf(rule.signature)}${body}`;
        const reading = read({ chainId: rule.chainIds[0] ?? 0, to: rule.contracts[0] ?? null, data });
        expect(reading.fields.at(-1)?.value).toBe(data);
        expect(JSON.stringify(reading)).not.toMatch(/undefined|NaN|Infinity/);
      }),
      { numRuns: 500 },
    );
  });
});
