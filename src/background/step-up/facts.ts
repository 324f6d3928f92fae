/** What the activity tells of a person's habits: its lines as the pure facts of `policy/step-up/anomaly.ts`. @module */
import type { Act, Local, Move } from '../../policy/step-up/anomaly.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import type { MoveFunds, Row, Value } from '../../venues/reading.ts';

const valueIn = (rows: readonly Row[], label: Row['label']): Value | undefined =>
  rows.find((row) => row.label === label)?.value;

/** A value as one key: the same in the request and in the line that an earlier one left. */
const keyOf = (value: Value | undefined): string | undefined => {
  switch (value?.type) {
    case 'address':
      return value.address.toLowerCase();
    case 'exact':
      return value.text.toLowerCase();
    case 'text':
      return [value.text.id, ...Object.values(value.text.params ?? {})].join(' ').toLowerCase();
    default:
      return undefined;
  }
};

/** `1,200.50 USDC`, or a number of smallest units of the token in its row. */
const sumOf = (rows: readonly Row[]): Pick<Move, 'asset' | 'amount'> => {
  const value = valueIn(rows, 'row.amount');
  const plain = (amount: string) => amount.replaceAll(',', '');
  if (value?.type === 'exact') {
    const [, amount, asset] = /^(\d[\d,]*(?:\.\d+)?) (\S.*)$/.exec(value.text) ?? [];
    return amount && asset ? { amount: plain(amount), asset: asset.toLowerCase() } : {};
  }
  const units =
    value?.type === 'text' && value.text.id === 'value.smallestUnits' ? value.text.params?.amount : undefined;
  const asset = keyOf(valueIn(rows, 'row.token'));
  return units && asset ? { amount: plain(units), asset } : {};
};

/** Null for money that stays with the person: to an account of the wallet, or to one of their own at the venue. */
const moveIn = (rows: readonly Row[], own: readonly Address[]): Move | null => {
  const to = valueIn(rows, 'row.recipient');
  const recipient = keyOf(to);
  if (recipient === undefined || (to?.type === 'text' && to.text.id.startsWith('value.own'))) return null;
  if (own.some((account) => sameAddress(account, recipient))) return null;
  return { recipient, ...sumOf(rows) };
};

/** Of a request that moves money out. */
export const moveOf = (reading: MoveFunds): Move =>
  moveIn(reading.rows, []) ?? { recipient: reading.recipient.toLowerCase(), ...sumOf(reading.rows) };

/** @param entries what the person signed */
export const actsOf = (entries: readonly ActivityEntry[], own: readonly Address[]): Act[] =>
  entries.map(({ at, kind, account, receipt }) => {
    const moves = kind === 'move-funds' && receipt ? moveIn(receipt.rows, account ? [...own, account] : own) : null;
    return { at, kind, ...(moves && { moves }) };
  });

/** Where this computer is. */
export const here: Local = (at) => {
  const date = new Date(at);
  return { hour: date.getHours(), day: date.toDateString() };
};
