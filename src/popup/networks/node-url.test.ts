import { describe, expect, it } from 'vitest';
import { faultOf, sitePattern, urlFault } from './node-url.ts';

describe('urlFault', () => {
  it.each(['https://node.example/v2/key', 'http://localhost:8545', 'http://127.0.0.1:8545/'])('takes %s', (url) => {
    expect(urlFault(url)).toBeNull();
  });

  it.each([
    ['', 'network.url'],
    ['node.example', 'network.url'],
    ['http://node.example', 'network.urlScheme'],
    ['http://127.0.0.1.evil.example', 'network.urlScheme'],
    ['http://localhost.evil.example', 'network.urlScheme'],
    ['ws://localhost:8545', 'network.urlScheme'],
    ['javascript:alert(1)', 'network.urlScheme'],
    ['https://me:word@node.example', 'network.urlUser'],
  ])('refuses %s with %s', (url, id) => {
    expect(urlFault(url)).toBe(id);
  });
});

describe('faultOf', () => {
  const good = { name: 'Local', chainId: '31337', symbol: 'ETH', rpcUrl: 'http://127.0.0.1:8545' };

  it('finds nothing in a good one', () => expect(faultOf(good)).toBeNull());

  it.each([
    [{ name: '' }, 'name'],
    [{ chainId: '0' }, 'chainId'],
    [{ chainId: '0x1' }, 'chainId'],
    [{ chainId: '9999999999999999' }, 'chainId'],
    [{ symbol: '' }, 'symbol'],
    [{ symbol: 'TOOLONGSYM' }, 'symbol'],
    [{ rpcUrl: 'http://node.example' }, 'rpcUrl'],
  ])('%j: the field %s', (part, field) => {
    expect(faultOf({ ...good, ...part })?.field).toBe(field);
  });
});

describe('sitePattern', () => {
  it('is one origin, without the rest of the address', () => {
    expect(sitePattern('https://node.example/v2/key?x=1')).toBe('https://node.example/*');
    expect(sitePattern('http://127.0.0.1:8545')).toBe('http://127.0.0.1:8545/*');
  });
});
