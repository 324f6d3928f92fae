/** The wait for money going out: off until chosen. @module */
import type { Address } from '../../signing/address.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import type { Reading } from '../../venues/reading.ts';

/** A request that may move money out. `plan`: of a transaction. */
export type MayGoOut = { reading: Reading; plan: TransactionPlan | null; account: Address; origin: string };

/**
 * Null: nothing waits. Otherwise it is refused at once, and until `opensAt` (ms since 1970); asking starts the wait and the
 * alarm, asking again changes nothing.
 * @param start false at the gate, which only looks
 */
export const mustWait = async (_asked: MayGoOut, _start: boolean): Promise<{ opensAt: number } | null> => null;

/** Right before money leaves: what is used of its wait. Once for one id. */
export const spentOut = async (_asked: MayGoOut, _id: string): Promise<void> => {};
