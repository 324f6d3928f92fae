/**
 * The part of the UI lane about guardians: what each screen shows, and what a person can do there. Views carry no secret
 * but where a method says so. Times are ms since 1970, lengths of time are ms.
 * @module
 */
import type { Text } from '../lib/text.ts';
import type { Proof } from './ui-lane.ts';

export type GuardianKind = 'person' | 'device' | 'paper';
export type Delays = { one: number; two: number; three: number };
/** A row of the table of delays: `need` say yes -> wait. `people`: the row that all people reach together. */
export type RowView = { row: 'one' | 'two' | 'three'; need: number; delay: number; people: boolean };

/** How far two clients are with each other. Each state says who has to do what next. */
export type PairingState =
  /** an invite is out; nobody has opened it */
  | 'invited'
  | 'expired'
  /** both clients have met; the words are still being made (a letter is under way) */
  | 'meeting'
  /** words are there and have not been compared here */
  | 'words'
  /** compared here; the other side has not yet */
  | 'waiting'
  | 'paired'
  /** the words did not fit: the invite is burned */
  | 'mismatch';

export type InviteView = { link: string; expiresAt: number };

/** One guardian, as the owner sees them. */
export type GuardianView = {
  id: string;
  name: string;
  kind: GuardianKind;
  /** how to reach them, for the card; the owner's own words */
  reach: string;
  /** what several guardians may have in common (a household, an employer, a provider), for the warning */
  common: string[];
  pairing: PairingState | null; // null for paper
  invite: InviteView | null;
  /** the five words to read out; the others' five are typed */
  words: string[] | null;
  comparedAt: number | null;
  /**
   * none: holds nothing yet; offered: sent, not yet proved; holds: proved and in force; resigned: has given it back;
   * leaving: stands in the manifest in force, not in the next one
   */
  holds: 'none' | 'offered' | 'holds' | 'resigned' | 'leaving';
  /** last proof that they hold it (paper: last scan-back) */
  provedAt: number | null;
  /** no proof for longer than a check-in and a half */
  quiet: boolean;
  /** letters to them that no relay has taken or nobody has acked; they can go as a file */
  unsent: number;
};

export type ChangeView = {
  /** when it takes effect if nobody objects */
  effectiveAt: number;
  state: 'waiting' | 'needs people' | 'stopped';
  objections: number;
  needed: number;
};

export type ProtectionView = {
  /** draft: guardians are being chosen and paired; sharing: parts are under way; rehearse: all hold, no rehearsal passed; protected */
  state: 'none' | 'draft' | 'sharing' | 'rehearse' | 'protected';
  /** of the draft, as are `delays`, `rows` and `ownerFactor` */
  t: number;
  /** what the manifest in force says, with the ids of its guardians; null before the first set-up */
  inForce: { t: number; guardians: string[] } | null;
  delays: Delays;
  rows: RowView[];
  guardians: GuardianView[];
  /** of this plan: two people of one household, paper alone reaches t, everybody needed, ... `typed`: must be confirmed by typing */
  warnings: { text: Text; typed: boolean }[];
  /** the draft differs from what is in force: "protect" or "change" makes it so */
  changed: boolean;
  /** why the draft cannot be put in force yet */
  missing: Text | null;
  ownerFactor: boolean;
  epoch: number;
  /** four words that name this set-up; on the guardian card */
  fingerprint: string[];
  rehearsal: {
    passedAt: number | null;
    nextAt: number | null;
    /** `answered`: ids of guardians */
    running: { startedAt: number; answered: string[]; need: number } | null;
  };
  refreshedAt: number | null;
  nextRefreshAt: number | null;
  change: ChangeView | null;
  alert: { until: number } | null;
  /** false where alert mode would change nothing, or its 30 days in 90 are used up */
  canAlert: boolean;
  /** a plan that waits for one press (`guardian` is an id): a guardian is quiet, has resigned or has a new computer */
  plan: { guardian: string; why: 'quiet' | 'resigned' | 'moved' } | null;
};

export type AdviceView = { is: 'fine' | 'last' | 'gone'; text: Text };

