import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DOMAINS, dataOf } from './fixtures.ts';
import { adapters, matchDomain } from './registry.ts';

const match = (domain: Record<string, unknown>) => {
  const found = matchDomain(dataOf(domain, 'T(bool a)', { a: true }));
  return found && [found.adapter.id, found.fit];
};

test('adapters are found by their file, in the order of their names', () => {
  const files = readdirSync(new URL('./adapters/', import.meta.url))
    .filter((name) => !name.includes('.test.'))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();
  expect(adapters.map((adapter) => adapter.id)).toEqual(files);
});

describe('a domain', () => {
  test.each(Object.entries(DOMAINS))('of %s', (id, domain) => {
    expect(match(domain)).toEqual([id, 'exact']);
  });

  test.each([
    ['another contract', { ...DOMAINS.gannet, verifyingContract: DOMAINS.synthetix.verifyingContract }, 'look-alike'],
    ['no contract', { name: 'Gannet', version: '1', chainId: 31337 }, 'look-alike'],
    ['other capitals', { ...DOMAINS.gannet, name: 'GANNET' }, 'look-alike'],
    ['Cyrillic letters', { ...DOMAINS.gannet, name: 'Gаnnеt' }, 'look-alike'],
    ['full-width letters', { ...DOMAINS.gannet, name: 'Ｇａｎｎｅｔ' }, 'look-alike'],
    ['a hidden character', { ...DOMAINS.gannet, name: 'Gan\u200bnet' }, 'look-alike'],
    ['an accent', { ...DOMAINS.gannet, name: 'Gannét' }, 'look-alike'],
    ['another version', { ...DOMAINS.gannet, version: '2' }, 'changed'],
    ['another network', { ...DOMAINS.gannet, chainId: 1 }, 'changed'],
    ['a salt more', { ...DOMAINS.gannet, salt: `0x${'00'.repeat(32)}` }, 'changed'],
  ])('with %s is not its own', (_, domain, fit) => {
    expect(match(domain)).toEqual(['gannet', fit]);
  });

  test('whose fields are declared in another order is another domain', () => {
    const domainType = 'T(bool a)EIP712Domain(string version,string name,uint256 chainId,address verifyingContract)';
    const found = matchDomain(dataOf(DOMAINS.gannet, domainType, { a: true }));
    expect(found?.fit).toBe('changed');
  });

  test('whose name many use is nobody’s look-alike', () => {
    expect(
      match({ name: 'Exchange', version: '1', chainId: 1337, verifyingContract: DOMAINS.synthetix.verifyingContract }),
    ).toEqual(['hyperliquid', 'exact']);
    expect(
      match({ name: 'Exchange', version: '1', chainId: 1, verifyingContract: DOMAINS.gannet.verifyingContract }),
    ).toBeNull();
  });

  test.each([
    {},
    { name: '' },
    { name: 'Gannets' },
    { version: '1', chainId: 31337, verifyingContract: DOMAINS.gannet.verifyingContract },
  ])('%j is unknown', (domain) => {
    expect(match(domain)).toBeNull();
  });
});
