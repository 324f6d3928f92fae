/**
 * For tests alone: ceremonies of chance. Each has one seed, from which come the people, the relays, the liars, the thieves,
 * the deaths and the clocks; the same seed gives the same ceremony.
 *
 * What happened is judged from outside: by the notices and parts that lie on the disks, not by what the machines say of it.
 * @module
 */
import { concat, toHex } from '../../lib/bytes.ts';
import { toJson } from '../../lib/json-bytes.ts';
import { BadBackup, openBackup } from '../backup.ts';
import { putWard } from '../book.ts';
import { readManifest } from '../manifest.ts';
import { readNotice } from '../notice.ts';
import { stopRequest } from '../owner.ts';
import { addPaper } from '../recovery.ts';
import { checkShare, combine, decodeShare, type Share, SharingRefused } from '../sharing.ts';
import { backupFor } from '../ward.ts';
import { act, type Client, chanceOf, clockOf, DAY, HOUR, recordsOf, round, watchedBy } from './clients.ts';
import type { Chance } from './relay.ts';
import {
  type Asked,
  answer,
  ask,
  bookOf,
  doIt,
  epochOf,
  type Family,
  family,
  hearWords,
  heldEpoch,
  isBack,
  newDevice,
  type Pair,
  printPage,
  RECORDS,
  wordsFrom,
} from './stories.ts';

/** `recovered`, `stopped`, `waiting`: how it ended. `wrong`: what must never be. */
export type Outcome = { seed: string; plot: Plot; end: 'recovered' | 'stopped' | 'waiting'; wrong: string[] };
export type Plot =
  | 'lost computer'
  | 'lost computer, one liar'
  | 'lost computer, frozen'
  | 'page and person'
  | 'everybody'
  | 'thief, stopped by the owner'
  | 'thief, stopped by the people'
  | 'thief, found out by a guardian'
  | 'thief with one guardian'
  | 'thief meanwhile';

const PLOTS: [Plot, number, string][] = [
  ['lost computer', 32, 'PPD'],
  ['lost computer, one liar', 10, 'PPP'],
  ['lost computer, frozen', 6, 'PPD'],
  ['page and person', 8, 'PPF'],
  ['everybody', 6, 'PPP'],
  ['thief, stopped by the owner', 14, 'PPD'],
  ['thief, stopped by the people', 8, 'PPP'],
  ['thief, found out by a guardian', 6, 'PPD'],
  ['thief with one guardian', 5, 'PPD'],
  ['thief meanwhile', 5, 'PPP'],
];
const T = 2;

const pick = (chance: Chance): [Plot, string] => {
  let left = chance() * PLOTS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [plot, weight, kinds] of PLOTS) {
    left -= weight;
    if (left < 0) return [plot, kinds];
  }
  return ['lost computer', 'PPD'];
};

/** One relay is only slow; the others do what they like. */
const spoil = ({ net }: Family, chance: Chance): void => {
  const honest = Math.floor(chance() * net.relays.length);
  for (const [i, relay] of net.relays.entries()) {
    relay.manners.delay = chance() < 0.3 ? chance() * 4 * HOUR : 0;
    relay.manners.twice = chance() * 0.3;
    if (i === honest) continue;
    relay.manners.lose = chance() * 0.5;
    relay.manners.cut = chance() * 0.3;
    const kind = chance();
    if (kind < 0.15) relay.alive = false;
    else if (kind < 0.3) relay.manners.forget = chance();
    else if (kind < 0.5) relay.manners.withhold = ({ content }) => /owner-stop|withdraw|\\"stop\\"/.test(content);
  }
};

/** `people`: how many of the guardians are persons. */
type Play = Family & { chance: Chance; people: number; watch: Watch };

/** When each guardian first had so many voices, by its own clock; looked at after every round. */
type Watch = { first: Map<string, number>; released: Map<string, { at: number; ok: boolean }> };

const leaf = (notice: { text: string }): string => {
  const body = readNotice(notice);
  return 'leaf' in body ? toJson(body.leaf) : '';
};
const kindOf = (notice: { text: string }): string => {
  const body = readNotice(notice);
  return 'leaf' in body ? body.leaf.kind : '';
};

const observe = ({ net, guardians, watch }: Play): void => {
  for (const { client } of guardians) {
    const now = clockOf(net, client);
    for (const { id, approvals, withdrawals } of watchedBy(client)[0]?.requests ?? []) {
      const gone = new Set(withdrawals.map(leaf));
      const counting = approvals.filter((notice) => !gone.has(leaf(notice)));
      const people = counting.filter((notice) => kindOf(notice) === 'person').length;
      for (let voices = 1; voices <= 4; voices++) {
        const marks: [string, boolean][] = [
          [`${client.name} ${toHex(id)} ${voices}`, counting.length >= voices],
          [`${client.name} ${toHex(id)} people ${voices}`, people >= voices],
        ];
        for (const [key, is] of marks)
          if (!is) watch.first.delete(key);
          else if (!watch.first.has(key)) watch.first.set(key, now);
      }
    }
  }
};

