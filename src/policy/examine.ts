/**
 * The one way from a request to what a person is shown: parsed, read and judged, with the 32 bytes that would be signed.
 * Pure: the same params and context give the same examination, so the gate before a signature runs it again.
 * @module
 */

import { sha256 } from '@noble/hashes/sha2.js';
import type { AgentName } from '../keyring/agent.ts';
import { type Hex, toHex, utf8 } from '../lib/bytes.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { readPersonalParams } from '../signing/personal.ts';
import { RequestError } from '../signing/request-error.ts';
import { parseSiwe } from '../signing/siwe.ts';
import { type TransactionPlan, transactionDigest } from '../signing/transaction.ts';
import { readTypedDataParams, readTypedDataV3Params, type TypedData } from '../signing/typed-data.ts';
import { openPreimage, openText, readVenueOrderParams } from '../venues/open.ts';
import { readPersonal } from '../venues/personal.ts';
import type { Reading, ReadingContext } from '../venues/reading.ts';
import { adapters, type DomainMatch, matchDomain } from '../venues/registry.ts';
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

/** A reference price is not part of a request: without one nothing is checked against it. */
const BARE = { data: null, match: null, signIn: null, reference: null };

/** A hash, or a message of a venue that no adapter reads, may be an order of any size. */
const mayBeOrder = (reading: Reading, ofVenue: boolean): Pick<Examined, 'mayBeOrder'> =>
  reading.kind === 'unreadable' && (reading.hashOnly || ofVenue) ? { mayBeOrder: true } : {};

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
    ...mayBeOrder(reading, match !== null),
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

/**
 * `wallet_signVenueOrder`, its params as they arrived: the hash is made here. Where an ed25519 key signs, `digest` is the
 * SHA-256 of its message.
 * @throws {RequestError}
 */
export const examineVenueOrder = (paramsText: string, circumstances: Circumstances): Examined => {
  const { account, agent, preimage } = readVenueOrderParams(paramsText);
  const context = { ...circumstances, account, ...(agent && { agent }) };
  const text = openText(preimage, context);
  if (!text) {
    const { data, reading } = openPreimage(preimage, context);
    const examined = judgeTypedData(data, context, () => reading);
    return agent ? { ...examined, agent: { name: agent, what: data.digest } } : examined;
  }
  const { message, reading } = text;
  return {
    account,
    digest: toHex(sha256(utf8(message))),
    reading,
    verdict: judge({ ...BARE, reading, context }),
    ...mayBeOrder(reading, true),
    ...(agent && { agent: { name: agent, what: toHex(utf8(message)) } }),
  };
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
    ...mayBeOrder(reading, false),
    ...(message.text === null ? {} : { text: message.shown }),
  };
};

/** On any network: what Vouch does not know of a venue it may have there. */
const isVenueContract = (to: Address | null): boolean =>
  to !== null &&
  adapters.some(({ calls = [] }) => calls.some(({ contracts }) => contracts.some((one) => sameAddress(one, to))));

/** `eth_sendTransaction`, every field decided. */
export const examineTransaction = (plan: TransactionPlan, circumstances: Circumstances): Examined => {
  const context = { ...circumstances, account: plan.from };
  const reading = readTransaction(plan, context);
  return {
    account: plan.from,
    digest: transactionDigest(plan),
    reading,
    verdict: judge({ ...BARE, reading, context }),
    ...mayBeOrder(reading, isVenueContract(plan.to)),
  };
};

/** What signs a message or typed data, by the method that asks for it. */
export const SIGNING: Readonly<Record<string, typeof examineVenueOrder>> = {
  personal_sign: examinePersonal,
  eth_signTypedData_v3: examineTypedDataV3,
  eth_signTypedData_v4: examineTypedData,
  wallet_signVenueOrder: examineVenueOrder,
};
