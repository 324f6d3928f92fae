/**
 * One request of a dApp that a person or a session decides: the unit of the journal. Plain data, small, and complete:
 * the approval page paints from it alone and the worker can die after any write of it.
 * @module
 */
import type { AgentName } from '../keyring/agent.ts';
import type { Hex } from '../lib/bytes.ts';
import type { Text } from '../lib/text.ts';
import type { Outcome } from '../messaging/page-lane.ts';
import type { Terms } from '../policy/limits/permission.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Address } from '../signing/address.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import type { GrantAuthority, Reading } from '../venues/reading.ts';

export type NetworkOffer = {
  chainId: number;
  name: string;
  currency: { name: string; symbol: string; decimals: number };
  rpcUrl: string;
  explorerUrl?: string;
};

/**
 * One trading session that a site asks for. `id`: what the site knows the grant by, 0x and 34 digits. `grant`: what the venue
 * itself is told when the wallet makes a key there, read with a key of zeros; null without a key.
 */
export type SessionOffer = {
  id: Hex;
  venue: { id: string; name: string };
  account: Address;
  chainId: number;
  asked: Terms;
  adjustable: boolean;
  grant: GrantAuthority | null;
};

/** What is asked. */
export type Subject =
  | { type: 'connect' }
  /** `agent`: a key that the wallet holds signs it instead of the account */
  | { type: 'typed-data'; reading: Reading; agent?: { name: AgentName; what: Hex } }
  | { type: 'personal-message'; reading: Reading /** the message, when it is text */; text?: string }
  | { type: 'transaction'; reading: Reading; plan: TransactionPlan }
  | { type: 'session'; offers: SessionOffer[] }
  | { type: 'add-network'; network: NetworkOffer; replaces?: NetworkOffer }
  | { type: 'switch-network'; from: { chainId: number; name: string }; to: { chainId: number; name: string } };

/**
 * `waiting` -> `approved` | `rejected` | `expired` | `void` -> `delivered`.
 * `void`: what it depended on has gone (lock, account, network, permission, tab).
 */
export type RecordState = 'waiting' | 'approved' | 'rejected' | 'expired' | 'void' | 'delivered';

/**
 * `accounts`: those a person chose to show to the site (connect only). `terms`: of each session, as a person set them.
 * `proved`: the password was asked for and fitted. `at`: ms since 1970.
 */
export type Decision = {
  by: 'person';
  answer: 'approve' | 'reject';
  at: number;
  accounts?: Address[];
  terms?: Terms[];
  proved?: true;
};

export type ApprovalRecord = {
  /** made in the worker */
  id: string;
  /** the page's own number for its request, echoed back to it and to nothing else */
  requestId: string;
  origin: string;
  tabId: number;
  documentId: string;
  method: string;
  /** the params as the JSON text that arrived, byte for byte */
  paramsText: string;
  /** the account that signs, or null where none does (connect, networks) */
  account: Address | null;
  /** the site's network when it asked */
  chainId: number;
  /** What an approval is bound to: the 32 bytes that would be signed, or sha-256 of the subject where nothing is. */
  digest: Hex;
  subject: Subject;
  verdict: Verdict;
  /** it came while the wallet was locked, when nobody could read its limits */
  unjudged?: true;
  /** ms since 1970 */
  createdAt: number;
  /** ms since 1970: 30 minutes, or the order's own end where that is sooner */
  expiresAt: number;
  state: RecordState;
  /** Whether a window may open by itself: the page was in front when it asked. */
  window: boolean;
  /** Whether a window or the inbox has shown it: a closed window is not opened again. */
  surfaced: boolean;
  decision?: Decision;
  outcome?: Outcome;
  /** why it expired or became void, in words */
  ended?: Text;
};

/** The account of a record as the approval page names it. */
export type AccountLabel = { address: Address; name: string };

/** What the approval page gets: the record without what only the worker needs, and its place in the queue. */
export type ApprovalView = {
  id: string;
  digest: Hex;
  origin: string;
  method: string;
  /** the params as received, for "the raw message" */
  paramsText: string;
  subject: Subject;
  verdict: Verdict;
  account: AccountLabel | null;
  /** accounts a person can choose from (connect only) */
  accounts: AccountLabel[];
  network: { chainId: number; name: string };
  createdAt: number;
  expiresAt: number;
  state: RecordState;
  /** 1-based place among those waiting, oldest first */
  position: number;
  total: number;
  previousId: string | null;
  nextId: string | null;
  /** why it is `void` or `expired`, in words */
  ended?: Text;
};

/** A line of the inbox. */
export type ApprovalSummary = {
  id: string;
  origin: string;
  headline: Text;
  kind: Subject['type'];
  createdAt: number;
  expiresAt: number;
};
