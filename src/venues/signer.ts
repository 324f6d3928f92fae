/** What a message says of its signer and its time, where a key of the wallet's own signs instead of the account. @module */
import { type Address, sameAddress } from '../signing/address.ts';
import { NotReadable, own } from './adapter.ts';
import type { ReadingContext } from './reading.ts';

/** @throws {NotReadable} for any other than the one that is going to sign */
export const mustSign = (signer: Address, context: ReadingContext): void => {
  const { agent } = context;
  if (agent === undefined) own(signer, context);
  else if (!sameAddress(signer, agent))
    throw new NotReadable({ id: 'why.notTheSigner', params: { signer, key: agent } });
};

/** Clocks differ. */
const AHEAD_MS = 60_000n;

/**
 * What is dated ahead is taken later: a site could keep it until long after the session that signed it has ended.
 * @param at ms since 1970 @throws {NotReadable} where a key of the wallet's own signs
 */
export const notAhead = (at: bigint, { agent, now }: ReadingContext): void => {
  if (agent !== undefined && at > BigInt(now) + AHEAD_MS)
    throw new NotReadable({ id: 'why.datedAhead', params: { time: String(at) } });
};
