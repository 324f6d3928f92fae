import { describe, expect, test } from 'vitest';
import { CONTEXT, DOMAINS, dataOf } from '../../venues/fixtures.ts';
import { matchDomain } from '../../venues/registry.ts';
import { examination, unread } from '../fixtures.ts';
import { lookAlike, otherNetwork } from './domain.ts';

const of = (domain: Record<string, unknown>, chainId = 1) => {
  const data = dataOf(domain, 'T(bool a)', { a: true });
  return examination(unread, { data, match: matchDomain(data), context: { ...CONTEXT, chainId } });
};

test('R13: a venue’s name on another contract', () => {
  expect(lookAlike(of({ ...DOMAINS.gannet, verifyingContract: DOMAINS.synthetix.verifyingContract }))).toMatchObject({
    rule: 'R13',
    level: 'forbidden',
  });
  expect(lookAlike(of({ ...DOMAINS.gannet, name: 'Gan\u200bnet' }))).toMatchObject({
    text: { params: { name: 'Gan⟨U+200B⟩net', venue: 'Gannet' } },
  });
  expect(lookAlike(of(DOMAINS.gannet))).toBeNull();
  expect(lookAlike(of({ name: 'Other' }))).toBeNull();
  expect(lookAlike(examination(unread))).toBeNull();
});

describe('R14: another network', () => {
  test('is refused with a real contract, and a danger without', () => {
    expect(otherNetwork(of(DOMAINS.gannet, 1))).toMatchObject({
      rule: 'R14',
      level: 'forbidden',
      text: { params: { signed: '31337', active: '1' } },
    });
    expect(otherNetwork(of({ name: 'A', chainId: 5 }, 1))).toMatchObject({ level: 'danger' });
    expect(
      otherNetwork(of({ name: 'A', chainId: 5, verifyingContract: DOMAINS.synthetix.verifyingContract }, 1)),
    ).toMatchObject({ level: 'danger' });
  });

  test('is nothing where it is the same, is not named, or is the venue’s own', () => {
    for (const [domain, chainId] of [
      [DOMAINS.gannet, 31337],
      [{ name: 'A' }, 1],
      [DOMAINS.synthetix, 42161],
      [DOMAINS.hyperliquid, 42161],
    ] as const)
      expect(otherNetwork(of(domain, chainId))).toBeNull();
    expect(otherNetwork(examination(unread))).toBeNull();
  });

  test('holds for a changed domain of such a venue', () => {
    expect(otherNetwork(of({ ...DOMAINS.hyperliquid, version: '2' }, 1))).toMatchObject({ level: 'danger' });
  });
});
