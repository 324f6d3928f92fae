/**
 * Every right that was given away through this wallet, and the keys that it holds itself. Rows stay: what has ended is never
 * given again, and a key's name is never used twice. The worker is the only writer.
 * @module
 */
import type { ApprovalRecord } from '../../approvals/record.ts';
import { type AgentName, agentRecord } from '../../keyring/agent.ts';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import { change, readAll } from '../../storage/db.ts';
import type { GrantRow } from '../../storage/rows.ts';
import { withLock } from '../../storage/session.ts';
import { isUnlocked, Locked } from '../../vault/lock.ts';
import { NoSuchRecord, readRecord, writeRecords } from '../../vault/vault.ts';
import { grantOf, takenBackBy } from './record.ts';

let rows: Promise<Map<string, GrantRow>> | undefined;

export const forgetGrants = (): void => {
  rows = undefined;
};

const all = (): Promise<Map<string, GrantRow>> => {
  rows ??= readAll('grants').then((found) => new Map(found.map((row) => [row.id, row])));
  rows.catch(forgetGrants);
  return rows;
};

const alone = <T>(work: (known: Map<string, GrantRow>) => Promise<T>): Promise<T> =>
  withLock('grants', async () => work(await all()));

const put = async (known: Map<string, GrantRow>, changed: GrantRow[]): Promise<void> => {
  if (changed.length === 0) return;
  await change(['grants'], async (tx) => {
    for (const row of changed) await tx.objectStore('grants').put(row);
  });
  for (const row of changed) known.set(row.id, row);
};

/** Writes a row, or changes one that is there. What has ended stays so, and what was given does not become asked again. */
export const keepGrant = (row: GrantRow): Promise<void> =>
  alone(async (known) => {
    const before = known.get(row.id);
    if (before?.state === 'ended') return;
    const state = before?.state === 'given' && row.state === 'asked' ? 'given' : row.state;
    await put(known, [{ ...row, at: before?.at ?? row.at, state }]);
  });

/** Newest first. */
export const listGrants = async (): Promise<GrantRow[]> => [...(await all()).values()].sort((a, b) => b.at - a.at);

const isOver = ({ until }: GrantRow): boolean => until !== null && until <= now();

/** A key of the wallet's own that has not ended. */
export const findAgent = async (name: AgentName): Promise<GrantRow | null> => {
  const known = await all();
  const wanted = name.toLowerCase();
  for (const row of known.values())
    if (row.agent?.name.toLowerCase() === wanted) return row.state === 'ended' || isOver(row) ? null : row;
  return null;
};

const ended = (row: GrantRow): GrantRow => ({ ...row, state: 'ended' });

/** Its secret leaves the vault; what is not there any more is no error. @throws {Locked} */
const destroy = async (keys: GrantRow[]): Promise<void> => {
  const held: string[] = [];
  for (const { agent } of keys)
    try {
      if (!agent) continue;
      (await readRecord(agentRecord(agent.name))).fill(0);
      held.push(agentRecord(agent.name));
    } catch (error) {
      if (!(error instanceof NoSuchRecord)) throw error;
    }
  if (held.length > 0) await writeRecords(Object.fromEntries(held.map((id) => [id, null])));
};

/**
 * A key of the wallet's own signs nothing from here on, and its secret is destroyed. The mark is on the disk first: after a
 * death between the two the key is dead, and the next sweep destroys what is left of it.
 * @throws {SaidError} for a row that is not there
 * @throws {Locked} for a key of the wallet's own, with nothing changed
 */
export const endGrant = (id: string): Promise<void> =>
  alone(async (known) => {
    const row = known.get(id);
    if (!row) throw new SaidError('grant.gone');
    if (row.agent && !(await isUnlocked())) throw new Locked();
    if (row.state !== 'ended') await put(known, [ended(row)]);
    if (row.agent) await destroy([row]);
  });

/** What an approved record gave away or took back. Called again it changes nothing. */
export const recordGrant = async (record: ApprovalRecord): Promise<void> => {
  const row = grantOf(record);
  if (row) return keepGrant(row);
  const takesBack = takenBackBy(record);
  if (!takesBack) return;
  // a key of the wallet's own ends with `endGrant` alone: whether the venue has taken it back is not known here
  await alone((known) =>
    put(known, [...known.values()].filter((one) => one.state !== 'ended' && !one.agent && takesBack(one)).map(ended)),
  );
};

/** Keys past their end, and what a death left of keys that had ended. Does nothing while locked: they sign nothing either. */
export const endAgentsThatAreOver = async (): Promise<void> => {
  if ([...(await all()).values()].every((row) => !row.agent) || !(await isUnlocked())) return;
  await alone(async (known) => {
    const keys = [...known.values()].filter((row) => row.agent && (row.state === 'ended' || isOver(row)));
    await put(known, keys.filter((row) => row.state !== 'ended').map(ended));
    await destroy(keys);
  });
};
