/** What the screens about guardians show, worked out from the book and what is watched. No secret leaves here. @module */

import { afterLoss, type Warning, warnings } from '../../guardians/advice.ts';
import { progressOf, watchingOf } from '../../guardians/ask.ts';
import type { Ask, Guardian, Owner, State, Ward } from '../../guardians/book.ts';
import { findPeer, watchOf } from '../../guardians/book.ts';
import { changeStanding } from '../../guardians/changes.ts';
import { leafHash } from '../../guardians/leaf.ts';
import { manifestHash, readManifest } from '../../guardians/manifest.ts';
import { type Notice, readNotice, readRequest, requestId } from '../../guardians/notice.ts';
import { chosen, isChanged, isReady, QUIET_MS, REFRESH_MS, REHEARSE_MS } from '../../guardians/owner.ts';
import { cardFingerprint } from '../../guardians/paper.ts';
import { isOpen, openLink, type Peer, wordsOf } from '../../guardians/peer.ts';
import { groupsOf, tryOpen } from '../../guardians/recovery.ts';
import { alertHelps, majority, type Row, rowsFor } from '../../guardians/rows.ts';
import { standing } from '../../guardians/standing.ts';
import type { Watched, Watching } from '../../guardians/watch.ts';
import { sameBytes, toHex } from '../../lib/bytes.ts';
import type { Text } from '../../lib/text.ts';
import type {
  AdviceView,
  AskView,
  ChangeView,
  GuardiansView,
  GuardianView,
  PairingState,
  ProtectionView,
  RecoveryView,
  RowView,
  WardView,
} from '../../messaging/guardians-lane.ts';
import type { LetterOutRow } from '../../storage/rows.ts';

type Seen = { state: State; letters: LetterOutRow[]; relays: string[]; now: number };

const NAME: Record<Row, RowView['row']> = { 1: 'one', 2: 'two', 3: 'three' };

const unsent = ({ letters }: Seen, peer: string | null): number =>
  letters.filter((row) => row.peer === peer && peer !== null && !row.done && row.took.length === 0).length;

const pairingOf = (peer: Peer, now: number): PairingState => {
  if (peer.mismatch || peer.changed) return 'mismatch';
  if (peer.comparedAt !== null) return isOpen(peer) && peer.queue.length === 0 ? 'paired' : 'waiting';
  if (peer.words) return 'words';
  if (peer.shake?.step === 'inviting') return peer.expiresAt <= now ? 'expired' : 'invited';
  return peer.expiresAt <= now ? 'expired' : 'meeting';
};

const changeView = (watched: Watched | undefined, now: number): ChangeView | null => {
  const found = watched && changeStanding(watched, now);
  if (!watched?.next || !found || found.is === 'effective') return null;
  return {
    effectiveAt: found.effectiveAt,
    state: found.is,
    objections: watched.next.objections.length,
    needed: majority(readManifest(watched.current).people) ?? 0,
  };
};

const guardianView = (seen: Seen, owner: Owner, guardian: Guardian): GuardianView => {
  const { state, now, relays } = seen;
  const peer = findPeer(state.book, guardian.peer);
  const link = peer && openLink(peer, relays);
  const offered = owner.pending?.places.some((one) => one.guardian === guardian.id) ?? false;
  const isPaper = guardian.kind === 'paper';
  const holds = guardian.resigned
    ? 'resigned'
    : guardian.leaving
      ? 'leaving'
      : guardian.inForce && (!isPaper || guardian.provedAt !== null)
        ? 'holds'
        : guardian.inForce || offered
          ? 'offered'
          : 'none';
  const { id, name, kind, reach, common, provedAt } = guardian;
  return {
    id,
    name,
    kind,
    reach,
    common,
    pairing: peer ? pairingOf(peer, now) : null,
    invite: peer && link ? { link, expiresAt: peer.expiresAt } : null,
    words: (peer && wordsOf(peer)?.read) ?? null,
    comparedAt: peer?.comparedAt ?? null,
    holds,
    provedAt,
    quiet: !isPaper && guardian.inForce && provedAt !== null && now - provedAt > QUIET_MS,
    unsent: unsent(seen, guardian.peer),
  };
};

