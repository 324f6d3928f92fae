import { afterEach, expect, test, vi } from 'vitest';
import { readRound } from './feed.ts';

const NOW = 1_790_000_000;
const feed = { address: '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419', decimals: 8, heartbeat: 3600 };
const network = {
  chainId: 1,
  name: 'Ethereum',
  currency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrl: 'https://node.example',
};
const word = (value: bigint) => (value < 0n ? value + 2n ** 256n : value).toString(16).padStart(64, '0');
const data = (...values: bigint[]) => `0x${values.map(word).join('')}`;
const at = BigInt(NOW - 60);

/** A node that answers each call by its data; an Error is its refusal. */
const node = (round: unknown, decimals: unknown = data(8n)) => {
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    const { method, params } = JSON.parse(body);
    asked.push([method, params]);
    const result = params[0].data === '0x313ce567' ? decimals : round;
    if (result === 'offline') throw new TypeError('Failed to fetch');
    const answer = result === 'reverts' ? { error: { code: 3, message: 'execution reverted' } } : { result };
    return new Response(JSON.stringify({ jsonrpc: '2.0', id: 1, ...answer }));
  });
  return asked;
};
afterEach(() => void vi.unstubAllGlobals());

test('the newest round, as the node gives it', async () => {
  const asked = node(data(7n, 348_421_000_000n, at, at, 7n));
  expect(await readRound(network, feed, NOW)).toEqual({ answer: 348_421_000_000n, updatedAt: NOW - 60 });
  expect(asked).toEqual([
    ['eth_call', [{ to: feed.address, data: '0xfeaf968c' }, 'latest']],
    ['eth_call', [{ to: feed.address, data: '0x313ce567' }, 'latest']],
  ]);
});

const good = [7n, 348_421_000_000n, at, at, 7n] as const;
const withField = (index: number, value: bigint) => data(...good.map((one, i) => (i === index ? value : one)));

test.each([
  ['0', withField(1, 0n), undefined, 'reference.unfinished'],
  ['a negative number', withField(1, -1n), undefined, 'reference.unfinished'],
  ['a round that has not ended', withField(3, 0n), undefined, 'reference.unfinished'],
  ['a round that was carried over', withField(4, 6n), undefined, 'reference.unfinished'],
  ['an old price', withField(3, BigInt(NOW - 7201)), undefined, 'reference.old'],
  ['a price of tomorrow', withField(3, BigInt(NOW + 86_400)), undefined, 'reference.future'],
  ['a time beyond all numbers', withField(3, 2n ** 255n), undefined, 'reference.future'],
  ['too few words', data(7n, 1n, at, at), undefined, 'reference.noFeedThere'],
  ['too many words', data(...good, 1n), undefined, 'reference.noFeedThere'],
  ['nothing, as from an address without a contract', '0x', '0x', 'reference.noFeedThere'],
  ['no text', 7, undefined, 'reference.noFeedThere'],
  ['other decimals', data(...good), data(18n), 'reference.noFeedThere'],
  ['no decimals', data(...good), null, 'reference.noFeedThere'],
  ['a refusal', 'reverts', undefined, 'reference.noFeedThere'],
  ['no answer', 'offline', undefined, 'reference.noAnswer'],
])('%s is no reference', async (_, round, decimals, id) => {
  node(round, decimals);
  expect(await readRound(network, feed, NOW)).toMatchObject({ none: { id, params: { network: 'Ethereum' } } });
});

test('a price is used until it is two heartbeats old', async () => {
  node(withField(3, BigInt(NOW - 7200)));
  expect(await readRound(network, feed, NOW)).toHaveProperty('answer');
});

test('nothing is asked where nobody chose a node', async () => {
  const asked = node(data(...good));
  const { rpcUrl, ...without } = network;
  expect(await readRound(without, feed, NOW)).toMatchObject({ none: { id: 'reference.noNode' } });
  expect(asked).toEqual([]);
});
