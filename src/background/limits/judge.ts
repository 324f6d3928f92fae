/**
 * What rules, limits, a session and the wallet's own caution say of a request at this moment, together. Asked when it comes,
 * when it is shown and at the gate.
 * @module
 */
import { now } from '../../lib/clock.ts';
import type { Examined } from '../../policy/examine.ts';
import { callFacts } from '../../policy/limits/call.ts';
import { type Decision, decide, type Reference, verdictOf } from '../../policy/limits/decide.ts';
import type { Count, Spent } from '../../policy/limits/limits.ts';
import type { Verdict } from '../../policy/verdict.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import type { SessionRow } from '../../storage/rows.ts';
import type { Reading } from '../../venues/reading.ts';
import { priceChain } from '../reference.ts';
import { runningOf, sessionFor, spentAt } from '../sessions/store.ts';
import { stepUpFor } from '../step-up/judge.ts';
import { policyNow } from './policy.ts';
import { pricesOf } from './prices.ts';

/** `plan`: of a transaction. `id`: of the approval record, where there is one: what it used already is not held against it. */
export type Around = { origin: string; chainId: number; plan: TransactionPlan | null; id?: string };

/** `row`: the session of this site, account and venue, whether it signs this or not. */
export type Judged = { verdict: Verdict; decision: Decision; row: SessionRow | null };

export const venueOf = (reading: Reading): string | undefined => ('venue' in reading ? reading.venue?.id : undefined);

/** The minute of the local day. */
const minuteNow = (): number => {
  const at = new Date(now());
  return at.getHours() * 60 + at.getMinutes();
};

/** A sell counts at the market, one that closes too, and a distance is from it. */
const pricesFor = async (reading: Reading, chainId: number): Promise<ReadonlyMap<string, Reference>> =>
  reading.kind !== 'order'
    ? new Map()
    : pricesOf(
        reading.orders.map(({ market }) => market),
        priceChain(reading, chainId),
      );

const holds = (rule: { account: string }, account: Address): boolean =>
  rule.account === 'every' || rule.account.toLowerCase() === account.toLowerCase();

/** @param at the session as it stands, where the caller has it; else it is looked for */
export const judgeNow = async (examined: Examined, around: Around, at?: SessionRow): Promise<Judged> => {
  const { account, reading, verdict } = examined;
  const { origin, chainId, plan, id } = around;
  const venue = venueOf(reading);
  const none: readonly Spent[] = [];
  const [found, row, spent] = await Promise.all([
    policyNow(),
    at ?? (venue === undefined ? null : sessionFor(origin, account, venue)),
    venue === undefined ? none : spentAt(account, venue, id),
  ]);
  const policy = found?.policy;
  // What may be an order of any venue is measured by the limits of all.
  const limits = (policy?.orders ?? []).filter(
    (rule) => holds(rule, account) && (rule.venue === 'every' || rule.venue === venue || examined.mayBeOrder === true),
  );
  // While it is locked nobody knows the limits, so no session signs.
  const live = found && row && sameAddress(row.session.account, account) ? row : null;
  const [session, reference, stepUp] = await Promise.all([
    live && runningOf(live),
    live || limits.length > 0 ? pricesFor(reading, chainId) : new Map(),
    verdict.outcome === 'refuse' ? null : stepUpFor({ reading, raises: false, origin, account }),
  ]);
  const decision = decide({
    reading,
    verdict,
    account,
    origin,
    now: now(),
    minute: minuteNow(),
    mayBeOrder: examined.mayBeOrder === true,
    limits,
    calls: (policy?.calls ?? []).filter((rule) => holds(rule, account)),
    hours: (policy?.hours ?? []).filter((rule) => holds(rule, account)),
    call: plan ? callFacts(plan, reading) : null,
    spent,
    session,
    reference,
    ...(reading.builderFee === undefined ? {} : { fee: reading.builderFee }),
    ...(found?.coolingUntil ? { coolingUntil: found.coolingUntil } : {}),
  });
  const judged = verdictOf(decision, verdict);
  return { verdict: stepUp && judged.outcome === 'ask' ? { ...judged, stepUp } : judged, decision, row: live };
};

/** What an order that a person approved counts as; null for what is no order. */
export const countsOf = ({ reading }: Examined, { counts }: Decision): Count | null =>
  reading.kind === 'order' ? counts : null;
