import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { unseen } from '../unseen.ts';

const DOMAIN = {
  name: '1inch Aggregation Router',
  version: '6',
  chainId: 1,
  verifyingContract: '0x111111125421cA6dc452d289314280a0f8842A65',
};
const TYPE =
  'Order(uint256 salt,address maker,address receiver,address makerAsset,address takerAsset,uint256 makingAmount,uint256 takingAmount,uint256 makerTraits)';
const END = 1_795_219_500n;
const traits = (...bits: bigint[]): string => String(bits.reduce((sum, bit) => sum | (1n << bit), END << 80n));
/** A published order (1inch/limit-order-sdk 67766f4, `src/api/api.spec.ts`), with this maker. */
const message = {
  salt: '90536730783456932835645408933940884394045489330979075652578445150989675126720',
  maker: ACCOUNT,
  receiver: `0x${'0'.repeat(40)}`,
  makerAsset: '0xdac17f958d2ee523a2206206994597c13d831ec7',
  takerAsset: '0x6b175474e89094c44da98b954eedeac495271d0f',
  makingAmount: '99894117',
  takingAmount: '149696302130000000000',
  makerTraits: '30757273703662114409386042892932725523524841792203990579504247548133888753664',
};
const read = (changes: Record<string, unknown> = {}, domain: Record<string, unknown> = DOMAIN) =>
  readTypedData(dataOf(domain, TYPE, { ...message, ...changes }), CONTEXT);
const value = (changes: Record<string, unknown>, label: string) =>
  read(changes).rows.find((row) => row.label === label)?.value;

test('the published order', () => {
  const reading = read();
  expect(reading).toMatchObject({
    kind: 'order',
    headline: { id: 'swap.sell', params: { sell: '99.894117 USDT', buy: '149.69630213 DAI' } },
    orders: [{ market: 'USDT/DAI', side: 'short', size: '99.894117', price: '1.49854973' }],
    validUntil: 1749812256,
    flags: [],
  });
  expect(reading).not.toHaveProperty('receivers');
  expect(value({}, 'row.fill')).toMatchObject({ text: { id: 'value.fillParts' } });
});

test('the bits of makerTraits', () => {
  expect(read({ makerTraits: traits() })).toMatchObject({ validUntil: Number(END) });
  expect(value({ makerTraits: traits() }, 'row.fill')).toMatchObject({ text: { id: 'value.fillOnce' } });
  expect(value({ makerTraits: traits(254n) }, 'row.fill')).toMatchObject({ text: { id: 'value.fillParts' } });
  expect(value({ makerTraits: traits(255n, 254n) }, 'row.fill')).toMatchObject({ text: { id: 'value.fillWhole' } });
  expect(value({ makerTraits: traits(247n) }, 'row.settlement')).toMatchObject({
    text: { id: 'value.nativeCoin', params: { coin: 'ETH' } },
  });
  expect(value({ makerTraits: traits(0n, 4n) }, 'row.onlyTaker')).toMatchObject({
    text: { params: { digits: '00000000000000000011' } },
  });
  expect(value({ makerTraits: '0' }, 'row.acceptedUntil')).toMatchObject({ text: { id: 'value.noEnd' } });
  expect(read({ makerTraits: '0' })).not.toHaveProperty('validUntil');
});

test('an extension leaves the price open', () => {
  const reading = read({ makerTraits: traits(249n) });
  expect(reading).toMatchObject({
    headline: { id: 'swap.loose' },
    flags: [
      { flag: 'hidden-parameters', what: 'salt' },
      { flag: 'hooks', what: 'makerTraits' },
    ],
    notes: [{ level: 'danger', text: { id: 'note.extension' } }],
    notCovered: [{ id: 'uncovered.extensionPrice' }],
  });
  expect(reading).not.toHaveProperty('orders.0.price');
});

test('calls before and after are hooks', () => {
  for (const bit of [251n, 252n])
    expect(read({ makerTraits: traits(bit) })).toMatchObject({
      flags: [{ flag: 'hooks' }],
      orders: [{ size: '99.894117' }],
    });
});

test('a bit that means nothing yet is not read', () => {
  for (const bit of [200n, 246n, 253n]) expect(read({ makerTraits: traits(bit) }).kind).toBe('unreadable');
});

test('a receiver of 0 is the maker, another one is somebody else', () => {
  expect(read({ receiver: ACCOUNT })).not.toHaveProperty('receivers');
  expect(read({ receiver: OTHER })).toMatchObject({ receivers: [OTHER] });
});

test.each([
  ['another maker', { maker: OTHER }, DOMAIN],
  ['a token for itself', { takerAsset: message.makerAsset }, DOMAIN],
  ['another contract', {}, { ...DOMAIN, verifyingContract: OTHER }],
  ['another network', {}, { ...DOMAIN, chainId: 5 }],
])('%s is not read', (_, changes, domain) => {
  expect(read(changes, domain).kind).toBe('unreadable');
});

test('nothing for it is a price of 0', () => {
  expect(read({ takingAmount: '0' })).toMatchObject({ orders: [{ price: '0' }] });
});

test('every leaf is seen', () => {
  expect(unseen(DOMAIN, TYPE, message)).toEqual([]);
  expect(unseen(DOMAIN, TYPE, { ...message, makerTraits: traits(249n), receiver: OTHER })).toEqual([]);
});
