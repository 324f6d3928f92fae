/** JSON-RPC to the node that the person chose. Nothing here is trusted with more than public data. @module */
import { SaidError } from '../lib/said-error.ts';
import type { Network } from './network.ts';

/** The network has no node: EIP-1193 code 4901. */
export class NoNodeError extends SaidError {
  override name = 'NoNodeError';
}

/** The node could not be reached, or did not answer in time or in JSON. */
export class NodeError extends SaidError {
  override name = 'NodeError';
}

/** The node's own refusal, passed on to whoever asked. */
export class NodeRpcError extends Error {
  override name = 'NodeRpcError';
  readonly code: number;
  readonly data: unknown;
  constructor(code: number, message: string, data: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

const TIMEOUT_MS = 20_000;
const LARGEST_ANSWER = 10_000_000;

/**
 * Methods that only read, and that a page may therefore ask of the node through the wallet.
 * Filters and subscriptions keep state at the node and are left out: a page can poll `eth_getLogs`.
 */
export const READ_METHODS: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_estimateGas',
  'eth_createAccessList',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_maxPriorityFeePerGas',
  'eth_blobBaseFee',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getBlockReceipts',
  'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getProof',
  'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_getUncleCountByBlockHash',
  'eth_getUncleCountByBlockNumber',
  'eth_protocolVersion',
  'eth_syncing',
  'net_listening',
  'net_peerCount',
  'web3_sha3',
]);

/** @throws {NoNodeError | NodeError | NodeRpcError} */
export const rpc = async (network: Network, method: string, params: readonly unknown[]): Promise<unknown> => {
  if (!network.rpcUrl) throw new NoNodeError('chain.noNode', { network: network.name });
  let answer: { result?: unknown; error?: { code?: unknown; message?: unknown; data?: unknown } };
  try {
    const response = await fetch(network.rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (text.length > LARGEST_ANSWER) throw new Error('too large');
    answer = JSON.parse(text);
  } catch (cause) {
    throw new NodeError('chain.noAnswer', { network: network.name }, { cause });
  }
  if (answer?.error) {
    const { code, message, data } = answer.error;
    throw new NodeRpcError(
      typeof code === 'number' ? code : -32603,
      typeof message === 'string' ? message : 'The node refused.',
      data,
    );
  }
  if (!answer || !('result' in answer)) throw new NodeError('chain.badAnswer', { network: network.name, method });
  return answer.result;
};

/** A quantity (`0x` hexadecimal) as a bigint. @throws {NodeError} when the node answered anything else. */
export const rpcQuantity = async (network: Network, method: string, params: unknown[]): Promise<bigint> => {
  const result = await rpc(network, method, params);
  if (typeof result !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(result))
    throw new NodeError('chain.badAnswer', { network: network.name, method });
  return BigInt(result);
};
