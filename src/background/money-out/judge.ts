/** The wait for money going out: off until chosen. What decides is pure: `policy/limits/money-out.ts`. @module */
import { PageError } from '../../approvals/page-error.ts';
import type { Policy } from '../../policy/limits/document.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { judgeOut, newWait, type Out, type OutVerdict, outsOf } from '../../policy/limits/money-out.ts';
import type { Address } from '../../signing/address.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import type { SentRow, WaitRow } from '../../storage/rows.ts';
import { Locked } from '../../vault/lock.ts';
import type { Reading } from '../../venues/reading.ts';
import { newId, readKeyring } from '../accounts.ts';
import { soon, turn } from '../guardians/run.ts';
import { policyNow } from '../limits/policy.ts';
import { changed } from '../push.ts';
import { raiseWaits } from './alarm.ts';
import { hasDevices, takeStops } from './devices.ts';
import { isOn, type Known, withWaits, write } from './store.ts';

/** A request that may move money out. `plan`: of a transaction. */
export type MayGoOut = { reading: Reading; plan: TransactionPlan | null; account: Address; origin: string };

type Asked = { outs: Out[]; rules: Policy['moneyOut']; account: Address; origin: string };

/** A site that asks for one sum after another fills neither the disk nor the list of alarms. */
const MOST_OF_SITE = 5;
const MOST = 32;
/** How long a request is held up, at most, to hear whether another device stopped it. */
const HEAR_MS = 5_000;

/** Null while the wallet is locked. */
const askedOf = async ({ reading, plan, account, origin }: MayGoOut): Promise<Asked | null> => {
  const policy = await policyNow();
  if (!policy) return null;
  const own = (await readKeyring()).accounts.map(({ address }) => address);
  return { outs: outsOf(reading, plan, own), rules: policy.policy.moneyOut, account, origin };
};

const withoutStopped = ({ waits }: Known): WaitRow[] => [...waits.values()].filter(isOn);

/** Each sum by itself, with what the ones before it would use. */
const judgeAll = (asked: Asked, found: Known, at: number, id: string): { out: Out; verdict: OutVerdict }[] => {
  const account = asked.account.toLowerCase();
  const sent: SentRow[] = [...found.sent];
  return asked.outs.map((out, i) => {
    const waits = withoutStopped(found);
    const verdict = judgeOut(out, { rules: asked.rules, account, sent, waits, now: at });
    if (verdict.is === 'free') sent.push({ ...out, id: `${id} ${i}`, account, at, wait: verdict.wait });
    return { out, verdict };
  });
};

const isSpent = (found: Known, id: string): boolean => found.sent.some((row) => row.id.startsWith(`${id} `));

/** A wait that it used was stopped before its signature left: a worker died in between. */
const isStopped = (found: Known, id: string): boolean =>
  found.sent.some((row) => row.id.startsWith(`${id} `) && row.wait !== null && found.waits.get(row.wait)?.stopped);

const tooMany = (id: 'page.siteFull' | 'page.full', count: number): PageError =>
  new PageError('limit', id, { count: String(count) });

/** Writes the waits that begin. @throws {PageError} when there are too many already */
const begin = async (asked: Asked, outs: Out[], found: Known, at: number, headline: WaitRow['headline']) => {
  const { rules, origin, account } = asked;
  const waiting = withoutStopped(found).filter(({ opensAt }) => at < opensAt);
  if (waiting.filter((row) => row.origin === origin).length + outs.length > MOST_OF_SITE)
    throw tooMany('page.siteFull', MOST_OF_SITE);
  if (waiting.length + outs.length > MOST) throw tooMany('page.full', MOST);
  const around = { rules, account: account.toLowerCase(), sent: [], waits: [], now: at };
  const rows = outs.map((out): WaitRow => {
    const { account: _, stopped: __, ...wait } = newWait(out, around, newId());
    return { ...wait, account: account.toLowerCase() as Address, origin, headline, askedAt: at };
  });
  await write(found, { waits: rows });
  return rows;
};

/**
 * Null: nothing waits. Otherwise it is refused at once, and until `opensAt` (ms since 1970); asking starts the wait and the
 * alarm, asking again changes nothing. Null too while the wallet is locked: then nothing is signed, and the gate asks again;
 * what was asked while it was locked begins to wait there.
 * @param start false at the gate, where nobody waits for the mail
 * @param id of the approval record, where there is one: what it has used already is not asked of it again
 * @throws {PageError} when too much waits already
 */
export const mustWait = async (asked: MayGoOut, start: boolean, id = ''): Promise<{ opensAt: number } | null> => {
  const found = await askedOf(asked);
  if (!found?.rules || found.outs.length === 0) return null;
  if (await usesWait(found, id)) {
    if (start) await hear();
    // one that was read already, by a worker that died over it
    await takeStops();
  }
  const { opensAt, began } = await withWaits(async (known, at) => {
    if (id !== '' && isSpent(known, id)) return { opensAt: isStopped(known, id) ? at + DAY_MS : 0, began: false };
    const judged = judgeAll(found, known, at, id);
    const waiting = judged.flatMap(({ verdict }) => (verdict.is === 'again' ? [verdict.opensAt] : []));
    const fresh = judged.flatMap(({ out, verdict }) => (verdict.is === 'wait' ? [out] : []));
    const rows = fresh.length > 0 ? await begin(found, fresh, known, at, asked.reading.headline) : [];
    return { opensAt: Math.max(0, ...waiting, ...rows.map((row) => row.opensAt)), began: rows.length > 0 };
  });
  if (began) {
    void raiseWaits();
    changed();
    soon(); // the turn tells the other devices
  }
  return opensAt > 0 ? { opensAt } : null;
};

const usesWait = (asked: Asked, id: string): Promise<boolean> =>
  withWaits(
    (known, at) =>
      (id !== '' && isSpent(known, id)) ||
      judgeAll(asked, known, at, '').some(({ verdict }) => verdict.is === 'free' && verdict.wait !== null),
  );

/** A stop may lie on a relay that nobody asked since this computer was switched on. */
const hear = async (): Promise<void> => {
  if (!(await hasDevices())) return;
  await Promise.race([turn().catch(() => {}), new Promise((resolve) => setTimeout(resolve, HEAR_MS))]);
};

/**
 * Right before a signature of it leaves: what it uses is written, and counts once, also when the same record comes again
 * after a death. What is known of recipients comes from here, so it is kept whether anything waits or not.
 * @param id of the approval record
 * @throws {PageError} when it has to wait after all: two requests for one wait, or a stop meanwhile
 */
export const spentOut = async (asked: MayGoOut, id: string): Promise<void> => {
  const found = await askedOf(asked);
  if (!found) throw new Locked();
  if (found.outs.length === 0) return;
  const account = found.account.toLowerCase();
  await withWaits(async (known, at) => {
    if (isSpent(known, id)) return;
    const sent = judgeAll(found, known, at, id).map(({ out, verdict }, i): SentRow => {
      if (verdict.is === 'free') return { ...out, id: `${id} ${i}`, account, at, wait: verdict.wait };
      const opensAt = verdict.is === 'again' ? verdict.opensAt : at + (found.rules?.hours ?? 24) * 3_600_000;
      throw new PageError('waits', 'page.waits', { until: new Date(opensAt).toISOString() }, { opensAt });
    });
    await write(known, { sent });
  });
};
