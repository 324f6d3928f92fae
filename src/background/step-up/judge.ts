/** Whether a request is asked for more than a press, and why. All of it is looked at here, on this computer. @module */
import type { StepUp } from '../../policy/verdict.ts';
import type { Address } from '../../signing/address.ts';
import type { Reading } from '../../venues/reading.ts';

/** `raises`: it grants or resumes a session, or loosens a limit. */
export type Asked = { reading: Reading | null; raises: boolean; origin: string; account: Address };

/** Null: a press is enough. Never for closing, cancelling or adding margin. */
export const stepUpFor = async (_asked: Asked): Promise<StepUp | null> => null;

/** Whether the guardian has said yes to exactly this. */
export const coApproved = async (_recordId: string, _digest: string): Promise<boolean> => false;