/** Was a row's whole delay waited before a part left, by this guardian's own clock? */
const judge = ({ net, guardians, people, watch }: Play): void => {
  for (const { client } of guardians)
    for (const { peer, text, released } of bookOf(client).asks) {
      const key = `${client.name} ${peer}`;
      if (released === null || text === null || watch.released.has(key)) continue;
      const id = (watchedBy(client)[0]?.requests ?? []).find((one) => one.text === text)?.id;
      const since = (what: string): number =>
        released - (watch.first.get(`${client.name} ${id ? toHex(id) : ''} ${what}`) ?? Number.POSITIVE_INFINITY);
      const ok =
        since(`${T}`) >= 7 * DAY ||
        since(`${T + 1}`) >= 3 * DAY ||
        (people >= T + 1 && since(`people ${people}`) >= DAY);
      watch.released.set(key, { at: clockOf(net, client), ok });
    }
};

const go = (play: Play, ms: number, every: number): void => {
  const { net, chance } = play;
  for (let left = ms; left > 0; left -= every) {
    net.now += Math.floor(Math.min(left, every));
    for (const client of net.clients) client.dies = chance() < 0.06 ? Math.floor(chance() * 12) : null;
    round(net);
    for (const client of net.clients) client.dies = null;
    observe(play);
    judge(play);
  }
};

/** Until it is so, or time is up. */
const until = (play: Play, is: () => boolean, most: number, every: number): boolean => {
  for (let spent = 0; spent < most && !is(); spent += every) go(play, every, every);
  return is();
};

const hasWords = (device: Client, { peer, client, ask: id }: Asked): boolean => {
  try {
    return wordsFrom(device, peer).length > 0 && wordsFrom(client, id).length > 0;
  } catch {
    return false;
  }
};

/** Links, words and a yes, as long as it takes. */
const obtain = (play: Play, device: Client, pairs: Pair[]): Asked[] => {
  const asked = pairs.map((pair) => {
    if (play.chance() < 0.3) pair.client.dies = Math.floor(play.chance() * 6);
    return ask(play.net, device, pair);
  });
  for (const one of asked) {
    until(play, () => hasWords(device, one), 3 * DAY, 2 * HOUR);
    hearWords(play.net, device, one);
    until(
      play,
      () => bookOf(one.client).asks.some(({ peer, text }) => peer === one.ask && text !== null),
      3 * DAY,
      2 * HOUR,
    );
    if (play.chance() < 0.3) one.client.dies = Math.floor(play.chance() * 6);
    answer(play.net, one, 'approve');
    one.client.dies = null;
    observe(play);
  }
  return asked;
};

/** Could the honest ones who are left still bring it back, from what lies on their disks? */
const stillThere = (honest: Pair[], pages: Share[]): boolean => {
  const held = honest.flatMap(({ client, ward }) => {
    const found = bookOf(client).wards.find(({ peer }) => peer === ward);
    return (found?.shares ?? []).map(({ manifest, place, before }) => ({
      before,
      ward: found,
      manifest,
      share: decodeShare(place.share),
    }));
  });
  return held.some(({ manifest }) => {
    const read = readManifest(manifest);
    const list = toJson(read.commitments);
    const same = held.filter((one) => toJson(readManifest(one.manifest).commitments) === list);
    const shares = new Map(
      [...same.map(({ share }) => share), ...pages]
        .filter((share) => checkShare(read.commitments, read.t, share) === undefined)
        .map((share) => [share.x, share]),
    );
    try {
      const { k } = combine(read.commitments, read.t, [...shares.values()]);
      return same.some(({ ward, manifest: one, before }) => {
        const backup = ward && backupFor(ward, one);
        try {
          return (
            backup &&
            openBackup(concat(...backup.parts), k, null, [
              ...read.devices,
              ...(before ? readManifest(before).devices : []),
            ]) !== null
          );
        } catch (error) {
          if (error instanceof BadBackup) return false;
          throw error;
        }
      });
    } catch (error) {
      if (error instanceof SharingRefused) return false;
      throw error;
    }
  });
};

const partsAt = (device: Client): number =>
  isBack(device) ? T : (bookOf(device).recovery?.helpers.filter(({ release }) => release !== null).length ?? 0);

