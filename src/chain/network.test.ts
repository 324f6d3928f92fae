import { describe, expect, it } from 'vitest';
import { feesFrom } from './fees.ts';
import { parseAddChain, parseChainId, parseRpcUrl } from './network.ts';

const offer = {
  chainId: '0xa4b1',
  chainName: ' Arbitrum One ',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: ['https://node.example/key', 'https://other.example'],
  blockExplorerUrls: ['https://arbiscan.io'],
};

describe('the address of a node', () => {
  it.each([
    ['https://node.example', 'https://node.example/'],
    ['https://node.example/v3/key?a=b', 'https://node.example/v3/key?a=b'],
    ['http://localhost:8545', 'http://localhost:8545/'],
    ['http://127.0.0.1:8545', 'http://127.0.0.1:8545/'],
  ])('may be %s', (text, url) => expect(parseRpcUrl(text)).toBe(url));

  it.each([
    'node.example',
    'http://node.example',
    'http://localhost.evil.example',
    'ftp://localhost',
    'javascript:alert(1)',
    'https://user:password@node.example',
    '',
    7,
    null,
  ])('may not be %s', (text) => expect(() => parseRpcUrl(text)).toThrow());
});

describe('a chain id', () => {
  it('is hexadecimal text', () => expect(parseChainId('0xa4b1')).toBe(42161));
  it.each(['42161', '0x', '0x0', '0x01', '0xg', 1, null, `0x${'f'.repeat(20)}`])('is not %s', (value) =>
    expect(() => parseChainId(value)).toThrow(),
  );
});

describe('a network that a site offers', () => {
  it('is taken with its first node', () =>
    expect(parseAddChain(offer)).toEqual({
      chainId: 42161,
      name: 'Arbitrum One',
      currency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrl: 'https://node.example/key',
      explorerUrl: 'https://arbiscan.io',
    }));
  it('loses an explorer that is no web page', () =>
    expect(parseAddChain({ ...offer, blockExplorerUrls: ['javascript:alert(1)'] })).not.toHaveProperty('explorerUrl'));
  it.each([
    ['is nothing', null],
    ['has no node', { ...offer, rpcUrls: [] }],
    ['counts its coin in other units', { ...offer, nativeCurrency: { name: 'X', symbol: 'X', decimals: 6 } }],
    ['has no name', { ...offer, chainName: ' ' }],
    ['has a name without end', { ...offer, chainName: 'x'.repeat(65) }],
    ['has no symbol', { ...offer, nativeCurrency: { name: 'Ether', decimals: 18 } }],
  ])('is refused when it %s', (_why, value) => expect(() => parseAddChain(value)).toThrow());
});

it('a fee leaves room for five full blocks: the base fee grows by at most an eighth in each', () => {
  const { maxFeePerGas, maxPriorityFeePerGas } = feesFrom(1_000_000_000n, 2n);
  let base = 1_000_000_000n;
  for (let block = 0; block < 5; block++) base += base / 8n;
  expect(maxFeePerGas - maxPriorityFeePerGas).toBeGreaterThanOrEqual(base);
});
