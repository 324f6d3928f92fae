/**
 * `wallet_requestExecutionPermissions` and its family (ERC-7715) with the one permission type there is, `venue-orders`.
 * @see https://eips.ethereum.org/EIPS/eip-7715
 * @module
 */
import { PageError } from '../../approvals/page-error.ts';
import type { SessionOffer } from '../../approvals/record.ts';
import { type Hex, random, toHex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { type Asked, PERMISSION_TYPE } from '../../policy/limits/permission.ts';
import type { Finding } from '../../policy/verdict.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import type { SessionRow } from '../../storage/rows.ts';
import { NotReadable } from '../../venues/adapter.ts';
import { adapters } from '../../venues/registry.ts';
import { listNetworks } from '../networks.ts';
import { readSettings } from '../settings.ts';
import { say } from '../words.ts';
import { readGrant } from './agents.ts';
import { announceSession, contextOf, leftOf, stateOf } from './announce.ts';
import { endSessions, listSessions } from './store.ts';

const adapterOf = (venue: string) => {
  const found = adapters.find(({ id }) => id === venue);
  if (!found) throw new PageError('invalidParams', 'page.permissionVenue', { venue });
  return found;
};

/** 16 random bytes name the call, one more the session in it. */
const offerId = (call: Hex, index: number): Hex => `${call}${index.toString(16).padStart(2, '0')}`;

/** What a person is shown. @throws {PageError} for a venue that is not known, or one where no key can be made */
export const offersOf = (asked: readonly Asked[], accounts: readonly Address[]): SessionOffer[] => {
  const call = toHex(random(16));
  return asked.map(({ chainId, account, adjustable, terms }, index) => {
    const { id, name } = adapterOf(terms.venue);
    const own = account ?? accounts[0];
    if (!own) throw new PageError('unauthorized', 'page.notConnected');
    const offer = { id: offerId(call, index), venue: { id, name }, account: own, chainId, asked: terms, adjustable };
    try {
      return { ...offer, grant: terms.agent && readGrant(offer, terms, now()) };
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      throw new PageError('invalidParams', 'page.permissionAgent', { venue: name, why: say(error.why) });
    }
  });
};

/** What limits cannot be checked as things are, said before somebody relies on them. */
export const offerFindings = async (offers: readonly SessionOffer[]): Promise<Finding[]> => [
  // Nothing in a request of Orderly counts once: what it does with the same signature again is not known.
  ...(offers.some(({ venue }) => venue.id === 'orderly')
    ? [{ rule: 'session.repeats', level: 'warning', text: { id: 'session.repeats' } } as const]
    : []),
  ...((await readSettings()).referencePrices
    ? []
    : [{ rule: 'session.noReference', level: 'info', text: { id: 'session.noReference' } } as const]),
];

/** A grant as the site gets it. */
export const grantedOf = (row: SessionRow, chainId: number, agent?: unknown) => {
  const { session } = row;
  const { venue, limits, orders, budget, account, endsAt } = session;
  return {
    chainId: `0x${chainId.toString(16)}`,
    from: account,
    permission: {
      type: PERMISSION_TYPE,
      isAdjustmentAllowed: true,
      data: { venue, ...limits, orders, budget },
    },
    rules: [{ type: 'expiry', data: { timestamp: Math.floor(endsAt / 1000) } }],
    context: contextOf(row),
    dependencies: [],
    vouch: {
      ...{ venue, account, state: stateOf(row), left: leftOf(row), used: row.used },
      agent: agent ?? (row.agent === null ? null : { name: row.agent }),
    },
  };
};

/** @param accounts those that the site may see */
export const grantedTo = async (origin: string, chainId: number, accounts: readonly Address[]): Promise<unknown[]> =>
  (await listSessions())
    .filter(({ ended, session }) => session.origin === origin && ended === null && session.endsAt > now())
    .filter(({ session }) => accounts.some((own) => sameAddress(own, session.account)))
    .map((row) => grantedOf(row, chainId));

export const supported = async (): Promise<unknown> => ({
  [PERMISSION_TYPE]: {
    chainIds: (await listNetworks()).map(({ chainId }) => `0x${chainId.toString(16)}`),
    ruleTypes: ['expiry'],
  },
});

/** A site gives back what it was granted. @throws {PageError} for one that is not its own, or has ended */
export const revoke = async (origin: string, param: unknown): Promise<unknown> => {
  const context = (param as { permissionContext?: unknown } | undefined)?.permissionContext;
  const ended = await endSessions((row) => row.id === context && row.session.origin === origin, 'site');
  if (ended.length === 0) throw new PageError('invalidParams', 'page.permissionUnknown');
  for (const row of ended) announceSession(row);
  return {};
};
