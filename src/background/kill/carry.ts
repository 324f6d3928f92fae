/** Carries out one line of the kill switch: asks, makes, reads again, signs, and sends it or hands it to the open page. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import { entryOf } from '../../approvals/activity.ts';
import { agentRecord, signAsAgent } from '../../keyring/agent.ts';
import { sign } from '../../keyring/sign.ts';
import { type Hex, toHex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import type { Text } from '../../lib/text.ts';
import type { KillLine } from '../../messaging/limits-lane.ts';
import { sameAddress } from '../../signing/address.ts';
import { appendActivity } from '../../storage/activity.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import { isUnlocked } from '../../vault/lock.ts';
import { readRecord } from '../../vault/vault.ts';
import { refusalIn } from '../../venue-net/answer.ts';
import { send, VenueCallError } from '../../venue-net/send.ts';
import { type Adapter, type AgentAsk, NotReadable, type ToSign, type VenueRequest } from '../../venues/adapter.ts';
import type { Reading } from '../../venues/reading.ts';
import { readPrivateKey } from '../accounts.ts';
import { hand } from '../events.ts';
import { readSite } from '../sites.ts';
import { NotWhatItSays, readAgain } from './read.ts';
import { askOf, type Target } from './targets.ts';

export type Outcome = { state: KillLine['state']; text: Text };

const says = (state: Outcome['state'], id: Text['id'], params?: Record<string, string>): Outcome => ({
  state,
  text: params ? { id, params } : { id },
});

/** What is signed here leaves its line as everything else does, before it leaves. */
const lineOf = ({ origins, account, venue }: Target, what: Uint8Array, reading: Reading | null): ActivityEntry => {
  const digest = toHex(what.length === 32 ? what : sha256(what));
  const line = { id: `kill/${digest}`, at: now(), origin: origins[0] ?? '', account, digest, state: 'approved' };
  if (reading) return entryOf({ ...line, by: 'person', reading, verdict: { outcome: 'ask', findings: [] } });
  const headline: Text = { id: 'headline.agentEnds', params: { venue: venue.name } };
  return { ...line, by: 'person', headline, kind: 'grant-authority' };
};

/** By the key of the wallet's own, or by the account; what is not read as the line says is not signed. */
const signed = async (target: Target, adapter: Adapter, toSign: ToSign, ask: AgentAsk): Promise<Hex> => {
  const { bytes: what, reading } = readAgain(target.what, adapter, toSign, ask);
  const { key, account } = target;
  await appendActivity(lineOf(target, what, reading));
  if (toSign.by === 'agent') {
    if (!key?.agent || ask.agent === null || 'message' in toSign !== (key.agent.curve === 'ed25519'))
      throw new NotWhatItSays();
    const secret = await readRecord(agentRecord(key.agent.name));
    try {
      return signAsAgent(key.agent.curve, secret, what);
    } finally {
      secret.fill(0);
    }
  }
  if ('message' in toSign) throw new NotWhatItSays();
  return sign(what, await readPrivateKey(account), account).hex65;
};

/** One document of the sites that trade there gets it: sent twice it would be an error at the second. */
const handOver = async (target: Target, request: VenueRequest): Promise<Outcome> => {
  const data = { venue: target.venue.id, account: target.account, what: target.what, request };
  for (const origin of target.origins) {
    const connected = (await readSite(origin))?.accounts.some((one) => sameAddress(one, target.account));
    if (
      connected &&
      (await hand({ push: 'event', event: 'message', data: { type: 'vouch_venueRequest', data } }, origin))
    )
      return says('handed', 'kill.handed', { site: new URL(origin).host });
  }
  const site = target.origins[0] ? new URL(target.origins[0]).host : target.venue.name;
  return request.host === ''
    ? says('failed', 'kill.noPage.own', { site })
    : says('failed', 'kill.noPage', { venue: target.venue.name, site });
};

/** What the venue says when it has to be asked first, or null when it may not be. */
const listed = async (
  request: VenueRequest | undefined,
  hosts: readonly string[],
): Promise<{ answer: unknown } | null> => {
  if (!request || !hosts.includes(request.host)) return null;
  return { answer: await send(request, hosts) };
};

