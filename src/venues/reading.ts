/**
 * What a payload says, as data: one of seven readings. Words are ids of the catalogue, values carry where they come from.
 * @module
 */
import type { AgentName } from '../keyring/agent.ts';
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
  /** Those of `fields` that no row says in a trader's words: nonces, salts, ids. Listed under "also signed". */
  notShown?: Field[];
  /** What a trader would expect to be fixed and this signature leaves open, one sentence each. */
  notCovered?: Text[];
  /** Addresses besides the signing account that this pays out to, or that get something from it (rule R3). */
  receivers?: Address[];
  /** What a rule has to speak of and no row can say alone. */
  flags?: Flag[];
  /**
   * The highest share of an order that an app takes besides the venue: percent as decimal text (R9). `0` where what is signed
   * would name an app and names none; absent where it does not say, for example because the venue keeps it for the account.
   */
  builderFee?: string;
  /** The leverage that this sets for a market, and so for orders to come: decimal text (R7). */
  leverage?: string;
  /** When the venue itself stops accepting this signature: seconds since 1970. Absent when the payload names no end. */
  validUntil?: number;
};

/**
 * - `no-stop-loss`: the venue takes one with the order, and there is none (R8)
 * - `hidden-parameters`: part of what is agreed to is only here as a hash (R11)
 * - `hooks`: other code runs with it: a callback, an extension, hooks (R12)
 * - `unknown-market`: its market or decimals are not in Vouch's lists: no limit can be checked (R7)
 * `what`: the field that says so.
 */
export type Flag = { flag: 'no-stop-loss' | 'hidden-parameters' | 'hooks' | 'unknown-market'; what: string };

/** `long`: buys, or gains when the price rises. `short`: sells. */
export type Side = 'long' | 'short';

/**
 * - `open`: of a perpetual or future, and not signed as reduce-only: it can open or increase a position
 * - `reduce`: signed reduce-only, or the venue's own close type: it can only make a position smaller
 * - `close`: the same for the whole position
 * - `trade`: buys or sells something that is no perpetual: an option, a token, a share of a prediction
 */
export type Effect = 'open' | 'reduce' | 'close' | 'trade';

/** What limits are checked against. Decimal text in whole units; absent means "not in this payload", never zero. */
export type OrderFacts = {
  /** as the venue names it: `ETH-PERP`; its own id where Vouch's lists do not know the name */
  market: string;
  side: Side;
  effect: Effect;
  /** of the base asset, or contracts */
  size?: string;
  /** the worst price that can fill it, in the quote asset */
  price?: string;
  /** both amounts are signed, but in units that Vouch does not know: something bounds the price that cannot be told */
  bounded?: true;
  /** in dollars, or in the quote asset where that is as good as dollars */
  notional?: string;
  /** fees that are signed as an amount, at most, in the quote asset */
  fee?: string;
  /** as signed, never as said */
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
export type GrantScope = 'trade' | 'fee' | 'spend' | 'login' | 'votes' | 'settings' | 'everything' | 'nothing';
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
  /** of scope `spend`: what may be taken, token by token */
  spends?: Spend[];
  /**
   * What it is about besides who gets it, each as text that only the same thing has: a token where its allowance is kept, a
   * subaccount. What takes a grant back has the same.
   */
  about?: string[];
  /** the venue lets such a grant name subaccounts, and this one is for all of them (rule R5) */
  allSubaccounts?: true;
};
/**
 * `asset`: its symbol, or the token's address where Vouch does not know it. `amount`: as in MoveFunds; null: nothing bounds it.
 * `chainId`: of the token, 0 where it is not said.
 */
export type Spend = { chainId: number; token: Address; asset: string; amount: string | null };
export type ChangeOwner = Shared & { kind: 'change-owner'; venue?: Venue; before: Text; after: Text };
/**
 * A signature that is a private key. `site`: whether the site that asks is the venue's own; `unknown` where no list of its
 * sites is known to Vouch.
 */
export type KeyDerivation = Shared & { kind: 'key-derivation'; venue: Venue; site: 'own' | 'foreign' | 'unknown' };
/** `why`: what exactly is not understood: a hash, an unknown schema, hidden bytes. */
export type Unreadable = Shared & { kind: 'unreadable'; why: Text; hashOnly: boolean };

export type Reading = Order | CancelOrReduce | MoveFunds | GrantAuthority | ChangeOwner | KeyDerivation | Unreadable;

/** What a reading may take into account besides the payload. All of it comes from the browser or the wallet. */
export type ReadingContext = {
  origin: string;
  account: Address;
  chainId: number;
  /** ms since 1970 */
  now: number;
  /** the key of the wallet's own that signs for the account, where one does */
  agent?: AgentName;
  /** ids of the rules that the person opened for this origin (`R1`): what they forbid is a danger there, if it can be lifted */
  lifted?: readonly string[];
};
