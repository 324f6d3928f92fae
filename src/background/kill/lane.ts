/** The kill switch: pause here at once, then cancel at the venue, then take keys back there. One honest line each. @module */
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import type { KillInfo, KillLine, LaneHandlers } from '../../messaging/limits-lane.ts';
import type { SessionRow } from '../../storage/rows.ts';
import { isUnlocked, Locked } from '../../vault/lock.ts';
import { isHost } from '../../venue-net/send.ts';
import { changed } from '../push.ts';
import { announceSession } from '../sessions/announce.ts';
import { listSessions, pauseAll } from '../sessions/store.ts';
import { readSettings, saveSettings } from '../settings.ts';
import { carryOut, hopeless, type Outcome } from './carry.ts';
import { begin, isRunning, type Kept, keep, keepPress, readKept } from './lines.ts';
import { allHosts, listTargets, type Target } from './targets.ts';

const living = async (): Promise<SessionRow[]> =>
  (await listSessions()).filter(({ ended, session }) => ended === null && session.endsAt > now());

const pauseLine = (sessions: readonly SessionRow[], at: number): KillLine => {
  const count = String(sessions.length);
  const runs = sessions.filter(({ session }) => !session.paused).length;
  const line = { id: 'pause', what: 'pause', venue: null, account: null, at } as const;
  if (runs > 0) return { ...line, state: 'ready', text: { id: 'kill.pause.ready', params: { count: String(runs) } } };
  return sessions.length > 0
    ? { ...line, state: 'done', text: { id: 'kill.pause.done', params: { count } } }
    : { ...line, state: 'done', text: { id: 'kill.pause.none' } };
};

const lineOf = (target: Target, { lines }: Kept): KillLine => {
  const { id, what, venue, account, grant } = target;
  const kept = lines[id];
  const died = kept?.state === 'sending' && !isRunning(id);
  const outcome: Outcome = died
    ? { state: 'failed', text: { id: 'kill.died' } }
    : (kept ?? hopeless(target) ?? { state: 'ready', text: { id: `kill.${what}.ready` } });
  // how a key that somebody else holds is taken back: in the words that stood at its grant
  const text = outcome.state === 'cannot' && grant?.revoke && !grant.agent ? grant.revoke : outcome.text;
  const stays = what === 'cancel' && outcome.state !== 'cannot' ? target.adapter?.cancelAll?.stays : undefined;
  return { id, what, venue, account, state: outcome.state, text, ...(stays && { stays }), at: kept?.at ?? 0 };
};

/** Locked, nothing is told of whose accounts and venues they are. */
const lockedLines = (targets: readonly Target[]): KillLine[] =>
  (['cancel', 'revoke'] as const)
    .filter((what) => targets.some((target) => target.what === what))
    .map((what) => ({
      ...{ id: what, what, venue: null, account: null, at: 0 },
      ...{ state: 'ready', text: { id: 'kill.locked' } },
    }));

const view = async (): Promise<KillInfo> => {
  const [sessions, targets, kept, open] = await Promise.all([living(), listTargets(), readKept(), isUnlocked()]);
  const resumed = sessions.length > 0 && sessions.every(({ session }) => !session.paused);
  const pressedAt = resumed ? null : kept.pressedAt;
  const pause = pauseLine(sessions, pressedAt ?? 0);
  if (!open) return { pressedAt, lines: [pause, ...lockedLines(targets)], hosts: [] };
  const { venueHosts } = await readSettings();
  const known = await allHosts();
  const others = venueHosts.filter((host) => !known.some((one) => one.host === host));
  return {
    pressedAt,
    lines: [pause, ...targets.map((target) => lineOf(target, kept))],
    hosts: [...known, ...others.map((host) => ({ venue: host, host }))].map((one) => ({
      ...one,
      on: venueHosts.includes(one.host),
    })),
  };
};

const run = async (target: Target): Promise<Outcome> => {
  let outcome: Outcome = { state: 'failed', text: { id: 'kill.failed' } };
  try {
    const [{ venueHosts }, { lines }] = await Promise.all([readSettings(), readKept()]);
    const spent = target.key !== null && lines[`revoke/${target.key.id}`]?.state === 'done';
    outcome = await carryOut(target, venueHosts, spent);
  } finally {
    await keep(target.id, outcome);
    changed();
  }
  return outcome;
};

const placeOf = ({ venue, account }: Target): string => `${venue.id}/${account.toLowerCase()}`;

/** At one venue: a key is not taken back while its orders are still there, for then it could cancel none of them. */
const runPlace = async (targets: readonly Target[]): Promise<void> => {
  let left = false;
  for (const target of targets.filter(({ what }) => what === 'cancel'))
    if ((await run(target)).state === 'failed') left = true;
  for (const target of targets.filter(({ what }) => what === 'revoke')) {
    if (!left) await run(target);
    else await keep(target.id, { state: 'ready', text: { id: 'kill.revoke.waits' } });
  }
  changed();
};

/** Different venues at the same time. */
const start = async (targets: readonly Target[]): Promise<void> => {
  const fresh = await begin(targets.filter((target) => hopeless(target) === null).map(({ id }) => id));
  const places = new Map<string, Target[]>();
  for (const target of targets.filter(({ id }) => fresh.includes(id)))
    places.set(placeOf(target), [...(places.get(placeOf(target)) ?? []), target]);
  for (const place of places.values()) void runPlace(place).catch(() => {}); // each line says what became of it
};

export const killHandlers: LaneHandlers<'kill'> = {
  'kill.press': async () => {
    for (const row of await pauseAll()) announceSession(row);
    await keepPress();
    if (await isUnlocked()) {
      const { lines } = await readKept();
      await start((await listTargets()).filter(({ id }) => lines[id]?.state !== 'done'));
    }
    changed();
    return view();
  },
  'kill.view': view,
  'kill.act': async ({ id }) => {
    if (!(await isUnlocked())) throw new Locked();
    const target = (await listTargets()).find((one) => one.id === id);
    if (!target) throw new SaidError('grant.gone');
    const fresh = await begin([id]);
    if (fresh.length > 0) void run(target).catch(() => {}); // its line says what became of it
    changed();
    return view();
  },
  'kill.host': async ({ host, on }) => {
    if (!(await isUnlocked())) throw new Locked();
    const settings = await readSettings();
    if (on && !(isHost(host) && (await allHosts()).some((one) => one.host === host))) throw new SaidError('ui.params');
    const others = settings.venueHosts.filter((one) => one !== host);
    await saveSettings({ ...settings, venueHosts: on ? [...others, host] : others });
    changed();
    return null;
  },
};