/** Somebody whose wallet this client looks after. */
export type WardView = {
  id: string;
  name: string;
  reach: string;
  pairing: PairingState;
  words: string[] | null;
  comparedAt: number | null;
  holds: 'none' | 'offered' | 'holds' | 'resigned';
  /** how many there are, and how many of them bring the ward back */
  all: number;
  need: number;
  delays: Delays | null;
  lastCheckIn: number | null;
  /** a rehearsal that waits for this person's answer */
  rehearsal: { at: number } | null;
  /** the owner has announced a change of guardians */
  change: (ChangeView & { objected: boolean }) | null;
  /** two different set-ups with one number were shown to us: both are kept, neither is believed */
  contradiction: boolean;
  unsent: number;
};

/** A recovery request that this guardian has opened, or that reached the notice box. */
export type AskView = {
  id: string;
  /** the ward it is for, or null: not chosen yet */
  ward: string | null;
  wardName: string | null;
  reach: string;
  comparedAt: number | null;
  askedAt: number;
  /** meeting: words are being made; words: type them; matched; mismatch; none: seen in the notice box only (this guardian has no link) */
  words: 'meeting' | 'words' | 'matched' | 'mismatch' | 'none';
  /** the request itself is here: it comes sealed, after the words */
  arrived: boolean;
  /** how many have said yes, this guardian included */
  approvals: number;
  need: number;
  rows: RowView[];
  mine: 'none' | 'approved' | 'declined' | 'withdrawn';
  /** at the earliest; null until a row is reached */
  dueAt: number | null;
  frozenUntil: number | null;
  canFreeze: boolean;
  canStop: boolean;
  myStop: boolean;
  stops: number;
  stopsNeeded: number | null;
  /** the owner's device has stopped it: only the row of all people can still be reached */
  ownerStopped: boolean;
  over: 'stopped' | 'opened' | 'cancelled' | null;
  /** the share has been sent, or is queued until the box could be read */
  released: 'no' | 'waiting' | 'yes';
  onlyPeople: boolean;
};

export type RecoveryPerson = {
  id: string;
  name: string;
  link: string;
  /** waiting: has not opened it; call: words can be read out; asked: they know, no answer; yes; no; withdrawn; opened: their part is here; bad: their part is wrong */
  state: 'waiting' | 'call' | 'asked' | 'yes' | 'no' | 'withdrawn' | 'opened' | 'bad' | 'expired';
  words: string[] | null;
  at: number | null;
  /** what their client says: at the earliest, and what holds it up */
  dueAt: number | null;
  frozenUntil: number | null;
  stopped: boolean;
  unsent: number;
};
export type RecoveryView = {
  startedAt: number;
  people: RecoveryPerson[];
  papers: { id: string; at: number; good: boolean | null }[];
  /** how many are needed; null until a guardian has told */
  need: number | null;
  yes: number;
  rows: RowView[];
  /** the t-th of the dates of the guardians, at the earliest */
  dueAt: number | null;
  /** guardians tell of different set-ups: fingerprints to hold against the card */
  groups: { id: string; fingerprint: string[]; people: string[] }[];
  needsOwnerKey: boolean;
  state: 'asking' | 'waiting' | 'opening' | 'open' | 'stopped';
  /** shown once the wallet is back */
  addresses: string[];
  backupAt: number | null;
  /** asked after the wallet is back */
  lost: 'lost' | 'stolen' | null;
  /** re-keying: how many of the guardians hold the new part */
  rekeyed: { done: number; of: number } | null;
};

/** A recovery of this computer's wallet (or of a ward's, for a guardian), as it is known without the password. */
export type AlarmView = {
  wallet: string;
  request: string;
  mine: boolean;
  name: string;
  askedAt: number;
  approvals: number;
  dueAt: number | null;
  frozenUntil: number | null;
  /** an owner's stop would end it; false for the row of all people and for the third request */
  canStop: boolean;
  answered: 'me' | 'stopped' | null;
  over: 'stopped' | 'opened' | 'cancelled' | null;
};

export type GuardiansView = {
  protection: ProtectionView;
  wards: WardView[];
  asks: AskView[];
  recovery: RecoveryView | null;
  relays: { url: string; lastRead: number | null; lastError: boolean }[];
  /** how this person is called in what guardians and wards see */
  name: string;
};

export type PaperPage = {
  /** the text of the QR code */
  qr: string;
  /** what to type when the picture cannot be read, in groups */
  text: string[];
  heading: Text;
};
export type CardView = {
  fingerprint: string[];
  t: number;
  n: number;
  guardians: { name: string; kind: GuardianKind; reach: string }[];
  ownerFactor: boolean;
  delays: Delays;
};

