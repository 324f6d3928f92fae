/**
 * Orders of GMX v2 as a transaction: a bundle of calls to its ExchangeRouter that first sends what an order needs to the
 * OrderVault, then makes the order. The vault counts whatever has arrived as margin or fee of the next order, so what is sent
 * must be exactly what that order names.
 * @see https://github.com/gmx-io/gmx-synthetics a5c0c88 (2026-03-13), `ExchangeRouter.sol`, `BaseRouter.sol`, `OrderUtils.sol`
 * @module
 */
import type { Hex } from '../../lib/bytes.ts';
import { type AbiValue, decodeAbi, selectorOf, typesOf } from '../../signing/abi.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import { amountOf, type Call, type CallRule, type Card, NotReadable, row } from '../adapter.ts';
import { coinsRow } from '../coins.ts';
import type { ReadingContext, Row } from '../reading.ts';
import { coinOf } from '../tokens.ts';
import { CONTRACTS } from './contracts.ts';
import { type CreateOrder, typeOf } from './create-order.ts';
import { ordersCard, type UpdateOrder } from './orders.ts';

const CREATE =
  'createOrder(((address,address,address,address,address,address,address[]),(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256),uint8,uint8,bool,bool,bool,bytes32,bytes32[]))';
const STEPS = [
  'sendWnt(address,uint256)',
  'sendTokens(address,address,uint256)',
  CREATE,
  'updateOrder(bytes32,uint256,uint256,uint256,uint256,uint256,bool)',
  'cancelOrder(bytes32)',
] as const;

const ADDRESSES = [
  'receiver',
  'cancellationReceiver',
  'callbackContract',
  'uiFeeReceiver',
  'market',
  'initialCollateralToken',
  'swapPath',
];
const NUMBERS = [
  'sizeDeltaUsd',
  'initialCollateralDeltaAmount',
  'triggerPrice',
  'acceptablePrice',
  'executionFee',
  'callbackGasLimit',
  'minOutputAmount',
  'validFromTime',
];
const ORDER = [
  'addresses',
  'numbers',
  'orderType',
  'decreasePositionSwapType',
  'isLong',
  'shouldUnwrapNativeToken',
  'autoCancel',
  'referralCode',
  'dataList',
];
const UPDATE = [
  'key',
  'sizeDeltaUsd',
  'acceptablePrice',
  'triggerPrice',
  'minOutputAmount',
  'validFromTime',
  'autoCancel',
];

const named = (names: readonly string[], values: AbiValue | undefined): Record<string, AbiValue> =>
  Object.fromEntries(names.map((name, i) => [name, (values as readonly AbiValue[])[i] as AbiValue]));

/** The types of the call have been read, so the names fit. */
const orderOf = (value: AbiValue | undefined): CreateOrder => {
  const order = named(ORDER, value);
  return {
    ...order,
    addresses: named(ADDRESSES, order.addresses),
    numbers: named(NUMBERS, order.numbers),
  } as unknown as CreateOrder;
};

type Step = { call: (typeof STEPS)[number]; args: readonly AbiValue[] };

/** @throws {NotReadable} for a call that is none of these: `makeExternalCalls` could do anything */
const stepOf = (data: Hex): Step => {
  const call = STEPS.find((one) => data.startsWith(selectorOf(one)));
  const args = call && decodeAbi(typesOf(call), `0x${data.slice(10)}`);
  if (!call || !args) throw new NotReadable({ id: call ? 'why.hiddenBytes' : 'why.innerCall' });
  return { call, args };
};

const refuse = (): NotReadable => new NotReadable({ id: 'why.gmxSent' });

const multicall = ({ args, plan }: Call, context: ReadingContext): Card => {
  const here = CONTRACTS[plan.chainId];
  if (!here) throw refuse();
  const creates: CreateOrder[] = [];
  const updates: UpdateOrder[] = [];
  const cancels: string[] = [];
  const rows: Row[] = [];
  /** sent to the vault and not yet counted to an order, by token in lower case */
  const sent = new Map<string, bigint>();
  let coins = 0n;

  const send = (token: Address, to: Address, amount: bigint): void => {
    if (!sameAddress(to, here.vault)) throw new NotReadable({ id: 'why.gmxReceiver', params: { receiver: to } });
    const key = token.toLowerCase();
    sent.set(key, (sent.get(key) ?? 0n) + amount);
  };
  /** Takes what an order needs out of what was sent; there must be just that. */
  const spend = (needs: [Address, bigint][]): void => {
    const total = new Map<string, bigint>();
    for (const [token, amount] of needs)
      total.set(token.toLowerCase(), (total.get(token.toLowerCase()) ?? 0n) + amount);
    for (const key of new Set([...total.keys(), ...sent.keys()]))
      if ((total.get(key) ?? 0n) !== (sent.get(key) ?? 0n)) throw refuse();
    sent.clear();
  };

  for (const data of args[0] as readonly Hex[]) {
    const step = stepOf(data);
    if (step.call === 'sendWnt(address,uint256)') {
      const [to, amount] = step.args as unknown as [Address, bigint];
      coins += amount;
      send(here.wrapped, to, amount);
    } else if (step.call === 'sendTokens(address,address,uint256)') {
      const [token, to, amount] = step.args as unknown as [Address, Address, bigint];
      send(token, to, amount);
    } else if (step.call === CREATE) {
      const order = orderOf(step.args[0]);
      const { executionFee, initialCollateralDeltaAmount } = order.numbers;
      const pays = typeOf(order).is !== 'decrease';
      spend([
        [here.wrapped, executionFee],
        ...(pays ? [[order.addresses.initialCollateralToken, initialCollateralDeltaAmount] as [Address, bigint]] : []),
      ]);
      creates.push(order);
    } else if (step.call === 'cancelOrder(bytes32)') cancels.push(step.args[0] as string);
    else {
      const fee = sent.get(here.wrapped.toLowerCase()) ?? 0n;
      spend([[here.wrapped, fee]]);
      if (fee > 0n) rows.push(row('row.feeAdded', amountOf(fixed(fee, 18), coinOf(plan.chainId))));
      updates.push(named(UPDATE, step.args) as unknown as UpdateOrder);
    }
  }
  spend([]);
  // What is sent along and not wrapped stays in the router, for anybody to take.
  if (coins !== BigInt(plan.value)) throw refuse();
  if (coins > 0n) rows.push(coinsRow(plan));
  return ordersCard({ chain: plan.chainId, creates, updates, cancels, rows, also: ['call.0'] }, context);
};

export const calls: readonly CallRule[] = Object.entries(CONTRACTS).map(([chain, { exchange }]) => ({
  signature: 'multicall(bytes[])',
  chainIds: [Number(chain)],
  contracts: [exchange],
  read: multicall,
}));
