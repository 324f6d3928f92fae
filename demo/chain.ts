/** The venue's side of the chain: the margin token, its balances, and the faucet. @module */
import {
  type Address,
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  http,
  parseAbi,
  parseEther,
} from 'viem';
import artifact from './contracts/GannetMargin.json' with { type: 'json' };
import { CHAIN_ID, MARGIN_TOKEN } from './schema.ts';

class ChainError extends Error {
  override name = 'ChainError';
}

export type Chain = {
  /** Margin tokens in micro-dollars. */
  balanceOf: (account: Address) => Promise<number>;
  /** Mints margin and sends a little ether for gas; done when both are mined. */
  faucet: (account: Address) => Promise<void>;
};

/** Anvil's default accounts 0 and 9; the node signs for them. */
const RICH: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const DEPLOYER: Address = '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720';

const FAUCET_MICRO = 10_000_000_000n;

const abi = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function mint(address to, uint256 value)',
]);

/** Deploys the token on a fresh node. @throws {ChainError} when it does not get the address everybody knows */
export const openChain = async (rpcUrl: string): Promise<Chain> => {
  const chain = defineChain({
    id: CHAIN_ID,
    name: 'Gannet local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createPublicClient({ chain, transport: http(), pollingInterval: 20, cacheTime: 0 });
  const wallet = createWalletClient({ chain, transport: http() });
  const mined = async (sent: Promise<Hex>) => {
    const receipt = await client.waitForTransactionReceipt({ hash: await sent });
    if (receipt.status !== 'success') throw new ChainError(`Transaction ${receipt.transactionHash} failed.`);
    return receipt;
  };

  const { contractAddress } = await mined(
    wallet.deployContract({ account: DEPLOYER, abi: artifact.abi, bytecode: artifact.bytecode as Hex }),
  );
  if (contractAddress?.toLowerCase() !== MARGIN_TOKEN.toLowerCase()) {
    throw new ChainError(`The margin token is at ${contractAddress}, not at ${MARGIN_TOKEN}: start on a fresh node.`);
  }

  return {
    balanceOf: async (account) => {
      const units = await client.readContract({
        address: MARGIN_TOKEN,
        abi,
        functionName: 'balanceOf',
        args: [account],
      });
      // Above nine billion dollars the venue stops counting: its sums are whole JavaScript numbers.
      return Number(units < 9_000_000_000_000_000n ? units : 9_000_000_000_000_000n);
    },
    faucet: async (account) => {
      await Promise.all([
        mined(
          wallet.writeContract({
            account: DEPLOYER,
            address: MARGIN_TOKEN,
            abi,
            functionName: 'mint',
            args: [account, FAUCET_MICRO],
          }),
        ),
        mined(wallet.sendTransaction({ account: RICH, to: account, value: parseEther('1') })),
      ]);
    },
  };
};
