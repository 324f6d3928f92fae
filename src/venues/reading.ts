/**
 * What a payload says, as data: one of seven readings. Words are ids of the catalogue, values carry where they come from.
 * @module
 */
import type { Text, TextId } from '../lib/text.ts';
import type { Address } from '../signing/address.ts';

/**
 * Where a value comes from. A value made from two sources takes the weaker one.
 * - `signed`: the words the name is put to
 * - `computed`: arithmetic on signed values alone
 * - `market`: from outside, with source and age
 * - `said`: the site's claim
 * - `unsigned`: matters, but this signature does not fix it
 */
export type Mark = 'signed' | 'computed' | 'market' | 'said' | 'unsigned';

export type Value =
  | { type: 'text'; text: Text }
  /** Shown as it is, never shortened: numbers with their unit, names, identifiers. */
  | { type: 'exact'; text: string }
  /** Seconds since 1970; the page shows local time and the time left. */
  | { type: 'time'; at: number }
  | { type: 'address'; address: Address };

/** One row of the ledger: label left, value right, at most two lines of context below. */
export type Row = { label: TextId; value: Value; mark: Mark; context?: { value: Value; mark: Mark }[] };

export type NoteLevel = 'info' | 'care' | 'danger';
export type Note = { level: NoteLevel; text: Text };

/** One leaf of the parsed payload, in the order in which it is hashed. `path` is `message.orders[0].price`. */
export type Field = { path: string; type: string; value: string };

/** A venue that Vouch knows. `network` is the venue's own word when it is not the main one, for example `Testnet`. */
export type Venue = { id: string; name: string; network?: string };

type Shared = {
  /** One sentence, for example "Open a long of {size} at {price} or better". Its params are set in bold. */
  headline: Text;
  rows: Row[];
  notes: Note[];
  /** Every field of the payload, also those that no row shows. */
  fields: Field[];
  /** When the venue itself stops accepting this signature: seconds since 1970. Absent when the payload names no end. */
  validUntil?: number;
};

export type Side = 'long' | 'short';

/** What limits are checked against. Decimal text in whole units; absent means "not in this payload", never zero. */
export type OrderFacts = {
  market: string;
  side: Side;
  size?: string;
  price?: string;
  notional?: string;
  reduceOnly: boolean;
  leverage?: string;
};

export type Order = Shared & { kind: 'order'; venue: Venue; side: Side; orders: OrderFacts[] };
/** `act`: an order goes, or something gets smaller. `stays`: what is still there afterwards. */
export type CancelOrReduce = Shared & {
  kind: 'cancel-or-reduce';
  venue: Venue;
  act: 'cancel' | 'reduce';
  stays: Row[];
};
export type MoveFunds = Shared & {
  kind: 'move-funds';
  venue?: Venue;
  asset: string;
  amount: string;
  recipient: Address | string;
  own: boolean;
};
/**
 * What a grant is about. `everything`: more than trading, or more than Vouch knows of.
 * `nothing`: it takes an earlier grant back.
 */
export type GrantScope = 'trade' | 'fee' | 'spend' | 'login' | 'settings' | 'everything' | 'nothing';
/**
 * `until`: seconds since 1970; absent means without end. `fee`: the highest share of an order that the grantee may take,
 * percent as decimal text. `unlimited`: no amount bounds it.
 */
export type GrantAuthority = Shared & {
  kind: 'grant-authority';
  venue?: Venue;
  grantee: Address | string;
  scope: GrantScope;
  can: Text[];
  cannot: Text[];
  until?: number;
  fee?: string;
  unlimited?: true;
};
export type ChangeOwner = Shared & { kind: 'change-owner'; venue?: Venue; before: Text; after: Text };
/** A signature that is a private key. */
export type KeyDerivation = Shared & { kind: 'key-derivation'; venue: Venue };
/** `why`: what exactly is not understood: a hash, an unknown schema, hidden bytes. */
export type Unreadable = Shared & { kind: 'unreadable'; why: Text; hashOnly: boolean };

export type Reading = Order | CancelOrReduce | MoveFunds | GrantAuthority | ChangeOwner | KeyDerivation | Unreadable;

/** What a reading may take into account besides the payload. All of it comes from the browser or the wallet. */
export type ReadingContext = { origin: string; account: Address; chainId: number /** ms since 1970 */; now: number };