/** @param seed one seed, one ceremony */
export const ceremony = (seed: string): Outcome => {
  const chance = chanceOf(`ceremony ${seed}`);
  const [plot, kinds] = pick(chance);
  const us = family(kinds, T, { seed });
  const people = [...kinds].filter((kind) => kind === 'P').length;
  const play: Play = { ...us, chance, people, watch: { first: new Map(), released: new Map() } };
  const { net, owner, guardians } = play;
  const wrong: string[] = [];
  const claim = (fact: boolean, what: string): void => {
    if (!fact) wrong.push(what);
  };
  spoil(play, chance);
  for (const client of net.clients) client.offset = chance() < 0.3 ? (chance() * 2 - 1) * DAY : 0;
  const order = guardians
    .map((pair) => ({ pair, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ pair }) => pair);
  const isThief = plot.startsWith('thief') && plot !== 'thief meanwhile';
  const device = newDevice(net, 'new', seed);
  if (chance() < 0.3) device.offset = (chance() * 2 - 1) * DAY;
  const [, liar] = order;
  const lies = plot === 'lost computer, one liar' && liar;
  if (lies)
    act(net, liar.client, (state) => ({
      ...state,
      book: state.book.wards.reduce(
        (book, ward) =>
          putWard(book, {
            ...ward,
            shares: ward.shares.map((one) => ({ ...one, place: { ...one.place, share: liar.client.random(96) } })),
          }),
        state.book,
      ),
    }));
  const pages = plot === 'page and person' ? us.pages.map((page) => printPage(owner, page)) : [];
  if (!isThief) owner.off = true;
  else if (chance() < 0.7) owner.locked = true;
  const asks =
    plot === 'everybody' || lies
      ? order
      : order.slice(0, plot === 'page and person' || plot === 'thief with one guardian' ? 1 : T);
  for (const page of pages) doIt(() => act(net, device, (state, world) => addPaper(state, page, world)));
  const theirs = plot === 'thief meanwhile' ? newDevice(net, 'thief', `thief ${seed}`) : null;
  if (theirs) obtain(play, theirs, order.slice(2, 3));
  const asked = obtain(play, device, asks);
  const done = (): boolean => isBack(device);

  const locks = order.filter(() => chance() < 0.25);
  for (const { client } of locks) client.locked = true;
  go(play, (1 + chance() * 3) * DAY, DAY);
  if (plot !== 'everybody') for (const { client } of locks) client.locked = false;
  let end: Outcome['end'] = 'waiting';
  const unlock = (): void => {
    for (const client of net.clients) client.locked = false;
  };
  switch (plot) {
    case 'thief, stopped by the owner': {
      // the alarm needs no password
      const seen = () => watchedBy(owner)[0]?.requests.slice(-1)[0]?.id;
      claim(
        until(play, () => seen() !== undefined, 2 * DAY, 6 * HOUR),
        'the owner was not alarmed',
      );
      owner.locked = false;
      const request = seen();
      if (request) doIt(() => act(net, owner, (state, world) => stopRequest(state, request, world)));
      go(play, 12 * HOUR, 3 * HOUR);
      break;
    }
    case 'thief, stopped by the people':
      for (const one of asked) answer(net, one, 'stop');
      break;
    case 'thief, found out by a guardian':
      for (const one of asked.slice(0, 1)) answer(net, one, 'withdraw');
      break;
    case 'lost computer, frozen':
      for (const one of asked.slice(0, 1)) answer(net, one, 'freeze');
      break;
    default:
  }
  unlock();
  observe(play);
  until(play, done, isThief ? 12 * DAY : 24 * DAY, DAY);
  if (done()) end = 'recovered';
  else if (plot.startsWith('thief, stopped')) end = 'stopped';

  if (isThief) {
    claim(partsAt(device) === 0, 'a thief got a part of an honest guardian');
  } else {
    claim(end === 'recovered', 'honest guardians were there, and the wallet did not come back');
    if (end === 'recovered') claim(toJson(recordsOf(device)) === toJson(RECORDS), 'other records came back');
  }
  if (theirs) claim(partsAt(theirs) === 0, 'a thief with one approval got a part');
  for (const [who, { ok }] of play.watch.released) claim(ok, `${who} released before a delay was over`);
  // some go on: the guardians follow the new device, and a new key is dealt and comes to count
  if (plot === 'lost computer' && end === 'recovered' && chance() < 0.06) {
    const dealt = until(play, () => epochOf(device) > 1, 40 * DAY, DAY);
    claim(dealt, 'no new key followed the recovery');
    go(play, 3 * DAY, DAY);
    for (const pair of guardians)
      claim(heldEpoch(pair) === epochOf(device), `${pair.client.name} has no part of the new key`);
  }
  const papers = pages.length ? us.pages.length : 0;
  const drawer =
    papers && bookOf(owner).owner
      ? (bookOf(owner).owner?.papers ?? []).map(({ place }) => decodeShare(place.share))
      : [];
  const honest = guardians.filter((one) => !lies || one !== liar);
  claim(stillThere(honest, drawer), 'what the guardians hold does not bring it back any more');
  return { seed, plot, end, wrong };
};

export type Table = { plot: Plot; recovered: number; stopped: number; waiting: number; wrong: number }[];

export const tableOf = (outcomes: Outcome[]): Table =>
  PLOTS.map(([plot]) => {
    const of = outcomes.filter((one) => one.plot === plot);
    const count = (end: Outcome['end']): number => of.filter((one) => one.end === end).length;
    return {
      plot,
      recovered: count('recovered'),
      stopped: count('stopped'),
      waiting: count('waiting'),
      wrong: of.filter(({ wrong }) => wrong.length > 0).length,
    };
  });