const cancel = async (target: Target, adapter: Adapter, ask: AgentAsk, hosts: readonly string[]): Promise<Outcome> => {
  const { cancelAll } = adapter;
  const { name: venue } = target.venue;
  if (!cancelAll) return says('cannot', 'kill.cancel.there', { venue });
  const before = await listed(cancelAll.list?.(ask), hosts);
  const toSign = cancelAll.make(ask, before?.answer ?? null);
  if (!toSign) {
    if (before || !cancelAll.list) return says('done', 'kill.cancel.none', { venue });
    const { host } = cancelAll.list(ask);
    return host === ''
      ? says('cannot', 'kill.cancel.there', { venue })
      : says('cannot', 'kill.cancel.mustAsk', { venue, host });
  }
  const request = toSign.request(await signed(target, adapter, toSign, ask));
  if (!hosts.includes(request.host)) return handOver(target, request);
  const refused = refusalIn(await send(request, hosts));
  if (refused !== null) return says('failed', 'kill.refused', { venue, said: refused });
  const after = before && (await listed(cancelAll.list?.(ask), hosts).catch(() => null));
  if (!after) return says('done', 'kill.cancel.taken', { venue });
  if (cancelAll.make(ask, after.answer) === null) return says('done', 'kill.cancel.seen', { venue });
  // a list that is no list of orders says nothing of how many are left
  const some = Array.isArray(after.answer) && after.answer.length > 0;
  return some ? says('failed', 'kill.cancel.some', { venue }) : says('done', 'kill.cancel.taken', { venue });
};

const revoke = async (target: Target, adapter: Adapter, ask: AgentAsk, hosts: readonly string[]): Promise<Outcome> => {
  const { name: venue } = target.venue;
  const { agents } = adapter;
  if (!agents?.revoke) return says('cannot', 'kill.revoke.never', { venue });
  const asked = agents.list?.(ask);
  const before = await listed(asked, hosts);
  if (asked && !before) return says('failed', 'kill.revoke.mustAsk', { venue, host: asked.host });
  const toSign = agents.revoke(ask, before?.answer);
  const request = toSign.request(await signed(target, adapter, toSign, ask));
  if (!hosts.includes(request.host)) return handOver(target, request);
  const refused = refusalIn(await send(request, hosts));
  return refused === null
    ? says('done', 'kill.revoke.taken', { venue })
    : says('failed', 'kill.refused', { venue, said: refused });
};

/** What a line is before anything is done; null where something can be. */
export const hopeless = ({ what, adapter, venue, grant }: Target): Outcome | null => {
  if (what === 'cancel') return adapter?.cancelAll ? null : says('cannot', 'kill.cancel.there', { venue: venue.name });
  if (!grant?.agent) return says('cannot', 'kill.revoke.elsewhere', { venue: venue.name });
  return adapter?.agents?.revoke ? null : says('cannot', 'kill.revoke.never', { venue: venue.name });
};

/**
 * Never throws: whatever happens is a state with words.
 * @param hosts that the person switched on
 * @param spent the key was taken back: the account signs
 */
export const carryOut = async (target: Target, hosts: readonly string[], spent: boolean): Promise<Outcome> => {
  const { adapter, what } = target;
  const without = hopeless(target);
  if (without || !adapter) return without ?? says('cannot', 'kill.cancel.there', { venue: target.venue.name });
  if (!(await isUnlocked())) return says('ready', 'kill.locked');
  try {
    return await (what === 'cancel' ? cancel : revoke)(
      target,
      adapter,
      askOf(target, spent && what === 'cancel'),
      hosts,
    );
  } catch (error) {
    if (error instanceof VenueCallError) return { state: 'failed', text: error.text };
    if (error instanceof NotWhatItSays) return { state: 'cannot', text: error.text };
    if (error instanceof NotReadable) return says('cannot', `kill.${what}.adapter`, { venue: target.venue.name });
    if (error instanceof SaidError) return { state: 'failed', text: error.text };
    return says('failed', 'kill.failed');
  }
};
