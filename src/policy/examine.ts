/**
 * The one way from a request to what a person is shown: parsed, read and judged, with the 32 bytes that would be signed.
 * Pure: the same params and context give the same examination, so the gate before a signature runs it again.
 * @module
 */

import type { AgentName } from '../keyring/agent.ts';
import type { Hex } from '../lib/bytes.ts';
import type { Address } from '../signing/address.ts';
import { readPersonalParams } from '../signing/personal.ts';
import { RequestError } from '../signing/request-error.ts';
import { parseSiwe } from '../signing/siwe.ts';
import { type TransactionPlan, transactionDigest } from '../signing/transaction.ts';
import { readTypedDataParams, readTypedDataV3Params, type TypedData } from '../signing/typed-data.ts';
import { openPreimage, readVenueOrderParams } from '../venues/open.ts';
import { readPersonal } from '../venues/personal.ts';
import type { Reading, ReadingContext } from '../venues/reading.ts';
import { type DomainMatch, matchDomain } from '../venues/registry.ts';
import { readTransaction } from '../venues/transaction.ts';
import { readTypedData, unsignedNotes } from '../venues/typed-data.ts';
import { judge } from './judge.ts';
import type { Verdict } from './verdict.ts';

/** What the request itself does not say. Its account is in its params. */
export type Circumstances = Omit<ReadingContext, 'account'>;

export type Examined = {
  account: Address;
  digest: Hex;
  reading: Reading;
  verdict: Verdict;
  /** a personal message that is text, with what is hidden in it made visible */
  text?: string;
  /** a hash, or a message of a venue that no adapter reads: it may be an order of any size */
  mayBeOrder?: true;
  /** a key that the wallet holds signs this instead of the account; `what`: the bytes that it signs */
  agent?: { name: AgentName; what: Hex };
};

/** Limits and a reference price are not part of a request: without them nothing is checked against them. */
const BARE = { data: null, match: null, signIn: null, reference: null, bounds: null };

const judgeTypedData = (
  data: TypedData,
  context: ReadingContext,
  read: (match: DomainMatch | null) => Reading,
): Examined => {
  const match = matchDomain(data);
  const reading = read(match);
  return {
    account: context.account,
    digest: data.digest,
    reading,
    verdict: judge({ ...BARE, reading, context, data, match }),
  };
};

const typedData =
  (readParams: typeof readTypedDataParams) =>
  (paramsText: string, circumstances: Circumstances): Examined => {
    const { account, data, preimage } = readParams(paramsText);
    const context = { ...circumstances, account };
    if (!preimage) return judgeTypedData(data, context, (match) => readTypedData(data, context, match));
    const opened = openPreimage(preimage, context);
    if (opened.data.digest !== data.digest)
      throw new RequestError('request.preimage', { made: opened.data.digest, asked: data.digest });
    const notes = [...opened.reading.notes, ...unsignedNotes(data)];
    return judgeTypedData(data, context, () => ({ ...opened.reading, notes }));
  };

/** `eth_signTypedData_v4`, its params as they arrived. @throws {RequestError} */
export const examineTypedData = typedData(readTypedDataParams);

/** `eth_signTypedData_v3`, its params as they arrived. @throws {RequestError} */
const examineTypedDataV3 = typedData(readTypedDataV3Params);

/** `wallet_signVenueOrder`, its params as they arrived: the hash is made here. @throws {RequestError} */
export const examineVenueOrder = (paramsText: string, circumstances: Circumstances): Examined => {
  const { account, preimage } = readVenueOrderParams(paramsText);
  const context = { ...circumstances, account };
  const { data, reading } = openPreimage(preimage, context);
  return judgeTypedData(data, context, () => reading);
};

/** `personal_sign`, its params as they arrived. @throws {RequestError} */
export const examinePersonal = (paramsText: string, circumstances: Circumstances): Examined => {
  const { account, message } = readPersonalParams(paramsText);
  const context = { ...circumstances, account };
  const signIn = message.text === null ? null : parseSiwe(message.text);
  const reading = readPersonal(message, signIn, context);
  return {
    account,
    digest: message.digest,
    reading,
    verdict: judge({ ...BARE, reading, context, signIn }),
    ...(message.text === null ? {} : { text: message.shown }),
  };
};

/** `eth_sendTransaction`, every field decided. */
export const examineTransaction = (plan: TransactionPlan, circumstances: Circumstances): Examined => {
  const context = { ...circumstances, account: plan.from };
  const reading = readTransaction(plan, context);
  return {
    account: plan.from,
    digest: transactionDigest(plan),
    reading,
    verdict: judge({ ...BARE, reading, context }),
  };
};

/** What signs a message or typed data, by the method that asks for it. */
export const SIGNING: Readonly<Record<string, typeof examineVenueOrder>> = {
  personal_sign: examinePersonal,
  eth_signTypedData_v3: examineTypedDataV3,
  eth_signTypedData_v4: examineTypedData,
  wallet_signVenueOrder: examineVenueOrder,
};
