import { expect, test } from 'vitest';
import { encodeAbi } from '../signing/abi.ts';
import { parseSignature, readCall, selectorIn } from './call.ts';
import { leavesOfCall } from './leaves.ts';

test.each([
  ['transfer(address to, uint256 value)', '0xa9059cbb'],
  ['function approve(address spender,uint value)', '0x095ea7b3'],
  ['deposit()', '0xd0e30db0'],
  // https://etherscan.io/address/0x111111125421cA6dc452d289314280a0f8842A65#code
  ['cancelOrder(uint256 makerTraits, bytes32 orderHash)', '0xb68fb020'],
])('%s', (text, selector) => {
  const signature = parseSignature(text);
  expect(signature && selectorIn(signature)).toBe(selector);
});

test.each([
  '',
  'transfer',
  'transfer(address',
  '(address)',
  'f(address to))',
  'f(a b c d)',
  `f(${'('.repeat(50)}uint8${')'.repeat(50)} a)`,
])('no signature: %s', (text) => {
  expect(parseSignature(text)).toBeNull();
});

const text = 'place((address market, uint256[] sizes)[] orders, bytes note, uint8)';
const signature = parseSignature(text);
const MARKET = '0xaf88d065e77c8cC2239327C5EDb3A432268e5831';

test('the values of a call by their paths', () => {
  if (!signature) throw new Error('no signature');
  const types = '(address,uint256[])[],bytes,uint8';
  const data = encodeAbi(types, [
    [
      [MARKET, [1n, 2n]],
      [MARKET, []],
    ],
    '0x01',
    3n,
  ]);
  const values = readCall(signature, `${selectorIn(signature)}${data.slice(2)}`);
  expect(Object.fromEntries(leavesOfCall(signature.parameters, values ?? []))).toEqual({
    'orders.[0].market': { type: 'address', value: MARKET },
    'orders.[0].sizes.[0]': { type: 'uint256', value: '1' },
    'orders.[0].sizes.[1]': { type: 'uint256', value: '2' },
    'orders.[1].market': { type: 'address', value: MARKET },
    'orders.[1].sizes': { type: 'uint256[]', value: '[]' },
    note: { type: 'bytes', value: '0x01' },
    '?2': { type: 'uint8', value: '3' },
  });
});

test('a call with anything behind its end, or with a list of 2^255 items, is none', () => {
  const wrap = parseSignature('withdraw(uint256 wad)');
  const list = parseSignature('many(uint256[] all)');
  if (!wrap || !list) throw new Error('no signature');
  const word = '1'.padStart(64, '0');
  expect(readCall(wrap, `${selectorIn(wrap)}${word}`)).toEqual([1n]);
  expect(readCall(wrap, `${selectorIn(wrap)}${word}00`)).toBeNull();
  expect(readCall(wrap, `${selectorIn(list)}${word}`)).toBeNull();
  expect(readCall(list, `${selectorIn(list)}${'20'.padStart(64, '0')}8${'0'.repeat(63)}`)).toBeNull();
});
