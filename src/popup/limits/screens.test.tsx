import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test, vi } from 'vitest';
import { Router } from 'wouter';
import type { PolicyInfo } from '../../messaging/limits-lane.ts';
import { change, differences, NO_POLICY, type Policy } from '../../policy/limits/document.ts';

vi.mock('../../lib/browser.ts', () => ({
  browser: { runtime: { sendMessage: async () => ({}), onMessage: { addListener: () => {} } } },
}));
const { policy: words } = await import('../../lib/text/policy.en.ts');
const { screens } = await import('../../lib/text/screens.en.ts');
const { learn } = await import('../text.ts');
const { Changes } = await import('./changes.tsx');
const { intended, putCalls, putMoneyOut, putOrders } = await import('./edits.ts');
const { List } = await import('./list.tsx');
const { OrderForm } = await import('./orders.tsx');

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const STRANGER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const NOW = 1_764_000_000_000;
const names = {
  accounts: [{ address: ACCOUNT as `0x${string}`, name: 'Main' }],
  networks: [{ chainId: 1, name: 'Ethereum' }],
  venues: [{ id: 'gannet', name: 'Gannet' }],
};
const rule = { account: ACCOUNT, venue: 'gannet', over: 'refuse' as const, perOrder: '1000', markets: ['ETH-PERP'] };
const full: Policy = {
  ...NO_POLICY,
  orders: [rule, { account: STRANGER, venue: 'every', over: 'ask', lifetime: 90, reduceOnly: true }],
  calls: [{ account: 'every', chainId: 1, contract: STRANGER, over: 'ask', allowance: '0', only: [ACCOUNT] }],
  hours: [{ account: 'every', from: 1320, to: 360 }],
  moneyOut: { above: [{ asset: 'USDC', amount: '25000.5' }], newAddress: true, hours: 24 },
};
const viewOf = (inForce: Policy, more: Partial<PolicyInfo> = {}): PolicyInfo => ({
  inForce,
  pending: null,
  coolingUntil: null,
  venues: names.venues,
  ...more,
});
const drawn = (node: ReactNode) => renderToStaticMarkup(<Router ssrPath="/limits">{node}</Router>);
const text = (node: ReactNode) =>
  drawn(node)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

beforeAll(() => {
  learn(screens);
  learn(words);
});

test('without limits the list says what they do', () => {
  expect(text(<List view={viewOf(NO_POLICY)} names={names} />)).toContain('A limit is a line that you draw');
});

test('every limit is in words, and says who checks it', () => {
  const list = text(<List view={viewOf(full)} names={names} />);
  for (const part of [
    'Main, 2266 at Gannet',
    '$1,000 checked by this wallet',
    'ETH-PERP checked by this wallet',
    `${STRANGER} at every venue`,
    '90 seconds',
    'Every account on Ethereum',
    'Allowance, at most none',
    '22:00 to 06:00 the next day',
    'USDC, waits above 25,000.5',
    '24 hours',
  ])
    expect(list).toContain(part);
  expect(list).not.toMatch(/limits\.|\{\w+\}/);
});

test('what is on its way stands with its time, beside what holds until then', () => {
  const { inForce, pending } = change(
    { inForce: full, pending: null },
    putOrders(rule, { ...rule, perOrder: '5000' })(full),
    NOW,
  );
  const lines = pending ? differences(inForce, pending.policy) : [];
  const view = viewOf(inForce, { pending: pending && { ...pending, differences: lines } });
  const list = text(<List view={view} names={names} />);
  expect(list).toMatch(/Loosens .*, your time/);
  expect(list).toContain('$5,000 before: $1,000');
  expect(list).toContain('$1,000 checked by this wallet');
  // Another change begins from it, or it would be taken back without a word.
  expect(intended(view).orders).toContainEqual({ ...rule, perOrder: '5000' });
  expect(text(<OrderForm view={view} names={names} rule={null} />)).toContain('on its way already');
});

test('every line of a difference is in words', () => {
  const all = text(<Changes differences={differences(NO_POLICY, full)} names={names} />);
  expect(all.match(/before: not set/g)).toHaveLength(differences(NO_POLICY, full).length);
  expect(all).not.toMatch(/limits\.|\{\w+\}|undefined|null/);
  expect(text(<Changes differences={[{ path: 'else a', before: null, after: 'b' }]} names={names} />)).toContain(
    'else a b',
  );
});

test('names of strangers are made visible', () => {
  const odd = { ...rule, venue: 'gan\u202enet', markets: ['E\u200bTH'] };
  const list = text(<List view={viewOf({ ...NO_POLICY, orders: [odd] })} names={names} />);
  expect(list).toContain('⟨U+202E⟩');
  expect(list).toContain('⟨U+200B⟩');
});

test('the form of a rule with no market at all does not open every market', () => {
  expect(drawn(<OrderForm view={viewOf(full)} names={names} rule={{ ...rule, markets: [] }} />)).toContain(
    'value="none"',
  );
});

test('a rule takes the place of the one that it was, and only of that', () => {
  const moved = putOrders(rule, { ...rule, venue: 'every' })(full);
  expect(moved.orders.map(({ venue }) => venue)).toEqual(['every', 'every']);
  expect(putOrders(rule, null)(full).orders).toEqual(full.orders.slice(1));
  const [call] = full.calls;
  if (call) expect(putCalls(null, { ...call, selector: '0x095ea7b3' })(full).calls).toHaveLength(2);
  expect('moneyOut' in putMoneyOut(null)(full)).toBe(false);
});
