/** What the readers of L1 actions share: the account and network that an action is for, and its end. @module */
import type { Address } from '../../signing/address.ts';
import type { JsonObject } from '../../signing/json.ts';
import { address, type Card, row, seconds, time, words } from '../adapter.ts';
import type { Flag, Mark, Note, ReadingContext, Row, Value, Venue } from '../reading.ts';
import { LISTED, type Market, marketOf } from './markets.ts';
import type { Shape } from './shape.ts';

/** `end`: seconds since 1970, after which the venue takes this signature no more. `rows`: account and network. */
export type At = {
  venue: Venue;
  main: boolean;
  context: ReadingContext;
  nonce: bigint;
  vault: Address | undefined;
  /** the same where it is not the signer */
  foreign: Address | undefined;
  end: bigint | undefined;
  rows: Row[];
  notes: Note[];
  also: readonly string[];
};

export type Handler = (action: JsonObject, at: At) => Card;

export const action =
  <T>(shape: Shape<T>, read: (value: T, at: At) => Card): Handler =>
  (json, at) =>
    read(shape(json, 'action'), at);

/** Rows, notes and end of a card that is no order, after its own. */
export const finish = (card: Card, { end, rows, notes, also }: At): Card => ({
  ...card,
  rows: [...card.rows, row('row.acceptedUntil', end === undefined ? words('value.noEnd') : time(end)), ...rows],
  notes: [...card.notes, ...notes],
  ...(end === undefined ? {} : { validUntil: seconds(end) }),
  also: [...(card.also ?? []), ...also],
});

type Named = Market & { from: { mark: Mark; context: [Value, Mark][] }; flags: Flag[]; notes: Note[] };

/** A market with where its name comes from, and what has to be said when Vouch has no name for it. */
export const marketAt = (asset: bigint, path: string, { main, venue }: Pick<At, 'main' | 'venue'>): Named => {
  const market = marketOf(asset, main);
  const id = String(asset);
  if (market.known) {
    const listed = words('value.hlListed', { id, date: LISTED });
    return { ...market, from: { mark: 'computed', context: [[listed, 'computed']] }, flags: [], notes: [] };
  }
  return {
    ...market,
    from: { mark: 'signed', context: [] },
    flags: [{ flag: 'unknown-market', what: path }],
    notes: [{ level: 'care', text: { id: 'note.marketUnknown', params: { id, venue: venue.name } } }],
  };
};

export const accountRow = (vault: Address | undefined): Row =>
  row('row.account', vault === undefined ? words('value.ownAccount') : address(vault));
