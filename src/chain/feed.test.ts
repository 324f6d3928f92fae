import { afterEach, describe, expect, test, vi } from 'vitest';
import { readRound, readRounds } from './feed.ts';

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
    const result =
      params[0].data === '0x313ce567' ? decimals : typeof round === 'function' ? round(params[0].data) : round;
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

describe('rounds of before', () => {
  const PHASE = 7n << 64n;
  const GET_ROUND = '0x9a6fc8f5';
  const words = (id: bigint, price: bigint, ago: bigint, answeredIn = id) =>
    data(id, price, BigInt(NOW) - ago, BigInt(NOW) - ago, answeredIn);
  /** A feed whose newest round has this number in its phase; `earlier` gives what the node says of one. */
  const feedWith = (newest: bigint, earlier: (number: bigint, id: bigint) => unknown) =>
    node((asked: string) => {
      if (!asked.startsWith(GET_ROUND)) return words(PHASE | newest, 3_500n, 60n);
      const id = BigInt(`0x${asked.slice(10)}`);
      return earlier(id - PHASE, id);
    });

  test('are asked by their number below the same phase, fewer and fewer, never below the first', async () => {
    const asked = feedWith(6n, (number, id) => words(id, 3_500n + number, 60n * (7n - number)));
    expect(await readRounds(network, feed, NOW)).toEqual([
      { answer: 3_500n, updatedAt: NOW - 60 },
      ...[5n, 4n, 3n, 2n, 1n].map((n) => ({ answer: 3_500n + n, updatedAt: NOW - 60 * Number(7n - n) })),
    ]);
    // cast sig "getRoundData(uint80)", and the argument as one word
    const one = `${GET_ROUND}${'0'.repeat(47)}70000000000000005`;
    expect(asked).toContainEqual(['eth_call', [{ to: feed.address, data: one }, 'latest']]);
    expect(asked).toHaveLength(2 + 5);
    const many = feedWith(100_000n, (_, id) => words(id, 1n, 99n));
    await readRounds(network, feed, NOW);
    expect(many.length).toBeLessThanOrEqual(30);
  });

  test.each([
    ['a refusal', () => 'reverts'],
    ['no answer', () => 'offline'],
    ['too few words', () => data(1n)],
    ['another round', (_: bigint, id: bigint) => words(id + 1n, 9n, 99n)],
    ['a price of 0', (_: bigint, id: bigint) => words(id, 0n, 99n)],
    ['a negative price', (_: bigint, id: bigint) => words(id, -5n, 99n)],
    ['a round that was carried over', (_: bigint, id: bigint) => words(id, 9n, 99n, id - 1n)],
    ['a round that has not ended', (_: bigint, id: bigint) => data(id, 9n, 0n, 0n, id)],
  ])('%s is left out', async (_, wrong) => {
    feedWith(4n, (number, id) => (number === 2n ? wrong(number, id) : words(id, number, 100n)));
    const found = await readRounds(network, feed, NOW);
    expect('none' in found ? [] : found.map(({ answer }) => answer)).toEqual([3_500n, 3n, 1n]);
  });

  test('are not asked where there is no newest one', async () => {
    const asked = feedWith(0n, () => 'reverts');
    expect(await readRounds(network, { ...feed, decimals: 18 }, NOW)).toMatchObject({
      none: { id: 'reference.noFeedThere' },
    });
    expect(asked).toHaveLength(2);
  });
});
