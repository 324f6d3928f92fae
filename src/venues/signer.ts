/** Who signs what a message names a signer in: the key of the wallet's own where one does, else the account. @module */
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
