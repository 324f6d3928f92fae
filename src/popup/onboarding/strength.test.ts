import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsOf, LEAST_BITS, strengthOf } from './strength.ts';

describe('strengthOf', () => {
  it.each([
    'password12',
    'Password123!',
    'P@ssw0rd2024',
    'qwertyuiop',
    'qwertyuiop123',
    '1qaz2wsx3edc',
    'zaq1xsw2cde3',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    '12345678901234567890',
    'abcdefghijklmnop',
    'iloveyou1234',
    'Summer2024!',
    'letmeinletmein',
    'dragon19841984',
    'bitcointothemoon',
    'asdfghjkl;zxcvbnm',
    'monkeymonkeymonkeymonkey',
    'drowssap4321',
    '31.12.1999abc',
    'Liverpool1892',
    '!@#$%^&*()',
    'elephant99',
  ])('%s is not enough', (password) => {
    expect(strengthOf(password).level).toBe('weak');
  });

  it.each([
    'Xk9#mQ2vLpW',
    'river copper lantern oyster gravel',
    'kzjqwvxbtnrm',
    'Tr7-plo9-Qv2x',
    'glockenspiel marmalade quorum tundra',
  ])('%s is enough', (password) => {
    expect(['enough', 'strong']).toContain(strengthOf(password).level);
  });

  it('asks for ten characters first, counted as people count them', () => {
    expect(strengthOf('Xk9#mQ2vL').level).toBe('short');
    expect(strengthOf('').level).toBe('short');
    expect(strengthOf('😀😁😂🤣😃').level).toBe('short');
  });

  it('calls a long random one strong', () => {
    expect(strengthOf('v8#Jq2!mZt0&Wr5x').level).toBe('strong');
  });
});

describe('bitsOf', () => {
  it('does not fall for a capital, leet or a word backwards', () => {
    expect(bitsOf('password')).toBeLessThan(5);
    expect(bitsOf('Password') - bitsOf('password')).toBeLessThan(2);
    expect(bitsOf('p@ssw0rd') - bitsOf('password')).toBeLessThan(6);
    expect(bitsOf('drowssap') - bitsOf('password')).toBeLessThan(2);
  });

  it('is at most what the single characters hold, and gains one bit by doubling', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 24 }), (password) => {
        const bits = bitsOf(password);
        expect(bits).toBeGreaterThan(0);
        expect(bits).toBeLessThanOrEqual(password.length * Math.log2(95) + 1e-9);
        expect(bitsOf(password + password)).toBeLessThanOrEqual(bits + 1 + 1e-9);
      }),
    );
  });

  it('takes random lower-case letters for about what they are', () => {
    expect(bitsOf('qzxkvjwpgh')).toBeGreaterThan(40);
    expect(bitsOf('qzxkvjwpgh')).toBeLessThan(LEAST_BITS);
  });

  it('answers quickly for the longest input', () => {
    const started = performance.now();
    bitsOf('aB3$'.repeat(64));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
