/**
 * A guardian who says yes besides (co-approval), and money that waits as another device of the owner hears of it. Both go
 * over the paired channel and have nothing to do with parts, requests or recoveries. State in, state out.
 * @module
 */
import { sameBytes } from '../lib/bytes.ts';
import type { Book, Co, CoDuty, Guardian, Money, Owner, State, Ward } from './book.ts';
import { findPeer, putWard, send } from './book.ts';
import type { Message, MoneyWaits } from './letters.ts';
import { GuardiansError, guardianOf, own, putOwner } from './owner.ts';
import { isOpen, type World } from './peer.ts';
import { DAY_MS } from './rows.ts';
import { wardOf } from './ward.ts';

/** Taking the role back loosens, so it holds only then. */
const TAKE_BACK_MS = DAY_MS;
/** What is kept of each: a lying client on the other side fills nothing. */
const MOST_ASKS = 20;
/** More than can begin to wait at a device (32) while one waits and is open: sites that ask for more push none out unseen. */
const MOST_MONEY = 128;
const MOST_STOPS = 100;

const putCo = (state: State, co: Co | null): State => ({ ...state, book: putOwner(state.book, { co }) });

const isPaired = (book: Book, { peer: id }: Guardian): boolean => {
  const peer = findPeer(book, id);
  return peer !== undefined && isOpen(peer);
};

/** Who can be asked: holds a part, and the words were compared. */
export const candidatesOf = (book: Book): Guardian[] =>
  (book.owner?.guardians ?? []).filter(
    (one) => one.kind !== 'paper' && one.inForce && !one.leaving && one.resigned === null && isPaired(book, one),
  );

/** The role as it stands: one that was taken back is gone when its day has come. */
export const coOf = (owner: Owner | null, now: number): Co | null => {
  const co = owner?.co ?? null;
  return co && (co.endsAt === null || now < co.endsAt) ? co : null;
};

/** Asked for the role. Who has it already keeps it, also when it was being taken back. @throws {GuardiansError} */
export const offerCo = (state: State, id: string, world: World): State => {
  const owner = own(state.book);
  const { guardian, state: stands, endsAt } = coOf(owner, world.now) ?? {};
  if (guardian === id && stands === 'accepted')
    return endsAt === null || !owner.co ? state : putCo(state, { ...owner.co, endsAt: null });
  if (stands === 'accepted') throw new GuardiansError('guardians.coFirst');
  if (guardian === id && stands === 'asked') return state;
  const found = guardianOf(owner, id);
  if (found.peer === null || !candidatesOf(state.book).includes(found)) throw new GuardiansError('guardians.unknown');
  const cleared = owner.co ? end(state, owner.co, world) : state;
  const role = world.random(16);
  const next = putCo(cleared, { guardian: id, peer: found.peer, role, state: 'asked', endsAt: null, asks: [] });
  return { ...next, book: send(next.book, found.peer, { type: 'co-offer', role }, world) };
};

const end = (state: State, { peer, role }: Co, world: World): State => {
  const next = putCo(state, null);
  return { ...next, book: send(next.book, peer, { type: 'co-end', role }, world) };
};

/** Taken back: at once while it was not accepted, else in a day. Asked again, it does not begin anew. */
export const takeBackCo = (state: State, world: World): State => {
  const { co } = own(state.book);
  if (!co) return state;
  if (co.state !== 'accepted') return end(state, co, world);
  return co.endsAt === null ? putCo(state, { ...co, endsAt: world.now + TAKE_BACK_MS }) : state;
};

/** What time brings. */
export const tickCo = (state: State, world: World): State => {
  const co = state.book.owner?.co;
  return co && coOf(state.book.owner, world.now) === null ? end(state, co, world) : state;
};

type Asked = { id: string; digest: string; headline: string; why: string[]; expiresAt: number };

/** Asks for a yes to exactly this. What was asked already is not asked again. */
export const askCo = (state: State, asked: Asked, world: World): State => {
  const co = coOf(state.book.owner, world.now);
  if (co?.state !== 'accepted') return state;
  if (co.asks.some(({ id, digest }) => id === asked.id && digest === asked.digest)) return state;
  const { id, digest, expiresAt } = asked;
  const asks = [...co.asks.filter((one) => world.now < one.expiresAt), { id, digest, expiresAt, yes: null }];
  const next = putCo(state, { ...co, asks: asks.slice(-MOST_ASKS) });
  return { ...next, book: send(next.book, co.peer, { type: 'co-ask', ...asked }, world) };
};

/** Whether the guardian said yes to exactly this, in time. */
export const saidYes = (owner: Owner | null, id: string, digest: string, now: number): boolean => {
  const co = coOf(owner, now);
  const found = co?.asks.find((one) => one.id === id && one.digest === digest);
  return co?.state === 'accepted' && found?.yes === true && now < found.expiresAt;
};