const warningText = (
  warning: Warning,
  names: Map<string, string>,
  { t, n }: { t: number; n: number },
): { text: Text; typed: boolean } | null => {
  if (warning.is === 'recommend')
    return {
      text: { id: 'guardians.warn.recommend', params: { t: String(warning.t), n: String(warning.n) } },
      typed: false,
    };
  if (warning.is === 'typed') {
    const ids = {
      'n of n': 'guardians.warn.all',
      'no majority': 'guardians.warn.people',
      'paper reaches': 'guardians.warn.paper',
    } as const;
    return { text: { id: ids[warning.why], params: { n: String(n), t: String(t) } }, typed: true };
  }
  if (warning.is !== 'warn') return null;
  const people = warning.ids.map((id) => names.get(id) ?? '').join(', ');
  if (warning.why === 'guards each other')
    return { text: { id: 'guardians.warn.each', params: { people } }, typed: false };
  if (warning.why === 'guards many') return { text: { id: 'guardians.warn.many', params: { people } }, typed: false };
  return { text: { id: 'guardians.warn.common', params: { people, what: 'something' } }, typed: false };
};

/** What is to be said of a plan before it is made, and what must be typed. */
export const planWarnings = (owner: Owner): { text: Text; typed: boolean }[] => {
  const guardians = chosen(owner);
  const names = new Map(guardians.map(({ id, name }) => [id, name]));
  const members = guardians.map(({ id, kind, common }) => {
    const [household = '', employer = '', provider = ''] = common;
    return { id, kind, household, employer, provider };
  });
  const found = warnings({ members, t: owner.plan.t }).map((one) =>
    warningText(one, names, { t: owner.plan.t, n: guardians.length }),
  );
  const all = found.filter((one) => one !== null);
  return all.filter((one, i) => all.findIndex((it) => JSON.stringify(it) === JSON.stringify(one)) === i);
};

const missingOf = ({ book }: State, owner: Owner): Text | null => {
  const guardians = chosen(owner);
  if (!book.name) return { id: 'guardians.missing.name' };
  if (guardians.length < 2) return { id: 'guardians.missing.few', params: { n: String(2 - guardians.length) } };
  if (owner.plan.t > guardians.length || owner.plan.t < 2)
    return { id: 'guardians.missing.need', params: { n: String(guardians.length) } };
  const people = guardians.filter((one) => !isReady(book, one)).map(({ name }) => name);
  return people.length ? { id: 'guardians.missing.pairing', params: { people: people.join(', ') } } : null;
};

const NOTHING: ProtectionView = {
  state: 'none',
  inForce: null,
  t: 2,
  delays: { one: 0, two: 0, three: 0 },
  rows: [],
  guardians: [],
  warnings: [],
  changed: false,
  missing: { id: 'guardians.missing.few', params: { n: '2' } },
  ownerFactor: false,
  epoch: 0,
  fingerprint: [],
  rehearsal: { passedAt: null, nextAt: null, running: null },
  refreshedAt: null,
  nextRefreshAt: null,
  change: null,
  alert: null,
  canAlert: false,
  plan: null,
};

const setOf = (guardians: { kind: Guardian['kind'] }[], t: number) => ({
  t,
  n: guardians.length,
  people: guardians.filter(({ kind }) => kind === 'person').length,
  papers: guardians.filter(({ kind }) => kind === 'paper').length,
});

const rowViews = (set: ReturnType<typeof setOf>, delays: ProtectionView['delays']): RowView[] =>
  rowsFor(set, delays).map(({ row, need, delay }) => ({ row: NAME[row], need, delay, people: row === 3 }));

