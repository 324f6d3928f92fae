/** Money that leaves an account, the same for every venue. @module */
import { type Address, sameAddress } from '../signing/address.ts';
import { group } from '../signing/format.ts';
import { address, type Card, exact, row, words } from './adapter.ts';
import type { Note, ReadingContext, Row, Venue } from './reading.ts';

export type Move = {
  venue: Venue;
  headline: 'headline.send' | 'headline.withdraw';
  /** plain decimal in whole units of `asset`; in the smallest unit where the asset's decimals are not known */
  amount: string;
  /** its symbol, or the address of a token that Vouch does not know */
  asset: string;
  to: Address;
  rows?: Row[];
  notes?: Note[];
  also?: readonly string[];
};

export const moveCard = (move: Move, context: ReadingContext): Card => {
  const unknown = move.asset.startsWith('0x');
  const sum = unknown ? group(move.amount) : `${group(move.amount)} ${move.asset}`;
  return {
    kind: 'move-funds',
    venue: move.venue,
    headline: unknown
      ? { id: 'headline.sendUnknownToken' }
      : { id: move.headline, params: { amount: sum, venue: move.venue.name } },
    rows: [
      row('row.amount', unknown ? words('value.smallestUnits', { amount: sum }) : exact(sum)),
      row('row.recipient', address(move.to)),
      ...(move.rows ?? []),
    ],
    notes: move.notes ?? [],
    asset: move.asset,
    amount: move.amount,
    recipient: move.to,
    own: sameAddress(move.to, context.account),
    ...(move.also ? { also: move.also } : {}),
  };
};
