/**
 * A guardian who says yes besides, as the owner's side asks it. What was asked and answered lies in the book of guardians,
 * in the vault: it survives the worker and the browser. Nothing here touches a recovery.
 * @module
 */
import { readRecord } from '../../approvals/journal.ts';
import type { ApprovalRecord } from '../../approvals/record.ts';
import { askCo, candidatesOf, coOf, offerCo, saidYes, takeBackCo } from '../../guardians/co-sign.ts';
import { now } from '../../lib/clock.ts';
import { stepUpTold } from '../../lib/text/step-up-told.en.ts';
import { fill, type Text } from '../../lib/text.ts';
import { Locked } from '../../vault/lock.ts';
import { soon } from '../guardians/run.ts';
import { move, readBook } from '../guardians/store.ts';
import { changed } from '../push.ts';
import { say } from '../words.ts';

/** As long as a request waits for its answer, where it has no end of its own. */
const ASKED_MS = 30 * 60_000;
const LONGEST = 500;

const orLocked = async <T>(work: () => Promise<T>, locked: T): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Locked) return locked;
    throw error;
  }
};

/**
 * `endsAt`: it was taken back, and holds until then (ms since 1970); null: it was not.
 * Null while locked, and where nobody was asked.
 */
export type CoGuardian = {
  id: string;
  name: string;
  state: 'asked' | 'accepted' | 'declined';
  endsAt: number | null;
};

export const coGuardian = (): Promise<CoGuardian | null> =>
  orLocked(async () => {
    const { owner } = await readBook();
    const co = coOf(owner, now());
    const guardian = owner?.guardians.find(({ id }) => id === co?.guardian);
    return co && { id: co.guardian, name: guardian?.name ?? '', state: co.state, endsAt: co.endsAt };
  }, null);

/** Guardians who could be asked. @throws {Locked} */
export const candidates = async (): Promise<{ id: string; name: string }[]> =>
  candidatesOf(await readBook()).map(({ id, name }) => ({ id, name }));

/**
 * Asks for the role, or takes it back (null): at once while it was not accepted, else 24 hours later. The caller has asked
 * for the password.
 * @throws {GuardiansError} when another guardian has it still
 */
export const askCoGuardian = async (id: string | null): Promise<void> => {
  await move((state, world) => {
    if (id !== null) return offerCo(state, id, world);
    return state.book.owner ? takeBackCo(state, world) : state;
  });
  changed();
  soon();
};

const wordsOf = (text: Text): string => {
  const pattern: string | undefined = (stepUpTold as Record<string, string>)[text.id];
  return (pattern === undefined ? say(text) : fill(pattern, text.params)).slice(0, LONGEST);
};

type Asked = { id: string; digest: string; headline: Text; why: readonly Text[] };

/** A site that asks for a long text may not push out who gets it. */
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Of a session the terms: the yes is to these, and holds for no wider ones. */
const whatOf = ({ subject }: ApprovalRecord): string | null =>
  subject.type !== 'session'
    ? null
    : subject.offers
        .map(({ venue: { name }, asked: { orders, budget, endsAt } }) => {
          const until = `${new Date(endsAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
          return wordsOf({ id: 'co.ask.session', params: { venue: name, orders: String(orders), budget, until } });
        })
        .join(' ');

/** Who gets it, from which account, asked by which site: as the role was offered. The end of a site's name is whose it is. */
const aroundOf = ({ subject, account, origin }: ApprovalRecord): string[] => {
  const reading = 'reading' in subject ? subject.reading : null;
  const to =
    reading?.kind === 'move-funds' ? reading.recipient : reading?.kind === 'grant-authority' ? reading.grantee : null;
  const last = account?.slice(-4) ?? '';
  return [
    ...(to === null ? [] : [wordsOf({ id: 'co.ask.to', params: { recipient: to.slice(0, 200) } })]),
    wordsOf({ id: 'co.ask.from', params: { last, site: origin.length > 150 ? `…${origin.slice(-150)}` : origin } }),
  ];
};

/** Once for each record. Nothing happens where nobody has the role. */
export const askCoApproval = ({ id, digest, headline, why }: Asked): Promise<void> =>
  orLocked(async () => {
    if (coOf((await readBook()).owner, now())?.state !== 'accepted') return;
    const record = await readRecord(id);
    const around = record ? aroundOf(record).join(' ') : '';
    const what = (record && whatOf(record)) ?? wordsOf(headline);
    const said = `${cut(what, LONGEST - 1 - around.length)} ${around}`.trimEnd();
    const asked = { id, digest, headline: said, why: why.slice(0, 8).map(wordsOf) };
    const until = record?.expiresAt;
    await move((state, world) => askCo(state, { ...asked, expiresAt: until ?? world.now + ASKED_MS }, world));
    soon();
  }, undefined);

/** Whether the guardian said yes to exactly this, in time. False while locked. */
export const coApproved = (recordId: string, digest: string): Promise<boolean> =>
  orLocked(async () => saidYes((await readBook()).owner, recordId, digest, now()), false);