const protectionView = (seen: Seen): ProtectionView => {
  const { state, now } = seen;
  const { owner } = state.book;
  if (!owner) return NOTHING;
  const manifest = owner.manifest && readManifest(owner.manifest);
  const watched = watchOf(state, owner.wallet);
  const guardians = owner.guardians.map((one) => guardianView(seen, owner, one));
  const inForce = owner.guardians.filter((one) => one.inForce);
  const rehearsed = owner.rehearsal.passedAt !== null && manifest !== null && owner.rehearsal.root !== null;
  const { running } = owner.rehearsal;
  const troubled = guardians.find(
    ({ id, quiet, holds }) => (quiet || holds === 'resigned') && !owner.dismissed.includes(id),
  );
  const why = troubled && owner.guardians.find(({ id }) => id === troubled.id)?.resigned;
  const lastAlert = watched?.alerts
    .map((notice) => JSON.parse(notice.notice.text) as { from: number; until: number })
    .findLast(({ from, until }) => from <= now && now < until);
  return {
    state: owner.pending && !manifest ? 'sharing' : !manifest ? 'draft' : rehearsed ? 'protected' : 'rehearse',
    inForce: manifest && { t: manifest.t, guardians: inForce.map(({ id }) => id) },
    t: owner.plan.t,
    delays: owner.plan.delays,
    rows: rowViews(setOf(chosen(owner), owner.plan.t), owner.plan.delays),
    guardians,
    warnings: planWarnings(owner),
    changed: owner.pending === null && isChanged(owner),
    missing: missingOf(state, owner),
    ownerFactor: owner.plan.ownerFactor,
    epoch: manifest?.epoch ?? 0,
    fingerprint: cardFingerprint(owner.wallet),
    rehearsal: {
      passedAt: owner.rehearsal.passedAt,
      nextAt: owner.rehearsal.passedAt === null ? null : owner.rehearsal.passedAt + REHEARSE_MS,
      running: running && { startedAt: running.at, answered: running.answered, need: manifest?.t ?? owner.plan.t },
    },
    refreshedAt: owner.refreshedAt,
    nextRefreshAt: owner.refreshedAt === null ? null : owner.refreshedAt + REFRESH_MS,
    change: changeView(watched, now),
    alert: lastAlert ? { until: lastAlert.until } : null,
    canAlert: manifest !== null && alertHelps(setOf(inForce, manifest.t)),
    plan: troubled ? { guardian: troubled.id, why: why ?? 'quiet' } : null,
  };
};

/** What is left when these are gone. */
export const whatIf = (owner: Owner, lost: string[]): AdviceView => {
  const set = owner.manifest ? owner.guardians.filter(({ inForce }) => inForce) : chosen(owner);
  const t = owner.manifest ? readManifest(owner.manifest).t : owner.plan.t;
  const after = afterLoss(set, t, lost);
  const left = set.filter(({ id }) => !lost.includes(id)).map(({ name }) => name);
  const params = { people: left.join(', '), left: String(after.left), t: String(t), spare: String(after.spare) };
  if (after.is === 'fine')
    return { is: 'fine', text: { id: 'guardians.advice.fine', params: { ...params, left: left.join(', ') } } };
  if (after.is === 'last') return { is: 'last', text: { id: 'guardians.advice.last', params } };
  return { is: 'gone', text: { id: after.is === 'gone' ? 'guardians.advice.gone' : 'guardians.advice.paper', params } };
};

const isBy = (notice: Notice, { ownLeaf }: Watched): boolean => {
  const body = readNotice(notice);
  return 'leaf' in body && ownLeaf !== null && sameBytes(leafHash(body.leaf), ownLeaf);
};

const wardView = (seen: Seen, ward: Ward): WardView | null => {
  const { state, now } = seen;
  const peer = findPeer(state.book, ward.peer);
  if (!peer) return null;
  const watched = watchOf(state, ward.wallet);
  const manifest = watched && readManifest(watched.current);
  const held = ward.shares.some((one) => one.held);
  const change = changeView(watched, now);
  return {
    id: ward.peer,
    name: peer.name,
    reach: peer.reach,
    pairing: pairingOf(peer, now),
    words: wordsOf(peer)?.read ?? null,
    comparedAt: peer.comparedAt,
    holds: ward.resigned ? 'resigned' : held ? 'holds' : ward.shares.length ? 'offered' : 'none',
    all: manifest?.n ?? 0,
    need: manifest?.t ?? 0,
    delays: manifest?.delays ?? null,
    lastCheckIn: ward.checkedInAt,
    rehearsal: ward.rehearsal && { at: ward.rehearsal.at },
    change: change && {
      ...change,
      objected: watched?.next?.objections.some((notice) => isBy(notice, watched)) ?? false,
    },
    contradiction: (watched?.evidence.length ?? 0) > 0,
    unsent: unsent(seen, ward.peer),
  };
};

