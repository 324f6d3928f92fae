import { describe, expect, test } from 'vitest';
import { reading as catalogue } from '../lib/text/reading.en.ts';
import { fill } from '../lib/text.ts';
import type { Siwe } from '../signing/siwe.ts';
import { ACCOUNT, CONTEXT, DOMAINS, dataOf, OTHER } from '../venues/fixtures.ts';
import { matchDomain } from '../venues/registry.ts';
import { examination, grant, key, order, owner, SECONDS, unread } from './fixtures.ts';
import { judge } from './judge.ts';
import type { Examination } from './rule.ts';

/** R18 is a limit: `policy/limits/decide.ts`. */
const EVERY = Array.from({ length: 17 }, (_, i) => `R${i + 1}`);
const data = dataOf({ ...DOMAINS.gannet, chainId: 1, verifyingContract: OTHER }, 'T(bool a)', { a: true });
const signIn: Siwe = {
  domain: 'bank.example',
  address: ACCOUNT,
  uri: 'https://app.example',
  chainId: 1,
  nonce: 'abcdefgh',
  issuedAt: SECONDS,
  resources: [],
};
const hash = { ...unread, hashOnly: true };
const wide = { ...grant, until: SECONDS + 60, allSubaccounts: true as const };
const whole = { ...grant, scope: 'everything' as const, until: SECONDS + 60 };

const verdict = (of: Examination, lifted?: readonly string[]) =>
  judge({ ...of, context: { ...of.context, ...(lifted ? { lifted } : {}) } });

describe('what a person opened for a site', () => {
  test.each<[string, Examination]>([
    ['R1', examination(key)],
    ['R2', examination(hash, { data: dataOf({ name: 'X' }, 'T(bytes32 a)', { a: `0x${'12'.repeat(32)}` }) })],
    ['R5', examination(owner)],
    ['R5', examination(whole)],
    ['R5', examination(wide)],
    ['R13', examination(unread, { data, match: matchDomain(data) })],
    ['R17', examination(grant, { signIn })],
  ])('%s is a danger that is marked, there and only for this rule', (rule, of) => {
    expect(verdict(of)).toMatchObject({ outcome: 'refuse' });
    expect(
      verdict(
        of,
        EVERY.filter((one) => one !== rule),
      ),
    ).toEqual(verdict(of));
    const { outcome, findings } = verdict(of, [rule]);
    expect(outcome).toBe('ask');
    expect(findings).toContainEqual(expect.objectContaining({ rule, level: 'danger', lifted: true }));
  });

  test.each<[string, Examination]>([
    ['a message of 32 bytes', examination(hash)],
    [
      'another network',
      examination(unread, { data: dataOf({ chainId: 5, verifyingContract: OTHER }, 'T(bool a)', { a: true }) }),
    ],
    ['a sign-in without its form', examination(grant, { signIn: { malformed: true, claim: 'bank.example' } })],
  ])('%s stays refused', (_, of) => {
    expect(verdict(of)).toMatchObject({ outcome: 'refuse' });
    expect(verdict(of, EVERY)).toEqual(verdict(of));
  });

  test('changes nothing else', () => {
    const own = examination({ ...key, site: 'own' });
    expect(verdict(own, EVERY)).toEqual(verdict(own));
    expect(verdict(own).findings).not.toContainEqual(expect.objectContaining({ lifted: true }));
  });
});

test('the gravest finding comes first, and one that is forbidden refuses', () => {
  const flags = [
    { flag: 'no-stop-loss', what: 'sl' },
    { flag: 'hooks', what: 'callback' },
    { flag: 'hidden-parameters', what: 'relayParams' },
  ] as const;
  const { findings, outcome } = verdict(
    examination(
      { ...order, flags: [...flags], receivers: [OTHER] },
      { data: dataOf({ chainId: 5, verifyingContract: OTHER }, 'T(bool a)', { a: true }) },
    ),
  );
  expect(outcome).toBe('refuse');
  expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual([
    'R14 forbidden',
    'R3 danger',
    'R11 danger',
    'R12 warning',
    'R8 info',
  ]);
});

test('every rule of the table is asked', () => {
  const said = new Set<string>();
  const add = (of: Examination) => {
    for (const { rule, text } of judge(of).findings) {
      said.add(rule);
      expect(fill(catalogue[text.id as keyof typeof catalogue], text.params), text.id).not.toMatch(/\{\w+\}/);
    }
  };
  const context = { ...CONTEXT, chainId: 5 };
  const flags = ['no-stop-loss', 'hidden-parameters', 'hooks', 'unknown-market'] as const;
  for (const site of ['own', 'foreign', 'unknown'] as const) add(examination({ ...key, site }));
  add(examination(hash));
  for (const price of ['200', '1']) add(examination(order, { reference: { price, at: 0, source: 'a feed' } }));
  add(examination({ ...order, receivers: [OTHER], validUntil: 1, flags: flags.map((flag) => ({ flag, what: 'a' })) }));
  add(examination({ ...order, orders: [{ ...order.orders[0], price: '0' } as never] }));
  add(examination({ ...grant, scope: 'everything', fee: '1' }));
  add(examination({ ...grant, scope: 'spend', unlimited: true }));
  add(examination(unread, { data, match: matchDomain(data), context }));
  const own = dataOf(DOMAINS.gannet, 'T(bool a)', { a: true });
  add(examination(unread, { data: own, match: matchDomain(own) }));
  add(examination(grant, { signIn }));
  expect([...said].sort()).toEqual([...EVERY].sort());
});
