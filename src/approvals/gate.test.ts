import { describe, expect, test } from 'vitest';
import type { Verdict } from '../policy/verdict.ts';
import { ACCOUNT, NOW, OTHER } from '../venues/fixtures.ts';
import { canSign, type Facts } from './gate.ts';
import type { ApprovalRecord, SessionOffer } from './record.ts';

const THIRD = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const DIGEST = `0x${'ab'.repeat(32)}` as const;
const ask: Verdict = { outcome: 'ask', findings: [] };
const why = [{ id: 'error.unknown' }] as const;
const steppedUp = (by: 'password' | 'guardian'): Verdict => ({ ...ask, stepUp: { by, why: [...why] } });

const record = (more: Partial<ApprovalRecord> = {}): ApprovalRecord => ({
  ...{ id: 'a', requestId: '1', origin: 'https://app.example', tabId: 1, documentId: 'd', method: 'm', paramsText: '' },
  ...{ account: ACCOUNT, chainId: 1, digest: DIGEST, subject: { type: 'connect' }, verdict: ask },
  ...{ createdAt: NOW, expiresAt: NOW + 60_000, state: 'waiting', window: true, surfaced: true },
  decision: { by: 'person', answer: 'approve', at: NOW },
  ...more,
});
const facts = (more: Partial<Facts> = {}): Facts => ({
  ...{ now: NOW, unlocked: true, permitted: [ACCOUNT], owned: [ACCOUNT, OTHER], chainId: 1 },
  ...{ digest: DIGEST, verdict: ask, coApproved: false, waits: false },
  ...more,
});
const reasonOf = (of: ApprovalRecord, more: Partial<Facts> = {}) => canSign(of, facts(more))?.reason ?? null;
const proved = record({ decision: { by: 'person', answer: 'approve', at: NOW, proved: true } });

test('what was approved and still holds is signed', () => {
  expect(canSign(record(), facts())).toBeNull();
  // an address is the same in any letters
  expect(reasonOf(record(), { permitted: [ACCOUNT.toLowerCase() as typeof ACCOUNT] })).toBeNull();
});

test.each<[string, Partial<ApprovalRecord>, Partial<Facts>]>([
  ['ended', { state: 'delivered' }, {}],
  ['ended', { decision: { by: 'person', answer: 'reject', at: NOW } }, {}],
  ['expired', {}, { now: NOW + 60_000 }],
  ['locked', {}, { unlocked: false }],
  ['account', { account: null }, {}],
  ['account', {}, { owned: [OTHER] }],
  ['disconnected', {}, { permitted: [OTHER] }],
  ['disconnected', {}, { permitted: null }],
  ['network', {}, { chainId: 10 }],
  ['changed', {}, { digest: `0x${'ac'.repeat(32)}` }],
])('it is not: %s', (reason, of, now) => {
  expect(reasonOf(record(of), now)).toBe(reason);
});

describe('of the limits', () => {
  test('one that refuses now stops it, whatever it said before', () => {
    expect(reasonOf(record(), { verdict: { ...ask, outcome: 'refuse' } })).toBe('refused');
    expect(reasonOf(record({ verdict: { ...ask, outcome: 'refuse' } }))).toBeNull();
  });

  test('a password that is asked for now has to have been proved', () => {
    expect(canSign(record(), facts({ verdict: steppedUp('password') }))).toEqual({
      ...{ state: 'void', why: 'approval.password', reason: 'password' },
    });
    expect(reasonOf(proved, { verdict: steppedUp('password') })).toBeNull();
    // what was true when the request came is not taken over
    expect(reasonOf(record({ verdict: steppedUp('password') }))).toBeNull();
    expect(reasonOf(record(), { verdict: steppedUp('password'), coApproved: true })).toBe('password');
  });

  test('a guardian who is asked has to have said yes to this: no password stands for it', () => {
    expect(reasonOf(proved, { verdict: steppedUp('guardian') })).toBe('guardian');
    expect(reasonOf(record(), { verdict: steppedUp('guardian'), coApproved: true })).toBeNull();
  });

  test('money that waits stays, also with a password and a guardian', () => {
    expect(reasonOf(record(), { waits: true })).toBe('waits');
    expect(reasonOf(proved, { waits: true, verdict: steppedUp('guardian'), coApproved: true })).toBe('waits');
  });
});

test('a grant is of accounts that are here and that the site may use, each of them', () => {
  const offer = (account: typeof ACCOUNT): SessionOffer => ({
    ...{ id: '0x00', venue: { id: 'gannet', name: 'Gannet' }, account, chainId: 1, adjustable: true, grant: null },
    asked: { venue: 'gannet', limits: {}, orders: 1, budget: '1', endsAt: NOW + 1, agent: null },
  });
  const of = (...accounts: (typeof ACCOUNT)[]) => record({ subject: { type: 'session', offers: accounts.map(offer) } });
  expect(reasonOf(of(ACCOUNT))).toBeNull();
  expect(reasonOf(of(ACCOUNT, OTHER))).toBe('disconnected');
  expect(reasonOf(of(ACCOUNT, OTHER), { permitted: [OTHER, ACCOUNT] })).toBeNull();
  expect(reasonOf(of(ACCOUNT, THIRD), { permitted: [ACCOUNT, THIRD] })).toBe('account');
});
