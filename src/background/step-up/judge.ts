/** Whether a request is asked for more than a press, and why. All of it is looked at here, on this computer. @module */
import { fromUtf8, utf8 } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { anomalies } from '../../policy/step-up/anomaly.ts';
import { mayStepUp, stepUp } from '../../policy/step-up/step-up.ts';
import { stressWhy } from '../../policy/step-up/stress.ts';
import type { StepUp } from '../../policy/verdict.ts';
import type { Address } from '../../signing/address.ts';
import { isUnlocked, Locked } from '../../vault/lock.ts';
import { NoSuchRecord, readRecord, writeRecords } from '../../vault/vault.ts';
import type { Reading } from '../../venues/reading.ts';
import { readKeyring } from '../accounts.ts';
import { chainFor } from '../site-view.ts';
import { coGuardian } from './co.ts';
import { actsOf, here, moveOf } from './facts.ts';
import { readHistory } from './history.ts';
import { DEMO_CHAIN, marketNow } from './market.ts';

/** `raises`: it grants or resumes a session, or loosens a limit. */
export type Asked = { reading: Reading | null; raises: boolean; origin: string; account: Address };

/** In the vault, so that nobody turns it off with a pencil on the disk. Without a record it is on. */
const RECORD = 'step-up';
const ON = '{"on":true}';
const OFF = '{"on":false}';

/** @throws {Locked} */
export const isStepUpOn = async (): Promise<boolean> => {
  try {
    return fromUtf8(await readRecord(RECORD)) !== OFF;
  } catch (error) {
    if (error instanceof NoSuchRecord) return true;
    throw error;
  }
};

/** The caller has asked for the password where it is turned off. @throws {Locked} */
export const setStepUp = (on: boolean): Promise<void> => writeRecords({ [RECORD]: utf8(on ? ON : OFF) });

/** At a venue of the real world, whatever network the site is on: a demo's calm market says nothing of it. */
const isElsewhere = (reading: Reading | null): boolean => {
  const venue = reading && 'venue' in reading ? reading.venue : undefined;
  return venue !== undefined && venue.network !== 'Demo';
};

const judge = async ({ reading, raises, origin, account }: Asked): Promise<StepUp | null> => {
  if (!(await isStepUpOn())) return null;
  const [{ accounts }, chainId] = await Promise.all([readKeyring(), chainFor(origin)]);
  const own = [account, ...accounts.map(({ address }) => address)];
  const asked = { reading, raises, own, chainId };
  if (!mayStepUp(asked)) return null;
  const [market, entries, guardian] = await Promise.all([
    marketNow(chainId === DEMO_CHAIN && !isElsewhere(reading)),
    readHistory(),
    coGuardian(),
  ]);
  const acts = actsOf(entries, own);
  const at = now();
  const asks = reading?.kind === 'move-funds' ? { at, moves: moveOf(reading) } : { at };
  const why = [...market.flatMap(({ base, stress }) => stressWhy(base, stress) ?? []), ...anomalies(asks, acts, here)];
  return stepUp(asked, why, guardian?.state === 'accepted');
};

/**
 * Null: a press is enough. Never for closing, cancelling or adding margin; an order costs no look at anything. While the wallet
 * is locked nothing is signed, and it is asked again before anything is.
 */
export const stepUpFor = async (asked: Asked): Promise<StepUp | null> => {
  const { reading, raises, account } = asked;
  // On no network is anything a deposit, so this lets through at least what a look at the network would.
  if (!mayStepUp({ reading, raises, own: [account], chainId: 0 }) || !(await isUnlocked())) return null;
  try {
    return await judge(asked);
  } catch (error) {
    if (error instanceof Locked) return null;
    throw error;
  }
};
