/** A subaccount of Vertex and its forks: 32 bytes, of which 20 are the owner's address and 12 a name. @module */
import { type Address, checksum } from '../../signing/address.ts';
import { exact, own, row, words } from '../adapter.ts';
import type { ReadingContext, Row, Value } from '../reading.ts';

export type Subaccount = { owner: Address; name: Value; label: string };

/** A name is ASCII with zeros behind it; what is anything else is shown as bytes, whose length no name has. */
const nameOf = (hex: string): string => {
  const digits = hex.replace(/(?:00)+$/, '');
  const text = (digits.match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
  return /^(?:[!-~]+(?: [!-~]+)*)?$/.test(text) ? text : `0x${hex}`;
};

export const subaccountOf = (bytes32: string): Subaccount => {
  const label = nameOf(bytes32.slice(42).toLowerCase());
  return {
    owner: checksum(bytes32.slice(0, 42)),
    name: label === '' ? words('value.noneNamed') : exact(label),
    label,
  };
};

/** @throws {NotReadable} when it belongs to another account than the one that signs. */
export const ownSubaccount = (bytes32: string, context: ReadingContext): Row => {
  const { owner, name } = subaccountOf(bytes32);
  own(owner, context);
  return row('row.subaccount', name);
};
