/** Gas and fees of a transaction (EIP-1559), decided before it is shown. All amounts are wei. @module */

import type { Network } from './network.ts';
import { NodeError, rpc, rpcQuantity } from './rpc.ts';

export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };

const GWEI = 1_000_000_000n;

/** Room for five full blocks in a row: the base fee can grow by an eighth in each. */
export const feesFrom = (baseFee: bigint, tip: bigint): Fees => ({
  maxFeePerGas: baseFee * 2n + tip,
  maxPriorityFeePerGas: tip,
});

/** @throws {NodeError} when the network has no EIP-1559 fees. */
export const suggestFees = async (network: Network): Promise<Fees> => {
  const [block, tip] = await Promise.all([
    rpc(network, 'eth_getBlockByNumber', ['latest', false]) as Promise<{ baseFeePerGas?: unknown } | null>,
    rpcQuantity(network, 'eth_maxPriorityFeePerGas', []).catch(() => GWEI),
  ]);
  const base = block?.baseFeePerGas;
  if (typeof base !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(base))
    throw new NodeError('chain.noFees', { network: network.name });
  return feesFrom(BigInt(base), tip);
};

/** The node's estimate and a fifth: state can change before the transaction is mined. */
export const estimateGas = async (network: Network, call: Record<string, string>): Promise<bigint> => {
  const estimate = await rpcQuantity(network, 'eth_estimateGas', [call]);
  return estimate === 21_000n ? estimate : (estimate * 6n) / 5n;
};