/** Of a guardian, at the owner. Counts only from the relationship that was asked. */
export const hearCo = (state: State, peer: string, message: Message, world: World): State => {
  const { owner } = state.book;
  const { co } = owner ?? {};
  switch (message.type) {
    case 'co-role':
      if (!co || co.peer !== peer || co.state !== 'asked' || !sameBytes(co.role, message.role)) return state;
      return putCo(state, { ...co, state: message.accept ? 'accepted' : 'declined' });
    case 'co-end':
      return co && co.peer === peer && sameBytes(co.role, message.role) ? putCo(state, null) : state;
    case 'resign':
      return co && co.peer === peer ? putCo(state, null) : state;
    case 'co-answer': {
      if (!co || co.peer !== peer || co.state !== 'accepted') return state;
      // the first answer is the answer
      const asks = co.asks.map((one) =>
        one.id === message.id && one.digest === message.digest && one.yes === null && world.now < one.expiresAt
          ? { ...one, yes: message.yes }
          : one,
      );
      return putCo(state, { ...co, asks });
    }
    case 'money-stop': {
      const guardian = owner?.guardians.find((one) => one.peer === peer);
      if (!owner || guardian?.kind !== 'device' || owner.stops.some(({ id }) => id === message.id)) return state;
      const stops = [...owner.stops, { id: message.id, by: guardian.name, at: world.now }].slice(-MOST_STOPS);
      return { ...state, book: putOwner(state.book, { stops }) };
    }
    default:
      return state;
  }
};

/** The owner's other devices that can be told now. */
export const devicesOf = (book: Book): Guardian[] =>
  (book.owner?.guardians ?? []).filter((one) => one.kind === 'device' && one.resigned === null && isPaired(book, one));

/** Tells every other device of the owner. */
export const tellDevices = (state: State, money: Omit<MoneyWaits, 'type'>, world: World): State => {
  let { book } = state;
  for (const { peer } of devicesOf(book)) book = send(book, peer, { type: 'money-waits', ...money }, world);
  return { ...state, book };
};

const putDuty = (state: State, ward: Ward, co: CoDuty | null): State => ({
  ...state,
  book: putWard(state.book, { ...ward, co }),
});

/** Of the owner, at a guardian. */
export const hearCoWard = (state: State, ward: Ward, message: Message, world: World): State => {
  const { co } = ward;
  switch (message.type) {
    case 'co-offer':
      // said again on a new channel: what was answered stays answered
      if (co && sameBytes(co.role, message.role)) return state;
      return putDuty(state, ward, { role: message.role, state: 'offered', asks: [] });
    case 'co-end':
      return co && sameBytes(co.role, message.role) ? putDuty(state, ward, null) : state;
    case 'co-ask': {
      if (co?.state !== 'accepted' || co.asks.some(({ id }) => id === message.id)) return state;
      const { type: _, ...asked } = message;
      const asks = [...co.asks, { ...asked, at: world.now, yes: null }].slice(-MOST_ASKS);
      return putDuty(state, ward, { ...co, asks });
    }
    case 'money-waits': {
      // for devices of the owner alone: a friend is not told what somebody sends
      if (ward.shares.some(({ place }) => place.leaf.kind === 'person')) return state;
      if (ward.money.some(({ id }) => id === message.id)) return state;
      const { type: _, ...money } = message;
      const kept: Money[] = [...ward.money, { ...money, at: world.now, answer: null }];
      return { ...state, book: putWard(state.book, { ...ward, money: kept.slice(-MOST_MONEY) }) };
    }
    default:
      return state;
  }
};

const dutyOf = (state: State, peer: string): { ward: Ward; co: CoDuty } => {
  const ward = wardOf(state.book, peer);
  if (!ward.co) throw new GuardiansError('guardians.none');
  return { ward, co: ward.co };
};

/** The guardian takes the role or not. One that was taken is given back the same way. */
export const answerRole = (state: State, peer: string, accept: boolean, world: World): State => {
  const { ward, co } = dutyOf(state, peer);
  const { role } = co;
  if (co.state === 'accepted') {
    if (accept) return state;
    const next = putDuty(state, ward, null);
    return { ...next, book: send(next.book, peer, { type: 'co-end', role }, world) };
  }
  if (co.state === 'declined') throw new GuardiansError('guardians.none');
  const next = putDuty(state, ward, { ...co, state: accept ? 'accepted' : 'declined' });
  return { ...next, book: send(next.book, peer, { type: 'co-role', role, accept }, world) };
};

/** @throws {GuardiansError} when it was answered, or is over */
export const answerAsk = (state: State, peer: string, id: string, yes: boolean, world: World): State => {
  const { ward, co } = dutyOf(state, peer);
  const found = co.asks.find((one) => one.id === id);
  if (co.state !== 'accepted' || !found || found.yes !== null) throw new GuardiansError('guardians.none');
  if (world.now >= found.expiresAt) throw new GuardiansError('guardians.over');
  const asks = co.asks.map((one) => (one === found ? { ...one, yes } : one));
  const next = putDuty(state, ward, { ...co, asks });
  return { ...next, book: send(next.book, peer, { type: 'co-answer', id, digest: found.digest, yes }, world) };
};

/** Answered on this device of the owner: `stopped` is said to the other one, and is final. */
export const answerMoney = (
  state: State,
  peer: string,
  id: string,
  answer: 'stopped' | 'mine',
  world: World,
): State => {
  const ward = wardOf(state.book, peer);
  const found = ward.money.find((one) => one.id === id);
  if (!found) throw new GuardiansError('guardians.unknown');
  // a stop can still follow "it was me", never the other way round
  if (found.answer === 'stopped' || found.answer === answer) return state;
  const money = ward.money.map((one) => (one === found ? { ...one, answer } : one));
  const book = putWard(state.book, { ...ward, money });
  return { ...state, book: answer === 'stopped' ? send(book, peer, { type: 'money-stop', id }, world) : book };
};
