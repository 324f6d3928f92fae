import { describe, expect, test } from 'vitest';
import { readPersonalMessage } from '../../signing/personal.ts';
import { CONTEXT, NOW } from '../fixtures.ts';
import { readPersonal } from '../personal.ts';
import type { Reading } from '../reading.ts';

const read = (text: string): Reading =>
  readPersonal(readPersonalMessage(new TextEncoder().encode(text)), null, CONTEXT);
const hex = (value: number | bigint): string => `0x${value.toString(16).padStart(16, '0')}`;
const END = '\nOnly sign this message for a trusted client!';
const shownAt = (reading: Reading, label: string) => reading.rows.find((row) => row.label === label)?.value;

/** Texts as types/txtypes/utils.go of elliottech/lighter-go 17f2d60 writes them. */
const REGISTER = `Register Lighter Account\n\npubkey: 0x${'ab'.repeat(40)}\nnonce: ${hex(1)}\naccount index: ${hex(42)}\napi key index: ${hex(3)}${END}`;
const transfer = (
  of: Partial<Record<'from' | 'to' | 'asset' | 'amount' | 'route', number | bigint>> = {},
  memo = '00'.repeat(32),
) =>
  `Transfer\n\nnonce: ${hex(7)}\nfrom: ${hex(of.from ?? 42)} (route ${hex(of.route ?? 0)})\napi key: ${hex(3)}\nto: ${hex(of.to ?? 43)} (route ${hex(1)})\nasset: ${hex(of.asset ?? 3)}\namount: ${hex(of.amount ?? 1_000_000)}\nfee: ${hex(3_000_000)}\nchainId: ${hex(304)}\nmemo: ${memo}${END}`;
const integrator = (fees: [number, number, number, number], expiry: number) =>
  `Approve Integrator\n\nnonce: ${hex(7)}\naccount index: ${hex(42)}\napi key index: ${hex(3)}\nintegrator account index: ${hex(99)}\nmax perps taker fee: ${hex(fees[0])}\nmax perps maker fee: ${hex(fees[1])}\nmax spot taker fee: ${hex(fees[2])}\nmax spot maker fee: ${hex(fees[3])}\napproval expiry: ${hex(expiry)}\nchainId: ${hex(304)}${END}`;

test('a registration gives a key to trade, without an end', () => {
  const reading = read(REGISTER);
  expect(reading).toMatchObject({ kind: 'grant-authority', scope: 'trade', grantee: `0x${'ab'.repeat(40)}` });
  expect(reading).not.toHaveProperty('until');
  expect(shownAt(reading, 'row.accountNumber')).toEqual({ type: 'exact', text: '42' });
  expect(shownAt(reading, 'row.keyNumber')).toEqual({ type: 'exact', text: '3' });
});

describe('a transfer', () => {
  test('shows its hexadecimal numbers as money', () => {
    const reading = read(transfer());
    expect(reading).toMatchObject({
      kind: 'move-funds',
      headline: { params: { amount: '1 USDC' } },
      asset: 'USDC',
      amount: '1',
      recipient: '43',
      own: false,
    });
    expect(shownAt(reading, 'row.transferFee')).toEqual({ type: 'exact', text: '3 USDC' });
    expect(shownAt(reading, 'row.memo')).toBeUndefined();
  });

  test('of all that a number can hold is not rounded', () => {
    expect(read(transfer({ amount: 2n ** 64n - 1n }))).toMatchObject({ amount: '18446744073709.551615' });
  });

  test('inside one account is one’s own', () => {
    expect(read(transfer({ to: 42 }))).toMatchObject({ own: true, notes: [] });
  });

  test('of another asset is in its smallest unit', () => {
    expect(read(transfer({ asset: 1 }))).toMatchObject({
      headline: { id: 'headline.moveUnits' },
      asset: 'asset 1',
      amount: '1000000',
    });
  });

  test('with a memo shows it, and with an unknown route is unread', () => {
    expect(shownAt(read(transfer({}, `${'00'.repeat(31)}01`)), 'row.memo')).toEqual({
      type: 'exact',
      text: `0x${'00'.repeat(31)}01`,
    });
    expect(read(transfer({ route: 2 }))).toMatchObject({ kind: 'unreadable', why: { id: 'why.value' } });
  });
});

describe('an app', () => {
  test('takes its highest fee, in percent, until then', () => {
    const reading = read(integrator([1000, 200, 0, 2500], NOW + 1000));
    expect(reading).toMatchObject({ scope: 'fee', fee: '0.25', grantee: 'account 99', until: NOW / 1000 + 1 });
    expect(shownAt(reading, 'row.feePerpsTaker')).toEqual({ type: 'exact', text: '0.1%' });
    expect(shownAt(reading, 'row.feeSpotMaker')).toEqual({ type: 'exact', text: '0.25%' });
  });

  test('without fee and end is taken back', () => {
    const reading = read(integrator([0, 0, 0, 0], 0));
    expect(reading).toMatchObject({ scope: 'nothing', can: [] });
    expect(reading).not.toHaveProperty('fee');
  });

  test('with more than all, or a fee without an end, is unread', () => {
    expect(read(integrator([1_000_001, 0, 0, 0], NOW))).toMatchObject({ kind: 'unreadable' });
    expect(read(integrator([1, 0, 0, 0], 0))).toMatchObject({ kind: 'unreadable' });
  });
});

test('a subaccount does nothing else', () => {
  expect(read(`Create Lighter Sub Account\n\nmaster account index: ${hex(42)}${END}`)).toMatchObject({
    kind: 'grant-authority',
    scope: 'settings',
  });
});

test.each([
  ['a line more', `${REGISTER}\n`],
  ['no last line', REGISTER.replace(END, '')],
  ['capital digits', REGISTER.replace(/ab/g, 'AB')],
  ['a short number', transfer().replace(hex(1_000_000), '0xf4240')],
  ['a decimal', transfer().replace(hex(1_000_000), '1000000')],
  ['a field twice', transfer().replace('\namount', `\namount: ${hex(1)}\namount`)],
  ['a hidden character', transfer().replace('amount', 'amount\u200b')],
  ['another digit', transfer().replace('0x0000000000000007', '0x000000000000000７')],
  ['allocations', `Airdrop Allocation\n\nallocations: 1\nchainId: ${hex(304)}${END}`],
])('what begins like Lighter and has %s is unread', (_, text) => {
  expect(read(text)).toMatchObject({ kind: 'unreadable', why: { id: 'why.lighterForm' } });
});

test('words of others are none of Lighter’s', () => {
  for (const text of ['Transfer', 'Transfer 5 USDC to me', 'Approve Integrators', ` ${REGISTER}`])
    expect(read(text)).toMatchObject({ kind: 'unreadable', why: { id: 'why.message' } });
});
