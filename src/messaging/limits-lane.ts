/**
 * The part of the UI lane about limits, trading sessions, keys that the wallet holds, the kill switch and money that waits.
 * Amounts are decimal text in the venue's quote asset, times ms since 1970, unless a type says otherwise.
 * @module
 */
import type { Hex } from '../lib/bytes.ts';
import type { Text } from '../lib/text.ts';
import type { Difference, Policy } from '../policy/limits/document.ts';
import type { Count, Session } from '../policy/limits/limits.ts';
import type { Address } from '../signing/address.ts';
import type { ActivityRow, GrantRow, SessionRow, WaitRow } from '../storage/rows.ts';
import type { Proof } from './ui-lane.ts';

/**
 * `running`: signs without asking. `paused`: by the person, the kill switch or a start of the browser. `used-up`: nothing is
 * left. `over`: its time has come, or it was ended.
 */
export type SessionState = 'running' | 'paused' | 'used-up' | 'over';
export type SessionInfo = {
  session: Session;
  venueName: string;
  used: Count;
  /** never below zero */
  left: Count;
  state: SessionState;
  grantedAt: number;
  ended: SessionRow['ended'];
  /** the key that the wallet holds for it */
  agent: { name: string; until: number | null } | null;
};

/** What was signed without asking since the person last looked; `since`: null when they never did. Newest first. */
export type SignedAlone = { entries: ActivityRow['entry'][]; count: number; since: number | null };

export type PolicyInfo = {
  inForce: Policy;
  /** what was loosened, and when it will hold */
  pending: { policy: Policy; at: number; differences: Difference[] } | null;
  /** opening positions is blocked until then */
  coolingUntil: number | null;
  /** venues that Vouch reads orders of, for the form */
  venues: { id: string; name: string }[];
};

export type GrantInfo = Omit<GrantRow, 'agent'> & {
  /** whose limits reach what it signs: `wallet` for a key that the wallet holds */
  accountName: string;
  session: string | null;
  /** the wallet can make and sign the venue's own message that takes it back */
  revocable: boolean;
};

/**
 * One honest line of the kill switch. `done`; `sending`; `handed`: signed, and with the open page, which has to send it;
 * `ready`: can be done, by a press; `failed`: `text` says why, it can be tried again; `cannot`: not from here, `text` says where.
 */
export type KillLine = {
  id: string;
  what: 'pause' | 'cancel' | 'revoke';
  venue: { id: string; name: string } | null;
  account: Address | null;
  state: 'done' | 'sending' | 'handed' | 'ready' | 'failed' | 'cannot';
  text: Text;
  /** what a cancel leaves there */
  stays?: Text;
  at: number;
};
export type KillInfo = {
  /** when it was last pressed; null: never, or everything was resumed since */
  pressedAt: number | null;
  lines: KillLine[];
  /** hosts of venues that may be called, and whether the person switched them on */
  hosts: { venue: string; host: string; on: boolean }[];
};

/** Money of another device of this person's that waits, as that one told. `account`: its last four characters. */
export type ToldWait = {
  ward: string;
  name: string;
  id: string;
  asset: string;
  amount: string;
  recipient: string;
  account: string;
  opensAt: number;
  at: number;
  answer: 'stopped' | 'mine' | null;
};
export type WaitInfo = WaitRow & { state: 'waiting' | 'open' | 'closed' | 'stopped' };

/** Why the wallet asked for more than a press. Facts of the last request that did, and of now. */
export type StepUpInfo = {
  on: boolean;
  market: { state: 'calm' | 'stressed' | 'unknown'; text: Text; at: number | null }[];
  /** the last requests that were asked for the password or a guardian, newest first */
  last: { at: number; headline: Text; by: 'password' | 'guardian'; why: Text[] }[];
  /**
   * the guardian who says yes besides; null: nobody was asked, `asked`: not accepted yet. `endsAt`: the role was taken back and
   * holds until then
   */
  guardian: { id: string; name: string; state: 'asked' | 'accepted' | 'declined'; endsAt: number | null } | null;
  /** guardians who could be asked for the role */
  candidates: { id: string; name: string }[];
};

