import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import type { GrantAuthority, OrderFacts, Reading } from '../../venues/reading.ts';
import { cancel, grant, key, move, order, owner, unread } from '../fixtures.ts';
import { type Asked, mayStepUp, stepUp } from './step-up.ts';

const WHY = [{ id: 'stepUp.why.recipient' } as const];
const asked = (reading: Reading | null, more: Partial<Asked> = {}): Asked => ({
  reading,
  raises: false,
  own: [ACCOUNT],
  chainId: 42161,
  ...more,
});

const USDC = '0xaf88d065e77c8cC2239327C5EDb3A432268e5831';
const BRIDGE = '0x2Df1c51E09aECF9cacB7bc98cB1742757f163dF7';
const toBridge = (token: string, recipient = BRIDGE): Reading => ({
  ...move,
  recipient,
  rows: [{ label: 'row.token', value: { type: 'address', address: token as `0x${string}` }, mark: 'signed' }],
});
const allowance = (grantee: string, amount: string | null, more: Partial<GrantAuthority> = {}): Reading => ({
  ...grant,
  scope: 'spend',
  grantee,
  spends: [{ chainId: 42161, token: USDC, asset: 'USDC', amount }],
  ...more,
});
const facts = (reduceOnly: boolean): OrderFacts => ({ market: 'ETH-PERP', side: 'long', effect: 'open', reduceOnly });

describe('is asked', () => {
  test.each<[string, Asked]>([
    ['money to somebody else', asked({ ...move, recipient: OTHER })],
    ['the bridge, with another token', asked(toBridge(OTHER))],
    ['the bridge, on another network', asked(toBridge(USDC), { chainId: 1 })],
    ['an allowance to anybody', asked(allowance(OTHER, '5'))],
    ['an allowance without end to a venue', asked(allowance(BRIDGE, null))],
    ['an allowance that names no token', asked({ ...grant, scope: 'spend' })],
    ['a key that trades', asked({ ...grant, scope: 'trade' })],
    ['a key for everything', asked({ ...grant, scope: 'everything' })],
    ['another owner', asked(owner)],
    ['a session', asked(null, { raises: true })],
    ['a session, with what the venue is told', asked({ ...grant, scope: 'settings' }, { raises: true })],
  ])('%s', (_, one) => {
    expect(stepUp(one, WHY, false)).toEqual({ by: 'password', why: WHY });
    expect(stepUp(one, WHY, true)).toEqual({ by: 'guardian', why: WHY });
    expect(stepUp(one, [], true)).toBeNull();
  });
});

describe('is not asked', () => {
  test.each<[string, Asked]>([
    ['money to oneself', asked({ ...move, own: true })],
    ['money to another account of the wallet', asked({ ...move, recipient: OTHER }, { own: [ACCOUNT, OTHER] })],
    ['margin for Hyperliquid', asked(toBridge(USDC))],
    ['an exact allowance for margin', asked(allowance(BRIDGE, '5'))],
    ['taking a right back', asked({ ...grant, scope: 'nothing' })],
    ['taking a right back with a session', asked({ ...grant, scope: 'nothing' }, { raises: true })],
    ['signing in', asked({ ...grant, scope: 'login' })],
    ['an order', asked(order)],
    ['a cancel', asked(cancel)],
    ['what cannot be read', asked(unread)],
    ['a key made from a signature', asked(key)],
    ['nothing that is signed', asked(null)],
  ])('%s', (_, one) => {
    expect(stepUp(one, WHY, true)).toBeNull();
  });
});

test('no closing, cancelling or own deposit is ever asked, whatever else is true', () => {
  const never = fc.oneof(
    fc.constantFrom<Reading>(cancel, { ...cancel, act: 'reduce' }, { ...move, own: true }),
    fc
      .integer({ min: 1, max: 5 })
      .map((n): Reading => ({ ...order, orders: Array.from({ length: n }, () => facts(true)) })),
    fc.constantFrom<Reading>(toBridge(USDC), allowance(BRIDGE, '1')),
  );
  fc.assert(
    fc.property(never, fc.boolean(), fc.boolean(), (reading, raises, guardian) => {
      const margin = reading.kind === 'grant-authority';
      const one = asked(reading, { raises: raises && !margin });
      expect(mayStepUp(one)).toBe(false);
      expect(stepUp(one, WHY, guardian)).toBeNull();
    }),
  );
});

test('one order of several that may open is no closing, and still an order', () => {
  const mixed: Reading = { ...order, orders: [facts(true), facts(false)] };
  expect(mayStepUp(asked(mixed))).toBe(false);
  expect(mayStepUp(asked(mixed, { raises: true }))).toBe(true);
});