export type GuardiansLane = {
  'guardians.view': [null, GuardiansView];
  /** Answered while locked too. */
  'guardians.alarms': [null, AlarmView[]];
  'guardians.setName': [{ name: string }, null];
  'guardians.plan': [{ t: number; delays: Delays; ownerFactor: boolean }, null];
  'guardians.add': [{ name: string; kind: GuardianKind; reach: string; common: string[] }, { id: string }];
  'guardians.edit': [{ id: string; name: string; reach: string; common: string[] }, null];
  /** Takes a guardian out of the plan; one who stands in the manifest in force leaves with the next change. */
  'guardians.drop': [{ id: string }, null];
  /** A new invite, the old one is void. */
  'guardians.invite': [{ id: string }, InviteView];
  /** For owner and guardian: the five words heard on the call. Another answer than a match burns the invite. */
  'guardians.words': [{ id: string; typed: string[] }, { matched: boolean }];
  /** Puts the draft in force: the first time at once, later as an announced change. `typed`: ACCEPT where a warning wants it typed. */
  'guardians.protect': [{ proof: Proof; typed: string | null }, null];
  'guardians.undoDraft': [null, null];
  'guardians.whatIf': [{ lost: string[] }, AdviceView];
  'guardians.rehearse': [null, null];
  /** Fresh parts of the same key, now. */
  'guardians.refresh': [{ proof: Proof }, null];
  /** A new key: what guardians held before opens nothing that is made from now on. */
  'guardians.rekey': [{ proof: Proof }, null];
  'guardians.alert': [{ proof: Proof; on: boolean }, null];
  'guardians.dismissPlan': [null, null];
  'guardians.card': [null, CardView];
  /** A secret on the screen: one paper's part, to be printed. */
  'guardians.paper': [{ id: string; proof: Proof }, PaperPage];
  /** Scan-back: the page that was printed is the one that counts. */
  'guardians.testPaper': [{ id: string; text: string }, { good: boolean; text: Text }];
  /** A secret on the screen: the owner's half, to be printed. */
  'guardians.ownerKey': [{ proof: Proof }, PaperPage];
  'guardians.testOwnerKey': [{ text: string }, { good: boolean }];

  /** What a link is, before anything is done with it. */
  'duty.readLink': [{ link: string }, { purpose: 'guard' | 'recover'; expiresAt: number }];
  /** Accepts an invite to look after somebody. `name`: what this person calls them. */
  'duty.accept': [{ link: string; name: string; reach: string }, { id: string }];
  /** Opens a recovery link. */
  'duty.open': [{ link: string }, { id: string }];
  /** Whose wallet the request is about: this guardian says so, the request does not. */
  'duty.choose': [{ ask: string; ward: string }, null];
  /** The words that the asking person reads out. */
  'duty.words': [{ ask: string; typed: string[] }, { matched: boolean }];
  'duty.decide': [
    {
      ask: string;
      how: 'called' | 'met' | null;
      answer: 'approve' | 'decline' | 'freeze' | 'withdraw' | 'stop';
    },
    null,
  ];
  'duty.answerRehearsal': [{ ward: string }, null];
  'duty.object': [{ ward: string; agree: boolean }, null];
  'duty.resign': [{ ward: string; why: 'resigned' | 'moved' }, null];
  'duty.forget': [{ ward: string }, null];

  'recovery.begin': [null, null];
  'recovery.addPerson': [{ name: string }, { id: string }];
  'recovery.newLink': [{ id: string }, { link: string }];
  'recovery.addPaper': [{ text: string }, { good: boolean; text: Text }];
  'recovery.ownerKey': [{ text: string }, null];
  'recovery.chooseGroup': [{ id: string }, null];
  'recovery.cancel': [null, null];
  /** After the wallet is back. */
  'recovery.answer': [{ lost: 'lost' | 'stolen' }, null];
  'recovery.done': [null, null];

  /** While locked too: the password opens the wallet for it. */
  'alarm.stop': [{ wallet: string; request: string; proof: Proof }, null];
  'alarm.mine': [{ wallet: string; request: string; proof: Proof }, null];

  'mail.relays': [{ relays: string[] }, null];
  'mail.check': [null, { arrived: number; unreached: number }];
  /** Everything that waits for this person, as one file or text to hand over. */
  'mail.export': [{ id: string }, { file: string; name: string; letters: number }];
  'mail.import': [{ text: string }, { taken: number; known: number }];
};
