/** Begins the sessions that a person granted. @module */
import { PageError } from '../../approvals/page-error.ts';
import type { ApprovalRecord, SessionOffer } from '../../approvals/record.ts';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { MOST_DAYS, sameTerms, type Terms } from '../../policy/limits/permission.ts';
import { sameAddress } from '../../signing/address.ts';
import { NotReadable } from '../../venues/adapter.ts';
import { makeAgentFor, readGrant } from './agents.ts';
import { announceSession } from './announce.ts';
import { grantedOf } from './permissions.ts';
import { addSession, endSessions, findSession } from './store.ts';

/**
 * The terms of each session as a person set them, checked against what was asked.
 * @throws {SaidError} approval.terms
 */
export const checkTerms = (offers: readonly SessionOffer[], terms: readonly Terms[] | undefined, at: number): Terms[] =>
  offers.map((offer, index) => {
    const found = terms?.[index] ?? offer.asked;
    const same = sameTerms(found, offer.asked);
    const key = sameTerms({ ...offer.asked, agent: found.agent }, offer.asked);
    const ends = found.endsAt > at && found.endsAt <= at + MOST_DAYS * DAY_MS;
    if (found.venue !== offer.asked.venue || !key || !ends || (!offer.adjustable && !same))
      throw new SaidError('approval.terms');
    try {
      // All of them before the first begins: a key that the venue does not take is said while nothing is granted.
      if (found.agent) readGrant(offer, found, at);
    } catch (error) {
      throw error instanceof NotReadable ? new SaidError('approval.terms') : error;
    }
    return found;
  });

/** Once for one record, however often it is called. @returns what the site gets */
export const grantSessions = async (record: ApprovalRecord, offers: readonly SessionOffer[]): Promise<unknown[]> => {
  const { origin, decision } = record;
  if (!decision) throw new PageError('internal', 'error.unknown');
  const all = checkTerms(offers, decision.terms, decision.at);
  const granted: unknown[] = [];
  for (const [index, offer] of offers.entries()) {
    const terms = all[index] ?? offer.asked;
    const { id, account } = offer;
    const { limits, orders, budget, endsAt, venue } = terms;
    const agent = terms.agent ? await makeAgentFor(offer, terms, origin, decision.at) : null;
    const session = {
      id,
      origin,
      account,
      venue,
      // What was shown of the key is what the session is for.
      ...(offer.grant?.venue?.network === undefined ? {} : { network: offer.grant.venue.network }),
      limits,
      orders,
      budget,
      startsAt: decision.at,
      endsAt,
      paused: false,
    };
    await addSession(session, agent?.name ?? null);
    const row = await findSession(id);
    if (!row) throw new PageError('internal', 'error.unknown');
    // One at a time for a site, an account and a venue: what is left is one number.
    const before = await endSessions(
      (one) =>
        one.id !== id &&
        one.session.origin === origin &&
        one.session.venue === venue &&
        // one that was carried out again late ends none that came after it; one of the future was before the clock went back
        (one.grantedAt <= row.grantedAt || one.session.startsAt > now()) &&
        sameAddress(one.session.account, account),
      'site',
    );
    for (const one of before) announceSession(one);
    granted.push(grantedOf(row, offer.chainId, agent));
  }
  return granted;
};
