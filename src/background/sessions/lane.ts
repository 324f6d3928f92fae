/** The UI lane of trading sessions. @module */
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers, SessionInfo } from '../../messaging/limits-lane.ts';
import { listActivity } from '../../storage/activity.ts';
import type { SessionRow } from '../../storage/rows.ts';
import { isUnlocked, Locked } from '../../vault/lock.ts';
import { verify } from '../../vault/vault.ts';
import { adapters } from '../../venues/registry.ts';
import { findAgent } from '../grants/store.ts';
import { changed } from '../push.ts';
import { readSettings, saveSettings } from '../settings.ts';
import { needSecondYes } from '../step-up/second-yes.ts';
import { announceSession, leftOf, stateOf } from './announce.ts';
import { endSessions, findSession, listSessions, pauseSession, resumeSession } from './store.ts';

/** The log shows so many; the count goes on. */
const SHOWN = 200;
/** How many lines of the activity are looked through. */
const LOOKED_AT = 5000;

const infoOf = async (row: SessionRow): Promise<SessionInfo> => {
  const { session, used, grantedAt, ended, agent } = row;
  const key = agent === null ? null : await findAgent(agent);
  return {
    ...{ session, used, grantedAt, ended, left: leftOf(row), state: stateOf(row) },
    venueName: adapters.find(({ id }) => id === session.venue)?.name ?? session.venue,
    agent: agent === null ? null : { name: agent, until: key?.until ?? null },
  };
};

const told = (rows: SessionRow[]): null => {
  if (rows.length === 0) throw new SaidError('session.gone');
  for (const row of rows) announceSession(row);
  changed();
  return null;
};

export const sessionHandlers: LaneHandlers<'session'> = {
  'session.list': async () => {
    if (!(await isUnlocked())) throw new Locked();
    return Promise.all((await listSessions()).map(infoOf));
  },
  'session.pause': async ({ id }) => told(await pauseSession(id)),
  'session.resume': async ({ id, proof }) => {
    await verify(proof.attempt, proof.key);
    const row = await findSession(id);
    if (!row || stateOf(row) === 'over') throw new SaidError('session.gone');
    const { origin, venue } = row.session;
    // once it has traded on, it is another question
    await needSecondYes(`resume ${id} ${row.used.orders}`, { id: 'co.ask.resume', params: { venue, site: origin } });
    return told(await resumeSession(id));
  },
  'session.end': async ({ id }) => told(await endSessions((row) => row.id === id, 'person')),
  'session.signedAlone': async () => {
    if (!(await isUnlocked())) throw new Locked();
    const since = (await readSettings()).lookedAt ?? null;
    const lines = (await listActivity(LOOKED_AT)).filter(({ by, at }) => by === 'session' && at > (since ?? 0));
    return { entries: lines.slice(0, SHOWN), count: lines.length, since };
  },
  'session.looked': async ({ at }) => {
    const settings = await readSettings();
    if (at > (settings.lookedAt ?? 0)) await saveSettings({ ...settings, lookedAt: at });
    changed();
    return null;
  },
};
