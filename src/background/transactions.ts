/**
 * Transactions: planned before they are shown, signed once, kept, and only then sent. After a death the bytes that were
 * kept are sent again, never others.
 * @module
 */

import { isWaiting, readRecords } from '../approvals/journal.ts';
import { PageError } from '../approvals/page-error.ts';
import { take } from '../approvals/take.ts';
import { estimateGas, suggestFees } from '../chain/fees.ts';
import type { Network } from '../chain/network.ts';
import { NodeError, NodeRpcError, NoNodeError, rpc, rpcQuantity } from '../chain/rpc.ts';
import type { Signature } from '../keyring/sign.ts';
import type { Hex } from '../lib/bytes.ts';
import { now } from '../lib/clock.ts';
import { SaidError } from '../lib/said-error.ts';
import {
  encodeSigned,
  type TransactionPlan,
  type TransactionRequest,
  transactionDigest,
  transactionHash,
} from '../signing/transaction.ts';
import { read, readAll, remove, write } from '../storage/db.ts';

/** What a page is told when the node cannot do it. */
const toPage = (error: unknown): unknown => {
  if (error instanceof NodeRpcError)
    return new PageError('internal', 'page.nodeRefused', { reason: error.message }, { nodeCode: error.code });
  if (error instanceof NoNodeError) return new PageError('chainDisconnected', error.text.id, error.text.params);
  if (error instanceof SaidError) return new PageError('internal', error.text.id, error.text.params);
  return error;
};

const ofAccount = (network: Network, from: Hex) => (one: { chainId: number; from: Hex }) =>
  one.chainId === network.chainId && one.from === from;

/** Whether the node knows this transaction. No answer is no. */
const isKnown = async (network: Network, hash: Hex): Promise<boolean> =>
  Boolean(await rpc(network, 'eth_getTransactionByHash', [hash]).catch(() => null));

/** Bytes whose sending was never answered are sent again before another nonce is chosen. */
const sendAgain = async (network: Network, from: Hex): Promise<void> => {
  for (const row of (await readAll('transactions')).filter(ofAccount(network, from))) {
    if (row.state !== 'signed') continue;
    await rpc(network, 'eth_sendRawTransaction', [row.signed]).catch(() => null);
    if (await isKnown(network, row.hash)) await write('transactions', { ...row, state: 'sent' });
  }
};

/** The next nonce: after what the node knows, and after what waits for an answer here. */
const nextNonce = async (network: Network, from: Hex): Promise<number> => {
  await sendAgain(network, from);
  const pending = Number(await rpcQuantity(network, 'eth_getTransactionCount', [from, 'pending']));
  const waiting = (await readRecords()).flatMap((record) =>
    record.subject.type === 'transaction' && isWaiting(record) && ofAccount(network, from)(record.subject.plan)
      ? [record.subject.plan.nonce + 1]
      : [],
  );
  return Math.max(pending, ...waiting);
};

/** Decides every field that the page left open. @throws {PageError} */
export const planTransaction = async (network: Network, request: TransactionRequest): Promise<TransactionPlan> => {
  try {
    const { from, to, value, data } = request;
    const call = { from, ...(to ? { to } : {}), value: `0x${BigInt(value).toString(16)}`, data };
    const [nonce, gas, fees] = await Promise.all([
      request.nonce ?? nextNonce(network, from),
      request.gasLimit ?? estimateGas(network, call).then(String),
      suggestFees(network),
    ]);
    const tip = BigInt(request.maxPriorityFeePerGas ?? fees.maxPriorityFeePerGas);
    const most = BigInt(request.maxFeePerGas ?? fees.maxFeePerGas);
    return {
      chainId: network.chainId,
      from,
      to,
      value,
      data,
      nonce,
      gasLimit: gas,
      maxFeePerGas: String(most < tip ? tip : most),
      maxPriorityFeePerGas: String(tip),
    };
  } catch (error) {
    throw toPage(error);
  }
};

/** The bytes of this request, made once and kept before anybody else has them. */
const keep = async (id: string, plan: TransactionPlan, sign: (digest: Hex) => Promise<Signature>) =>
  take('keep', async () => {
    const known = await read('transactions', id);
    if (known) return known;
    const signed = encodeSigned(plan, await sign(transactionDigest(plan)));
    const row = {
      id,
      chainId: plan.chainId,
      from: plan.from,
      nonce: plan.nonce,
      signed,
      hash: transactionHash(signed),
      at: now(),
      state: 'signed' as const,
    };
    await write('transactions', row);
    return row;
  });

/**
 * @returns the transaction's hash
 * @throws {PageError} when the node refuses it
 */
export const sendTransaction = async (
  id: string,
  plan: TransactionPlan,
  network: Network,
  sign: (digest: Hex) => Promise<Signature>,
): Promise<Hex> => {
  const row = await keep(id, plan, sign);
  await take('broadcast', async () => {
    try {
      await rpc(network, 'eth_sendRawTransaction', [row.signed]);
    } catch (error) {
      // Sent before a death: the node has it already, and says "already known" or "nonce too low".
      if (await isKnown(network, row.hash)) return;
      // Nobody knows whether it left. The bytes stay, and are sent again before the next ones.
      if (error instanceof NodeError)
        throw new PageError(
          'internal',
          'page.nodeSilent',
          { network: network.name, hash: row.hash },
          { transactionHash: row.hash },
        );
      // Refused for good: these bytes are never sent again, and their nonce is free.
      await remove('transactions', id);
      throw toPage(error);
    }
  });
  await write('transactions', { ...row, state: 'sent' });
  return row.hash;
};

/** Whether the bytes of this request are kept, and may have left. */
export const isKept = async (id: string): Promise<boolean> => (await read('transactions', id)) !== undefined;
