import { existsSync, readFileSync } from 'node:fs';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { concatHex, keccak256, numberToHex, toHex } from 'viem';
import { describe, expect, test } from 'vitest';
import { isObject, parseJson } from '../../signing/json.ts';
import { RequestError } from '../../signing/request-error.ts';
import { CONTEXT, NOW } from '../fixtures.ts';
import { openPreimage } from '../open.ts';
import { open } from './l1.ts';

type Preimage = {
  action: unknown;
  nonce: number;
  vaultAddress?: string | null;
  expiresAfter?: number | null;
  isTestnet: boolean;
};

const parsed = (value: unknown) => {
  const json = parseJson(JSON.stringify(value));
  if (!isObject(json)) throw new Error('no object');
  return json;
};
const idOf = (preimage: unknown): unknown =>
  (open(parsed(preimage), CONTEXT).typedData.message as { connectionId: string }).connectionId;
const opened = (preimage: object) => openPreimage(parsed({ venue: 'hyperliquid', ...preimage }), CONTEXT);

/** The hash with other libraries. */
const theirs = ({ action, nonce, vaultAddress, expiresAfter }: Preimage) =>
  keccak256(
    concatHex([
      toHex(encode(action)),
      numberToHex(nonce, { size: 8 }),
      vaultAddress ? concatHex(['0x01', vaultAddress as `0x${string}`]) : '0x00',
      typeof expiresAfter === 'number' ? concatHex(['0x00', numberToHex(expiresAfter, { size: 8 })]) : '0x',
    ]),
  );

const order = (changes: object = {}) => ({
  type: 'order',
  orders: [{ a: 4, b: true, p: '1670.1', s: '0.0147', r: false, t: { limit: { tif: 'Ioc' } }, ...changes }],
  grouping: 'na',
});
const preimage = (action: unknown, more: object = {}) => ({ action, nonce: NOW, isTestnet: false, ...more });

/** hyperliquid-python-sdk 7ee976d `tests/signing_test.py` and nktkas/hyperliquid db80d59 `tests/signing/mod.test.ts` */
const PUBLISHED: [string, Preimage, connectionId: string][] = [
  [
    'an order of the main network',
    { action: order(), nonce: 1677777606040, isTestnet: false },
    '0x0fcbeda5ae3c4950a548021552a4fea2226858c4453571bf3f24ba017eac2908',
  ],
  [
    'a number above 2^32',
    { action: { type: 'dummy', num: 100000000000 }, nonce: 0, isTestnet: false },
    '0xf528daee6a0bd11407b483cfcd9a48c56884180b70ee86f124053e5fc1bf4d57',
  ],
  [
    'for a vault',
    {
      action: { type: 'dummy', num: 100000000000 },
      nonce: 0,
      vaultAddress: '0x1719884eb866cb12b2287399b15f7db5e7d775ea',
      isTestnet: false,
    },
    '0xde9e09a7a3da45cc694096d4bfdcd89bc1b892d05497c5ecc1f56c335945184c',
  ],
  [
    'for a vault, with an end',
    {
      action: {
        type: 'order',
        orders: [{ a: 0, b: true, p: '30000', s: '0.1', r: false, t: { limit: { tif: 'Gtc' } } }],
        grouping: 'na',
      },
      nonce: 1234567890,
      vaultAddress: '0x1234567890123456789012345678901234567890',
      expiresAfter: 1234567890,
      isTestnet: false,
    },
    '0x2d62412aa0fc57441b5189841d81554a6a9680bf07204e1454983a9ca44f0744',
  ],
];

test.each(PUBLISHED)('the hash of %s', (_, asked, expected) => {
  expect(idOf(asked)).toBe(expected);
  expect(theirs(asked)).toBe(expected);
});

const FILE = new URL('../../../../shared/vectors/venues/hyperliquid.json', import.meta.url);
test('the hash and the digest of every vector', () => {
  if (!existsSync(FILE)) {
    console.warn('NOT CHECKED: ../shared/vectors/venues/hyperliquid.json is missing.');
    return expect(PUBLISHED).toHaveLength(4);
  }
  const { vectors } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    vectors: {
      expectedDigest: string;
      hyperliquidL1?: Omit<Preimage, 'isTestnet'> & { isMainnet: boolean; expectedConnectionId: string };
    }[];
  };
  const l1 = vectors.flatMap(({ hyperliquidL1, expectedDigest }) =>
    hyperliquidL1 ? [{ ...hyperliquidL1, expectedDigest }] : [],
  );
  expect(l1).toHaveLength(9);
  for (const { action, nonce, vaultAddress, expiresAfter, isMainnet, expectedConnectionId, expectedDigest } of l1) {
    const asked = { action, nonce, vaultAddress, expiresAfter, isTestnet: !isMainnet };
    expect(idOf(asked)).toBe(expectedConnectionId);
    expect(opened(asked).data.digest).toBe(expectedDigest);
  }
});

