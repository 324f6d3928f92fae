/**
 * What a trader allows: limits of an account at a venue, and of a trading session. Amounts are decimal text in the quote
 * asset of the order (USD and what is worth one), shares are percent, times are ms since 1970, lifetimes seconds. What is
 * absent is not limited.
 * @module
 */
import type { Address } from '../../signing/address.ts';

export type Limits = {
  /** the only markets, as the venue names them */
  markets?: readonly string[];
  /** notional of one order */
  perOrder?: string;
  /** notional of all that is signed in any 24 hours */
  perDay?: string;
  leverage?: string;
  /** how much worse than the reference the worst price may be, percent */
  distance?: string;
  /** the share of an app, and fees that are signed as an amount, each in percent of the order */
  fee?: string;
  /** seconds that an order may stay valid */
  lifetime?: number;
  /** nothing may open or increase */
  reduceOnly?: true;
};

/** `over`: what happens to what is over a limit. A session always falls back to asking. */
export type AccountLimits = Limits & { over: 'ask' | 'refuse' };

/**
 * Transactions to one contract, or to one function of it; `every`: to any address, and to none (a new contract). All that fit
 * a transaction hold at once. Amounts are decimal, in whole coins or tokens.
 */
export type CallLimit = {
  chainId: number;
  contract: string;
  /** 0x and 8 digits in lower case; absent: every function, and a transfer of coins */
  selector?: string;
  over: 'ask' | 'refuse';
  /** the only addresses that such a transaction may go to; empty: none */
  only?: readonly string[];
  /** coins sent along, at most */
  coins?: string;
  /** what it lets others take of a token, at most */
  allowance?: string;
};

/** Minutes of the local day: `from` is inside, `to` is not. A night is `from` above `to`; equal ones are no time at all. */
export type Hours = { from: number; to: number };

/** Trading without asking, for one site. Its counters are in `Spent`. */
export type Session = {
  id: string;
  origin: string;
  account: Address;
  venue: string;
  /** the venue's word for it, where its own key was made for one that is not the main one */
  network?: string;
  limits: Limits;
  /** orders in all */
  orders: number;
  /** notional in all */
  budget: string;
  startsAt: number;
  endsAt: number;
  /** by the person, the kill switch or the start of the browser */
  paused: boolean;
};

/** `notional`: decimal, in the quote asset. */
export type Count = { orders: number; notional: string };

/** What was signed at one moment (ms since 1970). */
export type Spent = Count & { at: number };

/** A session with all that it has used, and what of it in the last day. */
export type Running = { session: Session; used: Count; spent: readonly Spent[] };

export const DAY_MS = 86_400_000;
