/** What all actions of Derive have around their bytes, and how those bytes are taken apart. @module */
import type { Hex } from '../../lib/bytes.ts';
import { type AbiValue, decodeAbi } from '../../signing/abi.ts';
import type { Address } from '../../signing/address.ts';
import { NotReadable, row, time } from '../adapter.ts';
import type { Note, ReadingContext, Row, Venue } from '../reading.ts';

export type Action = {
  subaccountId: bigint;
  nonce: bigint;
  module: Address;
  data: Hex;
  expiry: bigint;
  owner: Address;
  signer: Address;
};

/** `rows` and `notes` are those of every card: version, subaccount, and whose account it is when not the one that signs. */
export type Frame = {
  action: Action;
  chainId: number;
  version: 'v2' | 'v3';
  venue: Venue;
  context: ReadingContext;
  rows: Row[];
  notes: Note[];
};

/** Amounts, prices and fees of Derive count 1e18; what is taken out counts as the token does. */
export const DECIMALS = 18;

/** @throws {NotReadable} unless the bytes are exactly these values. */
export const decode = (types: string, { data }: Action): readonly AbiValue[] => {
  const values = decodeAbi(types, data);
  if (!values) throw new NotReadable({ id: 'why.hiddenData', params: { length: String((data.length - 2) / 2) } });
  return values;
};

/** When the venue stops taking the signature. */
export const untilRow = ({ action }: Frame): Row => row('row.acceptedUntil', time(action.expiry));
