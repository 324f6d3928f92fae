import { describe, expect, test } from 'vitest';
import type { Siwe } from '../../signing/siwe.ts';
import { ACCOUNT, CONTEXT, OTHER } from '../../venues/fixtures.ts';
import { examination, grant, SECONDS } from '../fixtures.ts';
import { signInAddress, signInDomain, signInForm, signInNetwork, signInPage, signInStart } from './sign-in.ts';

const siwe: Siwe = {
  domain: 'app.example',
  address: ACCOUNT,
  uri: 'https://app.example/login',
  chainId: 1,
  nonce: 'abcdefgh',
  issuedAt: SECONDS,
  resources: [],
};
const of = (changes: Partial<Siwe> = {}, origin = 'https://app.example') =>
  examination(grant, { signIn: { ...siwe, ...changes }, context: { ...CONTEXT, origin } });

describe('R17: a sign-in', () => {
  test('for the site itself is fine', () => {
    for (const rule of [signInForm, signInDomain, signInPage, signInAddress, signInNetwork, signInStart])
      expect(rule(of())).toBeNull();
    expect(signInDomain(of({ domain: 'APP.example', scheme: 'https' }))).toBeNull();
    expect(signInDomain(of({ domain: 'localhost:5173' }, 'http://localhost:5173'))).toBeNull();
  });

  test.each([
    [{ domain: 'bank.example' }, 'https://app.example'],
    [{ domain: 'app.example.evil.example' }, 'https://app.example'],
    [{ domain: 'example' }, 'https://app.example'],
    [{ domain: 'app.example' }, 'https://app.example:8443'],
    [{ domain: 'app.example:8443' }, 'https://app.example'],
    [{ scheme: 'http' }, 'https://app.example'],
  ])('for %j from %s is refused', (changes, origin) => {
    expect(signInDomain(of(changes, origin))).toMatchObject({ rule: 'R17', level: 'forbidden' });
  });

  test('without its form is refused, and a danger where it names the site itself', () => {
    const without = (claim: string) => examination(grant, { signIn: { malformed: true, claim } });
    for (const claim of ['', 'bank.example', 'app.example@bank.example'])
      expect(signInForm(without(claim))).toMatchObject({ rule: 'R17', level: 'forbidden' });
    expect(signInForm(without('app.example'))).toMatchObject({ rule: 'R17', level: 'danger' });
    expect(signInDomain(without('bank.example'))).toBeNull();
  });

  test('that names another page, account, network or start says so', () => {
    for (const uri of ['https://other.example', 'https://app.example@evil.example', 'did:key:z6'])
      expect(signInPage(of({ uri }))).toMatchObject({ level: 'danger' });
    expect(signInAddress(of({ address: OTHER }))).toMatchObject({ level: 'danger' });
    expect(signInNetwork(of({ chainId: 5 }))).toMatchObject({ level: 'warning' });
    expect(signInStart(of({ notBefore: SECONDS + 1 }))).toMatchObject({ level: 'warning' });
    expect(signInStart(of({ notBefore: SECONDS }))).toBeNull();
  });
});
