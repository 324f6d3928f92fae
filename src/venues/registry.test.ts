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
    .sort()
    .map((name) => name.replace(/\.ts$/, ''));
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
    ['another salt', { ...DOMAINS.gannet, salt: `0x${'12'.repeat(32)}` }, 'changed'],
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

  test.each([
    ['hyperliquid', 'HyperIiquidSignTransaction'],
    ['hyperliquid', 'Hyper1iquidSignTransaction'],
    ['hyperliquid', 'Hyper|iquidSignTransaction'],
    ['hyperliquid', 'HyperłiquidSignTransaction'],
    ['synthetix', 'Synthetıx'],
    ['paradex', 'Paradех'],
    ['aster', 'AsterSignTransacti0n'],
    ['extended', 'extended.exchange.'],
  ])('%s with letters that look like its own: %s', (id, name) => {
    expect(match({ ...DOMAINS.synthetix, name })).toEqual([id, 'look-alike']);
  });

  test('without a contract is not one with a contract, and the other way round', () => {
    const zero = DOMAINS.synthetix.verifyingContract;
    expect(match({ name: 'Paradex', version: '1', chainId: 1 })).toEqual(['paradex', 'exact']);
    expect(match({ name: 'Paradex', chainId: 1 })).toEqual(['paradex', 'changed']);
    expect(match({ name: 'Paradex', version: '1', chainId: 1, verifyingContract: '' })).toEqual(['paradex', 'exact']);
    expect(match({ name: 'Paradex', version: '1', chainId: 1, verifyingContract: zero })).toEqual([
      'paradex',
      'look-alike',
    ]);
    expect(match({ name: 'Orderly', version: '1', chainId: 1 })).toEqual(['orderly', 'look-alike']);
  });

  test('of which a venue has several is the one it fits', () => {
    const found = (verifyingContract: string) =>
      matchDomain(dataOf({ name: 'Orderly', version: '1', chainId: 1, verifyingContract }, 'T(bool a)', { a: true }));
    const ledger = found('0x6F7a338F2aA472838dEFD3283eB360d4Dff5D203');
    const offChain = found('0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC');
    if (ledger?.fit !== 'exact' || offChain?.fit !== 'exact') throw new Error('both are Orderly’s own');
    expect(ledger.rule).not.toBe(offChain.rule);
    expect(match({ name: 'dYdX', version: '1.0', chainId: 1 })).toEqual(['dydx', 'exact']);
    expect(match({ name: 'dYdX Chain', chainId: 1 })).toEqual(['dydx', 'exact']);
    expect(match({ name: 'dYdX Chain', version: '1.0', chainId: 1 })).toEqual(['dydx', 'changed']);
  });

  test('whose name many use is nobody’s look-alike', () => {
    expect(
      match({ name: 'Exchange', version: '1', chainId: 1337, verifyingContract: DOMAINS.synthetix.verifyingContract }),
    ).toEqual(['hyperliquid', 'exact']);
    expect(
      match({ name: 'Exchange', version: '1', chainId: 1, verifyingContract: DOMAINS.gannet.verifyingContract }),
    ).toBeNull();
    // the token of the venue has the venue's name
    expect(
      match({ name: 'dYdX', version: '1', chainId: 1, verifyingContract: DOMAINS.gannet.verifyingContract }),
    ).toBeNull();
    expect(
      match({ name: 'Aster', version: '1', chainId: 56, verifyingContract: DOMAINS.gannet.verifyingContract }),
    ).toBeNull();
    expect(
      match({ name: 'Аster', version: '1', chainId: 56, verifyingContract: DOMAINS.gannet.verifyingContract }),
    ).toEqual(['aster', 'look-alike']);
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