/** What a guardian who took the role sees. */
export type CoApprovalDuty = {
  ward: string;
  wardName: string;
  /** `offered`: the role is offered and not answered */
  role: 'offered' | 'accepted' | 'declined';
  requests: {
    id: string;
    at: number;
    headline: string;
    why: string[];
    answer: 'yes' | 'no' | null;
    expiresAt: number;
  }[];
};

/** method -> [params, result] */
export type LimitsLane = {
  'session.list': [null, SessionInfo[]];
  'session.pause': [{ id: string }, null];
  /** Asks the password: a paused session goes on with what is left. */
  'session.resume': [{ id: string; proof: Proof }, null];
  'session.end': [{ id: string }, null];
  'session.signedAlone': [null, SignedAlone];
  /** The person has seen everything up to `at`. */
  'session.looked': [{ at: number }, null];

  'policy.view': [null, PolicyInfo];
  /** Tightens at once, loosens after 24 hours. `proof`: asked for what loosens. */
  'policy.change': [{ policy: Policy; proof: Proof | null }, null];
  /** Takes back what was on its way. */
  'policy.keep': [null, null];
  /** Opening is blocked for so long, in ms. It cannot be taken back; a longer time can be set. */
  'policy.coolOff': [{ forMs: number }, null];
  'policy.export': [null, { file: string; name: string }];
  /** What an import would change; nothing is changed. @throws with the path of what cannot be read */
  'policy.compare': [{ file: string }, { policy: Policy; differences: Difference[]; loosens: boolean }];

  'grant.list': [null, GrantInfo[]];
  /** A person says that it is gone at the venue; the list keeps it as ended. A key of the wallet's own is destroyed. */
  'grant.end': [{ id: string }, null];

  /** Pauses every session, at once. Works while locked too. */
  'kill.press': [null, KillInfo];
  'kill.view': [null, KillInfo];
  /** Carries out a line that is `ready` or `failed`. */
  'kill.act': [{ id: string }, KillInfo];
  'kill.host': [{ host: string; on: boolean }, null];

  'wait.list': [null, WaitInfo[]];
  /** Works while locked too. */
  'wait.stop': [{ id: string }, null];
  /** Empty while locked. */
  'wait.told': [null, ToldWait[]];
  'wait.answer': [{ ward: string; id: string; answer: 'stopped' | 'mine' }, null];

  'stepUp.view': [null, StepUpInfo];
  /** Off needs the password. */
  'stepUp.set': [{ on: boolean; proof: Proof | null }, null];
  /** Asks a guardian for the role, or takes it back (null). */
  'stepUp.askGuardian': [{ id: string | null; proof: Proof }, null];
  /**
   * What the guardian said to a request that waits for them; they are asked, if they were not. `name`: null when nobody has
   * the role any more. `yes`: null without an answer.
   */
  'stepUp.answer': [{ id: string; digest: Hex }, { name: string | null; yes: boolean | null }];
  'coApproval.duties': [null, CoApprovalDuty[]];
  'coApproval.role': [{ ward: string; accept: boolean }, null];
  'coApproval.answer': [{ ward: string; id: string; yes: boolean }, null];

  'receipts.export': [{ as: 'json' | 'csv' }, { file: string; name: string }];
  /** The key that signs receipts, and whether every row still follows from the one before it. */
  /** `key`: null until the first signed file has made one */
  'receipts.check': [null, { key: Hex | null; count: number; broken: boolean }];
};

/** The handlers of one group, as `background/<group>/lane.ts` gives them. */
export type LaneHandlers<Group extends string> = {
  [M in keyof LimitsLane as M extends `${Group}.${string}` ? M : never]: (
    params: LimitsLane[M][0],
  ) => Promise<LimitsLane[M][1]>;
};
