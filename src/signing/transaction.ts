/** Transactions: what a page asks for, and the bytes of an EIP-1559 transaction. @see https://eips.ethereum.org/EIPS/eip-1559 @module */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, type Hex, toHex } from '../lib/bytes.ts';
import { type Address, AddressError, parseAddress } from './address.ts';
import { isList, isNumber, isObject, type Json, parseParams } from './json.ts';
import { RequestError } from './request-error.ts';
import { visible } from './visible.ts';

/** An EIP-1559 transaction with every field decided before it is shown. Quantities are wei, gas is units; decimal text. */
export type TransactionPlan = {
  chainId: number;
  from: Address;
  to: Address | null;
  value: string;
  data: Hex;
  nonce: number;
  gasLimit: string;
  maxFeePerGas: string;
  maxPriorityFeePerGas: string;
};

/** What the page asked for. What is absent is for the wallet to fill in. */
export type TransactionRequest = Pick<TransactionPlan, 'from' | 'to' | 'value' | 'data'> &
  Partial<Pick<TransactionPlan, 'chainId' | 'nonce' | 'gasLimit' | 'maxFeePerGas' | 'maxPriorityFeePerGas'>> & {
    /** of a page that knows no EIP-1559: what it would pay for a unit of gas */
    gasPrice?: string;
  };

const KEYS = new Set(
  'from to value data input gas gasLimit gasPrice maxFeePerGas maxPriorityFeePerGas nonce chainId type accessList'.split(
    ' ',
  ),
);

const quantity = (json: Json, key: string): bigint => {
  if (typeof json !== 'string' || !/^0x[\da-fA-F]{1,64}$/.test(json))
    throw new RequestError('request.quantity', { key });
  return BigInt(json);
};

const small = (json: Json, key: string): number => {
  const value = Number(isNumber(json) ? json.number : quantity(json, key));
  if (!Number.isSafeInteger(value) || value < 0) throw new RequestError('request.quantity', { key });
  return value;
};

const address = (json: Json, key: string): Address => {
  try {
    return parseAddress(typeof json === 'string' ? json : '');
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    throw new RequestError('request.address', { path: key });
  }
};

const bytes = (json: Json, key: string): Hex => {
  if (typeof json !== 'string' || !/^0x(?:[\da-fA-F]{2})*$/.test(json))
    throw new RequestError('request.bytes', { path: key, type: 'bytes' });
  return toHex(fromHex(json));
};

/**
 * The params of `eth_sendTransaction` as they arrived. Types 0 and 2 are understood; both are sent as type 2.
 * @throws {RequestError} also for keys and types that Vouch does not know: they could change what is sent.
 */
export const readTransactionParams = (paramsText: string): TransactionRequest => {
  const [json] = parseParams(paramsText, 1, 1);
  if (!isObject(json)) throw new RequestError('request.transaction');
  const given = new Map([...json].filter(([, value]) => value !== null));
  const get = <T>(key: string, read: (json: Json, key: string) => T): T | undefined => {
    const value = given.get(key);
    return value === undefined ? undefined : read(value, key);
  };
  for (const key of given.keys())
    if (!KEYS.has(key)) throw new RequestError('request.transactionKey', { key: visible(key) });
  const accessList = given.get('accessList');
  if (accessList !== undefined && !(isList(accessList) && accessList.length === 0))
    throw new RequestError('request.transactionKey', { key: 'accessList' });
  const type = get('type', small);
  if (type !== undefined && type !== 0 && type !== 2) throw new RequestError('request.transactionType');

  const from = get('from', address);
  if (!from) throw new RequestError('request.address', { path: 'from' });
  const data = get('data', bytes);
  const input = get('input', bytes);
  if (data !== undefined && input !== undefined && data !== input) throw new RequestError('request.dataTwice');
  // Some libraries name the contract to be made with an empty text.
  const to = given.get('to') === '' ? null : (get('to', address) ?? null);
  const decimal = (key: string): string | undefined => get(key, quantity)?.toString();

  const rest = {
    chainId: get('chainId', small),
    nonce: get('nonce', small),
    gasLimit: decimal('gas') ?? decimal('gasLimit'),
    gasPrice: decimal('gasPrice'),
    maxFeePerGas: decimal('maxFeePerGas'),
    maxPriorityFeePerGas: decimal('maxPriorityFeePerGas'),
  };
  return {
    from,
    to,
    value: decimal('value') ?? '0',
    data: data ?? input ?? '0x',
    ...(Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ) as Partial<TransactionPlan>),
  };
};

type Rlp = Uint8Array | Rlp[];

const big = (value: bigint | number | string): Uint8Array => {
  const hex = BigInt(value).toString(16);
  return hex === '0' ? new Uint8Array() : fromHex(`0x${hex.length % 2 ? '0' : ''}${hex}`);
};

const prefix = (length: number, short: number): Uint8Array => {
  if (length < 56) return Uint8Array.of(short + length);
  const size = big(length);
  return concat(Uint8Array.of(short + 55 + size.length), size);
};

const rlp = (item: Rlp): Uint8Array => {
  if (Array.isArray(item)) {
    const body = concat(...item.map(rlp));
    return concat(prefix(body.length, 0xc0), body);
  }
  return item.length === 1 && (item[0] ?? 0) < 0x80 ? item : concat(prefix(item.length, 0x80), item);
};

const fieldsOf = (plan: TransactionPlan): Rlp[] => [
  big(plan.chainId),
  big(plan.nonce),
  big(plan.maxPriorityFeePerGas),
  big(plan.maxFeePerGas),
  big(plan.gasLimit),
  plan.to === null ? new Uint8Array() : fromHex(plan.to),
  big(plan.value),
  fromHex(plan.data),
  [],
];

const typed = (fields: Rlp[]): Uint8Array => concat(Uint8Array.of(2), rlp(fields));

export const unsignedBytes = (plan: TransactionPlan): Uint8Array => typed(fieldsOf(plan));

/** The 32 bytes that are signed. */
export const transactionDigest = (plan: TransactionPlan): Hex => toHex(keccak_256(unsignedBytes(plan)));

/** What is broadcast. `r` and `s` are 32 bytes each. */
export const encodeSigned = (plan: TransactionPlan, { r, s, yParity }: { r: Hex; s: Hex; yParity: 0 | 1 }): Hex =>
  toHex(typed([...fieldsOf(plan), big(yParity), big(r), big(s)]));

/** The hash by which the network knows a transaction. */
export const transactionHash = (signed: Hex): Hex => toHex(keccak_256(fromHex(signed)));