test('the hash of any order, vault and end, as other libraries make it', () => {
  const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => toHex(bytes));
  const decimal = fc.integer({ min: 1, max: 1e9 }).map(String);
  const asked = fc.record({
    action: fc.record({
      type: fc.constant('order'),
      orders: fc.array(
        fc.record({
          a: fc.nat(),
          b: fc.boolean(),
          p: decimal,
          s: decimal,
          r: fc.boolean(),
          t: fc.constant({ limit: { tif: 'Gtc' } }),
        }),
        { maxLength: 20 },
      ),
      grouping: fc.constant('na'),
    }),
    nonce: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    vaultAddress: fc.option(address),
    expiresAfter: fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
    isTestnet: fc.boolean(),
  });
  fc.assert(
    fc.property(asked, (one) => {
      expect(idOf(one)).toBe(theirs(JSON.parse(JSON.stringify(one))));
    }),
    { numRuns: 300 },
  );
}, 60_000);

describe('what is refused', () => {
  test.each([
    ['no action', { nonce: 1, isTestnet: false }],
    ['a list as the action, as owners of a shared account sign it', preimage([1, 2])],
    ['no nonce', { action: order(), isTestnet: false }],
    ['a nonce in quotes', preimage(order(), { nonce: '1' })],
    ['a nonce with a fraction', preimage(order(), { nonce: 1.5 })],
    ['a nonce below 0', preimage(order(), { nonce: -1 })],
    ['a rounded nonce', preimage(order(), { nonce: 2 ** 53 + 2 })],
    ['no network', { action: order(), nonce: 1 }],
    ['two networks', preimage(order(), { network: 'Mainnet' })],
    ['another network', { action: order(), nonce: 1, network: 'mainnet' }],
    ['a vault that is no address', preimage(order(), { vaultAddress: '0x12' })],
    ['an empty vault', preimage(order(), { vaultAddress: '' })],
    ['an end in quotes', preimage(order(), { expiresAfter: '1' })],
    ['a hash beside it', preimage(order(), { connectionId: `0x${'12'.repeat(32)}` })],
    ['a source beside it', preimage(order(), { source: 'a' })],
    ['a fraction in the action', preimage(order({ a: 4.5 }))],
  ])('%s', (_, asked) => {
    expect(() => opened(asked)).toThrow(RequestError);
  });

  test('more than anybody reads', () => {
    const orders = Array.from({ length: 400 }, () => order().orders[0]);
    expect(() => opened(preimage({ ...order(), orders }))).toThrow(/2048/);
  });
});

test('both names of the network, and nothing for what is not there', () => {
  const { isTestnet: _, ...rest } = preimage(order());
  expect(idOf({ ...rest, network: 'Mainnet' })).toBe(idOf(preimage(order())));
  expect(idOf(preimage(order(), { vaultAddress: null, expiresAfter: null }))).toBe(idOf(preimage(order())));
  const source = (asked: object) => opened(asked).data.message.source;
  expect([source(preimage(order())), source(preimage(order(), { isTestnet: true }))]).toEqual(['a', 'b']);
});

test('every leaf of it is a field, what is not there too', () => {
  const { fields } = opened(preimage({ ...order(), builder: { b: `0x${'ab'.repeat(20)}`, f: 10 } })).reading;
  expect(Object.fromEntries(fields.map(({ path, value }) => [path, value]))).toMatchObject({
    'action.type': 'order',
    'action.orders[0].a': '4',
    'action.orders[0].b': 'true',
    'action.orders[0].p': '1670.1',
    'action.orders[0].s': '0.0147',
    'action.orders[0].r': 'false',
    'action.orders[0].t.limit.tif': 'Ioc',
    'action.grouping': 'na',
    'action.builder.b': `0x${'ab'.repeat(20)}`,
    'action.builder.f': '10',
    nonce: String(NOW),
    vaultAddress: 'none',
    expiresAfter: 'none',
    network: 'Mainnet',
    'message.source': 'a',
  });
});