const askView = (seen: Seen, ask: Ask): AskView | null => {
  const { state, now } = seen;
  const peer = findPeer(state.book, ask.peer);
  if (!peer) return null;
  const ward = state.book.wards.find((one) => one.peer === ask.ward);
  const wardPeer = findPeer(state.book, ask.ward);
  const watched = ward && watchOf(state, ward.wallet);
  const watching = watchingOf(state, ask)?.watching;
  const now_ = watched && watching ? standing(watched, watching, now) : null;
  const manifest = watched && readManifest(watched.current);
  const set = manifest && { t: manifest.t, n: manifest.n, people: manifest.people };
  const progress = watched && watching ? progressOf(watched, watching, now) : null;
  return {
    id: ask.peer,
    ward: ask.ward,
    wardName: wardPeer?.name ?? null,
    reach: wardPeer?.reach ?? '',
    comparedAt: wardPeer?.comparedAt ?? null,
    askedAt: ask.text ? readRequest(ask.text).at : ask.openedAt,
    words: peer.mismatch ? 'mismatch' : peer.comparedAt !== null ? 'matched' : peer.words ? 'words' : 'meeting',
    arrived: ask.text !== null,
    approvals: now_?.approvals ?? 0,
    need: manifest?.t ?? 0,
    rows: progress
      ? progress.rows.map(({ row, need, delay }) => ({ row: NAME[row], need, delay, people: row === 3 }))
      : set && manifest
        ? rowsFor(set, manifest.delays).map(({ row, need, delay }) => ({
            row: NAME[row],
            need,
            delay,
            people: row === 3,
          }))
        : [],
    mine: ask.mine,
    dueAt: now_?.due ?? null,
    frozenUntil: now_?.frozenUntil ?? null,
    canFreeze: ask.text !== null && peer.comparedAt !== null && (!watching || watching.freeze === null),
    canStop: ask.text !== null && watching !== undefined && isPerson(ward),
    myStop: watched !== undefined && watched !== null && watching !== undefined && votedToStop(watched, watching),
    stops: watching?.stops.length ?? 0,
    stopsNeeded: manifest ? majority(manifest.people) : null,
    ownerStopped: now_?.stoppedBy === 'owner',
    over: watching?.ended?.how ?? (ask.cancelled ? 'cancelled' : now_?.over ? 'stopped' : null),
    released: ask.released !== null ? 'yes' : now_?.mature ? 'waiting' : 'no',
    onlyPeople: watching?.onlyPeople ?? false,
  };
};

/** Own devices have no vote. */
const isPerson = (ward: Ward | undefined): boolean =>
  ward?.shares.some(({ place }) => place.leaf.kind === 'person') ?? false;

/** Requests that this guardian was not asked about: it knows of them by the notice box alone. */
const unaskedViews = (seen: Seen): AskView[] => {
  const { state, now } = seen;
  const asked = state.book.asks.flatMap(({ text }) => (text === null ? [] : [toHex(requestId(text))]));
  return state.book.wards.flatMap((ward) => {
    const watched = watchOf(state, ward.wallet);
    const peer = findPeer(state.book, ward.peer);
    if (!watched || !peer) return [];
    const manifest = readManifest(watched.current);
    return watched.requests
      .filter(({ id, ended }) => ended === null && !asked.includes(toHex(id)))
      .map((watching): AskView => {
        const { approvals, due, frozenUntil, over, stoppedBy } = standing(watched, watching, now);
        return {
          id: unaskedId(watched.wallet, watching.id),
          ward: ward.peer,
          wardName: peer.name,
          reach: peer.reach,
          comparedAt: peer.comparedAt,
          askedAt: readRequest(watching.text).at,
          words: 'none',
          arrived: true,
          approvals,
          need: manifest.t,
          rows: progressOf(watched, watching, now).rows.map(({ row, need, delay }) => ({
            row: NAME[row],
            need,
            delay,
            people: row === 3,
          })),
          mine: 'none',
          dueAt: due,
          frozenUntil,
          canFreeze: watching.freeze === null,
          canStop: isPerson(ward),
          myStop: votedToStop(watched, watching),
          stops: watching.stops.length,
          stopsNeeded: majority(manifest.people),
          ownerStopped: stoppedBy === 'owner',
          over: over ? 'stopped' : null,
          released: 'no',
          onlyPeople: watching.onlyPeople,
        };
      });
  });
};

/** Instead of the id of a relationship, where there is none. */
const unaskedId = (wallet: Uint8Array, request: Uint8Array): string => `${toHex(wallet)}.${toHex(request)}`;

