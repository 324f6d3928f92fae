/** The rows that lie in the clear, outside the vault. Times are ms since 1970. @module */
import type { NetworkOffer } from '../approvals/record.ts';
import type { AgentName, Curve } from '../keyring/agent.ts';
import type { Hex } from '../lib/bytes.ts';
import type { Text } from '../lib/text.ts';
import type { Count, Session } from '../policy/limits/limits.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { GrantScope, Row } from '../venues/reading.ts';

/** What a site may see: it was given by a person, for the whole origin. */
export type PermissionRow = {
  origin: string;
  accounts: Hex[];
  chainId: number;
  connectedAt: number;
  lastUsedAt: number;
};

/** A network. Without `rpcUrl` nothing is asked of it: nobody chose a node. */
export type NetworkRow = Omit<NetworkOffer, 'rpcUrl'> & { rpcUrl?: string; namedBy?: string };

export type SettingsRow = {
  lockAfterMinutes: number;
  theme: 'system' | 'light' | 'dark';
  takeWindowEthereum: boolean;
  /** prices are asked of the person's own nodes, to lay an order beside */
  referencePrices: boolean;
  /** the approval page offers the skeleton of an adapter for what it cannot read */
  developer: boolean;
  /** the network of sites that are not connected, and of those that connect next */
  chainId: number;
  /** where letters of guardians travel; none are asked before somebody has chosen */
  relays: string[];
  /** hosts of venues that may be called, as `https://api.example` */
  venueHosts: string[];
  /** up to when the person has seen what sessions signed; ms since 1970 */
  lookedAt?: number;
};
export const DEFAULT_SETTINGS: SettingsRow = {
  lockAfterMinutes: 15,
  theme: 'system',
  takeWindowEthereum: false,
  referencePrices: false,
  developer: false,
  chainId: 1,
  relays: [],
  venueHosts: [],
};

/** Tries of the password since the last that fitted. */
export type AttemptsRow = {
  count: number;
  /** ms still to wait at `seenAt` */
  wait: number;
  /** the clock when `wait` was last brought up to date */
  seenAt: number;
};

export type ActivityEntry = {
  /** of the approval record: one record leaves one row */
  id: string;
  at: number;
  origin: string;
  headline: Text;
  kind: string;
  state: string;
  digest: Hex;
  account: Hex | null;
  transactionHash?: Hex;
  /** who decided; absent in lines of before: a person */
  by?: 'person' | 'session' | 'rule';
  /** the session that signed it without asking */
  session?: string;
  /** as it was read and judged */
  receipt?: { venue?: string; rows: Row[]; verdict: Verdict };
};
/** `link` = sha-256(link of the row before ‖ the entry as JSON): a row that is changed or taken out breaks the chain. */
export type ActivityRow = { entry: ActivityEntry; link: Uint8Array };

/** A transaction as it is sent: after a death the same bytes are sent again. */
export type TransactionRow = {
  id: string;
  chainId: number;
  from: Hex;
  nonce: number;
  signed: Hex;
  hash: Hex;
  at: number;
  state: 'signed' | 'sent';
};

/**
 * What stays readable while the wallet is locked (README.md says what a stolen disk shows of it): the keys of mailboxes,
 * which carry no authority, and what is watched, as JSON. Never in it: a share, a phrase, an identity, stop or approval key.
 */
export type WatchRow = { version: 2; mailboxes: { peer: string; key: Uint8Array }[]; watched: string };

/** `peer` or `wallet`: whose mailbox or notice box it came into. `content` is sealed still. */
export type LetterInRow = {
  id: string;
  peer: string | null;
  wallet: string | null;
  from: string;
  content: string;
  at: number;
  done: boolean;
};

/** `took`: relays that said OK. A letter ends with the ack of the other client, a notice when all relays have it. */
export type LetterOutRow = {
  id: string;
  peer: string | null;
  wallet: string | null;
  content: string;
  at: number;
  expiresAt: number;
  tries: number;
  triedAt: number;
  took: string[];
  done: boolean;
};

/** ms; see relay/since.ts */
export type ReadTimesRow = { place: string; complete: number | null; whole: number | null };

/** The forbidden rules that can be opened for one site (`docs/rules.md`). */
export type LiftableRule = 'R1' | 'R2' | 'R5' | 'R13' | 'R17';
/**
 * A rule that one site may break for a while. `left`: ms of its time at `seenAt`, a day to wait and then a day open.
 * `id` is the rule and the origin.
 */
export type LiftRow = { id: string; origin: string; rule: LiftableRule; left: number; seenAt: number };

/**
 * A trading session as it was granted, what of it is used, and what became of it. Ended ones stay for the list. `agent`: the
 * name of the key that the wallet holds for it at the venue.
 */
export type SessionRow = {
  id: string;
  session: Session;
  used: Count;
  agent: AgentName | null;
  grantedAt: number;
  ended: { at: number; by: 'person' | 'site' | 'kill-switch' | 'account' } | null;
};

/** What an account had signed at a venue; `session`: null where a person approved it. Kept for two days. */
export type SpentRow = { id: string; account: Hex; venue: string; at: number; session: string | null } & Count;

/**
 * A right that was given away: to a key, a contract, an app. `id`: of the approval record, or the name of a key that the
 * wallet holds. `until`: ms since 1970; null: no end is named. `revoke`: the venue's own way, in words.
 */
export type GrantRow = {
  id: string;
  at: number;
  origin: string;
  account: Hex;
  venue: { id: string; name: string; network?: string } | null;
  scope: GrantScope;
  /** an address, or a key as the venue writes it */
  grantee: string;
  headline: Text;
  can: Text[];
  until: number | null;
  /** what ends it where no end is signed, in words */
  untilSaid?: Text;
  /** what it is about besides who gets it: what takes it back has the same */
  about?: string[];
  holder: 'wallet' | 'page' | 'other';
  revoke: Text | null;
  /** `asked`: the venue may not know of it yet; `given`: it was approved; `ended`: taken back, or its key is destroyed */
  state: 'asked' | 'given' | 'ended';
  /** of a key that the wallet holds; its secret is the vault record `agent/<id>` */
  agent?: { curve: Curve; name: AgentName; session: string; with: Record<string, string | number | boolean> };
};

/**
 * Money that waits to go out. `asset`, `recipient`: as `policy/limits/money-out.ts` names them, in lower case. `amount`: decimal,
 * the most that may be asked again, or `any`, which one signature uses up. It may be asked from `opensAt` to `closesAt`. Times
 * are ms since 1970.
 */
export type WaitRow = {
  id: string;
  account: Hex;
  origin: string;
  asset: string;
  recipient: string;
  amount: string;
  headline: Text;
  askedAt: number;
  opensAt: number;
  closesAt: number;
  /** by which device; absent: it goes on */
  stopped?: { at: number; by: string };
  /** its time was over once: no clock opens it again */
  closed?: true;
  /** the owner's other devices were told */
  told?: true;
};

/** Money that went out. `id`: of the approval record, and which of its sums. `wait`: the one that it used. */
export type SentRow = {
  id: string;
  account: string;
  asset: string;
  recipient: string;
  /** null: nothing bounds it */
  amount: string | null;
  at: number;
  wait: string | null;
};
