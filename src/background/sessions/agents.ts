/** Keys that the wallet makes for a session, and what the venue is told of them. @module */
import { PageError } from '../../approvals/page-error.ts';
import type { SessionOffer } from '../../approvals/record.ts';
import { type AgentName, agentRecord, makeAgent } from '../../keyring/agent.ts';
import { sign } from '../../keyring/sign.ts';
import { fromHex, type Hex, random } from '../../lib/bytes.ts';
import type { Examined } from '../../policy/examine.ts';
import type { Terms } from '../../policy/limits/permission.ts';
import { sameAddress } from '../../signing/address.ts';
import { parseJson } from '../../signing/json.ts';
import { parseTypedData, type TypedData } from '../../signing/typed-data.ts';
import type { GrantRow } from '../../storage/rows.ts';
import { writeRecords } from '../../vault/vault.ts';
import { type AgentAsk, type AgentScheme, NotReadable, type VenueRequest } from '../../venues/adapter.ts';
import type { GrantAuthority } from '../../venues/reading.ts';
import { adapters } from '../../venues/registry.ts';
import { readTypedData } from '../../venues/typed-data.ts';
import { readPrivateKey } from '../accounts.ts';
import { findAgent, keepGrant, listGrants } from '../grants/store.ts';

type Offer = Pick<SessionOffer, 'id' | 'venue' | 'account' | 'chainId'>;

/** @throws {NotReadable} where the venue has no such keys */
const schemeOf = (venue: string): AgentScheme => {
  const found = adapters.find(({ id }) => id === venue)?.agents;
  if (!found) throw new NotReadable({ id: 'why.noAgents' });
  return found;
};

const typedDataOf = (
  scheme: AgentScheme,
  ask: AgentAsk,
): { data: TypedData; request: (signature: Hex) => VenueRequest } => {
  const toSign = scheme.approve(ask);
  if (toSign.by !== 'account' || !('typedData' in toSign)) throw new NotReadable({ id: 'why.noAgents' });
  return { data: parseTypedData(parseJson(JSON.stringify(toSign.typedData))), request: toSign.request };
};

/** What the account would sign for it, as our own reader reads it. */
const read = (data: TypedData, { account }: Offer, at: number): GrantAuthority => {
  const context = { origin: '', account, chainId: Number(data.domain.chainId ?? 0), now: at };
  const reading = readTypedData(data, context);
  if (reading.kind !== 'grant-authority') throw new NotReadable({ id: 'why.noAgents' });
  return reading;
};

const askOf = (offer: Offer, { endsAt, agent }: Terms, name: AgentName, at: number): AgentAsk => ({
  ...{ account: offer.account, agent: name, id: offer.id, until: endsAt, now: at },
  with: agent?.with ?? {},
});

/** Before there is a key: with one of which every byte is 1. @param at ms since 1970 @throws {NotReadable} */
export const readGrant = (offer: Offer, terms: Terms, at: number): GrantAuthority => {
  const scheme = schemeOf(offer.venue.id);
  const name: AgentName = `0x${'01'.repeat(scheme.curve === 'ed25519' ? 32 : 20)}`;
  return read(typedDataOf(scheme, askOf(offer, terms, name, at)).data, offer, at);
};

/** The key of this offer: the one that a worker made before it died, or a new one. */
const keyFor = async (offer: Offer, scheme: AgentScheme): Promise<AgentName> => {
  const before = (await listGrants()).find(({ agent }) => agent?.session === offer.id);
  if (before?.agent) return before.agent.name;
  const { secret, name } = makeAgent(scheme.curve, random(32));
  await writeRecords({ [agentRecord(name)]: secret });
  return name;
};

/**
 * Makes the key, keeps it, and signs what the venue is told of it. Called again it comes to the same.
 * @param at ms since 1970, the moment of the decision: the nonce of the venue's message
 */
export const makeAgentFor = async (
  offer: Offer,
  terms: Terms,
  origin: string,
  at: number,
): Promise<{ name: AgentName; approve: VenueRequest }> => {
  const scheme = schemeOf(offer.venue.id);
  const name = await keyFor(offer, scheme);
  const { data, request } = typedDataOf(scheme, askOf(offer, terms, name, at));
  const { headline, can, venue, scope } = read(data, offer, at);
  const revoke = scheme.revoke ? null : ({ id: 'revoke.expires' } as const);
  await keepGrant({
    ...{
      id: name,
      at,
      origin,
      account: offer.account,
      venue: venue ?? offer.venue,
      scope,
      grantee: name,
      headline,
      can,
    },
    ...{ until: terms.endsAt, holder: 'wallet', revoke, state: 'given' },
    agent: { curve: scheme.curve, name, session: offer.id, with: terms.agent?.with ?? {} },
  });
  const { hex65 } = sign(fromHex(data.digest), await readPrivateKey(offer.account), offer.account);
  return { name, approve: request(hex65) };
};

/**
 * The key that is to sign a request, if one is.
 * @throws {PageError} when the wallet holds none such for this site, account and venue, or it is no order and no cancel
 */
export const agentFor = async (
  origin: string,
  { account, reading, agent }: Pick<Examined, 'account' | 'reading' | 'agent'>,
): Promise<{ row: GrantRow; what: Hex } | null> => {
  if (!agent) return null;
  const row = await findAgent(agent.name);
  const venue = 'venue' in reading ? reading.venue?.id : undefined;
  const own = row?.agent && row.origin === origin && sameAddress(row.account, account);
  if (!row || !own) throw new PageError('unauthorized', 'page.agentUnknown', { agent: agent.name });
  if ((reading.kind !== 'order' && reading.kind !== 'cancel-or-reduce') || venue !== row.venue?.id)
    throw new PageError('invalidParams', 'page.agentOnly');
  return { row, what: agent.what };
};
