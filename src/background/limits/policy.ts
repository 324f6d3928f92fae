/** The policy of the person, in the vault: nobody loosens it with a pencil on the disk. @module */
import { fromUtf8, utf8 } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { change, keep, NO_POLICY, type Policy, type PolicyState, settle } from '../../policy/limits/document.ts';
import { withLock } from '../../storage/session.ts';
import { isUnlocked, Locked } from '../../vault/lock.ts';
import { NoSuchRecord, readRecord, writeRecords } from '../../vault/vault.ts';

const RECORD = 'policy';

/** What holds now. `coolingUntil`: ms since 1970, opening is blocked until then; null: it is not. */
export type PolicyNow = { policy: Policy; coolingUntil: number | null };

type Stored = PolicyState & { coolingUntil: number | null };

/** As it was last read or written. The worker is its only writer; every use asks first whether the wallet is open. */
let copy: Promise<Stored> | undefined;
/** How often it may have changed in this life: what was judged before is judged again. */
let forgotten = 0;
export const policyChanges = (): number => forgotten;

export const forgetPolicy = (): void => {
  copy = undefined;
  forgotten++;
};

const load = async (): Promise<Stored> => {
  try {
    // written by this file alone, and the vault opens nothing that was changed
    return JSON.parse(fromUtf8(await readRecord(RECORD)));
  } catch (error) {
    if (error instanceof NoSuchRecord) return { inForce: NO_POLICY, pending: null, coolingUntil: null };
    throw error;
  }
};

/** Brought up to now: what was on its way holds once its time has come. @throws {Locked} */
const read = async (): Promise<Stored> => {
  if (!(await isUnlocked())) {
    forgetPolicy();
    throw new Locked();
  }
  copy ??= load();
  copy.catch(forgetPolicy);
  const { coolingUntil, ...state } = await copy;
  const at = now();
  return { ...settle(state, at), coolingUntil: coolingUntil !== null && at < coolingUntil ? coolingUntil : null };
};

/** One after the other. A write that fails leaves what was. */
const write = (work: (before: Stored, at: number) => Stored): Promise<void> =>
  withLock(RECORD, async () => {
    const next = work(await read(), now());
    try {
      await writeRecords({ [RECORD]: utf8(JSON.stringify(next)) });
    } finally {
      forgetPolicy();
    }
  });

/** With what is on its way. @throws {Locked} */
export const policyState = read;

/** Null while the wallet is locked: then nothing is signed, and the gate asks again. */
export const policyNow = async (): Promise<PolicyNow | null> => {
  try {
    const { inForce, coolingUntil } = await read();
    return { policy: inForce, coolingUntil };
  } catch (error) {
    if (error instanceof Locked) return null;
    throw error;
  }
};

/**
 * Tightens at once, loosens after 24 hours.
 * @param allowed asked of the state as it stands when the change has its turn; what it throws changes nothing
 * @throws {Locked}
 */
export const changePolicy = (next: Policy, allowed: (before: PolicyState) => void): Promise<void> =>
  write((before, at) => {
    allowed(before);
    return { ...before, ...change(before, next, at) };
  });

/** Takes back what was on its way. @throws {Locked} */
export const keepPolicy = (): Promise<void> => write((before, at) => ({ ...before, ...keep(before, at) }));

/** Opening is blocked for so long, in ms. Longer only, never shorter. @throws {Locked} */
export const coolOff = (forMs: number): Promise<void> =>
  write((before, at) => ({ ...before, coolingUntil: Math.max(before.coolingUntil ?? 0, at + forMs) }));
