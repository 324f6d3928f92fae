import { expect, test } from 'vitest';
import { checksum } from '../signing/address.ts';
import { OTHER } from './fixtures.ts';
import { isPermit2, PERMIT2, PERMIT2_ZKSYNC, spenderAt } from './spenders.ts';

test.each([
  [1, '0x000000000022D473030F116dDEE9F6B43aC78BA3', 'Permit2'],
  [324, '0x0000000000225e31D15943971F47aD3022F714Fa', 'Permit2'],
  [1, '0x111111125421cA6dc452d289314280a0f8842A65', '1inch'],
  [1, '0xC92E8bdf79f0507f65a392b0ab4667716BFE0110', 'CoW Protocol'],
  [10, '0xDEF1ABE32c034e558Cdd535791643C58a13aCC10', '0x'],
  [42161, '0x7452c558d45f8afC8c83dAe62C3f8A5BE19c71f6', 'GMX'],
  [1, '0x00000011F84B9aa48e5f8aA8B9897600006289Be', 'UniswapX'],
  [8453, '0x6fF5693b99212Da76ad316178A184AB56D299b43', 'Uniswap'],
])('%i %s is of %s', (chainId, address, name) => {
  expect(checksum(address)).toBe(address);
  expect(spenderAt(chainId, address.toLowerCase())).toBe(name);
});

test('a contract is known on its own networks alone', () => {
  expect(spenderAt(1, '0x7452c558d45f8afC8c83dAe62C3f8A5BE19c71f6')).toBeUndefined();
  expect(spenderAt(324, PERMIT2)).toBeUndefined();
  expect(spenderAt(1, OTHER)).toBeUndefined();
});

test('Permit2 has another address on zkSync', () => {
  expect([isPermit2(1, PERMIT2), isPermit2(324, PERMIT2_ZKSYNC)]).toEqual([true, true]);
  expect([isPermit2(324, PERMIT2), isPermit2(1, PERMIT2_ZKSYNC), isPermit2(1, undefined)]).toEqual([
    false,
    false,
    false,
  ]);
});
