import { createPublicClient, http, parseAbi } from 'viem';
import { expect, test } from 'vitest';
import { readRound, readRounds } from '../src/chain/feed.ts';
import { stressOf } from '../src/policy/step-up/stress.ts';
import { FEEDS } from '../src/venues/feeds.ts';
import { startAnvil } from './anvil.ts';
import { feedAddress, openFeeds } from './feed.ts';
import { MARKETS } from './markets.ts';
import { CHAIN_ID } from './schema.ts';

const abi = parseAbi([
  'function decimals() view returns (uint8)',
  'function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)',
  'function getRoundData(uint80) view returns (uint80, int256, uint256, uint256, uint80)',
  'function latestAnswer() view returns (int256)',
]);

test("the wallet's list has the demo's feeds, in the order of its markets", () => {
  expect(FEEDS.filter(({ chainId }) => chainId === CHAIN_ID).map(({ base, address }) => [base, address])).toEqual(
    MARKETS.map(({ base }, i) => [base, feedAddress(i)]),
  );
});

test('a feed on a real node gives what the venue wrote, to an EVM client and to the wallet', async () => {
  const anvil = await startAnvil();
  try {
    const client = createPublicClient({ transport: http(anvil.rpcUrl) });
    const feeds = await openFeeds(anvil.rpcUrl, MARKETS);
    const at = 1_790_000_000;
    await feeds.write([34_826, 70_112, 16_840], at * 1000);
    await feeds.write([34_901, 70_113, 16_841], (at + 5) * 1000);
    const read = (index: number, functionName: 'decimals' | 'latestRoundData' | 'latestAnswer') =>
      client.readContract({ address: feedAddress(index), abi, functionName });
    const readNumber = (round: bigint) =>
      client.readContract({ address: feedAddress(0), abi, functionName: 'getRoundData', args: [round] });
    const time = BigInt(at + 5);
    expect(await read(0, 'decimals')).toBe(8);
    expect(await read(0, 'latestRoundData')).toEqual([2n, 349_010_000_000n, time, time, 2n]);
    expect(await read(1, 'latestRoundData')).toEqual([2n, 7_011_300_000_000n, time, time, 2n]);
    expect(await read(2, 'latestRoundData')).toEqual([2n, 16_841_000_000n, time, time, 2n]);
    await expect(read(0, 'latestAnswer')).rejects.toThrow(/revert/);
    expect(await readNumber(1n)).toEqual([1n, 348_260_000_000n, BigInt(at), BigInt(at), 1n]);
    expect(await readNumber(2n)).toEqual([2n, 349_010_000_000n, time, time, 2n]);
    for (const none of [0n, 3n, 2n ** 80n - 1n]) await expect(readNumber(none)).rejects.toThrow(/revert/);

    const network = {
      chainId: CHAIN_ID,
      name: 'Gannet local',
      currency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrl: anvil.rpcUrl,
    };
    const feed = { address: feedAddress(0), decimals: 8, heartbeat: 3600 };
    expect(await readRound(network, feed, at + 10)).toEqual({ answer: 349_010_000_000n, updatedAt: at + 5 });
    expect(await readRound(network, feed, at + 7206)).toMatchObject({ none: { id: 'reference.old' } });
    const nowhere = { ...feed, address: '0x1111111111111111111111111111111111111111' };
    expect(await readRound(network, nowhere, at)).toMatchObject({ none: { id: 'reference.noFeedThere' } });

    // What it writes as stressed is stressed, and what it writes as calm calms it down.
    for (const state of ['stressed', 'calm', 'stressed'] as const) {
      await feeds.writeHour(state, [34_901, 70_113, 16_841], (at + 60) * 1000);
      const rounds = await readRounds(network, feed, at + 60);
      if ('none' in rounds) throw new Error(rounds.none.id);
      expect(rounds[0]).toEqual({ answer: 349_010_000_000n, updatedAt: at + 60 });
      expect(stressOf(rounds, at + 60, feed.heartbeat).state).toBe(state);
    }
  } finally {
    await anvil.stop();
  }
});
