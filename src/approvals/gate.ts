/**
 * The one gate before any signature, for the decision of a person and of a session alike. Everything it needs is read
 * again at this moment; nothing of what was true when the request came is taken over.
 * @module
 */
import type { Hex } from '../lib/bytes.ts';
import type { ErrorId } from '../lib/said-error.ts';
import { isClosing } from '../policy/limits/decide.ts';
import type { Verdict } from '../policy/verdict.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import type { ApprovalRecord } from './record.ts';

/** What is true now. */
export type Facts = {
  now: number;
  unlocked: boolean;
  /** accounts the site may use, as the permission stands now; null when it is not connected */
  permitted: readonly Address[] | null;
  /** accounts the wallet has keys for */
  owned: readonly Address[];
  /** the site's network */
  chainId: number;
  /** made anew from the params as received */
  digest: Hex;
  verdict: Verdict;
  /** the guardian has said yes to exactly this */
  coApproved: boolean;
  /** money that is not to go out yet, or for which nobody has waited */
  waits: boolean;
};

export type Obstacle = { state: 'void' | 'expired'; why: ErrorId; reason: string };

const gone = (why: ErrorId, reason: string): Obstacle => ({ state: 'void', why, reason });

/** One call can ask for sessions of several accounts. */
const accountsOf = ({ account, subject }: ApprovalRecord): Address[] => [
  ...(account === null ? [] : [account]),
  ...(subject.type === 'session' ? subject.offers.map((offer) => offer.account) : []),
];
const has = (some: readonly Address[], record: ApprovalRecord): boolean =>
  accountsOf(record).every((account) => some.some((one) => sameAddress(one, account)));

/**
 * What is over a limit is asked with the reason. One that it has gone over since was never read; what closes is not held up by
 * that. What came while the wallet was locked is judged when it is shown.
 */
const isNewlyOver = ({ subject, verdict, unjudged }: ApprovalRecord, { findings }: Verdict): boolean => {
  if (unjudged || !('reading' in subject) || isClosing(subject.reading)) return false;
  const shown = new Set(verdict.findings.map(({ rule }) => rule));
  return findings.some(({ rule }) => rule.startsWith('limit.') && !shown.has(rule));
};

/** Null when the record may be signed; otherwise what stands in the way. */
export const canSign = (record: ApprovalRecord, facts: Facts): Obstacle | null => {
  const { account } = record;
  if (record.state !== 'waiting' || record.decision?.answer !== 'approve') return gone('approval.ended', 'ended');
  if (facts.now >= record.expiresAt) return { state: 'expired', why: 'page.expired', reason: 'expired' };
  if (!facts.unlocked) return gone('page.locked', 'locked');
  if (account === null || !has(facts.owned, record)) return gone('page.accountChanged', 'account');
  if (!has(facts.permitted ?? [], record)) return gone('page.disconnected', 'disconnected');
  if (facts.chainId !== record.chainId) return gone('page.networkChanged', 'network');
  if (facts.digest !== record.digest) return gone('approval.changed', 'changed');
  if (facts.verdict.outcome !== 'ask') return gone('page.refusedNow', 'refused');
  if (isNewlyOver(record, facts.verdict)) return gone('approval.changed', 'changed');
  if (facts.verdict.stepUp?.by === 'password' && !record.decision.proved) return gone('approval.password', 'password');
  if (facts.verdict.stepUp?.by === 'guardian' && !facts.coApproved) return gone('approval.guardian', 'guardian');
  if (facts.waits) return gone('page.refusedNow', 'waits');
  return null;
};
