/** The policy of the person, in the vault: nobody loosens it with a pencil on the disk. @module */
import type { Policy } from '../../policy/limits/document.ts';

/** What holds now. `coolingUntil`: ms since 1970, opening is blocked until then. */
export type PolicyNow = { policy: Policy; coolingUntil: number | null };

/** Null while the wallet is locked: then nothing is signed, and the gate asks again. */
export const policyNow = async (): Promise<PolicyNow | null> => null;