const votedToStop = (watched: Watched, { stops }: Watching): boolean => stops.some((notice) => isBy(notice, watched));

const recoveryView = (seen: Seen): RecoveryView | null => {
  const { state, now } = seen;
  const { recovery, owner } = state.book;
  if (!recovery || recovery.state === 'cancelled') return null;
  const told = recovery.helpers.flatMap(({ progress }) => (progress ? [progress] : []));
  const groups = groupsOf(recovery);
  const full = groups.filter(({ manifest, good }) => good.length >= readManifest(manifest).t);
  const manifest = told[0] && readManifest(told[0].manifest);
  const need = manifest?.t ?? null;
  const opening = recovery.state === 'asking' ? tryOpen(recovery).is : 'open';
  const dates = told.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt])).sort((a, b) => a - b);
  const yes = Math.max(
    recovery.helpers.filter(({ answer }) => answer === 'approved').length,
    ...told.map(({ approvals }) => approvals),
    0,
  );
  return {
    startedAt: recovery.at,
    people: recovery.helpers.flatMap((helper) => {
      const peer = findPeer(state.book, helper.peer);
      if (!peer) return [];
      const bad = groups.some(({ bad }) => bad.includes(helper.peer));
      const isIn = groups.some(({ peers }) => peers.includes(helper.peer));
      const answers = { approved: 'yes', declined: 'no', withdrawn: 'withdrawn' } as const;
      const before = peer.words ? 'call' : peer.expiresAt <= now ? 'expired' : 'waiting';
      return [
        {
          id: helper.peer,
          name: peer.name,
          link: openLink(peer, seen.relays) ?? '',
          state:
            bad && full.length
              ? ('bad' as const)
              : isIn
                ? ('opened' as const)
                : helper.answer
                  ? answers[helper.answer]
                  : before,
          words: wordsOf(peer)?.read ?? null,
          at: helper.at,
          dueAt: helper.progress?.dueAt ?? null,
          frozenUntil: helper.progress?.frozenUntil ?? null,
          stopped: helper.progress?.stopped ?? false,
          unsent: unsent(seen, helper.peer),
        },
      ];
    }),
    papers: recovery.papers.map(({ id, at }) => ({
      id,
      at,
      good: told.length === 0 ? null : groups.some(({ papers }) => papers.includes(id)),
    })),
    need,
    yes,
    rows:
      told[0]?.rows.map(({ row, need: least, delay }) => ({ row: NAME[row], need: least, delay, people: row === 3 })) ??
      [],
    dueAt: need === null ? null : (dates[need - 1] ?? dates.at(-1) ?? null),
    groups:
      full.length > 1
        ? full.map(({ manifest: one, peers }) => ({
            id: toHex(manifestHash(one)),
            fingerprint: cardFingerprint(readManifest(one).wallet),
            people: peers.map((id) => findPeer(state.book, id)?.name ?? ''),
          }))
        : [],
    needsOwnerKey:
      opening === 'owner key' ||
      (recovery.state === 'asking' && recovery.factor === null && (manifest?.ownerFactor ?? false)),
    state:
      recovery.state === 'open'
        ? 'open'
        : told.some(({ stopped }) => stopped) && dates.length === 0
          ? 'stopped'
          : full.length
            ? 'opening'
            : dates.length
              ? 'waiting'
              : 'asking',
    addresses: recovery.addresses,
    backupAt: recovery.backupAt,
    lost: recovery.lost,
    rekeyed:
      recovery.state === 'open' && owner
        ? owner.pending
          ? {
              done: owner.pending.dealt.length,
              of: owner.pending.places.filter(({ leaf }) => leaf.kind !== 'paper').length,
            }
          : { done: owner.guardians.length, of: owner.guardians.length }
        : null,
  };
};

const isView = <V>(view: V | null): view is V => view !== null;

export const guardiansView = (
  seen: Seen,
  read: { url: string; lastRead: number | null; lastError: boolean }[],
): GuardiansView => ({
  protection: protectionView(seen),
  wards: seen.state.book.wards.map((ward) => wardView(seen, ward)).filter(isView),
  asks: [...seen.state.book.asks.map((ask) => askView(seen, ask)).filter(isView), ...unaskedViews(seen)],
  recovery: recoveryView(seen),
  relays: read,
  name: seen.state.book.name,
});
