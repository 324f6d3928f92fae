import { beforeEach, expect, test, vi } from 'vitest';
import { bundleDescriptors } from '../../scripts/bundle-descriptors.ts';
import type { ApprovalRecord } from '../approvals/record.ts';
import type { Finding } from '../policy/verdict.ts';
import type { Unreadable } from '../venues/reading.ts';

const state: { record: unknown } = { record: null };
vi.mock('../approvals/journal.ts', () => ({ readRecord: async () => state.record }));
vi.mock('../lib/browser.ts', () => ({ browser: { runtime: { getURL: (path: string) => path } } }));
const { findDescription } = await import('./described.ts');

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2';
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const { files } = bundleDescriptors('descriptors');
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const text = files.get(path.replace('descriptors/', ''));
    if (text === undefined) throw new TypeError('Failed to fetch');
    return new Response(text);
  });
});

const reading = (over: Partial<Unreadable> = {}): Unreadable => ({
  kind: 'unreadable',
  headline: { id: 'reading.unreadable' },
  rows: [],
  notes: [],
  fields: [],
  why: { id: 'why.unknownSchema' },
  hashOnly: false,
  ...over,
});
type Parts = { findings?: Finding[]; outcome?: 'ask' | 'refuse'; reading?: Unreadable };
const record = (subject: object, paramsText: string, { findings = [], outcome = 'ask', ...over }: Parts) =>
  ({
    subject: { ...subject, reading: over.reading ?? reading() },
    verdict: { outcome, findings },
    paramsText,
  }) as unknown as ApprovalRecord;
const members = [
  { name: 'authorizer', type: 'address' },
  { name: 'nonce', type: 'bytes32' },
];
const message = (domain: object, parts: Parts = {}, types = members) =>
  record(
    { type: 'typed-data' },
    JSON.stringify([
      ACCOUNT,
      {
        types: { CancelAuthorization: types },
        primaryType: 'CancelAuthorization',
        domain: { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: USDC, ...domain },
        message: { authorizer: ACCOUNT, nonce: `0x${'00'.repeat(32)}`, extra: 1 },
      },
    ]),
    parts,
  );
const call = (plan: object, parts: Parts = {}) =>
  record({ type: 'transaction', plan: { chainId: 1, to: WETH, data: '0xd0e30db0', ...plan } }, '', {
    reading: reading({ why: { id: 'why.unknownCall' } }),
    ...parts,
  });
const find = async (of: ApprovalRecord) => {
  state.record = of;
  return findDescription('id');
};

test('a message and a call that nobody here knows are described', async () => {
  expect(await find(message({}))).toMatchObject({ source: 'own', owner: 'Circle', format: { fields: [{}, {}] } });
  expect(await find(call({}))).toMatchObject({ source: 'own', owner: 'WETH', format: { intent: 'Wrap ETH' } });
});

test.each<[string, ApprovalRecord]>([
  ['on another network', message({ chainId: 5 })],
  ['of another contract', message({ verifyingContract: WETH })],
  ['of another name', message({ name: 'USD Coln' })],
  ['of another version', message({ version: '1' })],
  ['without a name', message({ name: undefined })],
  ['without a contract', message({ verifyingContract: undefined })],
  ['without a network', message({ chainId: undefined })],
  ['of another type', message({}, {}, [...members, { name: 'extra', type: 'uint256' }])],
  ['of the same type in another order', message({}, {}, [...members].reverse())],
  ['to another contract', call({ to: USDC })],
  ['on another network, as a call', call({ chainId: 8 })],
  ['of another function', call({ data: '0xd0e30db1' })],
  ['without data', call({ data: '0x' })],
  ['that makes a contract', call({ to: null })],
])('one %s is not described', async (_, of) => {
  expect(await find(of)).toBeNull();
});

const finding = (rule: string, level: Finding['level']): Finding => ({ rule, level, text: { id: 'error.unknown' } });

test.each<[string, Parts]>([
  ['is a hash', { reading: reading({ hashOnly: true }) }],
  ['holds a value that an adapter refused', { reading: reading({ why: { id: 'why.value' } }) }],
  ['hides bytes', { reading: reading({ why: { id: 'why.hiddenBytes' } }) }],
  ['is refused', { outcome: 'refuse' }],
  ['looks like a venue', { findings: [finding('R13', 'danger')] }],
  ['is forbidden, though a person opened the rule', { findings: [finding('R5', 'forbidden')] }],
])('nobody speaks for what %s, and no file is read', async (_, parts) => {
  expect(await find(message({}, parts))).toBeNull();
  expect(await find(call({}, parts))).toBeNull();
  expect(asked).toEqual([]);
});

test('what is read by an adapter is not described', async () => {
  const order = { ...reading(), kind: 'order' } as unknown as Unreadable;
  expect(await find(message({}, { reading: order }))).toBeNull();
});

test('a build without descriptions has none', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await find(message({}))).toBeNull();
});
